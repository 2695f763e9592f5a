"""Which of the law's directions a contest's title points to, by beginnings of words that staff can edit."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.folding import fold

# Sport and heritage have directions of their own: there «культур» and «мәдени» are not culture.
_NOT_MEANT = {"culture": ("физической культур", "историко-культур", "тарихи-мәдени")}


@dataclass(frozen=True, slots=True)
class Pointer:
    """A direction's stems, ready to be looked for. `unless`: what is overlooked first."""

    code: str
    stems: re.Pattern[str]
    unless: tuple[str, ...] = ()


def pointers(catalogue: Iterable[tuple[str, Sequence[str]]]) -> tuple[Pointer, ...]:
    """From codes with their stems, in the order in which directions are named; one without stems finds nothing."""
    return tuple(_pointer(code, stems) for code, stems in catalogue if any(stem.strip() for stem in stems))


def _pointer(code: str, stems: Sequence[str]) -> Pointer:
    beginnings = "|".join(re.escape(fold(stem)) for stem in stems if stem.strip())
    return Pointer(code, re.compile(rf"(?<!\w)(?:{beginnings})"), _NOT_MEANT.get(code, ()))


def named(titles: Iterable[str], catalogue: Iterable[Pointer]) -> tuple[str, ...]:
    """Codes of the directions that any of the titles points to; none where no word does."""
    folded = [fold(title) for title in titles if title]
    return tuple(each.code for each in catalogue if any(_points(each, title) for title in folded))


def _points(pointer: Pointer, folded: str) -> bool:
    for phrase in pointer.unless:
        folded = folded.replace(phrase, " ")
    return pointer.stems.search(folded) is not None
