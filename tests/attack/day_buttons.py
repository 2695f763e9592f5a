"""The buttons of a day: its week, what is done with all of it, the list that stays in the chat."""

import actions.delays
import rules.keys.days
from rules.keys.codec import Key
from tests.attack.buttons import CHANGING, DESK, IN_GROUP, RECORDING, WHOLE, about_booking, at_centre, row
from tests.attack.cast import Stage


async def keep(stage: Stage) -> Key:
    return rules.keys.days.Keep(stage.centre.id)


async def delay(stage: Stage) -> Key:
    """A quarter of an hour more than it is."""
    booked = await stage.book()
    today = await stage.town.db.read(actions.delays.today, stage.people["coordinator"], stage.centre.id)
    late = next(each.minutes for each in today.running if each.specialist_id == booked.specialist_id)
    return rules.keys.days.Delay(stage.centre.id, booked.specialist_id or 0, 0 if late else 15, late)


ROWS = (
    at_centre(rules.keys.days.Week, DESK | IN_GROUP, "day"),
    at_centre(rules.keys.days.Tasks, DESK, "day"),
    row(rules.keys.days.Keep, DESK, keep),
    at_centre(rules.keys.days.RollCall, RECORDING, "day"),
    at_centre(rules.keys.days.Name, RECORDING, "day", "none", "none"),
    at_centre(rules.keys.days.NoteAll, RECORDING, "day", served=False),  # nobody's visit has begun here
    at_centre(rules.keys.days.Unnote, RECORDING, "day", "none", served=False),
    about_booking(rules.keys.days.History, WHOLE),
    at_centre(rules.keys.days.Late, RECORDING | IN_GROUP),
    row(rules.keys.days.Delay, CHANGING | IN_GROUP, delay),
)
