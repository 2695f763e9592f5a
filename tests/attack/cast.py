"""Who is who in an attacked town: a person with a booking, everybody who might want to see it, and its real ids."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import actions.booking
import actions.cancelling
import actions.closures
import actions.desk
import actions.people
import sandbox.groups
import storage.availability
import storage.booking
import storage.centres
import storage.people
from bot.box import BOT_ID
from rules.availability import FreeTime
from rules.booking import Booking
from rules.centres import Centre, Topic
from rules.closures import Hours
from rules.desk import Ordered
from rules.openings import Slot
from rules.people import Grant, Person, Role
from sandbox.records import Call
from storage.database import Database
from storage.work import Work
from tests.town import Town

OWNER_NAME = "Меруерт"
HERE, ELSEWHERE = "atyrau", "mangystau"
PASSING = frozenset({"inbox", "dialogue", "effect"})  # what any update leaves behind for a moment
SHOWING = frozenset({"sendmessage", "editmessagetext", "senddocument"})

Rows = dict[str, frozenset[tuple[object, ...]]]


@dataclass(slots=True)
class Stage:
    """The town with its cast by name; `chats` says where each of them presses."""

    town: Town
    centre: Centre
    topic: Topic
    specialist_id: int
    people: dict[str, Person] = field(default_factory=dict)
    chats: dict[str, int] = field(default_factory=dict)
    strangers: int = 0

    async def book(self) -> Booking:
        """A fresh booking of the owner's, today with the specialist."""
        return await self.town.db.do(_fresh, self.people["owner"], self.centre.id, self.topic.id)

    async def cancelled(self) -> Booking:
        booked = await self.book()
        owner = self.people["owner"]
        card = await self.town.db.do(actions.cancelling.cancel, owner, booked.id, booked.rev, "time")
        return card.booking

    async def record(self) -> Booking:
        """Somebody without a name, noted by the specialist."""
        ordered = Ordered(self.centre.id, self.topic.id, "ru")
        card = await self.town.db.do(actions.desk.walk_in, self.people["specialist"], ordered)
        return card.visit.booking

    async def closure(self) -> int:
        """Some hours that the specialist has closed."""
        booked = await self.book()
        hours = Hours(self.centre.id, self.specialist_id, booked.starts_at, booked.ends_at)
        closed = await self.town.db.do(actions.closures.close, self.people["specialist"], hours, 0)
        await self.town.settle()
        return closed.closure.id

    async def free(self) -> FreeTime:
        return (await self.town.db.read(_times, self.centre.id, self.topic.id))[-1]

    def presser(self, actor: str) -> tuple[int, int]:
        """Whose tap it is, and in which chat; the visitor is somebody new each time."""
        if actor != "visitor":
            return self.people[actor].telegram_id, self.chats[actor]
        self.strangers += 1
        person = self.town.box.telegram.person(f"visitor {self.strangers}", language="kk")
        return person, person

    async def press(self, actor: str, data: str, *, watched: bool = True) -> "Answer":
        """Press a button with this data, forged or not; unwatched, nobody asks which rows have changed."""
        return (await self.press_at_once([actor], data, watched=watched))[actor]

    async def press_at_once(self, actors: Sequence[str], data: str, *, watched: bool = True) -> dict[str, "Answer"]:
        """All of them press it in the same moment; what making its thing has set going is over by then.

        What has changed is told of each of them: nobody knows whose tap it was.
        """
        await self.town.settle()
        telegram, pressers = self.town.box.telegram, {actor: self.presser(actor) for actor in actors}
        seen, before = len(telegram.journal), rows(self.town.db) if watched else {}
        queries = {actor: self._tap(person, chat, data) for actor, (person, chat) in pressers.items()}
        await self.town.settle()
        after = rows(self.town.db) if watched else {}
        changed = _changes(before, after, {person for person, _ in pressers.values()})
        calls = telegram.journal[seen:]
        return {
            actor: Answer(query, tuple(_to(calls, pressers[actor][1], query)), changed)
            for actor, query in queries.items()
        }

    def tap(self, actor: str, data: str) -> str:
        """The number of a tap that nobody waits for."""
        return self._tap(*self.presser(actor), data)

    def _tap(self, person: int, chat: int, data: str) -> str:
        telegram = self.town.box.telegram
        lying = [message.id for message in telegram.chat_messages(chat) if message.sender == BOT_ID]
        return telegram.tap(person, chat, lying[-1] if lying else 1, data, stale=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a tap: the bot's calls, and the rows that changed; a stranger's own new row is not counted."""

    query: str
    calls: tuple[Call, ...]
    changed: frozenset[str]

    @property
    def times_answered(self) -> int:
        return sum(1 for call in self.calls if call.parameters.get("callback_query_id") == self.query)

    @property
    def showed(self) -> bool:
        return any(call.method.lower() in SHOWING for call in self.calls)

    @property
    def said(self) -> str:
        return "\n".join(str(call.parameters.get("text") or "") for call in self.calls)


def _to(calls: Sequence[Call], chat: int, query: str) -> Iterator[Call]:
    """What was said in this chat, and to this tap."""
    for call in calls:
        if str(call.parameters.get("chat_id")) == str(chat) or call.parameters.get("callback_query_id") == query:
            yield call


def rows(db: Database, *only: str) -> Rows:
    """Every row of every table that is meant to stay, or of some of them."""
    path = db.place.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reader:
        return {name: frozenset(reader.execute(f'SELECT * FROM "{name}"')) for name in only or tables(reader)}  # noqa: S608 -- names from the schema


def tables(reader: sqlite3.Connection) -> list[str]:
    found = reader.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return [name for (name,) in found if name not in PASSING]


def _changes(before: Rows, after: Rows, people: Collection[int]) -> frozenset[str]:
    return frozenset(name for name in after if set(_foreign(before[name] ^ after[name], people)))


def _foreign(changed: frozenset[tuple[object, ...]], people: Collection[int]) -> Iterator[tuple[object, ...]]:
    """Rows other than those that say somebody has come."""
    return (row for row in changed if row[1] not in people)


def _times(work: Work, centre_id: int, topic_id: int) -> list[FreeTime]:
    return list(storage.availability.openings(work, centre_id, topic_id).times())


def _fresh(work: Work, owner: Person, centre_id: int, topic_id: int) -> Booking:
    actions.cancelling.cancel_all(work, owner)
    time = _times(work, centre_id, topic_id)[0]
    slot = Slot(time.specialist_id or 0, time.starts_at)
    return actions.booking.book(work, owner, centre_id, topic_id, slot).booking


def _introduce(work: Work, person: Person, centre_id: int, name: str) -> Person:
    agreed = actions.people.agree(work, person, centre_id, "shown")
    return actions.people.introduce(work, agreed, name)


def _dismiss(work: Work, person: Person, grant: Grant) -> None:
    storage.people.grant(work, person.id, grant, from_settings=True)
    storage.people.dismiss(work, person.id)


async def gather(town: Town) -> Stage:
    """Everybody comes in: those of the centre, those of the other one, those who have left."""
    stage = await _empty(town)
    here, there = stage.centre.id, (await _centre(town, ELSEWHERE)).id
    colleague, away = await _specialists(town, here), await _specialists(town, there)
    own = next(each for each in colleague if each != stage.specialist_id)
    cast: dict[str, tuple[Grant, ...]] = {
        "owner": (),
        "another": (),
        "newcomer": (),
        "specialist": (Grant(Role.SPECIALIST, here, stage.specialist_id),),
        "colleague": (Grant(Role.SPECIALIST, here, own),),
        "specialist elsewhere": (Grant(Role.SPECIALIST, there, away[0]),),
        "coordinator": (Grant(Role.COORDINATOR, here),),
        "coordinator elsewhere": (Grant(Role.COORDINATOR, there),),
        "viewer": (Grant(Role.VIEWER, here),),
        "administrator": (Grant(Role.ADMINISTRATOR),),
        "other administrator": (Grant(Role.ADMINISTRATOR),),
        "former": (),
    }
    for name, grants in cast.items():
        await _enter(stage, name, grants)
    await town.settle()
    await _lose_role(stage)
    await _named(stage)
    await _staff_group(stage)
    return stage


async def _empty(town: Town) -> Stage:
    centre = await _centre(town, HERE)
    topic = (await town.db.read(storage.centres.topics, centre.id))[2]
    first = (await town.db.read(_times, centre.id, topic.id))[0]
    return Stage(town, centre, topic, first.specialist_id or 0)


async def _centre(town: Town, code: str) -> Centre:
    centre = await town.db.read(storage.centres.by_code, code)
    assert centre is not None
    return centre


async def _specialists(town: Town, centre_id: int) -> list[int]:
    return [each.id for each in await town.db.read(storage.centres.specialists, centre_id)]


async def _enter(stage: Stage, name: str, grants: tuple[Grant, ...]) -> None:
    code = ELSEWHERE if name.endswith("elsewhere") else HERE
    stage.people[name] = await stage.town.known(name, "ru", code, grants)
    stage.chats[name] = stage.people[name].telegram_id
    stage.town.box.telegram.say(stage.chats[name], "/help")


async def _lose_role(stage: Stage) -> None:
    await stage.town.db.do(_dismiss, stage.people["former"], Grant(Role.COORDINATOR, stage.centre.id))


async def _named(stage: Stage) -> None:
    for name, typed in (("owner", OWNER_NAME), ("another", "Данияр")):
        person = stage.people[name]
        stage.people[name] = await stage.town.db.do(_introduce, person, stage.centre.id, typed)


async def _staff_group(stage: Stage) -> None:
    """The owner themselves and the coordinator press in the staff's group, where everybody reads."""
    members = [stage.people["coordinator"].telegram_id, stage.people["owner"].telegram_id]
    group = sandbox.groups.group(stage.town.box.telegram, "staff", members)
    await stage.town.say("coordinator", "/staff", chat=group)
    for name in ("owner", "coordinator"):
        stage.people[f"{name} in the group"] = stage.people[name]
        stage.chats[f"{name} in the group"] = group
