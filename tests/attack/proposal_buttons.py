"""Real proposals for the buttons that speak of them: the owner's, waiting for the coordinator."""

from collections.abc import Callable

import actions.proposals
import storage.departments
import storage.proposals
from rules.keys.answers import (
    AskDate,
    AskLetter,
    AskText,
    Decide,
    Decisions,
    Forward,
    Inbox,
    Open,
    Public,
    Publish,
    Review,
    Routes,
    RouteTo,
    ShareAnswer,
)
from rules.keys.codec import Key
from rules.keys.proposals import (
    Appeal,
    AskWithdraw,
    Begin,
    Departments,
    ForWhom,
    Keep,
    Mine,
    Resume,
    Reveal,
    Rewrite,
    Send,
    Share,
    Show,
    ShowName,
    Withdraw,
    Write,
)
from rules.people import Person
from rules.proposals import KINDS, OPEN, Drafted, Proposal
from storage.work import Work
from tests.attack.buttons import EVERYONE, SEEING, WHOLE, Make, at_centre, plain, row
from tests.attack.cast import Stage

TEXT = "Просим поставить пандус у входа в дом культуры нашего района."
READING = SEEING - {"specialist"}


async def sent(stage: Stage) -> Proposal:
    """Sent by the owner a moment ago; another one each time."""
    return await stage.town.db.do(_sent, stage.people["owner"], stage.centre.id)


def _sent(work: Work, owner: Person, centre_id: int) -> Proposal:
    for each in storage.proposals.of_person(work, owner.id):
        if each.state in OPEN:
            actions.proposals.withdraw(work, owner, each.id, each.rev)
    return actions.proposals.send(work, owner, Drafted(centre_id, KINDS[0], 0, TEXT, show_name=False)).proposal


async def department(stage: Stage) -> int:
    return await stage.town.db.read(_department, stage.centre.id)


def _department(work: Work, centre_id: int) -> int:
    return storage.departments.living(work, centre_id, storage.proposals.today(work, centre_id))[0].id


def about(kind: type[Key], *more: str | int, rev: bool = True) -> Make:
    """A button about the owner's proposal as it stands; "department" stands for the id of one."""

    async def make(stage: Stage) -> Key:
        proposal = await sent(stage)
        facts = {"department": await department(stage)}
        rest = (facts.get(value, value) if isinstance(value, str) else value for value in more)
        build: Callable[..., Key] = kind
        return build(proposal.id, *((proposal.rev,) if rev else ()), *rest)

    return make


async def write(stage: Stage) -> Key:
    return Write(KINDS[0], await department(stage))


ROWS = (
    plain(Begin(), EVERYONE),
    plain(Departments(KINDS[0]), EVERYONE),
    row(Write, EVERYONE, write),
    plain(Resume(), EVERYONE, served=False),
    plain(Rewrite(), EVERYONE, served=False),
    plain(Keep(), EVERYONE, served=False),
    plain(ShowName(1), EVERYONE, served=False),
    plain(ForWhom(0), EVERYONE, served=False),
    plain(Send(0), EVERYONE),
    plain(Mine(), EVERYONE),
    row(Show, {"owner"}, about(Show, rev=False)),
    row(Appeal, {"owner"}, about(Appeal, rev=False)),
    row(AskWithdraw, {"owner"}, about(AskWithdraw)),
    row(Withdraw, {"owner"}, about(Withdraw)),
    row(Reveal, {"owner"}, about(Reveal, 1)),
    row(Share, {"owner"}, about(Share, rev=False), served=False),
    row(ShareAnswer, READING, about(ShareAnswer, rev=False), served=False),
    at_centre(Inbox, READING),
    row(Open, READING, about(Open, rev=False)),
    row(Routes, WHOLE, about(Routes)),
    row(RouteTo, WHOLE, about(RouteTo, "department")),
    row(Review, WHOLE, about(Review)),
    row(Public, WHOLE, about(Public, 1), served=False),
    row(Decisions, WHOLE, about(Decisions)),
    row(Decide, WHOLE, about(Decide, "declined")),
    row(Forward, WHOLE, about(Forward, "department")),
    row(AskText, READING, about(AskText, rev=False), served=False),
    row(AskDate, READING, about(AskDate, rev=False), served=False),
    row(AskLetter, READING, about(AskLetter, rev=False), served=False),
    row(Publish, READING, about(Publish, 0, rev=False), served=False),
)
