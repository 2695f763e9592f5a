"""Deep links: what stands behind ?start= on a poster, in a message, in an invitation."""

import re
from dataclasses import dataclass

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_INVITE = "i-"
_ORGANISATION = "o-"
_MEETING = "m-"
_BOOKING = "b-"
_NUMBER = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: a centre by code and a topic by code, an invitation by its secret, a meeting by its id,
    a booking that is handed on by its secret.
    """

    centre: str = ""
    topic: str = ""
    invitation: str = ""
    organisation: str = ""
    meeting: int = 0
    booking: str = ""


def payload(centre: str, topic: str = "") -> str:
    """What goes behind ?start= for a centre, or for one topic of it."""
    return f"c-{centre}-t-{topic}" if topic else f"c-{centre}"


def invitation(secret: str) -> str:
    return f"{_INVITE}{secret}"


def meeting(meeting_id: int) -> str:
    return f"{_MEETING}{meeting_id}"


def booking(token: str) -> str:
    """A booking handed on to whom it is for."""
    return f"{_BOOKING}{token}"


def organisation(token: str) -> str:
    """An invitation to speak for an organisation."""
    return f"{_ORGANISATION}{token}"


def read(typed: str) -> Link:  # noqa: PLR0911 -- a table: one line a kind
    """What a payload leads to; one that nobody made leads to the beginning."""
    if not _PAYLOAD.fullmatch(typed):
        return Link()
    kind, _, rest = typed.partition("-")
    match kind:
        case "i":
            return Link(invitation=rest)
        case "o":
            return Link(organisation=rest)
        case "b":
            return Link(booking=rest)
        case "m" if _NUMBER.fullmatch(rest):
            return Link(meeting=int(rest))
        case "c":
            return _centre(rest.split("-"))
    return Link()


def _centre(parts: list[str]) -> Link:
    match parts:
        case [centre]:
            return Link(centre=centre)
        case [centre, "t", topic]:
            return Link(centre=centre, topic=topic)
    return Link()
