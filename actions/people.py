"""Deeds of people about themselves: coming in, language, centre, consent, name, a role by invitation."""

import hashlib
from collections.abc import Collection
from dataclasses import replace

import storage.centres
import storage.invitations
import storage.people
from rules.centres import Centre
from rules.links import Link
from rules.people import Grant, Language, Person, Role, clean_name
from rules.refusal import ConsentMissing, InvitationSpent, NotFound, NotText
from storage.work import Work


def come_in(work: Work, telegram_id: int, language: Language) -> Person:
    """Somebody's first tap; a second first tap finds the same person. One open centre needs no choice."""
    known = storage.people.by_telegram(work, [telegram_id]).get(telegram_id)
    person = known or storage.people.welcome(work, telegram_id, language)
    centres = storage.centres.open_centres(work)
    if person.centre_id is None and len(centres) == 1:
        return choose_centre(work, person, centres[0].id)
    return person


def speak(work: Work, person: Person, language: Language) -> Person:
    storage.people.speak(work, person.id, language)
    return replace(person, language=language)


def choose_centre(work: Work, person: Person, centre_id: int) -> Person:
    centre = _open(work, centre_id)
    storage.people.settle(work, person.id, centre.id)
    return replace(person, centre_id=centre.id)


def follow(work: Work, person: Person, link: Link) -> Person:
    """Come by a link to a centre; a link to nowhere changes nothing."""
    centre = storage.centres.by_code(work, link.centre) if link.centre else None
    return choose_centre(work, person, centre.id) if centre else person


def agree(work: Work, person: Person, centre_id: int, shown: str) -> Person:
    """Record the consent to the very text shown; a second tap records nothing."""
    centre = _open(work, centre_id)
    if not storage.people.agreed(work, person.id, centre.id):
        text_hash = hashlib.sha256(shown.encode()).hexdigest()
        storage.people.consent(work, person.id, centre.id, person.language, text_hash)
    return replace(person, consents=(*person.consents, centre.id))


def introduce(work: Work, person: Person, typed: str) -> Person:
    """The first name as typed, cleaned of what no screen can bear. Raises NotText; ConsentMissing at this moment."""
    known = storage.people.person(work, person.id)
    if known is None or not known.consents:
        raise ConsentMissing
    name = clean_name(typed)
    if not name:
        raise NotText
    storage.people.rename(work, person.id, name)
    return replace(person, name=name)


def join(work: Work, person: Person, secret: str) -> Grant:
    """Take the role of a one-time link. Used, expired and unknown links are refused alike."""
    grant = storage.invitations.redeem(work, secret, person.id)
    if grant is None:
        raise InvitationSpent
    storage.people.grant(work, person.id, grant)
    if person.centre_id is None and grant.centre_id is not None:
        storage.people.settle(work, person.id, grant.centre_id)
    return grant


def appoint(work: Work, telegram_ids: Collection[int]) -> None:
    """Make the administrators those of the settings file, no more and no fewer."""
    listed, held = set(telegram_ids), storage.people.appointed(work)
    for telegram_id in held.keys() - listed:
        storage.people.dismiss(work, held[telegram_id])
    known = storage.people.by_telegram(work, list(listed))
    for telegram_id in listed - held.keys():
        person = known.get(telegram_id) or storage.people.welcome(work, telegram_id, "ru")
        storage.people.grant(work, person.id, Grant(Role.ADMINISTRATOR), from_settings=True)


def _open(work: Work, centre_id: int) -> Centre:
    centre = next((centre for centre in storage.centres.open_centres(work) if centre.id == centre_id), None)
    if centre is None:
        raise NotFound
    return centre
