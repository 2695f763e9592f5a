"""The business number (BIN): twelve digits, told from a person's (IIN), checked as far as its check digit can.

P030000565: year and month of registration, 4-6 for the kind, a digit for the branch, five of a row, a check digit.
The trap: the first pass weighs the eleventh digit by eleven, which is nothing modulo eleven, so a slip there is
not seen (991240999911 and 991240999921 are both right). A right number is still read back with its name.
"""

import re
from typing import Literal

LENGTH = 12
_MODULUS, _NONE = 11, 10
_FIRST = tuple(range(1, 12))
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_MONTHS, _DAYS = range(1, 13), range(1, 32)
_KINDS = "456"
_PEOPLE = "0123"
_LEAST = 9  # a number can lose three zeros at most: of a year and a month
_PADDING = re.compile(r"['`’\s\xa0]+")
_DIGITS = re.compile(r"[0-9]+")
_NO_DIGIT = re.compile(r"\D")
_TWELVE = re.compile(r"(?<!\d)(?:\d[\W_]*){11}\d(?!\d)")  # twelve digits, whatever stands between them

Kind = Literal["bin", "iin", "wrong"]
Warned = Literal["bin_padded", "bin_unreadable"]


def check_digit(first: str) -> int | None:
    """The twelfth digit for eleven; None where such a number is never issued."""
    digits = [int(each) for each in first]
    for weights in (_FIRST, _SECOND):
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % _MODULUS
        if rest != _NONE:
            return rest
    return None


def tell(text: str) -> Kind:
    """Whose number it is. An «iin» belongs to a person: it is neither kept nor repeated."""
    digits = _PADDING.sub("", text)
    if len(digits) != LENGTH or not _DIGITS.fullmatch(digits) or check_digit(digits[:-1]) != int(digits[-1]):
        return "wrong"
    if int(digits[2:4]) not in _MONTHS:
        return "wrong"
    if digits[4] in _KINDS:
        return "bin"
    return "iin" if digits[4] in _PEOPLE and int(digits[4:6]) in _DAYS else "wrong"


def looks_like_iin(text: str) -> bool:
    """Whether it may be a person's even with a slip in it; such a number is not shown back either."""
    digits = _PADDING.sub("", text)
    return len(digits) == LENGTH and bool(_DIGITS.fullmatch(digits)) and digits[4] in _PEOPLE


def holds_iin(text: str) -> bool:
    """Whether what may be a person's stands somewhere in these words."""
    return any(looks_like_iin(_NO_DIGIT.sub("", found)) for found in _TWELVE.findall(text))


def digits(text: str) -> str:
    """Without the blanks and apostrophes that sheets and people put in."""
    return _PADDING.sub("", text)


def twins(number: str) -> tuple[str, ...]:
    """Other numbers one slip away in the eleventh digit, that the check digit cannot tell from this one."""
    others = (number[:10] + digit + number[11:] for digit in "0123456789" if digit != number[10])
    return tuple(other for other in others if tell(other) == "bin")


def from_cell(text: str) -> tuple[str, Warned | None]:
    """The number of a sheet's cell, empty where there is none, with what has to be said about it.

    Zeros at the beginning, lost where the cell was a number, are put back if the check digit agrees.
    """
    found = digits(text)
    if not found:
        return "", None
    whole = padded(text)
    if tell(whole) != "bin":
        return "", "bin_unreadable"
    return whole, None if whole == found else "bin_padded"


def padded(text: str) -> str:
    """With the zeros at the beginning that a cell may have lost, where they can be so few."""
    found = digits(text)
    return found.zfill(LENGTH) if _LEAST <= len(found) < LENGTH else found
