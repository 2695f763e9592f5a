"""The queue of updates a bot fetches: kept for a day, confirmed by the offset of the next request."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

FIRST = 700_000_001
KEPT = timedelta(hours=24)
AT_MOST = 100
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    def __init__(self) -> None:
        self._next = FIRST
        self._waiting: list[tuple[datetime, dict[str, Any]]] = []
        self._allowed: frozenset[str] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def push(self, kind: str, payload: dict[str, Any], now: datetime) -> None:
        """Queue an update unless the bot asked to be spared its kind."""
        wanted = kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT
        if not wanted:
            return
        self._waiting.append((now, {"update_id": self._next, kind: payload}))
        self._next += 1

    def allow(self, kinds: Collection[str]) -> None:
        """Only these kinds from now on; an empty collection: the usual ones."""
        self._allowed = frozenset(kinds) or None

    @property
    def allowed(self) -> frozenset[str]:
        return self._allowed or frozenset()

    def fetch(self, offset: int, limit: int, now: datetime) -> list[dict[str, Any]]:
        """Those from the offset on, for good without the ones before it; a negative offset counts from the end."""
        kept = [(at, update) for at, update in self._waiting if now - at < KEPT]
        if offset < 0:
            kept = kept[offset:]
        elif offset > 0:
            kept = [(at, update) for at, update in kept if update["update_id"] >= offset]
        self._waiting = kept
        return [update for _, update in kept[: min(max(limit, 1), AT_MOST)]]

    def taken(self, update_id: int) -> None:
        """The webhook has taken it."""
        self._waiting = [(at, update) for at, update in self._waiting if update["update_id"] != update_id]

    def repeat_from(self, update_id: int) -> None:
        """Number the next update so: Telegram may jump anywhere after a quiet week."""
        self._next = update_id

    def clear(self) -> None:
        self._waiting.clear()
