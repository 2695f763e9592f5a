"""A page to hang on a door: what one gets, three steps, a code to scan; in Kazakh and Russian, black on white."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby

import screens.codes
from rules.centres import Centre, Topic
from rules.people import Language
from screens.words import Words

PAGE: tuple[Language, Language] = ("kk", "ru")
WEEK = range(7)
NEWLINE = "\n"

STYLE = """
@page { size: A4 portrait; margin: 0 }
* { box-sizing: border-box; margin: 0; padding: 0 }
body { width: 210mm; min-height: 296mm; margin: 0 auto; padding: 9mm 13mm 8mm; background: #fff; color: #000;
  font: 14.5pt/1.2 "Noto Sans", "DejaVu Sans", "Segoe UI", Roboto, Arial, sans-serif; display: flex;
  flex-direction: column; gap: 3mm }
header { text-align: center; border-bottom: 1.2mm solid #000; padding-bottom: 3mm }
header p { font-size: 16pt; font-weight: 700 }
h1 { font-size: 40pt; line-height: 1.08; text-align: center; text-wrap: balance; overflow-wrap: anywhere }
h1.long { font-size: 30pt }
h1.longer { font-size: 23pt }
.code { text-align: center }
.code svg { width: 94mm; height: 94mm; display: block; margin: -5mm auto -5mm }
.code p { font-size: 23pt; font-weight: 700; overflow-wrap: anywhere }
.both { display: grid; grid-template-columns: 1fr 1fr; gap: 6mm }
.both > div + div { border-left: .5mm solid #000; padding-left: 6mm }
h2 { font-size: 16pt; margin-bottom: 1mm }
ul, ol { padding-left: 7mm; margin-bottom: 2.5mm }
ol li { font-size: 16.5pt; font-weight: 600; margin-bottom: .6mm }
footer { margin-top: auto; border-top: 1.2mm solid #000; padding-top: 2.5mm; font-size: 12.5pt }
footer .phone { font-size: 25pt; font-weight: 700; text-align: center; margin-top: 1.5mm }
@media screen { body { box-shadow: 0 0 0 1px #000; margin: 5mm auto } }
"""
LONG, LONGER = 22, 34  # signs: what is longer is set in smaller letters


@dataclass(frozen=True, slots=True)
class Poster:
    """What the page is about; `link` leads to the centre, and to the topic where there is one."""

    centre: Centre
    topic: Topic | None
    link: str


def page(poster: Poster) -> str:
    """The whole page, with nothing outside it: any browser prints it."""
    both = [Words(language, poster.centre.zone) for language in PAGE]
    parts = (_head(poster), *_headlines(poster, both), _code(poster), _columns(poster, both), _foot(poster, both))
    return (
        '<!DOCTYPE html>\n<html lang="kk"><head><meta charset="utf-8">'
        f'<title>{_text(poster.centre.name("kk"))}</title><meta name="viewport" content="width=device-width">\n'
        f"<style>{STYLE}</style></head>\n<body>\n{NEWLINE.join(parts)}\n</body></html>\n"
    )


def _head(poster: Poster) -> str:
    names = "".join(f'<p lang="{language}">{_text(poster.centre.name(language))}</p>' for language in PAGE)
    return f"<header>{names}</header>"


def _headlines(poster: Poster, both: Iterable[Words]) -> Iterable[str]:
    for words in both:
        said = _headline(poster, words)
        shape = "longer" if len(said) > LONGER else "long" if len(said) > LONG else "short"
        yield f'<h1 lang="{words.language}" class="{shape}">{_text(said)}</h1>'


def _headline(poster: Poster, words: Words) -> str:
    if poster.topic is not None:
        return poster.topic.name(words.language)
    if "booking" in poster.centre.jobs_off:
        return words.b("The centre in your phone")
    return words.b("Free consultation")


def _code(poster: Poster) -> str:
    address = poster.link.removeprefix("https://").partition("?")[0]
    return f'<div class="code">{screens.codes.svg(poster.link, _text(poster.link))}<p>{_text(address)}</p></div>'


def _columns(poster: Poster, both: Iterable[Words]) -> str:
    return f'<div class="both">{"".join(_column(poster, words) for words in both)}</div>'


def _column(poster: Poster, words: Words) -> str:
    gets = "".join(f"<li>{_text(each)}</li>" for each in _gets(poster, words))
    steps = "".join(f"<li>{_text(each)}</li>" for each in _steps(poster, words))
    return (
        f'<div lang="{words.language}"><h2>{_text(words.b("What you get"))}</h2><ul>{gets}</ul>'
        f"<h2>{_text(words.b('Three steps'))}</h2><ol>{steps}</ol></div>"
    )


def _gets(poster: Poster, words: Words) -> list[str]:
    """What the centre does now: nothing that is switched off is promised on paper."""
    if poster.topic is not None:
        return [words.b("Free of charge. Duration: {minutes} min.", minutes=poster.topic.minutes)]
    offers = {
        "booking": words.b("Consultations, with a reminder"),
        "tenders": words.b("News of contests and grants"),
        "proposals": words.b("An answer to your proposal"),
    }
    return [said for job, said in offers.items() if job not in poster.centre.jobs_off]


def _steps(poster: Poster, words: Words) -> list[str]:
    books = "booking" not in poster.centre.jobs_off
    return [
        words.b("Point your phone's camera at the code"),
        words.b("Telegram opens: press Start"),
        words.b("Choose a time") if books else words.b("Choose what you need"),
    ]


def _foot(poster: Poster, both: Iterable[Words]) -> str:
    columns = "".join(_place(poster.centre, words) for words in both)
    return f'<footer><div class="both">{columns}</div><p class="phone">{_text(poster.centre.phone)}</p></footer>'


def _place(centre: Centre, words: Words) -> str:
    hours = "".join(f"<p>{_text(line)}</p>" for line in _hours(centre, words))
    return f'<div lang="{words.language}"><p>{_text(centre.address(words.language))}</p>{hours}</div>'


def _hours(centre: Centre, words: Words) -> Iterable[str]:
    """Days of the same hours together: «пн–пт 09:00–13:00, 14:30–18:30»."""
    for hours, days in groupby(WEEK, key=lambda day: centre.hours[day]):
        named = list(days)
        if hours:
            first, last = words.short_weekday(named[0]), words.short_weekday(named[-1])
            span = first if len(named) == 1 else f"{first}–{last}"
            yield f"{span}: {', '.join(f'{opens:%H:%M}–{closes:%H:%M}' for opens, closes in hours)}"


def _text(said: str) -> str:
    return escape(said)
