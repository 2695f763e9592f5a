"""What the bot may change and take away."""

import datetime as dt

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from sandbox.clock import Clock
from sandbox.records import Upload
from sandbox.telegram import Telegram

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])


async def test_an_edit_changes_text_and_buttons_in_place(bot: telegram.Bot, box: Telegram, person: int) -> None:
    sent = await bot.send_message(person, "old", reply_markup=BUTTONS)
    edited = await bot.edit_message_text("<b>new</b>", person, sent.message_id, parse_mode="HTML")
    assert isinstance(edited, telegram.Message)
    assert (edited.text_html, edited.reply_markup) == ("<b>new</b>", None)
    assert edited.edit_date is not None
    assert [message.text for message in box.chat_messages(person)] == ["/start", "new"]


async def test_an_edit_that_changes_nothing_is_refused(bot: telegram.Bot, person: int) -> None:
    sent = await bot.send_message(person, "same", reply_markup=BUTTONS)
    with pytest.raises(BadRequest, match=r"^Message is not modified"):
        await bot.edit_message_text("same ", person, sent.message_id, reply_markup=BUTTONS)
    with pytest.raises(BadRequest, match=r"^Message is not modified"):
        await bot.edit_message_reply_markup(person, sent.message_id, reply_markup=BUTTONS)
    await bot.edit_message_reply_markup(person, sent.message_id)


async def test_only_ones_own_messages_can_be_edited(bot: telegram.Bot, box: Telegram, person: int) -> None:
    said = box.say(person, "mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", person, said.id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", person, 999)


async def test_a_caption_is_edited_as_a_caption(bot: telegram.Bot, person: int) -> None:
    sent = await bot.send_document(person, b"x", caption="old")
    edited = await bot.edit_message_caption(person, sent.message_id, caption="new")
    assert isinstance(edited, telegram.Message)
    assert edited.caption == "new"
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", person, sent.message_id)
    text = await bot.send_message(person, "x")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(person, text.message_id, caption="new")


async def test_a_message_is_deleted_within_two_days_only(
    bot: telegram.Bot, box: Telegram, clock: Clock, person: int
) -> None:
    first, second = [await bot.send_message(person, "x") for _ in range(2)]
    await clock.move(clock.now() + dt.timedelta(hours=47))
    assert await bot.delete_message(person, first.message_id)
    await clock.move(clock.now() + dt.timedelta(hours=1))
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(person, second.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(person, first.message_id)
    assert [message.id for message in box.chat_messages(person)] == [1, second.message_id]


async def test_several_are_deleted_at_once_and_missing_ones_skipped(
    bot: telegram.Bot, box: Telegram, person: int
) -> None:
    sent = [(await bot.send_message(person, "x")).message_id for _ in range(3)]
    assert await bot.delete_messages(person, [*sent[:2], 999])
    assert [message.id for message in box.chat_messages(person)] == [1, sent[2]]


async def test_a_message_is_pinned_and_unpinned(bot: telegram.Bot, box: Telegram, person: int) -> None:
    sent = await bot.send_message(person, "x")
    await bot.pin_chat_message(person, sent.message_id)
    assert box.world.messages[person][sent.message_id].pinned
    await bot.unpin_chat_message(person)
    assert not box.world.messages[person][sent.message_id].pinned
    with pytest.raises(BadRequest, match="Message to pin not found"):
        await bot.pin_chat_message(person, 999)


async def test_what_a_person_deleted_cannot_be_edited(bot: telegram.Bot, box: Telegram, person: int) -> None:
    sent = await bot.send_message(person, "x")
    box.delete(sent.message_id, chat=person)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("y", person, sent.message_id)


async def test_a_persons_file_and_edit_reach_the_bot(bot: telegram.Bot, box: Telegram, person: int) -> None:
    box.send_document(person, Upload("a.pdf", "application/pdf", b"%PDF"), caption="міне")
    said = box.say(person, "first")
    box.edit(person, said.id, "second")
    updates = await bot.get_updates()
    document = updates[1].message.document if updates[1].message else None
    assert document is not None
    assert bytes(await (await document.get_file()).download_as_bytearray()) == b"%PDF"
    assert updates[3].edited_message is not None
    assert updates[3].edited_message.text == "second"
