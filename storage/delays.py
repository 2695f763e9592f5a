"""By how many minutes a specialist's day has slipped."""

from datetime import date

from sqlalchemy import insert, select

from storage.schema.booking import DelayRow
from storage.work import Work


def of_day(work: Work, centre_id: int, day: date) -> dict[int, int]:
    """Minutes by specialist; who is on time is left out."""
    that_day = (DelayRow.centre_id == centre_id) & (DelayRow.day == day)
    rows = work.sql.execute(select(DelayRow.specialist_id, DelayRow.minutes).where(that_day).order_by(DelayRow.id))
    newest = {specialist_id: minutes for specialist_id, minutes in rows}  # noqa: C416 -- as a dict of two
    return {specialist_id: minutes for specialist_id, minutes in newest.items() if minutes}


def keep(work: Work, place: tuple[int, int], day: date, minutes: int, actor_id: int) -> None:
    """The centre's specialist is so late in all."""
    centre_id, specialist_id = place
    values = {"centre_id": centre_id, "specialist_id": specialist_id, "day": day, "minutes": minutes}
    work.sql.execute(insert(DelayRow).values(**values, created_at=work.now, created_by=actor_id))
