"""Every screen of booking, in every language, fits what a phone and Telegram can show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import screens.booking
import screens.my_bookings
import screens.reminders
import screens.times
from rules.booking import Booking
from rules.cards import Card, Moved
from rules.centres import Texts, Topic
from rules.choices import Aim, Earliest, HalfDay, Hours, Offer, Week
from rules.keys.start import Home
from rules.letters import Screen
from rules.people import LANGUAGES, Language
from rules.refusal import PersonBusy, TimeTaken, TooSoon
from screens.words import Words

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
START = datetime(2026, 11, 30, 5, tzinfo=UTC)
BIG = 10**9
LONG = Texts("Ұзақ атауы бар тақырып, оны батырма көрсете алмайды", "Тема с длинным названием, его не вместит кнопка")
TOPIC = Topic(BIG, "long", 60, LONG, LONG)
BOOKED = Booking(
    id=BIG,
    centre_id=1,
    specialist_id=BIG,
    person_id=7,
    topic_id=BIG,
    state="booked",
    starts_at=START,
    ends_at=START + timedelta(hours=1),
    local_start="2026-11-30T10:00",
    zone="Asia/Atyrau",
    language="kk",
    created_at=NOW,
    rev=99,
)
CARD = Card(
    BOOKED, TOPIC, "Қаракөз Нұрмағамбетова-Жұмабекқызы", LONG, LONG, "+7 700 000 00 01", NOW + timedelta(minutes=10)
)
OFFERS = tuple(Offer(START + timedelta(minutes=15 * n), BIG, CARD.specialist) for n in range(8))
AIMS = (Aim(BIG), Aim(BIG, BIG, 99), Aim(BIG, specialist_id=BIG))
WEEK = Week(
    tuple((date(2026, 11, 30) + timedelta(days=n), n * 31) for n in range(6)), date(2026, 11, 27), date(2026, 12, 7)
)
HALF = Hours(date(2026, 11, 30), (HalfDay("morning", OFFERS),), 1, ("afternoon", 2))


def cancelled(*, can_undo: bool) -> Card:
    booking = replace(BOOKED, state="cancelled", cancelled_at=NOW, cancelled_by="person")
    return replace(CARD, booking=booking, undo_until=CARD.undo_until if can_undo else None)


def held() -> Card:
    return replace(CARD, booking=replace(BOOKED, state="held", hold_expires_at=NOW), undo_until=None)


def of_cards(words: Words) -> Iterator[Screen]:
    other = replace(CARD, booking=replace(BOOKED, starts_at=START + timedelta(days=1)))
    yield screens.booking.booked(CARD, words)
    for state in ("arrived", "done", "no_show", "expired"):
        yield screens.booking.standing(replace(CARD, booking=replace(BOOKED, state=state)), words)
    for card in (CARD, held(), cancelled(can_undo=True), cancelled(can_undo=False)):
        yield screens.booking.old_button(card, words)
        yield screens.booking.already(card, words)
        yield screens.booking.passed(card, words)
    yield from (screens.my_bookings.mine(cards, words) for cards in ([], [CARD], [CARD, other]))
    yield screens.booking.ask_cancel(CARD, words)
    yield screens.booking.restored(CARD, words)
    yield screens.booking.moved(Moved(CARD, START - timedelta(days=1), BIG), words)
    yield screens.booking.too_many(2, words)
    for now in (START - timedelta(hours=24), START - timedelta(hours=37)):
        yield screens.reminders.day_before(CARD, now, words)
    for now in (START - timedelta(hours=2), START - timedelta(hours=1)):
        yield screens.reminders.soon(CARD, now, words)


def of_times(words: Words) -> Iterator[Screen]:
    for count in (0, 3, 6, 12):
        yield from (screens.booking.topics([TOPIC] * count, words, page) for page in (0, 1, 9))
    for aim in AIMS:
        moving = CARD if aim.booking_id else None
        for refusal in (TimeTaken(), TooSoon(), PersonBusy()):
            above = screens.times.gone(refusal, words)
            yield screens.times.earliest(Earliest(TOPIC, OFFERS[:3], date(2026, 12, 26), moving), aim, words, above)
        yield screens.times.earliest(Earliest(TOPIC, (), date(2026, 12, 26), moving), aim, words)
        yield screens.times.days(WEEK, aim, words)
        yield screens.times.hours(HALF, aim, words)


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    language: Language = request.param
    return Words(language, ZoneInfo("Asia/Atyrau"))


def test_every_button_can_be_read_and_pressed(words: Words) -> None:
    limits = {1: 36 + 3, 2: 24 + 3, 3: 14, 4: 14}  # a sign and its blank stand before some labels
    for screen in (*of_cards(words), *of_times(words)):
        for row in screen.rows:
            assert all(len(button.text) <= limits[len(row)] for button in row), row
            assert all(0 < len(button.data.encode()) <= 64 for button in row), row


def test_every_screen_leads_home_and_is_short(words: Words) -> None:
    for screen in (*of_cards(words), *of_times(words)):
        assert Home().pack() in {button.data for row in screen.rows for button in row}
        assert len(screen.text) <= 1024


def test_a_screen_offers_eight_things_at_most_besides_the_way_back(words: Words) -> None:
    for screen in (*of_cards(words), *of_times(words)):
        assert sum(len(row) for row in screen.rows[:-1]) <= 8 + 2, screen


def test_no_word_is_left_in_english() -> None:
    for language in ("kk", "ru"):
        for screen in (*of_cards(Words(language)), *of_times(Words(language))):
            texts = screen.text, *(button.text for row in screen.rows for button in row)
            assert not any(letter.isascii() and letter.islower() for text in texts for letter in _plain(text)), texts


def _plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")


def test_what_a_centre_writes_is_shown_as_words_not_as_marks() -> None:
    sly = replace(CARD, specialist="<b>&", room=Texts("<i>", "<i>"))
    text = screens.booking.booked(sly, Words("ru")).text
    assert "&lt;b&gt;&amp;" in text
    assert "<i>" not in text


def test_tomorrow_is_said_of_tomorrow_only() -> None:
    words = Words("ru", ZoneInfo("Asia/Atyrau"))
    assert "завтра" in screens.reminders.day_before(CARD, START - timedelta(hours=24), words).text
    assert "завтра" not in screens.reminders.day_before(CARD, START - timedelta(hours=36), words).text


def test_a_booking_is_told_by_the_clock_of_its_own_centre() -> None:
    berlin = replace(CARD, booking=replace(BOOKED, zone="Europe/Berlin"))
    assert "06:00" in screens.booking.booked(berlin, Words("ru", ZoneInfo("Asia/Atyrau"))).text
