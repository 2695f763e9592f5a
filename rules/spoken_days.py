"""Days and dates in words: «завтра», «24 қараша», «24-го», «желтоқсанда», «екі күннен кейін», «после 1 декабря»."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from rules.spoken_parts import NoSuchDay, Part, Past, on
from rules.spoken_words import DAYS_FROM_TODAY, MONTHS, NUMBERS, pattern

Means = Callable[[re.Match[str], date], Part]

_DAY = timedelta(days=1)
_JUST_PASSED = timedelta(days=60)  # «24 ноября» on the 26th is a slip; in June it is the next one
_MONTH = "|".join(MONTHS)
_TO_MONTH = [(re.compile(pattern(words)), number) for number, words in enumerate(MONTHS, start=1)]
_TO_NUMBER = {word: number for number, words in NUMBERS.items() for word in pattern(words).split("|")}
_NUMBER = "|".join(sorted((word for words in NUMBERS.values() for word in words.split("|")), key=len, reverse=True))
_COUNT = rf"(?P<count>\d{{1,2}}|{_NUMBER})"
_ENDING = r"(?:-?(?:го|е|ое|му|ші|шы|інші|ыншы|нші|сі|сы|і|ы|інде|ында|сінде|сында|іне|ына|сіне|сына))?"
_FROM = r"(?:-?(?:дан|ден|тан|тен|нан|нен))"
_TO = r"(?:-?(?:ға|ге|қа|ке|на|не))"
_YEAR = r"(?: (?P<year>20\d\d)(?: ?(?:года|г|жыл|жылы|жылғы))?)?"
_DATE = (
    rf"(?:(?P<day>\d{{1,2}}){_ENDING} (?P<month>{_MONTH}){_YEAR}"
    rf"|(?P<months>{_MONTH}) (?P<of>\d{{1,2}}){_ENDING}"
    r"|(?P<dd>\d{1,2})[./](?P<mm>0?[1-9]|1[0-2])(?:[./](?P<yy>20\d\d|\d\d))?)(?: күні| күнге)?"
)


def _number_of_month(said: str) -> int:
    return next(number for words, number in _TO_MONTH if words.fullmatch(said))


def _date(found: re.Match[str], today: date) -> date:
    """The day named; without a year the next one, or the one that has just passed."""
    day = int(found["day"] or found["of"] or found["dd"])
    month = int(found["mm"]) if found["mm"] else _number_of_month(found["month"] or found["months"])
    year = found["year"] or found["yy"]
    if year:
        return _real(int(year) % 100 + 2000, month, day)
    this = _real(today.year, month, day)
    return this if this >= today - _JUST_PASSED else _real(today.year + 1, month, day)


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay from error


def _on_date(found: re.Match[str], today: date) -> Part:
    day = _date(found, today)
    if day < today:
        raise Past
    return on(day)


def _since_date(found: re.Match[str], today: date) -> Part:
    return Part(since=_date(found, today))


def _after_date(found: re.Match[str], today: date) -> Part:
    return Part(since=_date(found, today) + _DAY)


def _until_date(found: re.Match[str], today: date) -> Part:
    return Part(until=_date(found, today))


def _of_the_month(found: re.Match[str], today: date) -> Part:
    """«24-го» is the next day of this number; in a month without one, the month after that."""
    day = int(found["number"])
    if not 1 <= day <= 31:  # noqa: PLR2004 -- the longest month
        raise NoSuchDay
    following = (today + _DAY * ahead for ahead in range(62))
    return on(next(each for each in following if each.day == day))


def _month(found: re.Match[str], today: date) -> Part:
    month = _number_of_month(found["month"])
    first = date(today.year + (month < today.month), month, 1)
    return Part(since=first, until=_next_month(first) - _DAY)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _following_month(_found: re.Match[str], today: date) -> Part:
    first = _next_month(today)
    return Part(since=first, until=_next_month(first) - _DAY)


def _in_days(found: re.Match[str], today: date) -> Part:
    count = found["count"]
    return on(today + _DAY * (int(count) if count.isdecimal() else _TO_NUMBER[count]))


def _ahead(days: int) -> Means:
    def mean(_found: re.Match[str], today: date) -> Part:
        if days < 0:
            raise Past
        return on(today + _DAY * days)

    return mean


PHRASES: tuple[tuple[str, Means], ...] = (
    *((words, _ahead(days)) for days, words in DAYS_FROM_TODAY.items()),
    (rf"(?:(?:в|во|на) )?{_DATE}", _on_date),
    (rf"(?:с|со|начиная с|не раньше) {_DATE}", _since_date),
    (rf"после {_DATE}", _after_date),
    (rf"(?:до|не позже) {_DATE}", _until_date),
    (rf"{_DATE}{_FROM} (?:кейін|соң)", _after_date),
    (rf"{_DATE}{_FROM} бастап", _since_date),
    (rf"{_DATE}{_TO} дейін", _until_date),
    (
        r"(?P<number>\d{1,2})(?:(?:-?го)?(?: числа)|-?го|-?(?:і|ы|сі|сы|інде|ында|сінде|сында) ?(?:күні)?| күні)",
        _of_the_month,
    ),
    (rf"(?:в )?(?P<month>{_MONTH})(?: месяце| айында)?", _month),
    (r"в следующем месяце|келесі айда|келер айда", _following_month),
    (rf"через {_COUNT} (?:день|дня|дней)", _in_days),
    (rf"{_COUNT} күннен (?:кейін|соң)", _in_days),
    (r"через день", _ahead(2)),
)
