"""Staff call a meeting in the chat, step by step; change it, move it, call it off.

stateDiagram: [New meeting] -> CALLING: kk, ru, kind, day, time, length, place, seats, departments, for whom, text ->
preview -> published
"""

from dataclasses import replace

from telegram import Update

import actions.convening
import rules.convening
import screens.convening
from handlers.context import Context
from handlers.forms import END, Steps, taps, waiting
from handlers.words import Turning
from rules.centres import Centre
from rules.clockwork import local
from rules.convening import Sketch
from rules.keys.codec import Key
from rules.keys.convening import (
    Again,
    AskCallOff,
    CallOff,
    Change,
    Compose,
    Days,
    Desk,
    Manage,
    OneLanguage,
    Publish,
    Put,
    Turn,
)
from rules.meetings import Card
from rules.publishing import NotUnderstood
from rules.refusal import NotText, OutdatedButton, TextTooLong, TextTooShort
from screens.publishing import with_problem
from screens.words import Words

CALLING = "calling a meeting"
SKETCH = "meeting"  # the draft's place for what is being written
FURTHEST_PAGE = 60


def _words(context: Context, centre: Centre) -> Words:
    """The reader's words on the centre's wall clock."""
    return replace(context.words, zone=centre.zone)


async def desk(_update: Update, context: Context) -> object:
    """The centre's meetings; whatever was being written is left."""
    key = context.key(Desk)
    context.draft.pop(SKETCH, None)
    seen = await context.read(actions.convening.desk, context.person, key.centre_id, key.page, key.past)
    words = replace(context.words, zone=seen.zone)
    await context.show(screens.convening.desk(key.centre_id, seen, int(key.past == 1), words))
    return END


async def compose(_update: Update, context: Context) -> object:
    centre = await context.read(actions.convening.composing, context.person, context.key(Compose).centre_id)
    return await _ask(context, Sketch(centre.id))


async def change(_update: Update, context: Context) -> object:
    """One step anew; an empty one asks which."""
    key = context.key(Change)
    sketch = await context.read(actions.convening.sketch_of, context.person, key.meeting_id, key.step)
    if key.step:
        return await _ask(context, sketch)
    context.draft[SKETCH] = sketch.pack()
    await context.show(screens.convening.edit(context.words))
    return CALLING


def _sketch(context: Context) -> Sketch:
    try:
        return rules.convening.unpack(str(context.draft.get(SKETCH) or ""))
    except ValueError as error:
        raise OutdatedButton from error


async def _ask(context: Context, sketch: Sketch, problem: str = "", page: int = 0) -> object:
    """The next step, or the preview where nothing is left to say."""
    context.draft[SKETCH] = sketch.pack()
    centre = await _centre(context, sketch)
    words = _words(context, centre)
    if sketch.step() == "preview":
        card, told = await context.read(actions.convening.preview, context.person, sketch)
        await context.show(with_problem(screens.convening.preview(card, told, words), problem))
        return CALLING
    found = await context.read(actions.convening.departments, centre)
    today = local(context.house.db.place.now(), centre.zone).date()
    screen = screens.convening.ask(sketch, found, today, words, page)
    await context.show(with_problem(screen, problem))
    return CALLING


async def _centre(context: Context, sketch: Sketch) -> Centre:
    may = actions.convening.convening if sketch.meeting_id else actions.convening.composing
    return await context.read(may, context.person, sketch.centre_id)


async def typed(update: Update, context: Context) -> object:
    """The step that waits for words; what cannot be taken is asked for again, with why."""
    sketch = _sketch(context)
    text = (update.message and update.message.text) or ""
    centre = await _centre(context, sketch)
    try:
        said = rules.convening.say(sketch, text, context.house.db.place.now(), centre.zone)
    except (NotUnderstood, TextTooLong, TextTooShort) as refusal:
        return await _ask(context, sketch, screens.convening.problem(refusal, context.words))
    return await _ask(context, said)


async def not_words(_update: Update, context: Context) -> object:
    """A photo, a voice, a sticker: asked again, nothing is lost."""
    sketch = _sketch(context)
    refusal = NotText() if sketch.step() in rules.convening.TYPED else NotUnderstood("tap")
    return await _ask(context, sketch, screens.convening.problem(refusal, context.words))


async def one_language(_update: Update, context: Context) -> object:
    """The recorded tap of the law: what staff write is published in both languages, or after this in one."""
    missing, sketch = context.key(OneLanguage).missing, _sketch(context)
    if missing != sketch.step() or missing not in {"kk", "ru"}:
        raise OutdatedButton
    return await _ask(context, sketch.skip(missing))


