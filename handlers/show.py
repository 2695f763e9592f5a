"""Putting a screen before the reader: in place where the tapped message is the last, else as a new one."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import (
    Bot,
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode

from handlers.house import House, Op
from handlers.turn import Turn
from rules.faults import Fault, Outcome
from rules.letters import Attachment, Button, Keys, MediaKind, Rows, Screen

TRIES = 3
PAUSE = 0.3  # seconds between tries where Telegram names none
PATIENCE = 10.0  # seconds: nobody waits longer for a screen, they tap again
SHOWN = frozenset({Outcome.OK, Outcome.AMBIGUOUS, Outcome.DEAD_CHAT, Outcome.RETRY})
OUR_MISTAKE = frozenset({Outcome.PLAIN, Outcome.CONTENT})
POP_UP = 200  # signs of an answer to a tap
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger()


class Unshowable(Exception):
    """A screen that Telegram will never take, from anybody: our mistake, and the reader must not be left in silence."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the reader looks now: the message with live buttons, and the newest message of the chat."""

    panel_id: int | None
    last_id: int
    mistake: str = ""


async def show(bot: Bot, house: House, turn: Turn, tap: CallbackQuery | None, screen: Screen) -> Shown:
    """Show it, answer the tap beside it, and take the buttons off the panel that is left behind. Raises Unshowable."""
    if tap is not None and tap.message is not None and can_become(turn, tap) and _takes_its_place(screen):
        shown = _edit(bot, house, turn, tap.message.message_id, screen)
    else:
        shown = _send(bot, house, turn, screen)
    result, _ = await asyncio.gather(shown, _answer_quietly(bot, house, turn, tap))
    if result.mistake:
        raise Unshowable(result.mistake)
    return result


def can_become(turn: Turn, tap: CallbackQuery | None) -> bool:
    """Whether what was tapped can become another text: a text itself, and the last of the chat."""
    tapped = tap.message if tap else None
    return isinstance(tapped, Message) and tapped.text is not None and tapped.message_id >= turn.last_id


def _takes_its_place(screen: Screen) -> bool:
    made_anew = screen.below or screen.document is not None or screen.attachment is not None or screen.keys is not None
    return not made_anew


async def _answer_quietly(bot: Bot, house: House, turn: Turn, tap: CallbackQuery | None) -> None:
    if tap is not None and not turn.answered:
        await answer(bot, house, turn, tap, "", alert=False)


async def answer(bot: Bot, house: House, turn: Turn, tap: CallbackQuery, text: str, *, alert: bool) -> None:  # noqa: PLR0913 -- one call of Telegram
    turn.answered = True

    async def call() -> None:
        await bot.answer_callback_query(tap.id, text[:POP_UP] or None, show_alert=alert)

    await _calling(house, "answer", call)


async def _edit(bot: Bot, house: House, turn: Turn, message_id: int, screen: Screen) -> Shown:
    async def call() -> None:
        await bot.edit_message_text(
            screen.text,
            turn.chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(screen.rows),
            link_preview_options=NO_PREVIEW,
        )

    fault = await _calling(house, "edit", call)
    if fault is None or fault.outcome in SHOWN:
        turn.unshown = fault is not None and fault.outcome is not Outcome.OK
        live = message_id if screen.rows else None
        return Shown(turn.panel_id if turn.keeps else live, message_id)
    return await _send(bot, house, turn, screen)


async def _send(bot: Bot, house: House, turn: Turn, screen: Screen) -> Shown:
    sent: list[Message] = []

    async def call() -> None:
        sent.append(await _new_message(bot, turn.chat_id, screen))

    left = turn.panel_id
    fault = await _calling(house, "send", call)
    if not sent:
        log.warning("screen.unshown", fault=fault and fault.code)
        turn.unshown = True
        return Shown(turn.panel_id, turn.last_id, fault.code if fault and fault.outcome in OUR_MISTAKE else "")
    newest = sent[0].message_id
    if screen.aside:
        return Shown(left, newest)
    if left is not None:
        await _take_buttons_off(bot, house, turn.chat_id, left)
    return Shown(newest if screen.rows else None, newest)


async def _new_message(bot: Bot, chat_id: int, screen: Screen) -> Message:
    markup = keyboard(screen.rows) if screen.keys is None else _under_the_chat(screen.keys)
    if screen.attachment is not None:
        return await _attached(bot, chat_id, screen, screen.attachment)
    if screen.document is None:
        return await bot.send_message(
            chat_id, screen.text, parse_mode=ParseMode.HTML, reply_markup=markup, link_preview_options=NO_PREVIEW
        )
    file = InputFile(screen.document.content, screen.document.name)
    return await bot.send_document(chat_id, file, caption=screen.text, parse_mode=ParseMode.HTML, reply_markup=markup)


async def _attached(bot: Bot, chat_id: int, screen: Screen, attached: Attachment) -> Message:
    """What lies at Telegram already goes by its id."""
    ways: dict[MediaKind, Any] = {"photo": bot.send_photo, "document": bot.send_document, "voice": bot.send_voice}
    more = {"caption": screen.text or None, "parse_mode": ParseMode.HTML, "reply_markup": keyboard(screen.rows)}
    sent: Message = await ways[attached.kind](chat_id, attached.file_id, **more)
    return sent


async def _take_buttons_off(bot: Bot, house: House, chat_id: int, message_id: int) -> None:
    async def call() -> None:
        await bot.edit_message_reply_markup(chat_id, message_id, reply_markup=None)

    await _calling(house, "edit", call)


async def _calling(house: House, op: Op, call: Callable[[], Awaitable[None]]) -> Fault | None:
    """Call Telegram; what fails for certain and may pass is tried again in place, the rest is told."""
    for left in reversed(range(TRIES)):
        try:
            await call()
        except Exception as error:  # noqa: BLE001 -- Telegram's library raises KeyError and the like on a broken reply
            fault = house.judge(error, op)
            wait = fault.wait or PAUSE
            if fault.outcome is not Outcome.RETRY or not left or wait > PATIENCE:
                return fault
            await asyncio.sleep(wait)
        else:
            return None
    return None


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]) if rows else None


def _under_the_chat(keys: Keys) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
    if not keys.contact:
        return ReplyKeyboardRemove()
    asked = [[KeyboardButton(keys.contact, request_contact=True)], [KeyboardButton(keys.word)]]
    return ReplyKeyboardMarkup(asked, resize_keyboard=True, one_time_keyboard=True)


def _button(button: Button) -> InlineKeyboardButton:
    target: dict[str, Any] = {"callback_data": button.data} if button.data else {"url": button.url}
    if button.copy:
        target = {"copy_text": CopyTextButton(button.copy)}
    return InlineKeyboardButton(button.text, **target)
