"""Every place where a conversation waits for something, who stands there, and how they come to it."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import handlers.base_lines
import handlers.broadcasts
import handlers.centre_sheets
import handlers.convening
import handlers.for_others
import handlers.imports
import handlers.introduction
import handlers.meeting_lists
import handlers.organisation_lists
import handlers.organisations
import handlers.proposals
import handlers.publishing
import handlers.replies
import handlers.sending
import rules.keys.broadcasts
import rules.keys.centre_sheets
import rules.keys.convening
import rules.keys.figures
import rules.keys.organisations
import rules.keys.proposals
import storage.dialogues
from rules.base_lines import MEASURES
from rules.keys.answers import AskLetter, Decide
from rules.keys.codec import Key
from rules.keys.for_others import ForOther
from rules.keys.organisations import AskBin
from rules.keys.privacy import Agree
from rules.keys.publishing import AskFile, Compose
from rules.proposals import KINDS
from storage.dialogues import Dialogue
from tests.attack.broadcast_buttons import about
from tests.attack.cast import Stage
from tests.attack.proposal_buttons import department, sent
from tests.attack.walk import choose, touch

NOBODYS_BIN = "991240999911"  # right by the algorithm; the centre knows nobody by it
ANSWER = "Пандус поставят весной, когда сойдёт снег."


@dataclass(frozen=True, slots=True)
class Place:
    """`state` is what the conversation is at there; `takes` names what besides words is no mistake."""

    state: object
    name: str
    reach: Callable[[Stage], Coroutine[Any, Any, None]]
    takes: frozenset[str] = frozenset()

    async def stand(self, stage: Stage) -> Dialogue:
        """Come there; where the chat stands then."""
        await self.reach(stage)
        stands = await self.standing(stage)
        assert list(stands.states.values()) == [self.state]
        return stands

    async def standing(self, stage: Stage) -> Dialogue:
        return await stage.town.db.read(storage.dialogues.dialogue, stage.chats[self.name])


async def name(stage: Stage) -> None:
    await choose(stage.town, "newcomer")
    await touch(stage.town, "newcomer", Agree)


async def proposal_text(stage: Stage) -> None:
    await stage.press("owner", rules.keys.proposals.Write(KINDS[0], await department(stage)).pack())


async def organisation_bin(stage: Stage) -> None:
    await stage.press("owner", AskBin().pack())


async def organisation_name(stage: Stage) -> None:
    await organisation_bin(stage)
    await stage.town.say("owner", NOBODYS_BIN)


async def answer_text(stage: Stage) -> None:
    await _decided(stage, "declined")


async def answer_day(stage: Stage) -> None:
    await _decided(stage, "study")
    await stage.town.say("coordinator", ANSWER)


async def answer_letter(stage: Stage) -> None:
    proposal_id = await _decided(stage, "declined")
    await stage.town.say("coordinator", ANSWER)
    await stage.press("coordinator", AskLetter(proposal_id).pack())


async def _decided(stage: Stage, decision: str) -> int:
    proposal = await sent(stage)
    await stage.press("coordinator", Decide(proposal.id, proposal.rev, decision).pack())
    return proposal.id


def of_centre(kind: type[Key], *more: str) -> Callable[[Stage], Coroutine[Any, Any, None]]:
    """By a button of the coordinator's that speaks of the centre."""

    async def reach(stage: Stage) -> None:
        build: Callable[..., Key] = kind
        await stage.press("coordinator", build(stage.centre.id, *more).pack())

    return reach


def of_notice(kind: type[Key]) -> Callable[[Stage], Coroutine[Any, Any, None]]:
    """By a button of a notice that the coordinator has begun."""

    async def reach(stage: Stage) -> None:
        await stage.press("coordinator", (await about(kind)(stage)).pack())

    return reach


MEDIA_TOO = frozenset({"photo", "document"})


async def for_other(stage: Stage) -> None:
    await stage.press("owner", ForOther((await stage.book()).id).pack())


PLACES = (
    Place(handlers.introduction.NAME, "newcomer", name),
    Place(handlers.proposals.TEXT, "owner", proposal_text),
    Place(handlers.for_others.NAME, "owner", for_other),
    Place(handlers.organisations.BIN, "owner", organisation_bin),
    Place(handlers.organisations.NAME, "owner", organisation_name),
    Place(handlers.replies.TEXT, "coordinator", answer_text),
    Place(handlers.replies.DAY, "coordinator", answer_day),
    Place(handlers.replies.LETTER, "coordinator", answer_letter),
    Place(handlers.publishing.WRITING, "coordinator", of_centre(Compose)),
    Place(handlers.convening.CALLING, "coordinator", of_centre(rules.keys.convening.Compose)),
    Place(
        handlers.meeting_lists.LIST,
        "coordinator",
        of_centre(rules.keys.convening.AskFile),
        frozenset({"document"}),
    ),
    Place(
        handlers.organisation_lists.LIST,
        "coordinator",
        of_centre(rules.keys.organisations.AskList),
        frozenset({"document"}),
    ),
    Place(
        handlers.centre_sheets.SHEET,
        "coordinator",
        of_centre(rules.keys.centre_sheets.AskSheet),
        frozenset({"document"}),
    ),
    Place(handlers.imports.FILE, "coordinator", of_centre(AskFile), frozenset({"document"})),
    Place(handlers.base_lines.TEXT, "coordinator", of_centre(rules.keys.figures.Begin, MEASURES[0])),
    Place(handlers.broadcasts.TEXT, "coordinator", of_notice(rules.keys.broadcasts.Write), MEDIA_TOO),
    Place(handlers.sending.WHEN, "coordinator", of_notice(rules.keys.broadcasts.TypeWhen)),
)
