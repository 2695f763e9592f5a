"""A coordinator keeps the centre's list of sentences for outcomes; specialists choose from it."""

import actions.outcomes
import actions.schedule
import rules.outcomes
import rules.sentences
import storage.audit
import storage.sentences
from rules.centres import Centre, Texts
from rules.desk import Card
from rules.people import Person
from rules.refusal import AlreadyDone, NotYours
from rules.sentences import Sentence
from storage.work import Work


def listed(work: Work, person: Person, centre_id: int) -> tuple[Centre, list[Sentence]]:
    """The list of a centre, for whoever sets it up. Raises NotYours."""
    centre = actions.schedule.setting(work, person, centre_id)
    return centre, storage.sentences.of_centre(work, centre_id)


def one(work: Work, person: Person, sentence_id: int) -> Sentence:
    """Raises NotYours, also where there is none of this number."""
    found = storage.sentences.sentence(work, sentence_id)
    if found is None:
        raise NotYours
    actions.schedule.setting(work, person, found.centre_id)
    return found


def add(work: Work, person: Person, centre_id: int, texts: Texts, instead: int = 0) -> Sentence:
    """A sentence in both languages, at the end of the list; the one it comes instead of leaves it. Raises a Refusal."""
    _, known = listed(work, person, centre_id)
    checked = Texts(rules.outcomes.check_words(texts.kk), rules.outcomes.check_words(texts.ru))
    same = next((each for each in known if each.texts == checked), None)
    if same is not None:
        return same
    rules.sentences.check_room([each for each in known if each.id != instead])
    if instead and one(work, person, instead).centre_id == centre_id:
        storage.sentences.keep(work, instead, on=False)
    added = storage.sentences.add(work, centre_id, checked, person.id)
    storage.audit.note(work, person.id, centre_id, "setup.sentence", None, added)
    return one(work, person, added)


def keep(work: Work, person: Person, sentence_id: int, on: int) -> Sentence:
    """Off the list, or back on it. Raises a Refusal."""
    found = one(work, person, sentence_id)
    if found.closed != bool(on):
        raise AlreadyDone
    if on:
        rules.sentences.check_room(storage.sentences.of_centre(work, found.centre_id))
    storage.sentences.keep(work, sentence_id, on=bool(on))
    storage.audit.note(work, person.id, found.centre_id, "setup.sentence", None, sentence_id)
    return one(work, person, sentence_id)


def choice(work: Work, person: Person, booking_id: int, rev: int) -> tuple[Card, list[Sentence]]:
    """What the outcome of this visit can be chosen from. Raises a Refusal."""
    seen = actions.outcomes.choosing(work, person, booking_id, rev)
    return seen, storage.sentences.of_centre(work, seen.visit.booking.centre_id)
