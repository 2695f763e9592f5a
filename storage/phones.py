"""Numbers that people have sent of themselves."""

from sqlalchemy import bindparam, delete, insert, select

from storage.schema.calls import PhoneRow
from storage.work import Work

_NUMBER = select(PhoneRow.number).where(PhoneRow.person_id == bindparam("person"))


def number(work: Work, person_id: int) -> str:
    """The person's number; empty where they have sent none."""
    return work.sql.scalar(_NUMBER, {"person": person_id}) or ""


def keep(work: Work, person_id: int, number: str) -> None:
    """The number they have sent last is the one that is called."""
    work.sql.execute(delete(PhoneRow).where(PhoneRow.person_id == person_id))
    work.sql.execute(insert(PhoneRow).values(person_id=person_id, number=number, given_at=work.now))
