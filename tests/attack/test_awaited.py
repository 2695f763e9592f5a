"""Wherever something is awaited, whatever else comes is answered, and nothing that was said before is lost."""

from collections.abc import Callable

import pytest

import handlers.introduction
import handlers.proposals
import sandbox.groups
from rules.keys.privacy import Agree
from sandbox.records import Upload
from storage.dialogues import Dialogue
from tests.attack.awaited import PLACES, Place
from tests.attack.cast import Rows, Stage, rows
from tests.attack.proposal_buttons import TEXT as PROPOSAL
from tests.attack.walk import choose, touch
from tests.town import Town

FILE = Upload("x.bin", "image/png", b"x")
Send = Callable[[Town, int], object]

OTHER: dict[str, Send] = {
    "photo": lambda town, person: town.box.telegram.send_photo(person, FILE),
    "voice": lambda town, person: town.box.telegram.send_voice(person, FILE),
    "document": lambda town, person: town.box.telegram.send_document(person, FILE),
    "sticker": lambda town, person: town.box.telegram.send_sticker(person),
    "location": lambda town, person: town.box.telegram.send_location(person, 47.1, 51.9),
    "contact": lambda town, person: town.box.telegram.send_contact(person),
    "future": lambda town, person: town.box.telegram.send_other(person, {"hologram": {"id": 1}}),
}


def _typing(words: str) -> Send:
    return lambda town, person: town.box.telegram.say(person, words)


TYPED = {
    "too long": _typing("ұ" * 4096),
    "signs only": _typing("\u200b\u202e\x07\u2060"),
    "blank": _typing("\u00a0\u3164\u00a0"),
    "no such command": _typing("/nothing"),
    "nearly a command": _typing("/cancel_all"),
    "a long command": _typing("/x" + "y" * 60),
}
each_place = pytest.mark.parametrize("place", PLACES, ids=lambda place: str(place.state))


def test_every_place_where_something_is_awaited_is_attacked() -> None:
    assert {place.state for place in PLACES} == set(handlers.introduction.conversation.states)


def _as_before(before: Dialogue, after: Dialogue) -> bool:
    return (after.states, after.draft) == (before.states, before.draft)


@each_place
async def test_whatever_else_comes_is_answered_and_loses_nothing_until_cancel(place: Place, stage: Stage) -> None:
    stands, kept = await place.stand(stage), rows(stage.town.db)
    others = {kind: send for kind, send in OTHER.items() if kind not in place.takes}
    for kind, send in (others | TYPED).items():
        await _send(stage, place, send)
        assert _as_before(stands, await place.standing(stage)), kind
    assert rows(stage.town.db) == kept
    await _send(stage, place, _typing("/cancel"))
    after = await place.standing(stage)
    assert (after.states, after.draft) == ({}, {})
    assert _without_what_was_begun(rows(stage.town.db)) == _without_what_was_begun(kept)


def _without_what_was_begun(found: Rows) -> Rows:
    """A time held for somebody who stops is free again, a notice without words is gone; that is no loss."""
    begun = {"booking", "booking_log", "claim", "broadcast", "broadcast_text"}
    return {name: each for name, each in found.items() if name not in begun}


async def _send(stage: Stage, place: Place, send: Send) -> None:
    """Sent, and answered with at least one screen, none of which says that the bot has failed."""
    telegram, chat = stage.town.box.telegram, stage.chats[place.name]
    seen = len(telegram.calls("sendMessage"))
    send(stage.town, chat)
    await stage.town.settle()
    told = telegram.calls("sendMessage")[seen:]
    assert [call for call in told if call.chat == chat]
    assert not [call for call in told if "update." in str(call.parameters["text"])]


async def test_what_is_edited_or_said_elsewhere_is_not_taken_for_what_is_awaited(stage: Stage) -> None:
    place, telegram = next(place for place in PLACES if place.state == handlers.proposals.TEXT), stage.town.box.telegram
    owner = stage.chats[place.name]
    group = sandbox.groups.group(telegram, "citizens", [owner])
    said = telegram.say(owner, "/help")
    await stage.town.settle()
    stands = await place.stand(stage)
    telegram.edit(owner, said.id, PROPOSAL)
    telegram.say(owner, PROPOSAL, chat=group)
    telegram.say(owner, "/cancel", chat=group)
    sandbox.groups.post(telegram, sandbox.groups.channel(telegram, "news", owner), PROPOSAL)
    await stage.town.settle()
    assert _as_before(stands, await place.standing(stage))


async def test_a_name_too_long_is_said_again_shorter_and_the_time_is_still_theirs(stage: Stage) -> None:
    await choose(stage.town, "newcomer")
    await touch(stage.town, "newcomer", Agree)
    await stage.town.say("newcomer", "Ә" * 300)
    await stage.town.say("newcomer", "Әсем")
    assert "P-" in stage.town.last("newcomer").text
