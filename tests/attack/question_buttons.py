"""The owner's question to a booking, with a file, for the buttons that speak of it."""

import actions.questions
import storage.questions
from rules.booking import Booking
from rules.keys.codec import Key
from rules.keys.questions import Ask, OpenFile, Read, TakeBack
from rules.letters import Attachment
from rules.people import Person
from rules.questions import Said
from storage.work import Work
from tests.attack.buttons import SEEING, row
from tests.attack.cast import Stage

FILE_ID = "file-1"  # nothing that Telegram knows: the button leads to it, whatever becomes of it


async def asked(stage: Stage) -> Booking:
    booked = await stage.book()
    await stage.town.db.do(actions.questions.add, stage.people["owner"], booked.id, Said("Есть ли образец сметы?"))
    return booked


async def ask(stage: Stage) -> Key:
    return Ask((await stage.book()).id)


async def take_back(stage: Stage) -> Key:
    return TakeBack((await asked(stage)).id)


async def read(stage: Stage) -> Key:
    return Read((await asked(stage)).id)


async def open_file(stage: Stage) -> Key:
    booked = await stage.book()
    return OpenFile(await stage.town.db.do(_with_file, stage.people["owner"], booked.id))


def _with_file(work: Work, owner: Person, booking_id: int) -> int:
    storage.questions.add(work, booking_id, owner.id, Said("", Attachment("document", FILE_ID)))
    return storage.questions.of_booking(work, booking_id)[-1].id


ROWS = (
    row(Ask, {"owner"}, ask),
    row(TakeBack, {"owner"}, take_back),
    row(Read, SEEING, read),
    row(OpenFile, SEEING, open_file, served=False),
)
