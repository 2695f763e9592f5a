"""What people share with the bot: an album of photos, which comes as a message for each, and words of somebody else."""

from collections.abc import Sequence

import sandbox.entities
from sandbox.records import Message, Upload
from sandbox.telegram import Telegram


def album(box: Telegram, person: int, photos: Sequence[Upload], caption: str = "") -> list[Message]:
    """The caption goes with the first."""
    name, captions = str(box.world.count("album")), [caption, *([""] * (len(photos) - 1))]
    return [_photo(box, person, photo, said, name) for photo, said in zip(photos, captions, strict=True)]


def _photo(box: Telegram, person: int, upload: Upload, caption: str, name: str) -> Message:
    file, entities = box.world.store("photo", upload), sandbox.entities.spoken(caption)
    message = Message(0, person, box.clock.now(), person, "photo", caption, entities, file, album=name)
    return box.receive(message)


def forwarded(box: Telegram, person: int, text: str, whose: str) -> Message:
    """A text that somebody else has written, who does not let the bot know their account."""
    now = box.clock.now()
    origin = {"type": "hidden_user", "sender_user_name": whose, "date": int(now.timestamp())}
    entities = sandbox.entities.spoken(text)
    return box.receive(Message(0, person, now, person, "text", text, entities, origin=origin))
