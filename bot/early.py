"""The first question to Telegram, asked while the house is still being loaded: one takes as long as the other."""

import json
from collections.abc import Sequence
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

_PATIENCE = 10.0  # seconds


class Early:
    """One request that neither waits at Telegram nor confirms anything; whatever it brings is kept for the intake.

    Where it fails nobody hears of it: the intake asks again and knows what a failure means.
    """

    def __init__(self, api_url: str, token: str) -> None:
        self._found: Sequence[Any] = ()
        self._asking = Thread(target=self._ask, args=(api_url, token), name="early", daemon=True)
        self._asking.start()

    def brought(self) -> Sequence[Any]:
        """Raw updates, oldest first; none while the answer is still under way."""
        return () if self._asking.is_alive() else self._found

    def _ask(self, api_url: str, token: str) -> None:
        at = urlsplit(api_url)
        secure = at.scheme == "https"
        way = HTTPSConnection if secure else HTTPConnection
        try:
            with closing(way(at.hostname or "", at.port or (443 if secure else 80), timeout=_PATIENCE)) as line:
                line.request("POST", f"{at.path.rstrip('/')}/bot{token}/getUpdates")
                answer = json.loads(line.getresponse().read())
        except (OSError, HTTPException, ValueError):
            return
        found = answer.get("result") if isinstance(answer, dict) else None
        self._found = found if isinstance(found, list) else ()
