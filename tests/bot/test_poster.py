"""A poster at the terminal: whose bot, which centre, which topic; what would lead nowhere is not made."""

from pathlib import Path

import pytest

from tests.bot.terminal import ROOT, Terminal


@pytest.fixture
def loaded(terminal: Terminal) -> Terminal:
    terminal.run("load", str(ROOT / "examples" / "centres.toml"))
    return terminal


def test_the_code_leads_to_the_centre_and_the_topic(loaded: Terminal, tmp_path: Path) -> None:
    for words, payload in (((), "c-atyrau"), (("--topic", "grants"), "c-atyrau-t-grants")):
        file = tmp_path / "page.html"
        done = loaded.run("poster", "--centre", "atyrau", *words, "--bot", "@ortaq_bot", "--out", str(file))
        link = f"https://t.me/ortaq_bot?start={payload}"
        assert (done.returncode, done.stdout) == (0, f"Written: {file}\nIts code leads to: {link}\n")
        assert link in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--centre", "atyrau"), "say --bot NAME"),
        (("--centre", "almaty", "--bot", "ortaq_bot"), "Centres: atyrau, mangystau."),
        (
            ("--centre", "atyrau", "--topic", "bakery", "--bot", "ortaq_bot"),
            "has no topic «bakery». Topics: register_ngo",
        ),
        (("--centre", "atyrau", "--bot", "https://t.me/x?start=1"), "is no name of a bot"),
    ],
)
def test_what_would_lead_nowhere_is_named_and_not_made(
    loaded: Terminal, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    file = tmp_path / "page.html"
    done = loaded.run("poster", *words, "--out", str(file))
    assert done.returncode == 64
    assert told in done.stderr
    assert not file.exists()
