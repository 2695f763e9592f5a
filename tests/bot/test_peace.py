"""The law of peace through a January of one NGO: sixty contests, notices and a meeting, told by the whole bot."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

import actions.alerts
import actions.broadcasts
import actions.convening
import actions.filters
import actions.meetings
import actions.people
import actions.tenders
import rules.alerts
import rules.convening
import storage.meetings
from actions.broadcasts import Said
from bot.box import BOT_ID
from rules.filters import Wish
from rules.meetings import Meeting
from rules.people import Person, Role
from rules.publishing import Sketch
from sandbox.records import Message
from tests.gatherings import planned
from tests.town import Town

ZONE = ZoneInfo("Asia/Atyrau")
NEW_YEAR = datetime(2027, 1, 1, 4, tzinfo=UTC)
CONTESTS = 60
HOUR = timedelta(hours=1)
MEETING = NEW_YEAR + timedelta(days=19, hours=6)  # 20 January, 15:00 in Atyrau
BURST = NEW_YEAR + timedelta(days=10, hours=5)
NOTICES = tuple(
    sorted([NEW_YEAR + timedelta(days=day, hours=14) for day in (2, 6, 19)] + [BURST + HOUR * n for n in range(3)])
)
"""Some by night, some on the day on which the contests come all at once, one on the day of the meeting."""


def moments() -> list[datetime]:
    """Any hour of the month, with days on which many come at once."""
    chance = Random(2027)
    spread = [NEW_YEAR + timedelta(minutes=chance.randrange(28 * 24 * 60)) for _ in range(CONTESTS - 25)]
    return sorted([*spread, *(BURST + timedelta(minutes=number) for number in range(25))])


def sketch(centre_id: int, number: int, now: datetime) -> Sketch:
    deadline = int((now + timedelta(days=20)).timestamp())
    left_out = ("kk", "directions", "amount", "url")
    return Sketch(
        centre_id, ru=f"Конкурс {number:03}", kind="grant", region="KZ-23", deadline=deadline, skipped=left_out
    )


async def settled(town: Town) -> tuple[Person, Person]:
    """A coordinator, and an NGO that wants to hear of everything."""
    saule = await town.known("Сауле", "ru", "atyrau", [await town.grant(Role.COORDINATOR, "atyrau")])
    reader = await town.known("Асель", "ru", "atyrau")
    await town.say("Асель", "/help")
    centre_id = reader.centre_id or 0
    reader = await town.db.do(actions.people.agree, reader, centre_id, "the words shown")
    reader = await town.db.do(actions.people.introduce, reader, "Асель")
    await town.db.do(actions.filters.save, reader, centre_id, Wish())
    return saule, reader


async def announce(town: Town, saule: Person, number: int) -> None:
    now = town.box.clock.now()
    await town.db.do(actions.tenders.publish, saule, sketch(saule.centre_id or 0, number, now))
    await town.db.do(actions.alerts.spread_next)


async def notify(town: Town, saule: Person, number: int) -> None:
    """A notice to everybody of the centre, at once."""
    one = await town.db.do(actions.broadcasts.begin, saule, saule.centre_id or 0)
    for language in ("kk", "ru"):
        said = Said(language, text := f"Рассылка {number:03} центра", text)
        one = await town.db.do(actions.broadcasts.write, saule, one.id, one.rev, said)
    await town.db.do(actions.broadcasts.schedule, saule, one.id, one.rev, None)


async def gather(town: Town, reader: Person) -> Meeting:
    """A meeting of the 20th, to which the NGO says that it will come."""
    bare = planned(NEW_YEAR, reader.centre_id or 0, starts_at=MEETING, ends_at=MEETING + HOUR, answer_by=MEETING)
    kept = await town.db.do(storage.meetings.add, bare, (), None)
    await town.db.do(actions.meetings.going, reader, kept.id, kept.moves)
    return kept


async def move_on(town: Town, saule: Person, meeting: Meeting) -> None:
    """The same hour of the next day."""
    sketch = rules.convening.sketched(meeting, (), ZONE)
    await town.db.do(actions.convening.change, saule, replace(sketch, day=sketch.day + 1))


async def live_through(town: Town, saule: Person, reader: Person) -> None:
    """The month in its order: whatever the centre has to say, at any hour of the day or the night."""
    meeting = await gather(town, reader)
    contests = [(at, partial(announce, town, saule, number)) for number, at in enumerate(moments())]
    notices = [(at, partial(notify, town, saule, number)) for number, at in enumerate(NOTICES)]
    moved = [(MEETING - timedelta(days=3), partial(move_on, town, saule, meeting))]
    for at, happen in sorted([*contests, *notices, *moved], key=lambda each: each[0]):
        await town.move(at)
        await happen()
    await town.move(moments()[-1] + timedelta(days=6))


def is_own(message: Message) -> bool:
    """About a meeting one goes to: outside the budget."""
    return message.text.startswith(("🔔", "🔁"))


def by_day(told: Iterable[Message]) -> Counter[date]:
    return Counter(each.at.astimezone(ZONE).date() for each in told)


async def test_a_january_is_never_loud_and_loses_nothing(lively: Town) -> None:
    saule, reader = await settled(lively)
    await live_through(lively, saule, reader)
    chat = lively.box.telegram.chat_messages(lively.people["Асель"])
    told = [each for each in chat if each.sender == BOT_ID and each.at >= NEW_YEAR]
    own = [each for each in told if is_own(each)]
    assert max(by_day(each for each in told if not is_own(each)).values()) == rules.alerts.MOST_A_DAY
    assert [each.at for each in told if not 8 <= each.at.astimezone(ZONE).hour < 21] == []
    heard = "\n".join(each.text for each in told)
    assert [number for number in range(CONTESTS) if f"Конкурс {number:03}" not in heard] == []
    assert [heard.count(f"Рассылка {number:03}") for number in range(len(NOTICES))] == [1] * len(NOTICES)
    assert [each.text[0] for each in own] == ["🔁", "🔔", "🔔"], "moved, a day before, two hours before"
    singles = [each.text.splitlines()[0] for each in told if "Почему вы это видите" in each.text]
    assert len(singles) == len(set(singles))
