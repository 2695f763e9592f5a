"""Notices in the chat: staff write them and choose who receives them. The draft is a row: it survives whatever ends.

stateDiagram: [New broadcast] -> TEXT awaited (kk, then ru) -> draft -> (handlers.sending) an hour -> on its way
"""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Message, Update
from telegram.ext import ConversationHandler

import actions.broadcasts
import rules.broadcasts
import screens.audiences
import screens.refusals
import screens.sending
import storage.tenders
from actions.broadcasts import Said
from handlers.context import ALBUM, Context
from handlers.words import Turning
from rules.broadcasts import Audience, Broadcast
from rules.keys.broadcasts import (
    Address,
    AskWho,
    Begin,
    Correct,
    Desk,
    Direct,
    Invite,
    OneLanguage,
    Open,
    Write,
)
from rules.keys.codec import Key
from rules.letters import Attachment
from rules.refusal import AlreadyDone, OutdatedButton, TextTooLong, TextTooShort
from rules.sending import Panel
from screens.words import Words

TEXT = "notice text"
NOTICE = "notice"  # the draft's place for what is being written: id, revision, language, and whether it is a correction
END = ConversationHandler.END


async def desk(_update: Update, context: Context) -> object:
    return await show_desk(context, context.key(Desk))


async def show_desk(context: Context, key: Desk) -> object:
    size = screens.sending.PAGE
    page = slice(key.page * size, (key.page + 1) * size)
    found, total = await context.read(actions.broadcasts.listed, context.person, key.centre_id, page)
    await context.show(screens.sending.desk(key, found, total, context.words))
    return END


async def begin(_update: Update, context: Context) -> object:
    one = await context.do(actions.broadcasts.begin, context.person, context.key(Begin).centre_id)
    return await _ask_text(context, one)


async def invite(_update: Update, context: Context) -> object:
    """A notice that carries the meeting with its answers."""
    key = context.key(Invite)
    return await _ask_text(
        context, await context.do(actions.broadcasts.begin, context.person, key.centre_id, key.meeting_id)
    )


async def write(_update: Update, context: Context) -> object:
    key = context.key(Write)
    return await at(context, key.broadcast_id, lambda: _write(context, key))


async def _write(context: Context, key: Write) -> object:
    return await _ask_text(
        context, await context.do(actions.broadcasts.rewrite, context.person, key.broadcast_id, key.rev)
    )


async def _ask_text(context: Context, one: Broadcast, above: str = "") -> object:
    """The language that is missing; with both there, the draft as it stands."""
    if not one.missing:
        return await show(context, one.id, above)
    remember(context, one, one.missing)
    await context.show(screens.sending.ask_text(one, one.missing, context.words, above))
    return TEXT


def remember(context: Context, one: Broadcast, language: str) -> None:
    context.draft[NOTICE] = f"{one.id}.{one.rev}.{language}"


async def show(context: Context, broadcast_id: int, above: str = "") -> object:
    found = await context.read(actions.broadcasts.panel, context.person, broadcast_id)
    return await show_panel(context, found, above)


async def show_panel(context: Context, found: Panel, above: str = "") -> object:
    await context.show(screens.sending.panel(found, there(context, found.broadcast), above))
    return END


def there(context: Context, one: Broadcast) -> Words:
    """The reader's words on the wall clock of the notice's centre."""
    return replace(context.words, zone=ZoneInfo(one.zone))


async def text(update: Update, context: Context) -> object:
    """A text, a photo or a file for the language that is asked; one too short or too long is asked again."""
    broadcast_id, rev, language = awaited_notice(context)
    found = await context.read(actions.broadcasts.panel, context.person, broadcast_id)
    said = _said(update.message, language)
    if said is None:
        return await _ask_again(context, found.broadcast, language, screens.sending.not_a_notice(context.words))
    try:
        return await _take(context, found.broadcast, rev, said)
    except (TextTooShort, TextTooLong) as refusal:
        problem = screens.refusals.sentence(refusal, context.centre, context.words)
        return await _ask_again(context, found.broadcast, language, problem)


def awaited_notice(context: Context) -> tuple[int, int, str]:
    parts = str(context.draft.get(NOTICE) or "").split(".")
    if len(parts) != 3:  # noqa: PLR2004 -- id, revision, language
        raise OutdatedButton
    return int(parts[0]), int(parts[1]), parts[2]


