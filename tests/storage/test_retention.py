"""What has been kept long enough goes; what is open or young stays."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

import bot.box
import storage.outbox
import storage.retention
import tests.engines
from bot.box import Box
from rules.letters import Lane, Letter, Recipient
from storage.database import Database, Place
from storage.schema.letters import CopyRow, DeliveryRow, LetterRow
from storage.work import Work

MONTH = timedelta(days=31)


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[tuple[Box, Database]]:
    box = bot.box.box(running=False, flood=False)
    async with tests.engines.copy(template, tmp_path) as url:
        db = Database(Place(url, box.clock.now, bot.box.BOT_ID))
        yield box, db
        await db.close()


def put(work: Work, state: str) -> int:
    """A letter whose delivery is in this state, with a copy in the chat."""
    letter_id = storage.outbox.put(work, Recipient(7), Letter("kind", Lane.ALERT), about="a", once=state)
    delivery_id = work.sql.scalars(select(DeliveryRow.id).where(DeliveryRow.letter_id == letter_id)).one()
    ended = {"state": state, "changed_at": work.now}
    work.sql.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(ended))
    work.sql.execute(
        insert(CopyRow).values(
            bot_id=work.bot_id, chat_id=7, message_id=delivery_id, delivery_id=delivery_id, sent_at=work.now
        )
    )
    return letter_id


def left(work: Work) -> tuple[set[str], int, int]:
    states = set(work.sql.scalars(select(DeliveryRow.state)))
    return (
        states,
        len(work.sql.scalars(select(LetterRow.id)).all()),
        len(work.sql.execute(select(CopyRow)).all()),
    )


async def test_letters_that_ended_a_month_ago_go_with_their_copies(here: tuple[Box, Database]) -> None:
    box, db = here
    for state in ("sent", "failed", "cancelled", "ready", "uncertain"):
        await db.do(put, state)
    await box.clock.move(box.clock.now() + MONTH)
    await db.do(put, "skipped")
    await db.do(storage.retention.letters)
    assert await db.read(left) == ({"ready", "uncertain", "skipped"}, 3, 3)
