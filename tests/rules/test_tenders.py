"""A contest: when it is open, what it is known by, what a change of it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from rules.regions import named, of_kato
from rules.tenders import Contest, State, aged, content, differences, from_plain, identity, is_open, plain

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
CONTEST = Contest(
    "gsz",
    region="KZ-23",
    number="16991003-1",
    title_ru="Школа НПО",
    title_kk="ҮЕҰ мектебі",
    customer_bin="991240999911",
    customer_name="Управление",
    amount=Decimal("9800000.00"),
    deadline=NOW + timedelta(days=7),
    published=NOW - timedelta(days=7),
    published_time_known=False,
    directions=("civil_society",),
    url="https://goszakup.gov.kz/ru/announce/index/16991003",
)
UNNUMBERED = replace(CONTEST, number="")


def test_it_is_open_until_its_deadline() -> None:
    assert is_open(CONTEST, NOW)
    assert not is_open(CONTEST, NOW + timedelta(days=7))
    assert is_open(replace(CONTEST, deadline=None), NOW)


@pytest.mark.parametrize("state", ["review", "done", "cancelled", "appeal"])
def test_other_states_are_not_open_and_stay(state: State) -> None:
    other = replace(CONTEST, state=state)
    assert not is_open(other, NOW)
    assert aged(other, NOW + timedelta(days=9)) == other


def test_one_whose_deadline_is_over_is_done() -> None:
    assert aged(CONTEST, NOW) == CONTEST
    assert aged(CONTEST, NOW + timedelta(days=8)).state == "done"


def test_a_number_is_all_that_it_is_known_by() -> None:
    other = Contest("grant", number=" 16991003-1", title_ru="Другое")
    assert identity(CONTEST) == identity(other)


@pytest.mark.parametrize(
    "change",
    [{"title_ru": " ШКОЛА  нпо"}, {"title_kk": ""}, {"amount": None}, {"customer_name": "Иначе"}, {"region": "KZ"}],
)
def test_without_a_number_it_is_known_by_customer_title_and_deadline(change: dict[str, object]) -> None:
    assert identity(UNNUMBERED) == identity(replace(UNNUMBERED, **change))  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    "change", [{"title_ru": "Школа"}, {"customer_bin": "991240999921"}, {"deadline": None}, {"number": "1"}]
)
def test_another_customer_title_deadline_or_number_is_another_contest(change: dict[str, object]) -> None:
    assert identity(UNNUMBERED) != identity(replace(UNNUMBERED, **change))  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    "change",
    [{"title_ru": "ШКОЛА  НПО "}, {"state": "done"}, {"directions": ()}, {"number": "5"}, {"published": None}],
)
def test_writing_time_and_stems_change_no_contents(change: dict[str, object]) -> None:
    assert content(CONTEST) == content(replace(CONTEST, **change))  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    "change",
    [{"amount": Decimal(1)}, {"deadline": NOW}, {"state": "cancelled"}, {"url": ""}, {"deadline_time_known": False}],
)
def test_sums_deadlines_states_and_links_change_the_contents(change: dict[str, object]) -> None:
    assert content(CONTEST) != content(replace(CONTEST, **change))  # type: ignore[arg-type]  # by name


def test_two_announcements_are_compared_field_by_field() -> None:
    after = replace(CONTEST, amount=None, title_ru="школа нпо", url="")
    assert differences(CONTEST, after) == ("amount", "url")


def test_it_travels_as_plain_data() -> None:
    assert from_plain(plain(CONTEST)) == CONTEST
    assert plain(CONTEST)["deadline"] == "2026-12-03T09:00:00+05:00"
    assert plain(replace(CONTEST, deadline=None))["deadline_time_known"] is None


def test_plain_data_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="no contest"):
        from_plain(plain(CONTEST) | {"kind": "tender"})


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Атырау обл.", {"KZ-23"}),
        ("г. Актау, Мангистауская область", {"KZ-47"}),
        ("Алматы облысы", {"KZ-19"}),
        ("Алматинская область", {"KZ-19"}),
        ("Алматы қаласы", {"KZ-75"}),
        ("Абайский район", set()),
        ("область Абай", {"KZ-10"}),
        ("Жылыойский район", set()),
        ("Республика Казахстан", {"KZ"}),
        ("Қазақстан Республикасы, Атырау облысы", {"KZ-23"}),
        ("Западно-Казахстанская область", {"KZ-27"}),
        ("Атырауская и Мангистауская области", {"KZ-23", "KZ-47"}),
        ("", set()),
    ],
)
def test_words_name_regions(words: str, codes: set[str]) -> None:
    assert named(words) == codes


def test_a_kato_begins_with_its_region() -> None:
    assert of_kato("231010000") == "KZ-23"
    assert of_kato("991010000") == of_kato("23") == of_kato("") == ""
