"""Workbooks: saved results, links, sheets; and those that are none, are too large or mean harm."""

import io
import resource
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from rules.readings import MOST_BYTES, MOST_ROWS, SheetRefused
from tests.sources.sheets import HEAD, in_sheet, read, rezipped, row, workbook

GOOD = workbook([HEAD, row(1)])
MEBI = 2**20


def why(data: bytes) -> str:
    with pytest.raises(SheetRefused) as refused:
        read(data)
    return refused.value.why


def test_the_saved_result_of_a_formula_is_read_and_none_is_none() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([HEAD, row(1), row(2)]):
            sheet.write_row(number, 0, cells)
        sheet.write_formula("F2", "=3*2500000", None, 7_500_000)
        sheet.write_formula("F3", "=3*2500000", None, 8_500_000)
    unsaved = in_sheet(buffer.getvalue(), b"<v>8500000</v>", b"<v></v>")
    rows = read(unsaved).rows
    assert [(each.record.amount if each.record else 0, each.warnings) for each in rows] == [
        (7_500_000, ()),
        (None, ("amount_missing",)),
    ]


def test_a_link_behind_words_is_found() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*HEAD, "Ссылка"])
        sheet.write_row(1, 0, row(1))
        sheet.write_url("I2", "https://goszakup.gov.kz/x", string="сілтеме")
    assert read(buffer.getvalue()).contests[0].url == "https://goszakup.gov.kz/x"


def test_the_first_visible_sheet_with_headings_is_read() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("Обложка").write("A1", "Перечень")
        for name, number in (("Старое", 1), ("2027", 2)):
            sheet = book.add_worksheet(name)
            sheet.write_row(2, 1, HEAD)
            sheet.write_row(5, 1, row(number))
        book.worksheets()[1].hide()
    reading = read(buffer.getvalue())
    assert (reading.rows[-1].where, reading.contests[0].number, reading.header_row) == ("row 6", "2-1", 3)


def test_as_many_rows_as_promised_are_read_and_one_more_is_refused() -> None:
    rows = [row(number) for number in range(MOST_ROWS + 1)]
    assert read(workbook([HEAD, *rows[:-1]])).counts == {"new": MOST_ROWS}
    assert why(workbook([HEAD, *rows])) == "too_many_rows"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n",
        b"PK\x03\x04",
        GOOD[:-30],
        b"%PDF-1.7\x00\x01",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        rezipped(GOOD, lambda name, part: part[:-9] if name.endswith("sheet1.xml") else part),
    ],
    ids=["empty", "blank", "torn", "cut", "pdf", "old", "xml"],
)
def test_what_is_no_sheet_is_refused(data: bytes) -> None:
    assert why(data) in {"not_a_sheet", "no_heading"}


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert why(GOOD + bytes(MOST_BYTES)) == "too_large"


def _bomb() -> bytes:
    return rezipped(GOOD, more={"xl/media/image.xml": bytes(15 * MEBI)})


def _heap() -> bytes:
    noise = bytes(range(256)) * 8
    return rezipped(GOOD, more={f"xl/part{number}.xml": noise * 300 + bytes(9000) for number in range(40)})


def _lying() -> bytes:
    """Says that its sheet is small, and is not."""
    data = bytearray(rezipped(GOOD, lambda name, part: part + b" " * MEBI if name.endswith("sheet1.xml") else part))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    return bytes(data.replace(size.to_bytes(4, "little"), (2000).to_bytes(4, "little")))


def _entities() -> bytes:
    inside = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    return in_sheet(GOOD, b"<worksheet", inside)


def _twice() -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("XL/workbook.xml", "<workbook/>")
    return out.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        _bomb,
        _heap,
        _lying,
        _entities,
        _twice,
        lambda: rezipped(GOOD, more={"xl/vbaProject.bin": b"x"}),
        lambda: rezipped(GOOD, more={"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        lambda: rezipped(GOOD, more={f"xl/{number}.xml": b"" for number in range(600)}),
        lambda: in_sheet(GOOD, b'r="H2"', b'r="XFD2"'),
        lambda: in_sheet(GOOD, b'<row r="2"', b'<row r="1048576"'),
    ],
    ids=["bomb", "heap", "lying", "entities", "twice", "macros", "outside", "parts", "wide", "far"],
)
def test_what_means_harm_is_refused_before_it_grows(make: Callable[[], bytes]) -> None:
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF)
    assert why(data) in {"unsafe", "too_large", "too_many_rows", "not_a_sheet"}
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime - before.ru_utime < 1
    assert after.ru_maxrss - before.ru_maxrss < 50 * 1024
