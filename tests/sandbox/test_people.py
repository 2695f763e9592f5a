"""What people do, and how it comes to the bot."""

import datetime as dt

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import BadRequest

import sandbox.groups
import sandbox.sharing
from sandbox.clock import Clock
from sandbox.records import Upload
from sandbox.telegram import Telegram

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])


async def _messages(bot: telegram.Bot) -> list[telegram.Message]:
    return [update.effective_message for update in await bot.get_updates() if update.effective_message]


async def test_start_carries_its_payload_and_the_persons_language(bot: telegram.Bot, box: Telegram) -> None:
    person = box.person("Айгерім", language="kk", username="aigerim")
    box.start(person, "centre-topic")
    (message,) = await _messages(bot)
    assert (message.text, message.chat.type) == ("/start centre-topic", "private")
    assert [entity.type for entity in message.entities] == ["bot_command"]
    assert message.from_user is not None
    assert (message.from_user.language_code, message.from_user.username) == ("kk", "aigerim")
    assert message.from_user.id > 2**32


def test_nobody_can_say_nothing(box: Telegram, person: int) -> None:
    with pytest.raises(ValueError, match="empty"):
        box.say(person, " \n ")


async def test_a_text_too_long_comes_in_pieces(bot: telegram.Bot, box: Telegram, person: int) -> None:
    box.say(person, "x" * 9000)
    assert [len(message.text or "") for message in await _messages(bot)] == [6, 4096, 4096, 808]


async def test_a_tap_is_answered_once_with_a_popup(bot: telegram.Bot, box: Telegram, person: int) -> None:
    sent = await bot.send_message(person, "x", reply_markup=BUTTONS)
    query = box.tap(person, person, sent.message_id, "a")
    tapped = (await bot.get_updates())[-1].callback_query
    assert tapped is not None
    assert (tapped.id, tapped.data, tapped.from_user.id) == (query, "a", person)
    await tapped.answer("жақсы", show_alert=True)
    assert [(popup.text, popup.alert) for popup in box.popups_of(person)] == [("жақсы", True)]
    with pytest.raises(BadRequest, match=r"(?i)^query is too old and response timeout expired"):
        await tapped.answer()


async def test_a_tap_waits_a_minute_for_its_answer(bot: telegram.Bot, box: Telegram, clock: Clock, person: int) -> None:
    sent = await bot.send_message(person, "x", reply_markup=BUTTONS)
    query = box.tap(person, person, sent.message_id, "a")
    await clock.move(clock.now() + dt.timedelta(seconds=61))
    with pytest.raises(BadRequest, match=r"(?i)^query is too old"):
        await bot.answer_callback_query(query)
    with pytest.raises(BadRequest, match=r"(?i)query ID is invalid"):
        await bot.answer_callback_query("12345")


async def test_a_popup_has_two_hundred_letters(bot: telegram.Bot, box: Telegram, person: int) -> None:
    sent = await bot.send_message(person, "x", reply_markup=BUTTONS)
    query = box.tap(person, person, sent.message_id, "a")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(query, "x" * 201)
    await bot.answer_callback_query(query, "x" * 200)


async def test_only_a_button_that_is_there_can_be_tapped(bot: telegram.Bot, box: Telegram, person: int) -> None:
    sent = await bot.send_message(person, "x", reply_markup=BUTTONS)
    with pytest.raises(ValueError, match="no button"):
        box.tap(person, person, sent.message_id, "b")
    with pytest.raises(ValueError, match="not in that chat"):
        box.tap(box.person("B"), person, sent.message_id, "a")


async def test_a_stale_screen_taps_what_is_gone(bot: telegram.Bot, box: Telegram, person: int) -> None:
    sent = await bot.send_message(person, "x", reply_markup=BUTTONS)
    await bot.delete_message(person, sent.message_id)
    box.tap(person, person, sent.message_id, "old:data", stale=True)
    tapped = (await bot.get_updates())[-1].callback_query
    assert tapped is not None
    assert tapped.data == "old:data"
    assert tapped.message is not None
    assert not tapped.message.is_accessible


async def test_a_key_sends_its_text_or_the_persons_contact(bot: telegram.Bot, box: Telegram, person: int) -> None:
    keys: list[list[KeyboardButton | str]] = [[KeyboardButton("Phone", request_contact=True), "No"]]
    await bot.send_message(person, "x", reply_markup=ReplyKeyboardMarkup(keys))
    box.press_key(person, "No")
    box.press_key(person, "Phone")
    text, contact = (await _messages(bot))[1:]
    assert text.text == "No"
    assert contact.contact is not None
    assert contact.contact.user_id == person
    await bot.send_message(person, "x", reply_markup=telegram.ReplyKeyboardRemove())
    with pytest.raises(ValueError, match="no key"):
        box.press_key(person, "No")


