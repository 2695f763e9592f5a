"""Contests and subscribers on a real database: what is common to their tests."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import actions.alerts
import actions.filters
import actions.tenders
import storage.tenders
from rules.filters import Wish
from rules.people import Person
from rules.publishing import Posted, Sketch
from rules.subscriptions import Kept
from storage.work import Work
from tests.office import Office

HOME = "KZ-23"


async def directions(office: Office) -> dict[str, int]:
    """Ids of the directions by their codes."""
    return {each.code: each.id for each in await office.do(storage.tenders.directions)}


def sketch(office: Office, title: str = "Жасыл ел", **said: object) -> Sketch:
    """A contest with everything said, due in two weeks."""
    whole = Sketch(
        office.centre.id,
        kk=title,
        ru=f"{title} (ru)",
        kind="grant",
        region=HOME,
        amount="5000000",
        deadline=int((office.clock[0] + timedelta(days=14)).timestamp()),
        skipped=("directions", "url"),
    )
    return replace(whole, **said)  # type: ignore[arg-type] # the test names what it changes


async def publish(office: Office, by: Person, whole: Sketch) -> Posted:
    """Published, and its people found."""
    kept = await office.do(actions.tenders.publish, by, whole)
    await spread(office)
    return kept


async def spread(office: Office) -> None:
    while await office.do(actions.alerts.spread_next) is not None:
        pass


async def subscribe(office: Office, person: Person, wish: Wish | None = None) -> Kept:
    return await office.do(actions.filters.save, person, office.centre.id, wish or Wish())


def posted(number: int, **said: object) -> Posted:
    """A contest as a sheet brings it."""
    created = datetime.fromisoformat("2026-11-26T09:00:00+05:00")
    bare = Posted(0, 1, "grant", HOME, "open", created, title_ru=f"Конкурс {number}", number=str(number))
    return replace(bare, amount=Decimal(1_000_000), **said)  # type: ignore[arg-type] # as above


def insert(work: Work, contests: Iterable[Posted]) -> list[int]:
    """Written as they are, without anybody being told."""
    return [storage.tenders.insert_new(work, each, (each.number, ""), None).id for each in contests]
