"""The staff's screens fit a phone in every language, escape what people typed, and offer only what can be done."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

import screens.callers
import screens.closures
import screens.day_sheets
import screens.days
import screens.delays
import screens.desk
import screens.history
import screens.notes
import screens.roll_call
import screens.visits
from rules.availability import FreeTime
from rules.booking import Booking, Policy
from rules.centres import Centre, Specialist, Texts, Topic
from rules.closures import Closed, Closure, Hours, Preview
from rules.delays import Delays, Running
from rules.desk import Card, Day, Desk, Post, Week
from rules.keys.days import Name, ToPrint
from rules.keys.desk import (
    CallLanguages,
    CallTimes,
    CloseDays,
    CloseFrom,
    CloseHalves,
    CloseUntil,
    CloseWhom,
)
from rules.letters import Screen
from rules.people import LANGUAGES, Language, Role
from rules.settings import CentreSettings
from rules.visits import Logged, Visit
from screens.words import Words
from storage.booking import Did

LONGEST_TEXT, LONGEST_BUTTON = 4096, 40
HIGH = 999_999_999  # ids as large as an installation will ever have
ATYRAU = ZoneInfo("Asia/Atyrau")
START = datetime(2026, 11, 27, 5, tzinfo=UTC)  # 10:00 in Atyrau
DAY = date(2026, 11, 27)
WIDE = "Ж" * 28
NAUGHTY = "<b>Асель</b> & Ко" + "о" * 48
TOPIC = Texts(WIDE, WIDE, WIDE)
HOURS = ((time(9), time(13)), (time(14, 30), time(18, 30)))

BOOKING = Booking(
    id=HIGH,
    centre_id=HIGH,
    specialist_id=HIGH,
    person_id=1,
    topic_id=HIGH,
    state="booked",
    starts_at=START,
    ends_at=START + timedelta(hours=1),
    local_start="2026-11-27T10:00",
    zone="Asia/Atyrau",
    language="kk",
    created_at=START - timedelta(hours=1),
    rev=HIGH,
)
VISIT = Visit(BOOKING, TOPIC, "Проба Администраторова", NAUGHTY)
COORDINATOR, VIEWER = Post(HIGH, Role.COORDINATOR), Post(HIGH, Role.VIEWER)
CENTRE = Centre(
    id=HIGH,
    code="x",
    names=Texts("Орталық", "Центр", "Centre"),
    operators=Texts("О", "О"),
    addresses=Texts("А", "А"),
    phone="+7 700 000 00 01",
    site="",
    region="KZ-23",
    zone=ATYRAU,
    default_language="kk",
    hours=(HOURS,) * 7,
    settings=CentreSettings(),
)
SPECIALIST = Specialist(HIGH, HIGH, "s", "Проба Администраторова", Texts("м", "с"), ("kk",), None, frozenset({0}))
CLOSURE = Closure(HIGH, HIGH, HIGH, START, START + timedelta(hours=2), None, SPECIALIST.name)
SPAN = Hours(HIGH, HIGH, START, START + timedelta(hours=2))
TOPICS = [Topic(HIGH - n, "t", 30, TOPIC, Texts("", "")) for n in range(12)]
FREE = [FreeTime(START + timedelta(days=n), START + timedelta(days=n, hours=1), HIGH) for n in range(3)]
MINUTE = int(START.timestamp()) // 60


def card(post: Post = COORDINATOR, now: datetime = START, **changes: Any) -> Card:
    return Card(post, replace(VISIT, booking=replace(BOOKING, **changes)), now)


def day(count: int, post: Post = COORDINATOR) -> Day:
    return Day(post, DAY, ATYRAU, START, (VISIT,) * count, (CLOSURE,))


LATE = Delays(COORDINATOR, tuple(Running(HIGH, WIDE, 240, 9, 3) for _ in range(5)))
LOGGED = Logged(START, "move", 7, NAUGHTY, START)
WEEK = Week(COORDINATOR, tuple((DAY + timedelta(days=n), 300) for n in range(-4, 3)), ATYRAU)
SCREENS: dict[str, Callable[[Words], Screen]] = {
    "panel": lambda words: screens.desk.panel(Desk((Role.ADMINISTRATOR,), (CENTRE,)), words),
    "choose_centre": lambda words: screens.desk.choose_centre([CENTRE, CENTRE], words),
    "an empty day": lambda words: screens.days.day(day(0), 0, words),
    "a usual day": lambda words: screens.days.day(day(12), 0, words),
    "a huge day": lambda words: screens.days.day(day(300), 0, words),
    "a day in a group": lambda words: screens.days.day(replace(day(300), in_group=True), 0, words),
    "a day that is over": lambda words: screens.days.over(day(300), words),
    "a day's tasks": lambda words: screens.days.tasks(day(300), LATE, words),
    "a week": lambda words: screens.days.week(WEEK, words),
    "who is late": lambda words: screens.delays.choose(LATE, 0, words),
    "a word to who waits": lambda words: screens.delays.late(BOOKING, 240, START - timedelta(hours=1), words),
    "a note": lambda words: screens.notes.note(card(), NAUGHTY * 8, words),
    "who called": lambda words: screens.callers.ask(card(source="call"), words),
    "a printed day": lambda words: screens.day_sheets.sent(ToPrint(HIGH, DAY.toordinal()), day(3), b"", words),
    "a roll call": lambda words: screens.roll_call.ask(Name(HIGH, DAY.toordinal(), 0), [VISIT] * 30, {HIGH}, words),
    "a log": lambda words: screens.history.history(card(), [LOGGED] * 40, words),
    "card": lambda words: screens.visits.card(card(), Policy(), words),
    "no-show": lambda words: screens.visits.card(card(state="no_show", marked_at=START), Policy(), words),
    "missed": lambda words: screens.visits.missed(HIGH, words),
    "walk-in topics": lambda words: screens.desk.walk_in_topics(HIGH, TOPICS, 1, words),
    "call topics": lambda words: screens.desk.call_topics(HIGH, TOPICS, 0, words),
    "walk-in languages": lambda words: screens.desk.walk_in_languages(HIGH, HIGH, words),
    "call times": lambda words: screens.desk.call_times(CallTimes(HIGH, HIGH), FREE, words),
    "call languages": lambda words: screens.desk.call_languages(CallLanguages(HIGH, HIGH, HIGH, MINUTE), words),
    "recorded": lambda words: screens.desk.recorded(card(source="call", person_id=None), words),
    "group linked": lambda words: screens.desk.group_linked(CENTRE, words),
    "close: day": lambda words: screens.closures.choose_day(CloseDays(HIGH), [DAY] * 20, words),
    "close: whom": lambda words: screens.closures.choose_whom(
        CloseWhom(HIGH, 0, DAY.toordinal()), [SPECIALIST] * 20, SPAN, words
    ),
    "close: half": lambda words: screens.closures.choose_half(
        CloseHalves(HIGH, HIGH, DAY.toordinal()), [SPAN, SPAN], words
    ),
    "close: from": lambda words: screens.closures.choose_from(
        CloseFrom(HIGH, HIGH, DAY.toordinal()), [START] * 8, words
    ),
    "close: until": lambda words: screens.closures.choose_until(
        CloseUntil(HIGH, HIGH, MINUTE), START, [START] * 8, words
    ),
    "close: preview": lambda words: screens.closures.preview(Preview(SPAN, "С", (VISIT,) * 60), words),
    "close: already": lambda words: screens.closures.preview(Preview(SPAN, "С", (), CLOSURE), words),
    "closed": lambda words: screens.closures.closed(Closed(CLOSURE, (VISIT,) * 30, (VISIT,) * 30), 10, words),
    "lifted": lambda words: screens.closures.lifted(CLOSURE, words),
    "told": lambda words: screens.closures.told(VISIT, CENTRE, FREE, whole=False, words=words),
}


def labels(screen: Screen) -> list[str]:
    return [button.text for row in screen.rows for button in row]


def rows(screen: Screen) -> Iterator[tuple[str, ...]]:
    for row in screen.rows:
        yield tuple(button.text for button in row)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_of_the_desk_fits_a_phone(name: str, language: Language) -> None:
    screen = SCREENS[name](Words(language, ATYRAU))
    assert 0 < len(screen.text) <= LONGEST_TEXT
    assert all(len(label) <= LONGEST_BUTTON for label in labels(screen)), labels(screen)
    assert all(len(button.data.encode()) <= 64 for row in screen.rows for button in row)
    for row in rows(screen):
        assert len(row) <= 4
        assert all(len(label) <= 26 for label in row if len(row) == 2), row


@pytest.mark.parametrize("name", SCREENS)
def test_what_people_typed_is_never_markup(name: str) -> None:
    assert "<b>Асель" not in SCREENS[name](Words("kk", ATYRAU)).text


@pytest.mark.parametrize(
    ("changes", "sign"),
    [
        ({}, "❔"),
        ({"coming": True}, "✅"),
        ({"state": "arrived"}, "🟢"),
        ({"state": "no_show"}, "🚫"),
        ({"source": "call", "person_id": None}, "☎️"),
        ({"source": "walk_in", "state": "arrived", "person_id": None}, "🚶"),
    ],
)
def test_a_sign_tells_the_state_of_a_visit(changes: dict[str, Any], sign: str) -> None:
    assert screens.visits.mark(card(**changes).visit.booking) == sign


def test_somebody_without_a_name_is_told_by_number() -> None:
    visit = replace(VISIT, name=None)
    seen = replace(day(0), visits=(visit,))
    assert BOOKING.number in screens.days.day(seen, 0, Words("ru", ATYRAU)).text


def test_a_viewer_gets_no_button_that_changes_anything() -> None:
    words = Words("ru", ATYRAU)
    assert labels(screens.visits.card(card(VIEWER), Policy(), words)) == ["‹ Назад", "🏠 Главное меню"]
    assert "Открыть снова" not in labels(screens.days.day(day(0, VIEWER), 0, words))
    panel = labels(screens.desk.panel(Desk((Role.VIEWER,), (CENTRE,)), words))
    assert panel == ["Приём сегодня", "Предложения", "Цифры", "🏠 Главное меню"]


def test_a_specialist_who_is_an_officer_too_has_the_tasks_of_both() -> None:
    both = screens.desk.panel(Desk((Role.OFFICER, Role.SPECIALIST), (CENTRE,)), Words("ru"))
    assert "Ваша роль: Сотрудник управления, Специалист." in both.text
    assert {"Приём сегодня", "Закрыть день", "Предложения"} <= set(labels(both))


def test_proposals_stay_on_the_desk_while_answers_are_owed() -> None:
    shut = replace(CENTRE, jobs_off=frozenset({"proposals"}))
    for role in (Role.OFFICER, Role.COORDINATOR, Role.VIEWER):
        assert "Предложения" in labels(screens.desk.panel(Desk((role,), (shut,), owes=True), Words("ru")))
        assert "Предложения" not in labels(screens.desk.panel(Desk((role,), (shut,)), Words("ru")))


def test_a_centre_that_takes_no_bookings_books_no_callers() -> None:
    shut = replace(CENTRE, jobs_off=frozenset({"booking"}))
    assert "Записать по звонку" not in labels(screens.desk.panel(Desk((Role.COORDINATOR,), (shut,)), Words("ru")))


def test_arrivals_are_noted_from_the_morning_of_the_day_on() -> None:
    words = Words("ru", ATYRAU)
    assert "🟢 Явка" in labels(screens.visits.card(card(now=START - timedelta(hours=3)), Policy(), words))
    assert "🟢 Явка" not in labels(screens.visits.card(card(now=START - timedelta(days=1)), Policy(), words))


def test_a_mark_is_taken_back_for_a_day() -> None:
    words = Words("ru", ATYRAU)
    marked: dict[str, Any] = {"state": "no_show", "marked_at": START}
    late = START + timedelta(hours=24, minutes=1)
    assert "↩️ Вернуть" in labels(screens.visits.card(card(**marked), Policy(), words))
    assert "↩️ Вернуть" not in labels(screens.visits.card(card(now=late, **marked), Policy(), words))


def hour(n: int, **changes: Any) -> Visit:
    """The visit of the n-th hour from nine on, of somebody called by that number."""
    start = START + timedelta(hours=n - 1)
    booking = replace(BOOKING, id=n, starts_at=start, ends_at=start + timedelta(hours=1), **changes)
    return Visit(booking, TOPIC, "Айна Үлгі", f"Асель {n}-ші")


def test_a_long_day_is_turned_page_by_page_and_then_to_the_next_day() -> None:
    words, seen = Words("ru", ATYRAU), replace(day(0), visits=tuple(hour(n) for n in range(9)), closures=())
    pages = [labels(screens.days.day(seen, page, words)) for page in (1, 2, 3)]
    assert [sum("Асель" in label for label in page) for page in pages] == [4, 4, 1]
    ways = [[label for label in page if label.startswith("‹ ") or label.endswith(" ›")][:2] for page in pages]
    assert ways == [["‹ чт 26 ноя", "2/3 ›"], ["‹ 1/3", "3/3 ›"], ["‹ 2/3", "сб 28 ноя ›"]]


def test_today_opens_at_who_is_next() -> None:
    words, visits = Words("ru", ATYRAU), tuple(hour(n) for n in range(9))
    seen = replace(day(0), visits=visits, closures=(), now=START + timedelta(hours=4))
    assert "14:00 Асель 5-ші" in labels(screens.days.day(seen, 0, words))
    assert "09:00 Асель 0-ші" in labels(screens.days.day(replace(seen, day=DAY + timedelta(days=1)), 0, words))


def test_a_group_reads_a_first_name_and_a_letter_and_changes_no_hours() -> None:
    words, named = Words("ru", ATYRAU), replace(hour(1), name="Асель Қанатқызы")
    seen = replace(day(0), visits=(named,), in_group=True)
    shown = screens.days.day(seen, 0, words)
    assert "Асель Қ." in shown.text
    assert "Қанатқызы" not in shown.text + "".join(labels(shown))
    assert labels(shown) == ["10:00 Асель Қ.", "‹ чт 26 ноя", "Сегодня", "сб 28 ноя ›", "Неделя", "⏱ Задерживаемся"]
    opened = screens.visits.card(Card(COORDINATOR, named, START, in_group=True), Policy(), words)
    assert "Қанатқызы" not in opened.text
    assert labels(opened)[-1] == "‹ Назад"


def test_a_day_that_is_over_keeps_numbers_and_nobodys_name() -> None:
    visits = (hour(1, state="arrived"), hour(2, state="no_show"), hour(3), hour(4, state="done"))
    shown = screens.days.over(replace(day(0), visits=visits), Words("ru", ATYRAU))
    assert shown.text.splitlines()[1] == "Записано: 4. Явка: 2. Неявка: 1. Без отметки: 1."
    assert "Асель" not in shown.text
    assert shown.rows == ()


def test_what_was_booked_while_looking_is_reported() -> None:
    words = Words("en", ATYRAU)
    closed = Closed(CLOSURE, (VISIT,) * 3, ())
    assert "while you were looking: 1" in screens.closures.closed(closed, 2, words).text
    assert "while you were looking" not in screens.closures.closed(closed, 3, words).text


def test_a_closing_that_touches_nobody_offers_nothing_to_anybody() -> None:
    words = Words("en", ATYRAU)
    assert labels(screens.closures.preview(Preview(SPAN, None, ()), words))[:1] == ["Close these hours"]
    assert labels(screens.closures.preview(Preview(SPAN, None, (VISIT,)), words))[:2] == [
        "Close and offer other times",
        "Only close",
    ]


def test_every_change_that_is_logged_has_words() -> None:
    for language in LANGUAGES:
        assert set(screens.history.deeds(Words(language))) == set(get_args(Did))


def test_the_log_tells_the_newest_changes_and_how_many_came_before() -> None:
    logged = [Logged(START, "arrived", 7, "<Айна>", None)] * 25
    shown = screens.history.history(card(), logged, Words("ru", ATYRAU)).text
    assert shown.count("&lt;Айна&gt;") == 20
    assert "Более ранние изменения: 5" in shown
    assert "сам человек" in screens.history.history(card(), [replace(logged[0], actor_id=1)], Words("ru", ATYRAU)).text


def test_a_long_roll_call_is_turned_page_by_page() -> None:
    words, key = Words("ru", ATYRAU), Name(HIGH, DAY.toordinal(), 1)
    shown = labels(screens.roll_call.ask(key, [hour(n) for n in range(9)], {8}, words))
    assert shown[:3] == ["15:00 Асель 6-ші", "16:00 Асель 7-ші", "🚫 17:00 Асель 8-ші"]
    assert shown[3:5] == ["Показать ещё", "✅ Сохранить"]


def test_a_printed_day_is_words_in_the_order_of_time_and_keeps_to_its_columns() -> None:
    visits = (replace(hour(3), name="=1+1"), hour(1), hour(2, state="no_show"))
    made = screens.day_sheets.sheet(replace(day(0), visits=visits), Words("ru", ATYRAU))
    assert [row[:2] for row in made.rows[2:]] == [("10:00", "Асель 1-ші"), ("11:00", "Асель 2-ші"), ("12:00", "=1+1")]
    assert all(isinstance(cell, str) for row in made.rows for cell in row)
    assert {len(row) for row in made.rows[1:]} == {len(made.widths)}
