"""Notices as they are kept; their deliveries lie in the outbox like every other letter's."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, exists, func, insert, or_, select, update

import storage.outbox
from rules.broadcasts import LIVE, Audience, Broadcast, Size
from rules.letters import Attachment, Letter
from rules.refusal import OutdatedButton
from storage.outbox import Terms
from storage.schema.broadcasts import BroadcastRefusalRow, BroadcastRow
from storage.schema.letters import DeliveryRow, ReachRow
from storage.schema.people import PersonRow, RoleRow
from storage.schema.tenders import FilterCellRow, FilterRow
from storage.upserts import upsert
from storage.work import Work

_PARTS = ("media", "audience")
_NAMES = tuple(field.name for field in fields(Broadcast) if field.name not in _PARTS)
_MORE = ("media_kind", "media_id", "who", "direction_id", "language")
_COLUMNS = tuple(getattr(BroadcastRow, name) for name in (*_NAMES, *_MORE))
_DRAFTS_KEPT, _KEPT = timedelta(days=30), timedelta(days=36 * 30)


def broadcast(work: Work, broadcast_id: int) -> Broadcast | None:
    return next(iter(_broadcasts(work, BroadcastRow.id == broadcast_id)), None)


def of_centre(work: Work, centre_id: int, page: slice) -> list[Broadcast]:
    """Newest first."""
    rows = select(*_COLUMNS).where(BroadcastRow.centre_id == centre_id).order_by(BroadcastRow.id.desc())
    return [_read(row) for row in work.sql.execute(rows.slice(page.start, page.stop))]


def count_of_centre(work: Work, centre_id: int) -> int:
    rows = select(func.count()).select_from(BroadcastRow).where(BroadcastRow.centre_id == centre_id)
    return work.sql.scalar(rows) or 0


def _broadcasts(work: Work, *which: ColumnElement[bool]) -> list[Broadcast]:
    rows = select(*_COLUMNS).where(*which).order_by(BroadcastRow.due_at, BroadcastRow.id)
    return [_read(row) for row in work.sql.execute(rows)]


def _read(row: Row[Any]) -> Broadcast:
    values = dict(zip((*_NAMES, *_MORE), row, strict=True))
    kind, file_id, *audience = (values.pop(name) for name in _MORE)
    media = Attachment(kind, file_id) if kind else None
    return Broadcast(**values, media=media, audience=Audience(*audience))


def _values(one: Broadcast) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _NAMES if name != "id"}
    media, audience = one.media, one.audience
    values |= {"media_kind": media.kind if media else "", "media_id": media.file_id if media else ""}
    return values | {"who": audience.who, "direction_id": audience.direction_id, "language": audience.language}


def add(work: Work, new: Broadcast) -> Broadcast:
    added = insert(BroadcastRow).values(_values(new)).returning(BroadcastRow.id)
    return replace(new, id=work.sql.execute(added).scalar_one())


def change(work: Work, before: Broadcast, after: Broadcast) -> Broadcast:
    """Write what differs, with the next revision, if nobody was faster. Raises OutdatedButton."""
    later, old = replace(after, rev=before.rev + 1), _values(before)
    values = {name: value for name, value in _values(later).items() if value != old[name]}
    mine = (BroadcastRow.id == before.id) & (BroadcastRow.rev == before.rev)
    if work.sql.scalar(update(BroadcastRow).where(mine).values(values).returning(BroadcastRow.id)) is None:
        raise OutdatedButton
    return later


def drop(work: Work, before: Broadcast) -> None:
    """A draft that nobody wants. Raises OutdatedButton."""
    mine = (BroadcastRow.id == before.id) & (BroadcastRow.rev == before.rev) & (BroadcastRow.state == "draft")
    if work.sql.scalar(delete(BroadcastRow).where(mine).returning(BroadcastRow.id)) is None:
        raise OutdatedButton


# --- who receives it ---------------------------------------------------------------------------------------


def size(work: Work, one: Broadcast) -> Size:
    """How many people it goes to as things are, and how many of them cannot be written to."""
    whom = select(PersonRow.id).where(*_whom(one))
    shut = exists().where(
        ReachRow.bot_id == one.bot_id, ReachRow.chat_id == PersonRow.telegram_id, ReachRow.state != "active"
    )
    people = work.sql.scalar(select(func.count()).select_from(whom.subquery())) or 0
    blocked = work.sql.scalar(select(func.count()).select_from(whom.where(shut).subquery())) or 0
    return Size(people, blocked)


def put_in(work: Work, one: Broadcast, letter: Letter, terms: Terms, most: int) -> tuple[int, int]:
    """Put the letter in for the next people after `expand_after`, at most so many: the last one's id, how many."""
    begin = one.expand_after or 0
    people = select(PersonRow.id, PersonRow.telegram_id).where(*_whom(one)).order_by(PersonRow.id)
    page = people.where(PersonRow.id > begin).limit(most)
    last, count = work.sql.execute(select(func.max(page.subquery().c.id), func.count())).one()
    if count:
        found = people.where(PersonRow.id > begin, PersonRow.id <= last)
        storage.outbox.put_among(work, found, letter, terms)
    return last or begin, count


