"""Real contests, subscriptions and sheets for the buttons that speak of them."""

from datetime import timedelta

import actions.filters
import actions.imports
import actions.tenders
import storage.tenders
from rules.filters import Wish
from rules.keys.codec import Key
from rules.keys.publishing import AskCallOff, CallOff, Change, Import, Manage, Problems, UndoImport, Withdraw
from rules.keys.tenders import (
    End,
    Look,
    Matching,
    NotBecause,
    NotForMe,
    Pause,
    Share,
    Subscription,
    Take,
    Unsubscribe,
)
from rules.people import Person
from rules.publishing import Posted, Sketch
from rules.readings import Reading
from rules.refusal import AlreadyDone
from storage.work import Work
from tests.attack.cast import Stage


async def contest(stage: Stage) -> Posted:
    """Published by the coordinator, told to nobody yet; another one each time."""
    deadline = int((stage.town.box.clock.now() + timedelta(days=9)).timestamp())
    left_out = ("kk", "directions", "amount", "url")
    whole = Sketch(stage.centre.id, kind="grant", region="KZ-23", deadline=deadline, skipped=left_out)
    return await stage.town.db.do(_published, stage.people["coordinator"], whole)


def _published(work: Work, person: Person, whole: Sketch) -> Posted:
    number = storage.tenders.count_of_centre(work, whole.centre_id)
    while True:
        number += 1
        try:
            return actions.tenders.publish(work, person, _titled(whole, number))
        except AlreadyDone:
            continue


def _titled(whole: Sketch, number: int) -> Sketch:
    return Sketch(**{name: getattr(whole, name) for name in Sketch.__slots__} | {"ru": f"Конкурс номер {number}"})


async def subscription(stage: Stage) -> int:
    """One of the owner's."""
    kept = await stage.town.db.do(actions.filters.save, stage.people["owner"], stage.centre.id, Wish(region="KZ-23"))
    return kept.filter.id


async def sheet(stage: Stage) -> int:
    """Read by the coordinator, with nothing in it."""
    reading = Reading(())
    read = await stage.town.db.do(
        actions.imports.look, stage.people["coordinator"], stage.centre.id, "list.csv", reading
    )
    return read.id


async def imported(stage: Stage) -> int:
    import_id = await sheet(stage)
    await stage.town.db.do(actions.imports.begin, stage.people["coordinator"], import_id)
    await stage.town.db.do(actions.imports.take_in, import_id, 0)
    return import_id


async def look(stage: Stage) -> Key:
    return Look((await contest(stage)).id)


async def take(stage: Stage) -> Key:
    return Take((await contest(stage)).id)


async def not_for_me(stage: Stage) -> Key:
    return NotForMe((await contest(stage)).id)


async def not_because(stage: Stage) -> Key:
    return NotBecause((await contest(stage)).id, "time")


async def share(stage: Stage) -> Key:
    return Share((await contest(stage)).id)


async def unsubscribe(stage: Stage) -> Key:
    return Unsubscribe((await contest(stage)).id)


async def own(stage: Stage) -> Key:
    return Subscription(await subscription(stage))


async def pause(stage: Stage) -> Key:
    return Pause(await subscription(stage))


async def end(stage: Stage) -> Key:
    return End(await subscription(stage))


async def matching(stage: Stage) -> Key:
    return Matching(await subscription(stage))


async def manage(stage: Stage) -> Key:
    return Manage((await contest(stage)).id)


async def withdraw(stage: Stage) -> Key:
    return Withdraw((await contest(stage)).id)


async def change(stage: Stage) -> Key:
    return Change((await contest(stage)).id, "deadline")


async def ask_call_off(stage: Stage) -> Key:
    return AskCallOff((await contest(stage)).id)


async def call_off(stage: Stage) -> Key:
    return CallOff((await contest(stage)).id, 0)


async def problems(stage: Stage) -> Key:
    return Problems(await sheet(stage))


async def take_in(stage: Stage) -> Key:
    return Import(await sheet(stage))


async def undo_import(stage: Stage) -> Key:
    return UndoImport(await imported(stage))
