"""Any order of deeds by anybody: no two visits overlap, and the claims are those of the live bookings.

Whatever is refused has changed nothing: who could not move or swap has the old time still. Nobody's deed takes a time
from somebody else, and nothing is held for whoever is asked no longer.
"""

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack, closing
from datetime import timedelta
from pathlib import Path
from typing import ClassVar, Concatenate, ParamSpec

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

import actions.booking
import actions.cancelling
import actions.offers
import actions.waiting_list
import storage.waiting_list
import tests.bookings
from actions.waiting_list import Wanted
from rules.booking import Booking
from rules.openings import Slot
from rules.people import Person
from rules.refusal import Refusal
from rules.waiting_list import Entry
from storage.schema.waiting_list import WaitingRow
from storage.work import Work
from tests.bookings import Ground, ground, introduce, topic

PEOPLE, VISITORS = range(1, 4), range(4, 6)
TIMES = st.integers(0, 3)
WHO = st.integers(0, len(PEOPLE) + len(VISITORS) - 1)
ANY = st.integers(0, 9)
LATE = st.sampled_from([0, 0, 1])
TOPICS = st.sampled_from(["grants", "awards", "project_design"])
MANY = settings(
    stateful_step_count=40,
    deadline=timedelta(seconds=20),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
_KEYLESS = """
CREATE TABLE keyless AS SELECT * FROM claim;
DROP TABLE claim;
ALTER TABLE keyless RENAME TO claim;
"""

P = ParamSpec("P")
Deed = Callable[Concatenate[Work, Person, P], object]


def booked(state: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Only where some booking is so: what never meets its moment proves nothing."""
    return precondition(lambda self: bool(self.such(state)))


def in_line(*states: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return precondition(lambda self: any(each.state in states for each in self.line))


class Bookings(RuleBasedStateMachine):
    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.run = self.runner.run
        self.refused, self.who = False, 0
        self.there: list[Booking] = []
        self.line: list[Entry] = []
        self.run(self._open())

    async def _open(self) -> None:
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.here: Ground = await self.stack.enter_async_context(ground(folder, self.template))
        known = [await self.here.person(number) for number in PEOPLE]
        visitors = [await self.here.person(number, known=False) for number in VISITORS]
        self.people: list[Person] = [*known, *visitors]
        self.slots = [Slot(free.specialist_id, free.starts_at) for free in (await self.here.times())[4:20:4]]

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.runner.close()

    def attempt(self, deed: Deed[P], person: Person, *args: P.args, **named: P.kwargs) -> None:
        """Do it; a refusal is an answer too."""
        self.who = person.id
        try:
            self.run(self.here.do(deed, person, *args, **named))
        except Refusal:
            self.refused = True

    @rule(who=WHO, number=TIMES, code=TOPICS)
    def book(self, who: int, number: int, code: str) -> None:
        self.attempt(actions.booking.book, self.people[who], self.here.centre.id, self._topic(code), self.slots[number])

    def _topic(self, code: str) -> int:
        return self.run(self.here.do(topic, code)).id

    @booked("held")
    @rule(which=ANY)
    def confirm(self, which: int) -> None:
        self.attempt(actions.booking.confirm, self._person(self._booking(which, "held").person_id))

    @booked("held")
    @rule(which=ANY)
    def let_go(self, which: int) -> None:
        self.attempt(actions.booking.let_go, self._person(self._booking(which, "held").person_id))

    @precondition(lambda self: any(person.name is None for person in self.people))
    @rule()
    def consent(self) -> None:
        at = next(at for at, person in enumerate(self.people) if person.name is None)
        self.people[at] = self.run(self.here.do(introduce, self.people[at], self.here.centre.id))

    @rule(minutes=st.sampled_from([1, 5, 11, 21]))
    def wait(self, minutes: int) -> None:
        self.here.later(minutes=minutes)

    @in_line("offered")
    @rule()
    def tick(self) -> None:
        """The clock comes by: offers without an answer go on to the next."""
        self.who = 0
        self.run(self.here.do(actions.offers.look))

    @booked("booked")
    @rule(which=ANY, number=TIMES, late=LATE)
    def move(self, which: int, number: int, late: int) -> None:
        self._at(self._booking(which, "booked"), late, actions.booking.move, self.slots[number])

    @booked("booked")
    @rule(which=ANY, late=LATE)
    def cancel(self, which: int, late: int) -> None:
        self._at(self._booking(which, "booked"), late, actions.cancelling.cancel, "other")

    @booked("booked")
    @rule(which=ANY, late=LATE)
    def undo(self, which: int, late: int) -> None:
        self._at(self._booking(which, "booked"), late, actions.cancelling.undo)

    @booked("cancelled")
    @rule(which=ANY, late=LATE)
    def restore(self, which: int, late: int) -> None:
        self._at(self._booking(which, "cancelled"), late, actions.cancelling.restore)

    def _at(self, one: Booking, late: int, deed: Callable[..., object], *more: object) -> None:
        """A deed of its owner; `late` by a button of the revision before."""
        self.attempt(deed, self._person(one.person_id), one.id, one.rev - late, *more)

    def _booking(self, which: int, state: str) -> Booking:
        such = self.such(state)
        return such[which % len(such)]

    def such(self, state: str) -> list[Booking]:
        """Bookings in this state; what is held as an offer is answered in the line."""
        return [each for each in self.there if each.state == state and (state, each.source) != ("held", "offer")]

    def _person(self, person_id: int | None) -> Person:
        return next(person for person in self.people if person.id == person_id)

    @rule(who=WHO, code=TOPICS, suits=st.sampled_from(["any", "afternoon"]))
    def join(self, who: int, code: str, suits: str) -> None:
        self.attempt(actions.waiting_list.join, self.people[who], Wanted(self.here.centre.id, self._topic(code), suits))

    @booked("booked")
    @rule(which=ANY)
    def want_earlier(self, which: int) -> None:
        one = self._booking(which, "booked")
        wanted = Wanted(self.here.centre.id, one.topic_id, "any", one.id)
        self.attempt(actions.waiting_list.join, self._person(one.person_id), wanted)

    @in_line("offered")
    @rule(which=ANY, late=LATE)
    def take(self, which: int, late: int) -> None:
        self._offered(which, actions.waiting_list.take, late)

    @in_line("offered")
    @rule(which=ANY, late=LATE)
    def pass_on(self, which: int, late: int) -> None:
        self._offered(which, actions.waiting_list.pass_on, late)

    def _offered(self, which: int, deed: Deed[[int, int]], late: int) -> None:
        """An answer to an offer; `late` by the button of one before."""
        entry = self._entry(which, "offered")
        self.attempt(deed, self._person(entry.person_id), entry.id, entry.rev - late)

    def _entry(self, which: int, state: str = "") -> Entry:
        such = [each for each in self.line if state in ("", each.state)]
        return such[which % len(such)]

    @in_line("waiting", "paused", "offered")
    @rule(which=ANY)
    def leave(self, which: int) -> None:
        entry = self._entry(which)
        self.attempt(actions.waiting_list.leave, self._person(entry.person_id), entry.id)

    @in_line("paused")
    @rule(which=ANY)
    def resume(self, which: int) -> None:
        entry = self._entry(which, "paused")
        self.attempt(actions.waiting_list.resume, self._person(entry.person_id), entry.id)

    @invariant()
    def sound(self) -> None:
        there, line = self.run(self.here.do(_seen))
        assert not self.refused or (there, line) == (self.there, self.line)
        assert {each for each in self.there if each.state == "booked" and each.person_id != self.who} <= set(there)
        asked = {(entry.offered_id, entry.person_id) for entry in line if entry.state == "offered"}
        assert {(each.id, each.person_id) for each in there if (each.source, each.state) == ("offer", "held")} <= asked
        self.there, self.line, self.refused = there, line, False


def _seen(work: Work) -> tuple[list[Booking], list[Entry]]:
    return tests.bookings.sound(work), _line(work)


def _line(work: Work) -> list[Entry]:
    people = work.sql.scalars(select(WaitingRow.person_id).distinct())
    return [entry for person_id in people for entry in storage.waiting_list.of_person(work, person_id)]


def test_no_order_of_deeds_books_anything_twice(template: Path) -> None:
    Bookings.template = template
    run_state_machine_as_test(Bookings, settings=settings(MANY, max_examples=8))


def test_without_the_key_of_the_claims_the_same_machine_finds_a_time_given_twice(sqlite: Path, tmp_path: Path) -> None:
    Bookings.template = shutil.copyfile(sqlite, tmp_path / "mutant.db")
    with closing(sqlite3.connect(Bookings.template)) as mutant:
        mutant.executescript(_KEYLESS)
    mutated = settings(
        MANY, max_examples=200, phases=[Phase.generate], database=None, derandomize=True, report_multiple_bugs=False
    )
    with pytest.raises(AssertionError, match="Booking"):
        run_state_machine_as_test(Bookings, settings=mutated)
