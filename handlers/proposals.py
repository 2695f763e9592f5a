"""Writing a proposal in the chat: kind, department, text, preview, sent.

stateDiagram: kind -> department -> (consent and a name, once) -> TEXT awaited -> [told where a complaint belongs] ->
[is the name shown?] -> preview -> sent. What is written lies in the draft, so it survives whatever ends the process.
"""

from dataclasses import replace

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ConversationHandler

import actions.proposals
import handlers.choosing
import handlers.my_proposals
import rules.complaints
import rules.proposals
import screens.privacy
import screens.proposals
import screens.refusals
import storage.proposals
from handlers.choosing import Step
from handlers.context import Context
from handlers.words import Handler, awaiting, on, typed
from rules.keys.codec import Key
from rules.keys.proposals import Begin, Departments, ForWhom, Keep, Resume, Rewrite, Send, ShowName, Write
from rules.proposals import Drafted
from rules.refusal import ConsentMissing, OutdatedButton, TextTooLong, TextTooShort, TooManyProposals

ROOM = "proposals"
TEXT = "proposal text"
END = ConversationHandler.END

KIND, CENTRE, DEPARTMENT, TYPED, SHOW, KEPT, WHOM = (
    f"{ROOM}.{name}" for name in ("kind", "centre", "department", "text", "show", "kept", "whom")
)
_PLACES = (KIND, CENTRE, DEPARTMENT, TYPED, SHOW, KEPT, WHOM)


async def begin(_update: Update, context: Context) -> None:
    """/propose, or the button; an unfinished draft is asked about first."""
    if context.centre is None:
        return await handlers.choosing.ask_centre(context)
    context.expect(actions.proposals.JOB)
    anew = context.tap is not None and context.key(Begin).anew == 1
    if context.draft.get(KIND) and not anew:
        return await context.show(screens.proposals.unfinished(context.words))
    _forget(context)
    return await context.show(screens.proposals.kinds(context.words))


def _forget(context: Context) -> None:
    for place in _PLACES:
        context.draft.pop(place, None)


async def departments(_update: Update, context: Context) -> None:
    key = context.key(Departments)
    rules.proposals.kind(key.kind)
    found = await context.read(actions.proposals.departments, _centre_id(context))
    await context.show(screens.proposals.departments(key, found, context.words))


def _centre_id(context: Context) -> int:
    return handlers.choosing.centre_of(context).id


async def write(_update: Update, context: Context) -> object:
    """A department is chosen: the text is next. A text typed before, for another department, is kept."""
    key = context.key(Write)
    chosen = Drafted(_centre_id(context), key.kind, key.department_id, "")
    try:
        await context.read(actions.proposals.begin, context.person, chosen)
    except ConsentMissing:
        _choose(context, key)
        context.begin(ROOM)
        await context.show(screens.privacy.ask_consent(handlers.choosing.centre_of(context), context.words))
        return END
    _choose(context, key)
    return await _go_on(context)


def _choose(context: Context, key: Write) -> None:
    context.draft[KIND], context.draft[DEPARTMENT] = key.kind, key.department_id
    context.draft[CENTRE] = _centre_id(context)


async def resume(_update: Update, context: Context) -> object:
    return await _go_on(context)


async def introduced(_update: Update, context: Context) -> object:
    """Consent and name are there: the text is next."""
    return await _go_on(context)


async def _go_on(context: Context) -> object:
    """Whatever the draft still lacks is asked next; then the preview."""
    drafted = _drafted(context)
    await context.read(actions.proposals.begin, context.person, drafted)
    if not drafted.text:
        return await _ask_text(context)
    if rules.complaints.signs(drafted.text) and not context.draft.get(KEPT):
        await context.show(screens.proposals.complaint(context.words))
    elif drafted.show_name is None:
        await context.show(screens.proposals.ask_name_shown(context.words))
    else:
        await _preview(context, await _spoken(context, drafted))
    return END


async def _spoken(context: Context, drafted: Drafted) -> Drafted:
    """With the organisation it speaks for at this moment."""
    senders = await context.read(actions.proposals.senders, context.person, drafted.centre_id)
    asked = context.draft.get(WHOM)
    chosen = None if asked is None else int(asked)
    return replace(drafted, organisation_id=rules.proposals.for_whom(chosen, [each.id for each in senders]))


