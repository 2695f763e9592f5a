"""Calendar files, read back by a library that knows the whole standard."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
from hypothesis import given
from hypothesis import strategies as st

import rules.calendars
from rules.calendars import Event

TEN = datetime(2026, 11, 26, 5, tzinfo=UTC)
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf", "Co", "Cn", "Zl", "Zp", "Zs")) | st.sampled_from(" ,;\\\n")
)


def event(summary: str = "x", location: str = "", organizer: str = "") -> Event:
    at = (TEN, TEN, TEN + timedelta(hours=1))
    return Event("booking-1@atyrau.ortaq", 2, *at, summary=summary, location=location, organizer=organizer)


@given(WORDS, WORDS)
def test_every_text_comes_back_whole_and_no_line_is_too_long(summary: str, location: str) -> None:
    content = rules.calendars.file([event(summary=summary, location=location)])
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    read: Any
    (read,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(read.get("SUMMARY") or "") == summary
    assert str(read.get("LOCATION") or "") == location


def test_what_a_calendar_needs_is_there_and_nobody_is_invited() -> None:
    content = rules.calendars.file([event(organizer='«Центр» "Atyrau"')], "CANCEL", "Менің кеңестерім")
    calendar = icalendar.Calendar.from_ical(content)
    read: Any
    (read,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], calendar["X-WR-CALNAME"]) == ("CANCEL", "Менің кеңестерім")
    assert (read["UID"], read["SEQUENCE"], read["DTSTART"].dt) == ("booking-1@atyrau.ortaq", 2, TEN)
    assert read["ORGANIZER"].params["CN"] == "«Центр» Atyrau"
    assert b"ATTENDEE" not in content


def test_nothing_typed_can_end_an_entry_or_begin_another() -> None:
    content = rules.calendars.file(
        [event(summary="x\r\nEND:VEVENT\r\nATTENDEE:mailto:a@b", organizer='x"\r\nATTENDEE:y')]
    )
    assert len(icalendar.Calendar.from_ical(content).walk("VEVENT")) == 1
    assert not [line for line in content.split(b"\r\n") if line.startswith(b"ATTENDEE")]
