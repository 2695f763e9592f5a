"""A centre's own sentences for outcomes: who keeps them, which can be chosen, what old outcomes say."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import actions.outcomes
import actions.sentences
import actions.visits
import screens.outcomes
import storage.outcomes
from rules.centres import Texts
from rules.outcomes import Chosen
from rules.people import Grant, Role
from rules.refusal import AlreadyDone, IinTyped, NotYours, OutdatedButton, TextTooShort, TooManySentences
from rules.sentences import MOST, Sentence
from screens.words import Words
from tests.office import Office, at, office

CHARTER = Texts("Жарғының үлгісін жібереміз", "Пришлём образец устава")


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


async def added(here: Office, texts: Texts = CHARTER, instead: int = 0) -> Sentence:
    return await here.do(actions.sentences.add, await here.coordinator(), here.centre.id, texts, instead)


async def test_an_outcome_says_what_was_chosen_in_its_readers_language_whatever_becomes_of_the_list(
    here: Office,
) -> None:
    sentence, booked = await added(here), await here.booked("Асель", at(26, 10))
    here.wait_until(at(26, 10, 5))
    staff = await here.specialist()
    seen = await here.do(actions.visits.mark, staff, booked.id, booked.rev, "arrived")
    chosen = Chosen("listed", sentence_id=sentence.id)
    await here.do(actions.outcomes.write, staff, booked.id, seen.visit.booking.rev, chosen)
    await added(here, Texts("Жарғының үлгісін ертең жібереміз", "Пришлём образец устава завтра"), sentence.id)
    outcome = await here.do(storage.outcomes.outcome, booked.id)
    assert outcome is not None
    assert CHARTER.kk in screens.outcomes.told(outcome, Words("kk"))
    assert CHARTER.ru in screens.outcomes.told(outcome, Words("ru"))
    with pytest.raises(OutdatedButton):  # it is off the list
        await here.do(actions.outcomes.write, staff, booked.id, seen.visit.booking.rev, chosen)


async def test_the_same_twice_is_one_and_the_list_has_an_end(here: Office) -> None:
    first = await added(here)
    assert (await added(here)).id == first.id
    *_, last = [await added(here, Texts(f"Сөйлем {number}", f"Фраза {number}")) for number in range(1, MOST)]
    with pytest.raises(TooManySentences):
        await added(here, Texts("Тағы бір сөйлем", "Ещё одна фраза"))
    coordinator = await here.coordinator()
    assert (await here.do(actions.sentences.keep, coordinator, last.id, 0)).closed
    with pytest.raises(AlreadyDone):
        await here.do(actions.sentences.keep, coordinator, last.id, 0)
    await added(here, Texts("Тағы бір сөйлем", "Ещё одна фраза"))
    with pytest.raises(TooManySentences):
        await here.do(actions.sentences.keep, coordinator, last.id, 1)


async def test_only_who_sets_the_centre_up_keeps_the_list_and_only_right_words_stand_on_it(here: Office) -> None:
    sentence = await added(here)
    elsewhere = await here.person("Elsewhere", Grant(Role.COORDINATOR, here.other.id))
    for person in (elsewhere, await here.specialist(), await here.person("Citizen")):
        with pytest.raises(NotYours):
            await here.do(actions.sentences.add, person, here.centre.id, CHARTER)
        with pytest.raises(NotYours):
            await here.do(actions.sentences.keep, person, sentence.id, 0)
    with pytest.raises(TextTooShort):
        await added(here, Texts("", "Пришлём"))
    with pytest.raises(IinTyped):
        await added(here, Texts("Жібереміз", "ИИН 900115300123"))
