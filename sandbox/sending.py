"""Methods that bring new messages into a chat."""

from dataclasses import replace
from typing import Any

import sandbox.access
import sandbox.entities
import sandbox.keyboards
import sandbox.shapes
from sandbox.parameters import Parameters
from sandbox.records import Chat, Entity, Failure, File, Message, MessageKind, Upload, bad
from sandbox.telegram import CAPTION_UNITS, TEXT_UNITS, Telegram

Json = dict[str, Any]
UPLOAD_BYTES = 50 * 1024 * 1024
ALBUM = range(2, 11)
SENT_AGAIN = {"text", "photo", "document", "voice", "contact", "location", "sticker"}


def formatted(given: Parameters, name: str, entities: str) -> tuple[str, tuple[Entity, ...]]:
    """Text and entities of a field, by parse_mode or as given; with what Telegram finds itself."""
    source, mode = _clean(given.text(name)), given.text("parse_mode").lower()
    if mode not in {"", "html"}:
        raise bad("unsupported parse_mode")
    if mode:
        text, found = sandbox.entities.parse(source)
    else:
        text, found = sandbox.entities.trim(source, _entities(given.parsed(entities)))
    return text, sandbox.entities.with_spoken(text, found)


def _clean(source: str) -> str:
    """Without the control characters Telegram replaces; half a surrogate pair it refuses."""
    if any("\ud800" <= letter <= "\udfff" for letter in source):
        raise bad("strings must be encoded in UTF-8")
    return "".join(" " if letter < " " and letter != "\n" else letter for letter in source.replace("\r", ""))


def _entities(listed: Any) -> list[Entity]:
    if listed is None:
        return []
    try:
        return [
            Entity(
                str(one["type"]),
                int(one["offset"]),
                int(one["length"]),
                url=str(one.get("url", "")),
                language=str(one.get("language", "")),
            )
            for one in listed
        ]
    except (KeyError, TypeError, ValueError):
        raise bad("can't parse MessageEntity: expected an Object") from None


def text_of(given: Parameters) -> tuple[str, tuple[Entity, ...]]:
    text, entities = formatted(given, "text", "entities")
    if sandbox.entities.is_empty(text):
        raise bad("message text is empty")
    if sandbox.entities.units(text) > TEXT_UNITS:
        raise bad("message is too long")
    return text, entities


def caption_of(given: Parameters) -> tuple[str, tuple[Entity, ...]]:
    text, entities = formatted(given, "caption", "caption_entities")
    if sandbox.entities.units(text) > CAPTION_UNITS:
        raise bad("message caption is too long")
    return text, entities


def send_message(box: Telegram, given: Parameters) -> Json:
    sandbox.access.chat_of(box, given)
    text, entities = text_of(given)
    return _send(box, given, _draft(box, text=text, entities=entities))


def send_document(box: Telegram, given: Parameters) -> Json:
    return _send_file(box, given, "document")


def send_photo(box: Telegram, given: Parameters) -> Json:
    return _send_file(box, given, "photo")


def send_voice(box: Telegram, given: Parameters) -> Json:
    return _send_file(box, given, "voice")


def send_contact(box: Telegram, given: Parameters) -> Json:
    if not given.text("phone_number"):
        raise bad("phone number must be non-empty")
    contact = {"phone_number": given.text("phone_number"), "first_name": given.text("first_name")}
    return _send(box, given, _draft(box, kind="contact", details={"contact": contact}))


def send_location(box: Telegram, given: Parameters) -> Json:
    place = {"latitude": given.decimal("latitude"), "longitude": given.decimal("longitude")}
    return _send(box, given, _draft(box, kind="location", details={"location": place}))


def send_media_group(box: Telegram, given: Parameters) -> list[Json]:
    listed = given.parsed("media")
    if not isinstance(listed, list) or len(listed) not in ALBUM:
        raise bad("group of media must include 2-10 items")
    chat, thread = sandbox.access.writable(box, given)
    album = str(box.world.count("album"))
    drafts = [_album_part(box, given, Parameters(part)) for part in listed]
    _count(box, chat, len(drafts))
    return [sandbox.shapes.message(box.world, _lay(box, replace(draft, album=album), chat, thread)) for draft in drafts]


