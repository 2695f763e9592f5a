"""Flood control as Telegram keeps it: so many messages a second in all, to one person, to one group."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.records import Chat, Failure


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` messages in `seconds`, of which `burst` may come at once."""

    count: float
    seconds: float
    burst: int

    @property
    def pace(self) -> float:
        return self.seconds / self.count


OVERALL = Rate(30, 1, burst=30)
PRIVATE = Rate(1, 1, burst=5)
GROUP = Rate(20, 60, burst=20)


class Flood:
    """Refuses what is too much; `monotonic` gives seconds."""

    def __init__(
        self,
        monotonic: Callable[[], float],
        *,
        overall: Rate = OVERALL,
        private: Rate = PRIVATE,
        group: Rate = GROUP,
    ) -> None:
        self._monotonic = monotonic
        self._overall, self._private, self._group = overall, private, group
        self._theoretical: dict[int, float] = {}  # per chat (0: all of them): when the allowance is whole again
        self.refusals = 0

    def take(self, chat: Chat, count: int = 1) -> None:
        """Count messages to a chat; a 429 with retry_after, and nothing counted, when it is too much."""
        now = self._monotonic()
        rate = self._private if chat.kind == "private" else self._group
        wait = max(self._wait(0, self._overall, count, now), self._wait(chat.id, rate, count, now))
        if wait > 0:
            self.refusals += 1
            raise too_many(math.ceil(wait))
        self._count(0, self._overall, count, now)
        self._count(chat.id, rate, count, now)

    def _wait(self, key: int, rate: Rate, count: int, now: float) -> float:
        taken = max(self._theoretical.get(key, now) - now, 0.0)
        return taken + count * rate.pace - max(rate.burst, count) * rate.pace - 1e-9

    def _count(self, key: int, rate: Rate, count: int, now: float) -> None:
        self._theoretical[key] = max(self._theoretical.get(key, now), now) + count * rate.pace


def too_many(seconds: int) -> Failure:
    return Failure(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
