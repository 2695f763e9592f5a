"""An invitation is a secret told once, for one role at one place."""

import re
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

import rules.links
from tests.bot.terminal import ROOT, Terminal


@pytest.fixture
def loaded(terminal: Terminal) -> Terminal:
    terminal.run("migrate")
    terminal.run("load", str(ROOT / "examples" / "centres.toml"))
    return terminal


def secret(printed: str) -> str:
    (payload,) = re.findall(r"/start (\S+)", printed)
    return rules.links.read(payload).invitation


def test_only_the_hash_of_the_secret_is_kept(loaded: Terminal, tmp_path: Path) -> None:
    printed = loaded.run("invite", "--role", "specialist", "--centre", "atyrau", "--specialist", "at2").stdout
    kept = sqlite3.connect(tmp_path / "data" / "ortaq.db").execute("SELECT token_hash, role FROM invitation").fetchall()
    assert kept == [(sha256(secret(printed).encode()).hexdigest(), "specialist")]
    assert len(secret(printed)) >= 22  # 128 bits in base 64


def test_two_invitations_are_never_the_same(loaded: Terminal) -> None:
    words = ("invite", "--role", "administrator")
    assert secret(loaded.run(*words).stdout) != secret(loaded.run(*words).stdout)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--role", "coordinator"), "needs --centre CODE"),
        (("--role", "specialist", "--centre", "atyrau"), "needs --centre CODE --specialist CODE"),
        (("--role", "officer", "--centre", "atyrau"), "needs --centre CODE --department CODE"),
        (("--role", "administrator", "--centre", "atyrau"), "needs neither"),
        (("--role", "coordinator", "--centre", "almaty"), "there is no centre «almaty»"),
        (("--role", "specialist", "--centre", "atyrau", "--specialist", "mn1"), "nobody with the code «mn1»"),
        (("--role", "officer", "--centre", "mangystau", "--department", "mn_ip_old"), "no department «mn_ip_old»"),
        (("--role", "king"), "king"),
    ],
)
def test_a_role_without_its_place_is_refused(loaded: Terminal, words: tuple[str, ...], reason: str) -> None:
    done = loaded.run("invite", *words)
    assert done.returncode == 64
    assert reason in done.stderr
