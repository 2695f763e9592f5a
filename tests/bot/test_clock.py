"""The clock that ticks: again and again, each listener once at a time, and what fell due is done by it alone."""

import asyncio
from dataclasses import replace
from datetime import time

import bot.service
import storage.broadcasts
import storage.centres
from bot.box import BOT_ID
from bot.clock import Ticks
from rules.broadcasts import Broadcast
from storage.work import Work
from tests.bot import restarts
from tests.town import Town

OFTEN = 0.01


async def test_a_listener_is_called_tick_after_tick_and_never_twice_at_once() -> None:
    ticks, thrice, inside, most, times = Ticks(OFTEN), asyncio.Event(), 0, 0, 0

    async def listen() -> None:
        nonlocal inside, most, times
        inside, times = inside + 1, times + 1
        most = max(most, inside)
        await asyncio.wait([asyncio.ensure_future(thrice.wait())], timeout=3 * OFTEN)
        inside -= 1
        if times == 3:
            thrice.set()

    ticks.every_tick(listen)
    ticks.start()
    async with asyncio.timeout(10):
        await thrice.wait()
    ticks.stop()
    assert (times, most) == (3, 1)


async def test_what_is_put_in_beside_the_bot_is_found_and_sent_by_the_tick(lively: Town) -> None:
    """Nobody wakes anything: one tick puts a notice in, as a command would, later ones spread it and wake the post."""
    stop, works = asyncio.Event(), restarts.built(lively)
    person = (await lively.known("Айгүл", "kk", "atyrau")).telegram_id

    async def put_in() -> None:
        await lively.db.do(_announce)

    works.errands.daily("put in", time(0), put_in)
    lively.box.telegram.say(person, "/start")
    lively.box.telegram.world.listeners.append(lambda: stop.set() if _told(lively, person) else None)
    async with asyncio.timeout(10):  # less than the post rests by itself
        await bot.service.run(works, frozenset(), stop, ticks=Ticks(OFTEN))
    assert len(_told(lively, person)) == 1


def _told(lively: Town, person: int) -> list[str]:
    return [told for told in restarts.texts(lively, person) if "Ашық есік күні" in told]


def _announce(work: Work) -> None:
    centre = storage.centres.by_code(work, "atyrau")
    assert centre is not None
    new = Broadcast(0, centre.id, None, BOT_ID, work.now, centre.zone.key, state="scheduled", due_at=work.now)
    storage.broadcasts.add(work, replace(new, kk="Ашық есік күні", ru="День открытых дверей"))
