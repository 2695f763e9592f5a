"""Centres as people meet them: open ones, their days, topics, specialists, rooms."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

import rules.holidays
import storage.memo
import storage.rows
from rules.cells import Hours, Interval
from rules.centres import Centre, CentreDay, Room, Specialist, Texts, Topic
from rules.refusal import NotFound
from rules.settings import CentreSettings
from rules.ways import Terms
from storage.schema.centres import (
    CentreDayRow,
    CentreRow,
    DepartmentRow,
    RoomRow,
    SpecialistRow,
    SpecialistTopicRow,
    TopicRow,
)
from storage.work import Work

_TOPIC, _SPECIALIST, _ROOM = (  # built once: to build a statement costs more than to run it
    select(TopicRow).where(TopicRow.id == bindparam("id")),
    select(SpecialistRow).where(SpecialistRow.id == bindparam("id")),
    select(RoomRow).where(RoomRow.id == bindparam("id")),
)
_OPEN = select(CentreRow).where(CentreRow.closed_at.is_(None)).order_by(CentreRow.id)
_AT_WORK = (SpecialistRow.centre_id == bindparam("centre"), SpecialistRow.closed_at.is_(None))
_SPECIALISTS = select(SpecialistRow).where(*_AT_WORK).order_by(SpecialistRow.id)
_ANSWERING = _SPECIALISTS.join(SpecialistTopicRow).where(SpecialistTopicRow.topic_id == bindparam("topic"))
_ANSWERED = select(SpecialistTopicRow.topic_id).join(SpecialistRow).where(*_AT_WORK)
_TOPICS = (
    select(TopicRow)
    .where(TopicRow.closed_at.is_(None), TopicRow.id.in_(_ANSWERED))
    .order_by(TopicRow.position, TopicRow.id)
)
_SPECIAL_DAYS = (
    select(CentreDayRow)
    .where(
        CentreDayRow.centre_id == bindparam("centre"), CentreDayRow.day.between(bindparam("since"), bindparam("until"))
    )
    .order_by(CentreDayRow.day)
)


def centre(work: Work, centre_id: int) -> Centre | None:
    """One centre, also a closed one: old records still name it."""
    row = storage.rows.get(work, CentreRow, centre_id)
    return _centre(row) if row else None


def known(work: Work, centre_id: int) -> Centre:
    """The same where there has to be one. Raises NotFound."""
    found = centre(work, centre_id)
    if found is None:
        raise NotFound
    return found


def by_code(work: Work, code: str) -> Centre | None:
    """The open centre of this code."""
    row = storage.rows.first(work, select(CentreRow).where(CentreRow.code == code, CentreRow.closed_at.is_(None)))
    return _centre(row) if row else None


def open_centres(work: Work) -> list[Centre]:
    return [_centre(row) for row in storage.rows.every(work, _OPEN)]


def closed_jobs(work: Work) -> frozenset[str]:
    """Jobs that every open centre has switched off; none where there is no centre yet."""
    off = [centre.jobs_off for centre in open_centres(work)]
    return frozenset.intersection(*off) if off else frozenset()


def days(work: Work, centre_id: int, since: date, until: date) -> dict[date, CentreDay]:
    """Days unlike their weekday, both ends included: public holidays, and the centre's own days, which win."""
    holidays = {each.day: CentreDay(each.day, (), each.names) for each in rules.holidays.between(since, until)}
    return holidays | own_days(work, centre_id, since, until)


def own_days(work: Work, centre_id: int, since: date, until: date) -> dict[date, CentreDay]:
    """Days that the centre itself has set."""
    rows = storage.rows.every(work, _SPECIAL_DAYS, {"centre": centre_id, "since": since, "until": until})
    return {row.day: CentreDay(row.day, intervals(row.hours), Texts(row.reason_kk, row.reason_ru)) for row in rows}


def topics(work: Work, centre_id: int) -> list[Topic]:
    """What one can come with: topics that somebody at work there answers for."""
    here = storage.memo.read(work, centre, centre_id)
    return [_at(here, _topic(row)) for row in storage.rows.every(work, _TOPICS, {"centre": centre_id})]


def topic_at(work: Work, centre_id: int, topic_id: int) -> Topic | None:
    """One topic as this centre has it: with its own length of a consultation."""
    found = storage.memo.read(work, topic, topic_id)
    return _at(storage.memo.read(work, centre, centre_id), found) if found else None


def _at(here: Centre | None, found: Topic) -> Topic:
    minutes = here.settings.of_topic(found.code).minutes if here else None
    return replace(found, minutes=minutes) if minutes else found


