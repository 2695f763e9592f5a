"""The page for a door: its code leads where it says, its words are the catalogue's, and it needs nothing else."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import segno
from playwright.sync_api import sync_playwright

import rules.links
import screens.codes
import screens.poster
from rules.centres import Centre, Texts, Topic
from rules.jobs import JOBS
from screens.poster import Poster
from screens.words import _catalogue
from tests.sandbox.test_page import CALM
from tests.screens.test_desk import CENTRE

LINK = f"https://t.me/ortaq_demo_bot?start={rules.links.payload('atyrau', 'methodical')}"
NAMES = Texts(
    "Басқармаларға әдістемелік көмек (техникалық ерекшеліктер)", "Методическая помощь (<техспецификации> & прочее)"
)
TOPIC = Topic(1, "methodical", 60, NAMES, NAMES)
POSTERS = (
    Poster(CENTRE, None, LINK),
    Poster(CENTRE, TOPIC, LINK),
    Poster(replace(CENTRE, jobs_off=frozenset(JOBS)), None, LINK),
)


class Reader(HTMLParser):
    """What is said on a page, piece by piece, and whatever it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.said: list[tuple[str, str]] = []
        self.path = ""
        self.size = 0
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside.append(tag)
        self.path = given.get("d") or self.path
        if tag == "svg":
            self.size = int((given.get("viewbox") or "0").split()[-1])
        self.fetched += [
            value for name, value in attrs if value and name in {"src", "href", "srcset", "data", "action"}
        ]

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self.inside:
            self.said.append((self.inside[-1], data.strip()))


def read(poster: Poster) -> Reader:
    reader = Reader()
    reader.feed(screens.poster.page(poster))
    return reader


def drawn(reader: Reader) -> tuple[tuple[bool, ...], ...]:
    """The code as a scanner sees it: which modules of the picture are black, the quiet zone cut off."""
    black = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", reader.path)}
    inner = range(screens.codes.QUIET, reader.size - screens.codes.QUIET)
    assert {x for x, _ in black} | {y for _, y in black} <= set(inner)
    return tuple(tuple((x, y) in black for x in inner) for y in inner)


def test_the_code_is_that_of_the_link_with_centre_and_topic() -> None:
    wanted = segno.make(LINK, error="q", micro=False)
    assert drawn(read(POSTERS[1])) == tuple(tuple(bool(dark) for dark in row) for row in wanted.matrix)
    assert drawn(read(replace(POSTERS[1], link=f"{LINK}x"))) != drawn(read(POSTERS[1]))
    assert rules.links.read(LINK.partition("start=")[2]) == rules.links.Link("atyrau", "methodical")


def facts(poster: Poster) -> Iterator[str]:
    """What is the centre's own: names, address, phone, link."""
    centre: Centre = poster.centre
    yield from (centre.names.kk, centre.names.ru, centre.addresses.kk, centre.addresses.ru, centre.phone)
    yield from (NAMES.kk, NAMES.ru, LINK, "t.me/ortaq_demo_bot")


@pytest.mark.parametrize("poster", POSTERS, ids=("centre", "topic", "closed"))
def test_every_word_is_the_catalogues_or_the_centres_own(poster: Poster) -> None:
    known = {said.format(minutes=60, **dict.fromkeys(PLACES, "")) for said in sentences()} | set(facts(poster))
    hours = re.compile(r"\w\w(–\w\w)?: [\d:–, ]+")
    assert [said for _, said in read(poster).said if said not in known and not hours.fullmatch(said)] == []


PLACES = {name for said in (*_catalogue("kk"), *_catalogue("ru")) for name in re.findall(r"{(\w+)}", said)} - {
    "minutes"
}


def sentences() -> Iterator[str]:
    for language in screens.poster.PAGE:
        yield from (said for forms in _catalogue(language).values() for said in forms)


@pytest.mark.parametrize("poster", POSTERS, ids=("centre", "topic", "closed"))
def test_the_page_stands_alone_and_says_what_belongs_on_a_door(poster: Poster) -> None:
    reader, text = read(poster), screens.poster.page(poster)
    assert reader.fetched == []
    assert "url(" not in text
    assert "@import" not in text
    assert "<script" not in text
    said = [each for _, each in reader.said]
    assert {CENTRE.names.kk, CENTRE.names.ru, CENTRE.phone, CENTRE.addresses.kk, CENTRE.addresses.ru} <= set(said)
    assert len([tag for tag, _ in reader.said if tag == "h1"]) == len(screens.poster.PAGE)


def test_what_is_switched_off_is_not_promised_on_paper() -> None:
    closed = [said for _, said in read(POSTERS[2]).said]
    assert "Тегін кеңес" not in closed
    assert "Новости конкурсов и грантов" not in closed
    assert "Тегін кеңес" in [said for _, said in read(POSTERS[0]).said]


@pytest.mark.browser
def test_it_prints_on_one_page() -> None:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no chromium in PATH")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=CALM)
        page = browser.new_page()
        for poster in POSTERS:
            page.set_content(screens.poster.page(poster))
            printed = page.pdf(prefer_css_page_size=True, print_background=False)
            assert len(re.findall(rb"/Type /Page\b", printed)) == 1
        browser.close()
