"""Words in the cells of a centre's sheet, Kazakh, Russian or English: sections, weekdays, languages, yes and no."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from rules.folding import fold
from rules.people import Language

Kind = Literal["phone", "address", "site", "hours", "topic", "room", "department", "specialist"]

_SECTIONS: Mapping[Kind, str] = {
    "phone": "телефон|телефон нөмірі|телефоны|phone",
    "address": "мекенжай|мекенжайы|адрес|address",
    "site": "сайт|сайты|site",
    "hours": "жұмыс уақыты|часы работы|opening hours",
    "topic": "тақырып|тақырыбы|тема|topic",
    "room": "бөлме|бөлмесі|кабинет|room",
    "department": "басқарма|управление|department",
    "specialist": "маман|специалист|specialist",
}
_DAYS = (
    "дс|пн|mon|дүйсенбі|понедельник|monday",
    "сс|вт|tue|сейсенбі|вторник|tuesday",
    "ср|wed|сәрсенбі|среда|wednesday",
    "бс|чт|thu|бейсенбі|четверг|thursday",
    "жм|пт|fri|жұма|пятница|friday",
    "сб|sat|сенбі|суббота|saturday",
    "жс|вс|sun|жексенбі|воскресенье|sunday",
)
_LANGUAGES: Mapping[Language, str] = {
    "kk": "kk|қаз|қазақ|қазақша|каз|казахский|kaz|kazakh",
    "ru": "ru|рус|русский|орыс|орысша|rus|russian",
    "en": "en|англ|английский|ағыл|ағылшын|ағылшынша|eng|english",
}
_YES, _NO = "иә|да|yes|x|х|1|+|v|жабу|закрыть", "|жоқ|нет|no|0|-"
_DASH, _APART = re.compile(r"\s*[-–—]\s*"), re.compile(r"[,;/\s]+")


def _known(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split("|"))


def section(cell: str) -> Kind | None:
    said = fold(cell)
    return next((kind for kind, words in _SECTIONS.items() if said in _known(words)), None)


def days(cell: str) -> frozenset[int] | None:
    """«дс-жм, сб»: weekdays, Monday is 0; None where a word names no day, none where nothing is said."""
    try:
        return frozenset(day for part in _APART.split(_DASH.sub("-", fold(cell))) if part for day in _span(part))
    except ValueError:
        return None


def _span(part: str) -> Iterator[int]:
    """One day, or from one to another, over the end of the week too."""
    first, _, last = part.partition("-")
    start, end = _day(first), _day(last or first)
    yield from (day % len(_DAYS) for day in range(start, end + 1 if end >= start else end + 1 + len(_DAYS)))


def _day(word: str) -> int:
    found = next((number for number, words in enumerate(_DAYS) if word.rstrip(".") in _known(words)), None)
    if found is None:
        raise ValueError(word)
    return found


def languages(cell: str) -> tuple[Language, ...] | None:
    """In the order they are named; None where a word names none."""
    found = [_language(word) for word in _APART.split(fold(cell)) if word]
    return None if None in found else tuple(dict.fromkeys(each for each in found if each is not None))


def _language(word: str) -> Language | None:
    return next((language for language, words in _LANGUAGES.items() if word.rstrip(".") in _known(words)), None)


def yes(cell: str) -> bool | None:
    """None where it is neither yes nor no."""
    said = fold(cell)
    if said in _known(_YES):
        return True
    return False if said in _known(_NO) else None
