"""Rooms that a centre lends: their claims, and what a centre sets of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, or_, select, update

import rules.cells
import rules.rooms
import storage.availability
import storage.centres
import storage.memo
from rules.cells import Span
from rules.centres import Centre, Room, Texts
from rules.rooms import Free
from storage.schema.booking import ClaimRow
from storage.schema.centres import RoomRow
from storage.schema.reservations import ReservationRow
from storage.work import Work

_A_DAY = timedelta(days=1)


def lent(work: Work, centre_id: int) -> list[Room]:
    """Rooms that can be asked for at this centre."""
    return [each for each in storage.centres.rooms(work, centre_id) if each.lent != "none"]


def open_room(work: Work, room_id: int) -> Room | None:
    """One room, unless it is closed."""
    open_one = (RoomRow.id == room_id) & RoomRow.closed_at.is_(None)
    known = work.sql.scalar(select(RoomRow.id).where(open_one))
    return storage.centres.room(work, room_id) if known is not None else None


def days(work: Work, centre: Centre, room: Room, wanted: tuple[Sequence[date], datetime], moving: int) -> list[Free]:
    """What is free of the room on these days from a moment on; `moving`: the reservation whose hours count as free."""
    on, not_before = wanted
    if not on:
        return []
    ahead = (max(on) - not_before.astimezone(centre.zone).date()).days + 1
    timetable = storage.availability.timetable(work, centre.id, max(ahead, 1))
    first = rules.cells.day_start_cell(min(on), centre.zone)
    after = rules.cells.day_start_cell(max(on) + _A_DAY, centre.zone)
    busy = _busy(work, room, (first, after), moving)
    return [rules.rooms.free(timetable, busy, day, not_before) for day in on]


def open_days(work: Work, centre: Centre, on: Sequence[date]) -> list[Free]:
    """The hours in which there is anybody to lend a room, whatever is claimed."""
    timetable = storage.availability.timetable(work, centre.id, len(on))
    return [rules.rooms.free(timetable, [()], day, work.now) for day in on]


def _busy(work: Work, room: Room, reach: Span, moving: int) -> list[list[Span]]:
    """Of each of its resources what is claimed; a claim of the whole room is in the way of each."""
    whole, own = f"r{room.id}", rules.rooms.resources(room)
    found: dict[str, list[Span]] = {}
    for resource, span in _claimed(work, {whole, *own}, reach, moving):
        found.setdefault(resource, []).append(span)
    return [[*found.get(each, ()), *(found.get(whole, ()) if each != whole else ())] for each in own]


def _claimed(work: Work, resources: set[str], reach: Span, moving: int) -> Iterator[tuple[str, Span]]:
    """Cells claimed, those in a row as one span, whoever they are claimed for."""
    overdue = select(ReservationRow.id).where(
        or_(ReservationRow.answer_by <= work.now, ReservationRow.id == moving),
    )
    first, after = reach
    island = ClaimRow.cell - func.row_number().over(partition_by=ClaimRow.resource, order_by=ClaimRow.cell)
    rows = (
        select(ClaimRow.resource, ClaimRow.cell, island.label("island"))
        .where(ClaimRow.resource.in_(sorted(resources)), ClaimRow.cell >= first, ClaimRow.cell < after)
        .where(ClaimRow.reservation_id.is_(None) | ClaimRow.reservation_id.not_in(overdue))
        .subquery()
    )
    spans = select(rows.c.resource, func.min(rows.c.cell), func.max(rows.c.cell) + 1)
    for resource, low, high in work.sql.execute(spans.group_by(rows.c.resource, rows.c.island)):
        yield resource, (low, high)


def add(work: Work, centre_id: int, names: Texts) -> int:
    """A room that nothing is known of yet but its names; its id."""
    newest = work.sql.scalar(select(func.max(RoomRow.id))) or 0
    values = {"centre_id": centre_id, "code": f"room_{newest + 1}", "name_kk": names.kk, "name_ru": names.ru}
    return work.sql.scalars(insert(RoomRow).values(values).returning(RoomRow.id)).one()


def put(work: Work, room_id: int, values: Mapping[str, Any]) -> None:
    """Names, seats, whether one gets in without steps, how it is lent."""
    work.sql.execute(update(RoomRow).where(RoomRow.id == room_id).values(dict(values)))
    storage.memo.forget(work)


def close(work: Work, room_id: int, *, closed: bool) -> None:
    put(work, room_id, {"closed_at": work.now if closed else None})
