"""Both sheets of the examples come to exactly what is expected of them."""

import json
from datetime import datetime
from typing import Any

import pytest

import rules.readings
import sources.child
import sources.sheet
from rules.readings import Source
from tests.sources.sheets import EXAMPLES, catalogue

WHOLE = json.loads((EXAMPLES / "tenders" / "expected.json").read_text(encoding="utf-8"))
NOW = datetime.fromisoformat(WHOLE["now"])


def _case(name: str) -> tuple[bytes, Source, dict[str, Any]]:
    expected = dict(WHOLE["files"][name])
    said = expected.pop("source")
    data = (EXAMPLES / "tenders" / name).read_bytes()
    return data, Source(said["default_region"], said["default_kind"], catalogue()), expected


@pytest.mark.parametrize("name", ["sheet.xlsx", "sheet.csv"])
def test_a_sheet_is_read_exactly_as_expected(name: str) -> None:
    data, source, expected = _case(name)
    assert rules.readings.plain(sources.sheet.read(data, source, NOW)) == expected


@pytest.mark.parametrize("name", ["sheet.xlsx", "sheet.csv"])
async def test_the_process_apart_reads_the_same(name: str) -> None:
    data, source, expected = _case(name)
    reading = await sources.child.read(data, source, NOW)
    assert rules.readings.plain(reading) == expected
    assert reading == sources.sheet.read(data, source, NOW)
