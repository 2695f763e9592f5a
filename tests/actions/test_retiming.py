"""A law moves a zone of time: the promise on the wall is kept for everybody or for nobody, and nobody is written to."""

import shutil
import zoneinfo
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import actions.cancelling
import actions.retiming
import storage.booking
import tests.bookings
from actions.retiming import Clash
from rules.clockwork import on_the_wall
from rules.openings import Slot
from tests.bookings import Ground, ground

ATYRAU = "Asia/Atyrau"
AN_HOUR = timedelta(hours=1)

Law = Callable[[str], None]


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, template) as laid:
        yield laid


@pytest.fixture
def law(tmp_path: Path) -> Iterator[Law]:
    """Atyrau's clocks are set by the zone data of another place."""

    def move(like: str) -> None:
        (tmp_path / ATYRAU).parent.mkdir(exist_ok=True)
        with resources.as_file(resources.files("tzdata") / "zoneinfo" / like) as source:
            shutil.copyfile(source, tmp_path / ATYRAU)
        zoneinfo.reset_tzpath([tmp_path])
        ZoneInfo.clear_cache(only_keys=[ATYRAU])

    yield move
    zoneinfo.reset_tzpath()
    ZoneInfo.clear_cache(only_keys=[ATYRAU])


@pytest.mark.parametrize(("like", "earlier"), [("Etc/GMT-6", AN_HOUR), ("Etc/GMT-4", -AN_HOUR)])
async def test_the_promise_on_the_wall_is_kept_when_the_zone_moves(
    here: Ground, law: Law, like: str, earlier: timedelta
) -> None:
    person = await here.person(1)
    slots = [Slot(free.specialist_id, free.starts_at) for free in await here.times()][-2:]
    before = (await here.book(person, slots[0])).booking
    beside = (await here.book(await here.person(2), replace(slots[0], starts_at=before.starts_at - AN_HOUR))).booking
    reminders = await here.waiting("booking.day_before")
    law(like)
    assert await here.do(actions.retiming.shifted) == [beside, before]

    assert await here.do(actions.retiming.retime) == 2
    after = await here.do(storage.booking.booking, before.id)
    assert after is not None
    assert after.starts_at == before.starts_at - earlier
    assert on_the_wall(after.starts_at, ZoneInfo(ATYRAU)) == after.local_start == before.local_start
    assert await here.waiting("booking.day_before") == [moment - earlier for moment in reminders]
    assert await here.waiting("booking.booked") == []
    assert await here.do(tests.bookings.log, before.id) == ["book", "retime"]
    await here.sound()
    assert await here.do(actions.retiming.retime) == 0


async def test_visits_that_would_meet_are_named_and_everything_stays(here: Ground, law: Law) -> None:
    """Somebody has booked the same time on the wall after the law: one of two promises must be given up by a person."""
    old = (await here.book(await here.person(1), (await here.slot(-1)))).booking
    law("Etc/GMT-6")
    at = Slot(old.specialist_id or 0, old.starts_at - AN_HOUR)
    other = await here.person(2)
    new = (await here.book(other, at)).booking
    assert new.local_start == old.local_start
    with pytest.raises(Clash, match=old.number):
        await here.do(actions.retiming.retime)
    assert await here.do(storage.booking.booking, old.id) == old
    await here.sound()
    await here.do(actions.cancelling.cancel, other, new.id, new.rev, "other")
    assert await here.do(actions.retiming.retime) == 1