def _whom(one: Broadcast) -> list[ColumnElement[bool]]:
    """People of the centre, as the audience says, who have not refused its notices."""
    refused = exists().where(
        BroadcastRefusalRow.person_id == PersonRow.id, BroadcastRefusalRow.centre_id == one.centre_id
    )
    whom = [~refused, _belongs(one)]
    return [*whom, PersonRow.language == one.audience.language] if one.audience.language else whom


def _belongs(one: Broadcast) -> ColumnElement[bool]:
    match one.audience.who:
        case "staff":
            here = or_(RoleRow.centre_id == one.centre_id, RoleRow.centre_id.is_(None))
            return exists().where(RoleRow.person_id == PersonRow.id, RoleRow.ended_at.is_(None), here)
        case "subscribers":
            mine = (FilterRow.person_id == PersonRow.id) & (FilterRow.centre_id == one.centre_id)
            return exists().where(mine, FilterRow.ended_at.is_(None), *_follows(one.audience.direction_id))
        case _:
            return PersonRow.centre_id == one.centre_id


def _follows(direction_id: int) -> list[ColumnElement[bool]]:
    if not direction_id:
        return []
    asked = FilterCellRow.direction_id.in_((0, direction_id))
    return [exists().where(FilterCellRow.filter_id == FilterRow.id, asked)]


def refuse(work: Work, person_id: int, centre_id: int) -> None:
    upsert(work, BroadcastRefusalRow, {"person_id": person_id, "centre_id": centre_id}, {"refused_at": work.now})


def accept(work: Work, person_id: int, centre_id: int) -> None:
    mine = (BroadcastRefusalRow.person_id == person_id) & (BroadcastRefusalRow.centre_id == centre_id)
    work.sql.execute(delete(BroadcastRefusalRow).where(mine))


def refuses(work: Work, person_id: int, centre_id: int) -> bool:
    mine = (BroadcastRefusalRow.person_id == person_id) & (BroadcastRefusalRow.centre_id == centre_id)
    return work.sql.scalar(select(BroadcastRefusalRow.person_id).where(mine)) is not None


# --- on its way ----------------------------------------------------------------------------------------------


def due(work: Work) -> Broadcast | None:
    """The next notice of this bot with something to do: to begin, or to find its readers."""
    begins = (BroadcastRow.state == "scheduled") & (BroadcastRow.due_at <= work.now)
    spreads = (BroadcastRow.state == "running") & BroadcastRow.expanded.is_(False)
    return next(iter(_broadcasts(work, BroadcastRow.bot_id == work.bot_id, begins | spreads)), None)


def over(work: Work) -> list[Broadcast]:
    """Running ones whose last delivery has come to its end."""
    waits = exists().where(DeliveryRow.letter_id == BroadcastRow.letter_id, DeliveryRow.state.in_(("ready", "sending")))
    spread = (BroadcastRow.state == "running") & BroadcastRow.expanded.is_(True)
    return _broadcasts(work, BroadcastRow.bot_id == work.bot_id, spread, ~waits)


def next_due(work: Work) -> datetime | None:
    """When the next one begins."""
    rows = select(func.min(BroadcastRow.due_at)).where(BroadcastRow.state == "scheduled")
    return work.sql.scalar(rows.where(BroadcastRow.bot_id == work.bot_id))


def live(work: Work, centre_id: int) -> list[Broadcast]:
    """Those of a centre that are promised or under way."""
    return _broadcasts(work, BroadcastRow.centre_id == centre_id, BroadcastRow.state.in_(LIVE))


def states(work: Work, letter_id: int) -> Mapping[tuple[str, str], int]:
    """How many of the first deliveries are in each state, by the reason where there is one."""
    first = (DeliveryRow.letter_id == letter_id) & (DeliveryRow.op == "send") & DeliveryRow.repeat.is_(False)
    rows = select(DeliveryRow.state, DeliveryRow.fault, func.count()).where(first)
    found = work.sql.execute(rows.group_by(DeliveryRow.state, DeliveryRow.fault))
    return {(state, fault): number for state, fault, number in found}


def uncertain(work: Work, letter_id: int) -> list[int]:
    """Deliveries of which nobody knows whether they arrived and that have not been sent again."""
    again = select(DeliveryRow.once).where(DeliveryRow.letter_id == letter_id, DeliveryRow.repeat.is_(True))
    done = {int(once.removeprefix("again:")) for once in work.sql.scalars(again)}
    mine = (DeliveryRow.letter_id == letter_id) & (DeliveryRow.state == "uncertain")
    return [each for each in work.sql.scalars(select(DeliveryRow.id).where(mine)) if each not in done]


def sweep(work: Work) -> None:
    """Forget drafts nobody went on with, and what ended three years ago."""
    old = BroadcastRow.created_at < work.now - _DRAFTS_KEPT
    work.sql.execute(delete(BroadcastRow).where(BroadcastRow.state == "draft", old))
    work.sql.execute(delete(BroadcastRow).where(BroadcastRow.ended_at < work.now - _KEPT))
