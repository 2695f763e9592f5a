"""What the bot says of itself and asks about chats."""

import pytest
import telegram
from telegram import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import BadRequest

import sandbox.groups
from sandbox.clock import Clock
from sandbox.profile import commands
from sandbox.telegram import Telegram


async def test_commands_are_kept_per_scope_and_language(bot: telegram.Bot, box: Telegram, person: int) -> None:
    kazakh, russian = [BotCommand("book", "Жазылу")], [BotCommand("book", "Записаться")]
    await bot.set_my_commands(russian)
    await bot.set_my_commands(kazakh, BotCommandScopeAllPrivateChats(), "kk")
    await bot.set_my_commands([], BotCommandScopeChat(person))
    assert await bot.get_my_commands() == tuple(russian)
    assert await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "kk") == tuple(kazakh)
    assert {language: listed[0]["description"] for language, listed in commands(box).items()} == {
        "": "Записаться",
        "kk": "Жазылу",
    }
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()


@pytest.mark.parametrize(("command", "words"), [("Book", "BOT_COMMAND_INVALID"), ("жазылу", "BOT_COMMAND_INVALID")])
async def test_a_bad_command_is_refused(bot: telegram.Bot, command: str, words: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.set_my_commands([BotCommand(command, "x")])


async def test_name_and_descriptions_are_kept_per_language(bot: telegram.Bot) -> None:
    await bot.set_my_name("Орталық", "kk")
    await bot.set_my_description("Что умеет бот", "ru")
    await bot.set_my_short_description("Кратко")
    assert (await bot.get_my_name("kk")).name == "Орталық"
    assert (await bot.get_my_name()).name == "Sandbox"
    assert (await bot.get_my_description("ru")).description == "Что умеет бот"
    assert (await bot.get_my_short_description("kk")).short_description == "Кратко"
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_name("x" * 65)


async def test_the_menu_button_is_kept(bot: telegram.Bot) -> None:
    await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert (await bot.get_chat_menu_button()).type == "commands"


async def test_chats_and_members_can_be_asked_for(bot: telegram.Bot, box: Telegram, person: int) -> None:
    other = box.person("B")
    group = sandbox.groups.supergroup(box, "Staff", [person])
    assert (await bot.get_chat(group)).title == "Staff"
    assert (await bot.get_chat(person)).first_name == "Айгерім"
    assert (await bot.get_chat_member(group, person)).status == "administrator"
    assert (await bot.get_chat_member(group, bot.id)).status == "member"
    assert (await bot.get_chat_member(group, other)).status == "left"
    with pytest.raises(BadRequest, match=r"(?i)participant_id_invalid"):
        await bot.get_chat_member(group, 42)


async def test_a_chat_action_shows_for_five_seconds_or_until_a_message(
    bot: telegram.Bot, box: Telegram, clock: Clock, person: int
) -> None:
    await bot.send_chat_action(person, "typing")
    assert box.world.typing[person] == clock.monotonic() + 5
    await bot.send_message(person, "x")
    assert person not in box.world.typing


async def test_logging_out_is_answered(bot: telegram.Bot) -> None:
    assert await bot.log_out()
