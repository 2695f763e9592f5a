"""What each fault does to a delivery, its chat and its letter; states move along the table and no other way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

import storage.copies
import storage.flights
import storage.outbox
import storage.reach
import storage.rows
import storage.setbacks
from rules.faults import Fault, Outcome
from rules.letters import Letter, Parcel, Recipient
from storage.outbox import Terms
from storage.schema.centres import StaffGroupRow
from storage.schema.letters import LetterRow
from tests.storage.outbox import ANSWER, BLOCKED, DOUBT, NO_CONNECTION, NOTICE, REMINDER, Outbox, outbox
from tests.storage.test_outbox import centre

FLOOD = Fault(Outcome.RETRY, "flood", wait=30, free=True)
LOCAL = Fault(Outcome.RETRY, "local")
TOO_LONG = Fault(Outcome.CONTENT, "too_long")
NO_THREAD = Fault(Outcome.NO_THREAD, "no_thread", free=True)
MOVED = Fault(Outcome.MOVED, "migrated", free=True, reach="moved", successor=-1007)
FRESH = Fault(Outcome.FRESH, "edit_gone")
UNDELETABLE = Fault(Outcome.UNDELETABLE, "undeletable")
STOP = Fault(Outcome.STOP, "token_refused", free=True)
DEAD = Fault(Outcome.DEAD_MESSAGE, "bad_request")
OK = Fault(Outcome.OK, "not_modified")
FAULTS = [FLOOD, LOCAL, DOUBT, BLOCKED, TOO_LONG, NO_THREAD, MOVED, OK, DEAD]
ENDS = {"sent", "failed", "skipped", "uncertain", "cancelled", "superseded"}


@pytest.fixture
def box(template: Path) -> Iterator[Outbox]:
    with outbox(template) as made:
        yield made


@pytest.mark.parametrize("fault", [FLOOD, NO_CONNECTION, STOP, NO_THREAD])
def test_a_free_fault_costs_no_attempt(box: Outbox, fault: Fault) -> None:
    storage.outbox.put(box.work, Recipient(-5, thread_id=2), NOTICE, about="x")
    (delivery,) = box.states()
    assert box.fails(fault) == "ready"
    assert box.row(delivery).attempts == 0


def test_a_flood_is_a_stored_deadline(box: Outbox) -> None:
    box.put()
    box.fails(FLOOD)
    box.wait(seconds=29)
    assert box.claim() == []
    box.wait(seconds=2)
    assert len(box.claim()) == 1


def test_the_pauses_grow_from_one_second_to_sixty_and_the_eighth_attempt_is_the_last(box: Outbox) -> None:
    delivery = box.put()
    pauses = []
    while box.fails(LOCAL) == "ready":
        pause = box.row(delivery).due_at - box.now
        pauses.append(pause.total_seconds())
        box.now += pause
    assert pauses == [1, 2, 4, 8, 16, 32, 60]
    assert box.state(delivery) == "failed"


def test_a_doubt_waits_fifteen_seconds_and_the_second_parks(box: Outbox) -> None:
    delivery = box.put()
    assert box.fails(DOUBT) == "ready"
    box.wait(seconds=14)
    assert box.claim() == []
    box.wait(seconds=1)
    assert box.fails(DOUBT) == "uncertain"
    assert box.state(delivery) == "uncertain"


def test_a_lost_chat_loses_what_it_did_not_ask_for(box: Outbox) -> None:
    first, notice, reminder = box.put(), box.put(), box.put(letter=REMINDER, due_at=box.now.replace(year=2027))
    other = box.put(2)
    storage.setbacks.failed(box.work, next(one for one in box.claim() if one.id == first), BLOCKED)
    states = box.states()
    assert [states[one] for one in (first, notice, reminder, other)] == ["skipped", "cancelled", "ready", "sending"]
    assert storage.reach.state(box.work, 1) == "blocked"


def test_a_letter_to_a_lost_chat_is_skipped_unless_it_was_asked_for(box: Outbox) -> None:
    storage.reach.lost(box.work, 1, "gone")
    notice, answer = box.put(letter=NOTICE), box.put(letter=ANSWER)
    storage.flights.expire(box.work)
    assert (box.state(notice), box.state(answer)) == ("skipped", "ready")


def test_a_moved_group_takes_its_letters_and_its_link_along(box: Outbox) -> None:
    centre(box)
    box.add(StaffGroupRow, bot_id=box.bot_id, chat_id=-5, centre_id=3, linked_at=box.now)
    storage.outbox.put(box.work, Recipient(-5, thread_id=2), NOTICE, about="x")
    second = box.put(-5)
    assert box.fails(MOVED) == "ready"
    parcel = box.one()
    assert parcel.to == Recipient(-1007)
    assert box.row(second).chat_id == -1007
    assert storage.reach.state(box.work, -5) == "moved"
    assert box.session.scalar(select(StaffGroupRow.chat_id)) == -1007


def test_a_closed_topic_is_left_once_then_the_group_is_shut(box: Outbox) -> None:
    storage.outbox.put(box.work, Recipient(-5, thread_id=2), NOTICE, about="x")
    assert box.fails(NO_THREAD) == "ready"
    assert box.fails(NO_THREAD) == "skipped"
    assert storage.reach.state(box.work, -5) == "no_rights"


def test_words_that_three_chats_refuse_are_held_from_the_rest(box: Outbox) -> None:
    people = [Recipient(chat) for chat in range(1, 6)]
    letter_id = storage.outbox.put_many(box.work, people, NOTICE, Terms("n", "n", box.now))
    for parcel in box.claim(limit=3):
        assert storage.setbacks.failed(box.work, parcel, TOO_LONG) == "failed"
    assert storage.rows.known(box.work, LetterRow, letter_id).held == "too_long"
    assert box.claim() == []
    assert storage.outbox.progress(box.work, letter_id) == {"failed": 3, "ready": 2}


def test_a_message_of_its_own_fault_fails_alone(box: Outbox) -> None:
    delivery = box.put()
    assert box.fails(DEAD) == "failed"
    assert box.row(delivery).fault == "bad_request"
    assert storage.reach.state(box.work, 1) == "active"


@pytest.mark.parametrize(("fault", "still_there"), [(OK, True), (FRESH, False)])
def test_a_change_with_nothing_to_change_is_done(box: Outbox, fault: Fault, still_there: bool) -> None:  # noqa: FBT001 -- a column of the table
    box.put()
    box.arrives(box.one())
    storage.copies.edit(box.work, "x", ANSWER)
    assert box.fails(fault) == "superseded"
    assert (box.copies()[0].deleted_at is None) is still_there


def test_what_is_too_old_to_delete_is_edited_instead(box: Outbox) -> None:
    box.put()
    box.arrives(box.one())
    storage.copies.delete(box.work, "x", ANSWER)
    assert box.fails(UNDELETABLE) == "ready"
    parcel = box.one()
    assert (parcel.op, parcel.kind) == ("edit", "answer")


def test_what_is_too_old_to_delete_stays_when_there_are_no_words_for_it(box: Outbox) -> None:
    box.put()
    box.arrives(box.one())
    storage.copies.delete(box.work, "x")
    assert box.fails(UNDELETABLE) == "superseded"


class States(RuleBasedStateMachine):
    """Anything in any order: what is at its end stays there, and nobody is ever in doubt more than twice."""

    def __init__(self) -> None:
        super().__init__()
        self._opened = outbox()
        self.box = self._opened.__enter__()
        self.flying: list[Parcel] = []
        self.seen: dict[int, str] = {}
        self.left: dict[int, int] = {}

    def teardown(self) -> None:
        self._opened.__exit__(None, None, None)

    @rule(chat=st.integers(-2, 4), letter=st.sampled_from([NOTICE, REMINDER, ANSWER]), about=st.sampled_from("ab"))
    def put(self, chat: int, letter: Letter, about: str) -> None:
        self.box.put(chat or 5, letter, about=about)

    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        for parcel in self.box.claim(limit):
            self.flying.append(parcel)
            self.left[parcel.id] = self.left.get(parcel.id, 0) + (parcel.op == "send")

    @rule(which=st.integers(0, 9))
    def arrive(self, which: int) -> None:
        if self.flying:
            self.box.arrives(self.flying.pop(which % len(self.flying)))

    @rule(
        which=st.integers(0, 9),
        fault=st.sampled_from([FLOOD, LOCAL, DOUBT, BLOCKED, TOO_LONG, NO_THREAD, MOVED, OK, DEAD]),
    )
    def fail(self, which: int, fault: Fault) -> None:
        if self.flying:
            storage.setbacks.failed(self.box.work, self.flying.pop(which % len(self.flying)), fault)

    @rule()
    def crash(self) -> None:
        self.flying.clear()
        storage.flights.recover(self.box.work)

    @rule(about=st.sampled_from("ab"))
    def retract(self, about: str) -> None:
        storage.outbox.retract(self.box.work, about)

    @rule(about=st.sampled_from("ab"))
    def edit(self, about: str) -> None:
        storage.copies.edit(self.box.work, about, ANSWER)

    @rule(seconds=st.integers(1, 90))
    def wait(self, seconds: int) -> None:
        self.box.wait(seconds=seconds)
        storage.flights.expire(self.box.work)

    @invariant()
    def ends_stay(self) -> None:
        states = self.box.states()
        assert all(states[one] == state for one, state in self.seen.items() if state in ENDS)
        self.seen = states

    @invariant()
    def one_in_flight_in_each_chat(self) -> None:
        chats = [parcel.to.chat_id for parcel in self.flying]
        assert len(chats) == len(set(chats))

    @invariant()
    def nobody_is_in_doubt_three_times(self) -> None:
        assert all(self.box.row(one).ambiguous <= 2 for one in self.seen)


TestStates = States.TestCase
TestStates.settings = settings(max_examples=15, stateful_step_count=30, deadline=None)
