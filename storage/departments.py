"""Departments that answer proposals: those that live today, and any for old records."""

from datetime import date

from sqlalchemy import select

import storage.rows
from rules.centres import Department, Texts
from storage.schema.centres import DepartmentRow
from storage.work import Work


def living(work: Work, centre_id: int, today: date) -> list[Department]:
    """The centre's departments on this day, in the order of its file."""
    begun = DepartmentRow.valid_from.is_(None) | (DepartmentRow.valid_from <= today)
    not_ended = DepartmentRow.valid_to.is_(None) | (DepartmentRow.valid_to >= today)
    rows = select(DepartmentRow).where(DepartmentRow.centre_id == centre_id, begun, not_ended)
    return [_department(row) for row in storage.rows.every(work, rows.order_by(DepartmentRow.id))]


def department(work: Work, department_id: int) -> Department | None:
    """One department, also an ended one."""
    row = storage.rows.get(work, DepartmentRow, department_id)
    return _department(row) if row else None


def _department(row: DepartmentRow) -> Department:
    return Department(row.id, row.centre_id, row.code, Texts(row.name_kk, row.name_ru))
