"""Prints a one-time link that gives somebody a role at a centre."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

import bot.beside
import bot.config
import rules.links
import storage.centres
import storage.facts
import storage.invitations
from bot.exits import Exit, Stop
from rules.people import Grant, Role
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Wish:
    """A role as asked for at the terminal: everything by its code."""

    role: Role
    centre: str = ""
    specialist: str = ""
    department: str = ""


class Unknown(Exception):
    """A code that names nothing."""


def command(
    role: Annotated[Role, typer.Option(help="What the person may do.")],
    centre: Annotated[str, typer.Option(help="The centre's code; not for an administrator.")] = "",
    specialist: Annotated[str, typer.Option(help="Whose days, for --role specialist.")] = "",
    department: Annotated[str, typer.Option(help="Whose proposals, for --role officer.")] = "",
    config: Annotated[Path | None, typer.Option(help="The settings file.")] = None,
) -> None:
    """Print a one-time link that gives somebody a role. It is good for 24 hours and for one person."""
    wish = Wish(role, centre, specialist, department)
    check(wish)
    settings = bot.config.read(config)
    bot.beside.ready(settings, config)
    try:
        token, username = bot.beside.perform(settings, invite, wish, bot.config.bot_if_any(settings))
    except Unknown as error:
        raise Stop(Exit.SETTINGS, f"No link was made: {error}") from error
    payload = rules.links.invitation(token)
    print(f"https://t.me/{username}?start={payload}" if username else f"Send this to the bot: /start {payload}")
    print("Good for 24 hours and for one person. Whoever opens it gets the role: hand it over in private.")


def check(wish: Wish) -> None:
    """Stop(SETTINGS) unless the role comes with exactly what it needs."""
    needed = {
        Role.SPECIALIST: {"centre", "specialist"},
        Role.OFFICER: {"centre", "department"},
        Role.ADMINISTRATOR: set(),
    }
    given = {name for name in ("centre", "specialist", "department") if getattr(wish, name)}
    wanted: set[str] = needed.get(wish.role, {"centre"})
    if given != wanted:
        options = " ".join(f"--{name} CODE" for name in sorted(wanted)) or "neither --centre nor anything else"
        raise Stop(Exit.SETTINGS, f"The role {wish.role} needs {options}.")


def invite(work: Work, wish: Wish, bot_id: int) -> tuple[str, str]:
    """A new token, and the bot's name in Telegram if it has ever run."""
    return storage.invitations.create(work, _grant(work, wish)), storage.facts.username(work, bot_id)


def _grant(work: Work, wish: Wish) -> Grant:
    if not wish.centre:
        return Grant(wish.role)
    centre = storage.centres.by_code(work, wish.centre)
    if centre is None:
        open_ones = ", ".join(each.code for each in storage.centres.open_centres(work)) or "none; load them first"
        raise Unknown(f"there is no centre «{wish.centre}». Centres: {open_ones}.")
    specialist = storage.centres.specialist_by_code(work, centre.id, wish.specialist)
    department_id = storage.centres.department_id(work, centre.id, wish.department)
    if wish.specialist and specialist is None:
        raise Unknown(f"nobody with the code «{wish.specialist}» works at {wish.centre}.")
    if wish.department and department_id is None:
        raise Unknown(f"{wish.centre} has no department «{wish.department}».")
    return Grant(wish.role, centre.id, specialist.id if specialist else None, department_id)
