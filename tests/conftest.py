"""What all tests share: a database with both centres, laid out once and copied for each."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import bot.box
import storage.schema
from storage.work import Work
from tests.town import Town, town

os.environ["PTB_TIMEDELTA"] = "1"  # durations as the library will give them; it warns of the old form


def lay_out(work: Work) -> None:
    storage.schema.metadata.create_all(work.session.connection())


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with both centres of the sample data."""
    file = tmp_path_factory.mktemp("template") / "template.db"
    asyncio.run(_fill(file))
    return file


async def _fill(file: Path) -> None:
    db = bot.box.database(bot.box.box(running=False, flood=False), file)
    try:
        await db.do(lay_out)
        await db.do(bot.box.open_centres)
    finally:
        await db.close()


@pytest.fixture
async def lively(tmp_path: Path, template: Path) -> AsyncIterator[Town]:
    """The whole bot in a box with both centres and nobody in it yet."""
    async with town(tmp_path, template) as live:
        yield live
