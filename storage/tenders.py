"""Contests as they are kept: one row each, whatever way they came."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select, update

import storage.rows
from rules.filters import EVERYWHERE, OTHER, Direction, Wish
from rules.publishing import Posted
from rules.refusal import OutdatedButton
from rules.tenders import RUNNING
from storage.schema.centres import DirectionRow
from storage.schema.tenders import ContestDirectionRow, ContestRow
from storage.work import Work

_NAMES = tuple(field.name for field in fields(Posted) if field.name != "directions")
_CONTEST = tuple(getattr(ContestRow, name) for name in _NAMES)
_HIDDEN = "withdrawn"


def directions(work: Work) -> list[Direction]:
    """The law's directions, in their order."""
    rows = select(DirectionRow).where(DirectionRow.closed_at.is_(None)).order_by(DirectionRow.id)
    found = storage.rows.every(work, rows)
    return [Direction(row.id, row.code, row.name_kk, row.name_ru, tuple(row.stems)) for row in found]


def other(work: Work) -> int:
    """The direction of contests that name none; 0 where the installation has no such."""
    return work.sql.scalar(select(DirectionRow.id).where(DirectionRow.code == OTHER)) or 0


def contest(work: Work, contest_id: int) -> Posted | None:
    """One contest, unless it was withdrawn."""
    return next(iter(_contests(work, ContestRow.id == contest_id)), None)


def contests(work: Work, ids: Iterable[int]) -> list[Posted]:
    """These, nearest deadline first."""
    return _contests(work, ContestRow.id.in_(set(ids)))


def known(work: Work, centre_id: int, keys: Iterable[str]) -> Mapping[str, tuple[Posted, str]]:
    """Contests of the centre by what they are known by, each with the mark of its content; withdrawn ones too."""
    rows = select(ContestRow.key, ContestRow.content, ContestRow.id)
    here = rows.where(ContestRow.centre_id == centre_id, ContestRow.key.in_(set(keys)))
    marks = {contest_id: (key, content) for key, content, contest_id in work.sql.execute(here)}
    found = _read(work, ContestRow.id.in_(marks))
    return {marks[each.id][0]: (each, marks[each.id][1]) for each in found}


def matching(work: Work, wish: Wish, page: slice) -> list[Posted]:
    """Open contests that the wish fits, nearest deadline first."""
    found = _select(_open(work), *_fits(wish, other(work)))
    return _whole(work, found.offset(page.start).limit(page.stop - page.start))


def count_matching(work: Work, wish: Wish) -> int:
    fit = select(func.count()).select_from(ContestRow).where(_open(work), *_fits(wish, other(work)))
    return work.sql.scalar(fit) or 0


def last_like(work: Work, wish: Wish) -> datetime | None:
    """When the last one came that the wish would have fitted, open or not."""
    rows = select(func.max(ContestRow.created_at)).where(ContestRow.state != _HIDDEN, *_fits(wish, other(work)))
    return work.sql.scalar(rows)


def around(region: str) -> Wish:
    """What concerns everybody in a region."""
    return Wish(region=region)


def of_centre(work: Work, centre_id: int, page: slice) -> list[Posted]:
    """What the centre has published, the newest first."""
    mine = ContestRow.centre_id == centre_id
    rows = select(*_CONTEST).where(mine, ContestRow.state != _HIDDEN).order_by(ContestRow.id.desc())
    return _whole(work, rows.offset(page.start).limit(page.stop - page.start))


def count_of_centre(work: Work, centre_id: int) -> int:
    mine = (ContestRow.centre_id == centre_id) & (ContestRow.state != _HIDDEN)
    return work.sql.scalar(select(func.count()).select_from(ContestRow).where(mine)) or 0


def of_import(work: Work, import_id: int) -> list[Posted]:
    return _contests(work, ContestRow.import_id == import_id)


def _contests(work: Work, *which: ColumnElement[bool]) -> list[Posted]:
    return _read(work, ContestRow.state != _HIDDEN, *which)


def _read(work: Work, *which: ColumnElement[bool]) -> list[Posted]:
    return _whole(work, _select(*which))