def every_topic(work: Work, centre_id: int) -> list[Topic]:
    """Every open topic as this centre has it, also those nobody answers for here."""
    here = storage.memo.read(work, centre, centre_id)
    rows = select(TopicRow).where(TopicRow.closed_at.is_(None)).order_by(TopicRow.position, TopicRow.id)
    return [_at(here, _topic(row)) for row in storage.rows.every(work, rows)]


def topic(work: Work, topic_id: int) -> Topic | None:
    """One topic, also a closed one: old records still name it."""
    row = storage.rows.first(work, _TOPIC, {"id": topic_id})
    return _topic(row) if row else None


def topic_by_code(work: Work, code: str) -> Topic | None:
    row = storage.rows.first(work, select(TopicRow).where(TopicRow.code == code, TopicRow.closed_at.is_(None)))
    return _topic(row) if row else None


def specialists(work: Work, centre_id: int, topic_id: int | None = None) -> list[Specialist]:
    """Those at work at the centre; with a topic, those who answer for it."""
    asked = {"centre": centre_id} if topic_id is None else {"centre": centre_id, "topic": topic_id}
    rows = storage.rows.every(work, _SPECIALISTS if topic_id is None else _ANSWERING, asked)
    return [_specialist(row) for row in rows]


def specialist(work: Work, specialist_id: int) -> Specialist | None:
    """One specialist, also one who has left: old records still name them."""
    row = storage.rows.first(work, _SPECIALIST, {"id": specialist_id})
    return _specialist(row) if row else None


def specialist_by_code(work: Work, centre_id: int, code: str) -> Specialist | None:
    row = storage.rows.first(work, _SPECIALISTS.where(SpecialistRow.code == code), {"centre": centre_id})
    return _specialist(row) if row else None


def department_id(work: Work, centre_id: int, code: str) -> int | None:
    """The department of this code, unless it has ended."""
    mine = (DepartmentRow.centre_id == centre_id) & (DepartmentRow.code == code)
    lives = DepartmentRow.valid_to.is_(None) | (DepartmentRow.valid_to >= work.now.date())
    return work.sql.scalar(select(DepartmentRow.id).where(mine, lives))


def rooms(work: Work, centre_id: int) -> list[Room]:
    rows = select(RoomRow).where(RoomRow.centre_id == centre_id, RoomRow.closed_at.is_(None)).order_by(RoomRow.id)
    return [_room(row) for row in storage.rows.every(work, rows)]


def room(work: Work, room_id: int) -> Room | None:
    row = storage.rows.first(work, _ROOM, {"id": room_id})
    return _room(row) if row else None


def _centre(row: CentreRow) -> Centre:
    return Centre(
        id=row.id,
        code=row.code,
        names=Texts(row.name_kk, row.name_ru, row.name_en),
        operators=Texts(row.operator_kk, row.operator_ru),
        addresses=Texts(row.address_kk, row.address_ru),
        phone=row.phone,
        site=row.site,
        region=row.region,
        zone=ZoneInfo(row.zone),
        default_language=row.default_language,  # type: ignore[arg-type] # checked when the file was loaded
        hours=week(row.hours),
        settings=settings(row.settings),
        jobs_off=frozenset(row.jobs_off),
    )


def _topic(row: TopicRow) -> Topic:
    names = Texts(row.name_kk, row.name_ru, row.name_en)
    return Topic(row.id, row.code, row.minutes, names, Texts(row.bring_kk, row.bring_ru))


def _room(row: RoomRow) -> Room:
    return Room(
        id=row.id,
        centre_id=row.centre_id,
        code=row.code,
        names=Texts(row.name_kk, row.name_ru),
        seats=row.seats,
        step_free=row.step_free,
        lent=row.lent,  # type: ignore[arg-type] # the schema holds it to these words
    )


def _specialist(row: SpecialistRow) -> Specialist:
    return Specialist(
        id=row.id,
        centre_id=row.centre_id,
        code=row.code,
        name=row.name,
        roles=Texts(row.role_kk, row.role_ru),
        languages=tuple(row.languages),
        room_id=row.room_id,
        weekdays=frozenset(row.days),
        hours=None if row.hours is None else intervals(row.hours),
        week={int(weekday): intervals(hours) for weekday, hours in row.week.items()},
        most_a_day=row.most_a_day,
    )


def week(hours: Iterable[Any]) -> Hours:
    """Seven days of intervals, from their plain values."""
    return tuple(intervals(day) for day in hours)


def intervals(hours: Iterable[Any]) -> tuple[Interval, ...]:
    """A day's intervals, from pairs like ["09:00", "13:00"]."""
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in hours)


def settings(values: dict[str, Any]) -> CentreSettings:
    """A centre's settings from their plain values, lists made tuples; what is not said keeps its default."""
    plain = _tuples(values)
    terms = tuple(Terms(**_tuples(each)) for each in plain.pop("terms", ()))
    return CentreSettings(**plain, terms=terms)


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
