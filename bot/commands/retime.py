"""Keeps every visit at the time on the wall that was promised, after a law has changed a zone of time."""

from pathlib import Path
from typing import Annotated

import typer

import actions.retiming
import bot.beside
import bot.config
import bot.lock
from bot.exits import Exit, Stop


def command(config: Annotated[Path | None, typer.Option(help="The settings file.")] = None) -> None:
    """Keep every visit at its promised time on the wall: all of them, or none. The bot must not run."""
    settings = bot.config.read(config)
    with bot.lock.hold(bot.config.seat(settings)):
        try:
            kept = bot.beside.perform(settings, actions.retiming.retime)
        except actions.retiming.Clash as clash:
            why = f"the visit {clash} would meet another. Move one of them in the chat, then run this again."
            raise Stop(Exit.SETTINGS, f"Nothing was changed: {why}") from clash
    print(f"Visits kept at their time on the wall: {kept}. Nobody is written to; reminders come at the right time.")
