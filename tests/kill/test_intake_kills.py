"""Killed or stopped again and again while people write: no update is lost, none takes effect twice."""

import asyncio
import json
import os
import random
import shutil
import signal
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

import actions.booking
import actions.people
import storage.availability
import storage.centres
import storage.people
from bot.hook import Address
from rules.openings import Slot
from rules.people import Person
from sandbox.world import FIRST_PERSON
from storage.work import Work
from tests.kill import harness, intake_child
from tests.kill.intake_child import EACH, PEOPLE

TIMES = 20
FEWER = 8  # what differs is seen in fewer: how updates come, that the end is asked for
UPDATES = PEOPLE * EACH
CHATS = range(FIRST_PERSON, FIRST_PERSON + PEOPLE)
COUNTED = sorted((chat, number) for chat in CHATS for number in range(EACH) if number != EACH // 2)


def settle_in(work: Work) -> None:
    """Everybody is known and has agreed to everything."""
    work.sql.execute(text("CREATE TABLE tally (id INTEGER PRIMARY KEY, person BIGINT, number INTEGER)"))
    centre = storage.centres.open_centres(work)[0]
    for telegram_id in CHATS:
        person = actions.people.choose_centre(work, actions.people.come_in(work, telegram_id, "ru"), centre.id)
        person = actions.people.agree(work, person, centre.id, "shown")
        actions.people.introduce(work, person, "Имя")


def plan(work: Work) -> list[tuple[int, int, datetime]]:
    """A time for each that is in nobody's way, found by taking them."""
    centre = storage.centres.open_centres(work)[0]
    topic = storage.centres.topics(work, centre.id)[0]
    people = storage.people.by_telegram(work, CHATS)
    return [_take(work, people[chat], centre.id, topic.id) for chat in CHATS]


def _take(work: Work, person: Person, centre_id: int, topic_id: int) -> tuple[int, int, datetime]:
    free = next(storage.availability.openings(work, centre_id, topic_id).times())
    actions.booking.book(work, person, centre_id, topic_id, Slot(free.specialist_id, free.starts_at))
    return topic_id, free.specialist_id, free.starts_at


async def prepared(template: Path, folder: Path) -> tuple[Path, Sequence[tuple[int, int, datetime]]]:
    file, scratch = folder / "ortaq.db", folder / "scratch.db"
    shutil.copyfile(template, file)
    db = intake_child.database(file)
    await db.do(settle_in)
    await db.close()
    shutil.copyfile(file, scratch)
    db = intake_child.database(scratch)
    slots = await db.do(plan)
    await db.close()
    return file, slots


def busy(file: Path, url: str, address: Address | None, load: int) -> int:
    """A bot in the middle of a new load, by its process."""
    enough = intake_child.done(file) + random.randint(1, load - 2)
    pid = intake_child.start(file, url, address)
    intake_child.go(url, load)
    harness.until(lambda: intake_child.done(file) >= enough or not harness.alive(pid))
    assert harness.alive(pid)
    return pid


def unfinished(file: Path) -> Counter[str]:
    """Texts and chats of what is in the inbox and not done."""
    found = [json.loads(body) for (body,) in intake_child.rows(file, "SELECT body FROM inbox WHERE state = 'new'")]
    messages = [update["message"] for update in found if "message" in update]
    return Counter(f"{message['chat']['id']} {message['text'].split()[1]}" for message in messages)


def finish(file: Path, url: str, address: Address | None) -> Sequence[tuple[int, str]]:
    """One more run, until everything is done; what everybody was told in all of them."""
    pid = intake_child.start(file, url, address)
    harness.until(lambda: bool(intake_child.truth(url)) and intake_child.done(file) == UPDATES)
    harness.kill(pid)
    return intake_child.truth(url)


def expect_each_effect_once(file: Path) -> None:
    assert intake_child.rows(file, "SELECT state, count(*) FROM inbox GROUP BY state") == [("done", UPDATES)]
    tallied = intake_child.rows(file, "SELECT person, number FROM tally ORDER BY id")
    assert sorted(tallied) == COUNTED
    assert sorted(tallied, key=lambda row: row[0]) == COUNTED, "an update overtook another of its chat"
    booked = intake_child.rows(file, "SELECT person_id, count(*) FROM booking WHERE state = 'booked' GROUP BY 1")
    assert [count for _, count in booked] == [1] * PEOPLE
    assert intake_child.rows(file, "SELECT * FROM effect") == []


def replies(said: Sequence[tuple[int, str]]) -> Counter[str]:
    return Counter(f"{chat} {text.split()[1]}" for chat, text in said if text.startswith("counted "))


@pytest.fixture(params=["polling", "webhook"])
def address(request: pytest.FixtureRequest) -> Address | None:
    """Where Telegram brings updates; None where they are fetched."""
    return intake_child.an_address() if request.param == "webhook" else None


@pytest.mark.kill
def test_twenty_kills_lose_no_update_and_double_no_effect(
    template: Path, tmp_path: Path, address: Address | None
) -> None:
    times = FEWER if address else TIMES
    file, slots = asyncio.run(prepared(template, tmp_path))
    interrupted: Counter[str] = Counter()
    with intake_child.telegram(slots) as url:
        for _ in range(times):
            pid = busy(file, url, address, UPDATES // times)
            harness.kill(pid)
            interrupted += unfinished(file)
        said = finish(file, url, address)
    expect_each_effect_once(file)
    answered = replies(said)
    assert set(answered) == {f"{chat} {number}" for chat, number in COUNTED}
    assert all(copies <= 1 + interrupted[which] for which, copies in answered.items())
    assert sum(copies > 2 for copies in answered.values()) <= times // 2


@pytest.mark.kill
def test_stops_under_load_end_well_and_leave_nothing_in_doubt(
    template: Path, tmp_path: Path, address: Address | None
) -> None:
    file, slots = asyncio.run(prepared(template, tmp_path))
    with intake_child.telegram(slots) as url:
        for _ in range(FEWER):
            pid = busy(file, url, address, UPDATES // FEWER)
            os.kill(pid, signal.SIGTERM)
            harness.until(lambda pid=pid: not harness.alive(pid), seconds=10)  # type: ignore[misc]
            assert harness.ended(pid) == 0
            assert intake_child.rows(file, "SELECT id FROM delivery WHERE state = 'sending' OR ambiguous > 0") == []
        said = finish(file, url, address)
    expect_each_effect_once(file)
    assert replies(said) == {f"{chat} {number}": 1 for chat, number in COUNTED}
