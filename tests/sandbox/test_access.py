"""Where the bot may write."""

import pytest
import telegram
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

import sandbox.groups
from sandbox.telegram import Telegram
from tests.sandbox.conftest import MakeBot


async def test_nobody_there(bot: telegram.Bot) -> None:
    for chat in (42, "@nobody_here"):
        with pytest.raises(BadRequest, match=r"^Chat not found"):
            await bot.send_message(chat, "x")


async def test_who_never_wrote_cannot_be_written_to(bot: telegram.Bot, box: Telegram) -> None:
    stranger = box.person("Ербол")
    with pytest.raises(Forbidden, match=r"^Forbidden: bot can't initiate conversation with a user"):
        await bot.send_message(stranger, "x")


async def test_who_blocked_the_bot_is_out_of_reach_until_the_next_start(
    bot: telegram.Bot, box: Telegram, person: int
) -> None:
    box.block(person)
    with pytest.raises(Forbidden, match=r"^Forbidden: bot was blocked by the user"):
        await bot.send_message(person, "x")
    box.start(person)
    await bot.send_message(person, "x")
    members = [one.my_chat_member for one in await bot.get_updates() if one.my_chat_member]
    assert [one.new_chat_member.status for one in members] == ["kicked", "member"]


async def test_a_deleted_account_is_out_of_reach(bot: telegram.Bot, box: Telegram, person: int) -> None:
    box.deactivate(person)
    with pytest.raises(Forbidden, match=r"^Forbidden: user is deactivated"):
        await bot.send_message(person, "x")


async def test_a_bot_cannot_write_to_a_bot(bot: telegram.Bot) -> None:
    with pytest.raises(Forbidden, match="bots can't send messages to bots"):
        await bot.send_message(bot.id, "x")


async def test_a_kicked_bot_is_told_so(bot: telegram.Bot, box: Telegram, person: int) -> None:
    group = sandbox.groups.group(box, "Staff", [person])
    await bot.send_message(group, "x")
    sandbox.groups.kick(box, group, by=person)
    with pytest.raises(Forbidden, match=r"^Forbidden: bot was kicked from the group chat"):
        await bot.send_message(group, "x")
    sandbox.groups.invite(box, group, by=person)
    await bot.send_message(group, "x")


async def test_a_group_that_moved_tells_its_new_number(bot: telegram.Bot, box: Telegram, person: int) -> None:
    group = sandbox.groups.group(box, "Staff", [person])
    number = sandbox.groups.migrate(box, group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group, "x")
    assert moved.value.new_chat_id == number
    await bot.send_message(number, "x")
    messages = [one.message for one in await bot.get_updates() if one.message]
    assert [one.migrate_to_chat_id for one in messages][1] == number
    assert [one.migrate_from_chat_id for one in messages][2] == group


async def test_without_the_right_nothing_is_written(bot: telegram.Bot, box: Telegram, person: int) -> None:
    group = sandbox.groups.supergroup(box, "Staff", [person])
    sandbox.groups.restrict(box, group, by=person)
    with pytest.raises(BadRequest, match=r"^Not enough rights to send text messages to the chat"):
        await bot.send_message(group, "x")
    sandbox.groups.invite(box, group, by=person)
    sandbox.groups.mute(box, group)
    with pytest.raises(BadRequest, match=r"^Not enough rights"):
        await bot.send_message(group, "x")
    sandbox.groups.promote(box, group, by=person)
    await bot.send_message(group, "x")


async def test_threads_are_found_closed_and_gone(bot: telegram.Bot, box: Telegram, person: int) -> None:
    group = sandbox.groups.group(box, "Staff", [person], forum=True)
    thread = sandbox.groups.open_thread(box, group, "Орал")
    sent = await bot.send_message(group, "x", message_thread_id=thread)
    assert (sent.message_thread_id, sent.is_topic_message) == (thread, True)
    sandbox.groups.close_thread(box, group, thread)
    with pytest.raises(BadRequest, match=r"(?i)^topic_closed"):
        await bot.send_message(group, "x", message_thread_id=thread)
    sandbox.groups.delete_thread(box, group, thread)
    with pytest.raises(BadRequest, match=r"^Message thread not found"):
        await bot.send_message(group, "x", message_thread_id=thread)


async def test_the_bot_makes_a_thread_where_there_are_threads_and_it_has_the_right(
    bot: telegram.Bot, box: Telegram, person: int
) -> None:
    plain, forum = (sandbox.groups.group(box, "Staff", [person], forum=forum) for forum in (False, True))
    with pytest.raises(BadRequest, match=r"^The chat is not a forum"):
        await bot.create_forum_topic(plain, "Орал")
    with pytest.raises(BadRequest, match=r"^Not enough rights to create a topic"):
        await bot.create_forum_topic(forum, "Орал")
    sandbox.groups.promote(box, forum, by=person)
    made = await bot.create_forum_topic(forum, "Орал")
    sent = await bot.send_message(forum, "x", message_thread_id=made.message_thread_id)
    assert (made.name, sent.message_thread_id) == ("Орал", made.message_thread_id)


async def test_pinning_in_a_group_needs_the_right(bot: telegram.Bot, box: Telegram, person: int) -> None:
    group = sandbox.groups.group(box, "Staff", [person])
    sent = await bot.send_message(group, "x")
    with pytest.raises(BadRequest, match=r"^Not enough rights to manage pinned messages"):
        await bot.pin_chat_message(group, sent.message_id)


async def test_others_messages_in_a_group_are_not_the_bots_to_delete(
    bot: telegram.Bot, box: Telegram, person: int
) -> None:
    group = sandbox.groups.group(box, "Staff", [person])
    said = box.say(person, "/staff", chat=group)
    with pytest.raises(BadRequest, match=r"^Message can't be deleted"):
        await bot.delete_message(group, said.id)


async def test_a_channel_takes_posts_of_an_administrator(bot: telegram.Bot, box: Telegram, person: int) -> None:
    channel = sandbox.groups.channel(box, "News", person, username="news_here")
    sent = await bot.send_message("@news_here", "x")
    assert sent.chat.id == channel
    sandbox.groups.invite(box, channel, by=person)
    with pytest.raises(BadRequest, match=r"(?i)^need administrator rights in the channel chat"):
        await bot.send_message(channel, "x")


async def test_a_wrong_token_and_an_unknown_method(bot: telegram.Bot, make_bot: MakeBot) -> None:
    with pytest.raises(InvalidToken):
        await make_bot("100001:SANDBOX2").initialize()
    with pytest.raises(TelegramError, match=r"Not Found|not found"):
        await bot.do_api_request("sendPigeon")
