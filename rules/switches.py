"""Jobs switched on and off by a centre: how each stands, and screens without buttons that lead nowhere."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

import rules.keys.codec
from rules.centres import Centre
from rules.jobs import JOBS, Job
from rules.keys.codec import Key
from rules.letters import Button, Screen
from rules.refusal import OutdatedButton


@dataclass(frozen=True, slots=True)
class Switched:
    """The last time a job was switched in the chat. `by` is who did it, None where they are erased."""

    job: Job
    off: bool
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class Board:
    """All switches of a centre: the last turn of each, and what each job has promised and keeps."""

    centre: Centre
    turns: tuple[Switched, ...]
    promised: tuple[tuple[Job, int], ...]

    def turn(self, job: Job) -> Switched | None:
        return next((turn for turn in self.turns if turn.job == job), None)

    def kept(self, job: Job) -> int:
        return dict(self.promised).get(job, 0)


def job(name: str) -> Job:
    """The job of this name. Raises OutdatedButton for a forged one."""
    known: Job | None = next((each for each in JOBS if each == name), None)
    if known is None:
        raise OutdatedButton
    return known


def kind_of(data: str) -> type[Key] | None:
    """What kind of button carries this data; None for a forged one."""
    return rules.keys.codec.named(data.partition(":")[0])


def without(screen: Screen, off: Collection[str]) -> Screen:
    """The screen without buttons of these jobs: whatever screen it is, none of them is left to press in vain."""
    if not off:
        return screen
    rows = (tuple(button for button in row if not _leads_to(button, off)) for row in screen.rows)
    return replace(screen, rows=tuple(row for row in rows if row))


def _leads_to(button: Button, off: Collection[str]) -> bool:
    kind = kind_of(button.data) if button.data else None
    return kind is not None and kind.job in off
