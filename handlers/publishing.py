"""Staff write a contest in the chat, step by step; change it, call it off, take it back.

stateDiagram: [New contest] -> WRITING: kk, ru, kind, directions, region, amount, deadline, link -> preview -> published
"""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update

import actions.alerts
import actions.tenders
import rules.alerts
import rules.publishing
import screens.publishing
import storage.centres
import storage.tenders
from handlers.context import Context
from handlers.forms import END, Steps, taps, waiting
from handlers.words import Turning
from rules.filters import EVERYWHERE, KINDS
from rules.keys.codec import Key
from rules.keys.publishing import (
    Again,
    AskCallOff,
    CallOff,
    Change,
    Compose,
    Desk,
    Manage,
    OneLanguage,
    Publish,
    Put,
    Turn,
    Withdraw,
)
from rules.publishing import NotUnderstood, Sketch
from rules.refusal import NotFound, NotText, OutdatedButton, TextTooLong, TextTooShort
from rules.regions import CODES
from screens.words import Words

WRITING = "writing"
SKETCH = "contest"  # the draft's place for what is being written

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def desk(_update: Update, context: Context) -> object:
    """The centre's contests; whatever was being written is left."""
    key = context.key(Desk)
    context.draft.pop(SKETCH, None)
    await _desk(context, key.centre_id, key.page)
    return END


async def _desk(context: Context, centre_id: int, page: int = 0, above: str = "") -> None:
    centre = await context.read(actions.tenders.publishing, context.person, centre_id)
    total = await context.read(storage.tenders.count_of_centre, centre_id)
    size = screens.publishing.PAGE
    here = page if 0 <= page * size < total else 0
    found = await context.read(storage.tenders.of_centre, centre_id, slice(here * size, (here + 1) * size))
    screen = screens.publishing.desk(centre_id, found, total, here, replace(context.words, zone=centre.zone))
    await context.show(screens.publishing.with_problem(screen, above))


async def compose(_update: Update, context: Context) -> object:
    centre = await context.read(actions.tenders.publishing, context.person, context.key(Compose).centre_id)
    return await _ask(context, Sketch(centre.id))


async def change(_update: Update, context: Context) -> object:
    key = context.key(Change)
    return await _ask(context, await context.read(actions.tenders.sketch_of, context.person, key.contest_id, key.step))


def _sketch(context: Context) -> Sketch:
    try:
        return rules.publishing.unpack(str(context.draft.get(SKETCH) or ""))
    except ValueError as error:
        raise OutdatedButton from error


async def _ask(context: Context, sketch: Sketch, problem: str = "", page: int = 0) -> object:
    """The next step, or the preview where nothing is left to say."""
    context.draft[SKETCH] = sketch.pack()
    words, own = await _there(context, sketch.centre_id)
    if sketch.step() == "preview":
        seen = await context.read(actions.tenders.preview, context.person, sketch)
        await context.show(screens.publishing.preview(seen, words, context.house.db.place.now()))
        return WRITING
    directions = await context.read(storage.tenders.directions)
    screen = screens.publishing.ask(sketch, directions, own, words, page)
    await context.show(screens.publishing.with_problem(screen, problem))
    return WRITING


async def _there(context: Context, centre_id: int) -> tuple[Words, str]:
    """The reader's words on the centre's wall clock, and the centre's region."""
    centre = await context.read(storage.centres.centre, centre_id)
    if centre is None:
        raise NotFound
    return replace(context.words, zone=centre.zone), centre.region


async def typed(update: Update, context: Context) -> object:
    """The step that waits for words; what cannot be taken is asked for again, with why."""
    sketch = _sketch(context)
    text = (update.message and update.message.text) or ""
    try:
        said = rules.publishing.say(sketch, text, context.house.db.place.now())
    except (NotUnderstood, TextTooLong, TextTooShort) as refusal:
        return await _ask(context, sketch, screens.publishing.problem(refusal, context.words))
    return await _ask(context, said)


async def not_words(_update: Update, context: Context) -> object:
    """A photo, a voice, a sticker: asked again, nothing is lost."""
    sketch = _sketch(context)
    refusal = NotText() if sketch.step() in rules.publishing.TYPED else NotUnderstood("tap")
    return await _ask(context, sketch, screens.publishing.problem(refusal, context.words))


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
    said = _put(sketch, key)
    if key.step == "kind" and not sketch.contest_id:
        said = replace(said, directions=await context.read(actions.tenders.suggested, said))
    return await _ask(context, said)


def _left_out(sketch: Sketch, step: str) -> Sketch:
    if step not in {"directions", "amount", "deadline", "url"}:
        raise OutdatedButton
    return sketch.skip(step)


