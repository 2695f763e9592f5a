"""A meeting being written by staff, step by step; one that was published laid open to be changed."""

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

import rules.deadlines
from rules.centres import Texts
from rules.clockwork import local, wall
from rules.folding import clean
from rules.meetings import KINDS, WHOM, Meeting
from rules.people import clean_text
from rules.publishing import NotUnderstood
from rules.refusal import OutdatedButton, SeatsTaken, TextTooLong, TextTooShort

Step = Literal[
    "kk",
    "ru",
    "kind",
    "day",
    "time",
    "length",
    "place_kk",
    "place_ru",
    "capacity",
    "departments",
    "whom",
    "text_kk",
    "text_ru",
    "preview",
]
STEPS: tuple[Step, ...] = get_args(Step)
TYPED = frozenset({"kk", "ru", "day", "time", "length", "place_kk", "place_ru", "capacity", "text_kk", "text_ru"})
CHANGEABLE: tuple[Step, ...] = ("kk", "ru", "day", "place_kk", "capacity", "text_kk")
LENGTHS = (60, 90, 120, 180)  # minutes
LEAST, MOST, TEXT_MOST, SEATS_MOST = 3, 300, 1500, 5000
FURTHEST = timedelta(days=370)
_TOGETHER = {"day": ("day", "time"), "place_kk": ("place_kk", "place_ru"), "text_kk": ("text_kk", "text_ru")}
_EMPTY: dict[str, Any] = {"day": 0, "time": -1, "length": 0, "capacity": -1}
_HOUR = re.compile(r"(\d{1,2})(?:[:.\- ](\d{2}))?")
_NUMBER = re.compile(r"\d{1,5}")
_DAY_END = 24 * 60


