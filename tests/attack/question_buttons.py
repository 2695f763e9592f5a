"""The owner's question to a booking, with a file, for the buttons that speak of it."""

import actions.questions
import storage.questions
from rules.booking import Booking
from rules.keys.codec import Key
from rules.keys.questions import Ask, OpenFile, Read, TakeBack
from rules.letters import Attachment
from rules.people import Person
from rules.questions import Said
from sandbox.records import Upload
from storage.work import Work
from tests.attack.buttons import SEEING, row
from tests.attack.cast import Stage


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
    booked, owner = await stage.book(), stage.people["owner"]
    sent = stage.town.box.telegram.send_document(owner.telegram_id, Upload("smeta.pdf", "application/pdf", b"%PDF"))
    assert sent.file is not None
    return OpenFile(await stage.town.db.do(_with_file, owner, booked.id, sent.file.id))


def _with_file(work: Work, owner: Person, booking_id: int, file_id: str) -> int:
    storage.questions.add(work, booking_id, owner.id, Said("", Attachment("document", file_id)))
    return storage.questions.of_booking(work, booking_id)[-1].id


ROWS = (
    row(Ask, {"owner"}, ask),
    row(TakeBack, {"owner"}, take_back),
    row(Read, SEEING, read),
    row(OpenFile, SEEING, open_file, served=False),
)
