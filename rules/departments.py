"""Departments on buttons: names of a region's departments differ in the middle, a button shows their beginning."""

from collections.abc import Sequence
from itertools import takewhile


def briefly(names: Sequence[str]) -> list[str]:
    """Each name without the words at both ends that most of them share; whole where nothing else would be left."""
    split = [name.split() for name in names]
    firsts = _common(split)
    lasts = [tuple(reversed(end)) for end in _common([list(reversed(words)) for words in split])]
    return [_middle(words, len(first), len(last)) for words, first, last in zip(split, firsts, lasts, strict=True)]


def _common(split: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """For each the longest beginning that more than half of them have."""
    beginnings = [[tuple(words[:end]) for end in range(1, len(words) + 1)] for words in split]
    half = len(split) / 2

    def shared(beginning: tuple[str, ...]) -> bool:
        return sum(beginning in of_one for of_one in beginnings) > max(half, 1)

    return [max(takewhile(shared, of_one), key=len, default=()) for of_one in beginnings]


def _middle(words: Sequence[str], first: int, last: int) -> str:
    name = " ".join(words[first : len(words) - last] or words)
    return name[:1].upper() + name[1:]
