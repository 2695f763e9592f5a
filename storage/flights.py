"""The way of a delivery: claimed in the moment it leaves, then sent, or ready again, or at an end for good."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update

import storage.copies
import storage.departures
import storage.pauses
import storage.processes
import storage.rows
from rules.letters import BULK, UNASKED, Lane, Parcel, Recipient
from storage.departures import SENDING
from storage.schema.letters import DeliveryRow, LetterRow
from storage.work import Work

MOST_ATTEMPTS = 8
MOST_AMBIGUOUS = 2
_SPARE = 4  # candidates looked at for each one taken: several may be for one chat
UNKNOWN_KIND = "unknown_kind"  # letters held for this reason are tried again by the next version


def claim(work: Work, limit: int, bulk: int | None = None, process: int = storage.processes.ALONE) -> list[Parcel]:
    """Take up to `limit` letters that may leave now, at most `bulk` of them of the bulk lanes, one for each chat.

    They are marked as sending before anything is sent, and whether they may still be sent to this person is asked in
    that same statement. Best lane first, in it the doubtful last, then by due time.
    """
    pauses = storage.pauses.in_force(work)
    if storage.pauses.OUTBOX in pauses:
        return []
    most = limit if bulk is None else bulk
    chosen = _choose(work, limit, 0 if storage.pauses.BULK in pauses else most)
    if not chosen:
        return []
    taken = work.sql.scalars(storage.departures.mark(), _now(work) | {"chosen": chosen, "taker": process}).all()
    rows = work.sql.execute(storage.departures.taken(), {"taken": taken})
    return [_parcel(row) for row in rows]


def _choose(work: Work, limit: int, bulk: int) -> list[int]:
    chosen: dict[int, int] = {}
    for lane, doubts in _queues(work):
        room = limit - len(chosen) if lane < BULK else min(bulk, limit - len(chosen))
        if not room:
            break
        for delivery_id, chat_id in _head(work, lane, doubts, room * _SPARE):
            if room and chat_id not in chosen:
                chosen[chat_id] = delivery_id
                room -= 1
                bulk -= lane >= BULK
    return list(chosen.values())


def _queues(work: Work) -> Iterator[tuple[int, int]]:
    """Each lane in which something waits, first its certain and then its doubtful letters; a jump along the index."""
    lane: int | None = -1
    further = storage.departures.next_lane()
    while (lane := work.sql.scalar(further, {"bot": work.bot_id, "after": lane})) is not None:
        yield from ((lane, doubts) for doubts in range(MOST_AMBIGUOUS))


def _head(work: Work, lane: int, doubts: int, most: int) -> list[tuple[int, int]]:
    """Ids and chats of what may leave first in one queue."""
    rows = work.sql.execute(storage.departures.head(), _now(work) | {"queue": lane, "doubts": doubts, "most": most})
    return [(delivery_id, chat_id) for delivery_id, chat_id in rows]


def bulk_waits(work: Work) -> bool:
    """Whether a letter of the bulk lanes could leave now, if there were room."""
    pauses = storage.pauses.in_force(work)
    if storage.pauses.OUTBOX in pauses or storage.pauses.BULK in pauses:
        return False
    return any(_head(work, lane, doubts, 1) for lane, doubts in _queues(work) if lane >= BULK)


def _now(work: Work) -> dict[str, Any]:
    return {"now": work.now, "bot": work.bot_id}


def _parcel(row: Row[Any]) -> Parcel:
    return Parcel(
        id=row.id,
        letter_id=row.letter_id,
        to=Recipient(row.chat_id, row.person_id, row.thread_id),
        lane=Lane(row.lane),
        kind=row.kind,
        data=dict(row.data),
        version=row.version,
        op=row.op,
        target_id=row.target_id,
        repeat=row.repeat,
        ambiguous=row.ambiguous,
        process=row.process or storage.processes.ALONE,
    )


def sent(work: Work, parcel: Parcel, message_id: int | None) -> None:
    """It has arrived, as this message (an edit or a deletion has none of its own)."""
    done = (
        update(DeliveryRow)
        .where(DeliveryRow.id == parcel.id, DeliveryRow.state.in_(("sending", "ready")))
        .values(state="sent", fault="", changed_at=work.now)
        .returning(DeliveryRow.id, DeliveryRow.then_id)
    )
    row = work.sql.execute(done).one_or_none()
    if row is None and storage.rows.get(work, DeliveryRow, parcel.id) is None:  # erased while it flew
        return
    if parcel.op == "delete" and parcel.target_id is not None:
        storage.copies.gone(work, parcel.to.chat_id, parcel.target_id)
    if message_id is not None:
        storage.copies.lies(work, parcel, message_id)
    if message_id is not None and row and row.then_id is not None:
        storage.copies.follow(work, parcel, message_id, row.then_id)


def settle(work: Work, delivery_id: int, state: str, **values: Any) -> None:
    """Move what is on its way; what has come to its end stays as it is."""
    open_still = (DeliveryRow.id == delivery_id) & DeliveryRow.state.in_(("sending", "ready"))
    moved = update(DeliveryRow).where(open_still).values(state=state, changed_at=work.now, **values)
    work.sql.execute(moved)


def put_back(work: Work, delivery_id: int) -> None:
    """It did not leave and nobody is in doubt: as if it had not been taken."""
    settle(work, delivery_id, "ready", attempts=DeliveryRow.attempts - 1)


def postpone(work: Work, delivery_id: int, until: datetime) -> None:
    """Its reader's day has no room: it waits, and the try costs nothing."""
    settle(work, delivery_id, "ready", attempts=DeliveryRow.attempts - 1, due_at=until)


