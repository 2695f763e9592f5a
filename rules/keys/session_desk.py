"""Buttons of staff about group consultations. A plan is carried by the buttons themselves, from tap to tap.

`terms`: how long, how many seats and in which language, as `rules.sessions.terms` packs them.
"""

from typing import ClassVar

from rules.jobs import Job
from rules.keys.codec import Key, Who


class Sessions(Key):
    name: ClassVar[str] = "hgl"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Topics(Key):
    """What is the new one about?"""

    name: ClassVar[str] = "hgn"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    page: int = 0


class Whom(Key):
    """Who holds it?"""

    name: ClassVar[str] = "hgw"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    topic_id: int
    page: int = 0


class Days(Key):
    """On which day?"""

    name: ClassVar[str] = "hgd"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    topic_id: int
    specialist_id: int
    page: int = 0


class Starts(Key):
    """At what hour? It can be typed too."""

    name: ClassVar[str] = "hgh"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    centre_id: int
    topic_id: int
    specialist_id: int
    day: int
    page: int = 0


class Plan(Key):
    """As it would be held."""

    name: ClassVar[str] = "hgp"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    specialist_id: int
    minute: int
    terms: int
    room_id: int


class Change(Key):
    """Another value: `what` counts rules.sessions.PARTS."""

    name: ClassVar[str] = "hgc"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    specialist_id: int
    minute: int
    terms: int
    room_id: int
    what: int
    page: int = 0


class Hold(Key):
    name: ClassVar[str] = "hgo"
    who: ClassVar[Who] = Who.STAFF
    job: ClassVar[Job | None] = "booking"
    topic_id: int
    specialist_id: int
    minute: int
    terms: int
    room_id: int


class Roster(Key):
    """Who comes."""

    name: ClassVar[str] = "hgr"
    who: ClassVar[Who] = Who.STAFF
    session_id: int
    page: int = 0


class AskPlace(Key):
    """Where is it held? It is typed."""

    name: ClassVar[str] = "hgm"
    who: ClassVar[Who] = Who.STAFF
    session_id: int
    rev: int


class AskCancel(Key):
    name: ClassVar[str] = "hgx"
    who: ClassVar[Who] = Who.STAFF
    session_id: int
    rev: int


class Cancel(Key):
    name: ClassVar[str] = "hgk"
    who: ClassVar[Who] = Who.STAFF
    session_id: int
    rev: int