@dataclass(frozen=True, slots=True)
class Sketch:
    """Empty is not said yet; `skipped` names the steps that were left out on purpose.

    `day` as `date.toordinal()`, `time` and `length` in minutes, `capacity` 0 without a limit. `meeting_id` with `rev`:
    one that is being changed.
    """

    centre_id: int
    kk: str = ""
    ru: str = ""
    kind: str = ""
    day: int = 0
    time: int = -1
    length: int = 0
    place_kk: str = ""
    place_ru: str = ""
    capacity: int = -1
    departments: tuple[int, ...] = ()
    whom: str = ""
    text_kk: str = ""
    text_ru: str = ""
    skipped: tuple[str, ...] = ()
    meeting_id: int = 0
    rev: int = 0

    @property
    def one_language(self) -> bool:
        return not (self.kk and self.ru)

    def step(self) -> Step:
        """The first that is neither said nor left out; a language left out in the title is left out everywhere."""
        return next((step for step in STEPS[:-1] if not self._is_out(step) and not self._has(step)), "preview")

    def _is_out(self, step: str) -> bool:
        return step in self.skipped or ("_" in step and step.rpartition("_")[2] in self.skipped)

    def _has(self, step: str) -> bool:
        return step != "departments" and getattr(self, step) != _EMPTY.get(step, "")

    def skip(self, *steps: str) -> "Sketch":
        return replace(self, skipped=tuple(dict.fromkeys((*self.skipped, *steps))))

    def again(self, step: str) -> "Sketch":
        """With one step to be said anew, and what is said together with it."""
        anew = _TOGETHER.get(step, (step,))
        said = replace(self, skipped=tuple(each for each in self.skipped if each not in anew))
        empty: dict[str, Any] = {each: _EMPTY.get(each, "") for each in anew if each != "departments"}
        return replace(said, **empty)

    def turned(self, department_id: int) -> "Sketch":
        return replace(self, departments=tuple(sorted(set(self.departments) ^ {department_id})))

    def starts_at(self, zone: ZoneInfo) -> datetime:
        return wall(date.fromordinal(self.day), time(self.time // 60, self.time % 60), zone)

    def pack(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def unpack(text: str) -> Sketch:
    """The sketch of a draft. ValueError where there is none, or none of this version."""
    try:
        values = json.loads(text)
        return Sketch(**values | {name: tuple(values[name]) for name in ("departments", "skipped")})
    except (TypeError, KeyError) as error:
        raise ValueError("no sketch") from error


def say(sketch: Sketch, typed: str, now: datetime, zone: ZoneInfo) -> Sketch:
    """The sketch with its next step said. Raises NotUnderstood, TextTooShort, TextTooLong."""
    step, line = sketch.step(), clean(typed)
    match step:
        case "kk" | "ru" | "place_kk" | "place_ru":
            return _set(sketch, step, _measured(line, MOST))
        case "text_kk" | "text_ru":
            return _set(sketch, step, _measured(clean_text(typed), TEXT_MOST))
        case "day":
            return _with_day(sketch, line, now, zone)
        case "time":
            return at_hour(sketch, _minutes(line), now, zone)
        case "length":
            return until(sketch, _minutes(line))
        case "capacity":
            return seats(sketch, line)
    raise NotUnderstood("tap")


def _set(sketch: Sketch, step: str, value: str) -> Sketch:
    changed: dict[str, Any] = {step: value}
    return replace(sketch, **changed)


def _measured(line: str, most: int) -> str:
    if len(line) < LEAST:
        raise TextTooShort(LEAST)
    if len(line) > most:
        raise TextTooLong(len(line), most)
    return line


def _with_day(sketch: Sketch, line: str, now: datetime, zone: ZoneInfo) -> Sketch:
    """A day, perhaps with its hour."""
    try:
        stated = rules.deadlines.read(line)
    except rules.deadlines.Impossible as error:
        raise NotUnderstood("impossible") from error
    except rules.deadlines.Unreadable as error:
        raise NotUnderstood("date") from error
    if stated is None:
        raise NotUnderstood("date")
    said = on_day(sketch, stated.day, now, zone)
    return said if stated.at is None else at_hour(said, stated.at.hour * 60 + stated.at.minute, now, zone)


def on_day(sketch: Sketch, day: date, now: datetime, zone: ZoneInfo) -> Sketch:
    """Raises NotUnderstood for a day that has passed, or one too far away to be meant."""
    today = local(now, zone).date()
    if day < today:
        raise NotUnderstood("passed")
    if day > today + FURTHEST:
        raise NotUnderstood("date")
    return replace(sketch, day=day.toordinal())


def at_hour(sketch: Sketch, minutes: int, now: datetime, zone: ZoneInfo) -> Sketch:
    """Raises NotUnderstood where that has passed already."""
    if not 0 <= minutes < _DAY_END:
        raise NotUnderstood("hour")
    said = replace(sketch, time=minutes)
    if said.starts_at(zone) <= now:
        raise NotUnderstood("passed")
    return said


def until(sketch: Sketch, minutes: int) -> Sketch:
    """The same day, after its beginning."""
    if not sketch.time < minutes <= _DAY_END:
        raise NotUnderstood("hour")
    return replace(sketch, length=minutes - sketch.time)


def seats(sketch: Sketch, line: str) -> Sketch:
    """A number of seats from 1 to 5000."""
    if not _NUMBER.fullmatch(line) or not 1 <= int(line) <= SEATS_MOST:
        raise NotUnderstood("seats")
    return replace(sketch, capacity=int(line))


def _minutes(line: str) -> int:
    hour = _HOUR.fullmatch(line)
    if hour is None or int(hour[2] or 0) > 59:  # noqa: PLR2004 -- minutes of an hour
        raise NotUnderstood("hour")
    return int(hour[1]) * 60 + int(hour[2] or 0)


def put(sketch: Sketch, step: str, value: str, now: datetime, zone: ZoneInfo) -> Sketch:  # noqa: PLR0911 -- a table of steps
    """A step said by a tap. Raises OutdatedButton for what no button says, NotUnderstood."""
    match step:
        case "kind" if value in KINDS:
            return replace(sketch, kind=value)
        case "whom" if value in WHOM:
            return replace(sketch, whom=value)
        case "day" if _NUMBER.fullmatch(value[:5]) and value.isdecimal() and len(value) < len("9999999"):
            return on_day(sketch, date.fromordinal(int(value)), now, zone)
        case "time" if _NUMBER.fullmatch(value):
            return at_hour(sketch, int(value), now, zone)
        case "length" if _NUMBER.fullmatch(value) and int(value) in LENGTHS:
            return replace(sketch, length=int(value))
        case "capacity" if value == "0":
            return replace(sketch, capacity=0)
        case "place_ru" if value == "same":
            return replace(sketch, place_ru=sketch.place_kk)
    raise OutdatedButton


def shaped(before: Meeting, sketch: Sketch, zone: ZoneInfo) -> Meeting:
    """The meeting as the sketch says; the list of those who come closes as long before the beginning as it did."""
    starts_at = sketch.starts_at(zone)
    early = max(before.starts_at - before.answer_by, timedelta(0)) if before.id else timedelta(0)
    return replace(
        before,
        kind=sketch.kind,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=sketch.length),
        answer_by=starts_at - early,
        whom=sketch.whom,
        titles=Texts(sketch.kk, sketch.ru),
        places=Texts(sketch.place_kk, sketch.place_ru),
        texts=Texts(sketch.text_kk, sketch.text_ru),
        capacity=sketch.capacity or None,
        one_language=sketch.one_language,
    )


def is_moved(before: Meeting, after: Meeting) -> bool:
    """Whether people have to hear of it, and to answer anew."""
    return (before.starts_at, before.places) != (after.starts_at, after.places)


def check_seats(capacity: int | None, going: int) -> None:
    """Raises SeatsTaken: nobody who goes is put out."""
    if capacity is not None and capacity < going:
        raise SeatsTaken(going)


def sketched(meeting: Meeting, departments: tuple[int, ...], zone: ZoneInfo) -> Sketch:
    """A published meeting as something to write on; what it leaves out stays left out."""
    starts = local(meeting.starts_at, zone)
    texts = {
        "kk": meeting.titles.kk,
        "ru": meeting.titles.ru,
        "place_kk": meeting.places.kk,
        "place_ru": meeting.places.ru,
        "text_kk": meeting.texts.kk,
        "text_ru": meeting.texts.ru,
    }
    return Sketch(
        meeting.centre_id,
        **texts,
        kind=meeting.kind,
        day=starts.date().toordinal(),
        time=starts.hour * 60 + starts.minute,
        length=int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60,
        capacity=meeting.capacity or 0,
        departments=departments,
        whom=meeting.whom,
        skipped=("departments", *(name for name, said in texts.items() if not said)),
        meeting_id=meeting.id,
        rev=meeting.rev,
    )
