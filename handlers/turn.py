"""One update being handled: who it is from, where the chat stands, what has been shown."""

from collections import Counter
from dataclasses import dataclass, field

from rules.centres import Centre
from rules.people import Person, Visitor
from storage.inbox import Step

Drafted = str | int | None


@dataclass(slots=True)
class Turn:
    """The state of one update, changed as it is handled and written down at its end in one transaction.

    `chat_id` is whose order it keeps; `changes_chat` is False in groups, where the bot keeps no dialogue; `unshown`:
    the last screen may not have arrived; `answered`: the tap has had its answer; `again`: this update was begun
    before; `keeps`: what was tapped is worth reading still, and nothing but itself may take its place.
    """

    update_id: int
    chat_id: int
    who: Person | Visitor | None
    centre: Centre | None = None
    draft: dict[str, Drafted] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    panel_id: int | None = None
    last_id: int = 0
    changes_chat: bool = False
    unshown: bool = False
    answered: bool = False
    again: bool = False
    keeps: bool = False
    last_try: bool = False
    failure: BaseException | None = None
    _deeds: Counter[str] = field(default_factory=Counter)

    def step(self, deed: str) -> Step:
        """The place of the next deed of this name."""
        self._deeds[deed] += 1
        return Step(self.update_id, deed, self._deeds[deed] - 1)
