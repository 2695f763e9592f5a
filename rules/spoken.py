"""A time in words, Kazakh or Russian, becomes the window it names: «жұма түстен кейін», «завтра в 10», «24 қараша».

A sentence is cut into phrases that each say one part of the window. One word that no phrase knows, and nothing is
understood: «не в пятницу» must never be taken for «в пятницу». What is understood is only ever offered, never booked.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import rules.spoken_days as days
import rules.spoken_hours as hours
import rules.spoken_parts as parts
import rules.spoken_weeks as weeks
from rules.spoken_parts import Part
from rules.spoken_words import FILLER, HALF_DAYS, SOONEST, folded, pattern
from rules.wishes import Unread, Wish

LONGEST = 120  # characters: whoever writes more asks a question, not for a time
_BETWEEN = re.compile(r"[\s,.!?;:()«»\"…–—-]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and what they mean on a day."""

    words: re.Pattern[str]
    means: Callable[[re.Match[str], date], Part]


def _phrase(words: str, means: Callable[[re.Match[str], date], Part]) -> Phrase:
    return Phrase(re.compile(f"(?:{pattern(words)})(?!\\w)"), means)


def _always(part: Part) -> Callable[[re.Match[str], date], Part]:
    return lambda _found, _today: part


@cache
def _phrases() -> tuple[Phrase, ...]:
    """Built when the first sentence comes: to build them takes a tenth of a second that no start should wait for."""
    return (
        *(_phrase(words, means) for words, means in hours.SPANS),
        *(_phrase(words, means) for words, means in (*days.PHRASES, *weeks.PHRASES)),
        *(_phrase(words, means) for words, means in hours.PHRASES),
        *(_phrase(words, _always(Part(half_day=half_day))) for half_day, words in HALF_DAYS.items()),
        _phrase(SOONEST, _always(Part(soon=True))),
        _phrase(FILLER, _always(Part())),
    )


def read(text: str, today: date) -> Wish | Unread:
    """The window that a sentence names, counted from `today`, the centre's own day."""
    if len(text) > LONGEST:
        return "unknown"
    try:
        said = parts.joined(_parts(folded(text), today))
        return parts.wish(said, today) if said != Part() else "unknown"
    except parts.NoSuchDay:
        return "no_such_day"
    except parts.Past:
        return "past"
    except (parts.Contradiction, parts.Unknown):
        return "unknown"


def _parts(text: str, today: date) -> Iterator[Part]:
    at = _skip(text, 0)
    while at < len(text):
        phrase, found = _longest(text, at)
        yield phrase.means(found, today)
        at = _skip(text, found.end())


def _skip(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _longest(text: str, at: int) -> tuple[Phrase, re.Match[str]]:
    """The phrase that reads most of what follows; of two equals the first. Raises Unknown."""
    read = [(phrase, found) for phrase in _phrases() if (found := phrase.words.match(text, at))]
    if not read:
        raise parts.Unknown
    return max(read, key=lambda each: each[1].end())
