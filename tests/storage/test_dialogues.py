"""Where a chat stands outlives the process, at every step of a conversation."""

from datetime import timedelta

import storage.dialogues
from storage.dialogues import Dialogue
from tests.bot import restarts
from tests.bot.restarts import rows
from tests.town import Town


async def test_a_conversation_goes_on_wherever_the_process_dies(lively: Town) -> None:
    """Topic, time, consent, something that is no name, a name: a new process for each."""
    await lively.known("Айгүл", "kk", "atyrau")

    async def say(words: str) -> None:
        async with restarts.again(lively) as town:
            await town.say("Айгүл", words)

    async def tap(label: str = "") -> None:
        async with restarts.again(lively) as town:
            await town.tap("Айгүл", label or town.buttons(town.last("Айгүл"))[0][0][0])

    await say("/start")
    await tap()
    await tap()
    await tap("Келісім беремін")
    assert await rows(lively, "SELECT CAST(states AS TEXT) FROM dialogue") == [('{"introduction": "name"}',)]
    async with restarts.again(lively) as town:
        town.box.telegram.send_sticker(town.people["Айгүл"])
        await town.settle()
    await say("Айгүл")
    assert await rows(lively, "SELECT name FROM person") == [("Айгүл",)]
    assert await rows(lively, "SELECT state FROM booking") == [("booked",)]
    assert await rows(lively, "SELECT CAST(states AS TEXT) FROM dialogue") == [("{}",)]


async def test_a_link_waits_in_the_draft_while_the_language_is_asked(lively: Town) -> None:
    await lively.say("Айгүл", "/start c-mangystau")
    async with restarts.again(lively) as town:
        await town.tap("Айгүл", "Қазақша")
    assert await rows(lively, "SELECT c.code FROM person p JOIN centre c ON c.id = p.centre_id") == [("mangystau",)]


async def test_what_is_kept_comes_back_whole(lively: Town) -> None:
    stands = Dialogue({"a": "b"}, {"word": "ұ", "number": 5, "nothing": None}, 7, 9)
    await lively.db.do(storage.dialogues.keep, 5, stands)
    assert await lively.db.read(storage.dialogues.dialogue, 5) == stands
    assert await lively.db.read(storage.dialogues.dialogues, [5, 6]) == {5: stands}
    assert await lively.db.read(storage.dialogues.states, "a") == {5: "b"}


async def test_the_newest_message_known_never_goes_back(lively: Town) -> None:
    await lively.db.do(storage.dialogues.keep, 5, Dialogue(last_id=9))
    await lively.db.do(storage.dialogues.saw, 5, 12)
    await lively.db.do(storage.dialogues.saw, 5, 3)
    await lively.db.do(storage.dialogues.keep, 5, Dialogue(last_id=10))
    assert (await lively.db.read(storage.dialogues.dialogue, 5)).last_id == 12


async def test_a_draft_that_nobody_came_back_to_is_dropped_after_a_week(lively: Town) -> None:
    await lively.db.do(storage.dialogues.keep, 5, Dialogue({"a": "b"}, {"word": "x"}, 7))
    await lively.move(lively.box.clock.now() + timedelta(days=7))
    await lively.db.do(storage.dialogues.sweep)
    assert (await lively.db.read(storage.dialogues.dialogue, 5)).draft == {"word": "x"}
    await lively.move(lively.box.clock.now() + timedelta(seconds=1))
    await lively.db.do(storage.dialogues.sweep)
    assert await lively.db.read(storage.dialogues.dialogue, 5) == Dialogue(panel_id=7)


async def test_a_forgotten_chat_stands_nowhere(lively: Town) -> None:
    await lively.db.do(storage.dialogues.keep, 5, Dialogue(panel_id=7))
    await lively.db.do(storage.dialogues.forget, 5)
    assert await lively.db.read(storage.dialogues.dialogue, 5) == Dialogue()
