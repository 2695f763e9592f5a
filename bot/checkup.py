"""Is everything well with this installation? Each check says what it found and, where needed, one thing to do."""

import re
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

import actions.retiming
import bot.beside
import bot.config
import bot.lock
import rules.clockwork
import storage.backup
import storage.centres
import storage.pauses
import storage.server
import storage.version
from bot.config import DEFAULT, Settings
from bot.exits import Exit, Stop
from storage.server import Server
from storage.work import Work

LEAST_FREE = 500_000_000  # bytes
LEAST_SERVER = 140000  # the oldest PostgreSQL that is still looked after
CLOCKS_APART = timedelta(seconds=10)
KAZAKHSTAN_HOURS = 5  # from UTC, everywhere, since March 2024
OLDEST_BACKUP = timedelta(hours=26)
_FIXED_IN = ((3, 51, 3), (3, 50, 7), (3, 44, 6))  # SQLite's WAL-reset fault; the later two of their own line only
_READABLE_BY_OTHERS = 0o077
_TOKEN = re.compile(r"\d{6,12}:[\w-]{30,}")


class State(StrEnum):
    GOOD = "good"
    MIND = "mind"
    FIX = "FIX"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's: `advice` is the one thing to do, empty when all is well."""

    state: State
    what: str
    advice: str = ""
    code: Exit = Exit.SETTINGS


@dataclass(frozen=True, slots=True)
class Patient:
    """The installation that is looked at, and when."""

    settings: Settings
    config: Path
    now: datetime


def examine(settings: Settings, config: Path | None, now: datetime) -> list[Finding]:
    """Every check that needs no network, in an order in which things can be mended."""
    patient = Patient(settings, config or DEFAULT, now)
    findings = [finding for check in _CHECKS for finding in check(patient)]
    if any(finding.code == Exit.DATA for finding in findings):
        return findings
    return findings + list(_contents(patient))


