"""A sheet of numbers from before (CSV), as somebody has copied them out of papers: each with how it is to be read."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from rules.base_lines import MARKS, BaseLine

COLUMNS = (
    "id",
    "region",
    "body",
    "year",
    "year_mark",
    "measure",
    "name",
    "count",
    "amount_raw",
    "unit_raw",
    "amount_kzt",
    "note",
)


class Unreadable(Exception):
    """The sheet is none, or a line of it cannot be read; says which and why."""


def read(text: str, region: str, source: str) -> list[BaseLine]:
    """The numbers of a region. Raises Unreadable."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise Unreadable(f"columns are missing: {', '.join(missing)}")
    return [_line(row, reader.line_num, source) for row in reader if row["region"] == region]


def _line(row: Mapping[str, str], place: int, source: str) -> BaseLine:
    if row["year_mark"] not in MARKS or not row["id"] or not row["year"]:
        raise Unreadable(f"line {place}: id, year and year_mark ({', '.join(MARKS)}) are needed")
    named = ". ".join(part for part in (row["name"], row["body"]) if part)
    return BaseLine(
        id=0,
        centre_id=0,
        measure=row["measure"][:32],
        name=named[:300],
        period=row["year"][:60],
        source=source[:300],
        count=_whole(row["count"], place),
        amount_raw=row["amount_raw"][:60],
        unit_raw=row["unit_raw"][:60],
        amount=_sum(row["amount_kzt"], place),
        mark=row["year_mark"],
        note=row["note"][:500],
        code=row["id"][:32],
    )


def _whole(text: str, place: int) -> int | None:
    """Nothing there is not nought."""
    if not text:
        return None
    if not text.isdecimal():
        raise Unreadable(f"line {place}: «{text}» is no whole number")
    return int(text)


def _sum(text: str, place: int) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text).quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise Unreadable(f"line {place}: «{text}» is no sum in tenge") from error
