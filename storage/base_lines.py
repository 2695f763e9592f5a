"""Numbers from before, as they are kept: a correction is a new row, and the old one says when it ended."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

import storage.people
from rules.base_lines import BaseLine
from rules.refusal import OutdatedButton
from storage.schema.figures import BaseLineRow
from storage.schema.people import PersonRow
from storage.work import Work

_PLAIN = ("centre_id", "measure", "name", "period", "source", "count", "amount_raw", "unit_raw", "mark", "note", "code")
_CENTS = 100


def standing(work: Work, centre_id: int) -> list[BaseLine]:
    """What holds now, in the order it was first written in."""
    live = BaseLineRow.ended_at.is_(None) & ~BaseLineRow.withdrawn
    return _lines(work, BaseLineRow.centre_id == centre_id, live)


def line(work: Work, line_id: int) -> BaseLine | None:
    """One line, also a corrected one."""
    return next(iter(_lines(work, BaseLineRow.id == line_id)), None)


def before(work: Work, one: BaseLine) -> list[BaseLine]:
    """What the line said earlier, the newest first."""
    found: list[BaseLine] = []
    while one.before_id is not None and (earlier := line(work, one.before_id)) is not None:
        found.append(earlier)
        one = earlier
    return found


def add(work: Work, new: BaseLine, by: int | None) -> int:
    """Keep it; where it corrects another, that one ends. Raises OutdatedButton where somebody was faster."""
    if new.before_id is not None:
        _end(work, new.before_id)
    values = {name: getattr(new, name) for name in _PLAIN}
    amount = None if new.amount is None else int(new.amount * _CENTS)
    more = {"amount": amount, "before_id": new.before_id, "withdrawn": new.withdrawn}
    row = insert(BaseLineRow).values(**values, **more, created_at=work.now, created_by=by).returning(BaseLineRow.id)
    return work.sql.execute(row).scalar_one()


def _end(work: Work, line_id: int) -> None:
    live = (BaseLineRow.id == line_id) & BaseLineRow.ended_at.is_(None)
    if work.sql.scalar(update(BaseLineRow).where(live).values(ended_at=work.now).returning(BaseLineRow.id)) is None:
        raise OutdatedButton


def _lines(work: Work, *which: ColumnElement[bool]) -> list[BaseLine]:
    rows = (
        select(BaseLineRow, PersonRow.name.label("writer"))
        .outerjoin(PersonRow, PersonRow.id == BaseLineRow.created_by)
        .where(*which)
        .order_by(BaseLineRow.id)
    )
    return [_line(row) for row in work.sql.execute(rows)]


def _line(row: Any) -> BaseLine:
    plain = {name: getattr(row, name) for name in _PLAIN}
    return BaseLine(
        id=row.id,
        **plain,
        amount=None if row.amount is None else Decimal(row.amount) / _CENTS,
        before_id=row.before_id,
        withdrawn=row.withdrawn,
        created_at=row.created_at,
        by=storage.people.called(row.created_by, row.writer),
    )


def codes(lines: Sequence[BaseLine]) -> dict[str, BaseLine]:
    """Those that came from a file, by what the file calls them."""
    return {each.code: each for each in lines if each.code}
