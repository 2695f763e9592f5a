"""Deeds about organisations: say whom one speaks for, be confirmed by the centre, invite, leave, end."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import rules.organisations
import screens.organisations
import storage.audit
import storage.centres
import storage.filters
import storage.organisations
import storage.outbox
import storage.people
from rules.centres import Centre
from rules.letters import Lane, Letter, Recipient, Screen
from rules.organisations import Card, Link, Membership, Opened, Organisation, Roll
from rules.people import Person, Role
from rules.refusal import AlreadyDone, ConsentMissing, InvitationSpent, NotYours, OutdatedButton
from screens.words import Words
from storage.work import Work

ASKED, TOLD = "organisation.asked", "organisation.told"

Data = Mapping[str, str | int | None]


def mine(work: Work, person: Person) -> list[Card]:
    """Whom the person speaks for or has asked to."""
    return storage.organisations.cards_of(work, person.id)


def introduced(work: Work, person: Person, centre_id: int) -> None:
    """Asked before the first personal field. Raises ConsentMissing."""
    if not person.name or not storage.people.agreed(work, person.id, centre_id):
        raise ConsentMissing


def find(work: Work, person: Person, centre_id: int, typed: str) -> Organisation:
    """What a typed number means: id 0 with no name where the centre does not know it yet.

    Raises IinTyped, NotABin, ConsentMissing.
    """
    introduced(work, person, centre_id)
    number = rules.organisations.check_bin(typed)
    return storage.organisations.by_bin(work, centre_id, number) or Organisation(0, centre_id, number, "")


def claim(work: Work, person: Person, centre_id: int, number: str, name: str) -> Card:
    """The person says that they speak for it; the centre is asked to confirm. Asked twice, it is asked once.

    Raises a Refusal.
    """
    introduced(work, person, centre_id)
    number = rules.organisations.check_bin(number)
    found = storage.organisations.by_bin(work, centre_id, number)
    if found is None:
        found = storage.organisations.add(work, centre_id, number, rules.organisations.check_name(name), known=False)
    before = _standing(work, person, found)
    if before is not None:
        return before
    asked = storage.organisations.enter(work, Membership(0, found.id, person.id, "asked", work.now))
    for each in storage.people.staff(work, centre_id, Role.COORDINATOR):
        letter = Letter(ASKED, Lane.ANSWER, {"membership": asked.id})
        storage.outbox.put(work, Recipient(each.telegram_id, each.id), letter, about=_about(asked.id))
    return Card(found, asked, person.name or "")


def _standing(work: Work, person: Person, one: Organisation) -> Card | None:
    cards = storage.organisations.cards_of(work, person.id)
    return next((card for card in cards if card.organisation.id == one.id), None)


def _about(membership_id: int) -> str:
    return f"membership:{membership_id}"


def opened(work: Work, token: str) -> Opened:
    """What an invitation leads to, before it is accepted; that it was followed is kept. Raises InvitationSpent."""
    link_id = storage.organisations.opened(work, token)
    if link_id is None:
        raise InvitationSpent
    storage.organisations.followed(work, link_id)
    return Opened(_invited(work, link_id), link_id)


def _invited(work: Work, link_id: int) -> Organisation:
    found = storage.organisations.invited(work, link_id)
    if found is None:
        raise InvitationSpent
    return found


def accept(work: Work, person: Person, link_id: int) -> Card:
    """The centre's own link brought them: they speak for it from now on. Raises InvitationSpent, ConsentMissing."""
    found = _invited(work, link_id)
    introduced(work, person, found.centre_id)
    before = _standing(work, person, found)
    if before is not None and before.membership.state == "confirmed":
        return before
    storage.organisations.spend(work, link_id)
    if before is not None:
        return _confirm(work, before, None)
    new = Membership(0, found.id, person.id, "confirmed", work.now, invited=True, decided_at=work.now)
    entered = storage.organisations.enter(work, new)
    storage.filters.inherit(work, found.id, person.id)
    return Card(found, entered, person.name or "")


def leave(work: Work, person: Person, membership_id: int) -> Card:
    """Speak for it no longer; what was made for it stays with it. Raises NotYours, AlreadyDone."""
    card = storage.organisations.own(work, membership_id, person.id)
    if card is None:
        raise NotYours
    return _end(work, card, person.id)


def gone(work: Work, person: Person) -> None:
    """Somebody is to be erased: what they kept for an organisation goes on to whoever else speaks for it."""
    for card in storage.organisations.cards_of(work, person.id):
        _end(work, card, None)


def _end(work: Work, card: Card, by: int | None) -> Card:
    if card.membership.state not in rules.organisations.LIVE:
        raise AlreadyDone
    ended = _change(work, card, rules.organisations.decided(card.membership, "ended", by, work.now))
    _hand_on(work, card)
    return ended


def _hand_on(work: Work, card: Card) -> None:
    """Filters go to the one who speaks for it longest; with nobody left they rest."""
    organisation_id = card.organisation.id
    heirs = storage.organisations.confirmed(work, organisation_id)
    if heirs:
        storage.filters.inherit(work, organisation_id, heirs[0], [card.membership.person_id])
    elif card.membership.state == "confirmed":
        storage.filters.rest(work, organisation_id)


# --- the staff's side ----------------------------------------------------------------------------------------


def registering(work: Work, person: Person, centre_id: int) -> Centre:
    """The centre, for its coordinators. Raises NotYours."""
    if not storage.people.holds(work, person.id, centre_id, Role.COORDINATOR):
        raise NotYours
    return storage.centres.known(work, centre_id)


