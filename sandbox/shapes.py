"""Records in the shapes of the Bot API's JSON."""

from typing import Any

from sandbox.records import Button, Chat, Entity, File, Message, User
from sandbox.world import World

Json = dict[str, Any]


def user(person: User) -> Json:
    optional = {
        "last_name": person.last_name,
        "username": person.username,
        "language_code": person.language,
    }
    shape: Json = {"id": person.id, "is_bot": person.is_bot, "first_name": person.first_name}
    return shape | {name: value for name, value in optional.items() if value}


def chat(world: World, place: Chat) -> Json:
    shape: Json = {"id": place.id, "type": place.kind}
    if place.kind == "private":
        person = user(world.users[place.id])
        return shape | {name: person[name] for name in ("first_name", "last_name", "username") if name in person}
    shape["title"] = place.title
    if place.username:
        shape["username"] = place.username
    if place.forum:
        shape["is_forum"] = True
    return shape


def entity(world: World, part: Entity) -> Json:
    shape: Json = {"type": part.kind, "offset": part.offset, "length": part.length}
    optional = {"url": part.url, "language": part.language, "custom_emoji_id": part.emoji}
    shape |= {name: value for name, value in optional.items() if value}
    if part.user in world.users:
        shape["user"] = user(world.users[part.user])
    return shape


def button(one: Button) -> Json:
    shape: Json = {"text": one.text}
    if one.data is not None:
        shape["callback_data"] = one.data
    if one.url is not None:
        shape["url"] = one.url
    if one.copy is not None:
        shape["copy_text"] = {"text": one.copy}
    if one.query is not None:
        shape["switch_inline_query"] = one.query
    return shape


def file(one: File) -> Json:
    return {"file_id": one.id, "file_unique_id": one.unique_id, "file_size": one.size}


def _media(kind: str, one: File) -> Json:
    if kind == "photo":
        return {"photo": [file(one) | {"width": 800, "height": 600}]}
    if kind == "voice":
        return {"voice": file(one) | {"duration": 3, "mime_type": one.mime}}
    return {"document": file(one) | {"file_name": one.name, "mime_type": one.mime}}


def message(world: World, one: Message, *, with_reply: bool = True) -> Json:
    """A message; the one it replies to is given whole, but without its own reply, as Telegram does."""
    shape: Json = {
        "message_id": one.id,
        "date": int(one.at.timestamp()),
        "chat": chat(world, world.chats[one.chat]),
    }
    shape |= _from(world, one) | _content(world, one) | _marks(one)
    replied = world.message(one.chat, one.reply_to) if one.reply_to and with_reply else None
    if replied is not None:
        shape["reply_to_message"] = message(world, replied, with_reply=False)
    return shape


def _from(world: World, one: Message) -> Json:
    shape: Json = {}
    if one.sender is not None:
        shape["from"] = user(world.users[one.sender])
    if one.speaker is not None:
        shape["sender_chat"] = chat(world, world.chats[one.speaker])
    return shape


def _content(world: World, one: Message) -> Json:
    shape = dict(one.details)
    if one.file is not None:
        shape |= _media(one.kind, one.file)
    if one.text:
        name = "text" if one.kind == "text" else "caption"
        shape[name] = one.text
        if one.entities:
            parts = "entities" if one.kind == "text" else "caption_entities"
            shape[parts] = [entity(world, part) for part in one.entities]
    return shape


def _marks(one: Message) -> Json:
    shape: Json = {}
    if one.buttons:
        shape["reply_markup"] = {"inline_keyboard": [[button(b) for b in row] for row in one.buttons]}
    if one.edited is not None:
        shape["edit_date"] = int(one.edited.timestamp())
    if one.thread is not None:
        shape |= {"message_thread_id": one.thread, "is_topic_message": True}
    if one.protected:
        shape["has_protected_content"] = True
    if one.album:
        shape["media_group_id"] = one.album
    if one.origin is not None:
        shape["forward_origin"] = dict(one.origin)
    return shape


def member(world: World, person: int, status: str) -> Json:
    """A member of a chat; an administrator may do everything, someone restricted nothing."""
    shape: Json = {"user": user(world.users[person]), "status": status}
    if status == "administrator":
        rights = (
            "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
            "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
            "can_edit_stories can_delete_stories can_pin_messages"
        )
        return shape | {right: right not in {"can_be_edited", "is_anonymous"} for right in rights.split()}
    if status == "restricted":
        rights = (
            "can_change_info can_invite_users can_pin_messages can_manage_topics can_send_messages can_send_audios "
            "can_send_documents can_send_photos can_send_videos can_send_video_notes can_send_voice_notes "
            "can_send_polls can_send_other_messages can_add_web_page_previews can_edit_tag "
            "can_react_to_messages"
        )
        return shape | {"is_member": True, "until_date": 0} | dict.fromkeys(rights.split(), False)
    if status == "kicked":
        return shape | {"until_date": 0}
    return shape
