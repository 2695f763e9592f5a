"""A booking of the owner's for another person, for the buttons that speak of it."""

import actions.for_others
from rules.keys.codec import Key, minute
from rules.keys.for_others import BookFor, ForOther, NewLink
from tests.attack.buttons import CONSENTED, row
from tests.attack.cast import Stage


async def ask(stage: Stage) -> Key:
    return ForOther((await stage.book()).id)


async def new_link(stage: Stage) -> Key:
    booked = await stage.book()
    await stage.town.db.do(actions.for_others.name, stage.people["owner"], booked.id, "Бибігүл")
    return NewLink(booked.id)


async def book_for(stage: Stage) -> Key:
    free = await stage.free()
    return BookFor(stage.topic.id, stage.specialist_id, minute(free.starts_at))


ROWS = (
    row(ForOther, {"owner"}, ask),
    row(BookFor, CONSENTED, book_for),
    row(NewLink, {"owner"}, new_link),
)
"""Without consent there is nobody to book for another."""
