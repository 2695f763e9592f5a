"""What lies in the chats already is changed and taken away later."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import storage.copies
import storage.flights
from tests.storage.outbox import ANSWER, REMINDER, Outbox, outbox


@pytest.fixture
def box(template: Path) -> Iterator[Outbox]:
    with outbox(template) as made:
        yield made


def test_after_a_stop_a_change_is_simply_made_again(box: Outbox) -> None:
    box.put()
    box.arrives(box.one())
    storage.copies.edit(box.work, "x", ANSWER)
    change = box.one()
    for _ in range(5):
        storage.flights.recover(box.work)
        change = box.one()
    storage.flights.recover(box.work)
    assert box.row(change.id).ambiguous == 0
    assert box.state(change.id) == "ready"


def test_a_change_reaches_copies_and_flights_and_leaves_what_waits(box: Outbox) -> None:
    for chat in (1, 2, 3):
        box.put(chat, about="m1")
    arrived, flying = box.claim(limit=2)
    number = box.arrives(arrived)
    storage.copies.edit(box.work, "m1", REMINDER)
    late = box.arrives(flying)
    parcels = {parcel.to.chat_id: parcel for parcel in box.claim()}
    assert [(parcels[chat].op, parcels[chat].kind, parcels[chat].target_id) for chat in (1, 2, 3)] == [
        ("edit", "reminder", number),
        ("edit", "reminder", late),
        ("send", "notice", None),
    ]


def test_a_newer_change_takes_the_place_of_one_that_waits(box: Outbox) -> None:
    box.put(about="m1")
    box.arrives(box.one())
    storage.copies.edit(box.work, "m1", REMINDER)
    storage.copies.edit(box.work, "m1", ANSWER)
    assert box.one().kind == "answer"
    assert sorted(box.states().values()) == ["sending", "sent", "superseded"]


def test_a_deletion_takes_back_what_waits_and_removes_what_lies(box: Outbox) -> None:
    box.put(1, about="m1")
    number = box.arrives(box.one())
    waiting = box.put(2, about="m1")
    storage.copies.delete(box.work, "m1")
    parcel = box.one()
    assert (parcel.op, parcel.target_id) == ("delete", number)
    storage.flights.sent(box.work, parcel, None)
    assert box.state(waiting) == "cancelled"
    assert box.copies()[0].deleted_at == box.now
