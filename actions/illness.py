"""A specialist is ill: a plan first, then one visit at a time, each in its own transaction and with a proposal.

The hours are closed before the first visit is looked at. What has become of a visit is written with it, and what is
left are the visits that still stand in those hours: begun again after a crash, it goes on where it was. Where nobody
begins again, the clock does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import actions.desk
import actions.rehoming
import actions.schedule
import rules.booking
import rules.illness
import rules.openings
import rules.waiting_list
import screens.illness
import storage.availability
import storage.booking
import storage.cards
import storage.centres
import storage.closures
import storage.memo
import storage.outbox
import storage.people
import storage.rehoming
import storage.visits
import storage.waiting_list
from rules.availability import FreeTime
from rules.cells import CELL_SECONDS, Span
from rules.centres import Centre, Specialist
from rules.clockwork import local
from rules.closures import Closure, Hours
from rules.illness import SPANS, Plan, Proposal, Report
from rules.letters import Lane, Letter, Recipient, Screen
from rules.openings import Openings
from rules.people import Language, Person
from rules.refusal import NotYours, OutdatedButton
from rules.visits import Visit
from screens.words import Words
from storage.availability import Asker
from storage.work import Work

COLLEAGUE, ANOTHER, LINE = actions.rehoming.COLLEAGUE, actions.rehoming.ANOTHER, actions.rehoming.LINE
FINISHED = "illness.finished"

IDLE = timedelta(minutes=1)  # after which the clock takes it that nobody goes on

Data = Mapping[str, str | int | None]
Languages = Mapping[int, tuple[Language, ...]]


def whom(work: Work, person: Person, centre_id: int) -> list[Specialist]:
    """Who may be ill. Raises NotYours."""
    actions.schedule.setting(work, person, centre_id)
    return storage.centres.specialists(work, centre_id)


def plan(work: Work, person: Person, centre_id: int, specialist_id: int, days: int) -> Plan:
    """What would become of each visit of these days; nothing is changed. Raises a Refusal."""
    centre, specialist, hours = _asked(work, person, centre_id, specialist_id, days)
    given: list[tuple[int, Span]] = []
    proposals = []
    for visit in storage.rehoming.in_order(storage.visits.touched(work, hours)):
        if visit.booking.state != "held":
            one = _proposal(work, centre, visit, (hours, given))
            given += [_cells(one.time, centre)] if one.time else []
            proposals.append(one)
    return Plan(hours, specialist.name, tuple(proposals))


def _asked(
    work: Work, person: Person, centre_id: int, specialist_id: int, days: int
) -> tuple[Centre, Specialist, Hours]:
    centre = actions.schedule.setting(work, person, centre_id)
    specialist = next((each for each in storage.centres.specialists(work, centre_id) if each.id == specialist_id), None)
    if specialist is None or days not in SPANS:
        raise OutdatedButton
    today = local(work.now, centre.zone).date()
    return centre, specialist, Hours(centre_id, specialist_id, *rules.illness.span(today, days, centre.zone))


def _cells(time: FreeTime, centre: Centre) -> tuple[int, Span]:
    """What a plan has given away: nobody else is proposed it."""
    taken = rules.booking.claimed_cells(time.starts_at, time.ends_at, rules.openings.policy(centre.settings))
    return time.specialist_id, (taken.start, taken.stop)


def _proposal(work: Work, centre: Centre, visit: Visit, closed: tuple[Hours, Sequence[tuple[int, Span]]]) -> Proposal:
    """The same time with a colleague, another time, the line; who has no chat can only keep the time."""
    hours, given = closed
    booking = visit.booking
    asker = Asker(booking.person_id, booking.id)
    found = storage.availability.openings(work, centre.id, booking.topic_id, asker)
    found = rules.illness.taken(rules.illness.without(found, hours.specialist_id or 0, _span(hours)), given)
    colleague = rules.illness.with_colleague(found, booking, _languages(work, found))
    if colleague is not None:
        return Proposal(visit, "colleague", colleague, found.names[colleague.specialist_id])
    if booking.person_id is None:
        return Proposal(visit, "phone")
    later = rules.illness.later(found, booking, rules.illness.held_until(work.now, centre.zone))
    return Proposal(visit, "another", later, found.names[later.specialist_id]) if later else Proposal(visit, "line")


def _span(hours: Hours) -> Span:
    return int(hours.starts_at.timestamp()) // CELL_SECONDS, int(hours.ends_at.timestamp()) // CELL_SECONDS


def _languages(work: Work, found: Openings) -> Languages:
    known = (storage.memo.read(work, storage.centres.specialist, each) for each in found.names)
    return {each.id: each.languages for each in known if each is not None}


def begin(work: Work, person: Person, centre_id: int, specialist_id: int, days: int) -> Report:
    """Close the hours: nobody books them from now on. Begun again, it is the same. Raises a Refusal."""
    _, _, hours = _asked(work, person, centre_id, specialist_id, days)
    closure_id = storage.rehoming.begin(work, hours, person.id)
    seen = _report(work, closure_id)
    storage.rehoming.look_at(work, closure_id, work.now + IDLE if seen.left else None)
    return seen


def step(work: Work, person: Person, closure_id: int) -> Report:
    """One visit more, the earliest; none where nothing is left. Raises NotYours."""
    return _step(work, _own(work, person, closure_id), person.id)


def _step(work: Work, closure: Closure, actor_id: int | None) -> Report:
    """Whoever goes on with it, the clock leaves it alone for a while; with the last visit it is over for good."""
    _rehome_next(work, closure, actor_id)
    seen = _report(work, closure.id)
    storage.rehoming.look_at(work, closure.id, work.now + IDLE if seen.left else None)
    return seen


def _rehome_next(work: Work, closure: Closure, actor_id: int | None) -> None:
    centre = storage.centres.known(work, closure.centre_id)
    hours = Hours(closure.centre_id, closure.specialist_id, closure.starts_at, closure.ends_at)
    for visit in storage.rehoming.left(work, closure):
        if visit.booking.state == "held":
            storage.booking.end_hold(work, visit.booking)
            continue
        proposal = _proposal(work, centre, visit, (hours, ()))
        actions.rehoming.carry_out(work, actor_id, centre, proposal)
        return storage.rehoming.done(work, closure.id, visit.booking.id, proposal.outcome)
    return None


def go_on(work: Work, closure_id: int) -> None:
    """The clock's: one visit more of a plan that nobody goes on with; after the last one who ordered it is told."""
    closure = storage.closures.closure(work, closure_id)
    if closure is None or storage.rehoming.due(work) != closure_id:
        return None
    actor = storage.people.person(work, storage.rehoming.ordered_by(work, closure.id) or 0)
    seen = _step(work, closure, actor.id if actor else None)
    if seen.left:
        return storage.rehoming.look_at(work, closure.id, work.now)
    if actor is not None:
        letter = Letter(FINISHED, Lane.ANSWER, {"closure": closure.id})
        to, about = Recipient(actor.telegram_id, actor.id), f"illness:{closure.id}"
        storage.outbox.put(work, to, letter, about=about, once=str(closure.id))
    return None


