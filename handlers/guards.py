"""Group -1: who is it, and may this update go on at all."""

import re
from dataclasses import replace

import structlog
from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

import actions.intake
import handlers.enquiry_desk
import rules.switches
import screens.refusals
import screens.start
import storage.centres
from handlers.context import ALBUM, Context
from rules.floods import Verdict
from rules.people import Person, Visitor
from rules.refusal import TooFast
from screens.words import Words

log = structlog.get_logger()

_STAFF = re.compile(r"/staff(?:@|\s|$)")
_START = re.compile(r"/start(?:@|\s|$)")
_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


async def who_is_it(update: Update, context: Context) -> None:
    """A person's update goes on, with their centre at hand. A channel's or an anonymous one's ends here."""
    chat = update.effective_chat
    if chat is not None and (chat.type in _GROUPS or (context.tap and chat.type != ChatType.PRIVATE)):
        return await _in_group(update, context)
    if context.turn.who is None or update.edited_message is not None:
        raise ApplicationHandlerStop
    if update.message is not None and _is_more_of_an_album(update.message, context):
        raise ApplicationHandlerStop
    await _not_too_fast(context)
    if isinstance(context.turn.who, Visitor) and update.my_chat_member is None:
        visitor = context.turn.who
        context.turn.who = await context.do(actions.intake.welcome, visitor.telegram_id, visitor.language)
        context.draft["new"] = 1
    if context.draft.get("new"):
        await _begin_at_the_beginning(update, context)
    await _at_their_centre(context)
    return _at_an_open_job(context)


def _is_more_of_an_album(message: Message, context: Context) -> bool:
    """An album comes as a message for each photo: the first is answered, the others go with it."""
    album, begun = message.media_group_id, context.draft.pop(ALBUM, None)
    if album is None:
        return False
    context.draft[ALBUM] = album
    return album == begun


def _at_an_open_job(context: Context) -> None:
    """A button of a job that their centre has switched off is answered by JobClosed, whatever it would have done."""
    kind = rules.switches.kind_of((context.tap and context.tap.data) or "")
    if kind is not None and kind.job is not None:
        context.expect(kind.job)


async def _begin_at_the_beginning(update: Update, context: Context) -> None:
    """Whatever a stranger writes or presses, the language is asked first; /start does so itself, with its link."""
    if update.message is None or not _START.match(update.message.text or ""):
        context.forget()
        await context.show(screens.start.choose_language(context.language, first=1))
        raise ApplicationHandlerStop


async def _not_too_fast(context: Context) -> None:
    """A flood is told once, then met with silence; taps are answered all the same, so that no wheel turns."""
    who = context.turn.who
    if who is None or context.turn.again:
        return
    verdict, seconds = context.house.floods.take(who.telegram_id, works_here=isinstance(who, Person) and who.works_here)
    if verdict is Verdict.PASS:
        return
    refusal, words = TooFast(seconds), Words(context.language)
    if context.tap is not None:
        await context.pop_up(screens.refusals.sentence(refusal, None, words))
    elif verdict is Verdict.TELL:
        log.warning("flood", seconds=seconds)
        await context.show(screens.refusals.refused(refusal, None, words))
    raise ApplicationHandlerStop


async def _at_their_centre(context: Context) -> None:
    if isinstance(context.turn.who, Person) and context.turn.who.centre_id is not None:
        context.centre = await context.read(storage.centres.centre, context.turn.who.centre_id)
        if context.centre is None:
            context.turn.who = replace(context.turn.who, centre_id=None)


async def _in_group(update: Update, context: Context) -> None:
    """In a group only /staff is heard, and what lies under its list: anything else would be read by everybody in it."""
    text = (update.message and update.message.text) or ""
    if context.tap is None and not text.startswith("/"):
        if isinstance(context.turn.who, Person) and await handlers.enquiry_desk.about(update, context) is not None:
            return  # a colleague's words to a question in writing
        raise ApplicationHandlerStop
    await _not_too_fast(context)
    if context.tap is not None:
        await _tapped_in_group(context)
        return
    if not isinstance(context.turn.who, Person) or not _STAFF.match(text):
        await context.show(screens.start.go_private(Words(context.language)))
        raise ApplicationHandlerStop
    await _at_their_centre(context)


async def _tapped_in_group(context: Context) -> None:
    """What lies open to a group is for its staff; somebody else is told kindly where to write."""
    kind = rules.switches.kind_of((context.tap and context.tap.data) or "")
    works_here = isinstance(context.turn.who, Person) and context.turn.who.works_here
    if kind is None or not kind.in_group or not works_here:
        staffs = kind is not None and kind.in_group
        words = Words(context.language)
        await context.pop_up(
            screens.start.for_staff(words) if staffs else screens.start.go_private(words).text, alert=staffs
        )
        raise ApplicationHandlerStop
    await _at_their_centre(context)
