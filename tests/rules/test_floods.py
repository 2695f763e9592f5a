"""Ten at once, twenty a minute, one notice, silence until calm; and never more memory than is allowed."""

import rules.floods
from handlers.floods import MOST, Floods
from rules.floods import CITIZEN, Bucket, Verdict

FULL = Bucket(CITIZEN.burst, at=0.0)


def verdicts(moments: list[float]) -> list[Verdict]:
    bucket, given = FULL, []
    for moment in moments:
        bucket, verdict = rules.floods.take(bucket, CITIZEN, moment)
        given.append(verdict)
    return given


def test_a_burst_passes_then_one_notice_then_silence() -> None:
    assert verdicts([0.0] * 13) == [Verdict.PASS] * 10 + [Verdict.TELL] + [Verdict.SILENT] * 2


def test_whoever_asks_every_three_seconds_is_never_refused() -> None:
    assert set(verdicts([3.0 * n for n in range(500)])) == {Verdict.PASS}


def test_silence_ends_when_calm_has_come_back_and_not_before() -> None:
    assert verdicts([0.0] * 11 + [14.9, 15.1])[-2:] == [Verdict.SILENT, Verdict.PASS]


def test_somebody_who_never_stops_gets_twenty_a_minute_at_most() -> None:
    passed = verdicts([n / 100 for n in range(60_000)]).count(Verdict.PASS)
    assert passed <= CITIZEN.burst + 10 * CITIZEN.a_minute


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    bucket, _ = rules.floods.take(Bucket(0.5, at=100.0), CITIZEN, 50.0)
    assert bucket.drops == 0.5


def test_the_notice_says_when_to_come_back() -> None:
    assert rules.floods.wait(Bucket(0.0, at=0.0), CITIZEN) == 15


def test_however_many_come_only_so_many_are_remembered() -> None:
    now = [0.0]
    floods = Floods(now=lambda: now[0])
    for who in range(3 * MOST):
        now[0] += 0.001
        floods.take(who, works_here=False)
    assert len(floods) <= MOST


def test_forgetting_keeps_the_one_who_floods() -> None:
    floods = Floods(now=lambda: 0.0)
    for _ in range(CITIZEN.burst + 1):
        floods.take(1, works_here=False)
    for who in range(2, MOST + 100):
        floods.take(1, works_here=False)
        floods.take(who, works_here=False)
    assert floods.take(1, works_here=False)[0] is Verdict.SILENT
