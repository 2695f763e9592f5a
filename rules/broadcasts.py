"""A notice that staff send to many: its texts, its readers, its hour, and what may be done with it when."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from rules.alerts import QUIET_FROM, QUIET_TO
from rules.centres import Texts
from rules.clockwork import next_allowed
from rules.letters import Attachment
from rules.people import Language
from rules.refusal import AlreadyDone, OutdatedButton, TextTooLong, TextTooShort

State = Literal["draft", "scheduled", "running", "paused", "done", "cancelled"]
Who = Literal["everyone", "subscribers", "staff"]
WHO: tuple[Who, ...] = get_args(Who)

LEAST, MOST, MOST_WITH_MEDIA = 10, 3000, 900  # characters; what stands round them fits Telegram's 4096 and 1024
MOST_STORED = 3 * MOST  # with its markup
FARTHEST = timedelta(days=180)
LIVE: frozenset[State] = frozenset({"scheduled", "running", "paused"})


@dataclass(frozen=True, slots=True)
class Audience:
    """Who receives it: within one centre, by what they are, by the direction they follow (0: any), by language."""

    who: Who = "everyone"
    direction_id: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`kk` and `ru` are HTML as Telegram understands it. `one_language`: staff said that one is enough.

    `due_at`: when it begins; `local_due` is the same as it was promised, on the wall of `zone`. `expand_after`: the
    last person that a delivery was put in for; None before the first.
    """

    id: int
    centre_id: int
    created_by: int | None
    bot_id: int
    created_at: datetime
    zone: str
    state: State = "draft"
    kk: str = ""
    ru: str = ""
    one_language: bool = False
    media: Attachment | None = None
    audience: Audience = field(default_factory=Audience)
    meeting_id: int | None = None
    due_at: datetime | None = None
    local_due: str = ""
    letter_id: int | None = None
    expand_after: int | None = None
    expanded: bool = False
    ended_at: datetime | None = None
    rev: int = 0

    @property
    def texts(self) -> Texts:
        """In the reader's language, or in the one there is."""
        return Texts(kk=self.kk or self.ru, ru=self.ru or self.kk)

    @property
    def missing(self) -> Literal["kk", "ru", ""]:
        """The language whose text is still asked for."""
        if self.kk and (self.ru or self.one_language):
            return ""
        if self.ru and self.one_language:
            return ""
        return "ru" if self.kk else "kk"

    def worded(self, language: str, html: str) -> "Broadcast":
        """The same with this text in this language, kk or ru."""
        return replace(self, kk=html) if language == "kk" else replace(self, ru=html)

    def text(self, language: Language) -> str:
        return self.kk if (language == "kk" and self.kk) or not self.ru else self.ru


@dataclass(frozen=True, slots=True)
class Size:
    """How many a notice would go to, and how many of them cannot be reached now."""

    people: int
    blocked: int


@dataclass(frozen=True, slots=True)
class Report:
    """What has become of a notice, counted from its deliveries. The parts add up to `total`."""

    total: int = 0
    waiting: int = 0
    sent: int = 0
    blocked: int = 0
    failed: int = 0
    uncertain: int = 0
    refused: int = 0
    stopped: int = 0

    @property
    def ended(self) -> int:
        return self.total - self.waiting


def report(states: Mapping[tuple[str, str], int]) -> Report:
    """From (state, fault) of the deliveries and how many of each there are."""
    counts: dict[str, int] = {}
    for (state, fault), number in states.items():
        name = _name(state, fault)
        counts[name] = counts.get(name, 0) + number
    return Report(total=sum(counts.values()), **counts)


_SKIPPED = {"expired": "failed", "no_consent": "refused"}  # any other reason is a chat that shuts the bot out


def _name(state: str, fault: str) -> str:
    match state:
        case "ready" | "sending":
            return "waiting"
        case "sent" | "failed" | "uncertain":
            return state
        case "skipped":
            return _SKIPPED.get(fault, "blocked")
        case "cancelled":
            return "stopped"
        case _:
            return "refused"  # superseded: at its turn the person did not want it any more


def by_day(due: datetime, zone: ZoneInfo) -> datetime:
    """Nobody is written to by night: what is set for then begins in the morning."""
    return next_allowed(due, zone, QUIET_FROM, QUIET_TO)


def check_text(html: str, plain: str, media: Attachment | None) -> str:
    """A text fit to be sent: `plain` is what a reader sees of `html`. Raises TextTooShort, TextTooLong."""
    length = len(plain.encode("utf-16-le")) // 2
    most = MOST_WITH_MEDIA if media else MOST
    if length > most or len(html) > MOST_STORED:
        raise TextTooLong(max(length, most + 1), most)
    if len(plain.strip()) < LEAST:
        raise TextTooShort(LEAST)
    return html.strip()


def check_edit(before: Broadcast, rev: int) -> None:
    """Whether its content, readers or hour may still be changed, by a button made for `rev`. Raises a Refusal."""
    if before.state != "draft":
        raise AlreadyDone
    if before.rev != rev:
        raise OutdatedButton


def check_turn(before: Broadcast, rev: int, *allowed: State) -> None:
    """Whether it is in one of these states still. Raises AlreadyDone, OutdatedButton."""
    if before.state not in allowed:
        raise AlreadyDone
    if before.rev != rev:
        raise OutdatedButton
