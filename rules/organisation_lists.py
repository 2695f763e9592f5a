"""A list of organisations as a centre hands it over: each row read, or refused with its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import rules.bins
import rules.organisations
from rules.folding import lost_letters
from rules.refusal import IinTyped, TextTooLong, TextTooShort

Reason = Literal["bin_missing", "bin_wrong", "iin", "name_missing", "name_long", "letters_lost", "repeats"]
REASONS: frozenset[Reason] = frozenset(get_args(Reason))


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: the row of the workbook, or the file's line. A row with reasons keeps nothing of what it said.

    `of`: the earlier row that it repeats.
    """

    number: int
    bin: str = ""
    name: str = ""
    reasons: tuple[Reason, ...] = ()
    of: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What has become of a list. `list_id` is 0 where nothing was new in it."""

    centre_id: int
    list_id: int
    new: int
    known: int
    wrong: tuple[Row, ...]

    @property
    def rows(self) -> int:
        return self.new + self.known + len(self.wrong)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """`kept`: those that somebody speaks for, or whose invitation has been opened."""

    centre_id: int
    gone: int
    kept: int


def read(number: int, bin_cell: str, name_cell: str) -> Row:
    """What a row says. One with a person's number is wrong whatever else it says."""
    reasons = (*_wrong_bin(bin_cell), *_wrong_name(name_cell))
    if "iin" in reasons:
        return Row(number, reasons=("iin",))
    if reasons:
        return Row(number, reasons=reasons)
    return Row(number, rules.bins.from_cell(bin_cell)[0], rules.organisations.check_name(name_cell))


def _wrong_bin(cell: str) -> tuple[Reason, ...]:
    """Zeros that a sheet has lost are put back first."""
    if rules.bins.from_cell(cell)[0]:
        return ()
    if not rules.bins.digits(cell):
        return ("bin_missing",)
    persons = rules.bins.holds_iin(cell) or rules.bins.looks_like_iin(rules.bins.padded(cell))
    return ("iin",) if persons else ("bin_wrong",)


def _wrong_name(cell: str) -> tuple[Reason, ...]:
    try:
        name = rules.organisations.check_name(cell)
    except TextTooShort:
        return ("name_missing",)
    except TextTooLong:
        return ("name_long",)
    except IinTyped:
        return ("iin",)
    return ("letters_lost",) if lost_letters(name) else ()


def told_apart(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The same rows; of those with one number the first counts."""
    first: dict[str, int] = {}
    return tuple(_told_apart(row, first) for row in rows)


def _told_apart(row: Row, first: dict[str, int]) -> Row:
    if not row.bin:
        return row
    before = first.setdefault(row.bin, row.number)
    return row if before == row.number else Row(row.number, reasons=("repeats",), of=before)


def plain(rows: Sequence[Row]) -> dict[str, Any]:
    """For JSON."""
    return {"rows": [[row.number, row.bin, row.name, list(row.reasons), row.of] for row in rows]}


def from_plain(values: Mapping[str, Any]) -> tuple[Row, ...]:
    """What `plain` made. KeyError, TypeError or ValueError where it is something else."""
    return tuple(_row(*each) for each in values["rows"])


def _row(number: int, found: str, name: str, reasons: Sequence[Reason], of: int) -> Row:
    """Read once more: the process that read the file may have been in the hands of the file's maker."""
    if reasons:
        return Row(int(number), reasons=_known(reasons), of=int(of))
    return read(int(number), str(found), str(name))


def _known(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    if not set(reasons) <= REASONS:
        raise ValueError("no reason")
    return tuple(reasons)