def register(work: Work, person: Person, centre_id: int, part: slice) -> tuple[list[Organisation], int, list[Card]]:
    """One page of a centre's organisations, how many there are, and who waits for its word. Raises NotYours."""
    registering(work, person, centre_id)
    found = storage.organisations.page(work, centre_id, part)
    return found, storage.organisations.count(work, centre_id), storage.organisations.asking(work, centre_id)


def roll(work: Work, person: Person, organisation_id: int) -> Roll:
    """One organisation with its people's names; the reading is noted. Raises NotYours."""
    found = _theirs(work, person, organisation_id)
    return _roll(work, person, found)


def _theirs(work: Work, person: Person, organisation_id: int) -> Organisation:
    """Authority is this: what is not one's own centre's is not there."""
    found = storage.organisations.organisation(work, organisation_id)
    if found is None:
        raise NotYours
    registering(work, person, found.centre_id)
    return found


def _roll(work: Work, person: Person, found: Organisation) -> Roll:
    cards = storage.organisations.members(work, found.id)
    for card in cards:
        reader = (person.id, found.centre_id, "organisation_read", card.membership.person_id, found.id)
        storage.audit.note(work, *reader)
    return Roll(found, tuple(cards))


def roll_of(work: Work, person: Person, membership_id: int) -> Roll:
    """The organisation of a membership as it stands. Raises NotYours."""
    card = storage.organisations.membership(work, membership_id)
    if card is None:
        raise NotYours
    return roll(work, person, card.organisation.id)


def confirm(work: Work, person: Person, membership_id: int, rev: int) -> Roll:
    """The centre's word; the person is told. Raises a Refusal."""
    card = deciding(work, person, membership_id, rev)
    _confirm(work, card, person.id)
    _tell(work, card)
    return _roll(work, person, card.organisation)


def decline(work: Work, person: Person, membership_id: int, rev: int, why: str) -> Roll:
    """The centre's word, and why; the person is told. Raises a Refusal."""
    card = deciding(work, person, membership_id, rev)
    reason = rules.organisations.reason(why)
    _change(work, card, rules.organisations.declined(card.membership, reason, person.id, work.now))
    _tell(work, card)
    return _roll(work, person, card.organisation)


def deciding(work: Work, person: Person, membership_id: int, rev: int) -> Card:
    """What still waits for this coordinator's word. Raises a Refusal."""
    card = storage.organisations.membership(work, membership_id)
    if card is None:
        raise NotYours
    registering(work, person, card.organisation.centre_id)
    rules.organisations.check_decision(card.membership, rev)
    return card


def _confirm(work: Work, card: Card, by: int | None) -> Card:
    after = _change(work, card, rules.organisations.decided(card.membership, "confirmed", by, work.now))
    storage.organisations.recognise(work, card.organisation.id)
    storage.filters.inherit(work, card.organisation.id, after.membership.person_id)
    return after


def _change(work: Work, card: Card, after: Membership) -> Card:
    storage.organisations.change(work, card.membership, after)
    storage.outbox.retract(work, _about(after.id))
    return replace(card, membership=after)


def _tell(work: Work, card: Card) -> None:
    person = storage.people.person(work, card.membership.person_id)
    if person is not None:
        letter = Letter(TOLD, Lane.ANSWER, {"membership": card.membership.id}, centre_id=card.organisation.centre_id)
        storage.outbox.put(work, Recipient(person.telegram_id, person.id), letter, about=_about(card.membership.id))


def end(work: Work, person: Person, membership_id: int, rev: int) -> Roll:
    """Somebody speaks for it no longer, says the centre; they are told. Raises a Refusal."""
    card = storage.organisations.membership(work, membership_id)
    if card is None:
        raise NotYours
    registering(work, person, card.organisation.centre_id)
    if card.membership.rev != rev:
        raise OutdatedButton
    _tell(work, _end(work, card, person.id))
    return _roll(work, person, card.organisation)


def invite(work: Work, person: Person, organisation_id: int) -> Link:
    """A link for the people of this organisation; its token is told this once. Raises NotYours."""
    found = _theirs(work, person, organisation_id)
    storage.organisations.recognise(work, found.id)
    return storage.organisations.invite(work, found, person.id)


# --- at the send -------------------------------------------------------------------------------------------


def asked(work: Work, person: Person, data: Data) -> Screen | None:
    """For a coordinator: somebody waits for the centre's word; nothing once it is given."""
    card = storage.organisations.membership(work, int(data["membership"] or 0))
    if card is None or card.membership.state != "asked":
        return None
    here = card.organisation.centre_id
    if not storage.people.holds(work, person.id, here, Role.COORDINATOR):
        return None
    storage.audit.note(work, person.id, here, "organisation_read", card.membership.person_id, card.organisation.id)
    return screens.organisations.asked(card, Words(person.language))


def told(work: Work, person: Person, data: Data) -> Screen | None:
    """For the person: what the centre has said."""
    card = storage.organisations.own(work, int(data["membership"] or 0), person.id)
    if card is None or card.membership.state == "asked":
        return None
    centre = storage.centres.centre(work, card.organisation.centre_id)
    return screens.organisations.told(card, centre.phone if centre else "", Words(person.language))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {ASKED: asked, TOLD: told}
"""How each kind of letter is worded, at the send."""
