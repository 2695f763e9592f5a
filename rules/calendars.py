"""Calendar files (RFC 5545): the few lines that a visit needs, each of 75 bytes at most."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

Method = Literal["PUBLISH", "CANCEL"]

BACK = timedelta(days=30)  # how long a visit stays in a feed
_BYTES = 75
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ortaq//Ortaq//KK", "CALSCALE:GREGORIAN")


@dataclass(frozen=True, slots=True)
class Event:
    """One visit. `uid` stays, `sequence` rises with each change: so an entry is mended, not doubled."""

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str = ""
    description: str = ""
    organizer: str = ""
    cancelled: bool = False


def file(events: Sequence[Event], method: Method = "PUBLISH", name: str = "") -> bytes:
    """A whole calendar. `name` is what a program that follows it calls it."""
    lines = [*_HEAD, f"METHOD:{method}", *([f"X-WR-CALNAME:{_text(name)}"] if name else ())]
    for event in events:
        lines += _event(event)
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def _event(event: Event) -> Iterator[str]:
    """UTC throughout: an own definition of the zone would have to be right for every year to come."""
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_moment(event.stamp)}"
    yield f"DTSTART:{_moment(event.starts_at)}"
    yield f"DTEND:{_moment(event.ends_at)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield from (f"{name}:{_text(value)}" for name, value in _words(event) if value)
    if event.organizer:
        yield f"ORGANIZER;CN={_parameter(event.organizer)}:invalid:nomail"
    yield "END:VEVENT"


def _words(event: Event) -> Iterable[tuple[str, str]]:
    return (("SUMMARY", event.summary), ("LOCATION", event.location), ("DESCRIPTION", event.description))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """A value of text: what has a meaning in the format is escaped, what nobody can see is left out."""
    seen = "".join(sign for sign in value.replace("\r\n", "\n") if sign == "\n" or sign.isprintable())
    return seen.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def _parameter(value: str) -> str:
    """In quotes, which it cannot contain itself."""
    return f'"{"".join(sign for sign in value if sign.isprintable() and sign != chr(34))}"'


def _folded(line: str) -> str:
    """In pieces of at most 75 bytes; no sign is broken in two, each piece but the first begins with a blank."""
    pieces, piece, room = [], "", _BYTES
    for sign in line:
        if len(f"{piece}{sign}".encode()) > room:
            pieces.append(piece)
            piece, room = "", _BYTES - 1
        piece += sign
    return "\r\n ".join((*pieces, piece))
