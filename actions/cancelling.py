"""Giving a consultation back, and taking that back, by the person whose it is."""

from dataclasses import replace
from datetime import timedelta

import actions.booking
import actions.offers
import actions.reminders
import actions.requests
import rules.booking
import rules.limits
import rules.ways
import storage.availability
import storage.booking
import storage.cards
import storage.centres
import storage.field_days
import storage.memo
import storage.people
import storage.phones
import storage.sessions
from rules.availability import FreeTime
from rules.booking import Booking
from rules.cards import REASONS, Card
from rules.people import Person
from rules.refusal import (
    DayClosed,
    OutdatedButton,
    SessionFull,
    SessionOver,
    TooLate,
)
from storage.booking import Did
from storage.work import Work


def cancel(work: Work, person: Person, booking_id: int, rev: int, reason: str) -> Card:
    """Cancel, and say why: one of REASONS. It can be undone for a while. Raises a Refusal."""
    if reason not in REASONS:
        raise OutdatedButton
    before = actions.booking.own(work, person, booking_id)
    rules.limits.check_change(before, person.id, rev, work.now)
    return _end(work, person, before, "cancel", reason)


def undo(work: Work, person: Person, booking_id: int, rev: int) -> Card:
    """Take back a booking just made. Raises a Refusal; after the time for undoing, OutdatedButton."""
    before = actions.booking.own(work, person, booking_id)
    rules.limits.check_change(before, person.id, rev, work.now)
    if not rules.limits.may_undo(before, actions.booking.policy_of(work, before), work.now):
        raise OutdatedButton
    return _end(work, person, before, "undo", None)


def restore(work: Work, person: Person, booking_id: int, rev: int) -> Card:
    """Take back a cancelling, if the time is free still. Raises a Refusal."""
    before = actions.booking.own(work, person, booking_id)
    policy = actions.booking.policy_of(work, before)
    rules.limits.check_undo_cancel(before, policy, work.now)
    if before.rev != rev:
        raise OutdatedButton
    if before.cancelled_by != "person":
        raise TooLate
    time = FreeTime(before.starts_at, before.ends_at, before.specialist_id or 0)
    new_for, promised = (before.centre_id, before.topic_id), replace(policy, notice=timedelta())
    own, visitor_id = storage.booking.open_of(work, person.id), before.visitor_id
    actions.booking.check(work, time, own, new_for=new_for, policy=promised, visitor_id=visitor_id)
    after = replace(rules.booking.restored(before, ask=policy.confirm), seat=_seat(work, before))
    storage.booking.claim(work, after, policy)
    return actions.booking.change(work, person, before, after, "restore")


def _seat(work: Work, before: Booking) -> int | None:
    """A seat there once more; None where it is a visit of one's own, which must still be received."""
    if before.session_id is None:
        _still_received(work, before)
        return None
    one = storage.sessions.held(work, before.session_id)
    if one is None:
        raise SessionOver(before.starts_at, before.topic_id)
    seat = storage.sessions.free_seat(work, one)
    if seat is None:
        raise SessionFull(one.id)
    return seat


def _still_received(work: Work, before: Booking) -> None:
    """The hours may have been closed since."""
    found = storage.availability.openings(work, before.centre_id, before.topic_id, at=before.starts_at)
    if not found.receives(before.specialist_id or 0, before.starts_at, before.ends_at):
        raise DayClosed


def cancel_all(work: Work, person: Person) -> None:
    """Free everything a person has ahead and waits for, for somebody who withdraws their consent."""
    actions.offers.gone(work, person)
    actions.booking.let_go(work, person)
    for each in storage.booking.upcoming(work, person.id):
        if each.starts_at > work.now:
            _end(work, person, each, "cancel", None)


def _end(work: Work, person: Person, before: Booking, did: Did, reason: str | None) -> Card:
    after = storage.booking.change(work, before, rules.booking.cancelled(before, "person", reason, work.now))
    storage.booking.release(work, after.id)
    storage.booking.log(work, person.id, did, before, after)
    actions.reminders.retract(work, after.id)
    actions.reminders.tell_the_other(work, person, after, did)
    actions.offers.cancelled(work, after)
    return storage.cards.shown(work, after, person.id)
