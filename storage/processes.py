"""Processes that share the data of one server: each holds by a lease what it sends, the oldest of a bot is its clock.

A file of SQLite has one process, by the lock beside it: there nothing is leased, and whoever asks is alone.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, DateTime, Select, delete, func, insert, or_, select, text, true, update

from storage.schema.letters import DeliveryRow
from storage.schema.processes import ProcessRow
from storage.work import Work

LEASE = timedelta(seconds=60)  # longer than the longest call to Telegram
ALONE = 0  # the number of a process that shares with nobody
_TURN = text("LOCK TABLE process IN SHARE ROW EXCLUSIVE MODE")  # takes the moment's view of the data only after it
_FRESH = 2 / 3  # of a lease: with so much left it is not worth a write


def shares(work: Work) -> bool:
    """Whether other processes may work on these data too."""
    return work.sql.dialect.name != "sqlite"


def enter(work: Work, seat: str) -> int:
    """The number of a process that begins; it takes the place of who sat in its seat before, as that one is gone."""
    if not shares(work):
        return ALONE
    now = _now(work)
    before = (ProcessRow.seat == seat) if seat else ~true()
    over = (ProcessRow.bot_id == work.bot_id) & or_(before, ProcessRow.held_until <= now)
    work.sql.execute(delete(ProcessRow).where(over))
    new = {"bot_id": work.bot_id, "seat": seat, "held_until": now + LEASE}
    return work.sql.execute(insert(ProcessRow).values(new).returning(ProcessRow.id)).scalar_one()


def holds(work: Work, process: int) -> bool:
    """Whether what it holds is still its own, and then for a while longer. False: it was thought dead, let it enter."""
    if not shares(work):
        return True
    now = _now(work)
    until = work.sql.scalar(select(ProcessRow.held_until).where(ProcessRow.id == process))
    if until is None or until <= now:
        return False
    if until - now < LEASE * _FRESH:
        renewed = update(ProcessRow).where(ProcessRow.id == process).values(held_until=now + LEASE)
        work.sql.execute(renewed)
    return True


def take_turn(work: Work) -> None:
    """Be the only one who chooses letters until the end of this transaction; to be asked before anything is read.

    Two who choose at once choose the same, and one of them has chosen in vain: waiting is cheaper.
    """
    if shares(work):
        work.sql.execute(_TURN)


def leave(work: Work, process: int) -> None:
    """It ends in good order: another may be the clock at once."""
    if shares(work):
        work.sql.execute(delete(ProcessRow).where(ProcessRow.id == process))


def keeps_clock(work: Work, process: int) -> bool:
    """Whether this is the one process of its bot that does what falls due by itself: the oldest that lives."""
    return not shares(work) or work.sql.scalar(_living(work).order_by(ProcessRow.id).limit(1)) == process


def count(work: Work) -> int:
    """How many of this bot live."""
    if not shares(work):
        return 1
    return work.sql.scalar(select(func.count()).select_from(_living(work).subquery())) or 1


def orphaned(work: Work) -> ColumnElement[bool]:
    """Which deliveries on their way are held by nobody who lives."""
    if not shares(work):
        return true()
    return or_(DeliveryRow.process.is_(None), DeliveryRow.process.not_in(_living(work)))


def _living(work: Work) -> Select[int]:
    return select(ProcessRow.id).where(ProcessRow.bot_id == work.bot_id, ProcessRow.held_until > _now(work))


def _now(work: Work) -> datetime:
    return work.sql.execute(select(func.clock_timestamp(type_=DateTime(timezone=True)))).scalar_one()
