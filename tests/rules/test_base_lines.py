"""Numbers from before: what is typed is read or refused, a slip of the unit is seen, and nothing is guessed."""

from dataclasses import replace
from decimal import Decimal

import pytest

import rules.base_lines
from rules.base_lines import BaseLine, Field, Sketch
from rules.refusal import OutdatedButton

WHOLE = Sketch(1, "projects", count=69, sum="927 140,6 тенге", period="2022", source="газета")


@pytest.mark.parametrize(
    ("printed", "count", "times"),
    [
        ("927 140,6 тенге", 69, "1000"),
        ("759 244 млн.тенге", 62, "0.001"),
        ("264 млн.тенге", 33, None),
        ("13,4 млн", 1, None),
        ("5 тенге", 1, None),  # no usual sum either way: nothing is proposed
        ("", 69, None),
        ("927 140,6 тенге", 0, None),
    ],
)
def test_a_slip_is_seen_only_where_a_thousand_mends_it(printed: str, count: int, times: str | None) -> None:
    sketch = replace(WHOLE, sum=printed, count=count)
    assert rules.base_lines.slip(sketch) == times
    assert sketch.amount is None or sketch.times == "1"


def test_a_sum_read_otherwise_keeps_what_was_printed() -> None:
    line = rules.base_lines.line(replace(WHOLE, times="1000"))
    assert (line.raw, line.amount) == ("927 140,6 тенге", Decimal("927140600.00"))
    assert line.corrected
    assert not line.doubtful
    assert rules.base_lines.line(WHOLE).doubtful


def test_no_sum_is_not_nought() -> None:
    line = rules.base_lines.line(replace(WHOLE, sum=""))
    assert (line.raw, line.amount, line.each) == ("", None, None)


@pytest.mark.parametrize(
    ("step", "typed", "read"),
    [
        ("count", "150", 150),
        ("count", "1 500", 1500),
        ("count", "1\u00a0500", 1500),
        ("count", "0", 0),
        ("count", "жүз елу", None),
        ("count", "12,5", None),
        ("count", "-3", None),
        ("count", "9" * 12, None),
        ("sum", "264 млн.тенге", "264 млн.тенге"),
        ("sum", "около миллиарда", None),
        ("period", "  2021 \n год ", "2021 год"),
        ("period", "\u0000", None),
        ("source", "x" * 301, None),
        ("name", "=1+1", "=1+1"),
    ],
)
def test_what_is_typed_is_read_whole_or_asked_again(step: Field, typed: str, read: object) -> None:
    said = rules.base_lines.said(Sketch(1, "other"), step, typed)
    assert (None if said is None else getattr(said, step)) == read


def test_a_line_is_asked_for_part_by_part_and_kept_only_whole() -> None:
    asked, sketch = [], Sketch(1, "other")
    typed: dict[Field, str] = {"name": "зал", "count": "3", "sum": "1 млн", "period": "2021", "source": "отчёт"}
    while (step := sketch.step()) is not None:
        with pytest.raises(OutdatedButton):
            rules.base_lines.line(sketch)
        asked.append(step)
        sketch = rules.base_lines.said(sketch, step, typed[step]) or sketch
    assert asked == ["name", "count", "sum", "period", "source"]
    assert Sketch(1, "people", count=1, period="2021", source="отчёт").step() is None


def test_a_kept_line_laid_open_reads_its_sum_as_before_and_survives_the_draft() -> None:
    for amount in (Decimal("759244000.00"), Decimal("759244000000.00")):
        line = BaseLine(
            7, 1, "projects_done", "Проекты", "2021", "газета", 62, "759 244", "млн.тенге", amount, mark="inferred"
        )
        sketch = rules.base_lines.unpacked(rules.base_lines.sketched(line).packed())
        assert (sketch.amount, sketch.before_id, sketch.step()) == (amount, 7, None)
