"""A database file as the bench needs it: both centres of the sample data and people who have been here before."""

import asyncio
from pathlib import Path

from sqlalchemy import insert

import bot.box
import storage.centres
import storage.schema
from bench.wire import FIRST_CHAT
from rules.privacy import CONSENT_VERSION
from storage.database import Database, Place
from storage.schema.people import ConsentRow, PersonRow
from storage.work import Work

CENTRE = "atyrau"


def opened(file: Path) -> Database:
    return Database(Place(f"sqlite:///{file}", lambda: bot.box.NOW, bot.box.BOT_ID))


def lay(file: Path, people: int, first_id: int = FIRST_CHAT) -> Path:
    """Make the file; its people have Telegram ids from `first_id` on, a language, a centre, a name and consent."""
    asyncio.run(_lay(file, people, first_id))
    return file


async def _lay(file: Path, people: int, first_id: int) -> None:
    db = opened(file)
    try:
        await db.do(lambda work: storage.schema.metadata.create_all(work.sql))
        await db.do(bot.box.open_centres)
        await db.do(settle, range(first_id, first_id + people))
    finally:
        await db.close()


def settle(work: Work, telegram_ids: range) -> None:
    centre = storage.centres.by_code(work, CENTRE)
    assert centre is not None
    seen = {"language": "ru", "centre_id": centre.id, "created_at": work.now, "seen_at": work.now}
    people = [{"id": n, "telegram_id": who, "name": f"N{n}", **seen} for n, who in enumerate(telegram_ids, 1)]
    agreed = {"centre_id": centre.id, "version": CONSENT_VERSION, "given_at": work.now, "language": "ru"}
    work.sql.execute(insert(PersonRow), people)
    work.sql.execute(
        insert(ConsentRow), [{"person_id": person["id"], "text_hash": "0" * 64, **agreed} for person in people]
    )
