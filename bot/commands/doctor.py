"""Looks the installation over and says, line by line, what to mend."""

from pathlib import Path
from typing import Annotated

import httpx
import typer

import bot.checkup
import bot.config
import bot.wall_clock
from bot.checkup import Finding, State
from bot.config import Settings
from bot.exits import Exit, Stop

_WAIT = 10.0  # seconds


def command(
    online: Annotated[bool, typer.Option("--online", help="Ask Telegram whether it knows the token.")] = False,  # noqa: FBT002 -- typer makes a switch of it
    config: Annotated[Path | None, typer.Option(help="The settings file.")] = None,
) -> int:
    """Look the installation over. The exit code is 0 unless something must be fixed."""
    settings = bot.config.read(config)
    findings = bot.checkup.examine(settings, config, bot.wall_clock.now())
    if online:
        findings.append(ask_telegram(settings))
    for finding in findings:
        print(f"{finding.state:<5} {finding.what}")
        if finding.advice:
            print(f"      {finding.advice}")
    return next((finding.code for finding in findings if finding.state is State.FIX), Exit.DONE)


def ask_telegram(settings: Settings) -> Finding:
    """Whether Telegram knows the token. Its address, which holds the token, is never told."""
    try:
        token = bot.config.token(settings)
        status = httpx.get(f"{settings.telegram.api_url}/bot{token}/getMe", timeout=_WAIT).status_code
    except Stop:
        return Finding(State.MIND, "Telegram was not asked: there is no token", "See above")
    except httpx.HTTPError as error:
        what = f"Telegram cannot be reached ({type(error).__name__})"
        return Finding(State.FIX, what, "Check the network and telegram.api_url")
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.NOT_FOUND}:
        return Finding(State.FIX, "Telegram does not know this token", "Get a new one from @BotFather", Exit.TOKEN)
    return Finding(State.GOOD, f"Telegram answers ({status})")
