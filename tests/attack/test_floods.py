"""One person floods the bot; another one asks one thing."""

from collections import Counter
from typing import Any

import pytest

import rules.floods
from tests.attack.cast import rows
from tests.town import Town

FLOOD = 1_000  # ten times what is fetched at once


@pytest.fixture
async def limited(lively: Town) -> Town:
    """A town with the limits of a real run, in which no second passes."""
    lively.works.house.floods.citizen = rules.floods.CITIZEN
    lively.works.house.floods._now = lambda: 0.0
    await lively.known("abuser", "ru", "atyrau")
    await lively.known("honest", "ru", "atyrau")
    return lively


async def test_a_flood_of_words_is_told_once_and_then_costs_no_call_and_no_row(limited: Town) -> None:
    telegram, abuser = limited.box.telegram, limited.person("abuser")
    await limited.say("abuser", "/help")
    before = rows(limited.db)
    for _ in range(FLOOD):
        telegram.say(abuser, "/help")
    await limited.settle()
    to_abuser = [call for call in telegram.calls("sendMessage") if call.chat == abuser]
    assert len(to_abuser) == rules.floods.CITIZEN.burst + 1
    assert rows(limited.db) == before


async def test_a_flood_of_taps_is_answered_every_time_and_shows_nothing_more(limited: Town) -> None:
    telegram, abuser = limited.box.telegram, limited.person("abuser")
    await limited.say("abuser", "/help")
    message, data = next(
        (message, data)
        for message in telegram.chat_messages(abuser)
        for row in limited.buttons(message)
        for _, data in row
        if data
    )
    for _ in range(200):
        telegram.tap(abuser, abuser, message.id, data, stale=True)
    await limited.settle()
    assert len(telegram.calls("answerCallbackQuery")) == 200
    shown = [call for method in ("sendMessage", "editMessageText") for call in telegram.calls(method)]
    assert len(shown) <= rules.floods.CITIZEN.burst + 1


async def test_an_honest_person_waits_for_a_few_of_the_abusers_updates_not_for_all(limited: Town) -> None:
    telegram, done = limited.box.telegram, Counter[int]()
    plain = limited.db.do

    async def counted(deed: Any, *args: Any, **named: Any) -> Any:
        result = await plain(deed, *args, **named)
        if deed.__name__ == "finish" and not telegram.chat_messages(limited.person("honest"))[1:]:
            done[args[0].chat_id] += 1
        return result

    limited.db.do = counted
    for _ in range(60):
        telegram.say(limited.person("abuser"), "/help")
    telegram.say(limited.person("honest"), "/help")
    for _ in range(30):
        telegram.say(limited.person("abuser"), "/help")
    await limited.settle()
    assert telegram.chat_messages(limited.person("honest"))[1:]
    assert done[limited.person("abuser")] < 30
