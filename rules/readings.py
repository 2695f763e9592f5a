"""What came of reading a sheet of contests: every row with its result, for the chat, the command and the tests."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal, get_args

import rules.tenders
from rules.refusal import Refusal
from rules.tenders import Contest, Kind

Result = Literal["new", "duplicate", "invalid", "skipped"]
Why = Literal[
    "not_a_sheet", "too_large", "too_many_rows", "unsafe", "no_heading", "encoding", "broken_quotes", "too_slow"
]
RESULTS: tuple[Result, ...] = get_args(Result)
WHYS: tuple[Why, ...] = get_args(Why)
MOST_BYTES = 2_000_000
MOST_ROWS = 5_000


class SheetRefused(Refusal):
    """The whole file cannot be read. `why` is one of WHYS; `row` where one is to blame, else 0.

    not_a_sheet · too_large (the file, or what it unpacks to) · too_many_rows · unsafe (macros, links into other
    files, a bomb) · no_heading · encoding · broken_quotes (a quotation mark is not closed) · too_slow
    """

    def __init__(self, why: Why, row: int = 0) -> None:
        super().__init__(why, row)
        self.why, self.row = why, row


@dataclass(frozen=True, slots=True)
class Source:
    """Who sends the sheet: what its rows are where they do not say. `directions`: codes with their stems, in order."""

    region: str
    kind: Kind = "gsz"
    directions: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file. `where`: «row 8» of a workbook, «line 8» of a text.

    skipped: `reason` (title, header, column_numbers, section, empty, total, note) · invalid: `reasons` ·
    duplicate: `of` an earlier row, from which it `differs` in these fields, if in any · new: `record`, `warnings`.
    """

    where: str
    result: Result
    reason: str = ""
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    record: Contest | None = None
    of: str = ""
    differs: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        return int(self.where.rpartition(" ")[2])


@dataclass(frozen=True, slots=True)
class Reading:
    """`header_row` counts from 1. `encoding` and `delimiter` are of a text, empty for a workbook."""

    rows: tuple[Row, ...]
    header_row: int = 1
    encoding: str = ""
    delimiter: str = ""

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.result for row in self.rows)

    def of(self, *results: Result) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.result in results)

    @property
    def contests(self) -> tuple[Contest, ...]:
        return tuple(row.record for row in self.rows if row.record is not None)


def plain(reading: Reading) -> dict[str, Any]:
    """For JSON; what is as usual (a heading in the first row, no encoding in a workbook) is left out."""
    return {
        "counts": dict(reading.counts),
        **({"header_row": reading.header_row} if reading.header_row > 1 else {}),
        **{name: getattr(reading, name) for name in ("encoding", "delimiter") if getattr(reading, name)},
        "rows": [_plain_row(row) for row in reading.rows],
    }


def _plain_row(row: Row) -> dict[str, Any]:
    said: dict[str, Any] = {"where": row.where, "result": row.result}
    said |= {name: getattr(row, name) for name in ("reason", "of") if getattr(row, name)}
    said |= {name: list(getattr(row, name)) for name in ("reasons", "differs") if getattr(row, name)}
    if row.record is not None:
        said |= {"warnings": list(row.warnings), "record": rules.tenders.plain(row.record)}
    return said


def from_plain(values: dict[str, Any]) -> Reading:
    """What `plain` made. KeyError or ValueError where it is something else."""
    rows = tuple(_row(each) for each in values["rows"])
    return Reading(rows, values.get("header_row", 1), values.get("encoding", ""), values.get("delimiter", ""))


def _row(values: dict[str, Any]) -> Row:
    if values["result"] not in RESULTS:
        raise ValueError("no row")
    record = values.get("record")
    said: dict[str, Any] = {name: tuple(values.get(name, ())) for name in ("reasons", "warnings", "differs")}
    said |= {name: values.get(name, "") for name in ("reason", "of")}
    known = rules.tenders.from_plain(record) if record else None
    return Row(values["where"], values["result"], record=known, **said)
