"""Deeds of those who lead a centre about days in districts: plan one, hold it, see whom to expect, cancel it."""

from dataclasses import replace
from datetime import date

import actions.closures
import actions.desk
import actions.offers
import actions.schedule
import actions.visits
import rules.field_days
import storage.centres
import storage.field_days
import storage.visits
from actions.closures import Notice
from rules.centres import Centre, Specialist
from rules.closures import Hours
from rules.field_days import Cancelled, Expected, FieldDay, Held, Preview
from rules.people import Person
from rules.refusal import AlreadyDone, AwayThen, NotYours
from rules.visits import Visit, by_time
from storage.work import Work


def listed(work: Work, person: Person, centre_id: int) -> list[FieldDay]:
    """Those ahead. Raises NotYours."""
    actions.schedule.setting(work, person, centre_id)
    return storage.field_days.ahead(work, centre_id)


def whom(work: Work, person: Person, centre_id: int) -> list[Specialist]:
    """Who can go there. Raises NotYours."""
    actions.schedule.setting(work, person, centre_id)
    return storage.centres.specialists(work, centre_id)


def preview(work: Work, person: Person, plan: FieldDay) -> Preview:
    """Whom it would touch at the centre that day, without their names; nothing is written. Raises a Refusal."""
    centre, names = _planned(work, person, plan)
    touched = tuple(actions.closures.nameless(each) for each in _touched(work, plan, centre) if _is_visit(each))
    return Preview(plan, names, touched)


def _planned(work: Work, person: Person, plan: FieldDay) -> tuple[Centre, tuple[str, ...]]:
    """The centre, and the names of those who go; each of them works there and is in one place a day."""
    actions.desk.calling(work, person, plan.centre_id)
    centre = actions.schedule.setting(work, person, plan.centre_id)
    rules.field_days.check(plan, centre.zone, work.now)
    here = {each.id: each.name for each in storage.centres.specialists(work, centre.id)}
    if not set(plan.specialists) <= here.keys():
        raise NotYours
    for each in plan.specialists:
        if storage.field_days.at(work, centre.id, each, plan.day) is not None:
            raise AwayThen(here[each])
    return centre, tuple(here[each] for each in plan.specialists)


def _touched(work: Work, plan: FieldDay, centre: Centre) -> list[Visit]:
    """All that they have at the centre on that day: nobody is in a district and at the centre on one day."""
    span = rules.field_days.whole(plan.day, centre.zone)
    return [visit for each in plan.specialists for visit in storage.visits.touched(work, Hours(centre.id, each, *span))]


def _is_visit(visit: Visit) -> bool:
    return actions.closures.is_visit(visit)


def hold(work: Work, person: Person, plan: FieldDay, offer: int) -> Held:
    """Their day is there from now on; what was booked at the centre ends, and its people are told. Raises a Refusal.

    With `offer` the letters show other times too. Raises AlreadyDone for a second tap.
    """
    if any(_same(each, plan) for each in storage.field_days.ahead(work, plan.centre_id)):
        raise AlreadyDone
    centre, names = _planned(work, person, plan)
    touched = _touched(work, plan, centre)
    kept = storage.field_days.add(work, replace(plan, created_at=work.now, created_by=person.id))
    notice = Notice(f"field:{kept.id}", whole=False, offer=bool(offer))
    told, unreached = actions.closures.put_off(work, person, touched, notice)
    return Held(kept, names, told, unreached)


def _same(one: FieldDay, plan: FieldDay) -> bool:
    return (one.day, one.specialists, one.place_kk) == (plan.day, plan.specialists, plan.place_kk)


def expected(work: Work, person: Person, field_day_id: int) -> Expected:
    """Whom to expect there; that their names were read is noted. Raises NotYours."""
    one, centre = _own(work, person, field_day_id)
    visits = tuple(by_time(_visits(work, one, centre)))
    for visit in visits:
        actions.visits.read(work, person, visit)
    return Expected(one, _names(work, one), visits, one.state == "cancelled" or one.ends_at <= work.now)


def _own(work: Work, person: Person, field_day_id: int) -> tuple[FieldDay, Centre]:
    one = storage.field_days.field_day(work, field_day_id)
    if one is None:
        raise NotYours
    return one, actions.schedule.setting(work, person, one.centre_id)


def _names(work: Work, one: FieldDay) -> tuple[str, ...]:
    found = (storage.centres.specialist(work, each) for each in one.specialists)
    return tuple(each.name for each in found if each)


def _visits(work: Work, one: FieldDay, centre: Centre) -> list[Visit]:
    if one.state == "cancelled":
        return []
    span = rules.field_days.whole(one.day, centre.zone)
    return [visit for each in one.specialists for visit in storage.visits.between(work, Hours(centre.id, each, *span))]


def cancellable(work: Work, person: Person, field_day_id: int) -> Expected:
    """One that can be cancelled still, with how many it touches. Raises a Refusal."""
    found = expected(work, person, field_day_id)
    rules.field_days.check_cancel(found.field_day, work.now)
    return found


def cancel(work: Work, person: Person, field_day_id: int) -> Cancelled:
    """Its people are told, with other times; the specialists are at the centre again. Raises a Refusal."""
    one, centre = _own(work, person, field_day_id)
    rules.field_days.check_cancel(one, work.now)
    touched = _touched(work, one, centre)
    storage.field_days.cancel(work, one)
    notice = Notice(f"field:{one.id}", whole=False, offer=True)
    told, unreached = actions.closures.put_off(work, person, touched, notice)
    actions.offers.freed(work, one.centre_id)
    return Cancelled(rules.field_days.cancelled(one), told, unreached)


def dates(work: Work, person: Person, centre_id: int, page: int, count: int) -> list[date]:
    """Days to choose from, a page of them, from tomorrow on. Raises NotYours."""
    found = actions.schedule.dates(work, person, centre_id, page, count + 1)
    today = rules.field_days.today(actions.schedule.setting(work, person, centre_id).zone, work.now)
    return [each for each in found if each > today][:count]
