"""Changing when the centre or a specialist works: what it touches is shown first, then it ends and people are told."""

from collections.abc import Sequence
from datetime import date, timedelta

import actions.closures
import actions.desk
import actions.offers
import rules.desk
import rules.holidays
import rules.schedule
import storage.audit
import storage.availability
import storage.centres
import storage.timetable
import storage.visits
from actions.closures import Notice
from rules.centres import Centre, Specialist
from rules.clockwork import local
from rules.closures import Hours
from rules.desk import Post
from rules.people import Person, Role
from rules.refusal import NotYours, OutdatedButton
from rules.schedule import AHEAD, Change, Changed, DayOff, Preview, Week, Working
from rules.visits import Visit
from storage.work import Work

SETTING = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


def setting(work: Work, person: Person, centre_id: int) -> Centre:
    """The centre, for somebody who sets its hours. Raises NotYours."""
    if actions.desk.post(work, person, centre_id).role not in SETTING:
        raise NotYours
    return storage.centres.known(work, centre_id)


def whose(work: Work, person: Person, centre_id: int) -> tuple[Post, list[Specialist]]:
    """What the person is there, and whose weeks they may see. Raises NotYours."""
    mine = actions.desk.recording(work, person, centre_id)
    return mine, [each for each in storage.centres.specialists(work, centre_id) if mine.sees(each.id)]


def week(work: Work, person: Person, centre_id: int, specialist_id: int | None) -> Week:
    """A week and the dates unlike it; a specialist sees their own. Raises NotYours."""
    mine = actions.desk.recording(work, person, centre_id)
    here = storage.centres.known(work, centre_id)
    specialist = _specialist(work, here, specialist_id)
    if not mine.sees(specialist_id):
        raise NotYours
    today = local(work.now, here.zone).date()
    working = storage.availability.working(work, here, today, today + AHEAD)
    own = storage.centres.own_days(work, centre_id, today, today + AHEAD)
    days = working.rosters[specialist.id].days if specialist else {day: own[day].hours for day in own}
    ahead = {day: hours for day, hours in sorted(days.items()) if day >= today}
    hours = rules.schedule.hours_of_week(working, specialist_id)
    return Week(here, specialist, hours, ahead, mine.role in SETTING, own)


def _specialist(work: Work, here: Centre, specialist_id: int | None) -> Specialist | None:
    """Whose hours they are; None is the whole centre's. Raises NotYours for somebody of another centre."""
    if specialist_id is None:
        return None
    found = storage.centres.specialist(work, specialist_id)
    if found is None or found.centre_id != here.id:
        raise NotYours
    if found.id not in {each.id for each in storage.centres.specialists(work, here.id)}:
        raise OutdatedButton
    return found


def preview(work: Work, person: Person, change: Change) -> Preview:
    """Whom the change would touch, without their names. Raises a Refusal."""
    here, specialist, before, after = _planned(work, person, change)
    touched = [actions.closures.nameless(each) for each in _touched(work, here, before, after)]
    return Preview(
        change,
        specialist.name if specialist else None,
        _hours(before, change),
        _hours(after, change),
        tuple(visit for visit in touched if actions.closures.is_visit(visit)),
    )


def _planned(work: Work, person: Person, change: Change) -> tuple[Centre, Specialist | None, Working, Working]:
    """Whose hours they are, and when everybody works before and after the change."""
    here = setting(work, person, change.centre_id)
    today = local(work.now, here.zone).date()
    rules.schedule.check(change, today)
    specialist = _specialist(work, here, change.specialist_id)
    before = storage.availability.working(work, here, today, today + AHEAD)
    return here, specialist, before, rules.schedule.applied(before, change)


def _touched(work: Work, here: Centre, before: Working, after: Working) -> list[Visit]:
    ahead = Hours(here.id, None, work.now, work.now + AHEAD)
    return rules.schedule.touched(storage.visits.touched(work, ahead), before, after)


def _hours(working: Working, change: Change) -> rules.schedule.Intervals | None:
    """The hours of what is changed; None where several weekdays differ."""
    if change.day is not None:
        return rules.schedule.hours_on(working, change.specialist_id, change.day)
    hours = rules.schedule.hours_of_week(working, change.specialist_id)
    found = {hours[weekday] for weekday in change.weekdays}
    return found.pop() if len(found) == 1 else None


def change(work: Work, person: Person, wanted: Change, offer: int) -> Changed:
    """Set the hours and end what lies outside them at this moment, whatever a preview showed before.

    With `offer` the letters show other times too. Set again, they stay as they are. Raises a Refusal.
    """
    here, specialist, before, after = _planned(work, person, wanted)
    touched = _touched(work, here, before, after)
    _write(work, wanted)
    storage.audit.note(work, person.id, here.id, "schedule.change", None, wanted.specialist_id)
    notice = Notice(f"schedule:{here.id}", whole=specialist is None, offer=bool(offer))
    told, unreached = actions.closures.put_off(work, person, touched, notice)
    actions.offers.freed(work, here.id)
    return Changed(wanted, specialist.name if specialist else None, _hours(after, wanted), told, unreached)


def _write(work: Work, wanted: Change) -> None:
    if wanted.specialist_id is None:
        if wanted.day is not None:
            return storage.timetable.set_centre_day(work, wanted.centre_id, wanted.day, wanted.hours)
        week = dict.fromkeys(wanted.weekdays, wanted.hours or ())
        return storage.timetable.set_centre_week(work, wanted.centre_id, week)
    if wanted.day is not None:
        return storage.timetable.set_day(work, wanted.specialist_id, wanted.day, wanted.hours)
    return storage.timetable.set_week(work, wanted.specialist_id, dict.fromkeys(wanted.weekdays, wanted.hours))


def limit(work: Work, person: Person, centre_id: int, specialist_id: int, most: int) -> Week:
    """How many visits a specialist takes a day, 0 for as many as fit; what is booked stays. Raises a Refusal."""
    here = setting(work, person, centre_id)
    if _specialist(work, here, specialist_id) is None or not 0 <= most <= rules.schedule.MOST_A_DAY:
        raise OutdatedButton
    storage.timetable.limit(work, specialist_id, most or None)
    actions.offers.freed(work, centre_id)
    return week(work, person, centre_id, specialist_id)


def holidays(work: Work, person: Person, centre_id: int) -> tuple[Centre, list[DayOff]]:
    """Public holidays of a year ahead on days when the centre would work. Raises NotYours."""
    here = setting(work, person, centre_id)
    today = local(work.now, here.zone).date()
    own = storage.centres.own_days(work, centre_id, today, today + AHEAD)
    ahead = rules.holidays.between(today, today + AHEAD)
    met = [each for each in ahead if here.hours[each.day.weekday()]]
    return here, [DayOff(each, own[each.day].hours if each.day in own else ()) for each in met]


def dates(work: Work, person: Person, centre_id: int, page: int, size: int) -> Sequence[date]:
    """Dates to choose from, any weekday, page by page. Raises NotYours."""
    here = setting(work, person, centre_id)
    pages = AHEAD.days // size
    first = local(work.now, here.zone).date() + timedelta(days=page % pages * size)
    return [first + timedelta(days=n) for n in range(size)]
