"""Calendar links: what a program that follows somebody's visits reads at the bot's own web door."""

import re
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import actions.calendars
import screens.calendars
from actions.calendars import Feed
from screens.calendars import Named
from screens.words import Words
from storage.database import Database

PATH = "/calendar"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")
_HEADERS = {"Cache-Control": "private, max-age=900", "X-Robots-Tag": "noindex", "X-Content-Type-Options": "nosniff"}


def address(public: str) -> str:
    """What a link begins with, on the host that `public` names; empty where there is none."""
    parts = urlsplit(public)
    return f"{parts.scheme}://{parts.netloc}{PATH}" if public else ""


def routes(db: Database) -> list[Route]:
    async def read(request: Request) -> Response:
        """404 for whatever is nobody's: a guess learns nothing."""
        token = request.path_params["token"]
        found = await db.read(actions.calendars.feed, token) if _TOKEN.fullmatch(token) else None
        if found is None:
            return Response(status_code=404)
        return Response(_words(found), media_type="text/calendar; charset=utf-8", headers=_HEADERS)

    return [Route(f"{PATH}/{{token}}.ics", read, methods=["GET"])]


def _words(found: Feed) -> bytes:
    entries = [(each.card, Named(each.centre_code, each.centre)) for each in found.entries]
    return screens.calendars.feed(entries, found.now, Words(found.language), of_work=found.of_work)
