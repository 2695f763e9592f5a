"""Real organisations for the buttons that speak of them: the owner speaks for one, or has asked to."""

from itertools import count

import actions.organisation_lists
import actions.organisations
import rules.bins
from rules.keys.codec import Key
from rules.keys.organisations import (
    Accept,
    AskBin,
    AskLeave,
    AskList,
    Claim,
    Confirm,
    Decline,
    End,
    Invitations,
    Invite,
    Leave,
    Mine,
    Register,
    Roll,
    UndoList,
)
from rules.organisation_lists import Row
from rules.organisations import Card
from rules.people import Person
from storage.work import Work
from tests.attack.buttons import EVERYONE, WHOLE, Make, at_centre, plain, row
from tests.attack.cast import Stage

_numbers = count(10)


def number() -> str:
    """A number nobody has yet, with a right check digit."""
    while True:
        first = f"9912409{next(_numbers):04}"
        digit = rules.bins.check_digit(first)
        if digit is not None and rules.bins.tell(f"{first}{digit}") == "bin":
            return f"{first}{digit}"


async def asked(stage: Stage) -> Card:
    return await stage.town.db.do(_asked, stage.people["owner"], stage.centre.id)


def _asked(work: Work, owner: Person, centre_id: int) -> Card:
    for card in actions.organisations.mine(work, owner):
        actions.organisations.leave(work, owner, card.membership.id)
    return actions.organisations.claim(work, owner, centre_id, number(), "Қоғамдық қор")


async def confirmed(stage: Stage) -> Card:
    card = await asked(stage)
    await stage.town.db.do(_confirm, stage.people["coordinator"], card)
    found = await stage.town.db.do(actions.organisations.mine, stage.people["owner"])
    return found[0]


def _confirm(work: Work, coordinator: Person, card: Card) -> None:
    one = card.membership
    actions.organisations.confirm(work, coordinator, one.id, one.rev)


def own(kind: type[AskLeave | Leave]) -> Make:
    async def make(stage: Stage) -> Key:
        return kind((await confirmed(stage)).membership.id)

    return make


def answered(kind: type[Confirm | Decline]) -> Make:
    async def make(stage: Stage) -> Key:
        one = (await asked(stage)).membership
        return kind(one.id, one.rev)

    return make


async def end(stage: Stage) -> Key:
    one = (await confirmed(stage)).membership
    return End(one.id, one.rev)


def about(kind: type[Roll | Invite]) -> Make:
    async def make(stage: Stage) -> Key:
        return kind((await confirmed(stage)).organisation.id)

    return make


async def undo_list(stage: Stage) -> Key:
    rows = [Row(2, number(), "Қоғамдық қор")]
    coordinator = stage.people["coordinator"]
    taken = await stage.town.db.do(actions.organisation_lists.take_in, coordinator, stage.centre.id, rows)
    return UndoList(taken.list_id)


ROWS = (
    plain(Mine(), EVERYONE),
    plain(AskBin(), EVERYONE, served=False),
    plain(Claim(0), EVERYONE, served=False),
    plain(Accept(), EVERYONE, served=False),
    row(AskLeave, {"owner"}, own(AskLeave)),
    row(Leave, {"owner"}, own(Leave)),
    at_centre(Register, WHOLE),
    row(Roll, WHOLE, about(Roll)),
    row(Confirm, WHOLE, answered(Confirm)),
    row(Decline, WHOLE, answered(Decline)),
    row(End, WHOLE, end),
    row(Invite, WHOLE, about(Invite)),
    at_centre(AskList, WHOLE),
    at_centre(Invitations, WHOLE),
    row(UndoList, WHOLE, undo_list),
)
