"""The outbox over a real database: what is put in, who gets it, what stops it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

import storage.flights
import storage.outbox
import storage.pauses
import storage.reach
from rules.letters import Lane, Letter, Recipient
from storage.outbox import Terms
from storage.schema.centres import CentreRow
from storage.schema.letters import DialogueRow, LetterRow
from storage.schema.people import ConsentRow, PersonRow
from tests.storage.outbox import ANSWER, BLOCKED, DOUBT, NOTICE, REMINDER, START, Outbox, outbox


@pytest.fixture
def box(template: Path) -> Iterator[Outbox]:
    with outbox(template) as made:
        yield made


def person(box: Outbox, person_id: int = 7) -> None:
    box.add(PersonRow, id=person_id, telegram_id=person_id, language="kk", created_at=box.now, seen_at=box.now)


def centre(box: Outbox) -> None:
    words = ("code", "name_kk", "name_ru", "name_en", "operator_kk", "operator_ru", "region", "zone", "phone")
    places = ("address_kk", "address_ru")
    named = dict.fromkeys((*words, *places), "x")
    box.add(CentreRow, id=3, default_language="kk", hours=[], settings={}, **named)


def consent(box: Outbox, person_id: int = 7) -> None:
    given = {"version": "1", "language": "kk", "text_hash": "0" * 64, "given_at": box.now}
    box.add(ConsentRow, person_id=person_id, centre_id=3, **given)


def withdraw(box: Outbox) -> None:
    box.session.execute(update(ConsentRow).values(withdrawn_at=box.now))


def test_a_letter_leaves_when_it_is_due_and_not_before(box: Outbox) -> None:
    box.put(due_at=START + timedelta(hours=1))
    assert box.claim() == []
    box.wait(hours=1)
    assert box.one().kind == "notice"


def test_the_same_letter_is_put_in_once(box: Outbox) -> None:
    first = box.put(once="b7:1")
    assert box.put(once="b7:1") == first
    assert box.put(letter=REMINDER, once="b7:1") != first
    assert len(box.states()) == 2


def test_a_letter_to_many_is_one_letter_and_may_be_continued(box: Outbox) -> None:
    terms = Terms("n1", "n1", START)
    people = [Recipient(chat) for chat in range(1, 1201)]
    letter_id = storage.outbox.put_many(box.work, people[:700], NOTICE, terms)
    assert storage.outbox.put_many(box.work, people, NOTICE, terms) == letter_id
    assert storage.outbox.progress(box.work, letter_id) == {"ready": 1200}


def test_lanes_go_in_their_order_and_the_doubtful_last_in_theirs(box: Outbox) -> None:
    doubtful = box.put(chat=1, letter=REMINDER)
    assert box.fails(DOUBT) == "ready"
    notice, reminder, answer = box.put(2), box.put(3, REMINDER), box.put(4, ANSWER)
    box.wait(minutes=1)
    assert [parcel.id for parcel in box.claim()] == [answer, reminder, doubtful, notice]


def test_one_chat_has_one_letter_in_flight_and_keeps_its_order(box: Outbox) -> None:
    first, second = box.put(), box.put()
    parcel = box.one()
    assert parcel.id == first
    assert box.claim() == []
    box.arrives(parcel)
    assert box.one().id == second


def test_bulk_leaves_only_as_many_as_there_is_room_for(box: Outbox) -> None:
    for chat in range(1, 6):
        box.put(chat)
    answer = box.put(9, ANSWER)
    assert [parcel.id for parcel in box.claim(bulk=0)] == [answer]
    assert len(box.claim(bulk=2)) == 2


def test_a_taken_letter_is_marked_and_counted_before_it_is_sent(box: Outbox) -> None:
    delivery = box.put()
    box.one()
    row = box.row(delivery)
    assert (row.state, row.attempts) == ("sending", 1)


def test_what_arrived_lies_in_the_chat_as_its_newest_message(box: Outbox) -> None:
    box.add(DialogueRow, bot_id=box.bot_id, chat_id=1, states={}, draft={}, last_id=5, changed_at=box.now)
    delivery = box.put()
    number = box.arrives(box.one())
    assert box.state(delivery) == "sent"
    assert [copy.message_id for copy in box.copies()] == [number]
    assert box.session.scalar(select(DialogueRow.last_id)) == number


def test_nothing_goes_to_whoever_took_the_consent_back(box: Outbox) -> None:
    person(box)
    centre(box)
    consent(box)
    personal = Letter("reminder", Lane.REMINDER, centre_id=3)
    storage.outbox.put(box.work, Recipient(7, person_id=7), personal, about="b1")
    withdraw(box)
    assert box.claim() == []
    assert storage.flights.expire(box.work) == 1
    assert list(box.states().values()) == ["skipped"]


def test_a_personal_letter_goes_while_the_consent_stands(box: Outbox) -> None:
    person(box)
    centre(box)
    consent(box)
    personal = Letter("reminder", Lane.REMINDER, centre_id=3)
    storage.outbox.put(box.work, Recipient(7, person_id=7), personal, about="b1")
    assert storage.flights.expire(box.work) == 0
    assert box.one().to == Recipient(7, person_id=7)


def test_a_consent_of_somebody_else_opens_nothing(box: Outbox) -> None:
    person(box)
    person(box, 8)
    centre(box)
    consent(box, 8)
    personal = Letter("reminder", Lane.REMINDER, centre_id=3)
    storage.outbox.put(box.work, Recipient(7, person_id=7), personal, about="b1")
    storage.outbox.put(box.work, Recipient(8, person_id=8), personal, about="b2")
    assert box.one().to == Recipient(8, person_id=8)
    storage.flights.expire(box.work)
    assert sorted(box.states().values()) == ["sending", "skipped"]


def test_retracting_cancels_what_waits_and_nothing_else(box: Outbox) -> None:
    sent = box.put(1, about="b1")
    box.arrives(box.one())
    flying = box.put(2, about="b1")
    box.one()
    waiting, other = box.put(3, about="b1"), box.put(4, about="b2")
    assert storage.outbox.retract(box.work, "b1") == 1
    states = box.states()
    assert [states[one] for one in (sent, flying, waiting, other)] == ["sent", "sending", "cancelled", "ready"]


def test_an_expired_letter_is_never_sent(box: Outbox) -> None:
    late = box.put(expires_at=START + timedelta(hours=2))
    box.wait(hours=2)
    assert box.claim() == []
    storage.flights.expire(box.work)
    assert box.state(late) == "skipped"


def test_after_a_restore_nothing_leaves_until_it_is_released(box: Outbox) -> None:
    box.put()
    storage.pauses.hold(box.work, "restored")
    box.wait(days=400)
    assert box.claim() == []
    assert storage.flights.next_due(box.work, box.now) is None
    storage.pauses.release(box.work)
    assert len(box.claim()) == 1


def test_a_pause_of_bulk_holds_notices_but_no_answer(box: Outbox) -> None:
    box.put(1)
    answer = box.put(2, ANSWER)
    storage.pauses.pause_bulk(box.work, START + timedelta(seconds=30))
    storage.pauses.pause_bulk(box.work, START + timedelta(seconds=3))
    assert [parcel.id for parcel in box.claim()] == [answer]
    box.wait(seconds=29)
    assert box.claim() == []
    box.wait(seconds=1)
    assert len(box.claim()) == 1


def test_a_held_chat_waits_its_pause_out(box: Outbox) -> None:
    box.put()
    storage.reach.hold(box.work, 1, START + timedelta(seconds=30))
    storage.reach.hold(box.work, 1, START + timedelta(seconds=3))
    box.wait(seconds=29)
    assert box.claim() == []
    box.wait(seconds=1)
    assert len(box.claim()) == 1


def test_a_chat_that_came_back_gets_what_it_had_asked_for(box: Outbox) -> None:
    box.put(letter=NOTICE)
    box.fails(BLOCKED)
    box.put(letter=ANSWER)
    assert box.claim() == []
    storage.reach.reactivate(box.work, 1)
    assert box.one().kind == "answer"


def test_the_next_due_moment_is_known(box: Outbox) -> None:
    until = START + timedelta(hours=1)
    assert storage.flights.next_due(box.work, until) is None
    box.put(due_at=START + timedelta(minutes=20))
    box.put(2, due_at=START + timedelta(minutes=10))
    box.put(3, due_at=START + timedelta(hours=2))
    assert storage.flights.next_due(box.work, until) == START + timedelta(minutes=10)


def test_after_a_stop_what_flew_is_in_doubt_and_after_the_second_it_parks(box: Outbox) -> None:
    delivery = box.put()
    box.one()
    assert storage.flights.recover(box.work) == 1
    assert (box.state(delivery), box.row(delivery).ambiguous) == ("ready", 1)
    box.one()
    storage.flights.recover(box.work)
    assert (box.state(delivery), box.row(delivery).ambiguous) == ("uncertain", 2)
    assert box.claim() == []


def test_what_is_in_doubt_is_sent_again_only_by_staff_and_says_so(box: Outbox) -> None:
    delivery = box.put()
    assert storage.outbox.resend(box.work, delivery) is None
    box.fails(DOUBT)
    box.wait(minutes=1)
    assert box.fails(DOUBT) == "uncertain"
    again = storage.outbox.resend(box.work, delivery)
    assert storage.outbox.resend(box.work, delivery) == again
    parcel = box.one()
    assert parcel.id == again
    assert parcel.repeat
    assert box.state(delivery) == "uncertain"


def test_a_held_letter_goes_to_nobody_until_it_is_resumed(box: Outbox) -> None:
    delivery = box.put()
    letter_id = box.row(delivery).letter_id
    storage.outbox.hold_letter(box.work, letter_id, "too_long")
    assert box.claim() == []
    storage.outbox.resume_letter(box.work, letter_id)
    assert len(box.claim()) == 1


def test_an_unknown_kind_is_tried_again_by_the_next_version(box: Outbox) -> None:
    delivery = box.put()
    storage.outbox.hold_letter(box.work, box.row(delivery).letter_id, "unknown_kind")
    storage.flights.recover(box.work)
    assert len(box.claim()) == 1


def test_an_erased_person_leaves_no_letter_behind(box: Outbox) -> None:
    person(box)
    storage.outbox.put(box.work, Recipient(7, person_id=7), NOTICE, about="b1")
    parcel = box.one()
    storage.outbox.forget(box.work, 7)
    box.arrives(parcel)
    assert box.states() == {}
    assert box.session.scalar(select(LetterRow.id)) is None
    assert box.copies() == []
