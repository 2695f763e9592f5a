"""Subscriptions as they are kept, and the people a contest is for."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Subquery, func, insert, literal, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from rules.filters import Facets, Filter, Wish, cells, pack_kinds, probes, unpack_kinds
from storage.schema.organisations import MembershipRow
from storage.schema.tenders import AlertRow, FilterCellRow, FilterRow
from storage.types import Base, Instant
from storage.work import Work

_ALERTS = Base.metadata.tables[AlertRow.__tablename__]
_FILTER = (
    FilterRow.id,
    FilterRow.person_id,
    FilterRow.centre_id,
    FilterRow.directions,
    FilterRow.region,
    FilterRow.nationwide,
    FilterRow.kinds,
    FilterRow.paused_at,
)
Whom = Select[int, int, int, datetime]  # contest, person, centre, when
_LIVE = FilterRow.ended_at.is_(None)
_SPEAKS = (MembershipRow.organisation_id == FilterRow.organisation_id) & (MembershipRow.state == "confirmed")
_WHOM = func.coalesce(MembershipRow.person_id, FilterRow.person_id)  # everybody of an organisation, or the one person
_AWAKE = _LIVE & FilterRow.paused_at.is_(None)


def of_person(work: Work, person_id: int) -> list[Filter]:
    """What they are subscribed to, or an organisation they speak for, paused ones too, the oldest first."""
    return _filters(work, _theirs(person_id), _LIVE)


def own(work: Work, filter_id: int, person_id: int) -> Filter | None:
    """This filter, if it is this person's or their organisation's; an ended one too, as that can be undone."""
    return next(iter(_filters(work, FilterRow.id == filter_id, _theirs(person_id))), None)


def _theirs(person_id: int) -> ColumnElement[bool]:
    speaks = (MembershipRow.person_id == person_id) & (MembershipRow.state == "confirmed")
    return or_(
        FilterRow.person_id == person_id,
        FilterRow.organisation_id.in_(select(MembershipRow.organisation_id).where(speaks)),
    )


def fitting(work: Work, person_id: int, facets: Facets) -> list[Filter]:
    """The person's live filters that fit a contest at this moment."""
    ids = select(FilterCellRow.filter_id).where(_in_cells(facets), FilterCellRow.filter_id == FilterRow.id)
    return _filters(work, _theirs(person_id), _AWAKE, ids.exists(), _of_kind(facets.kind))


def _of_kind(kind: str) -> ColumnElement[bool]:
    return or_(FilterRow.kinds == 0, FilterRow.kinds.op("&")(pack_kinds([kind])) != 0)


def _filters(work: Work, *which: ColumnElement[bool]) -> list[Filter]:
    rows = select(*_FILTER).where(*which).order_by(FilterRow.id)
    return [
        Filter(filter_id, person_id, centre_id, Wish(frozenset(ids), region, wide, unpack_kinds(kinds)), bool(paused))
        for filter_id, person_id, centre_id, ids, region, wide, kinds, paused in work.sql.execute(rows)
    ]


def keep(work: Work, person_id: int, centre_id: int, wish: Wish, organisation_id: int | None = None) -> Filter:
    """Write a new filter with its cells; one made for an organisation stays with it."""
    values = {
        "person_id": person_id,
        "organisation_id": organisation_id,
        "centre_id": centre_id,
        "directions": sorted(wish.directions),
        "region": wish.region,
        "nationwide": wish.nationwide,
        "kinds": pack_kinds(wish.kinds),
        "created_at": work.now,
    }
    filter_id = work.sql.execute(insert(FilterRow).values(values).returning(FilterRow.id)).scalar_one()
    rows = [{"direction_id": each, "region": region, "filter_id": filter_id} for each, region in cells(wish)]
    work.sql.execute(insert(FilterCellRow), rows)
    return Filter(filter_id, person_id, centre_id, wish)


def pause(work: Work, filter_id: int) -> None:
    work.sql.execute(update(FilterRow).where(FilterRow.id == filter_id).values(paused_at=work.now))


def go_on(work: Work, filter_id: int) -> None:
    """Awake again, also one that was ended."""
    wake = update(FilterRow).where(FilterRow.id == filter_id).values(paused_at=None, ended_at=None)
    work.sql.execute(wake)


