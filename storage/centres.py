"""Centres as people meet them: open ones, their days, topics, specialists, rooms."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from rules.availability import Hours, Interval
from rules.centres import Centre, CentreDay, Room, Specialist, Texts, Topic
from rules.settings import CentreSettings
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


def centre(work: Work, centre_id: int) -> Centre | None:
    """One centre, also a closed one: old records still name it."""
    row = work.session.get(CentreRow, centre_id)
    return _centre(row) if row else None


def by_code(work: Work, code: str) -> Centre | None:
    """The open centre of this code."""
    row = work.session.scalar(select(CentreRow).where(CentreRow.code == code, CentreRow.closed_at.is_(None)))
    return _centre(row) if row else None


def open_centres(work: Work) -> list[Centre]:
    rows = select(CentreRow).where(CentreRow.closed_at.is_(None)).order_by(CentreRow.id)
    return [_centre(row) for row in work.session.scalars(rows)]


def days(work: Work, centre_id: int, since: date, until: date) -> dict[date, CentreDay]:
    """Days unlike their weekday, both ends included."""
    mine = (CentreDayRow.centre_id == centre_id) & CentreDayRow.day.between(since, until)
    rows = work.session.scalars(select(CentreDayRow).where(mine).order_by(CentreDayRow.day))
    return {row.day: CentreDay(row.day, intervals(row.hours), Texts(row.reason_kk, row.reason_ru)) for row in rows}


def topics(work: Work, centre_id: int) -> list[Topic]:
    """What one can come with: topics that somebody at work there answers for."""
    answered = select(SpecialistTopicRow.topic_id).join(SpecialistRow).where(_at_work(centre_id))
    rows = select(TopicRow).where(TopicRow.closed_at.is_(None), TopicRow.id.in_(answered))
    return [_topic(row) for row in work.session.scalars(rows.order_by(TopicRow.position, TopicRow.id))]


def topic(work: Work, topic_id: int) -> Topic | None:
    """One topic, also a closed one: old records still name it."""
    row = work.session.get(TopicRow, topic_id)
    return _topic(row) if row else None


def topic_by_code(work: Work, code: str) -> Topic | None:
    row = work.session.scalar(select(TopicRow).where(TopicRow.code == code, TopicRow.closed_at.is_(None)))
    return _topic(row) if row else None


def specialists(work: Work, centre_id: int, topic_id: int | None = None) -> list[Specialist]:
    """Those at work at the centre; with a topic, those who answer for it."""
    rows = select(SpecialistRow).where(_at_work(centre_id))
    if topic_id is not None:
        rows = rows.join(SpecialistTopicRow).where(SpecialistTopicRow.topic_id == topic_id)
    return _specialists(work, rows)


def specialist(work: Work, specialist_id: int) -> Specialist | None:
    """One specialist, also one who has left: old records still name them."""
    return next(iter(_specialists(work, select(SpecialistRow).where(SpecialistRow.id == specialist_id))), None)


def specialist_by_code(work: Work, centre_id: int, code: str) -> Specialist | None:
    rows = select(SpecialistRow).where(_at_work(centre_id), SpecialistRow.code == code)
    return next(iter(_specialists(work, rows)), None)


def department_id(work: Work, centre_id: int, code: str) -> int | None:
    """The department of this code, unless it has ended."""
    mine = (DepartmentRow.centre_id == centre_id) & (DepartmentRow.code == code)
    lives = DepartmentRow.valid_to.is_(None) | (DepartmentRow.valid_to >= work.now.date())
    return work.session.scalar(select(DepartmentRow.id).where(mine, lives))


def rooms(work: Work, centre_id: int) -> list[Room]:
    rows = select(RoomRow).where(RoomRow.centre_id == centre_id, RoomRow.closed_at.is_(None)).order_by(RoomRow.id)
    return [_room(row) for row in work.session.scalars(rows)]


def room(work: Work, room_id: int) -> Room | None:
    row = work.session.get(RoomRow, room_id)
    return _room(row) if row else None


def _at_work(centre_id: int) -> Any:
    return (SpecialistRow.centre_id == centre_id) & SpecialistRow.closed_at.is_(None)


def _specialists(work: Work, rows: Select[SpecialistRow]) -> list[Specialist]:
    return [_specialist(row) for row in work.session.scalars(rows.order_by(SpecialistRow.id))]


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
    return Room(row.id, row.centre_id, row.code, Texts(row.name_kk, row.name_ru), row.seats, row.step_free)


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
    )


def week(hours: Iterable[Any]) -> Hours:
    """Seven days of intervals, from their plain values."""
    return tuple(intervals(day) for day in hours)


def intervals(hours: Iterable[Any]) -> tuple[Interval, ...]:
    """A day's intervals, from pairs like ["09:00", "13:00"]."""
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in hours)


def settings(values: dict[str, Any]) -> CentreSettings:
    """A centre's settings from their plain values, lists made tuples; what is not said keeps its default."""
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return CentreSettings(**plain)
