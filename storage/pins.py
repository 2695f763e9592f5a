"""The day's list in a chat of the staff: one letter of the outbox whose copy is edited as the day goes."""

from collections.abc import Collection
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

import rules.pins
import storage.copies
import storage.outbox
import storage.reach
from rules.letters import Lane, Letter, Recipient
from rules.pins import Pin, Standing
from storage.schema.letters import CopyRow, DeliveryRow
from storage.schema.pins import PinRow
from storage.upserts import upsert
from storage.work import Work

_NAMES = tuple(field.name for field in fields(Pin))
_PIN = tuple(getattr(PinRow, name) for name in _NAMES)
_OF_DAYS = select(*_PIN).where(  # asked at every change of a booking
    PinRow.centre_id == bindparam("centre"), PinRow.day.in_(bindparam("days", expanding=True))
)
_COMING = ("ready", "sending", "uncertain")


def of_chat(work: Work, chat_id: int) -> Pin | None:
    row = work.sql.execute(select(*_PIN).where(*_here(work, chat_id))).one_or_none()
    return Pin(*row) if row else None


def everywhere(work: Work) -> list[Pin]:
    """Every list this bot keeps."""
    return [Pin(*row) for row in work.sql.execute(select(*_PIN).where(PinRow.bot_id == work.bot_id))]


def place(work: Work, to: Recipient, centre_id: int, day: date, letter: Letter) -> None:
    """Send the list of this day; the chat's list is now this message."""
    about = f"pin:{to.chat_id}:{int(work.now.timestamp() * 1000)}"
    letter_id = storage.outbox.put(work, to, letter, about=about)
    values = {"centre_id": centre_id, "day": day, "about": about, "letter_id": letter_id, "made_at": work.now}
    key = {"bot_id": work.bot_id, "chat_id": to.chat_id}
    upsert(work, PinRow, key, {**values, "held_until": None, "look_at": work.now})


def let_go(work: Work, pin: Pin, over: Letter) -> None:
    """Its message says `over` from now on, and is pinned no more."""
    storage.outbox.retract(work, pin.about)
    storage.copies.edit(work, pin.about, over)
    if message_id := lying(work, pin):
        _enqueue(work, pin, message_id, "unpin", work.now)


def drop(work: Work, pin: Pin) -> None:
    """The chat has no list any more."""
    work.sql.execute(delete(PinRow).where(PinRow.bot_id == pin.bot_id, PinRow.chat_id == pin.chat_id))


def changed(work: Work, centre_id: int, days: Collection[date]) -> None:
    """Something of these days is no longer as their lists say, in whichever bot's chats they lie."""
    for row in work.sql.execute(_OF_DAYS, {"centre": centre_id, "days": tuple(days)}).all():
        refresh(work, Pin(*row))


def closed(work: Work, centre_id: int) -> None:
    """Hours of the centre were closed or opened again: whichever day it is, its lists say so."""
    for row in work.sql.execute(select(*_PIN).where(PinRow.centre_id == centre_id)).all():
        refresh(work, Pin(*row))


def refresh(work: Work, pin: Pin) -> None:
    """One edit soon, unless one waits already: it is worded when it leaves, so it says this too."""
    of_it = (DeliveryRow.letter_id == pin.letter_id) & DeliveryRow.op.in_(("send", "edit"))
    if work.sql.scalar(select(DeliveryRow.id).where(of_it, DeliveryRow.state == "ready").limit(1)):
        return
    flying = of_it & (DeliveryRow.op == "send") & (DeliveryRow.state == "sending")
    work.sql.execute(update(DeliveryRow).where(flying).values(then_id=pin.letter_id))
    if message_id := lying(work, pin):
        _enqueue(work, pin, message_id, "edit", rules.pins.edit_at(pin, work.now))


