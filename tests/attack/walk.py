"""Ways through the bot by kinds of buttons, in any language, as an attacked person goes them."""

from rules.keys.booking import Book, Pick, Topics
from rules.keys.codec import Key
from rules.keys.privacy import Agree
from rules.keys.start import ChooseCentre, Speak
from sandbox.records import Message
from tests.town import Town


def newest(town: Town, name: str, kind: type[Key], place: int = 0) -> tuple[Message, str]:
    """The message and the data of a button of this kind, in the newest message that has one."""
    for message in reversed(town.box.telegram.chat_messages(town.people[name])):
        found = [data for row in town.buttons(message) for _, data in row if data.partition(":")[0] == kind.name]
        if found:
            return message, found[place]
    raise AssertionError(f"{name} sees no {kind.__qualname__}")


async def touch(town: Town, name: str, kind: type[Key], place: int = 0) -> None:
    """Press the newest button of this kind."""
    await town.press(name, *newest(town, name, kind, place))


async def come(town: Town, name: str, place: int = 1) -> None:
    """Somebody's first minute: language (Russian by default) and the first centre."""
    await town.say(name, "/start")
    await touch(town, name, Speak, place)
    await touch(town, name, ChooseCentre)


async def choose(town: Town, name: str, topic: int = 2, time: int = 0) -> None:
    """A topic and one of its earliest times."""
    await town.say(name, "/book")
    if topic == 0:
        await touch(town, name, Topics)
    await touch(town, name, Pick, topic)
    await touch(town, name, Book, time)


async def introduce(town: Town, name: str, typed: str) -> None:
    """Consent and a name, for the time chosen before."""
    await touch(town, name, Agree)
    await town.say(name, typed)
