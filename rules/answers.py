"""An answer while it is written: kept in the draft, with days and letters as staff type them."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date

from rules.people import clean_text
from rules.proposals import LETTER_MOST, Reply
from rules.refusal import OutdatedButton

_DAY = re.compile(r"(?<!\d)(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})(?!\d)")
_DAYS = ("until", "letter_on")


@dataclass(frozen=True, slots=True)
class Letter:
    """A department's own letter."""

    number: str
    on: date


def packed(reply: Reply) -> str:
    """As one string, the shape a draft holds."""
    values = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(reply).items()}
    return json.dumps(values, ensure_ascii=False)


def unpacked(kept: str) -> Reply:
    """What `packed` made; OutdatedButton where there is nothing of the kind."""
    try:
        values = json.loads(kept)
        days = {name: date.fromisoformat(values[name]) for name in _DAYS if values[name]}
        return Reply(**{**values, **dict.fromkeys(_DAYS), **days})
    except (ValueError, TypeError, KeyError) as error:
        raise OutdatedButton from error


def read_day(typed: str) -> date | None:
    """The one day said, as 1.12.2026; None where it is not clear."""
    found = _DAY.findall(typed)
    if len(found) != 1:
        return None
    day, month, year = (int(part) for part in found[0])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_letter(typed: str, today: date) -> Letter | None:
    """Number and date, as «12-3/456, 20.11.2026» or «№ 12-3/456 от 20.11.2026»; None where either is unclear."""
    on = read_day(typed)
    number = re.sub(r"^\s*(?:№|N|No\.?)\s*|[\s,;]+(?:от|г|ж)?\.?\s*$", "", _DAY.split(clean_text(typed))[0]).strip()
    if on is None or on > today or not number or len(number) > LETTER_MOST or "\n" in number:
        return None
    return Letter(number, on)
