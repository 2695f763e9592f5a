"""A list of meetings: the eight of the example played through, and every bad row named with its reasons."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import actions.attendance
import actions.meeting_lists
import actions.meetings
import actions.people
import sources.meetings
import storage.meetings
from rules.meeting_lists import Line, Outcome
from rules.meetings import Card, Meeting
from rules.people import Grant, Person, Role
from rules.readings import SheetRefused
from rules.refusal import AnswersClosed, MeetingPast
from storage.schema.letters import LetterRow
from storage.work import Work
from tests.office import Office, at, office

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "meetings.csv"
CODES = ("M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8")
SEATS = {"M1": 60, "M2": 40, "M3": 20, "M4": 35, "M5": None, "M6": 60, "M7": 150, "M8": 1}
GOOD = {
    "code": "X1",
    "centre": "atyrau",
    "kind": "seminar",
    "starts_at": "2026-12-08 15:00",
    "ends_at": "2026-12-08 17:00",
    "place_ru": "Класс",
    "title_kk": "Семинар",
}


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def taken(here: Office, lines: Sequence[Line], by: Person | None = None) -> list[Outcome]:
    return await here.do(actions.meeting_lists.take_in, by, lines)


async def listed(here: Office) -> dict[str, Meeting]:
    found = [
        await here.do(storage.meetings.by_code, centre.id, code)
        for code in CODES
        for centre in (here.centre, here.other)
    ]
    return {each.code or "": each for each in found if each is not None}


def _move_to(work: Work, person: Person, centre_id: int) -> Person:
    settled = actions.people.choose_centre(work, person, centre_id)
    return actions.people.agree(work, settled, centre_id, "the words shown")


async def guests(here: Office, to: Meeting, many: int) -> list[Person]:
    """People of the meeting's centre, who agreed to it."""
    found = [await here.person(f"{to.code}-{n}") for n in range(many)]
    return [await here.do(_move_to, each, to.centre_id) for each in found]


async def go(here: Office, person: Person, to: Meeting) -> Card:
    return await here.do(actions.meetings.going, person, to.id, to.moves)


async def test_the_example_is_taken_in_once(here: Office) -> None:
    lines = sources.meetings.read(EXAMPLE.read_bytes())
    assert [each.result for each in await taken(here, lines)] == ["new"] * len(CODES)
    assert [each.result for each in await taken(here, lines)] == ["same"] * len(CODES)
    found = await listed(here)
    assert {code: each.capacity for code, each in found.items()} == SEATS
    assert found["M1"].starts_at == at(26, 15) + timedelta(days=12)
    assert found["M1"].starts_at - found["M1"].answer_by == timedelta(hours=21)
    assert not any(each.one_language for each in found.values())
    bodies = (await here.do(storage.meetings.card, found["M2"].id)).departments
    assert {each.code for each in bodies} == {"mn_ip", "mn_health", "mn_edu", "mn_soc"}
    assert await here.rows(LetterRow) == []


@pytest.mark.parametrize("code", CODES)
async def test_each_of_the_eight_is_played_through(here: Office, code: str) -> None:
    """Announced, filled to the last seat and one more, closed at its hour, held, and who came noted."""
    await taken(here, sources.meetings.read(EXAMPLE.read_bytes()))
    to = replace((await listed(here))[code], capacity=min(SEATS[code] or 3, 3))
    await here.do(storage.meetings.change, (await listed(here))[code], to)
    come = await guests(here, to, 4)
    cards = [await go(here, each, to) for each in come]
    limit = to.capacity or 0
    assert [each.answer for each in cards] == ["going"] * limit + ["waiting"] * (4 - limit)
    await here.do(actions.meetings.not_going, come[0], to.id, 0)
    assert (await here.do(storage.meetings.card, to.id, come[limit].id)).answer == "going"
    here.wait_until(to.answer_by)
    late = await guests(here, to, 1)
    with pytest.raises(AnswersClosed):
        await go(here, late[0], to)
    here.wait_until(to.starts_at + timedelta(minutes=30))
    with pytest.raises(MeetingPast):
        await go(here, late[0], to)
    staff = await here.person("Сәуле", Grant(Role.COORDINATOR, to.centre_id))
    done = await here.do(actions.attendance.all_came, staff, to.id)
    assert (done.came, done.missed) == (limit, 0)


async def test_without_a_limit_nobody_waits(here: Office) -> None:
    await taken(here, sources.meetings.read(EXAMPLE.read_bytes()))
    to = (await listed(here))["M5"]
    cards = [await go(here, each, to) for each in await guests(here, to, 30)]
    assert {each.answer for each in cards} == {"going"}
    assert cards[-1].seats_left is None


BAD = [
    ({"centre": "astana"}, ("centre_unknown",)),
    ({"title_kk": "", "place_ru": " "}, ("title_missing", "place_missing")),
    ({"kind": "party"}, ("kind_unknown",)),
    ({"starts_at": "08.12 15:00"}, ("date_unreadable",)),
    ({"register_until": "soon"}, ("date_unreadable",)),
    ({"starts_at": "2026-02-30 15:00"}, ("date_unreadable",)),
    ({"ends_at": "2026-12-08 14:00"}, ("date_order",)),
    ({"starts_at": "2025-12-08 15:00"}, ("date_past",)),
    ({"capacity": "0"}, ("capacity_unreadable",)),
    ({"capacity": "many", "departments": "at_ip,at_none"}, ("capacity_unreadable", "department_unknown")),
    ({"departments": "mn_ip"}, ("department_unknown",)),
    ({"title_ru": "я" * 301}, ("too_long",)),
]


@pytest.mark.parametrize(("said", "reasons"), BAD)
async def test_a_bad_row_is_named_and_stops_nothing(
    here: Office, said: dict[str, str], reasons: tuple[str, ...]
) -> None:
    lines = [Line(2, GOOD | {"code": "X0"} | said), Line(3, GOOD)]
    first, second = await taken(here, lines)
    assert (first.number, first.result, first.reasons) == (2, "wrong", reasons)
    assert second.result == "new"


async def test_what_is_there_is_never_overwritten_in_silence(here: Office) -> None:
    await taken(here, [Line(2, GOOD)])
    (again,) = await taken(here, [Line(2, GOOD | {"place_ru": "Зал"})])
    assert again.result == "differs"
    found = await here.do(storage.meetings.by_code, here.centre.id, "X1")
    assert found is not None
    assert found.places.ru == "Класс"


async def test_a_person_takes_in_meetings_of_their_own_centre_only(here: Office) -> None:
    staff = await here.coordinator()
    lines = [Line(2, GOOD), Line(3, GOOD | {"centre": "mangystau"})]
    assert [each.result for each in await taken(here, lines, staff)] == ["new", "wrong"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"title;when\na;b\n", "no_heading"),
        (b"", "no_heading"),
        (b"\x00\x01\x02", "not_a_sheet"),
        (b"x" * 1_000_001, "too_large"),
        (b'code,centre,kind,starts_at,ends_at\n"open', "broken_quotes"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        sources.meetings.read(data)
    assert refused.value.why == why
