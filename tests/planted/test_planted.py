"""A promise that no planted bug can break is decoration: each of these bugs is caught by the tests named beside it."""

import pytest

from tests.planted.bugs import BUGS
from tests.planted.orchard import FAILED, Bug, Verdict, ask, copy, has_its_place, plant

SOUND = "sound"


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """What the tests say of each bug, and of the house without any."""
    orchard = tmp_path_factory.mktemp("orchard")
    grounds = {bug.name: plant(bug, orchard / str(number)) for number, bug in enumerate(BUGS)}
    copy(orchard / SOUND)
    every = sorted({test for bug in BUGS for test in bug.tests})
    said = ask({orchard / SOUND: every} | {grounds[bug.name]: bug.tests for bug in BUGS})
    return {SOUND: said[orchard / SOUND]} | {name: said[ground] for name, ground in grounds.items()}


@pytest.mark.kill
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_the_bug_is_caught(bug: Bug, verdicts: dict[str, Verdict]) -> None:
    code, told = verdicts[bug.name]
    assert code == FAILED, told
    assert " failed" in told, told


@pytest.mark.kill
def test_without_a_bug_the_same_tests_pass(verdicts: dict[str, Verdict]) -> None:
    code, told = verdicts[SOUND]
    assert code == 0, told


def test_every_bug_has_its_place_in_the_source() -> None:
    assert [bug.name for bug in BUGS if not has_its_place(bug)] == []


def test_every_bug_is_another_one() -> None:
    assert len({bug.name for bug in BUGS}) == len({(bug.file, bug.wrong, bug.right) for bug in BUGS}) == len(BUGS)
