"""Organisations and who speaks for them, as they are kept."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update

import storage.rows
from rules.organisations import LINK_FOR, LINK_GOOD_FOR, Card, Link, Membership, Organisation
from rules.refusal import OutdatedButton
from storage.invitations import fingerprint
from storage.schema.organisations import MembershipRow, OrganisationLinkRow, OrganisationRow
from storage.schema.people import PersonRow
from storage.work import Work

_BYTES = 24
_LINKS_KEPT = timedelta(days=365)
_ORGANISATION = tuple(getattr(OrganisationRow, field.name) for field in fields(Organisation))
_NAMES = tuple(field.name for field in fields(Membership))
_MEMBERSHIP = tuple(getattr(MembershipRow, name) for name in _NAMES)
_LIVE = MembershipRow.state.in_(("asked", "confirmed"))
_CONFIRMED = MembershipRow.state == "confirmed"


def organisation(work: Work, organisation_id: int) -> Organisation | None:
    return next(iter(_organisations(work, OrganisationRow.id == organisation_id)), None)


def by_bin(work: Work, centre_id: int, number: str) -> Organisation | None:
    mine = (OrganisationRow.centre_id == centre_id) & (OrganisationRow.bin == number) & OrganisationRow.known
    return next(iter(_organisations(work, mine)), None)


def living(work: Work, centre_id: int) -> list[Organisation]:
    """Every organisation that a centre knows, by name."""
    return _organisations(work, *_of(centre_id))


def page(work: Work, centre_id: int, part: slice) -> list[Organisation]:
    rows = _sorted().where(*_of(centre_id)).slice(part.start, part.stop)
    return [Organisation(*row) for row in work.sql.execute(rows)]


def count(work: Work, centre_id: int) -> int:
    rows = select(func.count()).select_from(OrganisationRow).where(*_of(centre_id))
    return work.sql.scalar(rows) or 0


def without_people(work: Work, centre_id: int) -> list[Organisation]:
    """Organisations for which nobody speaks here yet: a notice does not reach them."""
    spoken_for = exists().where(MembershipRow.organisation_id == OrganisationRow.id, _CONFIRMED)
    return _organisations(work, *_of(centre_id), ~spoken_for)


def of_person(work: Work, person_id: int) -> list[Organisation]:
    """Whom this person speaks for, as the centre has confirmed."""
    mine = select(MembershipRow.organisation_id).where(MembershipRow.person_id == person_id, _CONFIRMED)
    return _organisations(work, OrganisationRow.id.in_(mine))


def spoken_for(work: Work, person_id: int, centre_id: int) -> Organisation | None:
    """For whom this person acts at a centre: the one they speak for there, if it is one."""
    here = [each for each in of_person(work, person_id) if each.centre_id == centre_id]
    return here[0] if len(here) == 1 else None


def _organisations(work: Work, *which: ColumnElement[bool]) -> list[Organisation]:
    return [Organisation(*row) for row in work.sql.execute(_sorted().where(*which))]


def _sorted() -> Any:
    return select(*_ORGANISATION).order_by(OrganisationRow.name, OrganisationRow.id)


def _of(centre_id: int) -> tuple[ColumnElement[bool], ...]:
    return OrganisationRow.centre_id == centre_id, OrganisationRow.known.is_(True)


def add(work: Work, centre_id: int, number: str, name: str, *, known: bool) -> Organisation:
    """A new one, or the one that somebody has claimed before: its name stays, unless the centre itself names it."""
    key = {"centre_id": centre_id, "bin": number}
    mine = (OrganisationRow.centre_id == centre_id) & (OrganisationRow.bin == number)
    row = storage.rows.first(work, select(OrganisationRow).where(mine))
    if row is None:
        new = insert(OrganisationRow).values(**key, name=name, known=known, created_at=work.now)
        organisation_id = work.sql.execute(new.returning(OrganisationRow.id)).scalar_one()
        return Organisation(organisation_id, centre_id, number, name)
    if known:
        work.sql.execute(update(OrganisationRow).where(mine).values(name=name, known=True))
    return Organisation(row.id, centre_id, number, name if known else row.name)


def recognise(work: Work, organisation_id: int) -> None:
    """The centre knows it from now on."""
    work.sql.execute(update(OrganisationRow).where(OrganisationRow.id == organisation_id).values(known=True))


# --- who speaks for them -----------------------------------------------------------------------------------


def membership(work: Work, membership_id: int) -> Card | None:
    return next(iter(_cards(work, MembershipRow.id == membership_id)), None)


def own(work: Work, membership_id: int, person_id: int) -> Card | None:
    """This membership, if it is this person's."""
    return next(iter(_cards(work, MembershipRow.id == membership_id, MembershipRow.person_id == person_id)), None)


def cards_of(work: Work, person_id: int) -> list[Card]:
    """Where somebody speaks or has asked to."""
    return _cards(work, MembershipRow.person_id == person_id, _LIVE)


