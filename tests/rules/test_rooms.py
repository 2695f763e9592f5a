"""When a room is free: a hall as a whole, desks one by one."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import rules.rooms
from rules.availability import Timetable
from rules.cells import Span, cell_of
from rules.centres import Lent, Room, Texts
from rules.rooms import Free

ZONE = ZoneInfo("Asia/Atyrau")
FRIDAY = date(2026, 11, 27)
WEEK = (((time(9), time(13)), (time(14), time(18))),) * 5 + ((),) * 2
LONG = timedelta(hours=8)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 27, hour, minute, tzinfo=ZONE).astimezone(UTC)


def span(since: int, until: int) -> Span:
    return cell_of(at(since)), cell_of(at(until))


EIGHT = at(8)


def free(*busy: list[Span], since: datetime = EIGHT, closed: tuple[Span, ...] = ()) -> Free:
    return rules.rooms.free(Timetable(ZONE, WEEK, {}, closed), busy, FRIDAY, since)


def room(lent: Lent) -> Room:
    return Room(5, 1, "x", Texts("x", "x"), 3, step_free=True, lent=lent)


def test_a_hall_is_free_between_claims_and_nobody_is_turned_out_for_lunch() -> None:
    assert rules.rooms.stretches(free([]), 1) == [(at(9), at(18))]
    assert rules.rooms.stretches(free([span(11, 15)]), 1) == [(at(9), at(11)), (at(15), at(18))]
    assert rules.rooms.stretches(free([], closed=(span(0, 23),)), 1) == []


def test_what_is_over_or_shorter_than_half_an_hour_is_not_offered() -> None:
    assert rules.rooms.stretches(free([span(11, 18)], since=at(10, 35)), 1) == []
    assert rules.rooms.starts(free([span(11, 18)], since=at(9, 10)), 1, ZONE) == [at(9, 30), at(10), at(10, 30)]


def test_one_stays_until_the_next_claim_and_not_longer_than_is_allowed() -> None:
    found = free([span(12, 13)])
    assert rules.rooms.ends(found, 1, at(11), LONG) == [at(11, 30), at(12)]
    assert rules.rooms.ends(found, 1, at(13), timedelta(hours=1)) == [at(13, 30), at(14)]
    assert rules.rooms.ends(found, 1, at(12), LONG) == []


def test_desks_are_free_where_so_many_people_can_stay_without_changing_places() -> None:
    found = free([span(9, 12)], [span(12, 18)], [])
    assert rules.rooms.stretches(found, 2) == [(at(9), at(18))]
    assert rules.rooms.ends(found, 2, at(11), LONG) == [at(11, 30), at(12)]
    assert rules.rooms.chosen(found, 2, at(11), at(12)) == (1, 2)
    assert rules.rooms.chosen(found, 2, at(11), at(13)) == (2,)
    assert rules.rooms.starts(found, 3, ZONE) == []


def test_words_that_speak_of_a_room_are_told_from_others() -> None:
    for said in ("Зал керек еді", "нужен зал на пятницу", "Коворкинг бос па?", "рабочее место"):
        assert rules.rooms.named(said), said
    for said in ("залог", "жұма түстен кейін", "Меня зовут Залина", "место встречи"):
        assert not rules.rooms.named(said), said


def test_whoever_claims_the_whole_room_claims_each_desk() -> None:
    assert rules.rooms.resources(room("hall")) == ("r5",)
    assert rules.rooms.resources(room("none")) == ("r5",)
    assert rules.rooms.resources(room("desk")) == ("r5.1", "r5.2", "r5.3")
