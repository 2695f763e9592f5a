"""Flood control, timed by a hand-turned clock."""

from datetime import timedelta

import pytest
import telegram
from telegram.error import RetryAfter

from sandbox.limits import Flood, Rate
from sandbox.records import Chat, Failure
from sandbox.telegram import Telegram

PRIVATE = Chat(1, "private")
GROUP = Chat(-2, "group")


class Hand:
    """A monotonic time that a test turns."""

    def __init__(self) -> None:
        self.at = 50.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def hand() -> Hand:
    return Hand()


def _taken(flood: Flood, chat: Chat) -> int:
    count = 0
    while True:
        try:
            flood.take(chat)
        except Failure:
            return count
        count += 1


def test_a_person_gets_a_small_burst_and_then_one_a_second(hand: Hand) -> None:
    flood = Flood(hand)
    assert _taken(flood, PRIVATE) == 5
    hand.at += 1
    assert _taken(flood, PRIVATE) == 1
    hand.at += 60
    assert _taken(flood, PRIVATE) == 5


def test_a_group_gets_twenty_a_minute(hand: Hand) -> None:
    flood = Flood(hand)
    assert _taken(flood, GROUP) == 20
    hand.at += 3
    assert _taken(flood, GROUP) == 1


def test_all_chats_together_get_thirty_a_second(hand: Hand) -> None:
    flood = Flood(hand)
    for number in range(30):
        flood.take(Chat(100 + number, "private"))
    with pytest.raises(Failure) as refused:
        flood.take(PRIVATE)
    assert (refused.value.code, refused.value.parameters) == (429, {"retry_after": 1})
    hand.at += 0.5
    assert sum(_taken(flood, Chat(200 + number, "private")) for number in range(4)) == 15


def test_who_waits_as_told_is_served(hand: Hand) -> None:
    flood = Flood(hand, private=Rate(1, 60, burst=1))
    flood.take(PRIVATE)
    with pytest.raises(Failure) as refused:
        flood.take(PRIVATE)
    hand.at += refused.value.parameters["retry_after"]
    flood.take(PRIVATE)
    assert flood.refusals == 1


async def test_the_library_is_told_how_long_to_wait(bot: telegram.Bot, box: Telegram, person: int, hand: Hand) -> None:
    box.flood = Flood(hand, private=Rate(1, 7, burst=1))
    await bot.send_message(person, "one")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(person, "two")
    assert refused.value.retry_after == timedelta(seconds=7)
    assert [message.text for message in box.chat_messages(person)] == ["/start", "one"]


async def test_an_album_counts_every_picture(bot: telegram.Bot, box: Telegram, person: int, hand: Hand) -> None:
    box.flood = Flood(hand, private=Rate(1, 1, burst=2))
    await bot.send_media_group(person, [telegram.InputMediaPhoto(b"1"), telegram.InputMediaPhoto(b"2")])
    with pytest.raises(RetryAfter):
        await bot.send_message(person, "three")


async def test_without_flood_control_anything_passes(bot: telegram.Bot, box: Telegram, person: int) -> None:
    for number in range(40):
        await bot.send_message(person, str(number))
    assert len(box.calls("sendMessage")) == 40
