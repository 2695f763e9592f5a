"""Signs of life: that the data take a write, and since when something waits that should long be done."""

from collections.abc import Mapping
from datetime import datetime

import storage.facts
import storage.flights
import storage.inbox
from storage.work import Work


def take(work: Work) -> Mapping[str, datetime | None]:
    """Written for the sake of writing; then, by name, since when the oldest of each kind waits."""
    storage.facts.note(work, f"pulse.{work.bot_id}", work.now.isoformat())
    return {"inbox": storage.inbox.oldest_waiting(work), "letters": storage.flights.overdue(work)}
