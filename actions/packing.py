"""What to bring to a visit, ticked by its person."""

from dataclasses import replace

import storage.booking
import storage.cards
from rules.booking import is_live
from rules.cards import Card
from rules.people import Person
from rules.refusal import NotYours, OutdatedButton
from storage.work import Work


def tick(work: Work, person: Person, booking_id: int, thing: int, on: int) -> Card:
    """One thing is packed, or is not after all. Raises a Refusal."""
    booking = storage.booking.own(work, booking_id, person.id)
    if booking is None:
        raise NotYours
    card = storage.cards.card(work, booking)
    if not is_live(booking, work.now) or not 0 <= thing < len(card.topic.things(person.language)):
        raise OutdatedButton
    bit = 1 << thing
    packed = booking.packed | bit if on else booking.packed & ~bit
    after = storage.booking.change(work, booking, replace(booking, packed=packed))
    return replace(card, booking=after)
