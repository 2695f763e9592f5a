"""Letters into words at the moment they are sent, in the language their reader has then."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import actions.alerts
import actions.call_backs
import actions.closures
import actions.delays
import actions.dues
import actions.enquiries
import actions.enquiry_desk
import actions.illness
import actions.offers
import actions.organisations
import actions.outcomes
import actions.pins
import actions.proposals
import actions.reminders
import actions.requests
import actions.reservation_letters
import actions.seats
import actions.session_desk
import actions.spreading
import rules.switches
import screens.letters
import storage.centres
import storage.memo
import storage.people
from rules.letters import Parcel, Screen, UnknownKind
from rules.people import Person
from screens.words import Words
from storage.work import Work

Data = Mapping[str, str | int | None]
Renderer = Callable[[Work, Person, Data], Screen | None]

RENDERERS: Mapping[str, Renderer] = {
    **actions.reminders.RENDERERS,
    **actions.requests.RENDERERS,
    **actions.reservation_letters.RENDERERS,
    **actions.offers.RENDERERS,
    **actions.call_backs.RENDERERS,
    **actions.closures.RENDERERS,
    **actions.outcomes.RENDERERS,
    **actions.illness.RENDERERS,
    **actions.delays.RENDERERS,
    **actions.alerts.RENDERERS,
    **actions.proposals.RENDERERS,
    **actions.dues.RENDERERS,
    **actions.seats.RENDERERS,
    **actions.session_desk.RENDERERS,
    **actions.spreading.RENDERERS,
    **actions.organisations.RENDERERS,
    **actions.pins.RENDERERS,
    **actions.enquiries.RENDERERS,
    **actions.enquiry_desk.RENDERERS,
}
IN_GROUPS: Mapping[str, Callable[[Work, int, Data], Screen | None]] = {
    **actions.pins.IN_GROUPS,
    **actions.enquiry_desk.IN_GROUPS,
}


def render(work: Work, parcel: Parcel) -> Screen | None:
    """The screen of a letter; None when there is nothing to say any more, UnknownKind from a newer version's letter."""
    if parcel.kind in IN_GROUPS and parcel.to.person_id is None:
        return IN_GROUPS[parcel.kind](work, parcel.to.chat_id, parcel.data)
    renderer = RENDERERS.get(parcel.kind)
    if renderer is None:
        raise UnknownKind
    person = storage.people.person(work, parcel.to.person_id) if parcel.to.person_id is not None else None
    screen = _living(work, person, renderer(work, person, parcel.data)) if person else None
    if screen and person and parcel.repeat:
        return replace(screen, text=screens.letters.repeat(screen.text, Words(person.language)))
    return screen


def _living(work: Work, person: Person, screen: Screen | None) -> Screen | None:
    """Without buttons of what the reader's centre has switched off."""
    if screen is None or person.centre_id is None:
        return screen
    centre = storage.memo.read(work, storage.centres.centre, person.centre_id)
    return rules.switches.without(screen, centre.jobs_off) if centre else screen