def _select(*which: ColumnElement[bool]) -> Any:
    return select(*_CONTEST).where(*which).order_by(ContestRow.deadline.is_(None), ContestRow.deadline, ContestRow.id)


def _whole(work: Work, rows: Any) -> list[Posted]:
    found = [_posted(row._asdict()) for row in work.sql.execute(rows)]
    of = _directions(work, [each.id for each in found])
    return [replace(each, directions=frozenset(of.get(each.id, ()))) for each in found]


def _posted(row: Mapping[str, Any]) -> Posted:
    amount = row["amount"]
    return Posted(**{**row, "amount": None if amount is None else Decimal(amount).scaleb(-2)})


def _directions(work: Work, ids: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = select(ContestDirectionRow.contest_id, ContestDirectionRow.direction_id)
    for contest_id, direction_id in work.sql.execute(rows.where(ContestDirectionRow.contest_id.in_(ids))):
        found.setdefault(contest_id, []).append(direction_id)
    return found


def _open(work: Work) -> ColumnElement[bool]:
    return ContestRow.state.in_(RUNNING) & or_(ContestRow.deadline.is_(None), ContestRow.deadline > work.now)


def _fits(wish: Wish, other_id: int) -> list[ColumnElement[bool]]:
    fits: list[ColumnElement[bool]] = []
    if wish.kinds:
        fits.append(ContestRow.kind.in_(wish.kinds))
    if wish.region:
        fits.append(ContestRow.region.in_({wish.region, *([EVERYWHERE] if wish.nationwide else [])}))
    if wish.directions:
        mine = ContestDirectionRow.contest_id == ContestRow.id
        named = exists().where(mine, ContestDirectionRow.direction_id.in_(wish.directions))
        fits.append(or_(named, ~exists().where(mine)) if other_id in wish.directions else named)
    return fits


def insert_new(work: Work, new: Posted, marks: tuple[str, str], by: int | None) -> Posted:
    """Write a new contest; its id is given here. `marks`: what it is known by, and its content."""
    values = _values(new) | {"key": marks[0], "content": marks[1], "created_by": by}
    row = insert(ContestRow).values(values).returning(ContestRow.id)
    kept = replace(new, id=work.sql.execute(row).scalar_one())
    _aim(work, kept)
    return kept


def change(work: Work, before: Posted, after: Posted, content: str) -> Posted:
    """Write what has changed, with the next revision. OutdatedButton where it is no longer as `before`."""
    mine = (ContestRow.id == before.id) & (ContestRow.rev == before.rev)
    kept = replace(after, rev=before.rev + 1)
    row = update(ContestRow).where(mine).values(_values(kept) | {"content": content}).returning(ContestRow.id)
    if work.sql.scalar(row) is None:
        raise OutdatedButton
    if before.directions != after.directions:
        work.sql.execute(delete(ContestDirectionRow).where(ContestDirectionRow.contest_id == kept.id))
        _aim(work, kept)
    return kept


def revive(work: Work, before: Posted, after: Posted, content: str) -> Posted:
    """What was withdrawn is announced again, and its people are found anew."""
    kept = change(work, before, replace(after, id=before.id, rev=before.rev), content)
    work.sql.execute(update(ContestRow).where(ContestRow.id == kept.id).values(spread_at=None))
    return kept


def _values(posted: Posted) -> dict[str, Any]:
    values = {name: getattr(posted, name) for name in _NAMES if name not in {"id", "amount"}}
    return values | {"amount": None if posted.amount is None else int(posted.amount.scaleb(2))}


def _aim(work: Work, kept: Posted) -> None:
    rows = [{"contest_id": kept.id, "direction_id": each} for each in sorted(kept.directions)]
    if rows:
        work.sql.execute(insert(ContestDirectionRow), rows)


def to_spread(work: Work) -> int | None:
    """The next contest whose subscribers are still to be found."""
    waiting = select(ContestRow.id).where(ContestRow.spread_at.is_(None), ContestRow.tell)
    return work.sql.scalar(waiting.order_by(ContestRow.id).limit(1))


def spread(work: Work, contest_id: int) -> None:
    """Its subscribers are found."""
    work.sql.execute(update(ContestRow).where(ContestRow.id == contest_id).values(spread_at=work.now))
