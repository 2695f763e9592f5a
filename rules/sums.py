"""Sums of money as departments write them, read into tenge; what can be read two ways is not read."""

import re
from decimal import Decimal

from rules.folding import fold

LEAST, MOST = Decimal(100_000), Decimal(1_000_000_000)
_CENT = Decimal("0.01")
_TOP = Decimal(10) ** 15  # more than the state has
_UNITS = {
    10**9: r"млрд|миллиард\w*",
    10**6: r"млн|миллион\w*",
    10**3: r"тыс|тысяч\w*|мың",
}
_UNIT = "|".join(_UNITS.values())
_CURRENCY = r"тг|тенге|теңге|₸|kzt"
_TAX = r"(?:с|без)(?: учет(?:а|ом))? ндс|ндс-сыз|ққс-сыз"
_WHOLE = re.compile(rf"(?P<number>\d[\d .,]*?) ?(?P<unit>{_UNIT})?\.? ?(?:{_CURRENCY})?\.?(?:,? ?(?:{_TAX}))?\.?")
_IN_WORDS = re.compile(r"\((?!\s*(?:тыс|мың|млн|млрд))[^()\d]*\)")
_PARENTHESES = re.compile(r"[()]")
_SHAPES = {
    "plain": re.compile(r"(?P<whole>\d+)(?:[.,](?P<part>\d{1,2}))?"),
    "spaced": re.compile(r"(?P<whole>\d{1,3}(?: \d{3})+)(?:[.,](?P<part>\d{1,2}))?"),
    "dotted": re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<part>\d{1,2})|\d{1,3}(?:\.\d{3}){2,}"),
    "commas": re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<part>\d{1,2})|\d{1,3}(?:,\d{3}){2,}"),
}
_OF_UNIT = re.compile(r"(?P<whole>\d{1,3}(?: \d{3})+|\d+)(?:[.,](?P<part>\d+))?")


def read(value: str | float | Decimal, unit: int = 1) -> Decimal | None:
    """Tenge, two decimals. `unit`: what the heading counts in; a unit of the cell's own wins over it.

    None: nothing is there, or nothing that has one meaning («11,500», «5-10 млн», «по смете», zero).
    """
    if not isinstance(value, str):
        return _tenge(Decimal(str(value)) * unit)
    text = _PARENTHESES.sub(" ", _IN_WORDS.sub(" ", fold(value)))
    found = _WHOLE.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    own = unit_of(found["unit"] or "")
    number = _number(found["number"].strip(), scaled=(own or unit) > 1)
    return None if number is None else _tenge(number * (own or unit))


def unit_of(heading: str) -> int | None:
    """The unit that words name: «Сумма, тыс. тенге» is 1000; None where they name none."""
    folded = fold(heading)
    return next((unit for unit, words in _UNITS.items() if re.search(rf"(?<!\w)(?:{words})(?!\w)", folded)), None)


def unusual(amount: Decimal | None) -> bool:
    """Whether a person has to look at the sum of one project again before anybody is told of it."""
    return amount is not None and not LEAST <= amount <= MOST


def _tenge(amount: Decimal) -> Decimal | None:
    if not amount.is_finite() or not 0 < amount < _TOP:
        return None
    return amount.quantize(_CENT)


def _number(text: str, *, scaled: bool) -> Decimal | None:
    """A number with any of the usual separators; beside a unit one comma or dot always begins the fraction."""
    shapes = [_OF_UNIT, *_SHAPES.values()] if scaled else _SHAPES.values()
    found = next((match for shape in shapes if (match := shape.fullmatch(text))), None)
    if found is None:
        return None
    whole = re.sub(r"\D", "", found["whole"] or found[0])
    return Decimal(f"{whole}.{found['part'] or 0}")
