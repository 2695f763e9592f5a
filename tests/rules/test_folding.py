"""Text made comparable, and marks of damage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.folding import clean, fold, lost_letters


@given(st.text())
def test_cleaning_and_folding_twice_is_the_same_as_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


def test_blanks_and_unseen_signs_are_cleaned_and_markup_stays_text() -> None:
    assert clean("\ufeff  Школа \x00 НПО\r\n(р-н)\u202e ") == "Школа НПО (р-н)"
    assert clean("<b>a</b> &amp;") == "<b>a</b> &amp;"


@pytest.mark.parametrize("text", ["Бiрлiк", "БIРЛIК", "бірлік", " Бірлік "])
def test_look_alikes_fold_to_one_word(text: str) -> None:
    assert fold(text) == "бірлік"


def test_latin_words_stay_latin() -> None:
    assert fold("IT-Хакатон COVID-тест") == "it-хакатон covid-тест"
    assert fold("Ёлка") == "елка"


@pytest.mark.parametrize(
    ("text", "lost"), [("«Адалды? ала?ы»", True), ("?уат", True), ("Что делать?", False), ("А? Б", False), ("", False)]
)
def test_question_marks_inside_words_are_lost_letters(text: str, lost: bool) -> None:  # noqa: FBT001  a table of claims
    assert lost_letters(text) is lost
