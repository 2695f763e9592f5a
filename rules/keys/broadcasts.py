"""Buttons of notices: the staff's, with id and revision, and the two a reader has."""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Desk(Key):
    """A centre's notices, newest first."""

    name: ClassVar[str] = "nl"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    centre_id: int
    page: int = 0


class Begin(Key):
    name: ClassVar[str] = "nb"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    centre_id: int


class Invite(Key):
    """A notice that invites to this meeting."""

    name: ClassVar[str] = "ni"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    centre_id: int
    meeting_id: int


class Open(Key):
    """The notice with its numbers as they are now."""

    name: ClassVar[str] = "no"
    who: ClassVar[Who] = Who.STAFF
    broadcast_id: int


class Write(Key):
    """Both texts anew: the first is awaited."""

    name: ClassVar[str] = "nw"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int
    rev: int


class OneLanguage(Key):
    """The recorded tap: one language is enough."""

    name: ClassVar[str] = "n1"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int
    rev: int


class AskWho(Key):
    name: ClassVar[str] = "na"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int
    rev: int


class Direct(Key):
    """Which direction its readers follow."""

    name: ClassVar[str] = "nd"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int
    rev: int
    page: int = 0


class Address(Key):
    """Its readers; `language` empty: any; `direction_id` 0: any."""

    name: ClassVar[str] = "nr"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int
    rev: int
    audience: str
    direction_id: int = 0
    language: str = ""


class AskWhen(Key):
    name: ClassVar[str] = "nq"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int
    rev: int


class AskSend(Key):
    """It cannot be taken back: asked once more."""

    name: ClassVar[str] = "ns"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int
    rev: int


class Send(Key):
    """At this minute since 1970, or with 0 now."""

    name: ClassVar[str] = "ng"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int
    rev: int
    minute: int = 0


class TypeWhen(Key):
    """The time is awaited in words."""

    name: ClassVar[str] = "nt"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int
    rev: int


class Drop(Key):
    name: ClassVar[str] = "nx"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int
    rev: int


class CallBack(Key):
    """It was promised and has not begun: a draft again."""

    name: ClassVar[str] = "nc"
    who: ClassVar[Who] = Who.STAFF
    broadcast_id: int
    rev: int


class Pause(Key):
    name: ClassVar[str] = "np"
    who: ClassVar[Who] = Who.STAFF
    broadcast_id: int
    rev: int


class Resume(Key):
    name: ClassVar[str] = "nu"
    who: ClassVar[Who] = Who.STAFF
    broadcast_id: int
    rev: int


class AskStop(Key):
    """It cannot be taken back: asked once more."""

    name: ClassVar[str] = "nz"
    who: ClassVar[Who] = Who.STAFF
    broadcast_id: int
    rev: int


class Stop(Key):
    name: ClassVar[str] = "ny"
    who: ClassVar[Who] = Who.STAFF
    broadcast_id: int
    rev: int


class Correct(Key):
    """Another text in this language, also for those who have it."""

    name: ClassVar[str] = "ne"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int
    rev: int
    language: str


class Test(Key):
    """To oneself, as it will arrive."""

    name: ClassVar[str] = "nv"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int


class Resend(Key):
    """Once more to those of whom nobody knows."""

    name: ClassVar[str] = "n2"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "broadcasts"
    broadcast_id: int


class Share(Key):
    """The notice as plain text to pass on."""

    name: ClassVar[str] = "nh"
    who: ClassVar[Who] = Who.EVERYONE
    broadcast_id: int


class Mute(Key):
    """No more notices of this centre."""

    name: ClassVar[str] = "nm"
    who: ClassVar[Who] = Who.EVERYONE
    centre_id: int


class Unmute(Key):
    name: ClassVar[str] = "nn"
    who: ClassVar[Who] = Who.EVERYONE
    centre_id: int
