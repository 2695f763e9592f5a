"""The doctor names what is wrong and one thing to do about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

import bot.beside
import bot.checkup
import bot.config
import bot.lock
import rules.booking
import rules.openings
import storage.booking
import storage.centres
import storage.people
from bot.checkup import State
from bot.commands.doctor import way
from bot.config import Telegram, Webhook
from rules.availability import FreeTime
from storage.work import Work
from tests.bot.terminal import ROOT, Terminal


@pytest.fixture
def well(terminal: Terminal, settings_file: Path) -> Terminal:
    """An installation with nothing to fix."""
    assert settings_file.exists()
    terminal.run("migrate")
    terminal.run("load", str(ROOT / "examples" / "centres.toml"))
    terminal.run("backup")
    return terminal


def test_a_well_installation_ends_with_0(well: Terminal) -> None:
    done = well.run("doctor")
    assert done.returncode == 0
    assert "FIX" not in done.stdout


def spoil_mode(folder: Path) -> None:
    (folder / "config.toml").chmod(0o644)


def spoil_token(folder: Path) -> None:
    (folder / "config.toml").write_text('administrators = [5]\n[telegram]\ntoken = "123:short"', encoding="ascii")


def spoil_administrators(folder: Path) -> None:
    path = folder / "config.toml"
    path.write_text(path.read_text(encoding="ascii").replace("[5]", "[]"), encoding="ascii")


def spoil_backups(folder: Path) -> None:
    for path in (folder / "data" / "backups").iterdir():
        path.rename(path.with_name("ortaq-20200101T000000Z.db"))


def spoil_database(folder: Path) -> None:
    with (folder / "data" / "ortaq.db").open("r+b") as file:
        file.write(b"\xff" * 4096)


@pytest.mark.parametrize(
    ("spoil", "named", "advice", "code"),
    [
        (spoil_mode, "config.toml can be read by other users", "chmod 600 config.toml", 64),
        (spoil_token, "not as long as Telegram's", "@BotFather", 64),
        (spoil_administrators, "Nobody is named as administrator", "administrators = [", 64),
        (spoil_backups, "The newest backup is old", "python -m bot backup", 64),
        (spoil_database, "cannot be trusted", "The last good backup: data/backups/ortaq-", 74),
    ],
)
def test_a_planted_fault_is_named_with_its_cure(
    well: Terminal, tmp_path: Path, spoil: Callable[[Path], None], named: str, advice: str, code: int
) -> None:
    spoil(tmp_path)
    done = well.run("doctor")
    fixes = [pair for pair in pairwise(done.stdout.splitlines()) if pair[0].startswith("FIX")]
    assert len(fixes) == 1
    assert named in fixes[0][0]
    assert advice in fixes[0][1]
    assert done.returncode == code


def test_an_empty_folder_gets_advice_not_a_traceback(terminal: Terminal) -> None:
    done = terminal.run("doctor")
    assert done.returncode == 64
    assert "python -m bot migrate" in done.stdout


def test_data_without_a_centre_get_the_command_that_loads_one(terminal: Terminal, settings_file: Path) -> None:
    assert settings_file.exists()
    terminal.run("migrate")
    assert "python -m bot load" in terminal.run("doctor").stdout


def test_outbox_and_running_copy_are_told(well: Terminal, tmp_path: Path) -> None:
    (copy,) = (tmp_path / "data" / "backups").glob("*.db")
    well.run("restore", str(copy))
    with bot.lock.hold(tmp_path / "data"):
        told = well.run("doctor").stdout
    assert "The bot runs (process" in told
    assert "restore --release" in told


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 52, 0), (3, 50, 7), (3, 44, 6), (4, 0, 0)])
def test_a_mended_sqlite_is_sound(version: tuple[int, ...]) -> None:
    assert bot.checkup.sqlite_is_sound(version)


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 44, 5), (3, 45, 9), (3, 50, 4), (3, 51, 2)])
def test_a_faulty_sqlite_is_not(version: tuple[int, ...]) -> None:
    assert not bot.checkup.sqlite_is_sound(version)


def test_the_token_is_in_no_line_of_the_doctor(well: Terminal) -> None:
    assert "AAExample" not in well.run("doctor").stdout


HOOK = Webhook(url="https://bot.example.org/t", secret=SecretStr("s" * 32))


@pytest.mark.parametrize(
    ("telegram", "there", "state", "word"),
    [
        (Telegram(), {"url": ""}, State.GOOD, "fetched"),
        (Telegram(), {"url": "https://thief.example.org/"}, State.MIND, "elsewhere"),
        (Telegram(updates="webhook", webhook=HOOK), {"url": HOOK.url}, State.GOOD, HOOK.url),
        (Telegram(updates="webhook", webhook=HOOK), {"url": ""}, State.MIND, "elsewhere"),
        (
            Telegram(updates="webhook", webhook=HOOK),
            {"url": HOOK.url, "pending_update_count": 3, "last_error_message": "Connection timed out"},
            State.FIX,
            "Connection timed out",
        ),
    ],
)
def test_where_telegram_brings_updates_is_compared_with_the_settings(
    telegram: Telegram, there: dict[str, Any], state: State, word: str
) -> None:
    (finding,) = way(telegram, there)
    assert finding.state is state
    assert word in finding.what


def test_visits_at_another_time_on_the_wall_than_promised_are_told_and_kept_by_one_command(well: Terminal) -> None:
    bot.beside.perform(bot.config.read(None), _book_an_hour_off)
    told = well.run("doctor")
    assert (told.returncode, "python -m bot retime" in told.stdout) == (64, True)
    assert "time on the wall: 1." in well.run("retime").stdout
    assert "retime" not in well.run("doctor").stdout


def _book_an_hour_off(work: Work) -> None:
    """As if the zone of Atyrau had moved since."""
    centre = storage.centres.by_code(work, "atyrau")
    assert centre is not None
    topic = storage.centres.topics(work, centre.id)[0]
    specialist = storage.centres.specialists(work, centre.id)[0]
    start = work.now.replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    time = FreeTime(start, start + timedelta(minutes=30), specialist.id)
    person = storage.people.welcome(work, 1, "kk")
    new = rules.booking.begun(person, centre, topic.id, time, work.now)
    promised = rules.booking.local_start(start + timedelta(hours=1), centre.zone)
    booked = storage.booking.insert(work, replace(new, local_start=promised))
    storage.booking.claim(work, booked, rules.openings.policy(centre.settings))
