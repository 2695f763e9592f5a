"""What an operator installs: the unit is as tight as it can be, the container holds all that runs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bot.service
from bot.exits import Exit

ROOT = Path(__file__).parent.parent
UNIT = ROOT / "deploy" / "ortaq.service"
CONTAINER = ROOT / "deploy" / "Containerfile"
LOOSEST = 15  # tenths: systemd calls most services of this kind 9.6, «unsafe»
BESIDE = {"demo"}  # needs the sandbox, which is for one's own machine


def said(key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_unit_leaves_the_service_little_to_touch() -> None:
    judge = shutil.which("systemd-analyze")
    if judge is None:
        pytest.skip("there is no systemd-analyze here")
    words = [judge, "security", "--offline=yes", f"--threshold={LOOSEST}", "--no-pager", str(UNIT)]
    judged = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 -- the system's own program
    if "unrecognized option" in judged.stderr:
        pytest.skip("this systemd-analyze is too old to judge offline")
    assert judged.returncode == 0, judged.stdout[-200:]


def test_the_unit_begins_again_unless_a_person_has_to_look() -> None:
    (codes,) = said("RestartPreventExitStatus")
    assert set(map(int, codes.split())) == {Exit.SETTINGS, Exit.DATA, Exit.TOKEN}
    assert said("Restart") == ["always"]


def test_the_unit_waits_for_a_stop_longer_than_the_bot_takes() -> None:
    (seconds,) = said("TimeoutStopSec")
    assert int(seconds) > bot.service.GRACE + 2
    assert said("Type") == ["notify"], "the bot says READY and is watched"


def copied() -> list[str]:
    return re.findall(r"^COPY (?!requirements)(.+) \S+$", CONTAINER.read_text(encoding="utf-8"), re.MULTILINE)


EVERYTHING = """
import importlib, pathlib, sys
for path in pathlib.Path("bot/commands").glob("*.py"):
    if path.stem not in sys.argv[1:]:
        importlib.import_module(f"bot.commands.{path.stem}")
"""


def test_every_command_finds_its_parts_in_the_container(tmp_path: Path) -> None:
    for name in (name for names in copied() for name in names.split()):
        place = ROOT / name
        (shutil.copytree if place.is_dir() else shutil.copyfile)(place, tmp_path / name)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    words = [sys.executable, "-c", EVERYTHING, *BESIDE]
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 -- our own program
    assert done.returncode == 0, done.stderr[-500:]


def test_the_container_is_sent_what_it_copies_and_nothing_else() -> None:
    ignored = (ROOT / "deploy" / "Containerfile.dockerignore").read_text(encoding="utf-8").split()
    names = {name for names in copied() for name in names.split()} | {"requirements.lock"}
    assert {line[1:] for line in ignored if line.startswith("!")} == names


def test_the_container_does_not_run_as_root() -> None:
    lines = CONTAINER.read_text(encoding="utf-8").splitlines()
    assert lines.index("USER ortaq") < next(n for n, line in enumerate(lines) if line.startswith("ENTRYPOINT"))
