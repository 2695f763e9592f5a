"""Invitations as a file: an organisation a row, words as words, nothing that a spreadsheet would work out."""

import io
import zipfile
from datetime import UTC, datetime

from python_calamine import CalamineWorkbook

import handlers.workbooks
import screens.organisation_lists
from rules.organisations import Link, Organisation
from screens.words import Words

NAMES = ('=HYPERLINK("http://x")', "+7 қоры", "@қор <b>&", "ОФ «Добрый знак»")
UNTIL = datetime(2026, 12, 26, 4, tzinfo=UTC)


async def test_every_name_stands_as_it_is_and_none_is_a_formula() -> None:
    links = [Link(Organisation(n, 1, "991240999901", name), f"t{n}", UNTIL) for n, name in enumerate(NAMES)]
    addresses = [f"https://t.me/bot?start=o-{link.token}" for link in links]
    content = await handlers.workbooks.write((screens.organisation_lists.sheet(links, addresses, Words("ru")),))
    (_, *rows) = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == list(NAMES)
    for row, address in zip(rows, addresses, strict=True):
        assert row[1:3] == ["991240999901", address]
        assert all(address in str(text) and str(row[0]) in str(text) for text in row[3:])
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert b"<f>" not in file.read("xl/worksheets/sheet1.xml")
