"""Meetings as they are kept: found, counted, written; who answered what is in storage.attendance."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update

import storage.attendance
import storage.centres
import storage.memo
import storage.rows
from rules.centres import Department, Texts
from rules.clockwork import local
from rules.meetings import Card, Meeting
from rules.refusal import NotFound, OutdatedButton
from storage.schema.centres import DepartmentRow
from storage.schema.meetings import MeetingDepartmentRow, MeetingRow
from storage.work import Work

_TEXTS = ("title", "place", "text")
_NAMES = tuple(field.name for field in fields(Meeting) if field.name.removesuffix("s") not in _TEXTS)
_AHEAD = MeetingRow.state == "open"


def meeting(work: Work, meeting_id: int) -> Meeting | None:
    return next(iter(_meetings(work, MeetingRow.id == meeting_id)), None)


def by_code(work: Work, centre_id: int, code: str) -> Meeting | None:
    """The meeting that an imported list of this centre calls so."""
    return next(iter(_meetings(work, MeetingRow.centre_id == centre_id, MeetingRow.code == code)), None)


def card(work: Work, meeting_id: int, person_id: int | None = None) -> Card:
    """A meeting with its counts, and with what this person has answered. Raises NotFound."""
    found = meeting(work, meeting_id)
    if found is None:
        raise NotFound
    return _card(work, found, person_id)


def cards(work: Work, meetings: Iterable[Meeting], person_id: int | None = None) -> tuple[Card, ...]:
    return tuple(_card(work, each, person_id) for each in meetings)


def _card(work: Work, found: Meeting, person_id: int | None) -> Card:
    centre = storage.memo.read(work, storage.centres.centre, found.centre_id)
    if centre is None:
        raise NotFound
    mine = storage.attendance.of_person(work, found.id, person_id) if person_id else None
    place = storage.attendance.place(work, mine) if mine and mine.answer == "waiting" else 0
    counts = storage.attendance.counts(work, found.id)
    return Card(found, centre.zone, departments(work, found.id), counts, mine, place)


def departments(work: Work, meeting_id: int) -> tuple[Department, ...]:
    """Those that take part, in the order of the centre's file."""
    here = MeetingDepartmentRow.department_id == DepartmentRow.id
    rows = select(DepartmentRow).join(MeetingDepartmentRow, here).where(MeetingDepartmentRow.meeting_id == meeting_id)
    found = storage.rows.every(work, rows.order_by(DepartmentRow.id))
    return tuple(Department(row.id, row.centre_id, row.code, Texts(row.name_kk, row.name_ru)) for row in found)


def ahead(work: Work, centre_id: int, part: slice) -> list[Meeting]:
    """What will take place and has not begun, the nearest first."""
    here = (MeetingRow.centre_id == centre_id) & _AHEAD & (MeetingRow.starts_at > work.now)
    return _meetings(work, here, part=part)


def behind(work: Work, centre_id: int, part: slice) -> list[Meeting]:
    """What has begun or will not take place, the last first."""
    here = (MeetingRow.centre_id == centre_id) & _is_behind(work)
    return _meetings(work, here, part=part, last_first=True)


def _is_behind(work: Work) -> ColumnElement[bool]:
    return (MeetingRow.starts_at <= work.now) | ~_AHEAD


def count_ahead(work: Work, centre_id: int) -> int:
    return _count(work, (MeetingRow.centre_id == centre_id) & _AHEAD & (MeetingRow.starts_at > work.now))


def count_behind(work: Work, centre_id: int) -> int:
    return _count(work, (MeetingRow.centre_id == centre_id) & _is_behind(work))


def _count(work: Work, which: ColumnElement[bool]) -> int:
    return work.sql.scalar(select(func.count()).select_from(MeetingRow).where(which)) or 0


def _meetings(
    work: Work, *which: ColumnElement[bool], part: slice | None = None, last_first: bool = False
) -> list[Meeting]:
    order = (MeetingRow.starts_at.desc(), MeetingRow.id.desc()) if last_first else (MeetingRow.starts_at, MeetingRow.id)
    rows = select(MeetingRow).where(*which).order_by(*order)
    if part is not None:
        rows = rows.offset(part.start or 0).limit(part.stop - (part.start or 0))
    return [_meeting(row) for row in storage.rows.every(work, rows)]


def _meeting(row: MeetingRow) -> Meeting:
    values = {name: getattr(row, name) for name in _NAMES}
    texts = {f"{name}s": Texts(getattr(row, f"{name}_kk"), getattr(row, f"{name}_ru")) for name in _TEXTS}
    return Meeting(**values | texts)


def add(work: Work, new: Meeting, departments: Sequence[int], by: int | None) -> Meeting:
    """Write a new meeting; its id is given here."""
    values = _values(work, new) | {"created_at": work.now, "created_by": by}
    kept = replace(new, id=work.sql.execute(insert(MeetingRow).values(values).returning(MeetingRow.id)).scalar_one())
    join(work, kept.id, departments)
    return kept


def change(work: Work, before: Meeting, after: Meeting) -> Meeting:
    """Write what has changed, with the next revision. OutdatedButton where it is no longer as `before`."""
    mine = (MeetingRow.id == before.id) & (MeetingRow.rev == before.rev)
    kept = replace(after, rev=before.rev + 1)
    written = update(MeetingRow).where(mine).values(_values(work, kept)).returning(MeetingRow.id)
    if work.sql.scalar(written) is None:
        raise OutdatedButton
    return kept


def _values(work: Work, new: Meeting) -> dict[str, Any]:
    texts = {
        f"{name}_{language}": getattr(getattr(new, f"{name}s"), language)
        for name in _TEXTS
        for language in ("kk", "ru")
    }
    plain = {name: getattr(new, name) for name in _NAMES if name != "id"}
    return plain | texts | {"local_start": _on_the_wall(work, new.centre_id, new.starts_at)}


def _on_the_wall(work: Work, centre_id: int, moment: datetime) -> str:
    centre = storage.memo.read(work, storage.centres.centre, centre_id)
    if centre is None:
        raise NotFound
    return f"{local(moment, centre.zone):%Y-%m-%dT%H:%M}"


def join(work: Work, meeting_id: int, departments: Sequence[int]) -> None:
    """These departments take part, and no others."""
    here = MeetingDepartmentRow.meeting_id == meeting_id
    work.sql.execute(delete(MeetingDepartmentRow).where(here))
    rows = [{"meeting_id": meeting_id, "department_id": each} for each in sorted(set(departments))]
    if rows:
        work.sql.execute(insert(MeetingDepartmentRow), rows)
