"""The table of the Bot API's methods, and the answers to those that belong to no other room."""

from collections.abc import Callable
from typing import Any

import sandbox.access
import sandbox.editing
import sandbox.profile
import sandbox.sending
import sandbox.shapes
import sandbox.threads
from sandbox.parameters import Parameters
from sandbox.records import Failure, Popup, bad
from sandbox.telegram import QUERY_LIVES, Telegram

Json = dict[str, Any]
ANSWER_UNITS = 200
TYPING_SECONDS = 5
DOWNLOAD_BYTES = 20 * 1024 * 1024
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def get_me(box: Telegram, _given: Parameters) -> Json:
    return sandbox.shapes.user(box.world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": box.reads_everything,
        "supports_inline_queries": False,
    }


def get_updates(box: Telegram, given: Parameters) -> list[Json]:
    """What waits, at once; the server does the waiting."""
    if box.webhook.get("url"):
        raise Failure(409, f"Conflict: {HOOKED}")
    allowed = given.parsed("allowed_updates")
    if allowed is not None:
        box.updates.allow(allowed)
    return box.updates.fetch(given.number("offset") or 0, given.number("limit") or 100, box.clock.now())


def answer_callback_query(box: Telegram, given: Parameters) -> bool:
    query = box.queries.get(given.text("callback_query_id"))
    if query is None or box.clock.now() - query.at > QUERY_LIVES:
        raise bad(TOO_OLD)
    text = given.text("text")
    if len(text) > ANSWER_UNITS:
        raise bad("MESSAGE_TOO_LONG")
    del box.queries[query.id]
    seq = box.world.changed()
    alert = given.flag("show_alert")
    box.popups.append(Popup(seq, query.person, query.chat, query.id, text, alert, given.text("url")))
    return True


def send_chat_action(box: Telegram, given: Parameters) -> bool:
    chat, _ = sandbox.access.writable(box, given)
    if given.text("action") not in sandbox.profile.ACTIONS:
        raise bad("wrong parameter action in request")
    box.world.typing[chat.id] = box.clock.monotonic() + TYPING_SECONDS
    box.world.changed()
    return True


def get_file(box: Telegram, given: Parameters) -> Json:
    file = box.world.files.get(given.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if file.size > DOWNLOAD_BYTES:
        raise bad("file is too big")
    return sandbox.shapes.file(file) | {"file_path": file.path}


TABLE: dict[str, Callable[[Telegram, Parameters], Any]] = {
    "getme": get_me,
    "getupdates": get_updates,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "getfile": get_file,
    "sendmessage": sandbox.sending.send_message,
    "senddocument": sandbox.sending.send_document,
    "sendphoto": sandbox.sending.send_photo,
    "sendvoice": sandbox.sending.send_voice,
    "sendcontact": sandbox.sending.send_contact,
    "sendlocation": sandbox.sending.send_location,
    "sendmediagroup": sandbox.sending.send_media_group,
    "copymessage": sandbox.sending.copy_message,
    "forwardmessage": sandbox.sending.forward_message,
    "editmessagetext": sandbox.editing.edit_message_text,
    "editmessagecaption": sandbox.editing.edit_message_caption,
    "editmessagereplymarkup": sandbox.editing.edit_message_reply_markup,
    "deletemessage": sandbox.editing.delete_message,
    "deletemessages": sandbox.editing.delete_messages,
    "pinchatmessage": sandbox.editing.pin_chat_message,
    "unpinchatmessage": sandbox.editing.unpin_chat_message,
    "unpinallchatmessages": sandbox.editing.unpin_all_chat_messages,
    "setmycommands": sandbox.profile.set_my_commands,
    "getmycommands": sandbox.profile.get_my_commands,
    "deletemycommands": sandbox.profile.delete_my_commands,
    "setmyname": sandbox.profile.set_my_name,
    "getmyname": sandbox.profile.get_my_name,
    "setmydescription": sandbox.profile.set_my_description,
    "getmydescription": sandbox.profile.get_my_description,
    "setmyshortdescription": sandbox.profile.set_my_short_description,
    "getmyshortdescription": sandbox.profile.get_my_short_description,
    "setchatmenubutton": sandbox.profile.set_chat_menu_button,
    "getchatmenubutton": sandbox.profile.get_chat_menu_button,
    "createforumtopic": sandbox.threads.create_forum_topic,
    "getchat": sandbox.profile.get_chat,
    "getchatmember": sandbox.profile.get_chat_member,
    "getwebhookinfo": sandbox.profile.get_webhook_info,
    "setwebhook": sandbox.profile.set_webhook,
    "deletewebhook": sandbox.profile.delete_webhook,
    "logout": sandbox.profile.log_out,
    "close": sandbox.profile.log_out,
}


def call(box: Telegram, method: str, given: Parameters) -> Any:
    """What Telegram would answer to a call; a Failure where it would refuse."""
    if method.lower() not in TABLE:
        raise Failure(404, "Not Found: method not found")
    return TABLE[method.lower()](box, given)