def put_off(work: Work, closure_id: int) -> None:
    """It failed: the clock tries again later."""
    storage.rehoming.look_at(work, closure_id, work.now + 10 * IDLE)


def report(work: Work, person: Person, closure_id: int) -> Report:
    """How far it has come. Raises NotYours."""
    return _report(work, _own(work, person, closure_id).id)


def _own(work: Work, person: Person, closure_id: int) -> Closure:
    closure = storage.closures.closure(work, closure_id)
    if closure is None or closure.specialist_id is None or not storage.rehoming.is_illness(work, closure_id):
        raise NotYours
    actions.schedule.setting(work, person, closure.centre_id)
    if closure.lifted_at is not None:
        raise OutdatedButton
    return closure


def _report(work: Work, closure_id: int) -> Report:
    closure = storage.closures.closure(work, closure_id)
    if closure is None:
        raise NotYours
    done = storage.rehoming.outcomes(work, closure_id)
    phoned = (storage.visits.visit(work, booking_id) for booking_id, outcome in done if outcome == "phone")
    return Report(
        closure_id=closure_id,
        hours=Hours(closure.centre_id, closure.specialist_id, closure.starts_at, closure.ends_at),
        specialist=closure.specialist or "",
        left=len(storage.rehoming.left(work, closure)),
        done=tuple(outcome for _, outcome in done),
        phone=tuple(replace(visit, name=None) for visit in phoned if visit),
    )


def colleague_letter(work: Work, person: Person, data: Data) -> Screen | None:
    """Nothing to say where the person has changed it since."""
    booked = storage.booking.own(work, int(data["booking"] or 0), person.id)
    if booked is None or booked.state != "booked" or booked.rev != data["rev"]:
        return None
    return screens.illness.colleague(storage.cards.card(work, booked), Words(person.language, ZoneInfo(booked.zone)))


def another_letter(work: Work, person: Person, data: Data) -> Screen | None:
    """Nothing to say where it has been answered or is over."""
    entry = storage.waiting_list.own(work, int(data["entry"] or 0), person.id)
    before = storage.booking.own(work, int(data["booking"] or 0), person.id)
    if before is None or entry is None or entry.state != "offered" or entry.rev != data["rev"]:
        return None
    held = storage.booking.own(work, entry.offered_id or 0, person.id)
    if held is None or not rules.booking.is_live(held, work.now):
        return None
    card = storage.cards.card(work, held)
    return screens.illness.another(before, entry, card, Words(person.language, ZoneInfo(held.zone)))


def line_letter(work: Work, person: Person, data: Data) -> Screen | None:
    entry = storage.waiting_list.own(work, int(data["entry"] or 0), person.id)
    before = storage.booking.own(work, int(data["booking"] or 0), person.id)
    if before is None or entry is None or entry.state not in {"waiting", "offered"}:
        return None
    card = storage.cards.card(work, before)
    return screens.illness.line(entry, card, Words(person.language, ZoneInfo(before.zone)))


def finished_letter(work: Work, person: Person, data: Data) -> Screen | None:
    """To whoever has ordered it and answers for the centre still: it went on by itself."""
    try:
        seen = report(work, person, int(data["closure"] or 0))
    except (NotYours, OutdatedButton):
        return None
    zone = storage.centres.known(work, seen.hours.centre_id).zone
    return screens.illness.finished(seen, Words(person.language, zone))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {
    COLLEAGUE: colleague_letter,
    ANOTHER: another_letter,
    LINE: line_letter,
    FINISHED: finished_letter,
}
"""How each kind of letter is worded, at the send."""
