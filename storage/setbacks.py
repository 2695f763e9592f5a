"""What a fault does to a delivery, to its chat and to its letter; one transaction for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import func, select, update

import storage.copies
import storage.outbox
import storage.pins
import storage.reach
import storage.rows
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
    row = storage.rows.get(work, DeliveryRow, parcel.id)
    if row is None or row.state not in {"sending", "ready"}:  # erased, or at its end already
        return row.state if row else "cancelled"
    if row.process != parcel.process:  # whoever held it was thought dead, and another has taken it since
        return row.state
    step = _STEPS.get(fault.outcome, _dead)(work, row, fault)
    attempts = {"attempts": max(0, row.attempts - 1)} if fault.free else {}
    values = {"state": step.state, "fault": fault.code, "changed_at": work.now, **attempts, **step.values}
    work.sql.execute(update(DeliveryRow).where(DeliveryRow.id == row.id).values(values))
    if fault.outcome is Outcome.CONTENT:
        _trip(work, row.letter_id, fault.code)
    return step.state


@dataclass(frozen=True, slots=True)
class _Step:
    """The state a delivery comes to, and what else of it changes."""

    state: str
    values: Mapping[str, Any] = field(default_factory=dict)


def _nothing_left(work: Work, row: DeliveryRow, fault: Fault) -> _Step:
    if row.target_id is not None and fault.code != "not_modified":
        storage.copies.gone(work, row.chat_id, row.target_id)
        storage.pins.look(work, row.chat_id, work.now)
    return _Step("superseded")


def _again(work: Work, row: DeliveryRow, fault: Fault) -> _Step:
    if not fault.free and row.attempts >= MOST_ATTEMPTS:
        return _Step("failed")
    own = min(_SLOWEST, 2.0 ** max(0, row.attempts - 1 - fault.free))
    spread = row.id % 10 / 10  # those refused together do not come back together
    return _Step("ready", {"due_at": later(work, own if fault.wait is None else fault.wait + spread)})


def _dead(_work: Work, _row: DeliveryRow, _fault: Fault) -> _Step:
    return _Step("failed")


def _in_doubt(work: Work, row: DeliveryRow, _fault: Fault) -> _Step:
    doubts = {"ambiguous": row.ambiguous + 1}
    if row.ambiguous + 1 >= MOST_AMBIGUOUS:
        return _Step("uncertain", doubts)
    return _Step("ready", doubts | {"due_at": later(work, DOUBT_PAUSE)})


def _without_thread(work: Work, row: DeliveryRow, fault: Fault) -> _Step:
    """To the group itself, once; if that is shut too, the group is."""
    if row.thread_id is None:
        return _lost(work, row, replace(fault, reach="no_rights"))
    return _Step("ready", {"thread_id": None})


def _instead(work: Work, row: DeliveryRow, _fault: Fault) -> _Step:
    """Too old to be deleted: its words change, where there are any to put in their place."""
    words = storage.rows.known(work, LetterRow, row.letter_id)
    return _Step("ready", {"op": "edit"}) if words.kind else _Step("superseded")


def _lost(work: Work, row: DeliveryRow, fault: Fault) -> _Step:
    """The chat is shut: what nobody asked for goes with it; the rest waits for its return."""
    storage.reach.lost(work, row.chat_id, fault.reach)
    here = (DeliveryRow.bot_id == work.bot_id) & (DeliveryRow.chat_id == row.chat_id)
    unasked = here & (DeliveryRow.state == "ready") & (DeliveryRow.lane >= UNASKED)
    values = {"state": "cancelled", "fault": fault.reach, "changed_at": work.now}
    dropped = update(DeliveryRow).where(unasked, DeliveryRow.id != row.id).values(values)
    work.sql.execute(dropped)
    return _Step("skipped")


def _moved(work: Work, row: DeliveryRow, fault: Fault) -> _Step:
    if fault.successor is None:
        return _Step("ready")
    storage.reach.move(work, row.chat_id, fault.successor)
    return _Step("ready", {"chat_id": fault.successor, "thread_id": None})


def _trip(work: Work, letter_id: int, why: str) -> None:
    """Three chats have refused these words: the others are spared, staff see why."""
    same = (DeliveryRow.letter_id == letter_id) & (DeliveryRow.state == "failed") & (DeliveryRow.fault == why)
    chats = work.sql.scalar(select(func.count(DeliveryRow.chat_id.distinct())).where(same)) or 0
    if chats >= _TRIPS:
        storage.outbox.hold_letter(work, letter_id, why)


_STEPS: dict[Outcome, Callable[[Work, DeliveryRow, Fault], _Step]] = {
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
