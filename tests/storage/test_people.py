"""What somebody holds at this moment: roles, consents, invitations; what has ended opens nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import update

import actions.people
import storage.invitations
import storage.people
from rules.people import Grant, Role
from rules.refusal import ConsentMissing
from storage.schema.people import ConsentRow, InvitationRow
from storage.work import Work
from tests.town import Town

GRANT = Grant(Role.ADMINISTRATOR)


async def test_a_role_that_has_ended_is_not_held(lively: Town) -> None:
    person = await lively.known("former", "ru", "atyrau")
    await lively.db.do(_appoint_and_dismiss, person.id)
    known = await lively.db.read(storage.people.person, person.id)
    assert known is not None
    assert known.grants == ()
    assert await lively.db.read(storage.people.administrators) == []


def _appoint_and_dismiss(work: Work, person_id: int) -> None:
    storage.people.grant(work, person_id, GRANT, from_settings=True)
    storage.people.dismiss(work, person_id)


async def test_an_invitation_is_good_once_and_for_a_day(lively: Town) -> None:
    person = await lively.known("guest", "ru", "atyrau")
    first, second = [await lively.db.do(storage.invitations.create, GRANT) for _ in range(2)]
    assert await lively.db.do(storage.invitations.redeem, first, person.id) == GRANT
    assert await lively.db.do(storage.invitations.redeem, first, person.id) is None
    await lively.db.do(_age, storage.invitations.LIFETIME)
    assert await lively.db.do(storage.invitations.redeem, second, person.id) is None


def _age(work: Work, passed: timedelta) -> None:
    work.sql.execute(update(InvitationRow).values(expires_at=work.now - passed))


async def test_a_consent_to_an_earlier_text_is_asked_again_and_bears_no_name(lively: Town) -> None:
    person = await lively.known("citizen", "ru", "atyrau")
    assert person.centre_id is not None
    await lively.db.do(storage.people.consent, person.id, person.centre_id, "ru", "0" * 64)
    assert await lively.db.read(storage.people.agreed, person.id, person.centre_id)
    await lively.db.do(actions.people.introduce, person, "Марат")
    await lively.db.do(_outdate)
    assert not await lively.db.read(storage.people.agreed, person.id, person.centre_id)
    with pytest.raises(ConsentMissing):
        await lively.db.do(actions.people.introduce, person, "Болат")


def _outdate(work: Work) -> None:
    work.sql.execute(update(ConsentRow).values(version="2001-01"))
