"""The table of cells finds exactly those whom a plain look at every wish finds, once each."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

import storage.filters
import storage.tenders
from rules.filters import (
    KINDS,
    Facets,
    Wish,
    matches,
    pack_directions,
    pack_kinds,
    unpack_directions,
    unpack_kinds,
)
from storage.schema.tenders import AlertRow
from storage.work import Work
from tests.contests import insert, posted
from tests.office import Office, office

DIRECTIONS = st.frozensets(st.integers(1, 19), max_size=4)
REGIONS = st.sampled_from(["", "KZ-23", "KZ-47", "KZ"])
WISHES = st.builds(Wish, DIRECTIONS, REGIONS, st.booleans(), st.frozensets(st.sampled_from(KINDS)))
FACETS = [
    Facets(frozenset(directions), region, kind)
    for directions in ({1}, {4, 16}, {19})
    for region in ("KZ-23", "KZ-47", "KZ", "KZ-75")
    for kind in KINDS
]


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as opened:
        yield opened


def _found(work: Work, contest_id: int, facets: Facets, closed: list[int]) -> set[int]:
    storage.filters.find(work, contest_id, facets, closed)
    mine = AlertRow.contest_id == contest_id
    return set(work.sql.scalars(select(AlertRow.person_id).where(mine)))


async def test_cells_find_whom_a_plain_look_at_every_wish_finds(here: Office) -> None:
    wishes = all_wishes()
    people = [await here.person(f"N{number}") for number in range(len(wishes) // 2)]
    kept = [(people[place % len(people)].id, wish) for place, wish in enumerate(wishes)]
    for person_id, wish in kept:
        await here.do(storage.filters.keep, person_id, here.centre.id, wish)
    ids = await here.do(insert, [posted(number) for number in range(len(FACETS))])
    for contest_id, facets in zip(ids, FACETS, strict=True):
        expected = {person_id for person_id, wish in kept if matches(wish, facets)}
        assert await here.do(_found, contest_id, facets, []) == expected, facets
        assert await here.do(storage.filters.count, facets, []) == len(expected)
        assert await here.do(storage.filters.find, contest_id, facets, []) == 0


def all_wishes() -> list[Wish]:
    return [
        Wish(directions, region, wide, kinds)
        for directions in (frozenset[int](), frozenset({1}), frozenset({4, 19}))
        for region in ("", "KZ-23", "KZ-47")
        for wide in (True, False)
        for kinds in (frozenset[str](), frozenset({"grant"}))
    ]


async def test_a_paused_an_ended_and_a_closed_centres_filter_find_nobody(here: Office) -> None:
    (contest_id,) = await here.do(insert, [posted(1)])
    facets = Facets(frozenset({1}), "KZ-23", "grant")
    paused, ended, closed = [await here.person(name) for name in ("A", "B", "C")]
    for person, centre in ((paused, here.centre), (ended, here.centre), (closed, here.other)):
        kept = await here.do(storage.filters.keep, person.id, centre.id, Wish())
        if person is paused:
            await here.do(storage.filters.pause, kept.id)
        if person is ended:
            await here.do(storage.filters.end, kept.id)
    assert await here.do(_found, contest_id, facets, [here.other.id]) == set()
    assert await here.do(storage.filters.fitting, paused.id, facets) == []


async def test_the_live_count_agrees_with_the_wish(here: Office) -> None:
    ids = await here.do(insert, [posted(1, directions=frozenset({4})), posted(2, kind="award"), posted(3, region="KZ")])
    found = await here.do(storage.tenders.contests, ids)
    other = await here.do(storage.tenders.other)
    for wish in all_wishes():
        fitting = [
            each
            for each in found
            if matches(wish, Facets(each.directions or frozenset({other}), each.region, each.kind))
        ]
        assert await here.do(storage.tenders.count_matching, wish) == len(fitting), wish


@given(WISHES)
def test_a_wish_comes_back_whole_from_a_button(wish: Wish) -> None:
    assert unpack_directions(pack_directions(wish.directions)) == wish.directions
    assert unpack_kinds(pack_kinds(wish.kinds)) == wish.kinds
