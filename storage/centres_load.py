"""Bring a file of centres into the database: add, compare, replace where asked; close, never delete."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select, update

import storage.rows
import storage.switches
from rules.settings import CentreSettings
from storage.centres_file import WEEKDAYS, CentreEntry, CentresFile, SpecialistEntry
from storage.schema.centres import (
    CentreDayRow,
    CentreRow,
    DepartmentRow,
    DirectionRow,
    RoomRow,
    SpecialistRow,
    SpecialistTopicRow,
    TopicRow,
)
from storage.work import Work

TOPICS, DIRECTIONS = "topics", "directions"
_SETTINGS = frozenset(field.name for field in fields(CentreSettings))

Values = dict[str, Any]


class Sign(StrEnum):
    ADDED = "added"
    DIFFERS = "differs"
    REPLACED = "replaced"
    MISSING = "not in the file"
    CLOSED = "closed"
    SWITCHED = "switched in the chat"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one thing: `place` is its centre's code or empty; `columns` are (name, what is there, wanted)."""

    sign: Sign
    noun: str
    code: str
    place: str = ""
    columns: tuple[tuple[str, object, object], ...] = ()


@dataclass(frozen=True, slots=True)
class _Kind:
    """One table to merge into. `scope` is common to its rows; `wanted` are column values by code."""

    noun: str
    row: Any
    wanted: Mapping[Any, Values]
    scope: Values
    place: str
    overwrite: bool
    key: str = "code"


def load(work: Work, file: CentresFile, replace: Sequence[str] = ()) -> list[Change]:
    """Everything that was added or differs. What `replace` names (centres' codes, `topics`, `directions`) becomes
    as the file has it; the rest of what differs stays as it is. LookupError names a code the file does not have.
    """
    known = {TOPICS, DIRECTIONS, *(centre.code for centre in file.centre)}
    for code in replace:
        if code not in known:
            raise LookupError(code)
    changes = [*_common(work, file, replace)]
    for centre in file.centre:
        changes += _centre(work, centre, overwrite=centre.code in replace)
    return changes


def _common(work: Work, file: CentresFile, replace: Sequence[str]) -> Iterator[Change]:
    topics = {each.code: each.model_dump() | {"position": position} for position, each in enumerate(file.topic)}
    directions = {each.code: each.model_dump() | {"stems": list(each.stems)} for each in file.direction}
    centres = {each.code: _columns_of(each) for each in file.centre}
    yield from _merge(work, _Kind("topic", TopicRow, topics, {}, "", TOPICS in replace))
    yield from _merge(work, _Kind("direction", DirectionRow, directions, {}, "", DIRECTIONS in replace))
    for code, values in centres.items():
        yield from _switched(work, code, values)
        yield from _one(work, _Kind("centre", CentreRow, {code: values}, {}, code, code in replace), code)


def _switched(work: Work, code: str, values: Values) -> Iterator[Change]:
    """What was switched in the chat stays so, whatever the file says, also where the centre is replaced."""
    centre_id = work.sql.scalar(select(CentreRow.id).where(CentreRow.code == code))
    for turn in storage.switches.turns(work, centre_id) if centre_id else ():
        asked = turn.job in values["jobs_off"]
        if asked != turn.off:
            values["jobs_off"] = sorted({*values["jobs_off"]} ^ {turn.job})
            yield Change(Sign.SWITCHED, "job", turn.job, code, (("off", turn.off, asked),))


def _columns_of(centre: CentreEntry) -> Values:
    asked = centre.model_dump(include=set(_SETTINGS), mode="json", exclude_none=True)
    return {
        "name_kk": centre.name_kk,
        "name_ru": centre.name_ru,
        "name_en": centre.name_en,
        "operator_kk": centre.official_kk,
        "operator_ru": centre.official_ru,
        "region": centre.region,
        "zone": centre.timezone,
        "default_language": centre.default_language,
        "address_kk": centre.address_kk,
        "address_ru": centre.address_ru,
        "phone": centre.phone,
        "site": centre.site,
        "hours": [getattr(centre.hours, day) for day in WEEKDAYS],
        "settings": _plain(asdict(CentreSettings()) | asked),
        "jobs_off": sorted(centre.jobs_off),
    }


