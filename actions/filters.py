"""Deeds about subscriptions: looked at while they are chosen, kept, paused, ended, and each of these undone."""

from zoneinfo import ZoneInfo

import actions.tenders
import rules.publishing
import storage.centres
import storage.filters
import storage.organisations
import storage.people
import storage.tenders
from rules.centres import Centre
from rules.filters import MOST_FILTERS, Filter, Wish, choosable
from rules.people import Person
from rules.refusal import ConsentMissing, NotFound, NotYours, OutdatedButton, TooManySubscriptions
from rules.subscriptions import LISTED, Kept, Listing, Mine, Shaping
from storage.work import Work

NEAREST = 3


def shaping(work: Work, centre_id: int, wish: Wish) -> Shaping:
    """Raises JobClosed, OutdatedButton."""
    centre = actions.tenders.open_centre(work, centre_id)
    _check(work, centre, wish)
    found = choosable(storage.tenders.directions(work))
    return Shaping(wish, tuple(found), centre.region, storage.tenders.count_matching(work, wish))


def _check(work: Work, centre: Centre, wish: Wish) -> None:
    """No button offers other regions or directions than there are."""
    known = {each.id for each in storage.tenders.directions(work)}
    if not wish.directions <= known or wish.region not in {"", centre.region}:
        raise OutdatedButton


def save(work: Work, person: Person, centre_id: int, wish: Wish) -> Kept:
    """Subscribe; the same wish twice is one subscription. Raises ConsentMissing, JobClosed, TooManySubscriptions."""
    centre = actions.tenders.open_centre(work, centre_id)
    _check(work, centre, wish)
    if not storage.people.agreed(work, person.id, centre_id):
        raise ConsentMissing
    mine = storage.filters.of_person(work, person.id)
    same = next((each for each in mine if each.wish == wish and each.centre_id == centre_id), None)
    if same is None and len(mine) >= MOST_FILTERS:
        raise TooManySubscriptions(MOST_FILTERS)
    if same and same.paused:
        storage.filters.go_on(work, same.id)
    return _kept(
        work, same or storage.filters.keep(work, person.id, centre_id, wish, _for_whom(work, person, centre_id))
    )


def _for_whom(work: Work, person: Person, centre_id: int) -> int | None:
    """The organisation that the person subscribes for: the one they speak for here, if it is one."""
    found = storage.organisations.spoken_for(work, person.id, centre_id)
    return found.id if found else None


def _kept(work: Work, one: Filter) -> Kept:
    wish = one.wish
    return Kept(
        one,
        tuple(storage.tenders.directions(work)),
        tuple(storage.tenders.matching(work, wish, slice(0, NEAREST))),
        storage.tenders.count_matching(work, wish),
        storage.tenders.last_like(work, wish),
        storage.centres.known(work, one.centre_id).zone,
    )


def mine(work: Work, person: Person) -> Mine:
    filters = storage.filters.of_person(work, person.id)
    return Mine(tuple(filters), tuple(storage.tenders.directions(work)))


def own(work: Work, person: Person, filter_id: int) -> Kept:
    """Raises NotYours."""
    return _kept(work, _own(work, person, filter_id))


def _own(work: Work, person: Person, filter_id: int) -> Filter:
    """Authority is this query: what is not the person's own is not there."""
    found = storage.filters.own(work, filter_id, person.id)
    if found is None:
        raise NotYours
    return found


def pause(work: Work, person: Person, filter_id: int) -> Kept:
    """Nothing comes by this subscription until it goes on."""
    storage.filters.pause(work, _own(work, person, filter_id).id)
    return own(work, person, filter_id)


def go_on(work: Work, person: Person, filter_id: int) -> Kept:
    """It brings contests again, also where it was ended. Raises ConsentMissing."""
    one = _own(work, person, filter_id)
    if not storage.people.agreed(work, person.id, one.centre_id):
        raise ConsentMissing
    storage.filters.go_on(work, one.id)
    return own(work, person, filter_id)


def end(work: Work, person: Person, filter_id: int) -> Mine:
    """Unsubscribe."""
    one = _own(work, person, filter_id)
    storage.filters.end(work, one.id)
    return Mine((one,), tuple(storage.tenders.directions(work)))


def unsubscribe(work: Work, person: Person, contest_id: int) -> Mine:
    """End every subscription that this contest fits; which those were."""
    contest = storage.tenders.contest(work, contest_id)
    if contest is None:
        raise NotFound
    facets = rules.publishing.facets(contest, storage.tenders.other(work))
    fitting = storage.filters.fitting(work, person.id, facets)
    for each in fitting:
        storage.filters.end(work, each.id)
    return Mine(tuple(fitting), tuple(storage.tenders.directions(work)))


def listing(work: Work, centre_id: int, page: int) -> Listing:
    """Open contests for everybody around the centre. Raises JobClosed."""
    centre = actions.tenders.open_centre(work, centre_id)
    return _page(work, storage.tenders.around(centre.region), page, centre.zone)


def matching(work: Work, person: Person, filter_id: int, page: int) -> Listing:
    """Open contests that one's own subscription fits."""
    one = _own(work, person, filter_id)
    return _page(work, one.wish, page, storage.centres.known(work, one.centre_id).zone)


def _page(work: Work, wish: Wish, page: int, zone: ZoneInfo) -> Listing:
    total = storage.tenders.count_matching(work, wish)
    here = page if 0 <= page * LISTED < total else 0
    found = storage.tenders.matching(work, wish, slice(here * LISTED, (here + 1) * LISTED))
    return Listing(tuple(found), total, here, zone)
