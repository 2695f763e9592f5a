"""What all tests share: a database with both centres, laid out once and copied for each."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import bot.box
import storage.schema
import tests.compiled
import tests.engines
import tests.scratch
from storage.database import Database, Place
from storage.work import Work
from tests.town import Town, town

os.environ["PTB_TIMEDELTA"] = "1"  # durations as the library will give them; it warns of the old form
tests.scratch.use()
tests.compiled.share()


ON_BOTH = {"storage", "actions", "delivery"}  # directories


def lay_out(work: Work) -> None:
    storage.schema.metadata.create_all(work.sql)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: to look through it again and again took a tenth of the whole run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What touches the data by itself does so on both engines; whole conversations on the one they are meant for."""
    if "template" in metafunc.fixturenames and metafunc.definition.path.parent.name in ON_BOTH:
        metafunc.parametrize("template", tests.engines.ENGINES, indirect=True, scope="session")


@pytest.fixture(scope="session")
def template(request: pytest.FixtureRequest) -> Path:
    """Both centres of the sample data: a file of SQLite, or the home of a server of PostgreSQL."""
    model: Path = request.getfixturevalue(getattr(request, "param", "sqlite"))
    return model


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.db"
    asyncio.run(_fill(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    with tests.engines.server() as home:
        asyncio.run(_fill(tests.engines.url(home)))
        asyncio.run(tests.engines.keep_as_model(home))
        yield home


async def _fill(url: str) -> None:
    box = bot.box.box(running=False, flood=False)
    db = Database(Place(url, box.clock.now, bot.box.BOT_ID))
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
