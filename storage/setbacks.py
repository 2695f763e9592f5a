"""What a fault does to a delivery, to its chat and to its letter; one transaction for each."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import func, select, update

import storage.copies
import storage.outbox
import storage.pins
import storage.reach
from rules.faults import Fault, Outcome
from rules.letters import UNASKED, Parcel
from storage.flights import MOST_AMBIGUOUS, MOST_ATTEMPTS, later
from storage.schema.letters import DeliveryRow, LetterRow
from storage.work import Work

DOUBT_PAUSE = 15.0  # seconds before what may have arrived is sent again
_SLOWEST = 60.0
_TRIPS = 3  # distinct chats that refuse a content before nobody gets it


def failed(work: Work, parcel: Parcel, fault: Fault) -> str:
    """Write down the failure; the state the delivery is in now."""
    row = work.session.get(DeliveryRow, parcel.id)
    if row is None or row.state not in {"sending", "ready"}:  # erased, or at its end already
        return row.state if row else "cancelled"
    if row.process != parcel.process:  # whoever held it was thought dead, and another has taken it since
        return row.state
    row.fault = fault.code
    row.changed_at = work.now
    if fault.free:
        row.attempts = max(0, row.attempts - 1)
    state = _STEPS.get(fault.outcome, _dead)(work, row, fault)
    row.state = state
    work.session.flush()
    if fault.outcome is Outcome.CONTENT:
        _trip(work, row)
    return state


def _nothing_left(work: Work, row: DeliveryRow, fault: Fault) -> str:
    if row.target_id is not None and fault.code != "not_modified":
        storage.copies.gone(work, row.chat_id, row.target_id)
        storage.pins.look(work, row.chat_id, work.now)
    return "superseded"


def _again(work: Work, row: DeliveryRow, fault: Fault) -> str:
    if not fault.free and row.attempts >= MOST_ATTEMPTS:
        return "failed"
    own = min(_SLOWEST, 2.0 ** max(0, row.attempts - 1))
    spread = row.id % 10 / 10  # those refused together do not come back together
    row.due_at = later(work, own if fault.wait is None else fault.wait + spread)
    return "ready"


def _dead(_work: Work, _row: DeliveryRow, _fault: Fault) -> str:
    return "failed"


def _in_doubt(work: Work, row: DeliveryRow, _fault: Fault) -> str:
    row.ambiguous += 1
    if row.ambiguous >= MOST_AMBIGUOUS:
        return "uncertain"
    row.due_at = later(work, DOUBT_PAUSE)
    return "ready"


def _without_thread(work: Work, row: DeliveryRow, fault: Fault) -> str:
    """To the group itself, once; if that is shut too, the group is."""
    if row.thread_id is None:
        return _lost(work, row, replace(fault, reach="no_rights"))
    row.thread_id = None
    return "ready"


def _instead(work: Work, row: DeliveryRow, _fault: Fault) -> str:
    """Too old to be deleted: its words change, where there are any to put in their place."""
    words = work.session.get_one(LetterRow, row.letter_id)
    if not words.kind:
        return "superseded"
    row.op = "edit"
    return "ready"


def _lost(work: Work, row: DeliveryRow, fault: Fault) -> str:
    """The chat is shut: what nobody asked for goes with it; the rest waits for its return."""
    storage.reach.lost(work, row.chat_id, fault.reach)
    here = (DeliveryRow.bot_id == work.bot_id) & (DeliveryRow.chat_id == row.chat_id)
    unasked = here & (DeliveryRow.state == "ready") & (DeliveryRow.lane >= UNASKED)
    values = {"state": "cancelled", "fault": fault.reach, "changed_at": work.now}
    dropped = update(DeliveryRow).where(unasked, DeliveryRow.id != row.id).values(values)
    work.session.execute(dropped.execution_options(synchronize_session=False))
    return "skipped"


def _moved(work: Work, row: DeliveryRow, fault: Fault) -> str:
    if fault.successor is not None:
        storage.reach.move(work, row.chat_id, fault.successor)
        row.chat_id, row.thread_id = fault.successor, None
    return "ready"


def _trip(work: Work, row: DeliveryRow) -> None:
    """Three chats have refused these words: the others are spared, staff see why."""
    same = (DeliveryRow.letter_id == row.letter_id) & (DeliveryRow.state == "failed") & (DeliveryRow.fault == row.fault)
    chats = work.session.scalar(select(func.count(DeliveryRow.chat_id.distinct())).where(same)) or 0
    if chats >= _TRIPS:
        storage.outbox.hold_letter(work, row.letter_id, row.fault)


_STEPS: dict[Outcome, Callable[[Work, DeliveryRow, Fault], str]] = {
    Outcome.OK: _nothing_left,
    Outcome.FRESH: _nothing_left,
    Outcome.RETRY: _again,
    Outcome.STOP: _again,
    Outcome.AMBIGUOUS: _in_doubt,
    Outcome.UNDELETABLE: _instead,
    Outcome.NO_THREAD: _without_thread,
    Outcome.MOVED: _moved,
    Outcome.DEAD_CHAT: _lost,
}