def _put(sketch: Sketch, key: Put) -> Sketch:
    if key.step == "kind" and key.value in KINDS:
        return replace(sketch, kind=key.value)
    if key.step == "region" and key.value in {EVERYWHERE, *CODES}:
        return replace(sketch, region=key.value)
    if key.step == "amount" and key.value == sketch.unusual:
        return replace(sketch, amount=sketch.unusual, unusual="")
    raise OutdatedButton


async def turn(_update: Update, context: Context) -> object:
    """A direction chosen or dropped, or a page turned."""
    key, sketch = context.key(Turn), _sketch(context)
    if sketch.step() not in {"directions", "region"}:
        raise OutdatedButton
    known = {each.id for each in await context.read(storage.tenders.directions)}
    if key.direction_id and (sketch.step() != "directions" or key.direction_id not in known):
        raise OutdatedButton
    return await _ask(context, sketch.turned(key.direction_id) if key.direction_id else sketch, page=max(key.page, 0))


async def again(_update: Update, context: Context) -> object:
    """Which step to say anew, or that step."""
    step, sketch = context.key(Again).step, _sketch(context)
    if not step:
        await context.show(screens.publishing.edit(context.words))
        return WRITING
    if step not in rules.publishing.STEPS:
        raise OutdatedButton
    return await _ask(context, sketch if step == "preview" else sketch.again(step))


async def publish(_update: Update, context: Context) -> object:
    """Out it goes: its subscribers are found at once, told after the time for undoing."""
    sketch, tell = _sketch(context), context.key(Publish).tell
    if sketch.step() != "preview":
        raise OutdatedButton
    if sketch.contest_id:
        return await _change(context, sketch, tell)
    kept = await context.do(actions.tenders.publish, context.person, sketch)
    context.draft.pop(SKETCH, None)
    words, _ = await _there(context, kept.centre_id)
    until = rules.alerts.first_try(context.house.db.place.now(), words.zone)
    await context.show(screens.publishing.published(kept, until, words))
    await spread(context)
    return END


async def spread(context: Context) -> None:
    """Find the people of everything that is published, one contest a transaction."""
    while await context.do(actions.alerts.spread_next) is not None:
        pass


async def _change(context: Context, sketch: Sketch, tell: int) -> object:
    _, concerned = await context.read(actions.tenders.managed, context.person, sketch.contest_id)
    done = await context.do(actions.tenders.change, context.person, sketch, tell)
    context.draft.pop(SKETCH, None)
    told = concerned if tell and done.matters else 0
    await context.show(screens.publishing.changed(done.after, told, context.words))
    return END


async def manage(_update: Update, context: Context) -> object:
    contest, concerned = await context.read(actions.tenders.managed, context.person, context.key(Manage).contest_id)
    context.draft.pop(SKETCH, None)
    directions = await context.read(storage.tenders.directions)
    words, _ = await _there(context, contest.centre_id)
    now = context.house.db.place.now()
    await context.show(screens.publishing.manage(contest, concerned, directions, words, now))
    return END


async def withdraw(_update: Update, context: Context) -> None:
    centre_id = await context.do(actions.tenders.withdraw, context.person, context.key(Withdraw).contest_id)
    await _desk(context, centre_id, above=screens.publishing.withdrawn(context.words))


async def ask_call_off(_update: Update, context: Context) -> None:
    contest, concerned = await context.read(actions.tenders.managed, context.person, context.key(AskCallOff).contest_id)
    await context.show(screens.publishing.ask_call_off(contest, concerned, context.words))


async def call_off(_update: Update, context: Context) -> None:
    key = context.key(CallOff)
    contest = await context.do(actions.tenders.call_off, context.person, key.contest_id, key.rev)
    await context.show(screens.publishing.called_off(contest, context.words))


BEGINNING: dict[type[Key], Turning] = {Compose: compose, Change: change}
WRITTEN: dict[type[Key], Turning] = {
    OneLanguage: one_language,
    Put: put,
    Turn: turn,
    Again: again,
    Publish: publish,
}
LEAVING: dict[type[Key], Turning] = {Desk: desk, Manage: manage}
TAPS: dict[type[Key], Turning] = {
    Desk: desk,
    Manage: manage,
    Withdraw: withdraw,
    AskCallOff: ask_call_off,
    CallOff: call_off,
}


entries = taps(BEGINNING)
"""The taps that begin a contest; handlers.introduction holds the one conversation of a chat."""

awaited: dict[object, Steps] = {WRITING: waiting(WRITTEN | LEAVING, typed, not_words)}

steps = taps(TAPS)
