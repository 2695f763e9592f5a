"""One contest against 100,000 subscriptions: by the table of cells, and by a plain join of what each one names.

Run: python -m bench.matching
"""

import asyncio
import gc
import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from sqlalchemy import TextClause, insert, text

import bot.box
import storage.filters
import storage.schema
from bench.row import Row
from bench.server import server
from rules.filters import KINDS, Facets, Wish, cells, pack_kinds
from rules.regions import CODES
from storage.database import Database, Place
from storage.work import Work

FILTERS, PEOPLE, CONTESTS = 100_000, 80_000, 15
DIRECTIONS = range(1, 20)
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
AT_ONCE = 10_000
LONGEST = 60  # milliseconds for a contest in the middle
LONGEST_ON_SERVER = 150
_PLAIN = """
    INSERT INTO alert (contest_id, person_id, centre_id, found_at)
    SELECT CAST(:contest AS INTEGER), f.person_id, min(f.centre_id), CAST(:now AS BIGINT)
    FROM filter f
    WHERE f.ended_at IS NULL AND f.paused_at IS NULL
      AND (f.kinds = 0 OR f.kinds & CAST(:kind AS INTEGER) <> 0)
      AND (f.region = '' OR f.region = CAST(:region AS VARCHAR) OR (f.nationwide AND CAST(:region AS VARCHAR) = 'KZ'))
      AND (json_array_length(f.directions) = 0
           OR EXISTS (SELECT 1 FROM json_each(f.directions) d JOIN contest_direction c ON c.direction_id = d.value
                      WHERE c.contest_id = CAST(:contest AS INTEGER)))
    GROUP BY f.person_id
    ON CONFLICT DO NOTHING
"""
_EACH = ("json_each(f.directions) d JOIN", "d.value")  # in SQLite
_EACH_ON_SERVER = ("json_array_elements_text(f.directions) AS d(value) JOIN", "CAST(d.value AS INTEGER)")


def wishes(random: Random) -> Iterator[Wish]:
    """A few directions, mostly one's own region, seldom a kind: as NGOs choose."""
    for _ in range(FILTERS):
        directions = frozenset(random.sample(DIRECTIONS, random.choice((1, 1, 2, 3))))
        region = random.choice(CODES) if random.random() < 0.9 else ""
        kinds = frozenset({random.choice(KINDS)}) if random.random() < 0.2 else frozenset[str]()
        yield Wish(directions, region, random.random() < 0.7, kinds)


def contests(random: Random) -> list[Facets]:
    return [
        Facets(frozenset(random.sample(DIRECTIONS, 2)), random.choice((*CODES, "KZ")), random.choice(KINDS))
        for _ in range(CONTESTS)
    ]


def fill(work: Work) -> None:
    """People, subscriptions and their cells."""
    storage.schema.metadata.create_all(work.sql)
    bot.box.open_centres(work)
    people = [
        {"id": number, "telegram_id": number, "language": "ru", "created_at": NOW, "seen_at": NOW}
        for number in range(1, PEOPLE + 1)
    ]
    _insert(work, "person", people)
    random, chosen = Random(2026), list(wishes(Random(2027)))
    _insert(work, "filter", [_filter(number, wish, random) for number, wish in enumerate(chosen, 1)])
    rows = [
        {"direction_id": direction, "region": region, "filter_id": number}
        for number, wish in enumerate(chosen, 1)
        for direction, region in cells(wish)
    ]
    _insert(work, "filter_cell", rows)
    _insert(work, "contest", [_contest(number, each) for number, each in enumerate(contests(Random(1)), 1)])
    _insert(
        work,
        "contest_direction",
        [
            {"contest_id": number, "direction_id": direction}
            for number, each in enumerate(contests(Random(1)), 1)
            for direction in each.directions
        ],
    )


def _filter(number: int, wish: Wish, random: Random) -> dict[str, Any]:
    return {
        "id": number,
        "person_id": random.randint(1, PEOPLE),
        "centre_id": 1,
        "directions": sorted(wish.directions),
        "region": wish.region,
        "nationwide": wish.nationwide,
        "kinds": pack_kinds(wish.kinds),
        "created_at": NOW,
    }


def _contest(number: int, facets: Facets) -> dict[str, Any]:
    said = {"region": facets.region, "kind": facets.kind, "state": "open", "created_at": NOW, "content": ""}
    return said | {"id": number, "centre_id": 1, "key": str(number)}


def _insert(work: Work, table: str, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        work.sql.execute(insert(storage.schema.metadata.tables[table]), rows[start : start + AT_ONCE])


def by_cells(work: Work, contest_id: int, facets: Facets) -> tuple[float, set[int]]:
    began = perf_counter()
    storage.filters.find(work, contest_id, facets, [])
    return 1000 * (perf_counter() - began), _forget(work, contest_id)


def plain(work: Work) -> TextClause:
    """The join in the words of this engine."""
    words = _PLAIN
    if work.sql.dialect.name != "sqlite":
        for here, there in zip(_EACH, _EACH_ON_SERVER, strict=True):
            words = words.replace(here, there)
    return text(words)


def by_join(work: Work, contest_id: int, facets: Facets) -> tuple[float, set[int]]:
    values = {"contest": contest_id, "kind": pack_kinds([facets.kind]), "region": facets.region}
    began = perf_counter()
    work.sql.execute(plain(work), values | {"now": int(NOW.timestamp()) * 1_000_000})
    return 1000 * (perf_counter() - began), _forget(work, contest_id)


def _forget(work: Work, contest_id: int) -> set[int]:
    values = {"contest": contest_id}
    found = set(work.sql.scalars(text("SELECT person_id FROM alert WHERE contest_id = :contest"), values))
    work.sql.execute(text("DELETE FROM alert WHERE contest_id = :contest"), values)
    return found


def _look_over(work: Work) -> None:
    work.sql.execute(text("ANALYZE"))


async def _measured(url: str, where: str, longest: float) -> list[Row]:
    db = Database(Place(url, lambda: NOW, 1))
    try:
        await db.do(fill)
        await db.do(_look_over)
        gc.collect()
        cell_times, join_times = [], []
        for contest_id, facets in enumerate(contests(Random(1)), 1):
            ours, found = await db.do(by_cells, contest_id, facets)
            joined, expected = await db.do(by_join, contest_id, facets)
            assert found == expected, json.dumps([contest_id, len(found), len(expected)])
            cell_times.append(ours)
            join_times.append(joined)
    finally:
        await db.close()
    return [
        _row(f"{where}, middle", median(cell_times), median(join_times), longest),
        _row(f"{where}, slowest", max(cell_times), max(join_times)),
    ]


def _row(which: str, ours: float, joined: float, longest: float = math.inf) -> Row:
    name = f"one contest for {FILTERS} subscriptions, {which} (beside a plain join)"
    target = "" if math.isinf(longest) else f"{longest:.0f} ms"
    kept = None if math.isinf(longest) else ours <= longest
    return Row(name, f"{ours:.3g} ms", f"{joined:.3g} ms", joined / ours, target, kept)


def measure() -> list[Row]:
    with TemporaryDirectory() as folder:
        rows = asyncio.run(_measured(f"sqlite:///{Path(folder) / 'matching.db'}", "SQLite", LONGEST))
    with server() as url:
        return rows + asyncio.run(_measured(url, "PostgreSQL", LONGEST_ON_SERVER))


if __name__ == "__main__":
    print(*measure(), sep="\n")