def _drafted(context: Context) -> Drafted:
    """What lies in the draft; OutdatedButton where nothing does, or another centre's."""
    draft = context.draft
    if not draft.get(KIND) or draft.get(CENTRE) != _centre_id(context):
        raise OutdatedButton
    show = draft.get(SHOW)
    return Drafted(
        centre_id=_centre_id(context),
        kind=str(draft[KIND]),
        department_id=int(draft.get(DEPARTMENT) or 0),
        text=str(draft.get(TYPED) or ""),
        show_name=None if show is None else bool(show),
    )


async def _ask_text(context: Context, above: str = "") -> object:
    await context.show(screens.proposals.ask_text(context.words, above))
    return TEXT


async def _preview(context: Context, drafted: Drafted, above: str = "") -> None:
    where = await context.read(storage.proposals.department, drafted.department_id)
    senders = await context.read(actions.proposals.senders, context.person, drafted.centre_id)
    await context.show(screens.proposals.preview(drafted, where, senders, context.words, above))


async def rewrite(_update: Update, context: Context) -> object:
    _drafted(context)
    return await _ask_text(context)


async def text(update: Update, context: Context) -> object:
    """The text is typed. One too short or too long is asked again, and the draft stays as it was."""
    _drafted(context)
    try:
        written = rules.proposals.check_text(typed(update))
    except (TextTooShort, TextTooLong) as refusal:
        return await _ask_text(context, screens.refusals.sentence(refusal, context.centre, context.words))
    context.draft[TYPED] = written
    context.draft.pop(KEPT, None)
    if SHOW not in context.draft:
        _remember(context, await context.read(actions.proposals.shows_name, context.person))
    return await _go_on(context)


def _remember(context: Context, shown: bool | None) -> None:  # noqa: FBT001 -- None: never asked
    """Who has been asked once is not asked again; the preview lets them choose anew."""
    if shown is not None:
        context.draft[SHOW] = int(shown)


async def not_text(_update: Update, context: Context) -> object:
    await context.show(screens.proposals.not_text(context.words))
    return TEXT


async def keep(_update: Update, context: Context) -> object:
    _drafted(context)
    context.draft[KEPT] = 1
    return await _go_on(context)


async def show_name(_update: Update, context: Context) -> object:
    show = context.key(ShowName).show
    _drafted(context)
    context.draft[SHOW] = 1 if show else 0
    return await _go_on(context)


async def for_whom(_update: Update, context: Context) -> object:
    chosen = context.key(ForWhom).organisation_id
    _drafted(context)
    context.draft[WHOM] = chosen
    return await _go_on(context)


async def send(_update: Update, context: Context) -> object:
    """Sent by this tap, if the preview showed what the draft holds; then the draft is empty."""
    key, drafted = context.key(Send), await _spoken(context, _drafted(context))
    if key.mark != drafted.mark:
        await _preview(context, drafted, screens.proposals.old_preview(context.words))
        return END
    try:
        card = await context.do(actions.proposals.send, context.person, drafted)
    except ConsentMissing:
        context.begin(ROOM)
        await context.show(screens.privacy.ask_consent(handlers.choosing.centre_of(context), context.words))
        return END
    except TooManyProposals as refusal:
        await context.show(screens.proposals.no_more_today(refusal.most, context.words))
        return END
    _forget(context)
    await context.show(screens.proposals.sent(card, context.words))
    if not context.turn.unshown:
        await context.do(actions.proposals.shown, card.proposal.id)
    return END


async def nothing_to_send(update: Update, context: Context) -> object:
    """A preview whose draft is gone: sent already, or stopped. One's proposals tell which."""
    try:
        return await send(update, context)
    except OutdatedButton:
        await handlers.my_proposals.show_mine(context, screens.proposals.nothing_left(context.words))
        return END


entries: list[Handler] = [
    on(Write, write),
    on(Resume, resume),
    on(Rewrite, rewrite),
    on(Keep, keep),
    on(ShowName, show_name),
    on(ForWhom, for_whom),
    on(Send, nothing_to_send),
]

awaited: dict[object, list[Handler]] = {TEXT: awaiting(text, not_text)}

TAPS: dict[type[Key], Step] = {Begin: begin, Departments: departments, **handlers.my_proposals.TAPS}

steps: list[BaseHandler[Update, Context, None]] = [
    CommandHandler("propose", begin),
    CommandHandler("proposals", handlers.my_proposals.mine),
    *(CallbackQueryHandler(step, pattern=kind.pattern()) for kind, step in TAPS.items()),
]
