"""Hours in words: «в 10», «в половине третьего», «сағат екі жарымда», «10-нан 12-ге дейін», «после трех»."""

import re
from collections.abc import Callable
from datetime import date

from rules.spoken_parts import Hour, Part, Unknown
from rules.spoken_words import HALF_DAYS_OF_AN_HOUR, HALVES, NUMBERS, HalfDay, pattern

Means = Callable[[re.Match[str], date], Part]

_WORDS = {word: number for number, words in NUMBERS.items() for word in pattern(words).split("|")}
_WORD = "|".join(sorted((word for words in NUMBERS.values() for word in words.split("|")), key=len, reverse=True))
_HALVES = {pattern(word): number for number, word in HALVES.items()}
_HALF = "|".join(HALVES.values())
_BESIDE: dict[str, HalfDay] = {
    word: half_day for half_day, words in HALF_DAYS_OF_AN_HOUR.items() for word in pattern(words).split("|")
}
_NEAR = "|".join(word for words in HALF_DAYS_OF_AN_HOUR.values() for word in words.split("|"))
_CASE = r"(?:-?(?:да|де|та|те|ға|ге|қа|ке|на|не))"
_FROM = r"(?:-?(?:дан|ден|тан|тен|нан|нен))"
_LAST, _MINUTES, _FIRST_BARE, _LAST_BARE = 24, 59, 8, 18


def _hour(name: str, ending: str = f"{_CASE}?") -> str:
    """The pattern of one hour; its groups begin with `name`."""
    digits = rf"(?P<{name}h>\d{{1,2}})(?:[:.-](?P<{name}m>[0-5]\d))?(?: ?(?:часов|часа|час|ч))?"
    words = rf"(?P<{name}w>{_WORD})(?: (?:часов|часа|час))?"
    halved = rf"(?: (?P<{name}half>жарым))?"
    russian = rf"(?:половин[еуы] |пол ?)(?P<{name}to>{_HALF})"
    before = rf"(?:(?P<{name}early>{_NEAR}) )?(?:сағат )?"
    return rf"{before}(?:{russian}|(?:{digits}|{words}){halved}{ending})(?: (?P<{name}late>{_NEAR}))?"


def _said(found: re.Match[str], name: str) -> Hour:
    near = found[f"{name}early"] or found[f"{name}late"]
    half_day = _BESIDE[near] if near else None
    if found[f"{name}to"]:
        return Hour(_HALVES[found[f"{name}to"]], 30, half_day)
    hour = int(found[f"{name}h"]) if found[f"{name}h"] else _WORDS[found[f"{name}w"]]
    minute = 30 if found[f"{name}half"] else int(found[f"{name}m"] or 0)
    if hour >= _LAST:
        raise Unknown
    return Hour(hour, minute, half_day)


def _between(found: re.Match[str], _today: date) -> Part:
    since, until = _said(found, "a"), _said(found, "b")
    if since.at(None) >= until.at(None):
        raise Unknown
    return Part(after=since, before=until)


def _dashed(found: re.Match[str], _today: date) -> Part:
    """«10-12» is two hours, «10-30» is one with its minutes."""
    since, until = int(found["since"]), int(found["until"])
    if since < until < _LAST:
        return Part(after=Hour(since), before=Hour(until))
    if since >= _LAST or until > _MINUTES:
        raise Unknown
    return Part(at=Hour(since, until))


def _at(found: re.Match[str], _today: date) -> Part:
    return Part(at=_said(found, "a"))


def _after(found: re.Match[str], _today: date) -> Part:
    return Part(after=_said(found, "a"))


def _before(found: re.Match[str], _today: date) -> Part:
    return Part(before=_said(found, "a"))


def _plain(found: re.Match[str], today: date) -> Part:
    """Digits alone are an hour only where they can be nothing else that a centre is open at."""
    if found[0].isdecimal() and not _FIRST_BARE <= int(found[0]) <= _LAST_BARE:
        raise Unknown
    return _at(found, today)


SPANS: tuple[tuple[str, Means], ...] = (
    (rf"(?:с|со|от|между) {_hour('a')} (?:до|по|и) {_hour('b')}", _between),
    (rf"{_hour('a', _FROM)} {_hour('b', _CASE)} дейін", _between),
    (rf"{_hour('a', '')} (?:мен|бен|пен) {_hour('b', '')} (?:арасында|аралығында)", _between),
    (r"(?P<since>\d{1,2}) ?- ?(?P<until>\d{1,2})", _dashed),
    (rf"{_hour('a', '')} ?- ?{_hour('b', '')}", _between),
)
PHRASES: tuple[tuple[str, Means], ...] = (
    (rf"(?:после|позже|с|от|не раньше|не ранее|начиная с) {_hour('a', '')}", _after),
    (rf"{_hour('a', _FROM)} (?:кейін|соң|бастап)", _after),
    (rf"(?:до|не позже|не позднее|раньше) {_hour('a', '')}", _before),
    (rf"{_hour('a', _CASE)} (?:дейін|шейін)", _before),
    (rf"(?:в|к|на|около|где-то в) {_hour('a', '')}", _at),
    (_hour("a"), _plain),
)
