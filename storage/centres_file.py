"""What a file of centres may say; each mistake in it is named with its place."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from rules.centres import Lent
from rules.jobs import Job
from rules.people import Language
from rules.ways import Assignment, Mode

_ON_THE_HOUSE_GRID = re.compile(r"([01]\d|2[0-3]):[0-5][05]")

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Label = Annotated[str, Field(min_length=1, max_length=100)]
Note = Annotated[str, Field(max_length=400)]
Minutes = Annotated[int, Field(ge=0, le=43_200)]
Days = Annotated[int, Field(ge=1, le=180)]


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError("there is no such time zone") from error
    return name


def _in_order(hours: list[list[str]]) -> list[list[str]]:
    """Pairs of hours, each later than the one before it; «00:00» may end a day as its midnight."""
    moments = [moment for pair in hours for moment in pair]
    if not all(_ON_THE_HOUSE_GRID.fullmatch(moment) for moment in moments):
        raise ValueError("hours are written like 09:00, in steps of five minutes")
    if moments[-1:] == ["00:00"]:
        moments[-1] = "24:00"
    if any(len(pair) != len(("from", "until")) for pair in hours) or moments != sorted(set(moments)):
        raise ValueError('hours are pairs like ["09:00", "13:00"], in their order, with time between them')
    return hours


def _each_once(ways: tuple[Mode, ...]) -> tuple[Mode, ...]:
    if len(set(ways)) != len(ways):
        raise ValueError("a way is there twice")
    return ways


Ways = Annotated[tuple[Mode, ...], Field(min_length=1), AfterValidator(_each_once)]
Zone = Annotated[str, AfterValidator(_known_zone)]
HoursOfDay = Annotated[list[list[str]], AfterValidator(_in_order)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Week(Entry):
    mon: HoursOfDay = []
    tue: HoursOfDay = []
    wed: HoursOfDay = []
    thu: HoursOfDay = []
    fri: HoursOfDay = []
    sat: HoursOfDay = []
    sun: HoursOfDay = []


class DayEntry(Entry):
    date: date
    open: bool
    hours: HoursOfDay = []
    reason_kk: Note = ""
    reason_ru: Note = ""

    @model_validator(mode="after")
    def _open_has_hours(self) -> "DayEntry":
        if self.open != bool(self.hours):
            raise ValueError("an open day needs its hours, a closed one has none")
        return self


class RoomEntry(Entry):
    code: Code
    name_kk: Label
    name_ru: Label
    seats: Annotated[int, Field(ge=1)] = 1
    step_free: bool = False
    lent: Lent = "none"


class SpecialistEntry(Entry):
    code: Code
    name: Label
    role_kk: Label
    role_ru: Label
    topics: tuple[Code, ...] = ()
    languages: tuple[Language, ...]
    room: Code | None = None
    days: tuple[Weekday, ...]
    hours: HoursOfDay | None = None


class DepartmentEntry(Entry):
    code: Code
    name_kk: Name
    name_ru: Name
    directions: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""  # where the file's author has it from; not kept


class TopicEntry(Entry):
    code: Code
    minutes: Annotated[int, Field(ge=5, le=480, multiple_of=5)]
    name_kk: Label
    name_ru: Label
    name_en: str = ""
    bring_kk: Note = ""
    bring_ru: Note = ""


class DirectionEntry(Entry):
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    name_kk: Name
    name_ru: Name
    stems: tuple[str, ...] = ()


class TermsEntry(Entry):
    """What a centre asks for one topic alone."""

    topic: Code
    ways: Ways | None = None
    notice_minutes: Minutes | None = None
    horizon_days: Days | None = None
    most: Annotated[int, Field(ge=1)] | None = None
    minutes: Annotated[int, Field(ge=5, le=480, multiple_of=5)] | None = None
    assignment: Assignment = "any"
    confirm: bool = False


class CentreEntry(Entry):
    code: Code
    name_kk: Name
    name_ru: Name
    name_en: Name
    official_kk: Note
    official_ru: Note
    legal_form: str = ""  # for the reader of the file; not kept
    region: Annotated[str, Field(pattern=r"^KZ-\d\d$")]
    kato: str = ""  # as legal_form
    timezone: Zone
    languages: tuple[Language, ...] = ("kk", "ru")
    default_language: Language = "kk"
    address_kk: Name
    address_ru: Name
    phone: Annotated[str, Field(min_length=1, max_length=64)]
    site: Annotated[str, Field(max_length=200)] = ""
    jobs_off: tuple[Job, ...] = ()
    slot_minutes: Annotated[int, Field(ge=5, le=240, multiple_of=5)] = 15
    buffer_minutes: Annotated[int, Field(ge=0, le=120, multiple_of=5)] = 0
    notice_minutes: Minutes = 30
    horizon_days: Days = 30
    hold_minutes: Annotated[int, Field(ge=1, le=60)] = 10
    max_open_bookings: Annotated[int, Field(ge=1)] = 2
    proposal_days: Annotated[int, Field(ge=1)] = 15
    written: bool = False
    written_days: Annotated[int, Field(ge=1, le=30)] = 2
    written_a_day: Annotated[int, Field(ge=1)] = 10
    attachments: bool = False
    ways: Ways = ("office",)
    online_link: Annotated[str, Field(pattern=r"^$|^https://", max_length=200)] = ""
    rooms_for_all: bool = False
    room_notice_minutes: Minutes = 180
    room_horizon_days: Days = 60
    room_longest_minutes: Annotated[int, Field(ge=30, le=1440, multiple_of=30)] = 480
    max_open_reservations: Annotated[int, Field(ge=1)] = 3
    terms: tuple[TermsEntry, ...] = ()
    hours: Week
    exceptions: tuple[DayEntry, ...] = ()
    rooms: tuple[RoomEntry, ...] = ()
    specialists: tuple[SpecialistEntry, ...] = ()
    departments: tuple[DepartmentEntry, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> "CentreEntry":
        _once("exceptions", (str(each.date) for each in self.exceptions))
        _once("terms", (each.topic for each in self.terms))
        for noun in ("rooms", "specialists", "departments"):
            _once(noun, (each.code for each in getattr(self, noun)))
        rooms = {room.code for room in self.rooms}
        _known("rooms", (each.room for each in self.specialists if each.room), rooms)
        return self


class CentresFile(Entry):
    schema_: Annotated[Literal[1], Field(alias="schema")]
    centre: tuple[CentreEntry, ...] = ()
    topic: tuple[TopicEntry, ...] = ()
    direction: tuple[DirectionEntry, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> "CentresFile":
        for noun in ("centre", "topic", "direction"):
            _once(noun, (each.code for each in getattr(self, noun)))
        specialists = [each for centre in self.centre for each in centre.specialists]
        departments = [each for centre in self.centre for each in centre.departments]
        _known("topics", (code for each in specialists for code in each.topics), {each.code for each in self.topic})
        terms = [each.topic for centre in self.centre for each in centre.terms]
        _known("topics", terms, {each.code for each in self.topic})
        directions = {each.code for each in self.direction}
        _known("directions", (code for each in departments for code in each.directions), directions)
        return self


class CentresFileWrong(Exception):
    """The file cannot be loaded; one line for each mistake: where, and why."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))


