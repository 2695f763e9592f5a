"""Two bots over one place: what each knows of a chat is its own, and a letter goes by the one its reader talks with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

import storage.copies
import storage.dialogues
import storage.facts
import storage.flights
import storage.inbox
import storage.outbox
import storage.reach
from rules.letters import Lane, Letter, Recipient
from storage.dialogues import Dialogue
from storage.inbox import Arrival
from storage.outbox import Terms
from storage.schema.people import PersonRow
from tests.storage.outbox import BLOCKED, BOT, NOTICE, Outbox, outbox

OTHER = BOT + 1
CHAT = 1


@pytest.fixture
def box(template: Path) -> Iterator[Outbox]:
    with outbox(template) as made:
        yield made


def talks(box: Outbox, chat: int, bot_id: int) -> None:
    """What follows is done as the first bot again, in a transaction of its own."""
    as_it(box, bot_id)
    storage.facts.note_username(box.work, f"bot{bot_id}")
    storage.dialogues.keep(box.work, chat, Dialogue(panel_id=bot_id, last_id=bot_id))
    as_it(box, BOT)


def as_it(box: Outbox, bot_id: int) -> None:
    box.bot_id = bot_id


def test_the_same_number_of_an_update_is_another_update(box: Outbox) -> None:
    update = Arrival(7, CHAT, CHAT, {})
    assert len(storage.inbox.keep(box.work, [update])) == 1
    as_it(box, OTHER)
    assert storage.inbox.unfinished(box.work) == []
    assert len(storage.inbox.keep(box.work, [update])) == 1
    storage.inbox.done(box.work, 7)
    as_it(box, BOT)
    assert [left.update_id for left in storage.inbox.unfinished(box.work)] == [7]


def test_a_panel_belongs_to_the_bot_that_showed_it(box: Outbox) -> None:
    talks(box, CHAT, BOT)
    talks(box, CHAT, OTHER)
    assert storage.dialogues.dialogue(box.work, CHAT).panel_id == BOT
    as_it(box, OTHER)
    assert storage.dialogues.dialogue(box.work, CHAT).panel_id == OTHER


def test_whoever_blocked_one_bot_is_still_written_to_by_the_other(box: Outbox) -> None:
    box.put(CHAT)
    box.fails(BLOCKED)
    as_it(box, OTHER)
    assert storage.reach.state(box.work, CHAT) == "active"
    box.put(CHAT)
    assert len(box.claim()) == 1


def test_a_letter_is_taken_by_the_bot_that_carries_it_alone(box: Outbox) -> None:
    delivery = box.put(CHAT)
    as_it(box, OTHER)
    assert (box.claim(), storage.flights.recover(box.work)) == ([], 0)
    as_it(box, BOT)
    box.one()
    as_it(box, OTHER)
    storage.flights.recover(box.work)
    assert box.state(delivery) == "sending"


def test_a_letter_goes_by_the_bot_its_reader_talks_with(box: Outbox) -> None:
    talks(box, 1, BOT)
    talks(box, 2, OTHER)
    talks(box, 3, OTHER)
    talks(box, 3, BOT)
    everybody = [Recipient(chat) for chat in (1, 2, 3, 4)]
    storage.outbox.put_many(box.work, everybody, NOTICE, Terms("n", "n", box.now))
    assert {parcel.to.chat_id for parcel in box.claim()} == {1, 3, 4}
    as_it(box, OTHER)
    assert {parcel.to.chat_id for parcel in box.claim()} == {2}


def test_a_letter_to_very_many_goes_by_the_bot_each_talks_with(box: Outbox) -> None:
    for chat, bot_id in ((1, BOT), (2, OTHER), (3, OTHER), (3, BOT)):
        talks(box, chat, bot_id)
    known = {"language": "kk", "created_at": box.now, "seen_at": box.now}
    box.session.execute(insert(PersonRow), [{"telegram_id": chat, **known} for chat in (1, 2, 3, 4)])
    people = select(PersonRow.id, PersonRow.telegram_id)
    for _ in range(2):
        storage.outbox.put_among(box.work, people, NOTICE, Terms("n", "n", box.now))
    assert {parcel.to.chat_id for parcel in box.claim()} == {1, 3, 4}
    as_it(box, OTHER)
    assert {parcel.to.chat_id for parcel in box.claim()} == {2}
    assert len(box.states()) == 4


def test_a_file_that_one_bot_knows_is_carried_by_that_one(box: Outbox) -> None:
    talks(box, 2, OTHER)
    storage.outbox.put_many(box.work, [Recipient(2)], NOTICE, Terms("n", "n", box.now, own=True))
    assert len(box.claim()) == 1


def test_what_is_taken_back_or_changed_is_so_at_both(box: Outbox) -> None:
    talks(box, 1, BOT)
    talks(box, 2, OTHER)
    lies, waits = box.put(2, about="a"), box.put(2, about="b")
    as_it(box, OTHER)
    parcel = box.one()
    assert parcel.id == lies
    message_id = box.arrives(parcel)
    as_it(box, BOT)
    assert storage.outbox.retract(box.work, "b") == 1
    assert box.state(waits) == "cancelled"
    storage.copies.edit(box.work, "a", Letter("changed", Lane.COSMETIC))
    assert box.claim() == []
    as_it(box, OTHER)
    assert (box.one().target_id, box.state(lies)) == (message_id, "sent")


def test_who_is_erased_is_forgotten_by_both(box: Outbox) -> None:
    talks(box, CHAT, BOT)
    talks(box, CHAT, OTHER)
    storage.dialogues.forget(box.work, CHAT)
    as_it(box, OTHER)
    assert storage.dialogues.dialogue(box.work, CHAT) == Dialogue()
