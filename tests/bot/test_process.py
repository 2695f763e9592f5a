"""`python -m bot run` as whoever operates it sees it: a number, a sentence, and nothing in doubt."""

import asyncio
import importlib.resources
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn

import bot.box
import sandbox.trouble
from bot.box import EXAMPLES, TOKEN, Box
from sandbox.courier import Courier
from tests.bot.restarts import said
from tests.bot.terminal import ROOT

PATIENCE = 30  # seconds: two cores may have other things to do


@dataclass(frozen=True, slots=True)
class Bot:
    """A process of the bot; `ended` waits for its number and its last words."""

    process: asyncio.subprocess.Process

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    async def ended(self, within: float = PATIENCE) -> tuple[int, str]:
        async with asyncio.timeout(within):
            _, words = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode, words.decode()


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with settings and data, and a Telegram on this machine that the settings name."""

    folder: Path
    box: Box
    url: str

    @asynccontextmanager
    async def running(self, **environment: str) -> AsyncIterator[Bot]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ORTAQ_")}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "run", "--config", "config.toml"),
            cwd=self.folder,
            env={**kept, "PYTHONPATH": str(ROOT), **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        try:
            yield Bot(process)
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()

    def settings(self, token: str = TOKEN, more: str = "", telegram: str = "") -> None:
        words = f'administrators = [5]\n{more}\n[telegram]\ntoken = "{token}"\napi_url = "{self.url}"\n{telegram}\n'
        (self.folder / "config.toml").write_text(words, encoding="ascii")

    async def answered(self, person: int, times: int = 1) -> None:
        """Until the bot has said so much to a person."""
        heard = asyncio.Event()

        def listen() -> None:
            if len(said(self.box, person)) >= times:
                heard.set()

        self.box.telegram.world.listeners.append(listen)
        listen()
        async with asyncio.timeout(PATIENCE):
            await heard.wait()

    async def polled(self) -> None:
        """Until the bot asks for updates: it has all it needs."""
        person = self.box.telegram.person("First")
        self.box.telegram.say(person, "/start")
        await self.answered(person)


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data as `migrate` and `load` leave them."""
    folder = tmp_path_factory.mktemp("laid_out")
    for words in (("migrate",), ("load", str(EXAMPLES / "centres.toml")), ("backup",)):
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-m", "bot", *words], cwd=folder, env=environment, check=True, capture_output=True
        )
    return folder


@pytest.fixture
async def place(laid_out: Path, tmp_path: Path) -> AsyncIterator[Place]:
    shutil.copytree(laid_out, tmp_path, dirs_exist_ok=True)
    box = bot.box.box(running=True, flood=False)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(box.app, lifespan="off", log_level="error", timeout_graceful_shutdown=1))
    serving = asyncio.ensure_future(server.serve([listening]))
    there = Place(tmp_path, box, f"http://127.0.0.1:{listening.getsockname()[1]}")
    there.settings()
    yield there
    server.should_exit = True
    await serving


async def test_it_answers_and_ends_with_0_when_told_to(place: Place) -> None:
    people = [place.box.telegram.person(f"Person {number}") for number in range(30)]
    async with place.running() as running:
        for person in people:
            place.box.telegram.say(person, "/start")
        await place.answered(people[3])
        running.stop()
        assert await running.ended(within=10) == (0, "")
    async with place.running() as running:
        await place.polled()
        for person in people:
            await place.answered(person)
        running.stop()
        assert await running.ended(within=10) == (0, "")
    assert [len(said(place.box, person)) for person in people] == [1] * 30


async def test_it_asks_for_updates_while_it_loads_and_handles_each_once(place: Place) -> None:
    people = [place.box.telegram.person(f"Person {number}") for number in range(3)]
    for person in people:
        place.box.telegram.say(person, "/start")
    async with place.running() as running:
        for person in people:
            await place.answered(person)
        running.stop()
        assert await running.ended(within=10) == (0, "")
    asked = [call.method.lower() for call in place.box.telegram.journal]
    assert asked.index("getupdates") < asked.index("getme")
    assert [len(said(place.box, person)) for person in people] == [1] * 3


async def test_ctrl_c_is_a_good_end_too(place: Place) -> None:
    async with place.running() as running:
        await place.polled()
        running.process.send_signal(signal.SIGINT)
        assert await running.ended(within=10) == (0, "")


async def test_a_token_that_telegram_refuses_ends_with_78_at_the_start(place: Place) -> None:
    place.settings(token="100001:SANDBOXED")
    async with place.running() as running:
        code, words = await running.ended()
    assert code == 78
    assert words.startswith("Telegram refused the token.")
    assert "SANDBOXED" not in words


