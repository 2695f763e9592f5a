"""Texts of separated values: encodings, delimiters, quotation marks, lines."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules.readings
import sources.reading
from rules.readings import MOST_ROWS, SheetRefused
from sources.table import Cell, Line, Table
from tests.sources.sheets import HEAD, NOW, SOURCE, read, row, text

KAZAKH = row(1, title="ҮЕҰ мектебі")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_usual_encoding_and_delimiter_is_told_from_the_contents(encoding: str, delimiter: str) -> None:
    one = row(1) if encoding == "cp1251" else KAZAKH
    reading = read(text([HEAD, one], delimiter, encoding))
    assert (reading.encoding, reading.delimiter) == (encoding, delimiter)
    assert reading.contests[0].title_ru == one[2]


@pytest.mark.parametrize("encoding", ["cp866", "koi8-r", "utf-16-le"])
def test_an_encoding_that_cannot_be_told_is_refused_not_guessed(encoding: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        read(text([HEAD[1:], row(1)[1:]], encoding=encoding))
    assert refused.value.why in {"no_heading", "encoding", "not_a_sheet"}


def test_lines_are_counted_as_they_stand_in_the_file() -> None:
    tall = row(1, customer='"Управление\nобласти"')
    reading = read(text([HEAD, tall, [], row(2)]))
    assert [each.where for each in reading.rows] == ["line 2", "line 5"]
    assert reading.contests[0].customer_name == "Управление области"


@pytest.mark.parametrize("number", [2, 30, 39])
def test_an_open_quotation_mark_is_refused_with_its_row(number: int) -> None:
    rows = [row(each, title='"Школа' if each == number else "Школа") for each in range(1, 41)]
    with pytest.raises(SheetRefused) as refused:
        read(text([HEAD, *rows]))
    assert (refused.value.why, refused.value.row) == ("broken_quotes", number + 1)


def test_quotation_marks_inside_a_cell_are_letters() -> None:
    (contest,) = read(text([HEAD, row(1, customer='ОФ "Ромашка"')])).contests
    assert contest.customer_name == 'ОФ "Ромашка"'


def test_as_many_rows_as_promised_are_read_and_one_more_is_refused() -> None:
    rows = [row(number) for number in range(MOST_ROWS + 1)]
    assert read(text([HEAD, *rows[:-1]])).counts == {"new": MOST_ROWS}
    with pytest.raises(SheetRefused, match="too_many_rows"):
        read(text([HEAD, *rows]))


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    with suppress(SheetRefused):
        read(data)


CELL = st.text(max_size=30) | st.floats() | st.integers() | st.sampled_from([str(each) for each in row(1)])


@given(st.lists(st.lists(CELL, min_size=len(HEAD), max_size=len(HEAD)), max_size=6))
def test_every_row_has_one_result_and_only_new_ones_a_record(rows: list[list[Cell]]) -> None:
    lines = [Line(number, cells) for number, cells in enumerate([HEAD, *rows], 1)]
    reading = sources.reading.read(Table(lines, "row"), SOURCE, NOW)
    assert [each.number for each in reading.rows] == list(range(2, len(rows) + 2))
    assert all((each.result == "new") == (each.record is not None) for each in reading.rows)
    assert rules.readings.from_plain(json.loads(json.dumps(rules.readings.plain(reading)))) == reading
