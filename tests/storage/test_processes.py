"""Several processes over one server: what a living one sends is left alone, and one of a bot is its clock."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import storage.flights
import storage.processes
import storage.setbacks
from tests.storage.outbox import BOT, DOUBT, Outbox, outbox

NONE = timedelta(0)


@pytest.fixture
def box(postgresql: Path) -> Iterator[Outbox]:
    with outbox(postgresql) as made:
        yield made


def enter(box: Outbox, seat: str = "") -> int:
    return storage.processes.enter(box.work, seat)


def take(box: Outbox, process: int) -> None:
    assert len(storage.flights.claim(box.work, 8, process=process)) == 1


def dies(box: Outbox, monkeypatch: pytest.MonkeyPatch, seat: str = "") -> int:
    """A process whose time is over at once."""
    monkeypatch.setattr(storage.processes, "LEASE", NONE)
    process = enter(box, seat)
    monkeypatch.undo()
    return process


def test_who_begins_leaves_alone_what_a_living_one_sends(box: Outbox) -> None:
    delivery = box.put()
    take(box, enter(box, "here"))
    enter(box, "there")
    assert storage.flights.recover(box.work) == storage.flights.take_over(box.work) == 0
    assert (box.state(delivery), box.row(delivery).ambiguous) == ("sending", 0)


def test_what_a_dead_one_was_sending_is_in_doubt_once_more(box: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = box.put()
    take(box, dies(box, monkeypatch))
    enter(box, "there")
    assert storage.flights.take_over(box.work) == 1
    assert (box.state(delivery), box.row(delivery).ambiguous) == ("ready", 1)


def test_who_begins_in_the_same_seat_need_not_wait_for_the_one_before(box: Outbox) -> None:
    delivery = box.put()
    take(box, enter(box, "here"))
    enter(box, "here")
    assert storage.flights.recover(box.work) == 1
    assert box.state(delivery) == "ready"


def test_what_has_no_seat_is_nobodys_predecessor(box: Outbox) -> None:
    first = enter(box)
    enter(box)
    assert storage.processes.holds(box.work, first)


def test_a_lease_is_renewed_by_whoever_holds_it_and_by_nobody_who_lost_it(
    box: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = dies(box, monkeypatch)
    assert not storage.processes.holds(box.work, lost)
    assert storage.processes.holds(box.work, enter(box))


def test_the_oldest_that_lives_is_the_clock_until_it_ends(box: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    dies(box, monkeypatch)
    first, second = enter(box, "here"), enter(box, "there")
    assert [storage.processes.keeps_clock(box.work, each) for each in (first, second)] == [True, False]
    storage.processes.leave(box.work, first)
    assert storage.processes.keeps_clock(box.work, second)


def test_each_bot_has_a_clock_of_its_own(box: Outbox) -> None:
    first = enter(box, "here")
    box.bot_id = BOT + 1
    second = enter(box, "here")
    assert storage.processes.keeps_clock(box.work, second)
    assert storage.processes.count(box.work) == 1
    box.bot_id = BOT
    assert storage.processes.keeps_clock(box.work, first)


def test_what_comes_back_late_to_one_thought_dead_is_no_second_doubt(
    box: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = box.put()
    (parcel,) = storage.flights.claim(box.work, 8, process=dies(box, monkeypatch))
    storage.flights.take_over(box.work)
    assert storage.setbacks.failed(box.work, parcel, DOUBT) == "ready"
    assert box.row(delivery).ambiguous == 1


def test_a_copy_that_arrived_late_is_known_though_another_has_sent_it_too(
    box: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = box.put()
    (late,) = storage.flights.claim(box.work, 8, process=dies(box, monkeypatch))
    storage.flights.take_over(box.work)
    (again,) = storage.flights.claim(box.work, 8, process=enter(box))
    box.arrives(again)
    box.arrives(late)
    assert box.state(delivery) == "sent"
    assert len(box.copies()) == 2
