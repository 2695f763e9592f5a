"""Days and times as departments write them, read as wall time of Kazakhstan (+05:00); never guessed."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timezone

from rules.clockwork import KAZAKHSTAN_OFFSET
from rules.folding import fold

ZONE = timezone(KAZAKHSTAN_OFFSET)
_LAST_SECOND = time(23, 59, 59)
_YEARS = range(2000, 2100)
_CENTURY, _MONTHS_IN_YEAR = 2000, 12
_RU = "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр"
_KK = "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
_MONTHS = [re.compile(f"{ru}|{kk}") for ru, kk in zip(_RU.split("|"), _KK.split("|"), strict=True)]
_MONTH = rf"(?P<word>(?:{_RU}|{_KK})\w{{0,3}})"
_DATES = (
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})(?P<mark>[/-])(?P<m>\d{1,2})(?P=mark)(?P<y>\d{4})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})[- ]?{_MONTH},? (?P<y>\d{{4}})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<y>\d{{4}}) ?(?:жыл\w*|ж\.?)? ?(?P<d>\d{{1,2}})[- ]?{_MONTH}"),
)
_TIME = re.compile(r"(?P<h>\d{1,2})(?:[:.-](?P<min>\d{2})(?:[:.](?P<s>\d{2})(?:\.\d+)?)?| ?ч(?:ас\w*)?\.?)")
_OFFSET = re.compile(r"(?<=[\d])\s*(?P<offset>z|[+-]\d{2}:?\d{2})$")
_FILLER = re.compile(
    r"\b(?:г|год[ау]?|ж|жыл\w*|в|до|по|к|сағат\w*|дейін|ч|час\w*|времени|уақыты\w*|астан\w+|t)\b"
    r"|-(?:ге|ға|ке|қа|де|да|те|та)\b|[.,;()]+(?!\d)"
)


class Unreadable(ValueError):
    """No one day is said."""


class Impossible(ValueError):
    """A day or an hour that does not exist."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A day, with the hour where one is said; both as on a wall in Kazakhstan."""

    day: date
    at: time | None = None

    def begins(self) -> datetime:
        """The first moment meant; UTC."""
        return self._moment(self.at or time(0))

    def ends(self) -> datetime:
        """The last moment meant: without an hour, the end of that day; UTC."""
        return self._moment(_LAST_SECOND if self.at is None else self.at)

    def _moment(self, at: time) -> datetime:
        return datetime.combine(self.day, at, ZONE).astimezone(UTC)


def read(value: str | date | datetime) -> Stated | None:
    """What a cell says; None where it is empty. Raises Unreadable or Impossible.

    «03/04/2026» may be March or April, so it is unreadable; so are two days in one cell.
    """
    if isinstance(value, datetime):
        return _stated(value)
    if isinstance(value, date):
        return _in_range(Stated(value))
    text = fold(value)
    return _parsed(text) if text else None


def _stated(moment: datetime) -> Stated:
    there = moment.astimezone(ZONE) if moment.tzinfo else moment
    return _in_range(Stated(there.date(), there.time().replace(microsecond=0)))


def _in_range(stated: Stated) -> Stated:
    if stated.day.year not in _YEARS:
        raise Impossible
    return stated


def _parsed(text: str) -> Stated:
    found = [match for pattern in _DATES for match in pattern.finditer(text)]
    if len(found) != 1:
        raise Unreadable
    rest = text[: found[0].start()] + " " + text[found[0].end() :]
    offset = _OFFSET.search(rest)
    at = _time(rest[: offset.start()] if offset else rest)
    stated = _in_range(Stated(_day(found[0]), at))
    return _moved(stated, offset["offset"]) if offset else stated


def _day(found: re.Match[str]) -> date:
    parts = found.groupdict()
    year = int(parts["y"]) + (_CENTURY if len(parts["y"]) < len("2026") else 0)
    day = int(parts["d"])
    month = int(parts["m"]) if parts.get("m") else _month(parts["word"])
    if parts.get("mark") and day != month and day <= _MONTHS_IN_YEAR:
        raise Unreadable
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Impossible from error


def _month(word: str) -> int:
    return next(number for number, names in enumerate(_MONTHS, 1) if names.match(word))


def _time(text: str) -> time | None:
    """The hour in what is left of the cell; anything else that is left makes it unreadable."""
    found = _TIME.search(text)
    rest = text[: found.start()] + " " + text[found.end() :] if found else text
    if _FILLER.sub(" ", rest).strip():
        raise Unreadable
    if found is None:
        return None
    hour, minute, second = (int(found[name] or 0) for name in ("h", "min", "s"))
    if (hour, minute, second) == (24, 0, 0):
        return _LAST_SECOND
    try:
        return time(hour, minute, second)
    except ValueError as error:
        raise Impossible from error


def _moved(stated: Stated, offset: str) -> Stated:
    """From the zone that is written beside it."""
    if stated.at is None:
        raise Unreadable
    return _stated(datetime.fromisoformat(f"{stated.day}T{stated.at}{offset.upper()}"))
