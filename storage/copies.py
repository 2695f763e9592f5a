"""What lies in the chats: each message of a letter, and how it is changed or taken away later."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update

import storage.dialogues
import storage.outbox
import storage.rows
from rules.letters import Lane, Letter, Parcel
from storage.schema.letters import CopyRow, DeliveryRow, LetterRow
from storage.upserts import upsert
from storage.work import Work

NOTHING = Letter("", Lane.COSMETIC)  # a deletion has no words


def edit(work: Work, about: str, letter: Letter) -> None:
    """Make every copy under this key say something else, and what flies at this moment after it has arrived.

    What has not left yet stays as it is: it is worded when it leaves.
    """
    _after_landing(work, about, _change(work, about, letter, "edit"))


def delete(work: Work, about: str, instead: Letter = NOTHING) -> None:
    """Take every copy under this key away; what is too old to delete is edited to say `instead`."""
    storage.outbox.retract(work, about)
    _change(work, about, instead, "delete")


def lies(work: Work, parcel: Parcel, message_id: int) -> None:
    """A message of the bot is now the newest in its chat."""
    key = {"bot_id": work.bot_id, "chat_id": parcel.to.chat_id, "message_id": message_id}
    upsert(work, CopyRow, key, {"delivery_id": parcel.id, "sent_at": work.now})
    storage.dialogues.saw(work, parcel.to.chat_id, message_id)


def gone(work: Work, chat_id: int, message_id: int) -> None:
    """The message a change was for is no longer there."""
    this = (CopyRow.bot_id == work.bot_id) & (CopyRow.chat_id == chat_id) & (CopyRow.message_id == message_id)
    work.sql.execute(update(CopyRow).where(this).values(deleted_at=work.now))


def follow(work: Work, parcel: Parcel, message_id: int, letter_id: int) -> None:
    """While it flew its letter was changed: the copy is changed after it."""
    before = storage.rows.known(work, DeliveryRow, parcel.id)
    _enqueue(work, before, letter_id, {"op": "edit", "target_id": message_id, "lane": parcel.lane})


def _change(work: Work, about: str, letter: Letter, op: str) -> int:
    """A newer change takes the place of those that wait for the same message. The id of the new letter."""
    copies = (
        select(*DeliveryRow.table.columns, CopyRow.message_id)
        .join(DeliveryRow, DeliveryRow.id == CopyRow.delivery_id)
        .join(LetterRow, LetterRow.id == DeliveryRow.letter_id)
        .where(LetterRow.about == about, CopyRow.deleted_at.is_(None))
    )
    found: Sequence[Any] = work.sql.execute(copies).all()
    letter_id = storage.outbox.write(work, letter, about=about)
    for delivery in found:
        _supersede(work, delivery, delivery.message_id)
        _enqueue(work, delivery, letter_id, {"op": op, "target_id": delivery.message_id, "lane": letter.lane})
    return letter_id


def _supersede(work: Work, before: DeliveryRow, message_id: int) -> None:
    older = (
        (DeliveryRow.bot_id == before.bot_id)
        & (DeliveryRow.chat_id == before.chat_id)
        & (DeliveryRow.target_id == message_id)
        & (DeliveryRow.state == "ready")
    )
    work.sql.execute(update(DeliveryRow).where(older).values(state="superseded", changed_at=work.now))


def _enqueue(work: Work, before: DeliveryRow, letter_id: int, change: dict[str, Any]) -> None:
    values = {
        "bot_id": before.bot_id,
        "letter_id": letter_id,
        "chat_id": before.chat_id,
        "person_id": before.person_id,
        "once": f"{letter_id}:{before.chat_id}:{change['target_id']}",
        "due_at": work.now,
        "changed_at": work.now,
    }
    work.sql.execute(insert(DeliveryRow).values(**values, **change))


def _after_landing(work: Work, about: str, letter_id: int) -> None:
    """What flies at this moment has no copy yet: it is changed when it has arrived."""
    letters = select(LetterRow.id).where(LetterRow.about == about)
    flying = (DeliveryRow.state == "sending") & (DeliveryRow.op == "send")
    mine = flying & DeliveryRow.letter_id.in_(letters)
    work.sql.execute(update(DeliveryRow).where(mine).values(then_id=letter_id))
