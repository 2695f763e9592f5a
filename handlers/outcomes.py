"""What came of a visit: staff write it, its person says whether it was useful. Words stand right under what asks."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.cases
import actions.feedback
import actions.outcomes
import actions.sentences
import actions.visits
import handlers.choosing
import handlers.days
import rules.outcomes
import screens.cases
import screens.outcomes
import screens.refusals
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import typed
from rules.keys.codec import Key
from rules.keys.outcomes import (
    Because,
    CaseOf,
    InOwnWords,
    InWords,
    Outcomes,
    Refer,
    Referrals,
    SaidOf,
    Strike,
    Useful,
    Write,
)
from rules.outcomes import Chosen
from rules.refusal import AlreadyDone, IinTyped, OutdatedButton, TextTooLong, TextTooShort

OUTCOME, WHY = "outcome", "why"  # what the last screen asked, before the visit's id


async def outcomes(_update: Update, context: Context) -> None:
    key = context.key(Outcomes)
    await at(context, key.booking_id, lambda: _outcomes(context, key))


async def _outcomes(context: Context, key: Outcomes) -> None:
    seen, found = await context.read(actions.sentences.choice, context.person, key.booking_id, key.rev)
    await context.show(screens.outcomes.choose(seen, handlers.days.there(context, seen), listed=bool(found)))


async def at(context: Context, booking_id: int, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do the step; a button that has outlived its visit's state shows the visit as it stands."""
    try:
        await step()
    except (OutdatedButton, AlreadyDone):
        await handlers.days.show_card(context, await context.do(actions.visits.visit, context.person, booking_id))


async def write(_update: Update, context: Context) -> None:
    key = context.key(Write)
    chosen = Chosen(rules.outcomes.template(key.template))
    await at(context, key.booking_id, lambda: _write(context, key.booking_id, key.rev, chosen))


async def _write(context: Context, booking_id: int, rev: int, chosen: Chosen) -> None:
    seen = await context.do(actions.outcomes.write, context.person, booking_id, rev, chosen)
    await handlers.days.show_card(context, seen)


async def referrals(_update: Update, context: Context) -> None:
    key = context.key(Referrals)
    await at(context, key.booking_id, lambda: _referrals(context, key))


async def _referrals(context: Context, key: Referrals) -> None:
    found = await context.read(actions.outcomes.referrals, context.person, key.booking_id, key.rev)
    await context.show(screens.outcomes.referrals(key, found, context.words))


async def refer(_update: Update, context: Context) -> None:
    key = context.key(Refer)
    chosen = Chosen("referred", key.department_id)
    await at(context, key.booking_id, lambda: _write(context, key.booking_id, key.rev, chosen))


async def strike(_update: Update, context: Context) -> None:
    key = context.key(Strike)
    await at(context, key.booking_id, lambda: _strike(context, key))


async def _strike(context: Context, key: Strike) -> None:
    seen = await context.do(actions.outcomes.strike, context.person, key.booking_id, key.rev)
    await handlers.days.show_card(context, seen)


async def case_of(_update: Update, context: Context) -> None:
    """A deed, as each look is noted."""
    found = await context.do(actions.cases.seen, context.person, context.key(CaseOf).booking_id)
    await context.show(screens.cases.seen(found, context.words))


async def said(_update: Update, context: Context) -> None:
    key = context.key(SaidOf)
    found = await context.read(actions.feedback.words, context.person, key.centre_id)
    await context.show(screens.outcomes.said(key, found, context.words))


async def in_words(_update: Update, context: Context) -> None:
    key = context.key(InWords)
    await at(context, key.booking_id, lambda: _ask_outcome(context, key))


async def _ask_outcome(context: Context, key: InWords) -> None:
    await context.read(actions.outcomes.choosing, context.person, key.booking_id, key.rev)
    await context.show(screens.outcomes.ask_outcome(key, context.words), asks=f"{OUTCOME}:{key.booking_id}.{key.rev}")


async def outcome(update: Update, context: Context) -> None:
    asked = context.asked
    booking_id, _, rev = asked.partition(":")[2].partition(".")
    try:
        written = rules.outcomes.check_words(typed(update))
    except (TextTooShort, TextTooLong, IinTyped) as refusal:
        return await context.show(screens.refusals.refused(refusal, context.centre, context.words), asks=asked)
    chosen = Chosen("own", text=written)
    return await at(context, int(booking_id), lambda: _write(context, int(booking_id), int(rev), chosen))


# --- the person's thumbs -----------------------------------------------------------------------------------


async def useful(_update: Update, context: Context) -> None:
    key = context.key(Useful)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _useful(context, key))


async def _useful(context: Context, key: Useful) -> None:
    said = await context.do(actions.feedback.judge, context.person, key.booking_id, key.yes)
    if said.useful:
        return await _thank(context, key.booking_id)
    return await context.show(screens.outcomes.ask_why(said, context.words))


async def _thank(context: Context, booking_id: int) -> None:
    found = await context.read(actions.cases.own, context.person, booking_id)
    await context.show(screens.outcomes.thanked(found, context.words))


async def because(_update: Update, context: Context) -> None:
    key = context.key(Because)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _because(context, key))


async def _because(context: Context, key: Because) -> None:
    if key.reason == "own":
        raise OutdatedButton
    await context.do(actions.feedback.explain, context.person, key.booking_id, key.reason)
    await _thank(context, key.booking_id)


async def in_own_words(_update: Update, context: Context) -> None:
    key = context.key(InOwnWords)
    await handlers.choosing.at_a_booking(context, key.booking_id, lambda: _ask_why(context, key.booking_id))


async def _ask_why(context: Context, booking_id: int) -> None:
    await context.read(actions.feedback.explaining, context.person, booking_id)
    await context.show(screens.outcomes.ask_words(booking_id, context.words), asks=f"{WHY}:{booking_id}")


async def why(update: Update, context: Context) -> None:
    booking_id = int(context.asked.partition(":")[2])
    await handlers.choosing.at_a_booking(context, booking_id, lambda: _why(context, booking_id, typed(update)))


async def _why(context: Context, booking_id: int, text: str) -> None:
    try:
        await context.do(actions.feedback.explain, context.person, booking_id, "own", text)
    except (TextTooShort, TextTooLong, IinTyped) as refusal:
        screen = screens.refusals.refused(refusal, context.centre, context.words)
        return await context.show(screen, asks=f"{WHY}:{booking_id}")
    return await _thank(context, booking_id)


TAPS: dict[type[Key], Step] = {
    Outcomes: outcomes,
    Write: write,
    Referrals: referrals,
    Refer: refer,
    Strike: strike,
    CaseOf: case_of,
    SaidOf: said,
    Useful: useful,
    Because: because,
    InWords: in_words,
    InOwnWords: in_own_words,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
