"""How fast Telegram lets a bot write: gates that say when the next message may pass. Plain arithmetic on seconds."""

import math
from collections import deque
from dataclasses import dataclass, replace

from rules.letters import BULK, Lane

Scope = int | str  # a chat's id, "bulk", or "all"

_SLOWEST = 5.0  # bulk messages a second, however often Telegram says no
_CLEAN = 30.0  # seconds without a refusal that give one message a second back
_TOGETHER = 5.0  # seconds: refusals this close together are one storm
_STORM = 3  # distinct chats
_KEPT = 2000  # chats remembered before those at rest are forgotten


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second in all, in bulk, and to one person after a small burst; a minute to one group.

    Source: Telegram's Bots FAQ. What bulk leaves of the total belongs to people who are waiting for an answer.
    """

    total: float = 30
    bulk: float = 25
    chat: float = 1
    burst: int = 3
    group: float = 20


UNLIMITED = Pace(math.inf, math.inf, math.inf, 1, math.inf)


class Window:
    """At most `count` in any `seconds`, exactly."""

    def __init__(self, count: float, seconds: float) -> None:
        self._seconds = seconds
        self._passed: deque[float] = deque()
        self.narrow(count)

    def narrow(self, count: float) -> None:
        """From now on so many; what has passed already counts."""
        self._passed = deque(self._passed, maxlen=0 if math.isinf(count) else int(count))

    def opens(self) -> float:
        full = self._passed.maxlen and len(self._passed) == self._passed.maxlen
        return self._passed[0] + self._seconds if full else -math.inf

    def enter(self, now: float) -> None:
        self._passed.append(now)

    def rests(self, now: float) -> bool:
        return not self._passed or self._passed[-1] + self._seconds < now


class Bucket:
    """One in each 1/rate seconds, `burst` at once after a rest; a late one does not delay those behind it."""

    def __init__(self, rate: float, burst: int) -> None:
        self.rate = rate
        self._burst = burst
        self._full = -math.inf  # when the whole burst is there again

    def opens(self) -> float:
        return self._full - (self._burst - 1) / self.rate

    def opens_behind(self, others: int, now: float) -> float:
        """When one may pass that has so many others before it."""
        return max(self._full, now) - (self._burst - 1 - others) / self.rate

    def enter(self, now: float) -> None:
        self._full = max(self._full, now) + 1 / self.rate

    def rests(self, now: float) -> bool:
        return self._full < now


class Road:
    """All gates together. Moments are seconds of one monotonic clock."""

    def __init__(self, pace: Pace) -> None:
        self._whole = self._pace = pace
        self._total = Window(pace.total, 1.01)  # a little wider than Telegram's second: the net is not even
        self._bulk = Bucket(pace.bulk, 2)
        self._chats: dict[int, Window | Bucket] = {}
        self._holds: dict[Scope, float] = {}
        self._refusals: deque[tuple[float, int, Lane]] = deque(maxlen=32)
        self._changed = -math.inf  # when the bulk rate was last changed

    def share(self, writers: int) -> None:
        """So many processes write with one token: each keeps to its part of what the bot may."""
        before, part = self._pace.bulk, self._whole.bulk / writers
        if part == before:
            return
        self._pace = replace(self._whole, bulk=part, total=self._whole.total / writers)
        self._total.narrow(self._pace.total)
        self._bulk.rate = part if self._bulk.rate == before else min(self._bulk.rate, part)

    def opens(self, chat: int, lane: Lane) -> float:
        """When a message of this lane to this chat may pass."""
        shared = self.bulk_opens() if lane >= BULK else self.opens_to_all()
        return max(shared, self._chat(chat).opens(), self._held(chat))

    def opens_to_all(self) -> float:
        return max(self._total.opens(), self._held("all"))

    def bulk_opens(self) -> float:
        return max(self.opens_to_all(), self._bulk.opens(), self._held("bulk"))

    def bulk_opens_behind(self, others: int, now: float) -> float:
        return max(self.bulk_opens(), self._bulk.opens_behind(others, now))

    def enter(self, chat: int, lane: Lane, now: float) -> None:
        """Count one message that passes now."""
        self._total.enter(now)
        self._chat(chat).enter(now)
        if lane >= BULK:
            self._recover(now)
            self._bulk.enter(now)
        if len(self._chats) > _KEPT:
            self._forget(now)

    def hold(self, scope: Scope, until: float) -> None:
        """Nothing passes before `until`; the later of two holds counts."""
        self._holds[scope] = max(self._held(scope), until)

    def refused(self, chat: int, lane: Lane, now: float) -> list[Scope]:
        """What a refusal stops: this chat; after three people within five seconds everything of this kind."""
        if chat < 0:
            return [chat]
        self._refusals.append((now, chat, lane))
        recent = [hit for hit in self._refusals if now - hit[0] <= _TOGETHER]
        scopes: list[Scope] = [chat]
        if len({hit[1] for hit in recent}) >= _STORM:
            scopes.append("bulk")
            self._slow_down(now)
        if len({hit[1] for hit in recent if hit[2] is Lane.INTERACTIVE}) >= _STORM:
            scopes.append("all")
        return scopes

    def _slow_down(self, now: float) -> None:
        if now - self._changed > 1 and not math.isinf(self._bulk.rate):  # those in flight are refused together
            self._bulk.rate = max(_SLOWEST, self._bulk.rate / 2)
            self._changed = now

    def _recover(self, now: float) -> None:
        if self._bulk.rate < self._pace.bulk and now - self._changed >= _CLEAN:
            self._bulk.rate = min(self._pace.bulk, self._bulk.rate + 1)
            self._changed = now

    def _held(self, scope: Scope) -> float:
        return self._holds.get(scope, -math.inf)

    def _chat(self, chat: int) -> Window | Bucket:
        if chat not in self._chats:
            group, person = Window(self._pace.group, 61), Bucket(self._pace.chat, self._pace.burst)
            self._chats[chat] = group if chat < 0 else person
        return self._chats[chat]

    def _forget(self, now: float) -> None:
        self._chats = {chat: gate for chat, gate in self._chats.items() if not gate.rests(now)}
        self._holds = {scope: until for scope, until in self._holds.items() if until > now}
