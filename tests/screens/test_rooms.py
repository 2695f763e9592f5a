"""The screens of halls and desks: whatever names there are, they fit a phone and are never markup."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

import rules.rooms
import screens.lending
import screens.reservations
import screens.rooms
import screens.vacancies
from rules.availability import Timetable
from rules.centres import Room, Texts
from rules.keys.rooms import AskRoom
from rules.letters import Screen
from rules.people import LANGUAGES, Language
from rules.reservations import Aim, Reservation, Seen, State
from screens.vacancies import Looking
from screens.words import Words
from tests.screens.test_desk import CENTRE, HIGH, LONGEST_BUTTON, LONGEST_TEXT, NAUGHTY, labels

ATYRAU = ZoneInfo("Asia/Atyrau")
FRIDAY, TEN = date(2026, 11, 27), datetime(2026, 11, 27, 5, tzinfo=UTC)
ROOM = Room(HIGH, HIGH, "x", Texts(NAUGHTY, NAUGHTY), 200, step_free=True, lent="hall")
DESKS = replace(ROOM, lent="desk", seats=40)
ROOMS = [replace(ROOM, id=HIGH - n) for n in range(20)]
ASKED = Reservation(
    id=HIGH,
    centre_id=HIGH,
    room_id=HIGH,
    person_id=1,
    organisation_id=1,
    state="requested",
    starts_at=TEN,
    ends_at=TEN + timedelta(hours=3),
    local_start="2026-11-27T10:00",
    zone="Asia/Atyrau",
    people=200,
    purpose=NAUGHTY * 3,
    created_at=TEN - timedelta(days=3),
    answer_by=TEN - timedelta(hours=2),
    rev=HIGH,
)
SEEN = Seen(ASKED, ROOM, NAUGHTY, NAUGHTY, confirmed=False)
LOOKING = Looking(ROOM, Aim(HIGH, 200, "asked", HIGH, HIGH), 1, ATYRAU, ASKED)
WANTED = LOOKING.aim.at(TEN, TEN + timedelta(hours=3))
TIMETABLE = Timetable(ATYRAU, (((time(0), time(0)),),) * 7)
FREE = [rules.rooms.free(TIMETABLE, [()], FRIDAY + timedelta(days=n), TEN - timedelta(days=9)) for n in range(30)]
ENDS = rules.rooms.ends(FREE[0], 1, TEN, timedelta(hours=12))


def now(state: State, reason: str | None = None) -> Seen:
    answered = replace(ASKED, state=state, answer_by=None, cancelled_by="centre", reason=reason)
    return replace(SEEN, reservation=answered)


SCREENS: dict[str, Callable[[Words], Screen]] = {
    "rooms": lambda words: screens.vacancies.rooms(ROOMS, 0, words, lends=True),
    "rooms for organisations": lambda words: screens.vacancies.rooms(ROOMS[:3], 0, words, lends=False),
    "by phone": lambda words: screens.vacancies.by_phone(HIGH, ROOMS, 1, words),
    "how many people": lambda words: screens.vacancies.people(replace(LOOKING, moving=None), words),
    "how many desks": lambda words: screens.vacancies.people(replace(LOOKING, room=DESKS), words),
    "days": lambda words: screens.vacancies.days(LOOKING, FREE, 1, words),
    "since": lambda words: screens.vacancies.since(LOOKING, FREE[0], words),
    "until": lambda words: screens.vacancies.until(LOOKING, TEN, ENDS, words),
    "what for": lambda words: screens.reservations.ask_purpose(ROOM, WANTED, NAUGHTY, words),
    "sent": lambda words: screens.reservations.sent(SEEN, CENTRE, words),
    "promised": lambda words: screens.reservations.told(now("reserved"), CENTRE, words),
    "declined": lambda words: screens.reservations.told(now("declined", NAUGHTY), CENTRE, words),
    "unanswered": lambda words: screens.reservations.told(now("expired"), CENTRE, words),
    "taken back": lambda words: screens.reservations.told(now("cancelled", "closed"), CENTRE, words),
    "give it back?": lambda words: screens.reservations.ask_give_up(SEEN, words),
    "asked for": lambda words: screens.lending.asked(SEEN, words),
    "nobody has answered": lambda words: screens.lending.unanswered(SEEN, words),
    "given up": lambda words: screens.lending.given_up(now("cancelled"), words),
    "a request": lambda words: screens.lending.card(SEEN, words),
    "why not": lambda words: screens.lending.ask_why(SEEN, words),
    "a day": lambda words: screens.lending.of_day(HIGH, FRIDAY, [SEEN] * 20, words, leads=True),
    "for whom": lambda words: screens.lending.ask_whom(ROOM, WANTED, words),
    "closing": lambda words: screens.lending.closing(ROOM, WANTED, [SEEN] * 9, words),
    "closed": lambda words: screens.lending.closed(now("reserved"), [SEEN] * 3, words),
    "occupied": lambda words: screens.lending.occupied(HIGH, words),
    "set up": lambda words: screens.rooms.rooms(CENTRE, ROOMS, 1, words),
    "one room": lambda words: screens.rooms.room(ROOM, [SEEN], words),
    "its seats": lambda words: screens.rooms.ask(AskRoom(HIGH, HIGH, "seats"), words),
    "shut?": lambda words: screens.rooms.ask_shut(ROOM, [SEEN] * 20, words),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_of_rooms_fits_a_phone_and_says_nothing_as_markup(language: Language) -> None:
    for name, made in SCREENS.items():
        screen = made(Words(language, ATYRAU))
        chosen = [label for label in labels(screen) if not label.startswith(("‹ ", "🏠"))]
        assert 0 < len(screen.text) <= LONGEST_TEXT, name
        assert all(len(label) <= LONGEST_BUTTON for label in chosen), (name, chosen)
        assert len(chosen) <= 8, (name, chosen)
        assert "<b>Асель" not in screen.text, name
