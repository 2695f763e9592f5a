"""Every kind of button under every kind of finger: only those on its list get through, and everybody is answered."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import rules.keys.codec
from rules.keys.booking import Book, Days, Times
from rules.keys.call_backs import CallMe, Calls, MarkCall, ShowCall, WhenToCall
from rules.keys.codec import Key
from rules.keys.desk import Call, WalkIn
from rules.keys.privacy import Agree, AskConsent, Erase, ReadPrivacy
from tests.attack.buttons import ACTORS, EVERYONE, IN_GROUP, SEEING, Row
from tests.attack.cast import OWNER_NAME, Answer, Stage
from tests.attack.rows import ROWS

KEYS = Path(rules.keys.codec.__file__).parent
SOME = {"visitor", "newcomer", "owner"}  # stand for everyone
TWINS = {WalkIn, Call}  # the same again at once is a double tap
KNOWING_THE_NAME = SEEING | IN_GROUP | {"owner"}
OF_THE_CENTRE = {Calls, ShowCall, MarkCall}  # everybody's who works there, whatever they answer for
UNSETTLED: dict[type[Key], set[str]] = {
    kind: {"visitor"} for kind in (ReadPrivacy, AskConsent, Agree, Days, Times, Book, WhenToCall, CallMe)
}  # they speak of a centre, which somebody new has not chosen


def test_every_kind_of_button_has_its_row() -> None:
    for path in sorted(KEYS.glob("*.py")):
        import_module(f"rules.keys.{path.stem}")
    missing = {kind.__qualname__ for kind in rules.keys.codec.kinds()} - {row.kind.__qualname__ for row in ROWS}
    assert missing == set()


async def test_only_those_on_the_list_get_through(stage: Stage) -> None:
    through = [(row.kind.__qualname__, actor) for row in ROWS for actor in await _not_refused(stage, row)]
    assert through == []


async def _not_refused(stage: Stage, row: Row) -> list[str]:
    data = (await row.make(stage)).pack()
    answers = await stage.press_at_once([actor for actor in ACTORS if actor not in row.allowed], data)
    return [actor for actor, answer in answers.items() if not _is_refused(answer, actor)]


def _is_refused(answer: Answer, actor: str) -> bool:
    """Told no, and shown nothing; but somebody who was never here is asked for their language, whatever they press."""
    untold = answer.showed and actor != "visitor"
    kept_back = not answer.changed and OWNER_NAME not in answer.said and not untold
    return kept_back and bool(answer.said) and answer.times_answered == 1


async def test_those_on_the_list_are_served_and_shown_no_name_but_those_they_may_know(stage: Stage) -> None:
    rows = [row for row in ROWS if row.served]
    in_order = sorted(rows, key=lambda row: row.kind is Erase)  # whoever is erased is nobody's colleague any more
    unserved = [(row.kind.__qualname__, actor) for row in in_order for actor in await _not_served(stage, row)]
    assert unserved == []


async def _not_served(stage: Stage, row: Row) -> list[str]:
    wanted = row.allowed & SOME if row.allowed == EVERYONE else row.allowed
    allowed = sorted(wanted - UNSETTLED.get(row.kind, set()))
    return [actor for actor in allowed if not await _served(stage, row, actor)]


async def _served(stage: Stage, row: Row, actor: str) -> bool:
    if row.kind in TWINS:
        await stage.town.move(stage.town.box.clock.now() + timedelta(minutes=1))
    answer = await stage.press(actor, (await row.make(stage)).pack(), watched=False)
    knowing = KNOWING_THE_NAME | (row.allowed if row.kind in OF_THE_CENTRE else set())
    discreet = actor in knowing or OWNER_NAME not in answer.said
    return answer.showed and answer.times_answered == 1 and discreet
