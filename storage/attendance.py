"""Who goes to a meeting: seats, the line for them, what staff noted afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import count

from sqlalchemy import ColumnElement, case, delete, func, insert, select, update

from rules.letters import Recipient
from rules.meetings import Answer, Attendance, Counts, Goer
from storage.schema.meetings import AttendanceRow, MeetingRow
from storage.schema.people import PersonRow
from storage.work import Work

_NAMES = tuple(field.name for field in fields(Attendance))
_COLUMNS = tuple(getattr(AttendanceRow, name) for name in _NAMES)
_IN_LINE = (AttendanceRow.created_at, AttendanceRow.id)


def of_person(work: Work, meeting_id: int, person_id: int) -> Attendance | None:
    """What this person has answered."""
    here = (AttendanceRow.meeting_id == meeting_id) & (AttendanceRow.person_id == person_id)
    return next(iter(_all(work, here)), None)


def one(work: Work, attendance_id: int) -> Attendance | None:
    return next(iter(_all(work, AttendanceRow.id == attendance_id)), None)


def first_in_line(work: Work, meeting_id: int) -> Attendance | None:
    here = (AttendanceRow.meeting_id == meeting_id) & (AttendanceRow.answer == "waiting")
    rows = select(*_COLUMNS).where(here).order_by(*_IN_LINE).limit(1)
    return next((Attendance(*row) for row in work.sql.execute(rows)), None)


def _all(work: Work, *which: ColumnElement[bool]) -> Iterable[Attendance]:
    return [Attendance(*row) for row in work.sql.execute(select(*_COLUMNS).where(*which).order_by(*_IN_LINE))]


def place(work: Work, mine: Attendance) -> int:
    """How many stand in the line up to this one, itself counted."""
    earlier = (AttendanceRow.created_at < mine.created_at) | (
        (AttendanceRow.created_at == mine.created_at) & (AttendanceRow.id <= mine.id)
    )
    here = (AttendanceRow.meeting_id == mine.meeting_id) & (AttendanceRow.answer == "waiting")
    return work.sql.scalar(select(func.count()).select_from(AttendanceRow).where(here, earlier)) or 0


def counts(work: Work, meeting_id: int) -> Counts:
    """Counted from the answers, now."""
    asked = func.sum(case((AttendanceRow.asked, 1), else_=0))
    rows = select(AttendanceRow.answer, func.count(), asked).where(AttendanceRow.meeting_id == meeting_id)
    found = {answer: (many, unsure) for answer, many, unsure in work.sql.execute(rows.group_by(AttendanceRow.answer))}
    going, unsure = found.get("going", (0, 0))
    return Counts(going, found.get("waiting", (0, 0))[0], found.get("no", (0, 0))[0], unsure or 0)


def answer(work: Work, meeting_id: int, person_id: int, said: Answer, seat: int | None = None) -> None:
    """Write what somebody says now; a change of mind stands at the end of the line."""
    mine = (AttendanceRow.meeting_id == meeting_id) & (AttendanceRow.person_id == person_id)
    values = {"answer": said, "seat": seat, "asked": False, "came": None, "created_at": work.now}
    values |= {"changed_at": work.now}
    changed = update(AttendanceRow).where(mine).values(values).returning(AttendanceRow.id)
    if work.sql.scalar(changed) is None:
        work.sql.execute(insert(AttendanceRow).values(values | {"meeting_id": meeting_id, "person_id": person_id}))


def confirm(work: Work, attendance_id: int) -> None:
    """They come, as they had said before."""
    mine = AttendanceRow.id == attendance_id
    work.sql.execute(update(AttendanceRow).where(mine).values(asked=False, changed_at=work.now))


def seat(work: Work, attendance_id: int, number: int) -> None:
    """The first in line is seated, and will be asked whether they come."""
    values = {"answer": "going", "seat": number, "asked": True, "changed_at": work.now}
    work.sql.execute(update(AttendanceRow).where(AttendanceRow.id == attendance_id).values(values))


def free_seat(work: Work, meeting_id: int, capacity: int | None) -> int | None:
    """The lowest number nobody sits on; None where as many go as there are seats. Two who take it at once clash."""
    here = (AttendanceRow.meeting_id == meeting_id) & AttendanceRow.seat.is_not(None)
    taken = set(work.sql.scalars(select(AttendanceRow.seat).where(here)))
    if capacity is not None and len(taken) >= capacity:
        return None
    return next(number for number in count(1) if number not in taken)


def ask_again(work: Work, meeting_id: int) -> None:
    """The meeting has moved: whoever goes keeps the seat and is asked anew."""
    here = (AttendanceRow.meeting_id == meeting_id) & (AttendanceRow.answer == "going")
    work.sql.execute(update(AttendanceRow).where(here).values(asked=True))


def recipients(work: Work, meeting_id: int, *answers: Answer) -> list[Recipient]:
    """Those who answered so, in the order of their answers."""
    rows = select(PersonRow.telegram_id, PersonRow.id).join(AttendanceRow, AttendanceRow.person_id == PersonRow.id)
    here = (AttendanceRow.meeting_id == meeting_id) & AttendanceRow.answer.in_(answers)
    return [Recipient(*row) for row in work.sql.execute(rows.where(here).order_by(*_IN_LINE))]


def goers(work: Work, meeting_id: int, part: slice) -> Sequence[tuple[Goer, int | None]]:
    """Who goes, by name, with their ids."""
    columns = (AttendanceRow.id, PersonRow.name, AttendanceRow.asked, AttendanceRow.came, AttendanceRow.person_id)
    here = (AttendanceRow.meeting_id == meeting_id) & (AttendanceRow.answer == "going")
    joined = select(*columns).outerjoin(PersonRow, PersonRow.id == AttendanceRow.person_id).where(here)
    rows = joined.order_by(PersonRow.name, AttendanceRow.id).offset(part.start or 0).limit(part.stop - part.start)
    return [(Goer(id_, name or "", asked, came), person) for id_, name, asked, came, person in work.sql.execute(rows)]


def mark(work: Work, attendance_id: int, came: bool | None) -> None:  # noqa: FBT001 -- the column's own value
    mine = AttendanceRow.id == attendance_id
    work.sql.execute(update(AttendanceRow).where(mine).values(came=came, changed_at=work.now))


def mark_the_rest(work: Work, meeting_id: int) -> int:
    """Everybody who goes and is not marked yet has come; how many that were."""
    rest = (AttendanceRow.meeting_id == meeting_id) & (AttendanceRow.answer == "going") & AttendanceRow.came.is_(None)
    marked = update(AttendanceRow).where(rest).values(came=True, changed_at=work.now).returning(AttendanceRow.id)
    return len(work.sql.scalars(marked).all())


def came(work: Work, meeting_id: int) -> tuple[int, int]:
    """How many came, and how many did not, as far as it is noted."""
    here = (AttendanceRow.meeting_id == meeting_id) & AttendanceRow.came.is_not(None)
    rows = select(AttendanceRow.came, func.count()).where(here).group_by(AttendanceRow.came)
    found = dict(work.sql.execute(rows).all())
    return found.get(True, 0), found.get(False, 0)


def ahead_of(work: Work, person_id: int) -> list[int]:
    """Ids of the meetings still to come that this person has answered."""
    rows = select(MeetingRow.id).join(AttendanceRow, AttendanceRow.meeting_id == MeetingRow.id)
    ahead = (MeetingRow.starts_at > work.now) & (AttendanceRow.person_id == person_id)
    return list(work.sql.scalars(rows.where(ahead).order_by(MeetingRow.id)))


def leave(work: Work, meeting_ids: Sequence[int], person_id: int) -> None:
    """As if they had never answered."""
    mine = AttendanceRow.meeting_id.in_(meeting_ids) & (AttendanceRow.person_id == person_id)
    work.sql.execute(delete(AttendanceRow).where(mine))
