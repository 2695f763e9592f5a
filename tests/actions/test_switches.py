"""A job switched in the chat: who may, what is remembered, what was promised before, and that no file undoes it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

import actions.alerts
import actions.booking
import actions.rendering
import actions.switches
import actions.tenders
import bot.commands.load
import storage.centres
import storage.centres_file
import storage.centres_load
import storage.flights
from rules.jobs import JOBS, Job
from rules.keys.booking import AskMove
from rules.letters import Screen
from rules.openings import Slot
from rules.people import Grant, Person, Role
from rules.refusal import JobClosed, NotYours
from rules.switches import Board, kind_of
from storage.centres_load import Sign
from storage.schema.centres import SwitchRow
from storage.work import Work
from tests.contests import publish, sketch, subscribe
from tests.office import Office, at, office

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "centres.toml"


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as opened:
        yield opened


async def turn(here: Office, by: Person, job: Job, *, off: bool) -> Board:
    return await here.do(partial(actions.switches.switch, off=off), by, here.centre.id, job)


@pytest.mark.parametrize("job", JOBS)
async def test_a_second_tap_switches_back_and_both_are_remembered(here: Office, job: Job) -> None:
    saule = await here.coordinator()
    assert job in (await turn(here, saule, job, off=True)).centre.jobs_off
    here.wait(minutes=5)
    seen = await turn(here, saule, job, off=False)
    assert seen.centre.jobs_off == frozenset()
    last = seen.turn(job)
    assert last is not None
    assert (last.off, last.at, last.by) == (False, here.clock[0], "Сәуле")
    assert [(row.off, row.created_by) for row in await here.rows(SwitchRow)] == [(True, saule.id), (False, saule.id)]


async def test_two_coordinators_who_press_the_same_at_once_switch_it_once(here: Office) -> None:
    for by in (await here.coordinator(), await here.coordinator()):
        assert "tenders" in (await turn(here, by, "tenders", off=True)).centre.jobs_off
    assert len(await here.rows(SwitchRow)) == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.COORDINATOR, Role.ADMINISTRATOR}])
async def test_nobody_else_switches_anything(here: Office, role: Role) -> None:
    for grant in (Grant(role, here.centre.id), Grant(Role.COORDINATOR, here.other.id)):
        person = await here.person("Тимур", grant)
        with pytest.raises(NotYours):
            await turn(here, person, "booking", off=True)
        with pytest.raises(NotYours):
            await here.do(actions.switches.board, person, here.centre.id)
    assert await here.rows(SwitchRow) == []


async def test_a_visit_booked_before_stays_and_is_reminded_of_without_a_dead_button(here: Office) -> None:
    booking = await here.booked("Асель", at(27, 10))
    seen = await turn(here, await here.coordinator(), "booking", off=True)
    assert seen.kept("booking") == 1
    here.wait_until(at(26, 20))
    screens = [screen for screen in await sent(here) if screen]
    assert screens
    kinds = {kind_of(button.data) for screen in screens for row in screen.rows for button in row}
    assert AskMove not in kinds
    assert len(kinds - {None}) > 1
    person = await here.person("Марат")
    with pytest.raises(JobClosed):
        await here.do(actions.booking.book, person, here.centre.id, here.topic.id, Slot(here.aina.id, at(27, 15)))
    assert (await here.booking(booking.id)).state == "booked"


async def test_whoever_takes_part_is_reminded_though_contests_are_off(here: Office) -> None:
    saule, reader = await here.coordinator(), await here.person("Асель")
    await subscribe(here, reader)
    kept = await publish(here, saule, sketch(here))
    (first, *_) = await here.do(actions.tenders.take, reader, kept.id)
    seen = await turn(here, saule, "tenders", off=True)
    assert seen.kept("tenders") == 1
    here.wait_until(first + timedelta(minutes=1))
    assert any(screen is not None for screen in await sent(here))


async def sent(here: Office) -> list[Screen | None]:
    """Every letter due now, in words."""
    return await here.do(_sent)


def _sent(work: Work) -> list[Screen | None]:
    return [actions.rendering.render(work, parcel) for parcel in storage.flights.claim(work, 50)]


async def test_a_file_of_centres_never_switches_back_and_says_so(here: Office) -> None:
    await turn(here, await here.coordinator(), "booking", off=True)
    file = storage.centres_file.read(EXAMPLE)
    for replace in ((), ("atyrau",)):
        changes = await here.do(storage.centres_load.load, file, replace)
        assert [(each.sign, each.code, each.place) for each in changes] == [(Sign.SWITCHED, "booking", "atyrau")]
        told = "\n".join(bot.commands.load.report(changes))
        assert told == "switched in the chat: job booking (atyrau)\n    off: True; the file says False"
    centre = await here.do(storage.centres.by_code, "atyrau")
    assert centre is not None
    assert centre.jobs_off == {"booking"}


async def test_a_file_says_how_a_job_begins_until_the_chat_has_spoken(here: Office) -> None:
    file = storage.centres_file.read(EXAMPLE)
    first = file.centre[0].model_copy(update={"jobs_off": ("meetings", "broadcasts")})
    other = file.model_copy(update={"centre": (first, *file.centre[1:])})
    await here.do(storage.centres_load.load, other, ("atyrau",))
    seen = await turn(here, await here.coordinator(), "meetings", off=False)
    assert seen.centre.jobs_off == {"broadcasts"}
    changes = await here.do(storage.centres_load.load, other, ("atyrau",))
    assert [(each.sign, each.code) for each in changes] == [(Sign.SWITCHED, "meetings")]
