"""Makes a page to print and hang up: a code that leads into the bot, at this centre, perhaps at one topic."""

import re
from pathlib import Path
from typing import Annotated

import httpx
import typer

import bot.beside
import bot.config
import rules.links
import screens.poster
import storage.centres
import storage.facts
from bot.config import Settings
from bot.exits import Exit, Stop
from rules.centres import Centre, Topic
from screens.poster import Poster
from storage.work import Work

_WAIT = 10.0  # seconds for Telegram's answer
_NAME = re.compile(r"@?(?P<name>[A-Za-z]\w{3,31})", re.ASCII)


def command(
    centre: Annotated[str, typer.Option(help="The centre's code.")],
    topic: Annotated[str, typer.Option(help="A topic's code: the code leads straight to its free times.")] = "",
    name: Annotated[str, typer.Option("--bot", help="The bot's name in Telegram; asked there, if not said.")] = "",
    out: Annotated[Path | None, typer.Option(help="The page to write; poster-CENTRE.html, if not said.")] = None,
    config: Annotated[Path | None, typer.Option(help="The settings file.")] = None,
) -> None:
    """Make an A4 page with a QR code, in Kazakh and Russian. Open it in any browser and print it;
    black and white is enough.
    """
    settings = bot.config.read(config)
    bot.beside.ready(settings, config)
    place, subject, known = bot.beside.perform(settings, about, centre, topic, bot.config.bot_if_any(settings))
    username = _username(settings, name, known)
    link = f"https://t.me/{username}?start={rules.links.payload(place.code, subject.code if subject else '')}"
    file = out or Path(f"poster-{'-'.join(part for part in (centre, topic) if part)}.html")
    try:
        file.write_text(screens.poster.page(Poster(place, subject, link)), encoding="utf-8")
    except OSError as error:
        raise Stop(Exit.SETTINGS, f"{file} cannot be written: {error.strerror}.") from error
    print(f"Written: {file}\nIts code leads to: {link}")


def about(work: Work, code: str, topic_code: str, bot_id: int) -> tuple[Centre, Topic | None, str]:
    """The centre, the topic, and the bot's name if it has ever run. Stop(SETTINGS) for what cannot be had there."""
    centre = bot.beside.centre(work, code)
    known = storage.facts.username(work, bot_id)
    if not topic_code:
        return centre, None, known
    topics = {each.code: each for each in storage.centres.topics(work, centre.id)}
    if topic_code not in topics:
        raise Stop(Exit.SETTINGS, f"{code} has no topic «{topic_code}». Topics: {', '.join(topics) or 'none'}.")
    if "booking" in centre.jobs_off:
        raise Stop(Exit.SETTINGS, f"{code} has switched consultations off: the code would lead nowhere.")
    return centre, topics[topic_code], known


def _username(settings: Settings, said: str, known: str) -> str:
    """As said; else as Telegram says now; else as it was when the bot last ran."""
    if said:
        found = _NAME.fullmatch(said)
        if found is None:
            raise Stop(Exit.SETTINGS, f"«{said}» is no name of a bot. It looks like ortaq_bot.")
        return found["name"]
    name = _asked(settings) or known
    if not name:
        raise Stop(Exit.SETTINGS, "The bot's name is not known: say --bot NAME, or put its token into the settings.")
    return name


def _asked(settings: Settings) -> str:
    """What getMe says; empty without a token, or where Telegram cannot be reached."""
    try:
        token = bot.config.token(settings)
        answer = httpx.get(f"{settings.telegram.api_url}/bot{token}/getMe", timeout=_WAIT).json()
    except (Stop, httpx.HTTPError, ValueError):
        return ""
    return str(answer.get("result", {}).get("username", ""))
