"""Bookings as their screens tell them: with topic, specialist, place and phone."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import rules.booking
import rules.limits
import rules.openings
import storage.booking
import storage.centres
import storage.delays
import storage.field_days
import storage.memo
import storage.phones
import storage.sessions
from rules.booking import TAKING, Booking, Policy
from rules.cards import Card
from rules.centres import Centre, Specialist, Texts
from rules.clockwork import local
from rules.refusal import NotFound, NotYours
from storage.work import Work


def card(work: Work, booked: Booking) -> Card:
    """Raises NotFound where its centre or topic is gone, which never happens: they are closed, not deleted."""
    centre = storage.memo.read(work, storage.centres.centre, booked.centre_id)
    topic = storage.memo.read(work, storage.centres.topic, booked.topic_id)
    if centre is None or topic is None:
        raise NotFound
    specialist = storage.memo.read(work, storage.centres.specialist, booked.specialist_id or 0)
    address, room = _place(work, booked, centre, specialist)
    undo_until = _undo_until(booked, rules.openings.policy(centre.settings), work.now)
    by_phone = booked.mode == "phone" and booked.person_id is not None
    return Card(
        booking=booked,
        topic=topic,
        specialist=specialist.name if specialist else "",
        address=address,
        room=room,
        phone=centre.phone,
        undo_until=undo_until,
        for_name=(booked.for_name or "") if booked.booked_by is None else "",
        call=storage.phones.number(work, booked.person_id or 0) if by_phone else "",
        languages=centre.settings.languages,
        link=centre.settings.online_link if booked.mode == "online" else "",
        late=_late(work, booked),
    )


def _late(work: Work, booked: Booking) -> int:
    """By how many minutes the day of a visit still to come has slipped: known on the day itself."""
    zone = ZoneInfo(booked.zone)
    day = local(booked.starts_at, zone).date()
    if booked.state not in TAKING or day != local(work.now, zone).date():
        return 0
    return storage.delays.of_day(work, booked.centre_id, day).get(booked.specialist_id or 0, 0)


def _place(work: Work, booked: Booking, centre: Centre, specialist: Specialist | None) -> tuple[Texts, Texts | None]:
    """Address and room: of a group consultation its own, of a day in a district the place there."""
    away = storage.field_days.at(work, centre.id, specialist.id, booked.day) if specialist else None
    if away is not None:
        return away.place, None
    room_id, one = specialist.room_id if specialist else None, None
    if booked.session_id is not None:
        one = storage.memo.read(work, storage.sessions.session, booked.session_id)
    if one is not None and one.place_kk:
        return one.place, None
    room = storage.memo.read(work, storage.centres.room, (one.room_id if one else None) or room_id or 0)
    return centre.addresses, room.names if room else None


def _undo_until(booked: Booking, policy: Policy, now: datetime) -> datetime | None:
    """Until when the booking, or its cancelling by the person, can be undone; None where it cannot be any more."""
    if booked.state == "cancelled" and booked.cancelled_by == "person":
        done_at = booked.cancelled_at
    else:
        done_at = booked.created_at if booked.state in TAKING else None
    until = min(done_at + policy.undo, booked.starts_at) if done_at else now
    return until if now < until else None


def shown(work: Work, booked: Booking, person_id: int) -> Card:
    """As this person may see it: who has booked for another sees that it is booked, and no number of theirs."""
    found = card(work, booked)
    if booked.booked_by != person_id:
        return found
    return replace(found, for_name=booked.for_name or "", booker=True, call="")


def own(work: Work, booking_id: int, person_id: int) -> Card:
    """One booking that this person looks after, as it stands. Raises NotYours, also where there is none of this id."""
    booked = storage.booking.managed(work, booking_id, person_id)
    if booked is None:
        raise NotYours
    if booked.state == "held" and not rules.booking.is_live(booked, work.now):
        booked = replace(booked, state="expired", hold_expires_at=None)
    return shown(work, booked, person_id)


def changeable(work: Work, booking_id: int, rev: int, person_id: int) -> Card:
    """One that this person looks after and may move or cancel still, by a button made for `rev`. Raises a Refusal."""
    found = own(work, booking_id, person_id)
    rules.limits.check_change(found.booking, person_id, rev, work.now)
    return found


def upcoming(work: Work, person_id: int) -> list[Card]:
    """Visits ahead that a person goes to or has booked for another, earliest first."""
    return [shown(work, booked, person_id) for booked in storage.booking.looked_after(work, person_id)]
