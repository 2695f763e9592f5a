"""A job switched off leaves nothing to press in vain, on any screen; old buttons say whom to call."""

import json
from collections.abc import Iterator

import pytest

import rules.keys.codec
import screens.refusals
import storage.centres
import storage.switches
from rules.jobs import JOBS, Job
from rules.keys.booking import AskMove, Move, Show
from rules.keys.desk import Office, Panel
from rules.keys.privacy import Erase
from rules.keys.start import ChooseCentre, Contacts, Help, Home, Settings
from rules.keys.switches import Switch
from rules.refusal import JobClosed
from rules.switches import kind_of
from screens.words import Words
from storage.work import Work
from tests.attack.buttons import Row
from tests.attack.cast import ELSEWHERE, Answer, Stage
from tests.attack.rows import PARTS, ROWS

DONE = JOBS
OF_BOOKING = (
    "desk",
    "days",
    "waiting_list",
    "call_backs",
    "for_others",
    "cases",
    "enquiries",
    "reservations",
    "lending",
    "sessions",
    "session_desk",
    "field_desk",
)
PRESSERS = ("owner", "another", "coordinator", "specialist", "viewer")
LEAVING = {ChooseCentre, Erase}
"""Who presses these goes to another centre, or is no more."""


def sentence(stage: Stage) -> str:
    return screens.refusals.sentence(JobClosed(), stage.centre, Words("ru"))


def presser(row: Row) -> str:
    return next(actor for actor in PRESSERS if actor in row.allowed)


async def put_out(stage: Stage, job: Job) -> None:
    """Switched off by the coordinator's tap."""
    answer = await stage.press("coordinator", Switch(stage.centre.id, job, 1).pack())
    assert answer.changed >= {"centre", "switch"}


def shown(answer: Answer) -> Iterator[str]:
    """Data of every button that the answer showed."""
    for call in answer.calls:
        markup = json.loads(str(call.parameters.get("reply_markup") or "{}"))
        for row in markup.get("inline_keyboard", ()):
            yield from (button["callback_data"] for button in row if "callback_data" in button)


def leads_to(data: str, job: Job) -> bool:
    kind = kind_of(data)
    return kind is not None and kind.job == job


def test_a_button_says_the_job_of_its_room() -> None:
    rooms = {"publishing": "tenders", "convening": "meetings"} | dict.fromkeys(OF_BOOKING, "booking")
    for kind in (kind for kind in rules.keys.codec.kinds() if kind.job):
        room = kind.__module__.removeprefix("rules.keys.")
        assert kind.job == rooms.get(room, room), kind
    assert {kind.job for kind in rules.keys.codec.kinds() if kind.job} >= set(DONE)


@pytest.mark.parametrize("part", range(PARTS))
async def test_every_registered_button_is_served_or_says_whom_to_call(part: int, stage: Stage) -> None:
    """All kinds of buttons, each on a real thing made before: with every job off, those of a job are refused with the
    centre's phone, those of none never are, and no screen that any of them shows has a button of a job.
    """
    things = [(row, await row.make(stage)) for row in ROWS[part::PARTS] if row.served and row.kind not in LEAVING]
    for job in JOBS:
        await put_out(stage, job)
    wrong = []
    for row, key in things:
        answer = await stage.press(presser(row), key.pack())
        refused = sentence(stage) in answer.said and stage.centre.phone in answer.said
        dead = [data for data in shown(answer) if any(leads_to(data, job) for job in JOBS)]
        unkind = refused != (row.kind.job is not None) or (refused and answer.changed) or answer.times_answered != 1
        if dead or unkind:
            wrong.append((row.kind.__qualname__, answer.said[:60], dead))
    assert wrong == []


@pytest.mark.parametrize("job", DONE)
async def test_whoever_walks_on_from_the_menus_meets_no_button_that_is_refused(stage: Stage, job: Job) -> None:
    """Every button of every screen that can be reached in two taps, as a citizen and as a coordinator."""
    booked = await stage.book()
    await put_out(stage, job)
    begins = [Home(), Contacts(), Settings(), Help(), Show(booked.id)]
    staff = [Panel(stage.centre.id), Office(stage.centre.id)]
    for actor, roots in (("owner", begins), ("coordinator", staff)):
        assert await _dead_ends(stage, actor, [key.pack() for key in roots], job) == []


async def _dead_ends(stage: Stage, actor: str, roots: list[str], job: Job) -> list[str]:
    seen, level, dead = set(roots), roots, []
    for _ in range(2):
        answers = [(data, await stage.press(actor, data, watched=False)) for data in level]
        dead += [data for data, answer in answers if sentence(stage) in answer.said]
        dead += [data for _, answer in answers for data in shown(answer) if leads_to(data, job)]
        level = sorted({data for _, answer in answers for data in shown(answer) if _harmless(data)} - seen)
        seen.update(level)
    return dead


def _harmless(data: str) -> bool:
    """Looking only: whatever changes something is pressed in the other test."""
    kind = kind_of(data)
    return kind is not None and kind not in LEAVING | {Switch, Move} and not kind.__name__.startswith(("Ask", "End"))


@pytest.mark.parametrize(("job", "command"), [("booking", "/book"), ("tenders", "/tenders"), ("proposals", "/propose")])
async def test_a_command_of_a_closed_job_says_whom_to_call_and_leaves_the_lists(
    stage: Stage, job: Job, command: str
) -> None:
    await put_out(stage, job)
    await stage.town.say("owner", command)
    assert sentence(stage) in (stage.town.last("owner").text or "")
    await stage.town.say("owner", "/help")
    assert f"{command} " not in (stage.town.last("owner").text or "")
    assert command in commands(stage)  # the other centre does it still
    await stage.town.db.do(_close_elsewhere, job)
    await put_out(stage, "meetings")
    assert command not in commands(stage)


def _close_elsewhere(work: Work, job: Job) -> None:
    centre = storage.centres.by_code(work, ELSEWHERE)
    assert centre is not None
    storage.switches.turn(work, centre.id, job, 0, off=True)


def commands(stage: Stage) -> set[str]:
    listed = stage.town.box.telegram.settings.get(("commands", "all_private_chats", "kk"), [])
    return {f"/{each['command']}" for each in listed}


async def test_a_booked_visit_can_be_seen_and_cancelled_but_not_moved(stage: Stage) -> None:
    booked = await stage.book()
    await put_out(stage, "booking")
    card = await stage.press("owner", Show(booked.id).pack())
    kinds = {kind_of(data) for data in shown(card)}
    assert AskMove not in kinds
    assert {"AskCancel"} <= {kind.__name__ for kind in kinds if kind}
