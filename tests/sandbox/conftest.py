"""A sandbox, a clock that stands, a bot of the library that speaks to it in process, and one person."""

import datetime as dt
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
import telegram
from starlette.applications import Starlette
from telegram.request import HTTPXRequest

import sandbox.server
from sandbox.clock import Clock
from sandbox.telegram import Telegram

TOKEN = "100001:SANDBOX"
START = dt.datetime(2026, 11, 26, 4, tzinfo=dt.UTC)

MakeBot = Callable[[str], telegram.Bot]


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library warns at every retry_after unless asked for timedeltas."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def box(clock: Clock) -> Telegram:
    return Telegram(clock)


@pytest.fixture
def app(box: Telegram, clock: Clock) -> Starlette:
    return sandbox.server.build(box, clock, TOKEN)


@pytest.fixture
def make_bot(app: Starlette) -> MakeBot:
    def request() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"transport": sandbox.server.transport(app)})

    def make(token: str) -> telegram.Bot:
        return telegram.Bot(
            token,
            base_url="http://testserver/bot",
            base_file_url="http://testserver/file/bot",
            request=request(),
            get_updates_request=request(),
        )

    return make


@pytest.fixture
async def bot(make_bot: MakeBot) -> AsyncIterator[telegram.Bot]:
    async with make_bot(TOKEN) as made:
        yield made


@pytest.fixture
async def page(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """The page's own way to the server."""
    async with httpx.AsyncClient(transport=sandbox.server.transport(app), base_url="http://testserver") as client:
        yield client


@pytest.fixture
def person(box: Telegram) -> int:
    """Somebody who has pressed START; the bot has not fetched it yet."""
    person = box.person("Айгерім", language="kk")
    box.start(person)
    return person
