"""A sheet of contests between its reading and its import: what is new in it, what is not, what cannot be."""

from dataclasses import dataclass
from typing import Any

import rules.sums
from rules.readings import Reading
from rules.tenders import Contest, plain

SLICE = 200  # contests written in one transaction: nobody waits long behind it


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that is not imported as it stands. `why`: a reason of the reader, «repeats», or «unusual» for its sum."""

    row: int
    why: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """`state`: read, running, done, undone. Rows that repeat an earlier one count among the same."""

    id: int
    centre_id: int
    name: str
    state: str
    new: int = 0
    changed: int = 0
    same: int = 0
    errors: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def rows(self) -> int:
        return self.new + self.changed + self.same + self.errors


def problems(reading: Reading) -> tuple[Problem, ...]:
    """Rows that a person has to look at, in their order."""
    wrong = [Problem(row.number, reason) for row in reading.of("invalid") for reason in row.reasons]
    repeated = [Problem(row.number, "repeats", row.of) for row in reading.of("duplicate") if row.differs]
    unusual = [Problem(row.number, "unusual") for row in reading.of("new") if row.record and _odd(row.record)]
    return tuple(sorted((*wrong, *repeated, *unusual), key=lambda each: each.row))


def _odd(contest: Contest) -> bool:
    return rules.sums.unusual(contest.amount)


def packed(reading: Reading) -> list[dict[str, Any]]:
    """What waits to be imported, as plain values."""
    return [plain(each) for each in reading.contests]
