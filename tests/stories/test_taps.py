"""How many taps a citizen's deed takes, on the real bot: what booking promises, counted."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import actions.closures
import actions.people
import storage.availability
import storage.booking
import storage.centres
import storage.people
from rules.clockwork import local
from rules.closures import Hours, whole_day
from rules.keys.booking import AskCancel, AskMove, Book, Cancel, Days, Mine, Move, Pick, Times
from rules.keys.codec import Key
from rules.keys.waiting_list import AskJoin, Join, Take
from rules.people import Person, Role
from storage.work import Work
from tests.attack.walk import touch
from tests.town import Town

TOPIC, PLACE = "grants", 1


@dataclass(slots=True)
class Finger:
    """Somebody known to the bot; every press is counted, what is typed is not."""

    town: Town
    name: str
    taps: int = 0

    async def press(self, kind: type[Key], place: int = 0) -> None:
        self.taps += 1
        await touch(self.town, self.name, kind, place)

    async def at_the_menu(self) -> None:
        await self.town.say(self.name, "/start")
        self.taps = 0

    async def topic(self) -> None:
        """The topic of 60 minutes that has one specialist, from the list of topics or the menu."""
        await self.press(Pick, PLACE)

    async def booked(self) -> int:
        person = await self.person()
        return len(await self.town.db.read(storage.booking.upcoming, person.id))

    async def person(self) -> Person:
        known = await self.town.db.read(storage.people.by_telegram, [self.town.people[self.name]])
        return known[self.town.people[self.name]]


async def somebody(town: Town, name: str) -> Finger:
    person = await town.known(name, "ru", "atyrau")
    await town.db.do(_introduced, person, name)
    return Finger(town, name)


def _introduced(work: Work, person: Person, name: str) -> None:
    agreed = actions.people.agree(work, person, person.centre_id or 0, "the words shown")
    actions.people.introduce(work, agreed, name)


async def earliest(town: Town) -> int:
    """From the menu: a topic, a time."""
    finger = await somebody(town, "Асель")
    await finger.at_the_menu()
    await finger.topic()
    await finger.press(Book)
    assert await finger.booked() == 1
    return finger.taps


async def by_a_link(town: Town) -> int:
    """From a poster: a time."""
    finger = await somebody(town, "Болат")
    await town.say(finger.name, f"/start c-atyrau-t-{TOPIC}")
    await finger.press(Book)
    assert await finger.booked() == 1
    return finger.taps


async def another_day(town: Town) -> int:
    """From the menu: a topic, «another day», the day, the time."""
    finger = await somebody(town, "Виктор")
    await finger.at_the_menu()
    await finger.topic()
    await finger.press(Days)
    await finger.press(Times, 1)
    await finger.press(Book)
    assert await finger.booked() == 1
    return finger.taps


async def reschedule(town: Town) -> int:
    """From the menu: my bookings, «change the time», the new time."""
    finger = Finger(town, "Асель")
    await finger.at_the_menu()
    await finger.press(Mine)
    await finger.press(AskMove)
    await finger.press(Move)
    return finger.taps


async def reschedule_by_the_reminder(town: Town) -> int:
    """From the reminder: «change the time», the new time."""
    finger = await somebody(town, "Гульнара")
    await finger.at_the_menu()
    await finger.topic()
    await finger.press(Book, 2)
    booked = (await town.db.read(storage.booking.upcoming, (await finger.person()).id))[0]
    await town.move(booked.starts_at - timedelta(hours=1, minutes=55))
    finger.taps = 0
    await finger.press(AskMove)
    await finger.press(Move)
    return finger.taps


async def cancel(town: Town) -> int:
    """From the booking: «cancel», the reason."""
    finger = Finger(town, "Гульнара")
    await town.say(finger.name, "/bookings")
    await finger.press(AskCancel)
    await finger.press(Cancel)
    assert await finger.booked() == 0
    return finger.taps


async def wait(town: Town) -> int:
    """From the times of a topic: «waiting list», what suits."""
    finger = await somebody(town, "Дана")
    await _close_the_week(town)
    await finger.at_the_menu()
    await finger.topic()
    finger.taps = 0
    await finger.press(AskJoin)
    await finger.press(Join, 3)
    return finger.taps


async def _close_the_week(town: Town) -> None:
    boss = await town.known("Жанна", "ru", "atyrau", [await town.grant(Role.COORDINATOR, "atyrau")])
    await town.db.do(_close, boss)


def _close(work: Work, boss: Person) -> None:
    centre = storage.centres.by_code(work, "atyrau")
    assert centre is not None
    today = local(work.now, centre.zone).date()
    for ahead in range(7 - today.weekday()):
        day = Hours(centre.id, None, *whole_day(today + timedelta(days=ahead), centre.zone))
        closed = actions.closures.preview(work, boss, day)
        if len(closed.touched) == 0:
            actions.closures.close(work, boss, day, 0)


async def take_the_offer(town: Town) -> int:
    """The letter: «take it»."""
    finger = Finger(town, "Дана")
    finger.taps = 0
    await finger.press(Take)
    assert await finger.booked() == 1
    return finger.taps


PROMISED: Mapping[Callable[[Town], Awaitable[int]], int] = {
    earliest: 2,
    by_a_link: 1,
    another_day: 4,
    reschedule: 3,
    reschedule_by_the_reminder: 2,
    cancel: 2,
    wait: 2,
    take_the_offer: 1,
}
"""In this order: later ones go on with what earlier ones have booked."""


async def test_each_deed_takes_as_many_taps_as_promised(lively: Town) -> None:
    counted = {deed.__name__: await deed(lively) for deed in PROMISED}
    assert counted == {deed.__name__: taps for deed, taps in PROMISED.items()}