async def put(_update: Update, context: Context) -> object:
    """A step said by a tap, or left out by one."""
    key, sketch = context.key(Put), _sketch(context)
    if key.step != sketch.step():
        raise OutdatedButton
    if not key.value:
        return await _ask(context, _left_out(sketch, key.step))
    centre = await _centre(context, sketch)
    try:
        said = rules.convening.put(sketch, key.step, key.value, context.house.db.place.now(), centre.zone)
    except NotUnderstood as refusal:
        return await _ask(context, sketch, screens.convening.problem(refusal, context.words))
    return await _ask(context, said)


def _left_out(sketch: Sketch, step: str) -> Sketch:
    if step not in {"departments", "text_kk", "text_ru"}:
        raise OutdatedButton
    return sketch.skip(*(("text_kk", "text_ru") if step == "text_kk" else (step,)))


async def turn(_update: Update, context: Context) -> object:
    """A department chosen or dropped, or a page turned."""
    key, sketch = context.key(Turn), _sketch(context)
    if sketch.step() != "departments":
        raise OutdatedButton
    centre = await _centre(context, sketch)
    known = {each.id for each in await context.read(actions.convening.departments, centre)}
    if key.department_id and key.department_id not in known:
        raise OutdatedButton
    return await _ask(context, sketch.turned(key.department_id) if key.department_id else sketch, page=max(key.page, 0))


async def days(_update: Update, context: Context) -> object:
    """Other days to choose from."""
    page, sketch = context.key(Days).page, _sketch(context)
    if sketch.step() != "day" or not 0 <= page <= FURTHEST_PAGE:
        raise OutdatedButton
    return await _ask(context, sketch, page=page)


async def again(_update: Update, context: Context) -> object:
    """Which step to say anew, or that step."""
    step, sketch = context.key(Again).step, _sketch(context)
    if not step:
        await context.show(screens.convening.edit(context.words))
        return CALLING
    if step not in rules.convening.STEPS:
        raise OutdatedButton
    return await _ask(context, sketch if step == "preview" else sketch.again(step))


async def publish(_update: Update, context: Context) -> object:
    """Into the list; or a change written, and told to those who have answered."""
    sketch = _sketch(context)
    if sketch.meeting_id:
        done = await context.do(actions.convening.change, context.person, sketch)
        card, above = done.card, screens.convening.saved(done.told, context.words)
    else:
        card = await context.do(actions.convening.publish, context.person, sketch)
        above = screens.convening.published(context.words)
    context.draft.pop(SKETCH, None)
    await _panel(context, card, above)
    return END


async def _panel(context: Context, card: Card, above: str = "") -> None:
    now = context.house.db.place.now()
    await context.show(screens.convening.manage(card, now, replace(context.words, zone=card.zone), above))


async def manage(_update: Update, context: Context) -> object:
    card = await context.read(actions.convening.managed, context.person, context.key(Manage).meeting_id)
    context.draft.pop(SKETCH, None)
    await _panel(context, card)
    return END


async def ask_call_off(_update: Update, context: Context) -> None:
    card = await context.read(actions.convening.managed, context.person, context.key(AskCallOff).meeting_id)
    await context.show(screens.convening.ask_call_off(card, replace(context.words, zone=card.zone)))


async def call_off(_update: Update, context: Context) -> None:
    key = context.key(CallOff)
    done = await context.do(actions.convening.call_off, context.person, key.meeting_id, key.rev)
    await _panel(context, done.card, screens.convening.called_off(done.told, context.words))


BEGINNING: dict[type[Key], Turning] = {Compose: compose, Change: change}
WRITTEN: dict[type[Key], Turning] = {
    OneLanguage: one_language,
    Put: put,
    Turn: turn,
    Days: days,
    Again: again,
    Publish: publish,
}
LEAVING: dict[type[Key], Turning] = {Desk: desk, Manage: manage}
TAPS: dict[type[Key], Turning] = {
    Desk: desk,
    Manage: manage,
    AskCallOff: ask_call_off,
    CallOff: call_off,
}


entries = taps(BEGINNING)
"""The taps that begin a meeting; handlers.introduction holds the one conversation of a chat."""

awaited: dict[object, Steps] = {CALLING: waiting(WRITTEN | LEAVING, typed, not_words)}

steps = taps(TAPS)
