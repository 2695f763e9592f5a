"""Sheets of a centre as they are kept; a change tried and taken back; the centre as it was, and put back so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, delete, insert, select, update

import rules.centre_sheets
import storage.memo
import storage.rows
from rules.centre_sheets import Line
from storage.schema.centre_sheets import CentreSheetRow
from storage.schema.centres import CentreRow, DepartmentRow, RoomRow, SpecialistRow, SpecialistTopicRow
from storage.work import Work

KEPT = timedelta(days=7)
_CENTRE = ("phone", "site", "address_kk", "address_ru", "hours", "settings")
_SPECIALIST = ("name", "languages", "room_id", "days", "hours", "week", "closed_at")
_DEPARTMENT = ("name_kk", "name_ru", "valid_to")
_ROOM = ("name_kk", "name_ru", "seats", "closed_at")

T = TypeVar("T")
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    id: int
    centre_id: int
    state: str
    lines: tuple[Line, ...]
    before: Mapping[str, Any]
    told: int


def keep(work: Work, centre_id: int, lines: Sequence[Line], by: int) -> int:
    """Write down what was read; the id."""
    values = {"centre_id": centre_id, "state": "read", "lines": rules.centre_sheets.plain(lines), "before": {}}
    when = {"created_at": work.now, "created_by": by}
    return work.sql.scalars(insert(CentreSheetRow).values(values | when).returning(CentreSheetRow.id)).one()


def sheet(work: Work, sheet_id: int) -> Sheet | None:
    row = storage.rows.get(work, CentreSheetRow, sheet_id)
    if row is None:
        return None
    lines = rules.centre_sheets.from_plain(row.lines)
    return Sheet(row.id, row.centre_id, row.state, lines, row.before, row.told)


def done(work: Work, sheet_id: int, before: Values, told: int) -> None:
    values = {"state": "done", "before": before, "told": told}
    work.sql.execute(update(CentreSheetRow).where(CentreSheetRow.id == sheet_id).values(values))


def undone(work: Work, sheet_id: int) -> None:
    work.sql.execute(update(CentreSheetRow).where(CentreSheetRow.id == sheet_id).values(state="undone"))


def forget(work: Work) -> None:
    work.sql.execute(delete(CentreSheetRow).where(CentreSheetRow.created_at < work.now - KEPT))


def tried(work: Work, deed: Callable[[Work], T]) -> T:
    """What would come of it: whatever the deed writes is there for itself, and never was."""
    point = work.sql.begin_nested()
    try:
        return deed(work)
    finally:
        point.rollback()
        storage.memo.forget(work)


def describe(work: Work, specialist_id: int, values: Values) -> None:
    """Columns of a specialist."""
    work.sql.execute(update(SpecialistRow).where(SpecialistRow.id == specialist_id).values(values))
    storage.memo.forget(work)


def name_department(work: Work, department_id: int, values: Values) -> None:
    work.sql.execute(update(DepartmentRow).where(DepartmentRow.id == department_id).values(values))


def as_it_is(work: Work, centre_id: int) -> Values:
    """Whatever a sheet can change of a centre, as JSON holds it."""
    staff = _values(work, SpecialistRow, _SPECIALIST, SpecialistRow.centre_id == centre_id)
    return {
        "centre": _values(work, CentreRow, _CENTRE, CentreRow.id == centre_id)[str(centre_id)],
        "specialists": staff,
        "topics": {key: _topics(work, int(key)) for key in staff},
        "departments": _values(work, DepartmentRow, _DEPARTMENT, DepartmentRow.centre_id == centre_id),
        "rooms": _values(work, RoomRow, _ROOM, RoomRow.centre_id == centre_id),
    }


def _values(work: Work, kind: Any, names: Sequence[str], which: ColumnElement[bool]) -> dict[str, Values]:
    """These columns of each row, by its id."""
    rows = work.sql.execute(select(kind.id, *(getattr(kind, name) for name in names)).where(which))
    return {str(row[0]): {name: _plain(value) for name, value in zip(names, row[1:], strict=True)} for row in rows}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value


def _topics(work: Work, specialist_id: int) -> list[int]:
    rows = select(SpecialistTopicRow.topic_id).where(SpecialistTopicRow.specialist_id == specialist_id)
    return sorted(work.sql.scalars(rows))


def put_back(work: Work, centre_id: int, before: Mapping[str, Any]) -> None:
    """The centre as it was; what came since is closed, never deleted."""
    _put(work, CentreRow, centre_id, before["centre"])
    closed, ended = {"closed_at": work.now.isoformat()}, {"valid_to": (work.now - timedelta(days=1)).date().isoformat()}
    kinds: tuple[tuple[str, Any, Values], ...] = (
        ("specialists", SpecialistRow, closed),
        ("departments", DepartmentRow, ended),
        ("rooms", RoomRow, closed),
    )
    for name, kind, gone in kinds:
        for each in list(work.sql.scalars(select(kind.id).where(kind.centre_id == centre_id))):
            _put(work, kind, each, before[name].get(str(each), gone))
    for key, topics in before["topics"].items():
        _teach(work, int(key), topics)
    storage.memo.forget(work)


def _put(work: Work, kind: Any, row_id: int, values: Mapping[str, Any]) -> None:
    read = {"closed_at": datetime.fromisoformat, "valid_to": date.fromisoformat}
    said = {name: read[name](value) if name in read and value is not None else value for name, value in values.items()}
    work.sql.execute(update(kind).where(kind.id == row_id).values(said))


def _teach(work: Work, specialist_id: int, topics: Sequence[int]) -> None:
    work.sql.execute(delete(SpecialistTopicRow).where(SpecialistTopicRow.specialist_id == specialist_id))
    rows = [{"specialist_id": specialist_id, "topic_id": each} for each in topics]
    if rows:
        work.sql.execute(insert(SpecialistTopicRow), rows)
