"""One update being handled: who it is from, where the chat stands, what has been shown."""

from dataclasses import dataclass, field

from rules.people import Person, Visitor

Drafted = str | int | None


@dataclass(slots=True)
class Turn:
    """The state of one update, changed as it is handled and written down at its end in one transaction.

    `chat_id` is whose order it keeps; `deeds` counts the deeds done, so that a replay finds each by its place;
    `changes_chat` is False in groups, where the bot keeps no dialogue; `unshown`: a screen did not arrive for certain.
    """

    update_id: int
    chat_id: int
    who: Person | Visitor | None
    draft: dict[str, Drafted] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    panel_id: int | None = None
    last_id: int = 0
    deeds: int = 0
    changes_chat: bool = False
    unshown: bool = False
    answered: bool = False
    last_try: bool = False
    failure: BaseException | None = None
