"""Every sentence is there in Kazakh and Russian, whole and in the house's style."""

import re
import string
from collections import Counter
from collections.abc import Iterator

import pytest

from rules.people import Language
from tests.messages import TRANSLATED, entries, msgid, said, strings

ALIKE = {
    "Online",
    "Editor",
    "Forum",
    "Training",
    "Seminar",
    "{n} min",
    "+{minutes} min",
}
"""The only sentences that Kazakh and Russian share."""
FORMS = {"kk": 2, "ru": 3, "en": 2}
SLIPS = {
    "kk": ("сәтті", "өтінеміз", "жүзеге асыру", "сіздің жазбаңыз"),
    "ru": ("успешно", "осуществ", "(а)", "пожалуйста"),
}
_PLACEHOLDER = re.compile(r"{[^}]*}")
_ENDING = re.compile(r"{(?!row}-жол)[^}]*}(?:-?[^\W\d_])")
_MIXED = re.compile(r"\b(?=\w*[a-z])(?=\w*[а-яёәғқңөұүһі])\w+", re.IGNORECASE)


def translated(language: Language) -> Iterator[tuple[str, str]]:
    for _, message in entries(language):
        yield from ((msgid(message), each) for each in strings(message))


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language: Language) -> None:
    there = {msgid(message) for _, message in entries(language) if all(strings(message)) and strings(message)}
    assert {use.msgid: use.place for use in said().values() if use.msgid not in there} == {}


@pytest.mark.parametrize("language", [*TRANSLATED, "en"])
def test_no_entry_is_doubtful_doubled_or_unsaid(language: Language) -> None:
    found = list(entries(language))
    counted = Counter(msgid(message) for _, message in found)
    assert [name for name, count in counted.items() if count > 1] == []
    assert [msgid(message) for _, message in found if message.fuzzy] == []
    assert [f"{path.name}: {msgid(message)}" for path, message in found if msgid(message) not in said()] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_sentence(language: Language) -> None:
    differing = [
        (sentence, each)
        for sentence, each in translated(language)
        if each and placeholders(each) != placeholders(sentence)
    ]
    assert differing == []


@pytest.mark.parametrize("language", [*TRANSLATED, "en"])
def test_words_with_numbers_have_every_form(language: Language) -> None:
    wrong = [
        msgid(message)
        for _, message in entries(language)
        if len(strings(message)) != (FORMS[language] if isinstance(message.id, tuple | list) else 1)
    ]
    assert wrong == []
    plural = {use.msgid: bool(use.plural) for use in said().values()}
    for _, message in entries(language):
        assert isinstance(message.id, tuple | list) == plural[msgid(message)], msgid(message)


def test_a_sentence_is_said_with_one_plural_only() -> None:
    assert [use for use in said().values() if use.plural and placeholders(use.msgid) != {"n"}] == []


def test_kazakh_nouns_do_not_change_after_numbers() -> None:
    assert [msgid(message) for _, message in entries("kk") if len(set(strings(message))) > 1] == []


def test_no_kazakh_ending_hangs_on_a_placeholder() -> None:
    assert [each for _, each in translated("kk") if _ENDING.search(each)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_word_mixes_two_alphabets(language: Language) -> None:
    assert [each for _, each in translated(language) if _MIXED.search(_PLACEHOLDER.sub(" ", each))] == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_sentence_slips_into_officialese(language: Language) -> None:
    assert [each for _, each in translated(language) for slip in SLIPS[language] if slip in each.lower()] == []


def test_kazakh_is_not_a_copy_of_russian() -> None:
    russian = dict(translated("ru"))
    assert [name for name, each in translated("kk") if each and each == russian.get(name) and name not in ALIKE] == []


def test_english_is_written_only_where_it_differs_from_its_sentence() -> None:
    assert [name for name, each in translated("en") if not each or each == name] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_quotes_and_spaces_are_those_of_the_house(language: Language) -> None:
    assert [each for _, each in translated(language) if '"' in each or "  " in each or each != each.strip()] == []
