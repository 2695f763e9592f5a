"""Switches in the chat: the panel of a centre's jobs, each turned by one tap."""

from dataclasses import replace

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.switches
import rules.switches
import screens.switches
from handlers.choosing import Step
from handlers.context import Context
from rules.keys.codec import Key
from rules.keys.switches import Switch, Switches
from rules.switches import Board
from screens.words import Words


async def board(_update: Update, context: Context) -> None:
    seen = await context.read(actions.switches.board, context.person, context.key(Switches).centre_id)
    await context.show(screens.switches.board(seen, _there(context, seen)))


async def switch(_update: Update, context: Context) -> None:
    """Turned by this tap; from the next screen on, and in the list of commands, people see it."""
    key = context.key(Switch)
    job, off = rules.switches.job(key.job_name), bool(key.off)
    seen = await context.do(actions.switches.switch, context.person, key.centre_id, job, off=off)
    if context.centre is not None and context.centre.id == seen.centre.id:
        context.centre = seen.centre
    context.house.jobs_changed()
    words = _there(context, seen)
    await context.show(screens.switches.board(seen, words, screens.switches.switched(seen, job, words)))


def _there(context: Context, seen: Board) -> Words:
    return replace(context.words, zone=seen.centre.zone)


TAPS: dict[type[Key], Step] = {Switches: board, Switch: switch}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
