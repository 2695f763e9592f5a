"""A day of visits as a sheet for the printer."""

from rules.desk import Day
from rules.keys.days import Tasks, ToPrint
from rules.letters import Document, Screen
from rules.sheets import Cell, Sheet
from rules.visits import Visit, by_time
from screens.common import footer
from screens.languages import NAMES
from screens.words import Words


def sheet(seen: Day, words: Words) -> Sheet:
    """Whoever may read the names has them here; room is left to sign in."""
    heading = (
        words.b("Time"),
        words.b("Name"),
        words.b("Number"),
        words.b("Topic"),
        words.b("Language"),
        words.b("Specialist"),
        words.b("Mark"),
    )
    rows = tuple(_row(visit, words) for visit in by_time(seen.visits))
    return Sheet(words.b("Visits"), ((words.on(seen.day),), heading, *rows), (10, 26, 10, 34, 10, 26, 14))


def _row(visit: Visit, words: Words) -> tuple[Cell, ...]:
    booking = visit.booking
    marks = {"arrived": words.b("Arrived"), "done": words.b("Visit finished"), "no_show": words.b("No-show")}
    return (
        words.time(booking.starts_at),
        visit.name or "",
        booking.number,
        visit.topic.read(words.language),
        NAMES[booking.language],
        visit.specialist or "",
        marks.get(booking.state, ""),
    )


def sent(key: ToPrint, seen: Day, content: bytes, words: Words) -> Screen:
    text = words.t("The day as a file: {day}. It holds names: print it, then delete it.", day=words.on(seen.day))
    document = Document(f"{seen.day.isoformat()}.xlsx", content)
    return Screen(text, (footer(words, Tasks(key.centre_id, key.day)),), document)


def not_made(key: ToPrint, words: Words) -> Screen:
    said = words.t("The file could not be made. Please try again in a few minutes.")
    return Screen(said, (footer(words, Tasks(key.centre_id, key.day)),))
