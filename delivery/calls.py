"""A parcel and its screen as calls to the Bot API."""

from typing import Any

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.ext import ExtBot

from rules.letters import Attachment, Button, MediaKind, Parcel, Rows, Screen

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: ExtBot[Any], parcel: Parcel, screen: Screen, markup: str | None = ParseMode.HTML) -> int | None:
    """The id of the new message; None where there is none: a change of one that lies there already."""
    match parcel.op:
        case "delete":
            await bot.delete_message(parcel.to.chat_id, parcel.target_id or 0, rate_limit_args=parcel.lane)
            return None
        case "edit":
            await _edit(bot, parcel, screen, markup)
            return None
        case "pin":
            await _pin(bot, parcel)
            return None
        case "unpin":
            await bot.unpin_chat_message(parcel.to.chat_id, parcel.target_id, rate_limit_args=parcel.lane)
            return None
    if screen.attachment is not None:
        return await _send_attachment(bot, parcel, screen, screen.attachment, markup)
    return await (_send_document if screen.document else _send_text)(bot, parcel, screen, markup)


async def _send_text(bot: ExtBot[Any], parcel: Parcel, screen: Screen, markup: str | None) -> int:
    message = await bot.send_message(
        parcel.to.chat_id,
        screen.text,
        parse_mode=markup,
        message_thread_id=parcel.to.thread_id,
        reply_markup=_keyboard(screen.rows),
        link_preview_options=_NO_PREVIEW,
        rate_limit_args=parcel.lane,
    )
    return message.message_id


async def _send_document(bot: ExtBot[Any], parcel: Parcel, screen: Screen, markup: str | None) -> int:
    if screen.document is None:
        raise TypeError("a screen without a document")
    message = await bot.send_document(
        parcel.to.chat_id,
        screen.document.content,
        filename=screen.document.name,
        caption=screen.text,
        parse_mode=markup,
        message_thread_id=parcel.to.thread_id,
        reply_markup=_keyboard(screen.rows),
        rate_limit_args=parcel.lane,
    )
    return message.message_id


async def _send_attachment(
    bot: ExtBot[Any], parcel: Parcel, screen: Screen, attached: Attachment, markup: str | None
) -> int:
    """What lies at Telegram already goes by its id."""
    ways: dict[MediaKind, Any] = {"photo": bot.send_photo, "document": bot.send_document, "voice": bot.send_voice}
    message: Message = await ways[attached.kind](
        parcel.to.chat_id,
        attached.file_id,
        caption=screen.text,
        parse_mode=markup,
        message_thread_id=parcel.to.thread_id,
        reply_markup=_keyboard(screen.rows),
        rate_limit_args=parcel.lane,
    )
    return message.message_id


async def _edit(bot: ExtBot[Any], parcel: Parcel, screen: Screen, markup: str | None) -> None:
    if screen.attachment is not None:
        await bot.edit_message_caption(
            parcel.to.chat_id,
            parcel.target_id,
            caption=screen.text,
            parse_mode=markup,
            reply_markup=_keyboard(screen.rows),
            rate_limit_args=parcel.lane,
        )
        return
    await bot.edit_message_text(
        screen.text,
        chat_id=parcel.to.chat_id,
        message_id=parcel.target_id,
        parse_mode=markup,
        reply_markup=_keyboard(screen.rows),
        link_preview_options=_NO_PREVIEW,
        rate_limit_args=parcel.lane,
    )


async def _pin(bot: ExtBot[Any], parcel: Parcel) -> None:
    """Pin it where it is not; what people have pinned after it is their word, and stays on top."""
    chat, wanted = await bot.get_chat(parcel.to.chat_id, rate_limit_args=parcel.lane), parcel.target_id or 0
    if chat.pinned_message is None or chat.pinned_message.message_id < wanted:
        await bot.pin_chat_message(parcel.to.chat_id, wanted, disable_notification=True, rate_limit_args=parcel.lane)


def _keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.copy:
        return InlineKeyboardButton(button.text, copy_text=CopyTextButton(button.copy))
    if button.url:
        return InlineKeyboardButton(button.text, url=button.url)
    return InlineKeyboardButton(button.text, callback_data=button.data)
