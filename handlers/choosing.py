"""Choosing a time in the chat, for a new booking or for moving one: topic, earliest times, days, hours."""

import re
from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any

from telegram import Update

import actions.booking
import rules.keys.codec
import screens.booking
import screens.start
import screens.times
import storage.cards
import storage.centres
import storage.choices
from handlers.context import Context
from rules.centres import Centre
from rules.choices import Aim, Wished
from rules.keys.booking import Book, Days, Move, Pick, Specialists, Times, Topics
from rules.keys.cases import GoOn
from rules.keys.codec import Key
from rules.keys.for_others import BookFor
from rules.letters import Screen
from rules.openings import Slot
from rules.refusal import AlreadyDone, NotFound, OutdatedButton, TooLate
from storage.choices import Looking

_AIM = re.compile(r"aim:(\d+)\.(\d+)\.(\d+)\.(\d+)\.(\d+)")
SAID = "said:"  # before the words that name a time whose topic is still asked

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


def asked(context: Context) -> Aim | None:
    """What the last screen lets choose a time for; None where it is another screen."""
    aim = _AIM.fullmatch(context.asked)
    return Aim(*(int(number) for number in aim.groups())) if aim else None


async def topics(_update: Update, context: Context) -> None:
    """/book, or the button: what is it about."""
    await show_topics(context, context.key(Topics).page if context.tap else 0)


async def show_topics(context: Context, page: int = 0) -> None:
    if context.centre is None:
        return await ask_centre(context)
    context.expect(actions.booking.JOB)
    found = await context.read(storage.centres.topics, context.centre.id)
    return await context.show(screens.booking.topics(found, context.words, page))


async def lead_on(context: Context) -> None:
    """The topics; where bookings are switched off, the way to what there is."""
    if context.does(actions.booking.JOB):
        return await show_topics(context)
    return await context.show(screens.start.menu_only(context.words))


async def ask_centre(context: Context) -> None:
    centres = await context.read(storage.centres.open_centres)
    await context.show(screens.start.choose_centre(centres, context.words))


async def pick(_update: Update, context: Context) -> None:
    """A topic: its earliest times, or those that fit the words the topic was asked for."""
    key, said = context.key(Pick), context.asked
    if context.centre is None or not said.startswith(SAID):
        return await open_topic(context, key.topic_id, key.specialist_id, key.way)
    aim = Aim(key.topic_id, specialist_id=key.specialist_id, way=key.way)
    return await show_wished(context, aim, said.removeprefix(SAID))


async def specialists(_update: Update, context: Context) -> None:
    """With whom: each with their earliest time."""
    key = context.key(Specialists)
    found = await context.read(storage.choices.specialists, _looking(context, Aim(key.topic_id, way=key.way)))
    await context.show(screens.times.specialists(found, key, context.words))


async def open_topic(context: Context, topic_id: int, specialist_id: int = 0, way: int = 0) -> None:
    """The three earliest times of a topic; also where a link leads."""
    if context.centre is None:
        return await ask_centre(context)
    return await show_earliest(context, Aim(topic_id, specialist_id=specialist_id, way=way))


async def show_earliest(context: Context, aim: Aim, above: str = "") -> None:
    found = await context.read(storage.choices.earliest, _looking(context, aim))
    await _offer(context, aim, screens.times.earliest(found, aim, context.words, above))


async def show_wished(context: Context, aim: Aim, text: str) -> None:
    """The free times that fit what was typed; what is not understood leads to the days."""
    found = await context.read(storage.choices.wished, _looking(context, aim), text)
    if isinstance(found, Wished):
        return await _offer(context, aim, screens.times.wished(found, aim, context.words))
    return await _days(context, aim, None, screens.times.unread(found, context.words))


async def _offer(context: Context, aim: Aim, screen: Screen) -> None:
    await context.show(screen, asks=f"aim:{aim.topic_id}.{aim.booking_id}.{aim.rev}.{aim.specialist_id}.{aim.way}")


def _looking(context: Context, aim: Aim) -> Looking:
    return Looking(context.person.id, centre_of(context).id, aim)


def centre_of(context: Context) -> Centre:
    if context.centre is None:
        raise NotFound
    return context.centre


async def days(_update: Update, context: Context) -> None:
    key = context.key(Days)
    aim = Aim(key.topic_id, key.booking_id, key.rev, key.specialist_id, key.way)
    await at_a_booking(context, aim.booking_id, lambda: _days(context, aim, _day(key.day) if key.day else None))


async def _days(context: Context, aim: Aim, day: date | None, above: str = "") -> None:
    week = await context.read(storage.choices.week, _looking(context, aim), day)
    if not week.days:
        return await show_earliest(context, aim)
    return await _offer(context, aim, screens.times.days(week, aim, context.words, above))


def _day(ordinal: int) -> date:
    """The day of a button; a forged one is an outdated one."""
    try:
        return rules.keys.codec.day(ordinal)
    except ValueError as error:
        raise OutdatedButton from error


async def times(_update: Update, context: Context) -> None:
    key = context.key(Times)
    aim = Aim(key.topic_id, key.booking_id, key.rev, key.specialist_id, key.way)
    await at_a_booking(context, aim.booking_id, lambda: _times(context, aim, _day(key.day), key.page))


async def _times(context: Context, aim: Aim, day: date, page: int) -> None:
    """The times of a day; a full day is said to be full, and the days are drawn anew."""
    found = await context.read(storage.choices.hours, _looking(context, aim), day, page)
    if not found.halves:
        await context.pop_up(screens.times.full(day, context.words))
        return await _days(context, aim, day)
    return await context.show(screens.times.hours(found, aim, context.words))


def slot(key: Book | Move | GoOn | BookFor) -> Slot:
    try:
        return Slot(key.specialist_id, rules.keys.codec.moment(key.minute))
    except ValueError as error:
        raise OutdatedButton from error


async def at_a_booking(context: Context, booking_id: int, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do the step; a button that has outlived its booking's state shows the booking as it stands."""
    try:
        await step()
    except (OutdatedButton, AlreadyDone):
        if not booking_id:
            raise
        card = await context.read(storage.cards.own, booking_id, context.person.id)
        await context.show(screens.booking.old_button(card, context.words))
    except TooLate:
        card = await context.read(storage.cards.own, booking_id, context.person.id)
        await context.show(screens.booking.passed(card, context.words))


async def seen(context: Context, booking_id: int) -> None:
    """The booking has been shown; where its screen may not have arrived, the letter with the same words goes."""
    if not context.turn.unshown:
        await context.do(actions.booking.shown, booking_id)


TAPS: dict[type[Key], Step] = {Topics: topics, Pick: pick, Days: days, Times: times, Specialists: specialists}
