"""What systemd hears, over a real socket."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.watchdog
from bot.watchdog import ALIVE


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield listening


def test_a_word_reaches_systemd(systemd: socket.socket) -> None:
    bot.watchdog.tell("READY=1")
    assert systemd.recv(100) == b"READY=1"


def test_an_address_without_a_file_is_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    name = f"ortaq-{tmp_path.parent.name}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0{name}")
        listening.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
        bot.watchdog.tell("READY=1")
        assert listening.recv(100) == b"READY=1"


@pytest.mark.parametrize("address", ["", "/nowhere/notify"])
def test_without_systemd_nothing_happens(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    bot.watchdog.tell("READY=1")


@pytest.mark.parametrize(
    ("given", "seconds"), [("120000000", 30.0), ("", 30.0), ("0", 30.0), ("x", 30.0), ("8000000", 2.0)]
)
def test_it_speaks_four_times_in_the_time_it_is_given(
    monkeypatch: pytest.MonkeyPatch, given: str, seconds: float
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", given)
    assert bot.watchdog.often() == seconds


async def test_it_is_silent_while_another_start_may_help(systemd: socket.socket) -> None:
    states = [False, True, True, False]

    async def rest(_seconds: float) -> None:
        if not states:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await bot.watchdog.watch(lambda: states.pop(0), rest)
    systemd.setblocking(False)  # noqa: FBT003 -- the socket's own way to say it
    assert [systemd.recv(100), systemd.recv(100)] == [ALIVE.encode()] * 2
    with pytest.raises(BlockingIOError):
        systemd.recv(100)