def hold(work: Work, pin: Pin, until: datetime) -> None:
    """Somebody reads another page: the list of the day comes back then, by itself."""
    work.sql.execute(update(PinRow).where(*_here(work, pin.chat_id)).values(held_until=until))
    refresh(work, pin)
    waits = (DeliveryRow.letter_id == pin.letter_id) & (DeliveryRow.op == "edit") & (DeliveryRow.state == "ready")
    work.sql.execute(update(DeliveryRow).where(waits).values(due_at=until))


def release(work: Work, pin: Pin) -> None:
    """The list of the day is shown again already."""
    work.sql.execute(update(PinRow).where(*_here(work, pin.chat_id)).values(held_until=None))
    waits = (DeliveryRow.letter_id == pin.letter_id) & (DeliveryRow.op == "edit") & (DeliveryRow.state == "ready")
    work.sql.execute(update(DeliveryRow).where(waits).values(due_at=work.now + rules.pins.REST))


def lying(work: Work, pin: Pin) -> int | None:
    """The message that is the list now."""
    copy = (
        select(CopyRow.message_id)
        .join(DeliveryRow, DeliveryRow.id == CopyRow.delivery_id)
        .where(DeliveryRow.letter_id == pin.letter_id, CopyRow.bot_id == pin.bot_id)
        .where(CopyRow.chat_id == pin.chat_id, CopyRow.deleted_at.is_(None))
    )
    return work.sql.scalar(copy.order_by(CopyRow.message_id.desc()).limit(1))


def is_pin(work: Work, chat_id: int, message_id: int) -> bool:
    """Whether this message is the list of its chat."""
    pin = of_chat(work, chat_id)
    return pin is not None and lying(work, pin) == message_id


def due(work: Work) -> list[Pin]:
    """Lists that are to be looked after now."""
    when = (PinRow.bot_id == work.bot_id) & (PinRow.look_at <= work.now)
    return [Pin(*row) for row in work.sql.execute(select(*_PIN).where(when))]


def next_due(work: Work) -> datetime | None:
    """When the next list is to be looked after."""
    return work.sql.scalar(select(func.min(PinRow.look_at)).where(PinRow.bot_id == work.bot_id))


def look(work: Work, chat_id: int, at: datetime) -> None:
    """Look after this chat's list then."""
    work.sql.execute(update(PinRow).where(*_here(work, chat_id)).values(look_at=at))


def standing(work: Work, pin: Pin) -> Standing:
    """What has become of its message."""
    if storage.reach.state(work, pin.chat_id) != "active":
        return "shut"
    if lying(work, pin) is not None:
        return "lies"
    sends = (DeliveryRow.letter_id == pin.letter_id) & (DeliveryRow.op == "send") & DeliveryRow.state.in_(_COMING)
    return "coming" if work.sql.scalar(select(DeliveryRow.id).where(sends).limit(1)) else "lost"


def fasten(work: Work, pin: Pin) -> None:
    """Have it pinned, where it is not."""
    if message_id := lying(work, pin):
        _enqueue(work, pin, message_id, "pin", work.now)


def _enqueue(work: Work, pin: Pin, message_id: int, op: str, due_at: datetime) -> None:
    so_far = work.sql.scalar(select(func.count()).where(DeliveryRow.letter_id == pin.letter_id))
    first = select(DeliveryRow.thread_id, DeliveryRow.person_id).where(DeliveryRow.letter_id == pin.letter_id).limit(1)
    thread_id, person_id = work.sql.execute(first).one()
    values: dict[str, Any] = {
        "bot_id": pin.bot_id,
        "letter_id": pin.letter_id,
        "chat_id": pin.chat_id,
        "thread_id": thread_id,
        "person_id": person_id,
        "op": op,
        "target_id": message_id,
        "lane": Lane.COSMETIC,
        "due_at": due_at,
        "once": f"{pin.letter_id}:{op}:{so_far}",
        "changed_at": work.now,
    }
    work.sql.execute(insert(DeliveryRow).values(values))


def _here(work: Work, chat_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (PinRow.bot_id == work.bot_id, PinRow.chat_id == chat_id)