def sqlite_is_sound(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the fault that two checkpointing connections can damage a database by."""
    newest, *backports = _FIXED_IN
    return version >= newest or any(version[:2] == fixed[:2] and version >= fixed for fixed in backports)


def _python(_patient: Patient) -> Iterator[Finding]:
    yield Finding(State.GOOD, f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    if not sqlite_is_sound(sqlite3.sqlite_version_info):
        yield Finding(
            State.MIND,
            f"SQLite {sqlite3.sqlite_version} has the WAL-reset fault (mended in 3.51.3, 3.50.7, 3.44.6)",
            "Kept clear of: only the running bot checkpoints. Let no other program write to the database.",
        )


def _zones(_patient: Patient) -> Iterator[Finding]:
    if rules.clockwork.zone_data_is_current():
        yield Finding(State.GOOD, "Zone data: all of Kazakhstan is at +05:00")
    else:
        yield Finding(
            State.FIX, "Zone data are from before 2024: every visit would be an hour off", "Run: make install"
        )


def _token(patient: Patient) -> Iterator[Finding]:
    try:
        token = bot.config.token(patient.settings)
    except Stop as stop:
        what, _, advice = stop.message.partition("\n")
        yield Finding(State.FIX, what, advice)
        return
    if _TOKEN.fullmatch(token) or patient.settings.telegram.local:
        yield Finding(State.GOOD, "The token looks like one")
    else:
        yield Finding(State.FIX, "The token is not as long as Telegram's are", "Copy it again from @BotFather, whole")


def _administrators(patient: Patient) -> Iterator[Finding]:
    count = len(patient.settings.administrators)
    if count:
        yield Finding(State.GOOD, f"Administrators: {count}")
    else:
        advice = f"Write your Telegram id into {patient.config}: administrators = [123456789]"
        yield Finding(State.FIX, "Nobody is named as administrator: nobody would hear of a fault", advice)


def _privacy(patient: Patient) -> Iterator[Finding]:
    for name in ("storage", "contact"):
        if not getattr(patient.settings.privacy, name):
            yield Finding(
                State.MIND, f"privacy.{name} is empty: the privacy text has a gap", f"Fill it in {patient.config}"
            )


def _permissions(patient: Patient) -> Iterator[Finding]:
    places = (patient.config, patient.settings.storage.file, *storage.backup.all_in(patient.settings.backup.folder)[:1])
    for path in places:
        if path and path.exists() and path.stat().st_mode & _READABLE_BY_OTHERS:
            yield Finding(State.FIX, f"{path} can be read by other users of this machine", f"Run: chmod 600 {path}")


def _disk(patient: Patient) -> Iterator[Finding]:
    folder = patient.settings.storage.folder.absolute()
    place = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(place).free
    if free < LEAST_FREE:
        yield Finding(
            State.FIX, f"Only {free // 1_000_000} MB are free at {place}", "Make room: without it nothing is saved"
        )
    else:
        yield Finding(State.GOOD, f"Free at {place}: {free // 1_000_000} MB")


def _lock(patient: Patient) -> Iterator[Finding]:
    holder = bot.lock.holder(bot.config.seat(patient.settings))
    yield Finding(State.GOOD, f"The bot runs (process {holder})" if holder else "The bot does not run now")


def _database(patient: Patient) -> Iterator[Finding]:
    file = patient.settings.storage.file
    if file is None:  # looked at with its contents, once it answers
        return
    try:
        bot.beside.sound(patient.settings)
    except Stop as stop:
        what, _, advice = stop.message.partition("\n")
        yield Finding(State.FIX, what, advice, Exit.DATA)
        return
    if file.exists() and storage.backup.journal_mode(file) != "wal":
        yield Finding(State.MIND, "SQLite does not keep a write-ahead log", "The bot sets it at its next start")
    yield Finding(State.GOOD, f"The database {file} is whole" if file.exists() else f"No database yet at {file}")


def _backups(patient: Patient) -> Iterator[Finding]:
    file, folder = patient.settings.storage.file, patient.settings.backup.folder
    if file is None or not file.exists():
        return
    newest = next(iter(storage.backup.all_in(folder)), None)
    if newest and patient.now - storage.backup.taken_at(newest) < OLDEST_BACKUP:
        yield Finding(State.GOOD, f"The newest backup: {newest}")
    else:
        what = f"The newest backup is old: {newest}" if newest else f"There is no backup in {folder}"
        yield Finding(State.FIX, what, "Run: python -m bot backup; the running bot takes one each night")


def _contents(patient: Patient) -> Iterator[Finding]:
    """What the data say; only of data in the shape this program wants."""
    try:
        shape = bot.beside.shape(patient.settings)
    except Stop as stop:
        what, _, advice = stop.message.partition("\n")
        yield Finding(State.FIX, what, advice, stop.code)
        return
    if shape != storage.version.head():
        yield Finding(State.MIND, f"The data have the shape {shape or 'of nothing'}", "Run: python -m bot migrate")
        return
    if patient.settings.storage.file is None:
        yield from _server(bot.beside.perform(patient.settings, storage.server.look), patient.now)
    centres, held, shifted = bot.beside.perform(patient.settings, _look)
    if centres:
        yield Finding(State.GOOD, f"Centres: {', '.join(centres)}")
    else:
        yield Finding(
            State.FIX, "No centre is loaded", "Run: python -m bot load examples/centres.toml, or your own file"
        )
    if shifted:
        what = f"Visits whose time on the wall is not the one promised: {shifted}. A zone of time has changed"
        yield Finding(State.FIX, what, "Stop the bot, then run: python -m bot retime")
    if held:
        yield Finding(State.MIND, "Since a restore nothing is sent", "Run: python -m bot restore --release")


def _server(server: Server, now: datetime) -> Iterator[Finding]:
    """What keeps the data instead of a file."""
    yield Finding(State.GOOD, f"The data are kept by PostgreSQL {server.name}; back them up with pg_dump")
    if server.version < LEAST_SERVER:
        yield Finding(State.MIND, f"PostgreSQL {server.name} is old", "Nobody has tried that one: take 14 or later")
    if server.encoding != "UTF8":
        advice = "Make the database anew: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0"
        yield Finding(State.FIX, f"The database keeps letters as {server.encoding}: Kazakh has none there", advice)
    if server.isolation != "serializable":
        advice = "Let the bot speak to the server itself, or through a pooler that leaves transactions whole"
        yield Finding(State.FIX, f"Deeds are {server.isolation}, not serializable: two may get one time", advice)
    for name in server.hasty:
        advice = f"Run on the server: ALTER SYSTEM SET {name} = on; SELECT pg_reload_conf()"
        yield Finding(State.MIND, f"The server has {name} off: a power cut may lose what was confirmed", advice)
    if server.hours != KAZAKHSTAN_HOURS:
        what = f"The server's own zone data put Almaty at +{server.hours:02}:00"
        yield Finding(State.MIND, what, "The bot goes by its own; whoever asks the server by SQL is misled: update it")
    if abs(server.now - now) > CLOCKS_APART:
        what = f"The clocks of this machine and of the server are {abs(server.now - now).seconds} seconds apart"
        yield Finding(State.MIND, what, "Let both keep the time by NTP")


def _look(work: Work) -> tuple[list[str], bool, int]:
    held = storage.pauses.OUTBOX in storage.pauses.in_force(work)
    centres = [centre.code for centre in storage.centres.open_centres(work)]
    return centres, held, len(actions.retiming.shifted(work))


_CHECKS: tuple[Callable[[Patient], Iterator[Finding]], ...] = (
    _python,
    _zones,
    _token,
    _administrators,
    _privacy,
    _permissions,
    _disk,
    _lock,
    _database,
    _backups,
)
