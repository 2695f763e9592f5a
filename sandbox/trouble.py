"""Trouble on purpose: what Telegram, or the road to it, does instead of answering as it should."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Mode = Literal["none", "refuse", "delay", "drop"]
BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One trouble. `effect`: whether the method takes place; `body` None: the true answer follows, if any."""

    name: str
    effect: bool = True
    status: int = 200
    body: str | None = None
    kind: str = "application/json"
    delay: float = 0.0
    cut: bool = False
    method: str = ""  # only this method, in lower case; empty: any
    chat: int | None = None  # only this chat
    times: int | None = 1  # None: for ever

    def concerns(self, method: str, chat: int | None) -> bool:
        return self.method in {"", method.lower()} and self.chat in {None, chat}


def refuse(code: int, description: str, **parameters: int) -> Trouble:
    """An answer with ok=false and no effect; `parameters` such as retry_after=5."""
    answer: dict[str, object] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        answer["parameters"] = parameters
    return Trouble("refuse", effect=False, status=code, body=json.dumps(answer))


def page(status: int = 502, body: str = BAD_GATEWAY) -> Trouble:
    """A page of html (or nothing) from a gateway on the way, without effect."""
    return Trouble("page", effect=False, status=status, body=body, kind="text/html")


def delay(seconds: float) -> Trouble:
    """The method takes place at once, the answer comes late."""
    return Trouble("delay", delay=seconds)


def drop() -> Trouble:
    """The method takes place, the connection dies before the answer."""
    return Trouble("drop", cut=True)


def drop_before() -> Trouble:
    """The connection fails and nothing takes place."""
    return Trouble("drop before", effect=False, cut=True)


def broken() -> Trouble:
    """The method takes place, the answer is half a JSON."""
    return Trouble("broken", body='{"ok":true,"result":{"message_id":1')


def odd(body: str = '{"ok":true,"result":null}') -> Trouble:
    """The method takes place, the answer says 200 and something strange."""
    return Trouble("odd", body=body)


MODES: Mapping[Mode, Trouble | None] = {
    "none": None,
    "refuse": refuse(429, "Too Many Requests: retry after 5", retry_after=5),
    "delay": delay(3),
    "drop": drop(),
}


class Troubles:
    """The troubles to come: a script for the next calls, and one mode for all calls but getUpdates."""

    def __init__(self) -> None:
        self._script: list[Trouble] = []
        self.mode: Mode = "none"

    def expect(self, trouble: Trouble, *, method: str = "", chat: int | None = None, times: int | None = 1) -> None:
        """Add to the script; the first that concerns a call is used, `times` times (None: for ever)."""
        self._script.append(replace(trouble, method=method.lower(), chat=chat, times=times))

    def clear(self) -> None:
        self._script.clear()
        self.mode = "none"

    def meet(self, method: str, chat: int | None) -> Trouble | None:
        """The trouble this call meets, used up by it."""
        for place, trouble in enumerate(self._script):
            if trouble.concerns(method, chat):
                self._use(place, trouble)
                return trouble
        return None if method.lower() == "getupdates" else MODES[self.mode]

    def _use(self, place: int, trouble: Trouble) -> None:
        if trouble.times is None:
            return
        if trouble.times > 1:
            self._script[place] = replace(trouble, times=trouble.times - 1)
        else:
            del self._script[place]
