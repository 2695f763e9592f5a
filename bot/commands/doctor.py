"""Looks the installation over and says, line by line, what to mend."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

import bot.checkup
import bot.config
import bot.wall_clock
from bot.checkup import Finding, State
from bot.config import Settings, Telegram
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
        findings.extend(ask_telegram(settings))
    for finding in findings:
        print(f"{finding.state:<5} {finding.what}")
        if finding.advice:
            print(f"      {finding.advice}")
    return next((finding.code for finding in findings if finding.state is State.FIX), Exit.DONE)


def ask_telegram(settings: Settings) -> Iterator[Finding]:
    """Whether Telegram knows the token, and by which way it means to bring updates."""
    try:
        base = f"{settings.telegram.api_url}/bot{bot.config.token(settings)}"
        with httpx.Client(timeout=_WAIT) as client:
            status = client.get(f"{base}/getMe").status_code
            yield _known(status)
            if status == httpx.codes.OK:
                yield from way(settings.telegram, client.get(f"{base}/getWebhookInfo").json()["result"])
    except Stop:
        yield Finding(State.MIND, "Telegram was not asked: there is no token", "See above")
    except (httpx.HTTPError, ValueError, KeyError) as error:  # their texts may quote the address, which holds the token
        what = f"Telegram cannot be reached ({type(error).__name__})"
        yield Finding(State.FIX, what, "Check the network and telegram.api_url")


def _known(status: int) -> Finding:
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.NOT_FOUND}:
        return Finding(State.FIX, "Telegram does not know this token", "Get a new one from @BotFather", Exit.TOKEN)
    return Finding(State.GOOD, f"Telegram answers ({status})")


def way(telegram: Telegram, there: Mapping[str, Any]) -> Iterator[Finding]:
    """Where Telegram brings updates, beside where it should; `there` is what it says of its webhook."""
    wanted = telegram.hook.url if telegram.hook else ""
    if there.get("url", "") != wanted:
        what = "Telegram brings updates elsewhere than the settings say"
        advice = "The next start of the bot tells it; if nobody of yours changed it: a new token from @BotFather"
        yield Finding(State.MIND, what, advice)
    elif wanted and there.get("pending_update_count") and there.get("last_error_message"):
        what = f"Telegram cannot bring updates to {wanted}: {there['last_error_message']}"
        yield Finding(State.FIX, what, "Check the web server before the bot, its certificate and its port")
    else:
        yield Finding(State.GOOD, f"Updates come by the webhook {wanted}" if wanted else "Updates are fetched")
