"""The two centres of the examples receive people when their file says so."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rules.availability import FreeTime, Roster, Timetable, counts_by_day, free_times, is_open
from rules.booking import Policy, wanted
from rules.cells import Interval
from rules.clockwork import local, wall
from rules.offers import three_earliest

FILE = tomllib.loads((Path(__file__).parents[2] / "examples" / "centres.toml").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)  # Thursday, 09:00 there
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES = {topic["code"]: topic["minutes"] for topic in FILE["topic"]}


@dataclass(frozen=True, slots=True)
class Centre:
    timetable: Timetable
    policy: Policy
    specialists: tuple[dict[str, Any], ...]

    def rosters(self, topic: str) -> list[Roster]:
        return [roster(number, each) for number, each in enumerate(self.specialists) if topic in each["topics"]]

    def codes(self, times: Sequence[FreeTime]) -> set[str]:
        return {self.specialists[each.specialist_id]["code"] for each in times}


def centre(code: str) -> Centre:
    (entry,) = (each for each in FILE["centre"] if each["code"] == code)
    week = tuple(intervals(entry["hours"][day]) for day in WEEKDAYS)
    exceptions = {date.fromisoformat(each["date"]): intervals(each.get("hours", [])) for each in entry["exceptions"]}
    timetable = Timetable(ZoneInfo(entry["timezone"]), week, exceptions)
    policy = Policy(entry["slot_minutes"], entry["horizon_days"], entry["max_open_bookings"])
    return Centre(timetable, policy, tuple(entry["specialists"]))


def roster(number: int, entry: dict[str, Any]) -> Roster:
    own = intervals(entry["hours"]) if "hours" in entry else None
    return Roster(number, frozenset(WEEKDAYS.index(day) for day in entry["days"]), own)


def intervals(pairs: Sequence[Sequence[str]]) -> tuple[Interval, ...]:
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs)


def times(there: Centre, topic: str, now: datetime = NOW) -> list[FreeTime]:
    looked = wanted(MINUTES[topic], there.policy, there.timetable.zone, now)
    return list(free_times(there.timetable, there.rosters(topic), {}, looked))


def on(day: date, found: Sequence[FreeTime]) -> list[str]:
    there = [local(each.starts_at, ZoneInfo("Asia/Atyrau")) for each in found]
    return [f"{each:%H:%M}" for each in there if each.date() == day]


ATYRAU, MANGYSTAU = centre("atyrau"), centre("mangystau")
BOTH = pytest.mark.parametrize("there", [ATYRAU, MANGYSTAU], ids=["atyrau", "mangystau"])


def test_a_quarter_of_an_hour_still_fits_before_lunch_in_atyrau() -> None:
    found = on(date(2026, 11, 30), times(ATYRAU, "hall_booking"))
    assert ("12:45" in found, "13:00" in found, "18:15" in found) == (True, False, True)


@BOTH
@pytest.mark.parametrize("topic", sorted(MINUTES))
def test_no_visit_straddles_lunch_or_closing(there: Centre, topic: str) -> None:
    zone, found = there.timetable.zone, times(there, topic)
    for each in found:
        starts, ends = local(each.starts_at, zone), local(each.ends_at, zone)
        hours = there.timetable.exceptions.get(starts.date(), there.timetable.hours[starts.weekday()])
        specialist = roster(each.specialist_id, there.specialists[each.specialist_id])
        assert any(opens <= starts.time() and ends.time() <= closes for opens, closes in hours)
        assert is_open(there.timetable, specialist, each.starts_at, each.ends_at)
    assert found


def test_on_saturday_only_one_specialist_of_mangystau_works() -> None:
    saturday = wall(date(2026, 11, 28), time(0), MANGYSTAU.timetable.zone)
    found = [each for topic in MINUTES for each in times(MANGYSTAU, topic)]
    that_day = [each for each in found if saturday <= each.starts_at < saturday + timedelta(days=1)]
    assert MANGYSTAU.codes(that_day) == {"mn2"}
    assert on(date(2026, 11, 28), that_day)[0] == "10:00"


@BOTH
@pytest.mark.parametrize("topic", sorted(MINUTES))
def test_nobody_is_received_on_independence_day(there: Centre, topic: str) -> None:
    assert on(date(2026, 12, 16), times(there, topic)) == []


def test_new_years_eve_is_short_in_mangystau() -> None:
    looked = times(MANGYSTAU, "awards", datetime(2026, 12, 20, 4, tzinfo=UTC))
    found = on(date(2026, 12, 31), looked)
    assert (found[0], found[-1]) == ("09:00", "12:30")


def test_the_accountant_of_atyrau_works_within_his_own_hours() -> None:
    found = on(date(2026, 12, 1), times(ATYRAU, "tax_accounting"))
    assert (found[0], found[-1], len(found)) == ("10:00", "16:15", 18)
    assert on(date(2026, 12, 2), times(ATYRAU, "tax_accounting")) == []


@BOTH
def test_the_day_after_the_horizon_is_not_offered(there: Centre) -> None:
    last = local(NOW, there.timetable.zone).date() + timedelta(days=there.policy.horizon_days)
    days = {local(each.starts_at, there.timetable.zone).date() for each in times(there, "volunteering")}
    assert max(days) <= last


def test_the_earliest_three_differ_in_the_part_of_the_day() -> None:
    offers = three_earliest(iter(times(ATYRAU, "grants")), ATYRAU.timetable.zone)
    told = [f"{local(each.starts_at, ATYRAU.timetable.zone):%a %H:%M}" for each in offers]
    assert told == ["Thu 09:30", "Thu 14:30", "Fri 09:00"]


def test_the_list_of_days_leaves_out_days_off() -> None:
    looked = wanted(MINUTES["legal"], ATYRAU.policy, ATYRAU.timetable.zone, NOW)
    days = counts_by_day(ATYRAU.timetable, ATYRAU.rosters("legal"), {}, looked)
    assert {each.weekday() for each in days} == {0, 2, 4}
    assert date(2026, 12, 16) not in days
