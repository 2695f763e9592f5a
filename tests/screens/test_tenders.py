"""Every screen of contests fits a phone and Telegram in three languages, and escapes what people and sheets say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

import screens.alerts
import screens.filters
import screens.imports
import screens.publishing
import screens.tenders
from rules.batches import Batch, Problem
from rules.filters import KINDS, Direction, Filter, Wish
from rules.letters import Screen
from rules.people import LANGUAGES, Language
from rules.publishing import Posted, Sketch
from rules.regions import CODES
from rules.subscriptions import Kept, Listing, Mine, Preview, Reading, Shaping
from screens.directions import label
from screens.regions import region
from screens.words import Words

HIGH, ZONE, NOW = 999_999_999, ZoneInfo("Asia/Atyrau"), datetime(2026, 11, 26, 4, tzinfo=UTC)
NAUGHTY = "<b>Конкурс</b> & Ко " + "ұзақ атау " * 500
DIRECTIONS = tuple(
    Direction(number, f"code{number}", "Ұзақ бағыт " * 6, "Длинное направление " * 6) for number in range(1, 63)
)
ALL = frozenset(each.id for each in DIRECTIONS)
CONTEST = Posted(
    HIGH,
    HIGH,
    "gsz",
    "KZ-59",
    "open",
    NOW,
    title_kk=NAUGHTY,
    title_ru=NAUGHTY,
    number="16990000-1",
    customer="ГУ «Управление» <i>" * 5,
    amount=Decimal("13437500.00"),
    deadline=NOW + timedelta(days=3),
    url="https://example.kz/a?b=1&c=2",
    directions=frozenset({1, 2, 3}),
    rev=HIGH,
)
WISH = Wish(ALL, "KZ-59", nationwide=True, kinds=frozenset(KINDS))
FILTER = Filter(HIGH, 1, HIGH, WISH)
KEPT = Kept(FILTER, DIRECTIONS, (CONTEST,) * 3, HIGH, NOW, ZONE)
SKETCH = Sketch(HIGH, kk=NAUGHTY[:300], ru=NAUGHTY[:300], kind="gsz", region="KZ-59", unusual="5000")


def contests(words: Words) -> Iterator[Screen]:
    for answer in ("", "taking", "no"):
        for consented in (True, False):
            yield screens.tenders.card(Reading(CONTEST, ZONE, DIRECTIONS, answer, consented), words, NOW)
    for page in (0, 1):
        yield screens.tenders.listing(Listing((CONTEST,) * 5, 99, page, ZONE), words)
        yield screens.tenders.listing(Listing((CONTEST,) * 5, 99, page, ZONE), words, HIGH)
    yield screens.tenders.listing(Listing((), 0, 0, ZONE), words)
    yield screens.tenders.taking(CONTEST, [NOW, NOW], words, NOW)
    yield screens.tenders.why_not(CONTEST, words)
    yield screens.tenders.put_away(CONTEST, words)
    yield screens.tenders.share(CONTEST, "https://t.me/bot", words)
    yield screens.alerts.alert(CONTEST, [FILTER, FILTER], DIRECTIONS, words, NOW)
    yield screens.alerts.deadline(CONTEST, words, NOW)
    yield screens.alerts.changed(CONTEST, NOW, words, NOW)
    yield screens.alerts.called_off(CONTEST, words)


def subscriptions(words: Words) -> Iterator[Screen]:
    for step in range(3):
        for page in (0, 7):
            yield screens.filters.shape(Shaping(WISH, DIRECTIONS, "KZ-59", HIGH), step, page, words)
    yield screens.filters.saved(KEPT, words, NOW)
    yield screens.filters.saved(replace(KEPT, nearest=()), words, NOW)
    yield screens.filters.subscription(KEPT, words)
    yield screens.filters.mine(Mine((FILTER,) * 20, DIRECTIONS), words)
    yield screens.filters.mine(Mine((), DIRECTIONS), words)
    yield screens.filters.ended(Mine((FILTER,) * 3, DIRECTIONS), words)


def staff(words: Words) -> Iterator[Screen]:
    yield screens.publishing.desk(HIGH, [CONTEST] * 5, 99, 1, words)
    for step in ("kk", "ru", "kind", "directions", "region", "amount", "deadline", "url"):
        sketch = replace(SKETCH.skip("directions", "amount", "deadline", "url").again(step), unusual="5000")
        for page in (0, 2):
            yield screens.publishing.ask(sketch, DIRECTIONS, "KZ-23", words, page)
    yield screens.publishing.preview(Preview(CONTEST, DIRECTIONS, HIGH, CONTEST), words, NOW)
    yield screens.publishing.preview(
        Preview(CONTEST, DIRECTIONS, HIGH, None, replace(CONTEST, deadline=NOW)), words, NOW
    )
    yield screens.publishing.edit(words)
    yield screens.publishing.published(CONTEST, NOW, words)
    yield screens.publishing.manage(CONTEST, HIGH, DIRECTIONS, words, NOW)
    yield screens.publishing.ask_call_off(CONTEST, HIGH, words)
    problems = tuple(Problem(row, "repeats", "row 4999") for row in range(4_000, 4_100))
    batch = Batch(HIGH, HIGH, NAUGHTY[:200], "read", 5000, 1, 1, 1, problems)
    yield screens.imports.look(batch, words)
    yield screens.imports.problems(batch, 2, words)
    yield screens.imports.done(batch, 1, NOW, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_and_escapes(language: Language) -> None:
    words = Words(language, ZONE)
    for screen in (*contests(words), *subscriptions(words), *staff(words)):
        assert len(screen.text) <= 4096
        assert "<i>" not in screen.text
        assert "<b><b>" not in screen.text
        offered = [each for row in screen.rows for each in row if not each.text.startswith(("‹ ", "🏠"))]
        assert len(offered) <= 8, [each.text for each in offered]
        for button in (each for row in screen.rows for each in row):
            assert len(button.text) <= 40, button.text
            assert len(button.data.encode()) <= 64


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_evenings_card_of_the_longest_titles_fits(language: Language) -> None:
    screen = screens.alerts.evening([CONTEST] * 12, Words(language, ZONE), NOW)
    assert len(screen.text) <= 4096


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_regions_and_directions_fit_a_button(language: Language) -> None:
    words = Words(language)
    assert max(len(region(code, words)) for code in CODES) <= 36
    assert max(len(label(each, words)) for each in DIRECTIONS) <= 36


SUMS = [("300000", "300 000 ₸"), ("13437500.00", "13,438 млн ₸"), ("1000000", "1 млн ₸")]


@pytest.mark.parametrize(("amount", "shown"), SUMS)
def test_sums_are_short(amount: str, shown: str) -> None:
    assert screens.tenders.money(Decimal(amount), Words("kk")) == shown.replace(" ", "\u00a0")
