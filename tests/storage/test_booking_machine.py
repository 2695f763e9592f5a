"""Any order of deeds by anybody: no two visits overlap, and the claims are those of the live bookings."""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

import actions.booking
from rules.openings import Slot
from rules.people import Person
from rules.refusal import Refusal
from tests.bookings import Ground, everything, ground, introduce, topic

PEOPLE, VISITORS = range(1, 4), range(4, 6)
TIMES = st.integers(0, 7)
WHO = st.integers(0, len(PEOPLE) + len(VISITORS) - 1)
TOPICS = st.sampled_from(["grants", "awards", "project_design"])


class Bookings(RuleBasedStateMachine):
    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.run = self.runner.run
        self.run(self._open())

    async def _open(self) -> None:
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.here: Ground = await self.stack.enter_async_context(ground(folder, self.template))
        known = [await self.here.person(number) for number in PEOPLE]
        visitors = [await self.here.person(number, known=False) for number in VISITORS]
        self.people: list[Person] = [*known, *visitors]
        self.slots = [Slot(free.specialist_id, free.starts_at) for free in (await self.here.times())[4:36:4]]

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.runner.close()

    def attempt(self, deed: object, *args: object) -> None:
        """Do it; a refusal is an answer too."""
        try:
            self.run(self.here.do(deed, *args))  # type: ignore[arg-type] # deeds of many shapes
        except Refusal:
            return

    @rule(who=WHO, number=TIMES, code=TOPICS)
    def book(self, who: int, number: int, code: str) -> None:
        about = self.run(self.here.do(topic, code))
        slot = self.slots[number]
        self.attempt(actions.booking.book, self.people[who], self.here.centre.id, about.id, slot)

    @rule(who=WHO)
    def confirm(self, who: int) -> None:
        self.attempt(actions.booking.confirm, self.people[who])

    @rule(who=WHO)
    def let_go(self, who: int) -> None:
        self.attempt(actions.booking.let_go, self.people[who])

    @precondition(lambda self: any(person.name is None for person in self.people))
    @rule()
    def consent(self) -> None:
        at = next(at for at, person in enumerate(self.people) if person.name is None)
        self.people[at] = self.run(self.here.do(introduce, self.people[at], self.here.centre.id))

    @rule(minutes=st.integers(1, 12))
    def wait(self, minutes: int) -> None:
        self.here.later(minutes=minutes)

    @rule(which=st.integers(0, 9), number=TIMES, late=st.integers(0, 1))
    def move(self, which: int, number: int, late: int) -> None:
        self._at(which, late, actions.booking.move, self.slots[number])

    @rule(which=st.integers(0, 9), late=st.integers(0, 1))
    def cancel(self, which: int, late: int) -> None:
        self._at(which, late, actions.booking.cancel, "other")

    @rule(which=st.integers(0, 9), late=st.integers(0, 1))
    def undo(self, which: int, late: int) -> None:
        self._at(which, late, actions.booking.undo)

    @rule(which=st.integers(0, 9), late=st.integers(0, 1))
    def restore(self, which: int, late: int) -> None:
        self._at(which, late, actions.booking.restore)

    def _at(self, which: int, late: int, deed: object, *more: object) -> None:
        """A deed at some booking by its owner; `late` by a button of the revision before."""
        there = self.run(self.here.do(everything))
        if there:
            booked = there[which % len(there)]
            owner = next(person for person in self.people if person.id == booked.person_id)
            self.attempt(deed, owner, booked.id, booked.rev - late, *more)

    @invariant()
    def sound(self) -> None:
        self.run(self.here.sound())


def test_no_order_of_deeds_books_anything_twice(template: Path) -> None:
    Bookings.template = template
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Bookings,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=timedelta(seconds=20), suppress_health_check=slow
        ),
    )