def _plain(values: Values) -> Values:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _centre(work: Work, centre: CentreEntry, *, overwrite: bool) -> Iterator[Change]:
    centre_id = work.sql.scalars(select(CentreRow.id).where(CentreRow.code == centre.code)).one()
    scope = {"centre_id": centre_id}
    days = {each.date: each.model_dump(exclude={"date", "open"}) for each in centre.exceptions}
    rooms = {each.code: each.model_dump() for each in centre.rooms}
    departments = {each.code: _plain(each.model_dump(exclude={"source"})) for each in centre.departments}
    yield from _merge(work, _Kind("day", CentreDayRow, days, scope, centre.code, overwrite, key="day"))
    yield from _merge(work, _Kind("room", RoomRow, rooms, scope, centre.code, overwrite))
    yield from _merge(work, _Kind("department", DepartmentRow, departments, scope, centre.code, overwrite))
    room_ids = _ids(work, select(RoomRow.code, RoomRow.id).where(RoomRow.centre_id == centre_id))
    staff = {each.code: _specialist(each, room_ids) for each in centre.specialists}
    yield from _merge(work, _Kind("specialist", SpecialistRow, staff, scope, centre.code, overwrite))
    yield from _taught(work, centre, centre_id, overwrite=overwrite)


def _specialist(entry: SpecialistEntry, room_ids: Mapping[str, int]) -> Values:
    return {
        "name": entry.name,
        "role_kk": entry.role_kk,
        "role_ru": entry.role_ru,
        "languages": list(entry.languages),
        "room_id": room_ids[entry.room] if entry.room else None,
        "days": [WEEKDAYS.index(day) for day in entry.days],
        "hours": entry.hours,
    }


def _merge(work: Work, kind: _Kind) -> Iterator[Change]:
    for code in kind.wanted:
        yield from _one(work, kind, code)
    for row in _rows(work, kind):
        if getattr(row, kind.key) not in kind.wanted and _lives(work, row):
            yield _leave(work, kind, row)


def _one(work: Work, kind: _Kind, code: Any) -> Iterator[Change]:
    values = {key: value for key, value in kind.wanted[code].items() if key != kind.key}
    row = next((row for row in _rows(work, kind) if getattr(row, kind.key) == code), None)
    if row is None:
        work.sql.execute(insert(kind.row).values({kind.key: code} | kind.scope | values))
        yield Change(Sign.ADDED, kind.noun, str(code), kind.place)
        return
    if hasattr(row, "closed_at"):
        values["closed_at"] = None
    differing = tuple((key, getattr(row, key), value) for key, value in values.items() if getattr(row, key) != value)
    if differing:
        yield Change(Sign.REPLACED if kind.overwrite else Sign.DIFFERS, kind.noun, str(code), kind.place, differing)
    if kind.overwrite and differing:
        _put(work, kind, row, {key: value for key, _, value in differing})


def _put(work: Work, kind: _Kind, row: Any, values: Values) -> None:
    work.sql.execute(update(kind.row).where(kind.row.id == row.id).values(values))


def _rows(work: Work, kind: _Kind) -> Sequence[Any]:
    return storage.rows.every(work, select(kind.row).filter_by(**kind.scope))


def _lives(work: Work, row: Any) -> bool:
    if hasattr(row, "valid_to"):
        return row.valid_to is None or row.valid_to >= work.now.date()
    return hasattr(row, "closed_at") and row.closed_at is None


def _leave(work: Work, kind: _Kind, row: Any) -> Change:
    """A thing the file no longer names: closed where its centre is replaced, otherwise only told."""
    if kind.overwrite and kind.row is DepartmentRow:
        _put(work, kind, row, {"valid_to": work.now.date() - timedelta(days=1)})
    elif kind.overwrite:
        _put(work, kind, row, {"closed_at": work.now})
    return Change(Sign.CLOSED if kind.overwrite else Sign.MISSING, kind.noun, getattr(row, kind.key), kind.place)


def _ids(work: Work, rows: Any) -> dict[str, int]:
    return dict(work.sql.execute(rows).all())


def _taught(work: Work, centre: CentreEntry, centre_id: int, *, overwrite: bool) -> Iterator[Change]:
    """Who answers for which topics."""
    topic_ids = _ids(work, select(TopicRow.code, TopicRow.id))
    staff_ids = _ids(work, select(SpecialistRow.code, SpecialistRow.id).where(SpecialistRow.centre_id == centre_id))
    for entry in centre.specialists:
        mine = SpecialistTopicRow.specialist_id == staff_ids[entry.code]
        held = set(work.sql.scalars(select(SpecialistTopicRow.topic_id).where(mine)))
        wanted = {topic_ids[code] for code in entry.topics}
        if held and held != wanted:
            names = tuple(sorted(code for code, topic_id in topic_ids.items() if topic_id in held))
            difference = (("topics", names, tuple(sorted(entry.topics))),)
            sign = Sign.REPLACED if overwrite else Sign.DIFFERS
            yield Change(sign, "specialist", entry.code, centre.code, difference)
        if not held or overwrite:
            work.sql.execute(delete(SpecialistTopicRow).where(mine))
            rows = [{"specialist_id": staff_ids[entry.code], "topic_id": each} for each in sorted(wanted)]
            work.sql.execute(insert(SpecialistTopicRow), rows) if rows else None
