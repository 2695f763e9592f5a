"""Departments to choose from: their whole names in the text, numbered, and what sets them apart on the buttons."""

from collections.abc import Callable, Sequence

import rules.departments
from rules.centres import Department
from rules.keys.codec import Key
from rules.letters import Button, Rows
from screens.common import lines, pairs, verbatim
from screens.times import cut
from screens.words import Words

PAGE = 5
CHOSEN = "☑️"


def pages(found: Sequence[Department]) -> int:
    return max(-(-len(found) // PAGE), 1)


def names(found: Sequence[Department], page: int, words: Words) -> str:
    """The whole names on one page; after the last page comes the first again."""
    here = _numbered(found, page)
    return lines(*(f"{number}. {verbatim(each.name(words.language))}" for number, each in here))


def buttons(
    found: Sequence[Department],
    page: int,
    key: Callable[[Department], Key],
    words: Words,
    chosen: Sequence[int] = (),
) -> Rows:
    """One for each name of the page."""
    short = rules.departments.briefly([each.name(words.language) for each in found])
    here = [(f"{number}. {short[number - 1]}", each) for number, each in _numbered(found, page)]
    labels = [(f"{CHOSEN} {label}" if each.id in chosen else label, each) for label, each in here]
    return pairs(Button(cut(label), key(each).pack()) for label, each in labels)


def _numbered(found: Sequence[Department], page: int) -> list[tuple[int, Department]]:
    begin = page % pages(found) * PAGE
    return list(enumerate(found, 1))[begin : begin + PAGE]
