"""Methods about the bot itself, its chats and its webhook."""

import re
from typing import Any

import sandbox.access
import sandbox.shapes
from sandbox.parameters import Parameters
from sandbox.records import Chat, bad
from sandbox.telegram import Telegram

Json = dict[str, Any]
COMMANDS = 100
DESCRIPTION = 256
LONGEST = {"name": 64, "description": 512, "short_description": 120}
ACTIONS = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]


def _scope(given: Parameters) -> str:
    scope = given.parsed("scope") or {"type": "default"}
    return ":".join(str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)


def _key(given: Parameters) -> tuple[str, str, str]:
    return "commands", _scope(given), given.text("language_code")


def set_my_commands(box: Telegram, given: Parameters) -> bool:
    commands = given.parsed("commands")
    if not isinstance(commands, list):
        raise bad("can't parse commands: expected an Array of BotCommand")
    if len(commands) > COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(one.get("command", "")).removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(one.get("description", ""))) <= DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    box.settings[_key(given)] = commands
    box.world.changed()
    return True


def get_my_commands(box: Telegram, given: Parameters) -> list[Json]:
    return list(box.settings.get(_key(given), []))


def delete_my_commands(box: Telegram, given: Parameters) -> bool:
    box.settings.pop(_key(given), None)
    return True


def commands(box: Telegram) -> dict[str, list[Json]]:
    """The menu of a private chat, per language ("" where no language is named)."""
    found: dict[str, list[Json]] = {}
    for wanted in ("default", "all_private_chats"):
        for (what, scope, language), listed in box.settings.items():
            if (what, scope) == ("commands", wanted):
                found[language] = listed
    return found


def _set_words(box: Telegram, given: Parameters, what: str) -> bool:
    words = given.text(what)
    if len(words) > LONGEST[what]:
        raise bad(f"bot {what.replace('_', ' ')} is too long")
    box.settings[what, "", given.text("language_code")] = words
    box.world.changed()
    return True


def _get_words(box: Telegram, given: Parameters, what: str) -> Json:
    asked = box.settings.get((what, "", given.text("language_code")))
    return {what: asked or box.settings.get((what, "", ""), "")}


def set_my_name(box: Telegram, given: Parameters) -> bool:
    return _set_words(box, given, "name")


def get_my_name(box: Telegram, given: Parameters) -> Json:
    found = _get_words(box, given, "name")
    return found if found["name"] else {"name": box.world.bot.first_name}


def set_my_description(box: Telegram, given: Parameters) -> bool:
    return _set_words(box, given, "description")


def get_my_description(box: Telegram, given: Parameters) -> Json:
    return _get_words(box, given, "description")


def set_my_short_description(box: Telegram, given: Parameters) -> bool:
    return _set_words(box, given, "short_description")


def get_my_short_description(box: Telegram, given: Parameters) -> Json:
    return _get_words(box, given, "short_description")


def set_chat_menu_button(box: Telegram, given: Parameters) -> bool:
    box.settings["menu_button", given.text("chat_id"), ""] = given.parsed("menu_button") or {"type": "default"}
    return True


def get_chat_menu_button(box: Telegram, given: Parameters) -> Json:
    found: Json = box.settings.get(("menu_button", given.text("chat_id"), ""), {"type": "default"})
    return found


def get_chat(box: Telegram, given: Parameters) -> Json:
    chat = sandbox.access.chat_of(box, given)
    return sandbox.shapes.chat(box.world, chat) | {
        **_pinned(box, chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def _pinned(box: Telegram, chat: Chat) -> Json:
    """The newest of the pinned messages, if there are any."""
    pinned = [message for message in box.chat_messages(chat.id) if message.pinned]
    return {"pinned_message": sandbox.shapes.message(box.world, pinned[-1])} if pinned else {}


def get_chat_member(box: Telegram, given: Parameters) -> Json:
    chat = sandbox.access.reached(box, given)
    person = given.number("user_id") or 0
    if person not in box.world.users:
        raise bad("PARTICIPANT_ID_INVALID")
    return sandbox.shapes.member(box.world, person, _status(box, chat, person))


def _status(box: Telegram, chat: Chat, person: int) -> str:
    if person == box.world.bot.id:
        return chat.bot
    if person in chat.administrators:
        return "administrator"
    return "member" if person in chat.members else "left"


def get_webhook_info(box: Telegram, _given: Parameters) -> Json:
    problem = box.webhook.get("last_error_message")
    return {
        **({"last_error_message": problem} if problem else {}),
        "url": box.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(box.updates),
        "allowed_updates": sorted(box.updates.allowed),
    }


def set_webhook(box: Telegram, given: Parameters) -> bool:
    """Kept, and polling refused from then on; delivering to it is a courier's affair."""
    box.webhook = {"url": given.text("url"), "secret_token": given.text("secret_token")}
    allowed = given.parsed("allowed_updates")
    if allowed is not None:
        box.updates.allow(allowed)
    _drop_pending(box, given)
    return True


def delete_webhook(box: Telegram, given: Parameters) -> bool:
    box.webhook = {}
    _drop_pending(box, given)
    return True


def _drop_pending(box: Telegram, given: Parameters) -> None:
    if given.flag("drop_pending_updates"):
        box.updates.clear()


def log_out(_box: Telegram, _given: Parameters) -> bool:
    return True