def recover(work: Work) -> int:
    """At the start of a process: what an earlier one left in flight is in doubt once more; how many that were."""
    work.sql.execute(update(LetterRow).where(LetterRow.held == UNKNOWN_KIND).values(held=""))
    return _doubt(work)


def take_over(work: Work) -> int:
    """The same while it runs, where others share the data: they may be killed at any moment."""
    return _doubt(work) if storage.processes.shares(work) else 0


def _doubt(work: Work) -> int:
    """After a second doubt nobody sends it but staff. To edit or delete again does no harm."""
    mine = (DeliveryRow.bot_id == work.bot_id) & (DeliveryRow.state == SENDING)
    flying = mine & storage.processes.orphaned(work)
    sends = flying & (DeliveryRow.op == "send")
    last = sends & (DeliveryRow.ambiguous + 1 >= MOST_AMBIGUOUS)
    doubt = {"ambiguous": DeliveryRow.ambiguous + 1, "changed_at": work.now, "fault": "stopped", "process": None}
    found = work.sql.scalar(select(func.count()).where(sends)) or 0
    _all(work, last, state="uncertain", **doubt)
    _all(work, sends, state="ready", **doubt)
    _all(work, flying, state="ready", process=None)
    return found


def anything(work: Work) -> bool:
    """Whether any letter is due, or too late."""
    return bool(work.sql.scalar(storage.departures.anything(), _now(work)))


def expire(work: Work) -> int:
    """Skip what is no longer worth sending, or may not be sent any more; how many that were."""
    return sum(_count(work.sql.scalars(skip, _now(work))) for skip in storage.departures.skips())


def next_due(work: Work, until: datetime) -> datetime | None:
    """When the next letter that may leave is due, if not after `until`."""
    if storage.pauses.OUTBOX in storage.pauses.in_force(work):
        return None
    return work.sql.scalar(storage.departures.next_due(), _now(work) | {"until": until})


def overdue(work: Work) -> datetime | None:
    """Since when a promised letter waits that may leave; what nobody asked for may have to wait, in a pause all may."""
    if storage.pauses.in_force(work):
        return None
    promised = takewhile(lambda queue: queue[0] < UNASKED, _queues(work))
    heads = [delivery_id for lane, doubts in promised for delivery_id, _ in _head(work, lane, doubts, 1)]
    return work.sql.scalar(select(func.min(DeliveryRow.due_at)).where(DeliveryRow.id.in_(heads)))


def later(work: Work, seconds: float) -> datetime:
    return work.now + timedelta(seconds=seconds)


def _all(work: Work, which: ColumnElement[bool], **values: Any) -> int:
    values.setdefault("changed_at", work.now)
    moved = update(DeliveryRow).where(which).values(**values).returning(DeliveryRow.id)
    return _count(work.sql.scalars(moved))


def _count(rows: Iterable[int]) -> int:
    return sum(1 for _ in rows)
