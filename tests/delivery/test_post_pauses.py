"""Pauses of the whole post: a storm of refusals, a lost connection."""

from pathlib import Path

import httpx
from sqlalchemy import select

import sandbox.trouble
import storage.flights
import storage.pauses
from delivery.limiter import Limiter
from delivery.pace import UNLIMITED
from delivery.post import Post
from rules.letters import Lane
from storage.schema.letters import DeliveryRow
from storage.work import Work
from tests.delivery.office import Office, opened, render


class NoNet(httpx.AsyncBaseTransport):
    """A road on which no connection is ever made."""

    def __init__(self) -> None:
        self.tried = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.tried += 1
        raise httpx.ConnectError("no route", request=request)


def attempts(work: Work) -> set[int]:
    return set(work.sql.scalars(select(DeliveryRow.attempts)))


async def put(office: Office, count: int, lane: Lane = Lane.NOTICE) -> list[int]:
    people = [office.person() for _ in range(count)]
    for person in people:
        await office.put(person, lane=lane)
    return people


async def test_a_storm_of_refusals_pauses_bulk_across_a_restart_and_no_answer(tmp_path: Path, template: Path) -> None:
    async with opened(tmp_path, template) as office:
        await put(office, 8)
        office.box.troubles.expect(sandbox.trouble.refuse(429, "Too Many Requests", retry_after=30), times=3)
        await office.post.drain()
        assert storage.pauses.BULK in await office.db.read(storage.pauses.in_force)

        again = Post(office.db, office.bot, Limiter(UNLIMITED), render, office.reports.append)
        late = await put(office, 4)
        soon = await put(office, 1, Lane.ANSWER)
        await again.drain()
        assert [office.texts(person) for person in (*late, *soon)] == [[], [], [], [], ["notice"]]


async def test_a_lost_connection_costs_no_attempt_and_after_ten_nothing_is_tried(
    tmp_path: Path, template: Path
) -> None:
    road = NoNet()
    async with opened(tmp_path, template, road) as office:
        await put(office, 60)
        await office.post.drain()
        assert await office.db.read(attempts) == {0}
        assert await office.states() == ["ready"] * 60
        assert 10 <= road.tried < 30
        assert [report.kind for report in office.reports] == ["no_connection"]