def read(path: Path) -> CentresFile:
    """The file's contents; CentresFileWrong when it is missing, not TOML, or says what it may not."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CentresFileWrong(f"{path}: the file cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise CentresFileWrong(f"{path}: this is not TOML: {error}") from error
    try:
        return CentresFile.model_validate(written)
    except ValidationError as error:
        raise CentresFileWrong(*_complaints(error, path, written)) from None


def _complaints(error: ValidationError, path: Path, written: dict[str, Any]) -> Iterator[str]:
    for detail in error.errors(include_url=False, include_input=False):
        reason = "there is no such key" if detail["type"] == "extra_forbidden" else detail["msg"]
        yield f"{path}: {_place(detail['loc'], written) or 'the whole file'}: {reason.removeprefix('Value error, ')}"


def _place(steps: Sequence[int | str], written: Any) -> str:
    """`specialists «at3» days 1` rather than `specialists.2.days.1`: people look for the code."""
    names, here = [], written
    for step in steps:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        code = here.get("code") if isinstance(step, int) and isinstance(here, dict) else None
        names.append(f"«{code}»" if code else str(step))
    return " ".join(names)


def _once(noun: str, codes: Iterable[str]) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise ValueError(f"{noun}: «{code}» is there twice")
        seen.add(code)


def _known(noun: str, codes: Iterable[str], known: set[str]) -> None:
    unknown = sorted(set(codes) - known)
    if unknown:
        raise ValueError(f"{noun}: there is no «{unknown[0]}» in this file")
