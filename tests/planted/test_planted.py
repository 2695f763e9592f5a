"""A promise that no planted bug can break is decoration: each of these bugs is caught by the tests named beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.planted.bugs import BUGS
from tests.planted.orchard import FAILED, Bug, Nursery, build, has_its_place, plant

ON_SQLITE = ("-k", "not postgresql")  # where each bug is seen first
HALVES = 2  # of the tests that pass without a bug: each worker takes one


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.mark.kill
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_the_bug_is_caught(bug: Bug, nursery: Nursery, tmp_path: Path) -> None:
    code, told = nursery.ask(plant(bug, tmp_path / "house"), bug.tests)
    assert code == FAILED, told
    assert " failed" in told, told


@pytest.mark.kill
@pytest.mark.parametrize("half", range(HALVES))
def test_without_a_bug_the_same_tests_pass(half: int, nursery: Nursery, tmp_path: Path) -> None:
    every = sorted({test for bug in BUGS for test in bug.tests})
    code, told = nursery.ask(build(tmp_path / "house"), [*every[half::HALVES], *ON_SQLITE])
    assert code == 0, told


def test_every_bug_has_its_place_in_the_source() -> None:
    assert [bug.name for bug in BUGS if not has_its_place(bug)] == []


def test_every_bug_is_another_one() -> None:
    assert len({bug.name for bug in BUGS}) == len({(bug.file, bug.wrong, bug.right) for bug in BUGS}) == len(BUGS)
