"""Runs the bot with the settings file, until it is told to stop."""

import os
from pathlib import Path
from typing import Annotated

import typer

import bot.config
import bot.loading
import bot.lock
from bot.config import Settings
from bot.early import Early

PRIVATE = 0o077  # what this process writes, nobody else on the machine reads


def command(config: Annotated[Path | None, typer.Option(help="The settings file.")] = None) -> None:
    """Run the bot until SIGTERM or Ctrl+C."""
    settings = bot.config.read(config)
    token = bot.config.token(settings)
    os.umask(PRIVATE)
    with bot.lock.hold(bot.config.seat(settings)):  # a second copy ends here, before it has loaded the house
        early = _asked(settings, token)
        bot.loading.load("bot.running").run(settings, token, config, early)


def _asked(settings: Settings, token: str) -> Early | None:
    """Where others may poll for the same bot, a question more would disturb them."""
    alone = settings.storage.file is not None and settings.telegram.hook is None
    return Early(settings.telegram.api_url, token) if alone else None
