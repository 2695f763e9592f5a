"""One round of the post in one transaction: what came back is written down, what is due is taken and worded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import storage.flights
import storage.outbox
import storage.pauses
import storage.processes
import storage.reach
import storage.setbacks
from rules.faults import Fault
from rules.letters import Later, Parcel, Screen, UnknownKind
from storage.work import Work

Render = Callable[[Work, Parcel], Screen | None]
"""Words for a parcel, in its reader's language of this moment; None when there is nothing to say any more.

UnknownKind when no screen knows the kind.
"""

WORDLESS = frozenset({"delete", "pin", "unpin"})
_NO_WORDS = Screen("")


@dataclass(frozen=True, slots=True)
class Landing:
    """How a flight ended: the id of the new message (None for a change), or a fault."""

    parcel: Parcel
    message_id: int | None = None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Orders:
    """What to write down, the pauses (scope, seconds) to keep, how many to take, how many of these in bulk, and who."""

    landed: Sequence[Landing]
    pauses: Sequence[tuple[int | str, float]]
    limit: int
    bulk: int
    process: int


@dataclass(frozen=True, slots=True)
class Report:
    """Something the administrators should know: a safe word and ids, never a text."""

    kind: str
    delivery_id: int
    letter_id: int


@dataclass(frozen=True, slots=True)
class Load:
    parcel: Parcel
    screen: Screen


@dataclass(frozen=True, slots=True)
class Round:
    """`taken`: how many were claimed, also those with nothing to say. `more`: bulk is due and waits for its rate.

    `lost`: this process was thought dead and takes nothing until it has entered anew. `writers`: how many processes
    share what the bot may send.
    """

    loads: Sequence[Load]
    taken: int
    more: bool
    reports: Sequence[Report]
    lost: bool = False
    writers: int = 1


def enter(work: Work, seat: str) -> tuple[int, int]:
    """A process begins: its number, and how many letters an earlier one left in doubt."""
    return storage.processes.enter(work, seat), storage.flights.recover(work)


def tidy(work: Work) -> None:
    """What nobody who lives is sending may be sent again, what is too late is not sent any more."""
    storage.flights.take_over(work)
    storage.flights.expire(work)


def play(work: Work, orders: Orders, render: Render) -> Round:
    storage.processes.take_turn(work)
    for scope, seconds in orders.pauses:
        _pause(work, scope, seconds)
    reports = [report for landing in orders.landed for report in _settle(work, landing)]
    if not storage.processes.holds(work, orders.process):
        return Round([], 0, more=False, reports=reports, lost=True)
    parcels = storage.flights.claim(work, orders.limit, orders.bulk, orders.process) if orders.limit else []
    worded = [_word(work, parcel, render) for parcel in parcels]
    more = orders.bulk < orders.limit and storage.flights.bulk_waits(work)
    loads = [item for item in worded if isinstance(item, Load)]
    reports += [item for item in worded if isinstance(item, Report)]
    return Round(loads, len(parcels), more, reports, writers=storage.processes.count(work))


def _pause(work: Work, scope: int | str, seconds: float) -> None:
    until = work.now + timedelta(seconds=seconds)
    if isinstance(scope, int):
        storage.reach.hold(work, scope, until)
    if scope == storage.pauses.BULK:
        storage.pauses.pause_bulk(work, until)


def _settle(work: Work, landing: Landing) -> list[Report]:
    parcel, fault = landing.parcel, landing.fault
    if fault is None:
        storage.flights.sent(work, parcel, landing.message_id)
        return []
    state = storage.setbacks.failed(work, parcel, fault)
    kinds = [fault.code] * fault.alarm + ["uncertain"] * (state == "uncertain")
    return [_report(kind, parcel) for kind in kinds]


def _word(work: Work, parcel: Parcel, render: Render) -> Load | Report | None:
    """Worded in the transaction that asked whether it may go: the words and the permission are of one moment."""
    if parcel.op in WORDLESS:
        return Load(parcel, _NO_WORDS)
    try:
        screen = render(work, parcel)
    except UnknownKind:
        storage.flights.put_back(work, parcel.id)
        storage.outbox.hold_letter(work, parcel.letter_id, storage.flights.UNKNOWN_KIND)
        return _report(storage.flights.UNKNOWN_KIND, parcel)
    except Later as later:
        storage.flights.postpone(work, parcel.id, later.until)
        return None
    if screen is None:
        storage.flights.settle(work, parcel.id, "superseded")
        return None
    return Load(parcel, screen)


def _report(kind: str, parcel: Parcel) -> Report:
    return Report(kind, parcel.id, parcel.letter_id)