async def test_a_token_taken_back_later_ends_with_78_too(place: Place) -> None:
    async with place.running() as running:
        await place.polled()
        place.box.telegram.troubles.expect(sandbox.trouble.refuse(401, "Unauthorized"), times=None)
        place.box.telegram.say(place.box.telegram.person("Айгүл"), "/start")
        code, words = await running.ended()
    assert code == 78
    assert words.startswith("Telegram refused the token.")


def spent() -> float:
    """Seconds that processes which have ended took of the processor: the machine may be busy with others."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def test_a_second_copy_ends_with_75_at_once_and_the_first_goes_on(place: Place) -> None:
    async with place.running() as first:
        await place.polled()
        before = spent()
        async with place.running() as second:
            code, words = await second.ended()
        assert spent() - before < 2
        assert code == 75
        assert f"process {first.process.pid}" in words
        person = place.box.telegram.person("Айгүл")
        place.box.telegram.say(person, "/start")
        await place.answered(person)


async def test_wrong_settings_end_with_64_and_name_file_key_and_reason(place: Place) -> None:
    place.settings(more="administratos = [5]")
    async with place.running() as running:
        code, words = await running.ended()
    assert code == 64
    assert "config.toml: administratos: there is no such setting" in words


async def test_a_damaged_database_ends_with_74_and_names_the_last_good_backup(place: Place) -> None:
    (copy,) = (place.folder / "data" / "backups").glob("*.db")
    with (place.folder / "data" / "ortaq.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    async with place.running() as running:
        code, words = await running.ended()
    assert code == 74
    assert f"The last good backup: data/backups/{copy.name}" in words


async def test_zone_data_from_before_2024_are_refused(place: Place) -> None:
    zones = place.folder / "zones" / "Asia"
    zones.mkdir(parents=True)
    six = importlib.resources.files("tzdata").joinpath("zoneinfo", "Etc", "GMT-6").read_bytes()
    for name in ("Almaty", "Qostanay", "Atyrau", "Aqtau", "Aqtobe", "Oral", "Qyzylorda"):
        (zones / name).write_bytes(six)
    async with place.running(PYTHONTZPATH=str(zones.parent)) as running:
        code, words = await running.ended()
    assert code == 64
    assert "zone data" in words


async def test_telegram_away_at_the_start_is_no_reason_to_end(place: Place) -> None:
    place.box.telegram.troubles.expect(sandbox.trouble.drop_before(), method="getMe")
    person = place.box.telegram.person("Айгүл")
    place.box.telegram.say(person, "/start")
    async with place.running() as running:
        await place.answered(person)
        running.stop()
        assert (await running.ended(within=10))[0] == 0


async def test_killed_it_leaves_no_lock_and_goes_on_where_it_was(place: Place) -> None:
    person = place.box.telegram.person("Айгүл")
    place.box.telegram.say(person, "/start")
    async with place.running() as running:
        await place.answered(person)
        running.process.kill()
    place.box.telegram.say(person, "/help")
    async with place.running():
        await place.answered(person, times=2)


HOOK = """updates = "webhook"
[telegram.webhook]
url = "http://127.0.0.1:{port}/hook"
secret = "ssssssssssssssssssssssssssssssss"
port = {port}"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


async def test_updates_come_by_the_webhook_and_health_answers_beside_it(place: Place) -> None:
    port, person = free_port(), place.box.telegram.person("Айгүл")
    place.settings(telegram=HOOK.format(port=port))
    place.box.telegram.say(person, "/start")
    async with httpx.AsyncClient() as client, place.running() as running:
        bringing = asyncio.ensure_future(Courier(place.box.telegram, client).run())
        await place.answered(person)
        health = await client.get(f"http://127.0.0.1:{port}/health")
        assert (health.status_code, health.json()) == (200, {"well": True, "troubles": []})
        assert (await client.post(f"http://127.0.0.1:{port}/hook", json={"update_id": 1})).status_code == 403
        running.stop()
        assert await running.ended(within=10) == (0, "")
        bringing.cancel()
    assert place.box.telegram.calls("getUpdates") == []
    assert place.box.telegram.webhook["url"], "what comes while it is down waits there"


async def test_a_port_that_is_taken_ends_with_75_and_is_named(place: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        place.settings(more=f"[health]\nport = {port}\n")
        async with place.running() as running:
            code, words = await running.ended()
    assert code == 75
    assert f"127.0.0.1:{port}" in words


async def test_systemd_hears_that_it_is_ready_that_it_lives_and_that_it_stops(place: Place) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(place.folder / "notify"))
        async with place.running(NOTIFY_SOCKET=str(place.folder / "notify")) as running:
            await place.polled()
            running.stop()
            assert await running.ended(within=10) == (0, "")
        heard = {systemd.recv(100) for _ in range(3)}
    assert heard == {b"READY=1", b"WATCHDOG=1", b"STOPPING=1"}
