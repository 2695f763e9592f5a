"""Who called, as staff type it in one line: «Асель +7 701 000 00 01»."""

import re
from dataclasses import dataclass

from rules.bins import holds_iin
from rules.people import clean_name
from rules.refusal import IinTyped, NotText

_NUMBER = re.compile(r"\+?\d(?:[\s()\-]*\d){9,12}")
_LOCAL = 11  # digits of a number of Kazakhstan with its 7 or 8


@dataclass(frozen=True, slots=True)
class Caller:
    """`number` is empty where they gave none."""

    name: str
    number: str = ""


def read(typed: str) -> Caller:
    """A name, and a number if there is one. Raises NotText, IinTyped."""
    if holds_iin(typed):
        raise IinTyped
    found = _NUMBER.search(typed)
    rest = typed.replace(found.group(), " ") if found else typed
    name = clean_name(rest).strip(" ,;.")
    if not name:
        raise NotText
    return Caller(name, _international(found.group()) if found else "")


def _international(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return f"+7{digits[1:]}" if len(digits) == _LOCAL and digits[0] in "78" else f"+{digits}"