def _album_part(box: Telegram, given: Parameters, part: Parameters) -> Message:
    kind: MessageKind = "photo" if part.text("type") == "photo" else "document"
    text, entities = caption_of(part)
    file = _file(box, replace(part, uploads=given.uploads), "media", kind)
    return _draft(box, kind=kind, file=file, text=text, entities=entities)


def copy_message(box: Telegram, given: Parameters) -> Json:
    original = _original(box, given, "copy")
    draft = replace(original, sender=box.world.bot.id, speaker=None, reply_to=None, buttons=(), album="")
    if given.has("caption") and original.kind != "text":
        text, entities = caption_of(given)
        draft = replace(draft, text=text, entities=entities)
    sent = _send(box, given, replace(draft, edited=None, pinned=False, origin=None))
    return {"message_id": sent["message_id"]}


def forward_message(box: Telegram, given: Parameters) -> Json:
    original = _original(box, given, "forward")
    origin: Json = {"type": "hidden_user", "sender_user_name": "?", "date": int(original.at.timestamp())}
    if original.sender is not None:
        person = sandbox.shapes.user(box.world.users[original.sender])
        origin = {"type": "user", "sender_user": person, "date": int(original.at.timestamp())}
    draft = replace(original, sender=box.world.bot.id, speaker=None, reply_to=None, buttons=(), album="")
    return _send(box, given, replace(draft, edited=None, pinned=False, origin=origin))


def _original(box: Telegram, given: Parameters, verb: str) -> Message:
    source = sandbox.access.chat_of(box, given, "from_chat_id")
    original = box.world.message(source.id, given.number("message_id") or 0)
    if original is None:
        raise bad(f"message to {verb} not found")
    if original.kind not in SENT_AGAIN:
        raise bad(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    if original.protected:
        raise bad("message has protected content and can't be forwarded")
    return original


def _send_file(box: Telegram, given: Parameters, kind: MessageKind) -> Json:
    sandbox.access.chat_of(box, given)
    text, entities = caption_of(given)
    file = _file(box, given, kind, kind)
    return _send(box, given, _draft(box, kind=kind, file=file, text=text, entities=entities))


def _file(box: Telegram, given: Parameters, name: str, kind: str) -> File:
    upload = _uploaded(given, name)
    if upload is not None:
        return _stored(box, kind, upload)
    wanted = given.text(name)
    if not wanted:
        raise bad(f"there is no {kind} in the request")
    if wanted not in box.world.files:
        raise bad("wrong file identifier/HTTP URL specified")
    file = box.world.files[wanted]
    if file.kind != kind:
        raise bad(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def _uploaded(given: Parameters, name: str) -> Upload | None:
    attached = given.text(name).removeprefix("attach://")
    return given.uploads.get(name) or given.uploads.get(attached)


def _stored(box: Telegram, kind: str, upload: Upload) -> File:
    if not upload.content:
        raise bad("file must be non-empty")
    if len(upload.content) > UPLOAD_BYTES:
        raise Failure(413, "Request Entity Too Large")
    return box.world.store(kind, upload)


def _draft(box: Telegram, **fields: Any) -> Message:
    return Message(0, 0, box.clock.now(), box.world.bot.id, **fields)


def _send(box: Telegram, given: Parameters, draft: Message) -> Json:
    chat, thread = sandbox.access.writable(box, given)
    markup = given.parsed("reply_markup")
    keyboard = sandbox.keyboards.reply(markup, private=chat.kind == "private")
    protected = given.flag("protect_content")
    draft = replace(draft, buttons=sandbox.keyboards.inline(markup), protected=protected)
    replied = _replied(box, given, chat)
    _count(box, chat, 1)
    sent = _lay(box, replace(draft, reply_to=replied), chat, thread)
    if keyboard is not None:
        box.world.keyboards[chat.id] = keyboard
    return sandbox.shapes.message(box.world, sent)


def _lay(box: Telegram, draft: Message, chat: Chat, thread: int | None) -> Message:
    return box.world.add(replace(draft, chat=chat.id, thread=thread))


def _replied(box: Telegram, given: Parameters, chat: Chat) -> int | None:
    asked = given.parsed("reply_parameters") or {}
    number = int(asked.get("message_id") or given.number("reply_to_message_id") or 0)
    if not number:
        return None
    if box.world.message(chat.id, number) is not None:
        return number
    if asked.get("allow_sending_without_reply") or given.flag("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")


def _count(box: Telegram, chat: Chat, messages: int) -> None:
    if box.flood is not None:
        box.flood.take(chat, messages)