async def test_a_one_time_keyboard_goes_when_pressed(bot: telegram.Bot, box: Telegram, person: int) -> None:
    markup = ReplyKeyboardMarkup([["Yes"]], one_time_keyboard=True)
    await bot.send_message(person, "x", reply_markup=markup)
    box.press_key(person, "Yes")
    with pytest.raises(ValueError, match="no key"):
        box.press_key(person, "Yes")


async def test_contacts_are_asked_for_in_private_only(bot: telegram.Bot, box: Telegram, person: int) -> None:
    group = sandbox.groups.group(box, "Staff", [person])
    markup = ReplyKeyboardMarkup([[KeyboardButton("Phone", request_contact=True)]])
    with pytest.raises(BadRequest, match=r"(?i)phone number can be requested in private chats only"):
        await bot.send_message(group, "x", reply_markup=markup)


async def test_every_kind_of_media_comes(bot: telegram.Bot, box: Telegram, person: int) -> None:
    file = Upload("a.bin", "application/octet-stream", b"x")
    box.send_photo(person, file)
    box.send_voice(person, file)
    box.send_location(person, 43.65, 51.15)
    box.send_sticker(person)
    box.send_contact(person, of=box.person("B"))
    box.send_other(person, {"dice": {"emoji": "🎲", "value": 3}})
    photo, voice, location, sticker, contact, dice = (await _messages(bot))[1:]
    assert photo.photo
    assert voice.voice
    assert location.location
    assert sticker.sticker
    assert contact.contact
    assert contact.contact.user_id != person
    assert dice.dice


def test_who_blocked_the_bot_says_nothing_to_it(box: Telegram, person: int) -> None:
    box.block(person)
    with pytest.raises(ValueError, match="blocked"):
        box.say(person, "x")


async def test_in_a_group_the_bot_hears_what_is_for_it(bot: telegram.Bot, box: Telegram, person: int) -> None:
    group = sandbox.groups.group(box, "Staff", [person])
    sent = await bot.send_message(group, "x")
    box.say(person, "gossip", chat=group)
    box.say(person, "/staff", chat=group)
    box.say(person, "answer", chat=group, reply_to=sent.message_id)
    box.say(person, "hey @sandbox_bot", chat=group)
    assert [message.text for message in (await _messages(bot))[1:]] == ["/staff", "answer", "hey @sandbox_bot"]
    box.reads_everything = True
    box.say(person, "more gossip", chat=group)
    assert (await _messages(bot))[-1].text == "more gossip"


def test_only_a_member_speaks_in_a_group(box: Telegram, person: int) -> None:
    group = sandbox.groups.group(box, "Staff", [person])
    other = box.person("B")
    with pytest.raises(ValueError, match="not in that chat"):
        box.say(other, "x", chat=group)
    sandbox.groups.join(box, group, other)
    box.say(other, "x", chat=group)


async def test_an_anonymous_administrator_and_a_channel_speak_as_chats(
    bot: telegram.Bot, box: Telegram, person: int
) -> None:
    group = sandbox.groups.supergroup(box, "Staff", [person])
    channel = sandbox.groups.channel(box, "News", person)
    sandbox.groups.say_anonymously(box, group, "/staff")
    sandbox.groups.post(box, channel, "post")
    anonymous, post = (await bot.get_updates())[-2:]
    assert anonymous.message is not None
    assert anonymous.message.sender_chat is not None
    assert anonymous.message.sender_chat.id == group
    assert anonymous.message.from_user is not None
    assert anonymous.message.from_user.username == "GroupAnonymousBot"
    assert post.channel_post is not None
    assert post.channel_post.from_user is None


async def test_supergroups_count_their_messages_for_themselves(bot: telegram.Bot, box: Telegram, person: int) -> None:
    numbers = [sandbox.groups.supergroup(box, title, [person]) for title in "ab"]
    sent = [await bot.send_message(number, "x") for number in numbers]
    assert sent[0].message_id == sent[1].message_id


async def test_an_album_comes_as_a_message_for_each_photo(bot: telegram.Bot, box: Telegram, person: int) -> None:
    photo = Upload("photo.jpg", "image/jpeg", b"x")
    sandbox.sharing.album(box, person, [photo, photo], "екі сурет")
    first, second = (await _messages(bot))[-2:]
    assert first.media_group_id
    assert first.media_group_id == second.media_group_id
    assert (first.caption, second.caption) == ("екі сурет", None)


async def test_words_passed_on_say_whose_they_were(bot: telegram.Bot, box: Telegram, person: int) -> None:
    sandbox.sharing.forwarded(box, person, "хабарландыру", "Баспасөз")
    message = (await _messages(bot))[-1]
    assert message.text == "хабарландыру"
    assert isinstance(message.forward_origin, telegram.MessageOriginHiddenUser)
    assert message.forward_origin.sender_user_name == "Баспасөз"
