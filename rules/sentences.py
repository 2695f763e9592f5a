"""The sentences that a centre keeps for the outcome of a visit, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.centres import Texts
from rules.refusal import TooManySentences

MOST = 20  # that a centre can choose from


@dataclass(frozen=True, slots=True)
class Sentence:
    """`closed`: taken off the list; outcomes that were written with it still say it."""

    id: int
    centre_id: int
    texts: Texts
    closed: bool = False


def check_room(known: Sequence[Sentence]) -> None:
    """Whether one more fits. Raises TooManySentences."""
    if len(known) >= MOST:
        raise TooManySentences(MOST)
