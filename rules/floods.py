"""How much one person may ask for: a bucket that fills slowly, one notice when it is empty, then silence."""

import math
from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Allowance:
    """`burst` updates at once, `a_minute` in the long run; after a notice, `calm` must have come back first."""

    burst: int
    a_minute: float
    calm: int

    def after(self, drops: float, seconds: float) -> float:
        """What is in a bucket that nobody has touched for so long."""
        return min(self.burst, drops + max(0.0, seconds) * self.a_minute / 60)


CITIZEN = Allowance(burst=10, a_minute=20, calm=5)
STAFF = Allowance(burst=30, a_minute=60, calm=10)  # arrivals are noted two taps a visit, several at once
BOUNDLESS = Allowance(burst=1_000_000, a_minute=1_000_000, calm=1)


class Verdict(Enum):
    """What becomes of one update."""

    PASS = auto()
    TELL = auto()  # too much, and the person has not been told yet
    SILENT = auto()


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is left to one person at `at`, in seconds of a monotonic clock."""

    drops: float
    at: float
    told: bool = False


def take(bucket: Bucket, allowed: Allowance, now: float) -> tuple[Bucket, Verdict]:
    """The bucket after one more update. What is refused costs nothing, so calm comes to whoever stops or not."""
    drops = allowed.after(bucket.drops, now - bucket.at)
    if bucket.told and drops < allowed.calm:
        return Bucket(drops, now, told=True), Verdict.SILENT
    if drops < 1:
        return Bucket(drops, now, told=True), Verdict.TELL
    return Bucket(drops - 1, now), Verdict.PASS


def wait(bucket: Bucket, allowed: Allowance) -> int:
    """Seconds until calm."""
    return math.ceil(max(0.0, allowed.calm - bucket.drops) * 60 / allowed.a_minute)


def is_full(bucket: Bucket, allowed: Allowance, now: float) -> bool:
    """Nothing needs to be remembered of it."""
    return allowed.after(bucket.drops, now - bucket.at) >= allowed.burst
