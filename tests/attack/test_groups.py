"""A group is a room full of people: nothing of one's own is shown there, whoever asks."""

import pytest

import sandbox.groups
from tests.attack.cast import OWNER_NAME, Stage

COMMANDS = ("start", "book", "bookings", "settings", "language", "privacy", "mydata", "help", "cancel", "stafff", "x")


@pytest.mark.parametrize("name", ["owner", "coordinator"])
async def test_a_command_in_a_group_is_answered_with_the_way_to_the_private_chat(name: str, stage: Stage) -> None:
    await stage.book()
    telegram = stage.town.box.telegram
    group = sandbox.groups.group(telegram, "citizens", [stage.people[name].telegram_id])
    for command in COMMANDS:
        await stage.town.say(name, f"/{command}", chat=group)
    told = [message.text for message in telegram.chat_messages(group) if message.sender == telegram.world.bot.id]
    assert len(told) == len(COMMANDS)
    assert len(set(told)) == 1
    assert OWNER_NAME not in told[0]


async def test_whoever_has_no_role_links_no_group(stage: Stage) -> None:
    telegram = stage.town.box.telegram
    group = sandbox.groups.group(telegram, "citizens", [stage.people["former"].telegram_id])
    await stage.town.say("former", "/staff", chat=group)
    (told,) = [message.text for message in telegram.chat_messages(group) if message.sender == telegram.world.bot.id]
    assert stage.centre.name("ru") not in told
