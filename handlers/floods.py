"""Who has asked for how much: in memory, as a restart may well forgive; bounded, however many people come."""

import time
from collections.abc import Callable

import rules.floods
from rules.floods import Allowance, Bucket, Verdict

MOST = 10_000  # people remembered


class Floods:
    """One bucket a person. `citizen` and `staff` say how much each may ask for; `now` is monotonic seconds."""

    def __init__(
        self,
        citizen: Allowance = rules.floods.CITIZEN,
        staff: Allowance = rules.floods.STAFF,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.citizen = citizen
        self.staff = staff
        self._now = now
        self._buckets: dict[int, Bucket] = {}

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, telegram_id: int, *, works_here: bool) -> tuple[Verdict, int]:
        """What becomes of this update, and the seconds until calm."""
        allowed, now = self.staff if works_here else self.citizen, self._now()
        before = self._buckets.pop(telegram_id, None) or Bucket(allowed.burst, now)
        after, verdict = rules.floods.take(before, allowed, now)
        self._buckets[telegram_id] = after
        if len(self._buckets) > MOST:
            self._forget(now)
        return verdict, rules.floods.wait(after, allowed)

    def _forget(self, now: float) -> None:
        """Full buckets first; then, of those left, the half that has been quiet for longest."""
        live = {who: one for who, one in self._buckets.items() if not rules.floods.is_full(one, self.citizen, now)}
        self._buckets = dict(list(live.items())[-MOST // 2 :])
