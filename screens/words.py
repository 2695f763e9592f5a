"""Every word in three languages: catalogues, dates in words, numbers, all for one reader."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from rules.people import LANGUAGES, Language

KAZAKHSTAN = ZoneInfo("Asia/Almaty")  # one zone since March 2024
LOCALES = Path(__file__).parent / "locales"

_DAY = {"kk": "d MMMM", "ru": "d MMMM", "en": "d MMMM"}
_DATE = {"kk": "d MMMM, EEEE", "ru": "EEE, d MMMM", "en": "EEE d MMMM"}
_DATED = {"kk": "y 'ж.' d MMMM, EEEE", "ru": "EEE, d MMMM y 'г.'", "en": "EEE d MMMM y"}
_SHORT_DAYS = {
    "kk": ("дс", "сс", "ср", "бс", "жм", "сб", "жс"),
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_SHORT_MONTHS = {
    "kk": ("қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел"),
    "ru": ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}

Translations = Mapping[str, tuple[str, ...]]
Value = str | int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one reader. `zone` is the centre's: a moment is shown on the centre's wall clock."""

    language: Language
    zone: ZoneInfo = KAZAKHSTAN

    def t(self, msgid: str, **values: Value) -> str:
        """A sentence for Telegram's HTML: the values are people's words and are escaped here, once."""
        return self._sentence(msgid).format(**{name: escape(str(value), quote=False) for name, value in values.items()})

    def b(self, msgid: str, **values: Value) -> str:
        """A button's label, a pop-up or a file's line: plain text, nothing is escaped."""
        return self._sentence(msgid).format(**values)

    def n(self, msgid: str, plural: str, n: int) -> str:
        """A number with its noun; the placeholder is {n}."""
        forms = _catalogue(self.language).get(msgid) or (msgid, plural)
        return forms[min(_plural_form(self.language, n), len(forms) - 1)].format(n=n)

    def _sentence(self, msgid: str) -> str:
        return _catalogue(self.language).get(msgid, (msgid,))[0]

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def when(self, moment: datetime) -> str:
        """Weekday, day and time, to stand after a colon: «пн, 23 ноября, 10:00»."""
        return f"{self.on(self.local(moment).date())}, {self.time(moment)}"

    def on(self, day: date) -> str:
        """Day and weekday, after a colon or on a button: «23 қараша, дүйсенбі»."""
        return format_date(day, _DATE[self.language], locale=self.language).replace("\u202f", " ")

    def until(self, day: date, since: date) -> str:
        """As `on`; a day of another year than `since` says which: a promise may be years away."""
        pattern = _DATE if day.year == since.year else _DATED
        return format_date(day, pattern[self.language], locale=self.language).replace("\u202f", " ")

    def day(self, day: date) -> str:
        """The day alone, the only one that stands before «күніне дейін» or after «до»."""
        return format_date(day, _DAY[self.language], locale=self.language)

    def days(self, since: datetime, until: datetime) -> str:
        """One day or several, from a midnight to a midnight, after a colon or alone."""
        first, last = self.local(since).date(), self.local(until - timedelta(seconds=1)).date()
        return self.on(first) if first == last else f"{self.on(first)} – {self.on(last)}"

    def weekday(self, weekday: int) -> str:
        """The name of a weekday, Monday is 0."""
        return str(get_day_names("wide", "stand-alone", self.language)[weekday])

    def short_day(self, day: date) -> str:
        """For a button: «дс 23 қар»."""
        weekday, month = _SHORT_DAYS[self.language][day.weekday()], _SHORT_MONTHS[self.language][day.month - 1]
        return f"{weekday} {day.day} {month}"

    def short_weekday(self, weekday: int) -> str:
        """«дс», «пн»; Monday is 0."""
        return _SHORT_DAYS[self.language][weekday]

    def time(self, moment: datetime) -> str:
        return f"{self.local(moment):%H:%M}"


def _plural_form(language: Language, n: int) -> int:
    """The slot of CLDR's rule: Russian has one, few, many; Kazakh keeps the noun as it is."""
    if language == "ru":
        few = 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14  # noqa: PLR2004 -- the rule of Russian grammar
        return 0 if n % 10 == 1 and n % 100 != 11 else 1 if few else 2  # noqa: PLR2004 -- as above
    return 0 if n == 1 else 1


@cache
def _catalogue(language: Language) -> Translations:
    return {msgid: strings for path in catalogue_files(language) for msgid, strings in _entries(path) if all(strings)}


def catalogue_files(language: Language) -> tuple[Path, ...]:
    """The catalogue files of one language, one a noun."""
    return tuple(sorted((LOCALES / language).glob("*.po")))


def _entries(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    with path.open("rb") as file:
        catalogue = read_po(file)
    return ((_key(message), _strings(message)) for message in catalogue if message.id)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def warm() -> None:
    """Read all catalogues now, so that nobody's first tap waits for them."""
    for language in LANGUAGES:
        _catalogue(language)
