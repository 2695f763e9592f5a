"""Buttons by which a centre sets itself up. `field` names what is typed next; 0 stands for «new»."""

from typing import ClassVar

from rules.keys.codec import Key, Who


class Setup(Key):
    name: ClassVar[str] = "zse"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int


class Ask(Key):
    """What is to be written: a line of the centre's card, a name."""

    name: ClassVar[str] = "zas"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    thing_id: int
    field: str


class People(Key):
    """Those at work."""

    name: ClassVar[str] = "zpe"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Someone(Key):
    name: ClassVar[str] = "zso"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int


class Answers(Key):
    """Which topics a specialist answers for, page by page."""

    name: ClassVar[str] = "zan"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    page: int = 0


class Turn(Key):
    """A specialist answers for a topic from now on (1), or does not (0); `page` of the list it stands in.

    With page -1 it is the list of who answers for the topic.
    """

    name: ClassVar[str] = "ztu"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int
    topic_id: int
    on: int
    page: int = 0


class AskLeave(Key):
    """Whom does it touch if they work here no longer?"""

    name: ClassVar[str] = "zal"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int


class Leave(Key):
    name: ClassVar[str] = "zle"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int


class Return(Key):
    name: ClassVar[str] = "zre"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int


class Invite(Key):
    """A link by which they get at their own day."""

    name: ClassVar[str] = "ziv"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    specialist_id: int


class Topics(Key):
    name: ClassVar[str] = "zto"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Topic(Key):
    """Who answers for it?"""

    name: ClassVar[str] = "ztp"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    topic_id: int


class Terms(Key):
    """How long a topic takes here (minutes, or 0), who goes first (or nothing), whether staff say yes first (or -1)."""

    name: ClassVar[str] = "zte"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    topic_id: int
    minutes: int = 0
    assignment: str = ""
    confirm: int = -1


class Buffer(Key):
    """Minutes after a visit that are nobody's; -1 asks."""

    name: ClassVar[str] = "zbu"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    minutes: int = -1


class AddTopic(Key):
    """Its names have been written; how long does it take?"""

    name: ClassVar[str] = "zat"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    minutes: int


class Departments(Key):
    name: ClassVar[str] = "zde"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    page: int = 0


class Department(Key):
    name: ClassVar[str] = "zdp"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    department_id: int


class EndDepartment(Key):
    """It gets no new proposals (1), or gets them again (0)."""

    name: ClassVar[str] = "zen"
    who: ClassVar[Who] = Who.STAFF
    centre_id: int
    department_id: int
    ended: int