def members(work: Work, organisation_id: int) -> list[Card]:
    """Everybody who speaks for it or has asked to, with their names; the asking first."""
    return _cards(work, MembershipRow.organisation_id == organisation_id, _LIVE)


def asking(work: Work, centre_id: int) -> list[Card]:
    """Who waits for the centre's word, the longest first."""
    return _cards(work, OrganisationRow.centre_id == centre_id, MembershipRow.state == "asked")


def confirmed(work: Work, organisation_id: int) -> list[int]:
    """Ids of the people who speak for it, the longest first."""
    rows = select(MembershipRow.person_id).where(MembershipRow.organisation_id == organisation_id, _CONFIRMED)
    return list(work.sql.scalars(rows.order_by(MembershipRow.id)))


def _cards(work: Work, *which: ColumnElement[bool]) -> list[Card]:
    rows = select(*_ORGANISATION, *_MEMBERSHIP, PersonRow.name)
    joined = rows.join(MembershipRow, MembershipRow.organisation_id == OrganisationRow.id)
    found = joined.join(PersonRow, PersonRow.id == MembershipRow.person_id).where(*which)
    ordered = found.order_by(MembershipRow.state, MembershipRow.asked_at, MembershipRow.id)
    return [_card(row) for row in work.sql.execute(ordered)]


def _card(row: Sequence[Any]) -> Card:
    size = len(_ORGANISATION)
    return Card(Organisation(*row[:size]), Membership(*row[size:-1]), row[-1] or "")


def enter(work: Work, new: Membership) -> Membership:
    values = {name: getattr(new, name) for name in _NAMES if name != "id"}
    return replace(
        new, id=work.sql.execute(insert(MembershipRow).values(values).returning(MembershipRow.id)).scalar_one()
    )


def change(work: Work, before: Membership, after: Membership) -> Membership:
    """Write what differs, if nobody was faster. Raises OutdatedButton."""
    values = {name: getattr(after, name) for name in _NAMES if getattr(after, name) != getattr(before, name)}
    mine = (MembershipRow.id == before.id) & (MembershipRow.rev == before.rev)
    if work.sql.scalar(update(MembershipRow).where(mine).values(values).returning(MembershipRow.id)) is None:
        raise OutdatedButton
    return after


# --- invitations -------------------------------------------------------------------------------------------


def invite(work: Work, one: Organisation, by: int | None) -> Link:
    """A new link to speak for it, good for a month and a few people; earlier ones stay good."""
    return invite_all(work, [one], by)[0]


def invite_all(work: Work, these: Sequence[Organisation], by: int | None) -> list[Link]:
    """A new link for each, written at once."""
    made = [Link(one, secrets.token_urlsafe(_BYTES), work.now + LINK_GOOD_FOR) for one in these]
    if made:
        work.sql.execute(insert(OrganisationLinkRow), [_kept(work, link, by) for link in made])
    return made


def _kept(work: Work, link: Link, by: int | None) -> dict[str, Any]:
    return {
        "organisation_id": link.organisation.id,
        "token_hash": fingerprint(link.token),
        "created_at": work.now,
        "created_by": by,
        "expires_at": link.until,
        "left": LINK_FOR,
    }


def opened(work: Work, token: str) -> int | None:
    """The id of a live link; None for a used up, expired or unknown one."""
    mine = OrganisationLinkRow.token_hash == fingerprint(token)
    return work.sql.scalar(select(OrganisationLinkRow.id).where(mine, *_live(work)))


def invited(work: Work, link_id: int) -> Organisation | None:
    """What a live link leads to."""
    ids = select(OrganisationLinkRow.organisation_id).where(OrganisationLinkRow.id == link_id, *_live(work))
    return next(iter(_organisations(work, OrganisationRow.id.in_(ids))), None)


def followed(work: Work, link_id: int) -> None:
    """Somebody has opened this link; the first time counts."""
    mine = (OrganisationLinkRow.id == link_id) & OrganisationLinkRow.opened_at.is_(None)
    work.sql.execute(update(OrganisationLinkRow).where(mine).values(opened_at=work.now))


def spend(work: Work, link_id: int) -> None:
    """One use of it is gone."""
    mine = OrganisationLinkRow.id == link_id
    work.sql.execute(update(OrganisationLinkRow).where(mine).values(left=OrganisationLinkRow.left - 1))


def _live(work: Work) -> Sequence[ColumnElement[bool]]:
    return OrganisationLinkRow.expires_at > work.now, OrganisationLinkRow.left > 0


def sweep(work: Work) -> None:
    """Forget links that ended a year ago."""
    old = OrganisationLinkRow.expires_at < work.now - _LINKS_KEPT
    work.sql.execute(delete(OrganisationLinkRow).where(old))


def known(work: Work, centre_id: int, numbers: Iterable[str]) -> set[str]:
    """Which of these numbers the centre has already."""
    mine = OrganisationRow.bin.in_(list(numbers))
    return set(work.sql.scalars(select(OrganisationRow.bin).where(*_of(centre_id), mine)))
