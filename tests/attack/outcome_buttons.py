"""Real visits for the buttons of what came of them: the owner's, kept by the specialist."""

from collections.abc import Callable

import actions.cancelling
import actions.feedback
import actions.visits
import storage.booking
from rules.booking import Booking
from rules.keys.cases import Case, GoOn, OtherTimes, Past
from rules.keys.codec import Key, minute
from rules.keys.outcomes import (
    Because,
    CaseOf,
    InOwnWords,
    InWords,
    Outcomes,
    Refer,
    Referrals,
    SaidOf,
    Strike,
    Useful,
    Write,
)
from rules.people import Person
from storage.work import Work
from tests.attack.buttons import CHANGING, EVERYONE, SEEING, WHOLE, Make, at_centre, plain, row
from tests.attack.cast import Stage
from tests.attack.proposal_buttons import department


async def kept(stage: Stage) -> Booking:
    """A visit of the owner's that the specialist has marked as come: the day has room for one; nothing is ahead."""
    known = await stage.town.db.do(_known, stage.people["owner"])
    if known is not None:
        return known
    booked = await stage.book()
    mark = actions.visits.mark
    card = await stage.town.db.do(mark, stage.people["specialist"], booked.id, booked.rev, "arrived")
    return card.visit.booking


def _known(work: Work, owner: Person) -> Booking | None:
    actions.cancelling.cancel_all(work, owner)
    return next((each for each in storage.booking.of_person(work, owner.id) if each.state == "arrived"), None)


def about(kind: type[Key], *more: int | str) -> Make:
    """A button about a kept visit at its revision."""

    async def make(stage: Stage) -> Key:
        visit = await kept(stage)
        build: Callable[..., Key] = kind
        return build(visit.id, visit.rev, *more)

    return make


def of(kind: type[Key], *more: int | str) -> Make:
    """A button about a kept visit whatever its revision."""

    async def make(stage: Stage) -> Key:
        build: Callable[..., Key] = kind
        return build((await kept(stage)).id, *more)

    return make


def judged(kind: type[Key], *more: str) -> Make:
    """After a thumb down."""

    async def make(stage: Stage) -> Key:
        visit = await kept(stage)
        await stage.town.db.do(actions.feedback.judge, stage.people["owner"], visit.id, 0)
        build: Callable[..., Key] = kind
        return build(visit.id, *more)

    return make


async def refer(stage: Stage) -> Key:
    visit = await kept(stage)
    return Refer(visit.id, visit.rev, await department(stage))


async def go_on(stage: Stage) -> Key:
    visit, free = await kept(stage), await stage.free()
    return GoOn(visit.id, stage.specialist_id, minute(free.starts_at))


ROWS = (
    row(Outcomes, CHANGING, about(Outcomes)),
    row(Write, CHANGING, about(Write, "papers")),
    row(Referrals, CHANGING, about(Referrals)),
    row(Refer, CHANGING, refer),
    row(InWords, CHANGING, about(InWords)),
    row(Strike, CHANGING, about(Strike)),
    row(CaseOf, SEEING, of(CaseOf)),
    at_centre(SaidOf, WHOLE),
    row(Useful, {"owner"}, of(Useful, 1)),
    row(Because, {"owner"}, judged(Because, "short")),
    row(InOwnWords, {"owner"}, judged(InOwnWords)),
    plain(Past(), EVERYONE),
    row(Case, {"owner"}, of(Case)),
    row(OtherTimes, {"owner"}, of(OtherTimes)),
    row(GoOn, {"owner"}, go_on),
)
