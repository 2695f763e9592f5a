"""Numbers from before the bot counted: as their source has them, with the sum as it is to be read."""

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal, get_args
from zlib import crc32

import rules.sums
from rules.people import clean_text
from rules.refusal import OutdatedButton

Measure = Literal["people", "consultations", "projects", "organisations", "other"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
"""What can be typed in the chat. A file may count other things; they keep the words of their source."""

Field = Literal["name", "count", "sum", "period", "source"]
FIELDS: tuple[Field, ...] = get_args(Field)
LONGEST: dict[Field, int] = {"name": 200, "count": 12, "sum": 60, "period": 60, "source": 300}
MARKS = ("stated", "inferred", "plan")
_TOP_COUNT = 10**9
_SLIPS = (1000, Decimal("0.001"))  # «тенге» for thousands of tenge, «млн» for thousands
_NUMBER = re.compile(r"\d{1,3}(?:[   ]\d{3})+|\d+")


@dataclass(frozen=True, slots=True)
class BaseLine:
    """`raw` is the sum as it is printed, `amount` as it is to be read; no sum is not nought. `code` is a file's.

    `measure` says what is counted, `name` says it in the words of the source. `before_id` is the line corrected by this
    one; `by` is who wrote it, None for a file's, or where they are erased.
    """

    id: int
    centre_id: int
    measure: str
    name: str
    period: str
    source: str
    count: int | None = None
    amount_raw: str = ""
    unit_raw: str = ""
    amount: Decimal | None = None
    mark: str = "stated"
    note: str = ""
    code: str = ""
    before_id: int | None = None
    withdrawn: bool = False
    created_at: datetime | None = None
    by: str | None = None

    @property
    def raw(self) -> str:
        """As it is printed, with its unit; empty where nothing is printed but the number."""
        return f"{self.amount_raw} {self.unit_raw}".strip() if self.amount_raw else ""

    @property
    def counted(self) -> str:
        """The number with its unit, as «35 %»."""
        unit = "" if self.amount_raw else self.unit_raw
        return "" if self.count is None else f"{self.count} {unit}".strip()

    @property
    def corrected(self) -> bool:
        """Whether the sum is read otherwise than it is printed."""
        return self.amount is not None and self.amount != rules.sums.read(self.raw)

    @property
    def each(self) -> Decimal | None:
        """The sum of one project; None where no sum or no number is known."""
        return self.amount / self.count if self.amount is not None and self.count else None

    @property
    def doubtful(self) -> bool:
        return rules.sums.unusual(self.each)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A line that is being written in the chat, or corrected where `before_id` is one; it lies in the draft as JSON."""

    centre_id: int
    measure: str
    name: str = ""
    count: int | None = None
    sum: str | None = None  # as it is printed; empty: there is none
    times: str = "1"  # what the printed sum is multiplied by
    period: str = ""
    source: str = ""
    before_id: int = 0

    def step(self) -> Field | None:
        """What is to be typed next; None when all is said."""
        known: dict[Field, object] = {
            "name": self.name or self.measure != "other" or None,
            "count": self.count,
            "sum": self.sum if self.measure in {"projects", "other"} else "",
            "period": self.period or None,
            "source": self.source or None,
        }
        return next((field for field in FIELDS if known[field] is None), None)

    @property
    def amount(self) -> Decimal | None:
        read = rules.sums.read(self.sum) if self.sum else None
        return read * Decimal(self.times) if read is not None else None

    @property
    def seal(self) -> int:
        """Tells this content from any other: the button that keeps it carries it."""
        return crc32(repr(self).encode())

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def unpacked(draft: str) -> Sketch:
    """What lies in the draft. Raises OutdatedButton where nothing does."""
    if not draft:
        raise OutdatedButton
    return Sketch(**json.loads(draft))


def sketched(line: BaseLine) -> Sketch:
    """A kept line laid open to be corrected."""
    read = rules.sums.read(line.raw) if line.raw else None
    times = line.amount / read if read and line.amount is not None else Decimal(1)
    plain = f"{times.normalize():f}"
    return Sketch(
        line.centre_id, line.measure, line.name, line.count, line.raw, plain, line.period, line.source, line.id
    )


def measure(name: str) -> Measure:
    """Raises OutdatedButton for a forged one."""
    known: Measure | None = next((each for each in MEASURES if each == name), None)
    if known is None:
        raise OutdatedButton
    return known


def field(name: str) -> Field:
    known: Field | None = next((each for each in FIELDS if each == name), None)
    if known is None:
        raise OutdatedButton
    return known


def said(sketch: Sketch, step: Field, typed: str) -> Sketch | None:
    """The sketch with what was typed; None where it cannot be read."""
    text = " ".join(clean_text(typed).split())
    if not text or len(text) > LONGEST[step]:
        return None
    match step:
        case "count":
            number = _NUMBER.fullmatch(text)
            count = int(re.sub(r"\D", "", text)) if number else _TOP_COUNT
            return replace(sketch, count=count) if count < _TOP_COUNT else None
        case "sum":
            return replace(sketch, sum=text, times="1") if rules.sums.read(text) is not None else None
        case "name":
            return replace(sketch, name=text)
        case "period":
            return replace(sketch, period=text)
        case "source":
            return replace(sketch, source=text)


def slip(sketch: Sketch) -> str | None:
    """What the printed sum must be multiplied by to be a usual one a project; None where it is usual as printed.

    The press writes «тенге» for thousands of tenge, and «млн» for them too.
    """
    read = rules.sums.read(sketch.sum) if sketch.sum else None
    if read is None or not sketch.count or not rules.sums.unusual(read / sketch.count):
        return None
    usual = (times for times in _SLIPS if not rules.sums.unusual(read * times / sketch.count))
    return next((str(times) for times in usual), None)


def line(sketch: Sketch) -> BaseLine:
    """The line that a whole sketch comes to. Raises OutdatedButton where something is not said yet."""
    if sketch.step() is not None:
        raise OutdatedButton
    return BaseLine(
        id=0,
        centre_id=sketch.centre_id,
        measure=sketch.measure,
        name=sketch.name,
        period=sketch.period,
        source=sketch.source,
        count=sketch.count,
        amount_raw=sketch.sum or "",
        amount=sketch.amount,
        before_id=sketch.before_id or None,
    )
