"""Sheets made for the tests: workbooks and texts with the headings that departments use."""

import io
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

import sources.sheet
from rules.readings import Reading, Source

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
HEAD = ("№", "Номер закупки", "Наименование проекта", "Заказчик", "БИН", "Сумма", "Окончание приема заявок", "Регион")
ROW = (1, "1-1", "Школа НПО", "Управление", "991240999911", "5 000 000", "03.12.2026 18:00", "Атырау обл.")


def catalogue() -> tuple[tuple[str, tuple[str, ...]], ...]:
    listed = tomllib.loads((EXAMPLES / "centres.toml").read_text(encoding="utf-8"))["direction"]
    return tuple((each["code"], tuple(each["stems"])) for each in listed)


SOURCE = Source("KZ-23", "gsz", catalogue())


def read(data: bytes) -> Reading:
    return sources.sheet.read(data, SOURCE, NOW)


def row(number: int, **changes: object) -> list[object]:
    """A right row, its number told from others'; `changes` by the place of the heading's word."""
    names = ("ordinal", "number", "title", "customer", "bin", "amount", "deadline", "region")
    values = dict(zip(names, ROW, strict=True)) | {"ordinal": number, "number": f"{number}-1"} | changes
    return [values[name] for name in names]


def text(rows: Iterable[Sequence[object]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    lines = (delimiter.join(map(str, cells)) for cells in rows)
    return "\r\n".join(lines).encode(encoding)


def workbook(rows: Iterable[Sequence[object]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "dd.mm.yyyy hh:mm", "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    return buffer.getvalue()


def rezipped(
    data: bytes, change: Callable[[str, bytes], bytes] = lambda _, part: part, more: dict[str, bytes] | None = None
) -> bytes:
    """The same archive with its parts changed, and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def in_sheet(data: bytes, old: bytes, new: bytes) -> bytes:
    """The same workbook with other XML in its first sheet."""
    return rezipped(data, lambda name, part: part.replace(old, new) if name.endswith("sheet1.xml") else part)
