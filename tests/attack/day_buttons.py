"""The buttons of a day: its week, what is done with all of it, the list that stays in the chat."""

from datetime import timedelta

import actions.delays
import actions.desk
import actions.notes
import rules.keys.days
from rules.desk import Ordered
from rules.keys.codec import Key, minute
from rules.openings import Slot
from tests.attack.buttons import CHANGING, DESK, IN_GROUP, RECORDING, SEEING, WHOLE, about_booking, at_centre, row
from tests.attack.cast import Stage


async def keep(stage: Stage) -> Key:
    return rules.keys.days.Keep(stage.centre.id)


async def delay(stage: Stage) -> Key:
    """A quarter of an hour more than it is."""
    booked = await stage.book()
    today = await stage.town.db.read(actions.delays.today, stage.people["coordinator"], stage.centre.id)
    late = next(each.minutes for each in today.running if each.specialist_id == booked.specialist_id)
    return rules.keys.days.Delay(stage.centre.id, booked.specialist_id or 0, 0 if late else 15, late)


async def strike_note(stage: Stage) -> Key:
    booked = await stage.book()
    await stage.town.db.do(actions.notes.write, stage.people["specialist"], booked.id, "Придёт с внуком")
    return rules.keys.days.StrikeNote(booked.id)


async def called(stage: Stage) -> Key:
    """Somebody has called the specialist; each time a minute later, as the same at once is a double tap."""
    await stage.town.move(stage.town.box.clock.now() + timedelta(minutes=1))
    free = await stage.free()
    ordered, slot = Ordered(stage.centre.id, stage.topic.id, "ru"), Slot(stage.specialist_id, free.starts_at)
    card = await stage.town.db.do(actions.desk.call, stage.people["specialist"], ordered, slot)
    return rules.keys.days.AskCaller(card.visit.booking.id)


async def move_call(stage: Stage) -> Key:
    asked = await called(stage)
    free = await stage.free()
    assert isinstance(asked, rules.keys.days.AskCaller)
    return rules.keys.days.MoveCall(asked.booking_id, 0, stage.specialist_id, minute(free.starts_at))


async def days_to_move(stage: Stage) -> Key:
    """Days for the owner's own booking: only for whoever may change that visit."""
    booked = await stage.book()
    return rules.keys.days.CallDays(stage.centre.id, stage.topic.id, 0, booked.id, booked.rev)


async def times_to_move(stage: Stage) -> Key:
    booked, free = await stage.book(), await stage.free()
    day = free.starts_at.date().toordinal()
    return rules.keys.days.CallOn(stage.centre.id, stage.topic.id, day, 0, booked.id, booked.rev)


async def move_booking(stage: Stage) -> Key:
    booked, free = await stage.book(), await stage.free()
    return rules.keys.days.MoveCall(booked.id, booked.rev, stage.specialist_id, minute(free.starts_at))


ROWS = (
    at_centre(rules.keys.days.Week, DESK | IN_GROUP, "day"),
    at_centre(rules.keys.days.Tasks, DESK, "day"),
    row(rules.keys.days.Keep, DESK, keep),
    at_centre(rules.keys.days.RollCall, RECORDING, "day"),
    at_centre(rules.keys.days.Name, RECORDING, "day", "none", "none"),
    at_centre(rules.keys.days.NoteAll, RECORDING, "day", served=False),  # nobody's visit has begun here
    at_centre(rules.keys.days.Unnote, RECORDING, "day", "none", served=False),
    about_booking(rules.keys.days.History, WHOLE),
    at_centre(rules.keys.days.ToPrint, DESK, "day"),
    about_booking(rules.keys.days.Note, SEEING),
    row(
        rules.keys.days.StrikeNote, CHANGING, strike_note, served=False
    ),  # the second who deletes it is told it is gone
    row(rules.keys.days.AskCaller, CHANGING, called),
    at_centre(rules.keys.days.CallDays, RECORDING, "topic"),
    at_centre(rules.keys.days.CallOn, RECORDING, "topic", "day"),
    row(rules.keys.days.MoveCall, CHANGING, move_call),
    row(rules.keys.days.CallDays, CHANGING, days_to_move),
    row(rules.keys.days.CallOn, CHANGING, times_to_move),
    row(rules.keys.days.MoveCall, CHANGING, move_booking),
    at_centre(rules.keys.days.Late, RECORDING | IN_GROUP),
    row(rules.keys.days.Delay, CHANGING | IN_GROUP, delay),
)
