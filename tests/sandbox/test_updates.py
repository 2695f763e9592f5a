"""How updates come to the bot: offsets, waiting, conflicts, a day of patience."""

import asyncio
import datetime as dt
from collections.abc import Callable

import pytest
import telegram
from starlette.applications import Starlette
from telegram.error import Conflict

from sandbox.clock import Clock
from sandbox.telegram import Telegram
from sandbox.updates import Updates
from tests.sandbox.conftest import TOKEN, MakeBot

NOW = dt.datetime(2026, 11, 26, 4, tzinfo=dt.UTC)


async def _until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110  # there is no event: it looks behind the door
            await asyncio.sleep(0)


async def test_what_was_not_confirmed_comes_again(bot: telegram.Bot, box: Telegram, person: int) -> None:
    box.say(person, "one")
    first = await bot.get_updates()
    assert [update.update_id for update in await bot.get_updates()] == [update.update_id for update in first]
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["one"]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()
    assert await bot.get_updates() == ()


async def test_no_more_come_than_were_asked_for(bot: telegram.Bot, box: Telegram, person: int) -> None:
    for number in range(120):
        box.say(person, str(number))
    assert len(await bot.get_updates(limit=3)) == 3
    assert len(await bot.get_updates()) == 100
    assert [one.message.text for one in await bot.get_updates(offset=-1) if one.message] == ["119"]


async def test_a_waiting_poll_is_woken_by_news(bot: telegram.Bot, box: Telegram, app: Starlette, person: int) -> None:
    offset = (await bot.get_updates())[-1].update_id + 1
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(bot.get_updates(offset=offset, timeout=30))
        await _until(lambda: app.state.bell.waiting)
        box.say(person, "news")
    assert [one.message.text for one in poll.result() if one.message] == ["news"]


async def test_of_two_polls_the_older_is_told_of_the_conflict(
    bot: telegram.Bot, make_bot: MakeBot, box: Telegram, app: Starlette
) -> None:
    person = box.person("A")
    async with make_bot(TOKEN) as other, asyncio.TaskGroup() as tasks:
        older = tasks.create_task(_conflict(bot))
        await _until(lambda: app.state.bell.waiting)
        newer = tasks.create_task(other.get_updates(timeout=30))
        await _until(older.done)
        box.start(person)
    assert "terminated by other getUpdates request" in older.result()
    assert len(newer.result()) == 1


async def _conflict(bot: telegram.Bot) -> str:
    with pytest.raises(Conflict) as refused:
        await bot.get_updates(timeout=30)
    return str(refused.value)


async def test_polling_is_refused_while_there_is_a_webhook(bot: telegram.Bot, person: int) -> None:
    await bot.set_webhook("https://x.kz/hook", secret_token="s")
    assert (await bot.get_webhook_info()).url == "https://x.kz/hook"
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert [one.effective_chat.id for one in await bot.get_updates() if one.effective_chat] == [person]


async def test_pending_updates_are_dropped_only_when_asked(bot: telegram.Bot, person: int) -> None:
    await bot.delete_webhook()
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).pending_update_count == 0
    assert person


async def test_the_bot_is_spared_the_kinds_it_did_not_ask_for(bot: telegram.Bot, box: Telegram, person: int) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["message"])
    box.block(person)
    box.start(person)
    assert [update.my_chat_member for update in await bot.get_updates(offset=-1)] == [None]
    assert len(await bot.get_updates()) == 1


async def test_telegram_keeps_updates_for_a_day(bot: telegram.Bot, clock: Clock, person: int) -> None:
    await clock.move(clock.now() + dt.timedelta(hours=23))
    assert len(await bot.get_updates()) == 1
    await clock.move(clock.now() + dt.timedelta(hours=1))
    assert await bot.get_updates() == ()
    assert person


def test_numbers_may_jump_back_after_a_quiet_week() -> None:
    updates = Updates()
    updates.push("message", {}, NOW)
    first = updates.fetch(0, 100, NOW)[0]["update_id"]
    updates.clear()
    updates.repeat_from(first - 1000)
    updates.push("message", {}, NOW)
    assert updates.fetch(0, 100, NOW)[0]["update_id"] == first - 1000
