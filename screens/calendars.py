"""Visits as entries of a calendar, and the links to follow them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import rules.calendars
import screens.ways
from rules.booking import Booking
from rules.calendars import Event
from rules.cards import Card
from rules.keys.booking import Show
from rules.keys.calendars import Begin, End, Feeds, File
from rules.keys.start import Settings
from rules.letters import Button, Document, Rows, Screen
from screens.common import back, footer, home, lines, paragraphs, verbatim
from screens.words import Words


@dataclass(frozen=True, slots=True)
class Named:
    """The centre of an entry: its code for the entry's id, its name for people."""

    code: str
    name: str


def button(booking: Booking, words: Words) -> Button:
    return Button(f"📅 {words.b('Add to calendar')}", File(booking.id).pack())


def take_out(booking: Booking, words: Words) -> Button:
    """On a cancelled booking: whoever has put it into a calendar takes it out again."""
    return Button(f"📅 {words.b('Take out of the calendar')}", File(booking.id).pack())


def file(card: Card, centre: Named, now: datetime, words: Words) -> Screen:
    """The booking as it stands, as a file that a calendar opens."""
    gone = card.booking.state == "cancelled"
    event = _event(card, centre, now, words, lines(*_told(card, words)))
    content = rules.calendars.file([event], "CANCEL" if gone else "PUBLISH")
    added = words.t("Open the file, and the visit is in your calendar. After a change take the new file: it mends it.")
    removed = words.t("Open the file, and the visit is taken out of your calendar.")
    rows = ((back(words, Show(card.booking.id)), home(words)),)
    return Screen(removed if gone else added, rows, Document(f"{card.booking.number}.ics", content), below=True)


def _event(card: Card, centre: Named, now: datetime, words: Words, description: str) -> Event:
    booking = card.booking
    return Event(
        uid=f"booking-{booking.id}@{centre.code}.ortaq",
        sequence=booking.rev,
        stamp=now,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=words.b("Consultation: {topic}", topic=card.topic.name(words.language)),
        location=screens.ways.place(card, words),
        description=description,
        organizer=centre.name,
        cancelled=booking.state == "cancelled",
    )


def _told(card: Card, words: Words) -> tuple[str, ...]:
    """Plain lines, as a calendar shows them."""
    bring = card.topic.bring(words.language)
    return (
        words.b("Specialist: {name}", name=card.specialist) if card.specialist else "",
        words.b("What to bring: {list}", list=bring) if bring else "",
        words.b("Number: {number}", number=card.booking.number),
    )


def feed(entries: list[tuple[Card, Named]], now: datetime, words: Words, *, of_work: bool) -> bytes:
    """All of them for a program that follows a link: nobody's name, no phone, no one invited."""
    events = [_followed(card, centre, now, words) for card, centre in entries]
    name = words.b("Visits to me") if of_work else words.b("My bookings")
    return rules.calendars.file(events, "PUBLISH", name)


def _followed(card: Card, centre: Named, now: datetime, words: Words) -> Event:
    there = Words(words.language, ZoneInfo(card.booking.zone))
    return _event(card, centre, now, there, words.b("Number: {number}", number=card.booking.number))


# --- links -------------------------------------------------------------------------------------------------


def links(own: datetime | None, of_work: datetime | None, words: Words, *, works: bool) -> Screen:
    text = words.t(
        "A calendar program can follow your bookings by a link. "
        "It shows topics, times and places to whoever has the link, no names and no phone."
    )
    rows = (*_link(own, 0, words), *(_link(of_work, 1, words) if works else ()))
    return Screen(text, (*rows, footer(words, Settings())))


def _link(since: datetime | None, of_work: int, words: Words) -> Rows:
    if since is None:
        label = words.b("Link to visits to me") if of_work else words.b("Link to my bookings")
        return ((Button(f"🔗 {label}", Begin(of_work).pack()),),)
    label = words.b("Take back: visits to me") if of_work else words.b("Take back: my bookings")
    return ((Button(label, End(of_work).pack()),),)


def link(url: str, words: Words) -> Screen:
    """The link, shown this once."""
    text = paragraphs(
        words.t("Put this link into your calendar program as a subscription. It is shown this once:"),
        verbatim(url),
        words.t("Whoever has it sees when you are booked. You can take it back at any time."),
    )
    return Screen(text, ((Button(words.b("Copy the link"), copy=url),), footer(words, Feeds())))
