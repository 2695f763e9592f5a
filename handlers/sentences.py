"""A centre's own sentences for outcomes: written in Kazakh, then in Russian; chosen for a visit."""

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler

import actions.outcomes
import actions.schedule
import actions.sentences
import handlers.days
import handlers.outcomes
import rules.outcomes
import rules.setup
import screens.refusals
import screens.sentences
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import typed
from rules.centres import Texts
from rules.keys.codec import Key
from rules.keys.sentences import AskSentence, Choose, KeepSentence, Sentences, ShowSentence, WriteSentence
from rules.outcomes import Chosen
from rules.refusal import AlreadyDone, IinTyped, OutdatedButton, TextTooLong, TextTooShort

SENTENCE = "sentence"  # what the last screen asked: centre, sentence, language, and what was typed before


async def listed(_update: Update, context: Context) -> None:
    key = context.key(Sentences)
    _, found = await context.read(actions.sentences.listed, context.person, key.centre_id)
    await context.show(screens.sentences.listed(found, key, context.words))


async def show(_update: Update, context: Context) -> None:
    found = await context.read(actions.sentences.one, context.person, context.key(ShowSentence).sentence_id)
    await context.show(screens.sentences.one(found, context.words))


async def ask(_update: Update, context: Context) -> None:
    await _ask(context, context.key(AskSentence), "kk")


async def _ask(context: Context, key: AskSentence, language: str, before: str = "", why: str = "") -> None:
    """`before` is the Kazakh line, when the Russian one is asked."""
    await context.read(actions.schedule.setting, context.person, key.centre_id)
    old = await context.read(actions.sentences.one, context.person, key.sentence_id) if key.sentence_id else None
    now = {"kk": old.texts.kk, "ru": old.texts.ru}[language] if old else ""
    screen = screens.sentences.ask(key, language, context.words, now, why)
    await context.show(screen, asks=f"{SENTENCE}:{key.centre_id}.{key.sentence_id}.{language}.{before}")


async def say(update: Update, context: Context) -> None:
    """A line in one of the languages; what cannot be kept is asked again, with why."""
    place = context.asked.partition(":")[2].split(".", 3)
    if len(place) != 4 or not (place[0].isdecimal() and place[1].isdecimal()) or place[2] not in {"kk", "ru"}:  # noqa: PLR2004 -- as `_ask` writes it
        raise OutdatedButton
    key = AskSentence(int(place[0]), int(place[1]))
    try:
        text = rules.setup.clean(rules.outcomes.check_words(typed(update)))
    except (TextTooShort, TextTooLong, IinTyped) as refusal:
        why = screens.refusals.sentence(refusal, context.centre, context.words)
        return await _ask(context, key, place[2], place[3], why)
    if place[2] == "kk":
        return await _ask(context, key, "ru", text)
    texts = Texts(place[3], text)
    added = await context.do(actions.sentences.add, context.person, key.centre_id, texts, key.sentence_id)
    return await context.show(screens.sentences.one(added, context.words, screens.sentences.saved(context.words)))


async def keep(_update: Update, context: Context) -> None:
    """Pressed twice it is as it was after the first."""
    key = context.key(KeepSentence)
    try:
        found = await context.do(actions.sentences.keep, context.person, key.sentence_id, key.on)
    except AlreadyDone:
        found = await context.read(actions.sentences.one, context.person, key.sentence_id)
    await context.show(screens.sentences.one(found, context.words))


async def choose(_update: Update, context: Context) -> None:
    key = context.key(Choose)
    await handlers.outcomes.at(context, key.booking_id, lambda: _choose(context, key))


async def _choose(context: Context, key: Choose) -> None:
    seen, found = await context.read(actions.sentences.choice, context.person, key.booking_id, key.rev)
    await context.show(screens.sentences.choose(found, key, handlers.days.there(context, seen)))


async def write(_update: Update, context: Context) -> None:
    key = context.key(WriteSentence)
    await handlers.outcomes.at(context, key.booking_id, lambda: _write(context, key))


async def _write(context: Context, key: WriteSentence) -> None:
    chosen = Chosen("listed", sentence_id=key.sentence_id)
    seen = await context.do(actions.outcomes.write, context.person, key.booking_id, key.rev, chosen)
    await handlers.days.show_card(context, seen)


TYPED: dict[str, Step] = {SENTENCE: say}
TAPS: dict[type[Key], Step] = {
    Sentences: listed,
    ShowSentence: show,
    AskSentence: ask,
    KeepSentence: keep,
    Choose: choose,
    WriteSentence: write,
}

steps: list[BaseHandler[Update, Context, None]] = [
    CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()
]
