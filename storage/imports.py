"""Sheets that were read: kept until staff say yes, taken in slice by slice, and undone."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select, update

import storage.rows
from rules.batches import Batch, Problem
from storage.schema.tenders import ContestImportRow
from storage.work import Work

Plain = list[dict[str, Any]]


def keep(work: Work, read: Batch, contents: Plain, by: int | None) -> int:
    """Write down what was read; the id."""
    values = {
        "centre_id": read.centre_id,
        "name": read.name,
        "state": read.state,
        "contents": contents,
        "counts": _counts(read),
        "created_at": work.now,
        "created_by": by,
    }
    return work.sql.execute(insert(ContestImportRow).values(values).returning(ContestImportRow.id)).scalar_one()


def _counts(read: Batch) -> dict[str, Any]:
    numbers = {name: getattr(read, name) for name in ("new", "changed", "same", "errors")}
    return numbers | {"problems": [asdict(each) for each in read.problems]}


def batch(work: Work, import_id: int) -> Batch | None:
    row = storage.rows.get(work, ContestImportRow, import_id)
    if row is None:
        return None
    numbers = {name: row.counts[name] for name in ("new", "changed", "same", "errors")}
    problems = tuple(Problem(**each) for each in row.counts["problems"])
    return Batch(row.id, row.centre_id, row.name, row.state, problems=problems, **numbers)


def waiting(work: Work, import_id: int) -> Plain:
    """Contests that are still to be taken in."""
    return list(work.sql.scalar(select(ContestImportRow.contents).where(ContestImportRow.id == import_id)) or [])


def left(work: Work, import_id: int, contents: Plain, state: str) -> None:
    """What is left after a slice, and how far the import is."""
    values: dict[str, Any] = {"contents": contents, "state": state}
    if state == "done":
        values["done_at"] = work.now
    work.sql.execute(update(ContestImportRow).where(ContestImportRow.id == import_id).values(values))


def forget(work: Work, import_id: int) -> None:
    work.sql.execute(delete(ContestImportRow).where(ContestImportRow.id == import_id))
