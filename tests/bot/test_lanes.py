"""One lane a chat: in order within it, side by side with the others, and every update is answered or let be."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import structlog.testing
from sqlalchemy import text
from telegram import Update
from telegram.ext import ApplicationHandlerStop, CommandHandler, TypeHandler

import sandbox.groups
from bot.intake import BATCH
from bot.lanes import MOST_IN_HAND
from handlers.context import Context
from rules.letters import Screen
from rules.people import Person, Role
from sandbox.records import Upload
from storage.work import Work
from tests.bot.restarts import rows, texts
from tests.town import Town

Answering = Callable[[Update, Context], Any]


def first(town: Town, command: str, answer: Answering) -> None:
    town.works.application.handlers[0].insert(0, CommandHandler(command, answer))


async def test_a_chat_keeps_its_order_and_makes_no_other_wait(lively: Town) -> None:
    slow, quick = lively.person("Айгүл"), lively.person("Марина")
    for name in ("Айгүл", "Марина"):
        await lively.known(name, "kk", "atyrau")
    order: list[str] = []
    others = asyncio.Event()

    async def wait(_update: Update, _context: Context) -> None:
        await others.wait()
        order.append("slow")

    async def go(_update: Update, context: Context) -> None:
        order.append(str((context.args or [""])[0]))
        others.set()

    first(lively, "wait", wait)
    first(lively, "go", go)
    lively.box.telegram.say(slow, "/wait")
    lively.box.telegram.say(slow, "/go after")
    lively.box.telegram.say(quick, "/go before")
    await lively.settle()
    assert order == ["before", "slow", "after"]


async def test_a_crowd_waits_at_telegram_and_nobody_of_it_is_lost(lively: Town) -> None:
    lanes, gate, seen = lively.works.lanes, asyncio.Event(), set[int]()
    crowd = {lively.person(str(number)) for number in range(MOST_IN_HAND + 3 * BATCH)}

    async def hold(update: Update, _context: Context) -> None:
        await gate.wait()
        assert update.effective_user is not None
        seen.add(update.effective_user.id)
        raise ApplicationHandlerStop

    async def poll() -> None:
        while await lively.works.intake.poll(0):
            pass

    lively.works.application.add_handler(TypeHandler(Update, hold), group=-3)
    for person in crowd:
        lively.box.telegram.say(person, "/start")
    async with asyncio.TaskGroup() as group:
        group.create_task(poll())
        while lanes.in_hand <= MOST_IN_HAND:
            await lively.db.do(_nothing)
        for _ in range(20):  # whatever else were taken in would have its turn
            await lively.db.do(_nothing)
        taken = lanes.in_hand
        gate.set()
    await lively.settle()
    assert taken <= MOST_IN_HAND + BATCH
    assert seen == crowd


def _nothing(_work: Work) -> None:
    pass


async def test_in_a_group_everybody_is_who_they_are(lively: Town) -> None:
    people = {name: await lively.known(name, "ru", "atyrau") for name in ("Сауле", "Тимур", "Айна")}
    seen: list[tuple[int, int]] = []

    async def note(update: Update, context: Context) -> None:
        assert isinstance(context.turn.who, Person)
        assert update.effective_user is not None
        seen.append((update.effective_user.id, context.turn.who.telegram_id))

    ids = [person.telegram_id for person in people.values()]
    group = sandbox.groups.group(lively.box.telegram, "Топ", ids)
    await lively.settle()
    lively.works.application.add_handler(TypeHandler(Update, note), group=-3)
    for sender in (*ids, *reversed(ids)):
        lively.box.telegram.say(sender, "/staff", chat=group)
    await lively.settle()
    assert seen == [(sender, sender) for sender in (*ids, *reversed(ids))]


async def test_a_full_disk_is_waited_out_and_nothing_is_done_twice(lively: Town) -> None:
    tried: list[int] = []
    told: list[str] = []

    async def fill(update: Update, context: Context) -> None:
        tried.append(update.update_id)
        context.draft["note"] = "x" * 500_000
        await lively.db.do(_room, 1)

    def report(kind: str, _update_id: int) -> None:
        told.append(kind)
        lively.works.lanes._group.create_task(lively.db.do(_room, 1_000_000))

    lively.works.lanes._handling._report = report
    first(lively, "fill", fill)
    await lively.known("Айгүл", "kk", "atyrau")
    with structlog.testing.capture_logs():  # a traceback with all that its frames hold takes minutes to draw
        await lively.say("Айгүл", "/fill")
    assert told == ["data_unwritable"]
    assert len(tried) == 1
    assert await rows(lively, "SELECT state FROM inbox") == [("done",)]


def _room(work: Work, pages: int) -> None:
    work.sql.execute(text(f"PRAGMA max_page_count={pages}")).all()


async def test_a_screen_that_telegram_never_takes_is_no_silence(lively: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.handling.PAUSES", {1: 0.0, 2: 0.0})

    async def spoil(_update: Update, context: Context) -> None:
        await context.show(Screen("<b>never closed"))

    first(lively, "spoil", spoil)
    await lively.known("Айгүл", "kk", "atyrau")
    await lively.say("Айгүл", "/spoil")
    assert [each.startswith("Қызмет уақытша") for each in texts(lively, lively.people["Айгүл"])] == [True]
    assert await rows(lively, "SELECT state, fault FROM inbox") == [("aside", "Unshowable")]


FILE = Upload("file.bin", "application/octet-stream", b"content")
MEDIA: dict[str, dict[str, Any]] = {
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
    "venue": {"venue": {"location": {"latitude": 47.1, "longitude": 51.9}, "title": "x", "address": "y"}},
    "story": {"story": {"chat": {"id": 5, "type": "private"}, "id": 1}},
    "of the future": {"hologram": {"id": 1}},
}
SENDERS: dict[str, Callable[[Town, int], object]] = {
    "photo": lambda town, person: town.box.telegram.send_photo(person, FILE),
    "voice": lambda town, person: town.box.telegram.send_voice(person, FILE),
    "document": lambda town, person: town.box.telegram.send_document(person, FILE),
    "sticker": lambda town, person: town.box.telegram.send_sticker(person),
    "location": lambda town, person: town.box.telegram.send_location(person, 47.1, 51.9),
    "contact": lambda town, person: town.box.telegram.send_contact(person),
    "long text": lambda town, person: town.box.telegram.say(person, "ұ" * 4096),
    "control signs": lambda town, person: town.box.telegram.say(person, "a\x00\x0b\u202eb"),
}


def send(town: Town, kind: str, person: int) -> None:
    if kind in MEDIA:
        town.box.telegram.send_other(person, MEDIA[kind])
    else:
        SENDERS[kind](town, person)


async def nobody(town: Town) -> None:
    town.person("Айгүл")


async def in_the_menu(town: Town) -> None:
    await town.known("Айгүл", "kk", "atyrau")
    await town.say("Айгүл", "/start")


async def asked_for_a_name(town: Town) -> None:
    await in_the_menu(town)
    await town.tap("Айгүл", town.buttons(town.last("Айгүл"))[0][0][0])
    await town.tap("Айгүл", town.buttons(town.last("Айгүл"))[0][0][0])
    await town.tap("Айгүл", "Келісім беремін")


@pytest.mark.parametrize("state", [nobody, in_the_menu, asked_for_a_name])
@pytest.mark.parametrize("kind", [*SENDERS, *MEDIA])
async def test_whatever_is_sent_is_answered(lively: Town, kind: str, state: Callable[[Town], Any]) -> None:
    await state(lively)
    person = lively.people["Айгүл"]
    before = len(lively.box.telegram.calls("sendMessage"))
    send(lively, kind, person)
    await lively.settle()
    assert len(lively.box.telegram.calls("sendMessage")) == before + 1
    assert await rows(lively, "SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]


async def test_what_nobody_in_particular_says_is_let_be(lively: Town) -> None:
    telegram = lively.box.telegram
    owner = (await lively.known("Сауле", "ru", "atyrau")).telegram_id
    channel = sandbox.groups.channel(telegram, "Канал", owner)
    group = sandbox.groups.group(telegram, "Топ", [owner])
    sandbox.groups.promote(telegram, group, by=owner)
    await lively.say("Сауле", "/start")
    said = telegram.say(owner, "help")
    await lively.settle()
    before = len(telegram.calls("sendMessage"))
    telegram.edit(owner, said.id, "/book")
    sandbox.groups.post(telegram, channel, "/start")
    sandbox.groups.say_anonymously(telegram, group, "hello")
    now = lively.box.clock.now()
    telegram.updates.push("message", {"message_id": 9, "date": 0, "chat": {"id": group, "type": "group"}}, now)
    telegram.updates.push("channel_post", {"message_id": 9, "date": 0, "chat": {"id": channel, "type": "channel"}}, now)
    await lively.settle()
    assert len(telegram.calls("sendMessage")) == before
    assert await rows(lively, "SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]


async def test_an_anonymous_administrator_is_sent_to_the_private_chat(lively: Town) -> None:
    owner = (await lively.known("Сауле", "ru", "atyrau", [await lively.grant(Role.COORDINATOR, "atyrau")])).telegram_id
    group = sandbox.groups.group(lively.box.telegram, "Топ", [owner])
    sandbox.groups.say_anonymously(lively.box.telegram, group, "/staff")
    await lively.settle()
    assert len(texts(lively, group)) == 1
    assert await rows(lively, "SELECT count(*) FROM staff_group") == [(0,)]
