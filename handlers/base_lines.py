"""Numbers from before in the chat: the list, one of them, written and corrected part by part.

stateDiagram: measure -> [name] -> count -> [sum] -> period -> source -> preview -> saved; [✏️ part] leads back to one.
What is written lies in the draft, so it survives whatever ends the process.
"""

from dataclasses import replace

from telegram import Update
from telegram.ext import ConversationHandler

import actions.base_lines
import rules.base_lines
import screens.base_lines
import storage.centres
from actions.base_lines import Seen
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import Handler, awaiting, on, typed
from rules.base_lines import Field, Sketch
from rules.keys.codec import Key
from rules.keys.figures import Again, Begin, Correct, Earlier, Keep, Measures, NoSum, Open, TakeAway, Times
from rules.refusal import OutdatedButton
from screens.words import Words

ROOM, PART = "base line", "base line part"
TEXT = "base line text"
END = ConversationHandler.END
TIMES = frozenset({"1", "1000", "0.001"})


async def listed(_update: Update, context: Context) -> None:
    key = context.key(Earlier)
    found = await context.read(actions.base_lines.listed, context.person, key.centre_id)
    await context.show(screens.base_lines.listed(key.centre_id, found, key.page, context.words))


async def open_one(_update: Update, context: Context) -> None:
    await _show(context, await context.read(actions.base_lines.seen, context.person, context.key(Open).line_id))


async def _show(context: Context, seen: Seen, above: str = "") -> None:
    words = await _there(context, seen.line.centre_id)
    await context.show(screens.base_lines.card(seen.line, seen.before, words, above, may_change=seen.may_change))


async def _there(context: Context, centre_id: int) -> Words:
    centre = await context.read(storage.centres.centre, centre_id)
    return replace(context.words, zone=centre.zone) if centre else context.words


async def measures(_update: Update, context: Context) -> None:
    centre_id = context.key(Measures).centre_id
    await context.read(actions.base_lines.writing, context.person, centre_id)
    await context.show(screens.base_lines.measures(centre_id, context.words))


async def take_away(_update: Update, context: Context) -> None:
    key = context.key(TakeAway)
    deed = actions.base_lines.take_away if key.away else actions.base_lines.put_back
    await _show(context, await context.do(deed, context.person, key.line_id))


# --- writing one ----------------------------------------------------------------------------------------------


async def begin(_update: Update, context: Context) -> object:
    key = context.key(Begin)
    sketch = Sketch(key.centre_id, rules.base_lines.measure(key.measure))
    return await _go_on(context, sketch)


async def correct(_update: Update, context: Context) -> object:
    sketch = await context.read(actions.base_lines.sketch, context.person, context.key(Correct).line_id)
    return await _go_on(context, sketch)


async def _go_on(context: Context, sketch: Sketch) -> object:
    """Whatever the sketch still lacks is asked next; then the preview."""
    await context.read(actions.base_lines.writing, context.person, sketch.centre_id)
    context.draft[ROOM] = sketch.packed()
    step = sketch.step()
    if step is not None:
        return await _ask(context, sketch, step)
    await context.show(screens.base_lines.preview(sketch, rules.base_lines.slip(sketch), context.words))
    return END


async def _ask(context: Context, sketch: Sketch, step: Field, above: str = "") -> object:
    context.draft[PART] = step
    await context.show(screens.base_lines.ask(sketch, step, context.words, above))
    return TEXT


def _sketch(context: Context) -> Sketch:
    return rules.base_lines.unpacked(str(context.draft.get(ROOM) or ""))


def _part(context: Context) -> Field:
    return rules.base_lines.field(str(context.draft.get(PART) or ""))


async def text(update: Update, context: Context) -> object:
    """One part is typed. What cannot be read is asked again, and the rest stays."""
    sketch, step = _sketch(context), _part(context)
    after = rules.base_lines.said(sketch, step, typed(update))
    if after is None:
        return await _ask(context, sketch, step, screens.base_lines.unclear(context.words))
    return await _go_on(context, after)


async def not_text(_update: Update, context: Context) -> object:
    await context.show(screens.base_lines.words_please(_sketch(context), _part(context), context.words))
    return TEXT


async def again(_update: Update, context: Context) -> object:
    sketch = _sketch(context)
    await context.read(actions.base_lines.writing, context.person, sketch.centre_id)
    return await _ask(context, sketch, rules.base_lines.field(context.key(Again).field))


async def no_sum(_update: Update, context: Context) -> object:
    return await _go_on(context, replace(_sketch(context), sum="", times="1"))


async def times(_update: Update, context: Context) -> object:
    asked = context.key(Times).times
    if asked not in TIMES:
        raise OutdatedButton
    return await _go_on(context, replace(_sketch(context), times=asked))


async def keep(_update: Update, context: Context) -> object:
    """Kept by this tap, if the preview showed what the draft holds."""
    sketch = _sketch(context)
    if context.key(Keep).seal != sketch.seal:
        return await _go_on(context, sketch)
    seen = await context.do(actions.base_lines.keep, context.person, sketch)
    for place in (ROOM, PART):
        context.draft.pop(place, None)
    await _show(context, seen, screens.base_lines.kept(context.words))
    return END


entries: list[Handler] = [
    on(Begin, begin),
    on(Correct, correct),
    on(Again, again),
    on(NoSum, no_sum),
    on(Times, times),
    on(Keep, keep),
]

awaited: dict[object, list[Handler]] = {TEXT: awaiting(text, not_text)}

TAPS: dict[type[Key], Step] = {Earlier: listed, Open: open_one, Measures: measures, TakeAway: take_away}
