"""Whatever somebody types as a name or says besides, every screen keeps its own shape, and nobody's update is stuck."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace

import pytest

import actions.visits
import sandbox.entities
import screens.days
import screens.privacy
import screens.visits
from rules.booking import Policy
from rules.desk import Card, Day
from rules.keys.privacy import Agree
from rules.letters import Screen
from rules.people import NAME_LENGTH, Person, clean_name, clean_text
from screens.words import Words
from tests.attack.cast import Stage, rows
from tests.attack.nasty import NASTY, SURROGATES
from tests.attack.walk import choose, come, introduce, touch
from tests.town import Town

MEEK = "Аннаааа"
SENDABLE = [text for text in NASTY if text.strip() and text not in SURROGATES]


def test_there_are_enough_of_them() -> None:
    assert len(set(NASTY)) > 170


@pytest.mark.parametrize("typed", NASTY, ids=ascii)
def test_a_cleaned_name_fits_any_screen_and_cleaning_it_again_changes_nothing(typed: str) -> None:
    name = clean_name(typed)
    assert len(name) <= NAME_LENGTH
    assert clean_name(name) == name
    assert name.isprintable()
    name.encode()
    clean_text(typed).encode()


@pytest.mark.parametrize(
    "typed", ["\u3164", "\u2800 \u115f\u1160", "\uffa0\u200b", "\u00a0", "\u202e\u2060"], ids=ascii
)
def test_a_name_that_nobody_can_see_is_none(typed: str) -> None:
    assert clean_name(typed) == ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the screens with a name on them are made of."""

    person: Person
    day: Day
    card: Card
    words: Words

    def under(self, name: str) -> tuple[Screen, ...]:
        """Those screens, were this the name."""
        visit = replace(self.card.visit, name=name)
        day = replace(self.day, visits=(visit,))
        return (
            screens.privacy.my_data(replace(self.person, name=name), 1, 2, self.words),
            screens.days.day(day, 0, self.words),
            screens.days.day(replace(day, in_group=True), 0, self.words),
            screens.visits.card(replace(self.card, visit=visit), Policy(), self.words),
        )


@pytest.fixture
async def seen(stage: Stage) -> Seen:
    booked, boss, do = await stage.book(), stage.people["coordinator"], stage.town.db.do
    day = await do(actions.visits.day, boss, stage.centre.id, None)
    card = await do(actions.visits.visit, boss, booked.id)
    return Seen(stage.people["owner"], day, card, Words("ru", stage.centre.zone))


async def test_no_name_breaks_out_of_a_screen(seen: Seen) -> None:
    meek = seen.under(MEEK)
    for name in sorted({clean_name(typed) for typed in NASTY} - {""}):
        for screen, model in zip(seen.under(name), meek, strict=True):
            text, entities = sandbox.entities.parse(screen.text)
            plain, formed = sandbox.entities.parse(model.text)
            before, _, after = plain.partition(MEEK)
            assert text.startswith(before), ascii(name)
            assert text.endswith(after), ascii(name)
            assert [entity.kind for entity in entities] == [entity.kind for entity in formed], ascii(name)
            assert [[button.data for button in row] for row in screen.rows] == [
                [button.data for button in row] for row in model.rows
            ]
            assert all(button.text.strip() for row in screen.rows for button in row)


@pytest.mark.parametrize("typed", SENDABLE[::9], ids=ascii)
async def test_through_the_name_step_a_booking_comes_of_it_or_a_kind_question(typed: str, lively: Town) -> None:
    await come(lively, "nasty")
    await choose(lively, "nasty")
    await introduce(lively, "nasty", typed)
    await lively.settle()
    asked = {"P-" in lively.last("nasty").text, _is_question(lively.last("nasty").text)}
    assert asked == {True, False}
    assert "aside" not in str(lively.works.house.turns)
    names = [row[3] for row in rows(lively.db)["person"]]
    assert all(name is None or name == clean_name(str(name)) for name in names)


def _is_question(text: str) -> bool:
    """Asked again, told the limit, or led on: nobody is left without a next step."""
    return any(
        sign in text for sign in ("словами", "слишком длинный", "меню", "/cancel", "Остановлено", "язык", "/start")
    )


@pytest.mark.parametrize("typed", ["a\ud800b", "\ud83d", "nul\x00nul", "\udfff" * 40], ids=ascii)
async def test_half_a_letter_stops_nobody(typed: str, lively: Town) -> None:
    await come(lively, "nasty")
    await choose(lively, "nasty")
    await touch(lively, "nasty", Agree)
    nasty = lively.people["nasty"]
    sender = {"id": nasty, "is_bot": False, "first_name": typed}
    told = {"message_id": 900, "date": 1, "chat": {"id": nasty, "type": "private"}, "from": sender, "text": typed}
    await lively.works.intake.accept([{"update_id": 5, "message": told}])
    await lively.works.lanes.settle()
    await lively.say("somebody else", "/start")
    assert lively.last("somebody else").text
    assert [row for row in _inbox(lively) if row[0] != "done"] == []


def _inbox(town: Town) -> list[tuple[object, ...]]:
    path = town.db.place.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as reader:
        return list(reader.execute("SELECT state FROM inbox"))
