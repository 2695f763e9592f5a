"""A promise that no planted bug can break is decoration: each of these bugs is caught by the tests named beside it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.planted.bugs import BUGS
from tests.planted.orchard import FAILED, Bug, ask, copy, has_its_place, plant

AT_ONCE = 2

Verdicts = dict[str, tuple[int, str]]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """What the tests say of each bug, two copies of the house at a time."""
    ground = tmp_path_factory.mktemp("orchard")

    def judge(numbered: tuple[int, Bug]) -> tuple[str, tuple[int, str]]:
        number, bug = numbered
        return bug.name, ask(plant(bug, ground / str(number)), bug.tests)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(pool.map(judge, enumerate(BUGS)))


@pytest.mark.kill
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_the_bug_is_caught(bug: Bug, verdicts: Verdicts) -> None:
    code, told = verdicts[bug.name]
    assert code == FAILED, told


@pytest.mark.kill
def test_without_a_bug_the_same_tests_pass(tmp_path: Path) -> None:
    copy(tmp_path / "sound")
    code, told = ask(tmp_path / "sound", tuple(sorted({test for bug in BUGS for test in bug.tests})))
    assert code == 0, told


def test_every_bug_has_its_place_in_the_source() -> None:
    assert [bug.name for bug in BUGS if not has_its_place(bug)] == []


def test_every_bug_is_another_one() -> None:
    assert len({bug.name for bug in BUGS}) == len({(bug.file, bug.wrong, bug.right) for bug in BUGS}) == len(BUGS)
