"""Who was told of which contest, who answered what, and how much a person has been told today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update

from rules.letters import UNASKED, Recipient
from storage.schema.letters import DeliveryRow
from storage.schema.people import PersonRow
from storage.schema.tenders import AlertRow, ContestRow, PartRow
from storage.upserts import upsert
from storage.work import Work

_ARRIVED = ("sent", "uncertain")


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody a contest is told to; `centre_id`: whose consent that stands on."""

    to: Recipient
    centre_id: int


def waiting(work: Work, contest_id: int) -> list[Reader]:
    """Those it was found for who have not been told."""
    mine = (AlertRow.contest_id == contest_id) & AlertRow.told_at.is_(None) & AlertRow.card_day.is_(None)
    return _readers(work, mine)


def _readers(work: Work, which: ColumnElement[bool]) -> list[Reader]:
    rows = select(PersonRow.telegram_id, PersonRow.id, AlertRow.centre_id).join(
        PersonRow, PersonRow.id == AlertRow.person_id
    )
    found = work.sql.execute(rows.where(which).order_by(PersonRow.id))
    return [Reader(Recipient(chat_id, person_id), centre_id) for chat_id, person_id, centre_id in found]


def concerned(work: Work, contest_id: int) -> list[Reader]:
    """Those who were told of the contest and have not said that it is not for them, and those who take part."""
    refused = select(PartRow.person_id).where(PartRow.contest_id == contest_id, PartRow.answer == "no")
    told = (AlertRow.contest_id == contest_id) & AlertRow.told_at.is_not(None) & AlertRow.person_id.not_in(refused)
    found = {each.to.person_id: each for each in (*_readers(work, told), *taking(work, contest_id))}
    return [found[person_id] for person_id in sorted(found, key=lambda each: each or 0)]


def taking(work: Work, contest_id: int) -> list[Reader]:
    """Those who take part."""
    rows = select(PersonRow.telegram_id, PersonRow.id, PartRow.centre_id).join(
        PersonRow, PersonRow.id == PartRow.person_id
    )
    mine = (PartRow.contest_id == contest_id) & (PartRow.answer == "taking")
    found = work.sql.execute(rows.where(mine).order_by(PersonRow.id))
    return [Reader(Recipient(chat_id, person_id), centre_id) for chat_id, person_id, centre_id in found]


def centre_of(work: Work, contest_id: int, person_id: int) -> int | None:
    """The centre whose subscription found this contest for the person; None where none did."""
    mine = (AlertRow.contest_id == contest_id) & (AlertRow.person_id == person_id)
    return work.sql.scalar(select(AlertRow.centre_id).where(mine))


def told(work: Work, contests: Iterable[int], person_id: int) -> None:
    """These leave now."""
    mine = AlertRow.contest_id.in_(set(contests)) & (AlertRow.person_id == person_id)
    work.sql.execute(update(AlertRow).where(mine, AlertRow.told_at.is_(None)).values(told_at=work.now))


def anybody_told(work: Work, contests: Iterable[int]) -> bool:
    mine = AlertRow.contest_id.in_(set(contests)) & AlertRow.told_at.is_not(None)
    return work.sql.scalar(select(AlertRow.contest_id).where(mine).limit(1)) is not None


def told_between(work: Work, chat_id: int, span: tuple[datetime, datetime]) -> int:
    """How many unasked messages of any kind have arrived in a chat then."""
    mine = (DeliveryRow.bot_id == work.bot_id) & (DeliveryRow.chat_id == chat_id)
    unasked = (DeliveryRow.lane >= UNASKED) & (DeliveryRow.op == "send") & DeliveryRow.state.in_(_ARRIVED)
    then = (DeliveryRow.changed_at >= span[0]) & (DeliveryRow.changed_at < span[1])
    return work.sql.scalar(select(func.count()).select_from(DeliveryRow).where(mine, unasked, then)) or 0


def fold(work: Work, contest_id: int, person_id: int, day: date) -> None:
    """Put it on that day's evening card."""
    mine = (AlertRow.contest_id == contest_id) & (AlertRow.person_id == person_id)
    work.sql.execute(update(AlertRow).where(mine).values(card_day=day.toordinal()))


def carried(work: Work, person_id: int, since: date, days: int) -> Sequence[int]:
    """How many contests the person's evening cards carry, day by day."""
    first = since.toordinal()
    mine = (AlertRow.person_id == person_id) & AlertRow.card_day.between(first, first + days - 1)
    rows = select(AlertRow.card_day, func.count()).where(mine).group_by(AlertRow.card_day)
    counts = {day: count for day, count in work.sql.execute(rows)}  # noqa: C416 -- as a dict of two
    return [counts.get(first + number, 0) for number in range(days)]


def on_card(work: Work, person_id: int, day: int) -> list[int]:
    """Contests on the card of this day (an ordinal)."""
    mine = (AlertRow.person_id == person_id) & (AlertRow.card_day == day)
    return list(work.sql.scalars(select(AlertRow.contest_id).where(mine).order_by(AlertRow.contest_id)))


def move_card(work: Work, person_id: int, day: int) -> date:
    """The card could not come this evening: all of it waits for the next."""
    mine = (AlertRow.person_id == person_id) & (AlertRow.card_day == day)
    work.sql.execute(update(AlertRow).where(mine).values(card_day=day + 1))
    return date.fromordinal(day) + timedelta(days=1)


def take_back(work: Work, contests: Iterable[int]) -> None:
    """Nobody was told: as if they had never been found."""
    work.sql.execute(delete(AlertRow).where(AlertRow.contest_id.in_(set(contests))))


def answer(work: Work, contest_id: int, reader: Reader, said: str, reason: str = "") -> None:
    """What the person says to the contest; the last word counts."""
    key = {"contest_id": contest_id, "person_id": reader.to.person_id}
    values = {"centre_id": reader.centre_id, "answer": said, "reason": reason, "changed_at": work.now}
    upsert(work, PartRow, key, values)


def unanswer(work: Work, contest_id: int, person_id: int) -> None:
    mine = (PartRow.contest_id == contest_id) & (PartRow.person_id == person_id)
    work.sql.execute(delete(PartRow).where(mine))


def answer_of(work: Work, contest_id: int, person_id: int) -> str:
    """taking, no, or nothing."""
    mine = (PartRow.contest_id == contest_id) & (PartRow.person_id == person_id)
    return work.sql.scalar(select(PartRow.answer).where(mine)) or ""


def forget(work: Work, person_id: int) -> None:
    for row in (AlertRow, PartRow):
        work.sql.execute(delete(row).where(row.person_id == person_id))


def last_told(work: Work, import_id: int) -> bool:
    """Whether anybody was told of anything out of this import."""
    mine = AlertRow.contest_id.in_(select(ContestRow.id).where(ContestRow.import_id == import_id))
    return work.sql.scalar(select(AlertRow.contest_id).where(mine, AlertRow.told_at.is_not(None)).limit(1)) is not None
