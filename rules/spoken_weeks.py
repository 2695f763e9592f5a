"""Weekdays and weeks in words: «жұма», «в следующую пятницу», «аптаның соңында», «с понедельника», «через неделю»."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from rules.spoken_parts import Part, Past, on
from rules.spoken_words import NEXT, THIS, WEEK, WEEKDAYS, WEEKEND, pattern

Means = Callable[[re.Match[str], date], Part]

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_SATURDAY, _THURSDAY, _TUESDAY = 5, 3, 1
_PATTERNS = [re.compile(pattern(words)) for words in WEEKDAYS]
_WEEKDAY = f"(?P<weekday>{'|'.join(WEEKDAYS)})(?: күні| күнге)?"
_STEM = r"(?P<weekday>дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі)"
_FROM = r"(?:-?(?:дан|ден|тан|тен|нан|нен))"
_TO = r"(?:-?(?:ға|ге|қа|ке|на|не))"


def _number(found: re.Match[str]) -> int:
    """Monday is 0."""
    return next(number for number, words in enumerate(_PATTERNS) if words.fullmatch(found["weekday"]))


def _on_weekday(found: re.Match[str], _today: date) -> Part:
    return Part(weekday=_number(found))


def _coming(found: re.Match[str], today: date) -> date:
    ahead = (_number(found) - today.weekday()) % 7
    return today + _DAY * ahead


def _since_weekday(found: re.Match[str], today: date) -> Part:
    return Part(since=_coming(found, today))


def _after_weekday(found: re.Match[str], today: date) -> Part:
    return Part(since=_coming(found, today) + _DAY)


def _until_weekday(found: re.Match[str], today: date) -> Part:
    return Part(until=_coming(found, today))


def _monday(today: date) -> date:
    return today - _DAY * today.weekday()


def _this_week(_found: re.Match[str], today: date) -> Part:
    return Part(since=today, until=_monday(today) + _DAY * 6)


def _next_week(_found: re.Match[str], today: date) -> Part:
    return Part(since=_monday(today) + _WEEK, until=_monday(today) + _WEEK + _DAY * 6)


def _next_weekday(found: re.Match[str], today: date) -> Part:
    day = _monday(today) + _WEEK + _DAY * _number(found)
    return on(day)


def _weekday_of_week(found: re.Match[str], today: date) -> Part:
    day = _monday(today) + (_WEEK if found["next"] else timedelta()) + _DAY * _number(found)
    if day < today:
        raise Past
    return on(day)


def _start_of_week(_found: re.Match[str], today: date) -> Part:
    monday = _monday(today) + _WEEK
    return Part(since=monday, until=monday + _DAY * _TUESDAY)


def _end_of_week(found: re.Match[str], today: date) -> Part:
    monday = _monday(today) + (_WEEK if found["next"] else timedelta())
    return Part(since=max(today, monday + _DAY * _THURSDAY), until=monday + _DAY * 6)


def _weekend(_found: re.Match[str], today: date) -> Part:
    saturday = _monday(today) + _DAY * _SATURDAY
    return Part(since=max(today, saturday), until=saturday + _DAY)


def _whole_week(ahead: int) -> Means:
    """Seven days, beginning so many weeks from today."""
    return lambda _found, today: Part(since=today + ahead * _WEEK, until=today + (ahead + 1) * _WEEK - _DAY)


PHRASES: tuple[tuple[str, Means], ...] = (
    (rf"(?:(?:в|во|на) )?(?:(?:{THIS}|ближайш(?:ий|ую|ее)|жақын) )?{_WEEKDAY}", _on_weekday),
    (rf"(?:(?:в|во|на) )?(?:{NEXT}) {_WEEKDAY}", _next_weekday),
    (rf"(?:с|со|начиная с|не раньше) {_WEEKDAY}", _since_weekday),
    (rf"после {_WEEKDAY}", _after_weekday),
    (rf"(?:до|не позже) {_WEEKDAY}", _until_weekday),
    (rf"{_STEM}{_FROM} бастап", _since_weekday),
    (rf"{_STEM}{_FROM} (?:кейін|соң)", _after_weekday),
    (rf"{_STEM}{_TO} дейін", _until_weekday),
    (rf"(?:(?P<next>{NEXT})|{THIS}) аптаның {_STEM}(?:сі|сы)?(?:нде|нда|не|на)?", _weekday_of_week),
    (rf"(?:на )?(?:{THIS}) (?:{WEEK})(?: ішінде)?|осы апта ішінде", _this_week),
    (rf"(?:на )?(?:{NEXT}) (?:{WEEK})(?: ішінде)?", _next_week),
    (rf"в начале (?:{NEXT} )?недели|(?:{NEXT}) аптаның басында|апта басында|аптаның басында", _start_of_week),
    (rf"в конце (?P<next>{NEXT} )?недели|(?:аптаның|апта) (?:соңында|аяғында)", _end_of_week),
    (rf"(?:в|на) (?:{WEEKEND})|{WEEKEND}", _weekend),
    (r"через неделю|(?:бір )?аптадан (?:кейін|соң)", _whole_week(1)),
    (r"через две недели|екі аптадан (?:кейін|соң)", _whole_week(2)),
)
