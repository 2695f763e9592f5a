"""Calendar links at the bot's web door."""

from pathlib import Path

import httpx
import icalendar
from starlette.applications import Starlette

import actions.calendars
import bot.config
import bot.feeds
import storage.people
from tests.office import at, office


async def test_whoever_has_the_link_reads_and_a_guess_learns_nothing(tmp_path: Path, template: Path) -> None:
    async with office(tmp_path, template) as here:
        booked = await here.booked("Асель", at(27, 10))
        owner = await here.do(storage.people.person, booked.person_id)
        token = await here.do(actions.calendars.begin, owner, 0)
        app = Starlette(routes=bot.feeds.routes(here.db))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://bot.example.org") as client:
            answer = await client.get(f"{bot.feeds.PATH}/{token}.ics")
            wrong = ("A" * 32, "..", token[:-1], f"{token}A")
            guesses = [await client.get(f"{bot.feeds.PATH}/{each}.ics") for each in wrong]
            posted = await client.post(f"{bot.feeds.PATH}/{token}.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "private" in answer.headers["cache-control"]
    assert len(icalendar.Calendar.from_ical(answer.content).walk("VEVENT")) == 1
    assert {each.status_code for each in guesses} == {404}
    assert posted.status_code == 405


def test_a_link_begins_with_the_public_host_or_there_is_none() -> None:
    assert bot.feeds.address("https://bot.example.org/telegram") == "https://bot.example.org/calendar"
    assert bot.feeds.address("") == ""
