"""A second copy is refused at once, and a dead one leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import bot.lock
from bot.exits import Exit, Stop

HOLD = """
import sys, pathlib, bot.lock
with bot.lock.hold(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_copy_is_told_the_number_of_the_first(tmp_path: Path) -> None:
    with bot.lock.hold(tmp_path), pytest.raises(Stop, match=str(os.getpid())) as stopped, bot.lock.hold(tmp_path):
        pass
    assert stopped.value.code == Exit.BUSY


def test_the_lock_is_free_after_use(tmp_path: Path) -> None:
    with bot.lock.hold(tmp_path):
        assert bot.lock.holder(tmp_path) == str(os.getpid())
    assert bot.lock.holder(tmp_path) is None
    with bot.lock.hold(tmp_path):
        pass


def test_nobody_holds_what_never_ran(tmp_path: Path) -> None:
    assert bot.lock.holder(tmp_path / "data") is None


def test_a_killed_copy_leaves_no_lock(tmp_path: Path) -> None:
    with subprocess.Popen(  # noqa: S603 -- our own interpreter and our own lines
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        assert bot.lock.holder(tmp_path) == str(first.pid)
        first.kill()
        first.wait()
    with bot.lock.hold(tmp_path):
        pass
