"""The whole bot in a box, in process: people speak, the clock moves, everything settles before the next step."""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import httpx
from sqlalchemy import select

import actions.people
import bot.application
import bot.box
import bot.service
import bot.web
import storage.centres
import storage.people
import tests.engines
from bot.application import Works
from bot.box import Box
from bot.hook import Address
from rules.people import Grant, Language, Person, Role
from sandbox.courier import Courier
from sandbox.records import Message
from storage.database import Database, Place
from storage.schema.letters import InboxRow
from storage.work import Work


@dataclass(slots=True)
class Town:
    """People by name, each with a Telegram id; `works` is the running bot."""

    box: Box
    db: Database
    works: Works
    people: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    once: dict[tuple[int, str], tuple[Message, str]] = field(default_factory=dict)
    bring: Callable[[], Awaitable[int]] | None = None  # by the webhook; else updates are fetched

    def person(self, name: str, language: str = "kk") -> int:
        if name not in self.people:
            self.people[name] = self.box.telegram.person(name, language=language)
        return self.people[name]

    @property
    def file(self) -> Path:
        """Where its data lie: SQLite's file."""
        return Path(self.db.place.url.removeprefix("sqlite:///"))

    async def settle(self) -> None:
        await bot.service.settle(self.works, self.bring)
        self._remember()

    def _remember(self) -> None:
        """Every button that ever lay before somebody: an old screen may still be pressed."""
        for messages in self.box.telegram.world.messages.values():
            for message in messages.values():
                for text, data in (button for row in self.buttons(message) for button in row):
                    self.once.setdefault((message.chat, plain(text)), (message, data))

    async def say(self, name: str, text: str, chat: int | None = None) -> None:
        self.box.telegram.say(self.person(name), text, chat=chat)
        await self.settle()

    async def tap(self, name: str, label: str, chat: int | None = None) -> None:
        """Press the newest button of this label."""
        await self.press(name, *self.button(name, label, chat))

    async def tap_old(self, name: str, label: str, chat: int | None = None) -> None:
        """Press the first button of this label that ever was, on a screen that may have changed since."""
        await self.press(name, *self.once[chat or self.people[name], plain(label)], stale=True)

    async def press(self, name: str, message: Message, data: str, *, stale: bool = False) -> None:
        self.box.telegram.tap(self.people[name], message.chat, message.id, data, stale=stale)
        await self.settle()

    def button(self, name: str, label: str, chat: int | None = None) -> tuple[Message, str]:
        """The newest button of this label in the chat; AssertionError names those there are."""
        seen: list[str] = []
        for message in reversed(self.box.telegram.chat_messages(chat or self.people[name])):
            for text, data in (button for row in self.buttons(message) for button in row):
                seen.append(text)
                if plain(text) == plain(label):
                    return message, data
        raise AssertionError(f"{name} sees no [{label}] but {seen}")

    @staticmethod
    def buttons(message: Message) -> list[list[tuple[str, str]]]:
        return [[(button.text, button.data or "") for button in row] for row in message.buttons]

    def last(self, name: str) -> Message:
        """The newest message of the bot in the person's chat."""
        lying = self.box.telegram.chat_messages(self.people[name])
        return [message for message in lying if message.sender == bot.box.BOT_ID][-1]

    async def move(self, to: datetime) -> None:
        await self.box.clock.move(to)

    async def known(self, name: str, language: Language, centre: str, grants: Sequence[Grant] = ()) -> Person:
        """Somebody who has been here before: language, centre and roles are settled."""
        return await self.db.do(_known, self.person(name, language), language, centre, grants)

    async def grant(self, role: Role, centre: str, specialist: str = "") -> Grant:
        return await self.db.do(_grant, role, centre, specialist)


def plain(label: str) -> str:
    """A label as one reads it: any blank is a blank, signs at the ends do not count."""
    return re.sub(r"^[^\w+]+", "", " ".join(label.split()))


def _known(work: Work, telegram_id: int, language: Language, code: str, grants: Sequence[Grant]) -> Person:
    person = actions.people.come_in(work, telegram_id, language)
    centre = storage.centres.by_code(work, code)
    if centre is not None:
        person = actions.people.choose_centre(work, person, centre.id)
    for grant in grants:
        storage.people.grant(work, person.id, grant)
    return person


def _grant(work: Work, role: Role, code: str, specialist_code: str) -> Grant:
    centre = storage.centres.by_code(work, code)
    assert centre is not None, code
    if role is Role.OFFICER:
        return Grant(role, centre.id, department_id=storage.centres.department_id(work, centre.id, specialist_code))
    specialist = storage.centres.specialist_by_code(work, centre.id, specialist_code) if specialist_code else None
    return Grant(role, None if role is Role.ADMINISTRATOR else centre.id, specialist.id if specialist else None)


@asynccontextmanager
async def town(folder: Path, template: Path, address: Address | None = None) -> AsyncIterator[Town]:
    """A town at the «now» of the sample data; `template` is a database with both centres.

    With an `address` Telegram brings its updates there, in process.
    """
    box = bot.box.box(running=False, flood=False)
    async with tests.engines.copy(template, folder) as url:
        db = Database(Place(url, box.clock.now, bot.box.BOT_ID))
        works = bot.application.build(replace(bot.box.in_process(box, db), address=address))
        try:
            async with bot.service.opened(works, frozenset()), _brought(box, works) as bring:
                live = Town(box, db, works, bring=bring)
                box.clock.subscribe(lambda to: bot.service.next_due(works, to), live.settle)
                yield live
        finally:
            await db.close()


@asynccontextmanager
async def _brought(box: Box, works: Works) -> AsyncIterator[Callable[[], Awaitable[int]] | None]:
    """How updates come, where they do not have to be fetched."""
    if works.hook is None:
        yield None
        return
    await works.hook._once()
    way = Committed(httpx.ASGITransport(bot.web.app(works.pulse, works.hook.routes())), works.site.db)
    async with httpx.AsyncClient(transport=way) as client:
        yield Courier(box.telegram, client).deliver


class Committed(httpx.AsyncBaseTransport):
    """A way to the webhook that sees for itself: what is answered with 200 lies in the data."""

    def __init__(self, way: httpx.AsyncBaseTransport, db: Database) -> None:
        self._way, self._db = way, db

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._way.handle_async_request(request)
        number = json.loads(request.content)["update_id"]
        assert answer.status_code != httpx.codes.OK or await self._db.read(_lies, number), number
        return answer


def _lies(work: Work, update_id: int) -> bool:
    mine = (InboxRow.bot_id == work.bot_id) & (InboxRow.update_id == update_id)
    return work.sql.scalar(select(InboxRow.update_id).where(mine)) is not None
