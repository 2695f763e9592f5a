"""People: who they are, what they agreed to, which roles they hold at this moment."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, insert, or_, select, update

from rules.people import Grant, Language, Person, Role
from rules.privacy import CONSENT_VERSION
from storage.schema.people import ConsentRow, PersonRow, RoleRow
from storage.types import Instant
from storage.work import Work

SEEN_EVERY = timedelta(days=1)

_PERSON = (PersonRow.id, PersonRow.telegram_id, PersonRow.language, PersonRow.name, PersonRow.centre_id)
_GRANT = (RoleRow.person_id, RoleRow.role, RoleRow.centre_id, RoleRow.specialist_id, RoleRow.department_id)

_THOSE: BindParameter[Any] = bindparam(
    "those", expanding=True
)  # the statements are built once: to build them costs more than to run them
_BY_ID = select(*_PERSON).where(PersonRow.id.in_(_THOSE))
_BY_TELEGRAM = select(*_PERSON).where(PersonRow.telegram_id.in_(_THOSE))
_SEEN = (
    update(PersonRow)
    .where(PersonRow.telegram_id.in_(_THOSE), PersonRow.seen_at < bindparam("before", type_=Instant))
    .values(seen_at=bindparam("now", type_=Instant))
)
_AGREED = (
    select(ConsentRow.id)
    .where(ConsentRow.person_id == bindparam("person"), ConsentRow.centre_id == bindparam("centre"))
    .where(ConsentRow.withdrawn_at.is_(None), ConsentRow.version == CONSENT_VERSION)
    .limit(1)
)
_GRANTS = select(*_GRANT).where(RoleRow.person_id.in_(_THOSE), RoleRow.ended_at.is_(None))
_CONSENTS = select(ConsentRow.person_id, ConsentRow.centre_id).where(
    ConsentRow.person_id.in_(_THOSE), ConsentRow.withdrawn_at.is_(None), ConsentRow.version == CONSENT_VERSION
)


def person(work: Work, person_id: int) -> Person | None:
    return next(iter(_people(work, _BY_ID, those=[person_id])), None)


def by_telegram(work: Work, telegram_ids: Sequence[int]) -> dict[int, Person]:
    """The known ones among these, by their Telegram id."""
    return {known.telegram_id: known for known in _people(work, _BY_TELEGRAM, those=list(set(telegram_ids)))}


def _people(
    work: Work, which: Select[int, int, Language, str | None, int | None], **asked: Sequence[int]
) -> Iterable[Person]:
    rows = work.sql.execute(which, asked).all()
    ids = [row.id for row in rows]
    grants, consents = (_grants(work, ids), _consents(work, ids)) if ids else ({}, {})
    return [Person(*row, tuple(grants.get(row.id, ())), tuple(consents.get(row.id, ()))) for row in rows]


def _grants(work: Work, ids: Sequence[int]) -> dict[int, list[Grant]]:
    held: dict[int, list[Grant]] = {}
    for person_id, role, *scope in work.sql.execute(_GRANTS, {"those": ids}):
        held.setdefault(person_id, []).append(Grant(Role(role), *scope))
    return held


def _consents(work: Work, ids: Sequence[int]) -> dict[int, list[int]]:
    given: dict[int, list[int]] = {}
    for person_id, centre_id in work.sql.execute(_CONSENTS, {"those": ids}):
        given.setdefault(person_id, []).append(centre_id)
    return given


def welcome(work: Work, telegram_id: int, language: Language) -> Person:
    """Somebody's first tap: their Telegram id and language, nothing else."""
    row = {"telegram_id": telegram_id, "language": language, "created_at": work.now, "seen_at": work.now}
    work.sql.execute(insert(PersonRow).values(row))
    return by_telegram(work, [telegram_id])[telegram_id]


def speak(work: Work, person_id: int, language: Language) -> None:
    _set(work, person_id, language=language)


def settle(work: Work, person_id: int, centre_id: int) -> None:
    """The person's centre, until they choose another."""
    _set(work, person_id, centre_id=centre_id)


def rename(work: Work, person_id: int, name: str) -> None:
    _set(work, person_id, name=name)


def _set(work: Work, person_id: int, **values: str | int) -> None:
    work.sql.execute(update(PersonRow).where(PersonRow.id == person_id).values(**values, seen_at=work.now))


def seen(work: Work, telegram_ids: Sequence[int]) -> None:
    """These wrote today: retention counts from the last day somebody did anything."""
    asked = {"those": list(set(telegram_ids)), "before": work.now - SEEN_EVERY, "now": work.now}
    work.sql.execute(_SEEN, asked)


def consent(work: Work, person_id: int, centre_id: int, language: Language, text_hash: str) -> None:
    """The person agreed to today's version; `text_hash` is the SHA-256 of the very words shown."""
    row = {"person_id": person_id, "centre_id": centre_id, "version": CONSENT_VERSION, "given_at": work.now}
    work.sql.execute(insert(ConsentRow).values(**row, language=language, text_hash=text_hash))


def agreed(work: Work, person_id: int, centre_id: int) -> bool:
    return work.sql.scalar(_AGREED, {"person": person_id, "centre": centre_id}) is not None


def holds(work: Work, person_id: int, centre_id: int, *roles: Role) -> bool:
    """Whether the person holds one of these roles at the centre at this moment; an administrator holds all."""
    here = (RoleRow.centre_id == centre_id) & RoleRow.role.in_(roles)
    mine = (RoleRow.person_id == person_id) & RoleRow.ended_at.is_(None)
    anywhere = RoleRow.role == Role.ADMINISTRATOR
    return work.sql.scalar(select(RoleRow.id).where(mine, or_(here, anywhere)).limit(1)) is not None


def grant(work: Work, person_id: int, given: Grant, *, from_settings: bool = False) -> None:
    work.sql.execute(
        insert(RoleRow).values(
            person_id=person_id,
            role=given.role,
            centre_id=given.centre_id,
            specialist_id=given.specialist_id,
            department_id=given.department_id,
            given_at=work.now,
            from_settings=from_settings,
        )
    )


def appointed(work: Work) -> dict[int, int]:
    """Administrators by the settings file: person's id by Telegram id."""
    rows = select(PersonRow.telegram_id, PersonRow.id).join(RoleRow, RoleRow.person_id == PersonRow.id)
    live = RoleRow.from_settings & RoleRow.ended_at.is_(None)
    return dict(work.sql.execute(rows.where(live)).all())


def dismiss(work: Work, person_id: int) -> None:
    """End the role that the settings file gave."""
    mine = (RoleRow.person_id == person_id) & RoleRow.from_settings & RoleRow.ended_at.is_(None)
    work.sql.execute(update(RoleRow).where(mine).values(ended_at=work.now))


def administrators(work: Work) -> list[Person]:
    rows = select(RoleRow.person_id).where(RoleRow.role == Role.ADMINISTRATOR, RoleRow.ended_at.is_(None))
    return list(_people(work, select(*_PERSON).where(PersonRow.id.in_(rows))))


def called(person_id: int | None, name: str | None) -> str | None:
    """Who did it, for colleagues: by name, else by number, since nobody need give a name to work here."""
    return name or (None if person_id is None else f"№\u00a0{person_id}")


def staff(work: Work, centre_id: int, *roles: Role) -> list[Person]:
    """Everybody who holds one of these roles at the centre now."""
    rows = select(RoleRow.person_id).where(RoleRow.centre_id == centre_id, RoleRow.role.in_(roles))
    return list(_people(work, select(*_PERSON).where(PersonRow.id.in_(rows.where(RoleRow.ended_at.is_(None))))))
