"""No cell of an export is ever a formula, whatever people, papers and a centre's own names have put into it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

import handlers.workbooks
import rules.sheets
import screens.figures
import screens.sheets
import screens.workbook
from rules.base_lines import BaseLine
from rules.centres import Texts
from rules.figures import Line, Month, Report, Section
from rules.people import LANGUAGES
from rules.sheets import Sheet
from screens.words import Words
from storage.figures import SECTIONS
from tests.screens.test_desk import CENTRE

NASTY = (
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
    "http://example.org",
    "mailto:a@example.org",
    "0012",
    "1e5",
    "".join(map(chr, range(1, 32))),
    "\ud800",
    "{=1}",
    "ә" * 40_000,
)
COUNTED = datetime(2026, 11, 26, 4, tzinfo=UTC)


def nasty(text: str) -> Report:
    """A month in which every name is this text."""
    centre = replace(CENTRE, names=Texts(text, text, text))
    line = BaseLine(1, 1, "other", text, text, text, 5, text, text, Decimal("13.40"), text, text, by=text)
    sections = (Section("topics", (Line("topic", 3, Texts(text, text, text)),)),)
    return Report(centre, Month(2026, 11), COUNTED, sections, (line,))


def written(seen: Report) -> bytes:
    return screens.workbook.write(rules.sheets.plain(screens.sheets.figures(seen)))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_no_cell_is_a_formula_or_a_link(text: str) -> None:
    files = parts(written(nasty(text)))
    sheets = {name: xml for name, xml in files.items() if "worksheets/sheet" in name}
    assert len(sheets) == 2
    for xml in sheets.values():
        assert "<f>" not in xml
        assert "<f " not in xml
        assert "hyperlink" not in xml
        kinds = re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="(\w+)")?>', xml)
        assert kinds
        assert set(kinds) <= {"s", ""}  # a shared string, or a number
    assert not [name for name in files if "externalLink" in name or "calcChain" in name]


def test_what_looks_like_a_formula_stays_words_when_the_cell_is_edited() -> None:
    xml = parts(written(nasty("=1+1")))
    assert 'quotePrefix="1"' in xml["xl/styles.xml"]


def test_words_come_back_as_they_were_and_numbers_as_numbers() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(nasty("=1+1"))))
    counted, earlier = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert ["=1+1", "=1+1", 3.0] in counted
    assert earlier[1][:1] == ["=1+1"]
    assert earlier[1][3] == 5.0
    assert earlier[1][5] == 13.4


def test_the_headings_are_kazakh_and_russian_side_by_side() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(nasty("x"))))
    assert book.sheet_names == ["Сандар · Цифры", "Бұрынғы сандар · Прежние цифры"]
    assert book.get_sheet_by_name(book.sheet_names[0]).to_python()[0] == ["Көрсеткіш", "Показатель", "Саны"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_every_section_has_a_name(language: str) -> None:
    words = Words(next(each for each in LANGUAGES if each == language))
    for count in SECTIONS:
        assert screens.figures.title(count.__name__, words)


async def test_the_process_writes_what_the_command_writes() -> None:
    sheets = screens.sheets.figures(nasty("=1+1"))
    content = await handlers.workbooks.write(sheets)
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == [sheet.name for sheet in sheets]


async def test_a_process_that_fails_is_told_apart_from_a_file() -> None:
    twice = Sheet("same", ((1,),), (1,))
    with pytest.raises(handlers.workbooks.NotWritten):
        await handlers.workbooks.write((twice, twice))
