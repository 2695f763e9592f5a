"""/health says whether all is well, the watchdog is fed as long as no other start would help."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

import bot.pulse
import bot.web
import storage.outbox
from bot.config import HEALTH
from bot.pulse import Pulse
from rules.letters import Lane, Letter, Recipient
from storage.work import Work
from tests.town import Town


@dataclass(slots=True)
class Silence:
    silence: float = 0.0


async def asked(pulse: Pulse) -> tuple[int, list[str]]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(bot.web.app(pulse))) as client:
        answer = await client.get(f"http://127.0.0.1{HEALTH}")
    return answer.status_code, answer.json()["troubles"]


async def test_a_bot_that_is_well_says_so(lively: Town) -> None:
    pulse = Pulse(lively.db, Silence())
    await pulse.look()
    assert await asked(pulse) == (200, [])
    assert not pulse.curable


@pytest.mark.parametrize(("silence", "troubles"), [(89, []), (91, ["telegram"]), (601, ["deaf", "telegram"])])
async def test_a_silent_telegram_is_told_at_once_and_another_start_tried_late(
    lively: Town, silence: float, troubles: list[str]
) -> None:
    pulse = Pulse(lively.db, Silence(silence))
    await pulse.look()
    assert await asked(pulse) == (503 if troubles else 200, troubles)
    assert pulse.curable is ("deaf" in troubles)


async def test_a_loop_that_is_late_is_a_trouble(lively: Town) -> None:
    pulse = Pulse(lively.db, Silence())
    await pulse.look(lag=2.1)
    assert (await asked(pulse), pulse.curable) == ((503, ["loop"]), True)
    await pulse.look(lag=1.9)
    assert await asked(pulse) == (200, [])


async def test_a_pulse_that_is_felt_no_more_is_a_trouble(lively: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    pulse = Pulse(lively.db, Silence())
    assert pulse.troubles == frozenset(), "not begun yet: Telegram may be out of reach"
    await pulse.look()
    monkeypatch.setattr("bot.pulse.OLD", -1.0)
    assert pulse.troubles == {"loop"}


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Somebody else writes and does not end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_write_that_hangs_is_a_trouble_until_it_is_through(
    lively: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulse = Pulse(lively.db, Silence())
    monkeypatch.setattr("bot.pulse.WRITE", 0.01)
    with locked(lively.file):
        await pulse.look()
        assert pulse.curable
        await pulse.look()
        assert await asked(pulse) == (503, ["data"])
    monkeypatch.setattr("bot.pulse.WRITE", 5.0)
    await pulse.look()
    assert await asked(pulse) == (200, [])


def promise(work: Work, lane: Lane, minutes: int) -> None:
    due = work.now - timedelta(minutes=minutes)
    storage.outbox.put(work, Recipient(5), Letter("receipt", lane), about="", due_at=due)


@pytest.mark.parametrize(
    ("lane", "troubles"), [(Lane.ANSWER, ["letters"]), (Lane.REMINDER, ["letters"]), (Lane.NOTICE, [])]
)
async def test_a_promised_letter_that_does_not_leave_is_told(lively: Town, lane: Lane, troubles: list[str]) -> None:
    pulse = Pulse(lively.db, Silence())
    await lively.db.do(promise, lane, 9)
    await pulse.look()
    assert await asked(pulse) == (200, [])
    await lively.db.do(promise, lane, 11)
    await pulse.look()
    assert (await asked(pulse))[1] == troubles
    assert not pulse.curable


async def test_it_is_felt_again_and_again_until_cancelled(lively: Town) -> None:
    pulse, rests = Pulse(lively.db, Silence()), list[float]()

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) > 2 * bot.pulse.BEATS:
            raise asyncio.CancelledError

    pulse.rest = rest
    with pytest.raises(asyncio.CancelledError):
        await pulse.run()
    assert pulse._felt is not None
