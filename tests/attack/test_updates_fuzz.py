"""Updates of every kind at any moment of any dialogue: each is ended, each tap is answered once, nobody is stuck."""

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

import sandbox.groups
from bot.box import BOT_ID
from rules.people import Role
from sandbox.records import Upload
from tests.attack.nasty import NASTY, SURROGATES
from tests.attack.walk import choose, come, introduce
from tests.town import Town

STEPS = 250
WORDS = [text for text in NASTY if text.strip() and text not in SURROGATES]
COMMANDS = (
    "start",
    "book",
    "bookings",
    "settings",
    "language",
    "privacy",
    "mydata",
    "help",
    "cancel",
    "staff",
    "nothing",
)
LINKS = ("", "c_atyrau", "c_nowhere", "i_forged", "x" * 64, "-", "_", "c_atyrau-t_grants", "=", "c_")
OTHERS: tuple[dict[str, Any], ...] = (
    {"dice": {"emoji": "🎲", "value": 3}},
    {"location": {"latitude": 47.1, "longitude": 51.9}},
    {"contact": {"phone_number": "1", "first_name": "x"}},
    {"venue": {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "x", "address": "y"}},
    {"game": {"title": "x", "description": "y", "photo": []}},
    {"new_chat_title": "x"},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    {"future_thing": {"unknown": [1, 2, 3]}},
    {"successful_payment": {"currency": "KZT", "total_amount": 1, "invoice_payload": "x",
                            "telegram_payment_charge_id": "1", "provider_payment_charge_id": "2"}},
    {"web_app_data": {"data": "{}", "button_text": "x"}},
    {"users_shared": {"request_id": 1, "users": []}},
)  # fmt: skip


class Monkey:
    """Somebody who presses and sends anything; what they do is told by the seed."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town, self.telegram = town, town.box.telegram
        self.chance = random.Random(seed)
        self.queries: list[str] = []
        self.unreadable = 0
        self.people = [town.people[name] for name in ("new", "chosen", "asked", "booked", "boss")]
        self.group = sandbox.groups.group(self.telegram, "anybody", self.people)
        self.steps: tuple[Callable[[int], object], ...] = (
            *(self.tap,) * 5,
            *(self.say,) * 3,
            *(self.command,) * 2,
            self.other,
            self.edit,
            self.file,
            self.block,
            self.in_group,
            self.strange,
        )

    def step(self) -> None:
        person = self.chance.choice(self.people)
        if self.telegram.world.chats[person].bot == "kicked":
            self.telegram.unblock(person)
        self.chance.choice(self.steps)(person)

    def tap(self, person: int) -> None:
        """Any button of any screen that ever was, or one that never was."""
        lying = self.telegram.chat_messages(person)
        buttons = [(message.id, data) for message in lying for row in Town.buttons(message) for _, data in row if data]
        there, data = self.chance.choice([*buttons, (1, "zz:1")])
        forged = self.chance.random() < 0.1
        used = data[:-1] + self.chance.choice("0189:x") if forged else data
        self.queries.append(self.telegram.tap(person, person, there, used, stale=True))

    def say(self, person: int) -> None:
        self.telegram.say(person, self.chance.choice(WORDS))

    def command(self, person: int) -> None:
        link = self.chance.choice(LINKS)
        self.telegram.say(person, f"/{self.chance.choice(COMMANDS)} {link}".strip())

    def other(self, person: int) -> None:
        self.telegram.send_other(person, self.chance.choice(OTHERS))

    def file(self, person: int) -> None:
        sending = self.chance.choice((self.telegram.send_document, self.telegram.send_photo, self.telegram.send_voice))
        sending(person, Upload("x.bin", "image/png", b"x"), caption=self.chance.choice(WORDS)[:1000])

    def edit(self, person: int) -> None:
        own = [message.id for message in self.telegram.chat_messages(person) if message.sender != BOT_ID]
        if own:
            self.telegram.edit(person, own[-1], self.chance.choice(WORDS))

    def block(self, person: int) -> None:
        self.telegram.block(person)

    def in_group(self, person: int) -> None:
        self.telegram.say(person, f"/{self.chance.choice(COMMANDS)}", chat=self.group)
        self.queries.append(
            self.telegram.tap(person, self.group, 1, self.chance.choice(("md", "m", "bs:1")), stale=True)
        )

    def strange(self, _person: int) -> None:
        """What is not a message: of a channel, of nobody, of tomorrow's Telegram."""
        kind, payload = self.chance.choice(
            (
                (
                    "channel_post",
                    {"message_id": 1, "date": 1, "chat": {"id": -9, "type": "channel"}, "text": "/go"},
                ),
                ("message", {"message_id": 1, "date": 1, "chat": {"id": -4, "type": "group"}, "text": "/staff"}),
                ("future_update", {"id": 1}),
                ("message", {"message_id": 1}),
                ("message", {}),
                ("my_chat_member", {"date": 1}),
            )
        )
        self.unreadable += "chat" not in payload and kind != "future_update"
        self.telegram.tell(kind, payload)


async def _everybody(town: Town) -> None:
    """Somebody at each place of the dialogue."""
    for name in ("new", "chosen", "asked", "booked"):
        town.person(name, "ru")
    for name in ("chosen", "asked", "booked"):
        await come(town, name)
    for name in ("asked", "booked"):
        await choose(town, name, time=0 if name == "asked" else 1)
    await introduce(town, "booked", "Болат")
    await town.known("boss", "kk", "atyrau", [await town.grant(Role.COORDINATOR, "atyrau")])


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_whatever_comes_is_ended_and_every_tap_is_answered_once(seed: int, lively: Town) -> None:
    await _everybody(lively)
    monkey = Monkey(lively, seed)
    for number in range(STEPS):
        monkey.step()
        if number % 5 == 0:
            await lively.settle()
    await lively.settle()
    answered = [call.parameters["callback_query_id"] for call in lively.box.telegram.calls("answerCallbackQuery")]
    assert [query for query in monkey.queries if answered.count(query) != 1] == []
    ends = Counter(_ends(lively))
    assert ends["new"] == 0
    assert ends["aside"] == monkey.unreadable
    for person in monkey.people:
        lively.box.telegram.unblock(person)
        seen = len(lively.box.telegram.chat_messages(person))
        lively.box.telegram.say(person, "/start")
        await lively.settle()
        assert len(lively.box.telegram.chat_messages(person)) > seen + 1


def _ends(town: Town) -> list[str]:
    """What became of each update; only what no parser can read is set aside, and stands in nobody's way."""
    path = town.db.place.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as reader:
        return [state for (state,) in reader.execute("SELECT state FROM inbox")]
