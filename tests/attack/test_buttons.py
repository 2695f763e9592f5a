"""Every kind of button under every kind of finger: only those on its list get through, and everybody is answered."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

import rules.keys.codec
from rules.keys.booking import Book, Days, Times
from rules.keys.call_backs import CallMe, Calls, MarkCall, ShowCall, WhenToCall
from rules.keys.codec import Key
from rules.keys.desk import Call, WalkIn
from rules.keys.privacy import Agree, AskConsent, Erase, ReadPrivacy
from tests.attack.buttons import ACTORS, EVERYONE, IN_GROUP, SEEING, Row
from tests.attack.cast import OWNER_NAME, Answer, Stage
from tests.attack.rows import PARTS, ROWS

KEYS = Path(rules.keys.codec.__file__).parent
ALIKE = (("newcomer", "another"), ("specialist elsewhere", "coordinator elsewhere"))
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


@pytest.mark.parametrize("part", range(PARTS))
async def test_only_those_on_the_list_get_through(part: int, stage: Stage) -> None:
    numbered = list(enumerate(ROWS))[part::PARTS]
    through = [(row.kind.__qualname__, who) for at, row in numbered for who in await _not_refused(stage, row, at)]
    assert through == []


async def _not_refused(stage: Stage, row: Row, number: int) -> list[str]:
    actors = list(_pressing(set(ACTORS) - row.allowed, number))
    answers = await stage.press_at_once(actors, (await row.make(stage)).pack())
    return [actor for actor, answer in answers.items() if not _is_refused(answer, actor)]


def _pressing(unwanted: set[str], number: int) -> Iterator[str]:
    """Of two who are the same to every deed, one here and the other at the next row. A deed asks whose the thing is and
    which roles one has at its centre: of these two neither owns it, and neither has any role there.
    """
    idle = {pair[number % 2] for pair in ALIKE if unwanted.issuperset(pair)}
    yield from sorted(unwanted - idle)


def _is_refused(answer: Answer, actor: str) -> bool:
    """Told no, and shown nothing; but somebody who was never here is asked for their language, whatever they press."""
    untold = answer.showed and actor != "visitor"
    kept_back = not answer.changed and OWNER_NAME not in answer.said and not untold
    return kept_back and bool(answer.said) and answer.times_answered == 1


@pytest.mark.parametrize("part", range(PARTS))
async def test_those_on_the_list_are_served_and_shown_no_name_but_those_they_may_know(part: int, stage: Stage) -> None:
    rows = [row for row in ROWS if row.served][part::PARTS]
    in_order = sorted(rows, key=lambda row: row.kind is Erase)  # whoever is erased is nobody's colleague any more
    unserved = [(row.kind.__qualname__, actor) for row in in_order for actor in await _not_served(stage, row)]
    assert unserved == []


async def _not_served(stage: Stage, row: Row) -> list[str]:
    """All at once; whoever comes too late then, as another has changed the thing, presses a fresh one alone."""
    wanted = row.allowed & SOME if row.allowed == EVERYONE else row.allowed
    allowed = sorted(wanted - UNSETTLED.get(row.kind, set()))
    together = {} if row.kind in TWINS else await stage.press_at_once(allowed, await _thing(stage, row), watched=False)
    told = [actor for actor, answer in together.items() if not _is_discreet(row, actor, answer)]
    late = [actor for actor in allowed if actor not in together or not _is_shown(together[actor])]
    return told + [actor for actor in late if not await _served(stage, row, actor)]


async def _served(stage: Stage, row: Row, actor: str) -> bool:
    if row.kind in TWINS:
        await stage.town.move(stage.town.box.clock.now() + timedelta(minutes=1))
    answer = await stage.press(actor, await _thing(stage, row), watched=False)
    return _is_shown(answer) and _is_discreet(row, actor, answer)


async def _thing(stage: Stage, row: Row) -> str:
    return (await row.make(stage)).pack()


def _is_shown(answer: Answer) -> bool:
    return answer.showed and answer.times_answered == 1


def _is_discreet(row: Row, actor: str, answer: Answer) -> bool:
    knowing = KNOWING_THE_NAME | (row.allowed if row.kind in OF_THE_CENTRE else set())
    return actor in knowing or OWNER_NAME not in answer.said
