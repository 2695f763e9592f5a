import subprocess
import sys

import bench.__main__
from bench.row import Row, percentile


def test_the_bench_explains_itself_and_measures_nothing_when_asked_for_help() -> None:
    words = [sys.executable, "-m", "bench", "--help"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603 -- this very program
    assert "--quick" in done.stdout


def test_a_short_run_measures_the_same_things_as_a_long_one() -> None:
    assert bench.__main__.QUICK.keys() == bench.__main__.FULL.keys()


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([float(n) for n in range(1, 101)], 0.99) == 99.0
    assert percentile([7.0], 0.99) == 7.0


def test_the_table_says_which_promise_was_missed() -> None:
    rows = [Row("a", "1", "2", 2.0, "1", kept=True), Row("b", "1", target="2", kept=False), Row("c", "1")]
    assert list(bench.__main__.table(rows).columns[-1].cells) == ["ok", "missed", ""]
