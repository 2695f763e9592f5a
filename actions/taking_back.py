"""Hours of a room come free again: given up, declined, or the centre cannot lend them."""

from collections.abc import Sequence

import actions.reservation_letters
import rules.reservations
import storage.reservations
from rules.people import Person
from rules.reservations import CLOSED, Reservation, Seen
from storage.reservations import Did
from storage.work import Work


def end(work: Work, by: int | None, before: Reservation, after: Reservation, did: Did) -> None:
    """Its hours are free again, and no letter speaks of it any more."""
    storage.reservations.change(work, before, after)
    storage.reservations.release(work, before.id)
    storage.reservations.log(work, by, did, before, after)
    actions.reservation_letters.retract(work, before.id)


def put_off(work: Work, person: Person, touched: Sequence[Seen]) -> tuple[Seen, ...]:
    """End these, whose room the centre cannot lend then, and tell their people; those who can only be phoned."""
    unreached: list[Seen] = []
    for each in touched:
        after = rules.reservations.cancelled(each.reservation, "centre", CLOSED)
        end(work, person.id, each.reservation, after, "cancel")
        if not actions.reservation_letters.tell(work, after) and each.reservation.source != "closure":
            unreached.append(each)
    return tuple(unreached)
