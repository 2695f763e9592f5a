"""The demo begins with something to do in each job, and with somebody on each side of it."""

import shutil
from pathlib import Path

import bot.box
import bot.sample
import storage.centres
import storage.people
import storage.tenders
from rules.people import Grant, Role
from storage.work import Work


def _open(work: Work) -> int:
    centre = storage.centres.by_code(work, bot.sample.HERE)
    assert centre is not None
    return storage.tenders.count_matching(work, storage.tenders.around(centre.region))


def _held(work: Work, people: list[int]) -> list[Grant]:
    return [grant for person in storage.people.by_telegram(work, people).values() for grant in person.grants]


async def test_contests_are_open_and_each_post_is_held(tmp_path: Path, template: Path) -> None:
    box = bot.box.box(running=False, flood=False)
    db = bot.box.database(box, Path(shutil.copy(template, tmp_path)))
    try:
        await bot.sample.fill(box, db)
        assert await db.read(_open) == 36
        held = await db.read(_held, list(box.telegram.world.users))
    finally:
        await db.close()
    assert {grant.role for grant in held} == {Role.COORDINATOR, Role.SPECIALIST, Role.OFFICER}
    assert all(grant.specialist_id for grant in held if grant.role is Role.SPECIALIST)
    assert all(grant.department_id for grant in held if grant.role is Role.OFFICER)
