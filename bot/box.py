"""The bot inside a Telegram of its own: what the demo shows and the stories are told in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
from starlette.applications import Starlette

import actions.base_lines
import actions.meeting_lists
import sandbox.server
import sources.base_lines
import sources.meetings
import storage.centres
import storage.centres_file
import storage.centres_load
from bot.application import Site
from delivery.pace import UNLIMITED, Pace
from handlers.floods import Floods
from handlers.house import Privacy
from rules.floods import BOUNDLESS
from sandbox.clock import Clock
from sandbox.limits import Flood
from sandbox.telegram import Telegram
from storage.centres_load import Change
from storage.database import Database, Place
from storage.work import Work

EXAMPLES = Path(__file__).parent.parent / "examples"
NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)  # 09:00 in Atyrau: the «now» of the sample data
BOT_ID = 100001
TOKEN = f"{BOT_ID}:SANDBOX"
USERNAME = "ortaq_demo_bot"


@dataclass(frozen=True, slots=True)
class Box:
    """A sandbox and the server before it."""

    clock: Clock
    telegram: Telegram
    app: Starlette


def box(*, running: bool, flood: bool) -> Box:
    """A Telegram with nobody in it. `running`: its clock flows; `flood`: it refuses what is too much."""
    clock = Clock(NOW, running=running)
    limits = Flood(clock.monotonic) if flood else None
    telegram = Telegram(clock, flood=limits, name="Ortaq", username=USERNAME, bot_id=BOT_ID)
    return Box(clock, telegram, sandbox.server.build(telegram, clock, TOKEN))


def database(box: Box, file: Path) -> Database:
    return Database(Place(f"sqlite:///{file}", box.clock.now, BOT_ID))


def site(box: Box, db: Database, api_url: str, way: Callable[[], httpx.AsyncBaseTransport | None], pace: Pace) -> Site:
    """The bot's place in the box; `way` leads to its server, in process or by HTTP."""
    privacy = Privacy("Атырау, Қазақстан", 12)
    return Site(TOKEN, api_url, db, box.clock.now, privacy, pace, way=way)


def in_process(box: Box, db: Database) -> Site:
    """For tests: no network, no limits of pace."""
    there = site(box, db, "http://testserver", lambda: sandbox.server.transport(box.app), UNLIMITED)
    return replace(there, floods=Floods(BOUNDLESS, BOUNDLESS))


def earlier_figures(work: Work) -> None:
    """What the press had said about both regions, before there was a bot to count anything."""
    text = (EXAMPLES / "projects.csv").read_text(encoding="utf-8")
    for centre in storage.centres.open_centres(work):
        lines = sources.base_lines.read(text, centre.region, "pricom.kz, lada.kz, 2022")
        actions.base_lines.take_in(work, centre.id, lines)


def planned_meetings(work: Work) -> None:
    """What both centres have on their calendars."""
    actions.meeting_lists.take_in(work, None, sources.meetings.read((EXAMPLES / "meetings.csv").read_bytes()))


def open_centres(work: Work) -> Sequence[Change]:
    """Load both centres of the sample data."""
    return storage.centres_load.load(work, storage.centres_file.read(EXAMPLES / "centres.toml"), ())