async def _take(context: Context, one: Broadcast, rev: int, said: Said) -> object:
    if one.state == "draft":
        above = screens.sending.first_of_album(context.words) if context.draft.get(ALBUM) else ""
        written = await context.do(actions.broadcasts.write, context.person, one.id, rev, said)
        return await _ask_text(context, written, above)
    found = await context.do(actions.broadcasts.correct, context.person, one.id, rev, said)
    return await show_panel(context, found)


async def _ask_again(context: Context, one: Broadcast, language: str, problem: str) -> object:
    ask = screens.sending.ask_text if one.state == "draft" else screens.sending.ask_correction
    await context.show(ask(one, language, context.words, problem))
    return TEXT


def _said(message: Message | None, language: str) -> Said | None:
    """What staff have sent, with their own markup as HTML; None where it is nothing that can be sent on."""
    if message is None:
        return None
    if message.text:
        return Said(language, message.text_html, message.text)
    media = _media(message)
    return Said(language, message.caption_html or "", message.caption or "", media) if media else None


def _media(message: Message) -> Attachment | None:
    if message.photo:
        return Attachment("photo", message.photo[-1].file_id)
    return Attachment("document", message.document.file_id) if message.document else None


async def one_language(_update: Update, context: Context) -> object:
    key = context.key(OneLanguage)
    return await at(context, key.broadcast_id, lambda: _one_language(context, key))


async def _one_language(context: Context, key: OneLanguage) -> object:
    one = await context.do(actions.broadcasts.one_language, context.person, key.broadcast_id, key.rev)
    return await show(context, one.id)


async def correct(_update: Update, context: Context) -> object:
    """Another text, also where it has arrived."""
    key = context.key(Correct)
    found = await context.read(actions.broadcasts.panel, context.person, key.broadcast_id)
    if found.broadcast.rev != key.rev or key.language not in {"kk", "ru"}:
        await context.show(screens.sending.old_button(found, there(context, found.broadcast)))
        return END
    remember(context, found.broadcast, key.language)
    await context.show(screens.sending.ask_correction(found.broadcast, key.language, context.words))
    return TEXT


async def let_go(context: Context) -> None:
    """/cancel: a notice that lacks words still is thrown away; a whole one lies on the desk."""
    if NOTICE in context.draft:
        broadcast_id, rev, _ = awaited_notice(context)
        await context.do(actions.broadcasts.leave, context.person, broadcast_id, rev)


async def open_one(_update: Update, context: Context) -> object:
    return await show(context, context.key(Open).broadcast_id)


async def at(context: Context, broadcast_id: int, step: Callable[[], Coroutine[Any, Any, object]]) -> object:
    """Do the step; a button that has outlived its notice's state shows the notice as it stands."""
    try:
        return await step()
    except (OutdatedButton, AlreadyDone):
        found = await context.read(actions.broadcasts.panel, context.person, broadcast_id)
        await context.show(screens.sending.old_button(found, there(context, found.broadcast)))
        return END


# --- readers ---------------------------------------------------------------------------------------------------


async def ask_who(_update: Update, context: Context) -> object:
    found = await context.read(actions.broadcasts.panel, context.person, context.key(AskWho).broadcast_id)
    await context.show(screens.audiences.who(found, there(context, found.broadcast)))
    return END


async def direct(_update: Update, context: Context) -> object:
    key = context.key(Direct)
    found = await context.read(actions.broadcasts.panel, context.person, key.broadcast_id)
    directions = await context.read(storage.tenders.directions)
    await context.show(screens.audiences.directions(key, found.broadcast, directions, context.words))
    return END


async def address(_update: Update, context: Context) -> object:
    key = context.key(Address)
    return await at(context, key.broadcast_id, lambda: _address(context, key))


async def _address(context: Context, key: Address) -> object:
    who = next((each for each in rules.broadcasts.WHO if each == key.audience), None)
    if who is None:
        raise OutdatedButton
    audience = Audience(who, key.direction_id, key.language)
    found = await context.do(actions.broadcasts.address, context.person, key.broadcast_id, key.rev, audience)
    await context.show(screens.audiences.who(found, there(context, found.broadcast)))
    return END


WRITING: dict[type[Key], Turning] = {Begin: begin, Invite: invite, Write: write, Correct: correct}
"""The taps after which a text is awaited; handlers.introduction holds the one conversation of a chat."""

TAPS: dict[type[Key], Turning] = {
    Desk: desk,
    Open: open_one,
    OneLanguage: one_language,
    AskWho: ask_who,
    Direct: direct,
    Address: address,
}
