"""What a centre says of itself, written: nothing is deleted, what ends is closed."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update

import storage.centres
import storage.memo
import storage.rows
from rules.centres import Specialist, Texts, Topic
from rules.setup import Taught
from storage.schema.centres import (
    CentreRow,
    DepartmentRow,
    SpecialistRow,
    SpecialistTopicRow,
    TopicRow,
)
from storage.work import Work

WORKING_WEEK = [0, 1, 2, 3, 4]


def put(work: Work, centre_id: int, lines: Mapping[str, str]) -> None:
    """Lines of its card, by the names that rules.setup gives them."""
    work.sql.execute(update(CentreRow).where(CentreRow.id == centre_id).values(dict(lines)))
    storage.memo.forget(work)


def settle(work: Work, centre_id: int, values: Mapping[str, int]) -> None:
    """Numbers of rules.settings.CentreSettings."""
    _settle(work, centre_id, storage.rows.known(work, CentreRow, centre_id).settings | dict(values))


def agree(work: Work, centre_id: int, topic: str, values: Mapping[str, int | str]) -> None:
    """What the centre sets for the topic of this code alone, by the names of rules.ways.Terms."""
    row = storage.rows.known(work, CentreRow, centre_id)
    known = {each["topic"]: each for each in row.settings.get("terms", ())}
    known[topic] = known.get(topic, {"topic": topic}) | values
    _settle(work, centre_id, row.settings | {"terms": list(known.values())})


def _settle(work: Work, centre_id: int, settings: Mapping[str, Any]) -> None:
    work.sql.execute(update(CentreRow).where(CentreRow.id == centre_id).values(settings=dict(settings)))
    storage.memo.forget(work)


def taught(work: Work, centre_id: int) -> list[Taught]:
    """Every open topic, with those at work here who answer for it."""
    at_work = [each.id for each in storage.centres.specialists(work, centre_id)]
    rows = select(SpecialistTopicRow.topic_id, SpecialistTopicRow.specialist_id)
    answers: dict[int, set[int]] = {}
    for topic_id, specialist_id in work.sql.execute(rows.where(SpecialistTopicRow.specialist_id.in_(at_work))):
        answers.setdefault(topic_id, set()).add(specialist_id)
    return [Taught(each, frozenset(answers.get(each.id, ()))) for each in storage.centres.every_topic(work, centre_id)]


def answer(work: Work, specialist_id: int, topic_id: int, *, on: bool) -> None:
    """Whether this specialist answers for this topic; said again, it stays so."""
    mine = (SpecialistTopicRow.specialist_id == specialist_id) & (SpecialistTopicRow.topic_id == topic_id)
    work.sql.execute(delete(SpecialistTopicRow).where(mine))
    if on:
        work.sql.execute(insert(SpecialistTopicRow).values(specialist_id=specialist_id, topic_id=topic_id))


def add_specialist(work: Work, centre_id: int, name: str, roles: Texts, languages: Sequence[str]) -> int:
    """Somebody new, from Monday to Friday in the centre's hours; their id."""
    values = {
        "centre_id": centre_id,
        "code": _free_code(work, SpecialistRow, "sp"),
        "name": name,
        "role_kk": roles.kk,
        "role_ru": roles.ru,
        "languages": list(languages),
        "days": WORKING_WEEK,
        "week": {},
    }
    return work.sql.scalars(insert(SpecialistRow).values(values).returning(SpecialistRow.id)).one()


def _free_code(work: Work, row: type[SpecialistRow | TopicRow | DepartmentRow], prefix: str) -> str:
    """A code that nothing has had yet; the file of centres names its own things otherwise."""
    newest = work.sql.scalar(select(func.max(row.id))) or 0
    return f"{prefix}_{newest + 1}"


def rename(work: Work, specialist_id: int, name: str) -> None:
    work.sql.execute(update(SpecialistRow).where(SpecialistRow.id == specialist_id).values(name=name))
    storage.memo.forget(work)


def close_specialist(work: Work, specialist_id: int, *, closed: bool) -> None:
    """They work here no longer, or again."""
    values = {"closed_at": work.now if closed else None}
    work.sql.execute(update(SpecialistRow).where(SpecialistRow.id == specialist_id).values(values))
    storage.memo.forget(work)


def closed_specialist(work: Work, centre_id: int, specialist_id: int) -> Specialist | None:
    """Somebody who has worked at this centre and does no longer."""
    mine = (SpecialistRow.id == specialist_id) & (SpecialistRow.centre_id == centre_id)
    gone = work.sql.scalar(select(SpecialistRow.id).where(mine, SpecialistRow.closed_at.is_not(None)))
    return storage.centres.specialist(work, gone) if gone is not None else None


def add_topic(work: Work, names: Texts, minutes: int) -> Topic:
    position = work.sql.scalar(select(func.max(TopicRow.position))) or 0
    values = {"code": _free_code(work, TopicRow, "topic"), "position": position + 1, "minutes": minutes}
    named = {"name_kk": names.kk, "name_ru": names.ru}
    topic_id = work.sql.scalars(insert(TopicRow).values(values | named).returning(TopicRow.id)).one()
    return Topic(topic_id, str(values["code"]), minutes, names, Texts("", ""))


def add_department(work: Work, centre_id: int, names: Texts) -> int:
    values = {"centre_id": centre_id, "code": _free_code(work, DepartmentRow, "dep"), "directions": []}
    named = {"name_kk": names.kk, "name_ru": names.ru, "valid_from": work.now.date()}
    return work.sql.scalars(insert(DepartmentRow).values(values | named).returning(DepartmentRow.id)).one()


def end_department(work: Work, department_id: int, *, ended: bool) -> None:
    """From today on it answers no new proposals, or does again; old ones still name it."""
    values = {"valid_to": work.now.date() - timedelta(days=1) if ended else None}
    work.sql.execute(update(DepartmentRow).where(DepartmentRow.id == department_id).values(values))
