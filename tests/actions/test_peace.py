"""The law of peace through a January of one NGO and sixty contests, told by the whole bot."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import actions.alerts
import actions.filters
import actions.people
import actions.tenders
import rules.alerts
from bot.box import BOT_ID
from rules.filters import Wish
from rules.people import Person, Role
from rules.publishing import Sketch
from tests.town import Town

ZONE = ZoneInfo("Asia/Atyrau")
NEW_YEAR = datetime(2027, 1, 1, 4, tzinfo=UTC)
CONTESTS = 60


def moments() -> list[datetime]:
    """Any hour of the month, with days on which many come at once."""
    chance = Random(2027)
    spread = [NEW_YEAR + timedelta(minutes=chance.randrange(28 * 24 * 60)) for _ in range(CONTESTS - 25)]
    burst = NEW_YEAR + timedelta(days=10, hours=5)
    return sorted([*spread, *(burst + timedelta(minutes=number) for number in range(25))])


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
    await town.db.do(actions.filters.save, reader, centre_id, Wish())
    return saule, reader


async def announce(town: Town, saule: Person, number: int) -> None:
    now = town.box.clock.now()
    await town.db.do(actions.tenders.publish, saule, sketch(saule.centre_id or 0, number, now))
    await town.db.do(actions.alerts.spread_next)


async def test_a_january_of_sixty_contests_is_never_loud_and_loses_nothing(lively: Town) -> None:
    saule, _ = await settled(lively)
    for number, moment in enumerate(moments()):
        await lively.move(moment)
        await announce(lively, saule, number)
    await lively.move(moments()[-1] + timedelta(days=6))
    chat = lively.box.telegram.chat_messages(lively.people["Асель"])
    told = [each for each in chat if each.sender == BOT_ID and each.at >= NEW_YEAR]
    days = Counter(each.at.astimezone(ZONE).date() for each in told)
    assert max(days.values()) == rules.alerts.MOST_A_DAY
    assert [each.at for each in told if not 8 <= each.at.astimezone(ZONE).hour < 21] == []
    heard = "\n".join(each.text for each in told)
    assert [number for number in range(CONTESTS) if f"Конкурс {number:03}" not in heard] == []
    singles = [each.text.splitlines()[0] for each in told if "Почему вы это видите" in each.text]
    assert len(singles) == len(set(singles))
