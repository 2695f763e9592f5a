"""Public holidays of Kazakhstan: the days of the law, and the working days they are moved to from a weekend.

What the government moves by a decree of its own is a day of the centre, as any exception is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from rules.centres import Texts

WEEKEND = frozenset({5, 6})
_CONSTITUTION = Texts("Конституция күні", "День Конституции", "Constitution Day")
_FIXED = {
    (1, 1): Texts("Жаңа жыл", "Новый год", "New Year"),
    (1, 2): Texts("Жаңа жыл", "Новый год", "New Year"),
    (3, 8): Texts("Халықаралық әйелдер күні", "Международный женский день", "International Women's Day"),
    (3, 21): Texts("Наурыз мейрамы", "Наурыз", "Nauryz"),
    (3, 22): Texts("Наурыз мейрамы", "Наурыз", "Nauryz"),
    (3, 23): Texts("Наурыз мейрамы", "Наурыз", "Nauryz"),
    (5, 1): Texts("Қазақстан халқының бірлігі мерекесі", "Праздник единства народа Казахстана", "Unity Day"),
    (5, 7): Texts("Отан қорғаушы күні", "День защитника Отечества", "Defender of the Fatherland Day"),
    (5, 9): Texts("Жеңіс күні", "День Победы", "Victory Day"),
    (7, 6): Texts("Астана күні", "День столицы", "Capital City Day"),
    (10, 25): Texts("Республика күні", "День Республики", "Republic Day"),
    (12, 16): Texts("Тәуелсіздік күні", "День Независимости", "Independence Day"),
}
_CONSTITUTION_MOVED = 2027  # from this year on in March, in August until two years before
_CHRISTMAS = Texts("Рождество", "Рождество", "Orthodox Christmas")
_QURBAN = Texts("Құрбан айт", "Курбан айт", "Qurban Ait")
_QURBAN_DAYS = {  # worked out ahead; the muftiate names the day itself
    2025: (6, 6), 2026: (5, 27), 2027: (5, 16), 2028: (5, 5), 2029: (4, 24), 2030: (4, 13), 2031: (4, 2),
    2032: (3, 22), 2033: (3, 11), 2034: (3, 1), 2035: (2, 18), 2036: (2, 7), 2037: (1, 26), 2038: (1, 16),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off. `moved`: it stands for a holiday that falls on a weekend."""

    day: date
    names: Texts
    moved: bool = False


def between(since: date, until: date) -> list[Holiday]:
    """In order, both ends included."""
    years = range(since.year, until.year + 1)
    return [each for year in years for each in of_year(year) if since <= each.day <= until]


@cache
def of_year(year: int) -> tuple[Holiday, ...]:
    """The days off of a year, in order; those on a weekend too."""
    shifting = {date(year, *place): names for place, names in _fixed(year)}
    staying = {date(year, 1, 7): _CHRISTMAS} | _qurban(year)
    off = shifting | staying
    found = [Holiday(day, names) for day, names in off.items()]
    for day in sorted(day for day in shifting if day.weekday() in WEEKEND):
        instead = _next_working(day, off)
        off[instead] = shifting[day]
        found.append(Holiday(instead, shifting[day], moved=True))
    return tuple(sorted(found, key=lambda each: each.day))


def _fixed(year: int) -> Iterator[tuple[tuple[int, int], Texts]]:
    yield from _FIXED.items()
    if year >= _CONSTITUTION_MOVED:
        yield (3, 15), _CONSTITUTION
    elif year < _CONSTITUTION_MOVED - 1:
        yield (8, 30), _CONSTITUTION


def _qurban(year: int) -> dict[date, Texts]:
    return {date(year, *_QURBAN_DAYS[year]): _QURBAN} if year in _QURBAN_DAYS else {}


def _next_working(day: date, off: dict[date, Texts]) -> date:
    while day.weekday() in WEEKEND or day in off:
        day += timedelta(days=1)
    return day
