"""Trouble on purpose, and what the library makes of it."""

import httpx
import pytest
import telegram
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

import sandbox.trouble
from sandbox.telegram import Telegram
from sandbox.trouble import Trouble


def _count(box: Telegram, person: int) -> int:
    return len(box.chat_messages(person)) - 1  # without the /start


@pytest.mark.parametrize(
    ("trouble", "error", "effects"),
    [
        (sandbox.trouble.refuse(429, "Too Many Requests: retry after 5", retry_after=5), RetryAfter, 0),
        (sandbox.trouble.refuse(429, "Too Many Requests"), NetworkError, 0),
        (sandbox.trouble.refuse(400, "Bad Request: nonsense"), BadRequest, 0),
        (sandbox.trouble.page(502), NetworkError, 0),
        (sandbox.trouble.page(500, ""), NetworkError, 0),
        (sandbox.trouble.broken(), TelegramError, 1),
        (sandbox.trouble.odd('{"ok":false}'), Exception, 1),
        (sandbox.trouble.odd(), Exception, 1),
        (sandbox.trouble.drop(), NetworkError, 1),
        (sandbox.trouble.drop_before(), NetworkError, 0),
    ],
)
async def test_each_trouble_fails_as_it_does_on_a_wire(
    bot: telegram.Bot, box: Telegram, person: int, trouble: Trouble, error: type[Exception], effects: int
) -> None:
    box.troubles.expect(trouble)
    with pytest.raises(error):
        await bot.send_message(person, "x")
    assert _count(box, person) == effects
    await bot.send_message(person, "y")
    assert _count(box, person) == effects + 1


@pytest.mark.parametrize(
    ("trouble", "cause"),
    [(sandbox.trouble.drop(), httpx.ReadError), (sandbox.trouble.drop_before(), httpx.ConnectError)],
)
async def test_a_cut_tells_whether_it_came_before_or_after(
    bot: telegram.Bot, box: Telegram, person: int, trouble: Trouble, cause: type[Exception]
) -> None:
    box.troubles.expect(trouble)
    with pytest.raises(NetworkError) as failed:
        await bot.send_message(person, "x")
    assert isinstance(failed.value.__cause__, cause)


async def test_an_answer_that_comes_too_late_is_a_read_timeout_after_the_deed(
    bot: telegram.Bot, box: Telegram, person: int
) -> None:
    box.troubles.expect(sandbox.trouble.delay(30))
    with pytest.raises(TimedOut) as failed:
        await bot.send_message(person, "x", read_timeout=0.01)
    assert isinstance(failed.value.__cause__, httpx.ReadTimeout)
    assert _count(box, person) == 1


async def test_a_script_is_kept_per_method_chat_and_count(bot: telegram.Bot, box: Telegram, person: int) -> None:
    other = box.person("B")
    box.start(other)
    box.troubles.expect(
        sandbox.trouble.refuse(403, "Forbidden: bot was blocked by the user"),
        method="sendMessage",
        chat=other,
        times=2,
    )
    await bot.send_message(person, "x")
    await bot.send_chat_action(other, "typing")
    for _ in range(2):
        with pytest.raises(TelegramError, match="blocked"):
            await bot.send_message(other, "x")
    await bot.send_message(other, "x")


async def test_a_standing_mode_troubles_every_call_but_polling(bot: telegram.Bot, box: Telegram, person: int) -> None:
    box.troubles.mode = "refuse"
    for _ in range(3):
        with pytest.raises(RetryAfter):
            await bot.send_message(person, "x")
    assert len(await bot.get_updates()) == 1
    box.troubles.clear()
    await bot.send_message(person, "x")


async def test_the_journal_keeps_what_became_of_each_call(bot: telegram.Bot, box: Telegram, person: int) -> None:
    box.troubles.expect(sandbox.trouble.drop_before())
    with pytest.raises(NetworkError):
        await bot.send_message(person, "x")
    with pytest.raises(BadRequest):
        await bot.send_message(person, "")
    sent = await bot.send_message(person, "y")
    journal = box.calls("sendmessage")
    assert [call.outcome for call in journal] == ["drop before", "Bad Request: message text is empty", "ok"]
    assert [call.chat for call in journal] == [person] * 3
    assert journal[-1].result["message_id"] == sent.message_id
    assert journal[-1].at == box.clock.now()