def end(work: Work, filter_id: int) -> None:
    work.sql.execute(update(FilterRow).where(FilterRow.id == filter_id).values(ended_at=work.now))


def find(work: Work, contest_id: int, facets: Facets, closed: Collection[int]) -> int:
    """Note everybody whom this contest is for, once each; how many are new. `closed`: centres without this job."""
    engine = postgresql if work.sql.dialect.name == "postgresql" else sqlite
    names, people = ("contest_id", "person_id", "centre_id", "found_at"), _people(work, contest_id, facets, closed)
    new = engine.insert(_ALERTS).from_select(names, people).on_conflict_do_nothing()
    return work.sql.execute(new).rowcount  # their ids, sent back, would cost more than to find them


def count(work: Work, facets: Facets, closed: Collection[int]) -> int:
    """How many people a contest would reach."""
    ids = select(FilterCellRow.filter_id).where(_in_cells(facets))
    mine = _AWAKE & FilterRow.id.in_(ids) & _of_kind(facets.kind) & FilterRow.centre_id.not_in(closed)
    rows = select(func.count(_WHOM.distinct())).select_from(FilterRow).outerjoin(MembershipRow, _SPEAKS)
    return work.sql.scalar(rows.where(mine)) or 0


def inherit(work: Work, organisation_id: int, heir_id: int, left_by: Collection[int] = ()) -> None:
    """Filters of an organisation that nobody keeps any more, or that these people kept, are this person's to keep."""
    speaks = select(MembershipRow.person_id).where(
        MembershipRow.organisation_id == organisation_id, MembershipRow.state == "confirmed"
    )
    kept_by_nobody = FilterRow.person_id.not_in(speaks) | FilterRow.person_id.in_(list(left_by))
    mine = (FilterRow.organisation_id == organisation_id) & _LIVE & kept_by_nobody
    work.sql.execute(update(FilterRow).where(mine).values(person_id=heir_id, paused_at=None))


def rest(work: Work, organisation_id: int) -> None:
    """Nobody speaks for the organisation now: its filters wait for whoever does next."""
    mine = (FilterRow.organisation_id == organisation_id) & _AWAKE
    work.sql.execute(update(FilterRow).where(mine).values(paused_at=work.now))


def _people(work: Work, contest_id: int, facets: Facets, closed: Collection[int]) -> Whom:
    """Whom a contest is for, in the order of the people: so their rows go in fastest.

    A filter of an organisation brings everybody who speaks for it.
    """
    mine = _AWAKE & _of_kind(facets.kind) & FilterRow.centre_id.not_in(closed)
    whose = select(FilterRow.person_id, FilterRow.organisation_id, FilterRow.centre_id).where(mine)
    found = _walk(work, _in_cells(facets), whose)
    speaks = (MembershipRow.organisation_id == found.c.organisation_id) & (MembershipRow.state == "confirmed")
    whom = func.coalesce(MembershipRow.person_id, found.c.person_id)
    rows = select(literal(contest_id), whom, func.min(found.c.centre_id), literal(work.now, Instant))
    return rows.select_from(found).outerjoin(MembershipRow, speaks).group_by(whom).order_by(whom)


def _in_cells(facets: Facets) -> ColumnElement[bool]:
    """No range of filters besides: PostgreSQL would walk along that, through every cell in it."""
    directions, regions = probes(facets)
    return FilterCellRow.direction_id.in_(directions) & FilterCellRow.region.in_(regions)


def _walk(work: Work, there: ColumnElement[bool], whose: Select[int, int | None, int]) -> Subquery:
    """Each probe is a walk along the primary key of the cells; for each cell its filter is looked up.

    PostgreSQL would rather read every filter there is and throw most away: OFFSET 0 keeps it from that.
    """
    its = whose.where(FilterRow.id == FilterCellRow.filter_id)
    if work.sql.dialect.name == "sqlite":
        return its.where(there).subquery()
    one = its.correlate(FilterCellRow).offset(0).lateral()
    return select(one).select_from(FilterCellRow).join(one, true()).where(there).subquery()
