"""The buttons of a visit that staff have to confirm: the owner's, made a request."""

from sqlalchemy import update

import rules.keys.requests
from rules.booking import Booking
from rules.keys.codec import Key
from storage.schema.booking import BookingRow
from storage.work import Work
from tests.attack.buttons import CHANGING, RECORDING, at_centre, row
from tests.attack.cast import Stage


def _ask(work: Work, booking_id: int) -> None:
    work.sql.execute(update(BookingRow).where(BookingRow.id == booking_id).values(state="requested"))


async def asked(stage: Stage) -> Booking:
    booked = await stage.book()
    await stage.town.db.do(_ask, booked.id)
    return booked


async def request(stage: Stage) -> Key:
    return rules.keys.requests.Request((await asked(stage)).id)


async def accept(stage: Stage) -> Key:
    booked = await asked(stage)
    return rules.keys.requests.Accept(booked.id, booked.rev)


async def ask_decline(stage: Stage) -> Key:
    booked = await asked(stage)
    return rules.keys.requests.AskDecline(booked.id, booked.rev)


async def decline(stage: Stage) -> Key:
    booked = await asked(stage)
    return rules.keys.requests.Decline(booked.id, booked.rev, "time")


ROWS = (
    at_centre(rules.keys.requests.Requests, RECORDING),
    row(rules.keys.requests.Request, CHANGING, request),
    row(rules.keys.requests.Accept, CHANGING, accept),
    row(rules.keys.requests.AskDecline, CHANGING, ask_decline),
    row(rules.keys.requests.Decline, CHANGING, decline),
)
