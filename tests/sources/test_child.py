"""The process apart: bounded, without secrets, and gone when its time is over."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

import sources.child
from rules.readings import MOST_BYTES, SheetRefused
from tests.sources.sheets import HEAD, NOW, SOURCE, in_sheet, row, text, workbook

HOME = Path(__file__).parent.parent.parent


async def _why(data: bytes) -> str:
    with pytest.raises(SheetRefused) as refused:
        await sources.child.read(data, SOURCE, NOW)
    return refused.value.why


async def test_a_refusal_comes_back_as_it_was_with_its_row() -> None:
    with pytest.raises(SheetRefused) as refused:
        await sources.child.read(text([HEAD, row(1, title='"Школа'), row(2), row(3)]), SOURCE, NOW)
    assert (refused.value.why, refused.value.row) == ("broken_quotes", 2)
    assert await _why(bytes(MOST_BYTES + 1)) == "too_large"
    assert await _why(b"PK\x03\x04") == "not_a_sheet"


async def test_a_text_repeated_beyond_all_memory_kills_only_the_child() -> None:
    word = "я" * 30_000
    rows = [[*HEAD], *([word] * 190 for _ in range(200))]
    assert await _why(workbook(rows)) in {"too_large", "unsafe", "too_slow"}


async def test_the_child_is_ended_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources.child, "COMMAND", (sys.executable, "-c", "import signal; signal.pause()"))
    monkeypatch.setattr(sources.child, "PATIENCE", 0.5)
    assert await _why(b"") == "too_slow"


async def test_the_child_is_ended_when_nobody_waits_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources.child, "COMMAND", (sys.executable, "-c", "import signal; signal.pause()"))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await sources.child.read(b"", SOURCE, NOW)


async def test_the_child_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources.child, "COMMAND", (sys.executable, "-c", "import os; os.abort()"))
    assert await _why(b"") == "too_large"


async def test_the_child_sees_nothing_of_the_bots_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORTAQ_TOKEN", "secret")
    look = "import os, sys; sys.exit('ORTAQ_TOKEN' in os.environ)"
    monkeypatch.setattr(sources.child, "COMMAND", (sys.executable, "-c", look))
    with pytest.raises(ValueError, match="Expecting value"):  # no answer, but no failure either
        await sources.child.read(b"", SOURCE, NOW)


def test_who_starts_the_child_does_not_import_the_reader_of_workbooks() -> None:
    look = "import sys, sources.child; sys.exit('python_calamine' in sys.modules or 'sources.xlsx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], cwd=HOME, check=False).returncode == 0  # noqa: S603 -- our own line


async def test_a_far_cell_does_not_make_the_sheet_grow() -> None:
    assert await _why(in_sheet(workbook([HEAD, row(1)]), b'r="H2"', b'r="ZZ2"')) == "too_large"
