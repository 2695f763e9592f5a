"""Lists of organisations as they are kept: what came with which, and what of it can still be taken back."""

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update

from storage.schema.organisations import MembershipRow, OrganisationLinkRow, OrganisationListRow, OrganisationRow
from storage.work import Work


def begin(work: Work, centre_id: int, by: int | None) -> int:
    """A new list, by its id."""
    values = {"centre_id": centre_id, "created_at": work.now, "created_by": by}
    new = insert(OrganisationListRow).values(values)
    return work.sql.execute(new.returning(OrganisationListRow.id)).scalar_one()


def came(work: Work, list_id: int, organisation_id: int) -> None:
    """This organisation is new with that list."""
    mine = OrganisationRow.id == organisation_id
    work.sql.execute(update(OrganisationRow).where(mine).values(list_id=list_id))


def centre_id(work: Work, list_id: int) -> int | None:
    return work.sql.scalar(select(OrganisationListRow.centre_id).where(OrganisationListRow.id == list_id))


def take_back(work: Work, list_id: int) -> int:
    """Forget what came with it, but for whoever somebody has ever spoken for or opened the link of; how many."""
    before = left(work, list_id)
    of_list = select(OrganisationRow.id).where(*_untouched(list_id))
    work.sql.execute(delete(OrganisationLinkRow).where(OrganisationLinkRow.organisation_id.in_(of_list)))
    work.sql.execute(delete(OrganisationRow).where(*_untouched(list_id)))
    return before - left(work, list_id)


def left(work: Work, list_id: int) -> int:
    """How many that came with it are there still."""
    mine = OrganisationRow.list_id == list_id
    return work.sql.scalar(select(func.count()).select_from(OrganisationRow).where(mine)) or 0


def _untouched(list_id: int) -> tuple[ColumnElement[bool], ...]:
    """Nobody has ever spoken for it (so nothing was made for it either), and no link of it was opened."""
    spoken_for = exists().where(MembershipRow.organisation_id == OrganisationRow.id)
    opened = exists().where(
        OrganisationLinkRow.organisation_id == OrganisationRow.id, OrganisationLinkRow.opened_at.is_not(None)
    )
    return OrganisationRow.list_id == list_id, ~spoken_for, ~opened
