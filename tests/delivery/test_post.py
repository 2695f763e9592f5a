"""The post over a real file, before a whole Telegram in a box: what is due arrives, whatever Telegram answers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

import sandbox.trouble
import storage.copies
import storage.flights
import storage.outbox
import storage.pauses
import storage.reach
import storage.rows
from rules.letters import Lane, Letter, Recipient
from sandbox.trouble import Trouble
from storage.outbox import Terms
from storage.schema import metadata
from storage.schema.letters import LetterRow
from storage.work import Work
from tests.delivery.office import START, Office, opened


@pytest.fixture
async def office(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with opened(tmp_path, template) as made:
        yield made


async def test_what_is_due_arrives_and_nothing_else(office: Office) -> None:
    person = office.person()
    await office.put(person)
    await office.put(person, "later", due_at=START + timedelta(hours=1))
    await office.post.drain()
    assert office.texts(person) == ["notice"]
    assert await office.states() == ["sent", "ready"]
    office.wait(hours=1)
    await office.post.drain()
    assert office.texts(person) == ["notice", "later"]


async def test_five_hundred_people_get_one_copy_each(office: Office) -> None:
    people = [office.person() for _ in range(500)]

    def deed(work: Work) -> int:
        to = [Recipient(chat) for chat in people]
        return storage.outbox.put_many(work, to, Letter("notice", Lane.NOTICE), Terms("n", "n", work.now))

    letter_id = await office.db.do(deed)
    assert await office.post.run_once() == 500
    assert all(len(office.texts(person)) == 1 for person in people)
    assert await office.db.read(storage.outbox.progress, letter_id) == {"sent": 500}


async def test_an_answer_that_comes_late_is_written_down_too(office: Office) -> None:
    for _ in range(30):
        await office.put(office.person())
    office.box.troubles.expect(sandbox.trouble.delay(0.05), times=3)
    await office.post.drain()
    assert await office.states() == ["sent"] * 30


async def test_a_letter_with_a_file_arrives_with_it(office: Office) -> None:
    person = office.person()
    await office.put(person, "file")
    await office.post.drain()
    assert len(office.box.calls("sendDocument")) == 1
    assert await office.states() == ["sent"]


async def test_copies_are_edited_and_deleted_where_they_lie(office: Office) -> None:
    person = office.person()
    await office.put(person, about="m1")
    await office.post.drain()
    await office.db.do(storage.copies.edit, "m1", Letter("moved", Lane.ANSWER))
    await office.post.drain()
    assert office.texts(person) == ["moved"]
    await office.db.do(storage.copies.delete, "m1")
    await office.post.drain()
    assert office.texts(person) == []
    assert await office.states() == ["sent", "sent", "sent"]


async def test_broken_markup_arrives_once_as_plain_words_and_is_told(office: Office) -> None:
    person = office.person()
    await office.put(person, "broken")
    await office.post.drain()
    assert office.texts(person) == ["a <b>letter"]
    assert [report.kind for report in office.reports] == ["bad_markup"]
    assert await office.states() == ["sent"]


async def test_an_unknown_kind_is_parked_and_told_and_holds_nobody_up(office: Office) -> None:
    person = office.person()
    await office.put(person, "unknown")
    await office.put(person)
    await office.post.drain()
    assert office.texts(person) == ["notice"]
    assert await office.states() == ["ready", "sent"]
    assert [report.kind for report in office.reports] == ["unknown_kind"]


async def test_a_letter_with_nothing_left_to_say_is_superseded(office: Office) -> None:
    await office.put(office.person(), "over")
    await office.post.drain()
    assert await office.states() == ["superseded"]


async def test_words_too_long_fail_and_after_three_people_are_held(office: Office) -> None:
    people = [office.person() for _ in range(12)]

    def deed(work: Work) -> int:
        to = [Recipient(chat) for chat in people]
        return storage.outbox.put_many(work, to, Letter("long", Lane.NOTICE), Terms("n", "n", work.now))

    letter_id = await office.db.do(deed)
    await office.post.drain()
    progress = await office.db.read(storage.outbox.progress, letter_id)
    assert progress["failed"] <= 8 + 3
    assert progress["ready"] >= 1
    held = await office.db.read(lambda work: storage.rows.known(work, LetterRow, letter_id).held)
    assert held == "too_long"


async def test_whoever_blocked_the_bot_is_skipped_and_known(office: Office) -> None:
    person = office.person()
    office.box.block(person)
    await office.put(person)
    await office.post.drain()
    assert await office.states() == ["skipped"]
    assert await office.db.read(storage.reach.state, person) == "blocked"


DOUBTS = [sandbox.trouble.drop(), sandbox.trouble.broken(), sandbox.trouble.odd(), sandbox.trouble.page(502)]


@pytest.mark.parametrize("trouble", DOUBTS, ids=lambda trouble: f"{trouble.name}-{trouble.status}")
async def test_a_doubt_is_sent_again_once_and_later(office: Office, trouble: Trouble) -> None:
    person = office.person()
    await office.put(person)
    office.box.troubles.expect(trouble)
    await office.post.drain()
    assert await office.states() == ["ready"]
    office.wait(seconds=15)
    await office.post.drain()
    assert await office.states() == ["sent"]
    assert len(office.texts(person)) == 1 + trouble.effect


async def test_two_doubts_park_it_and_are_told(office: Office) -> None:
    person = office.person()
    await office.put(person)
    office.box.troubles.expect(sandbox.trouble.drop(), times=2)
    for _ in range(5):
        await office.post.drain()
        office.wait(minutes=1)
    assert await office.states() == ["uncertain"]
    assert len(office.texts(person)) == 2
    assert [report.kind for report in office.reports] == ["uncertain"]


async def test_a_flood_refusal_holds_the_chat_in_the_file(office: Office) -> None:
    person, other = office.person(), office.person()
    await office.put(person)
    office.box.troubles.expect(sandbox.trouble.refuse(429, "Too Many Requests", retry_after=30))
    await office.post.drain()
    await office.put(person)
    await office.put(other)
    await office.post.drain()
    assert (office.texts(person), office.texts(other)) == ([], ["notice"])
    assert await office.states() == ["ready", "ready", "sent"]
    assert await office.db.read(storage.flights.next_due, START + timedelta(hours=1)) is None


async def test_a_refused_token_stops_the_post_and_loses_nothing(office: Office) -> None:
    people = [office.person() for _ in range(20)]
    for person in people:
        await office.put(person)
    office.box.troubles.expect(sandbox.trouble.refuse(401, "Unauthorized"), times=8)
    await office.post.drain()
    assert office.post.token_refused
    assert await office.states() == ["ready"] * 20
    assert "token_refused" in {report.kind for report in office.reports}


async def test_nothing_leaves_while_a_restore_is_held(office: Office) -> None:
    person = office.person()
    await office.put(person)
    await office.db.do(storage.pauses.hold, "restored")
    await office.post.drain()
    assert office.texts(person) == []
    await office.db.do(storage.pauses.release)
    await office.post.drain()
    assert len(office.texts(person)) == 1


async def test_a_fresh_letter_leaves_at_once_and_a_stop_leaves_nothing_in_doubt(office: Office) -> None:
    person, arrived = office.person(), asyncio.Event()
    office.box.world.listeners.append(lambda *_about: arrived.set())
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        tasks.create_task(office.post.run())
        await office.put(person)
        office.post.wake()
        await arrived.wait()
        office.post.stop()
    assert len(office.texts(person)) == 1
    assert await office.states() == ["sent"]


async def test_the_post_outlives_a_database_that_fails(office: Office) -> None:
    person = office.person()
    await office.put(person)
    await office.db.do(lambda work: metadata.drop_all(work.sql, [metadata.tables["pause"]]))
    with pytest.raises(Exception, match="pause"):
        await office.post.run_once()
    await office.db.do(lambda work: metadata.create_all(work.sql))
    await office.post.drain()
    assert len(office.texts(person)) == 1


async def test_woken_for_what_is_due_later_it_looks_once_and_rests(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A booking wakes it, and its letters are due in two minutes: till then it must not ask again and again."""
    looks: list[bool] = []

    def look(work: Work) -> bool:
        looks.append(_anything(work))
        return looks[-1]

    _anything = storage.flights.anything
    monkeypatch.setattr(storage.flights, "anything", look)
    await office.put(office.person(), due_at=START + timedelta(minutes=2))
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        tasks.create_task(office.post.run())
        office.post.wake()
        for _ in range(20):  # each takes as long as one look
            await office.db.read(storage.flights.next_due, START)
        office.post.stop()
    assert len(looks) <= 3


@pytest.mark.parametrize("jumps", [(-1, 2, -24, 25), (24, -48, 24, 24), (-24 * 365 * 56, 24 * 365 * 56, 2)])
async def test_a_clock_that_jumps_back_and_forth_sends_a_letter_once(office: Office, jumps: tuple[int, ...]) -> None:
    person = office.person()
    await office.put(person, due_at=START + timedelta(hours=1))
    for hours in jumps:
        office.wait(hours=hours)
        await office.post.drain()
        assert len(office.texts(person)) <= 1
    assert office.texts(person) == ["notice"]
    assert await office.states() == ["sent"]
