"""Keyboards as Telegram reads them: what it takes, and the words it refuses with."""

import re
from typing import Any

from sandbox.records import Button, Key, Keyboard, ReplyKeyboard, bad

DATA_BYTES = 64
COPY_UNITS = 256
BUTTONS = 100
_URL = re.compile(
    r"^(https?://)?[^\s/.:]+(\.[^\s/.]+)+(:\d+)?([/?#]\S*)?$|^https?://(localhost|127\.0\.0\.1)|^tg://\S+"
)
REMOVE = ReplyKeyboard(())


def inline(markup: Any) -> Keyboard:
    """The buttons of an inline keyboard; a 400 in Telegram's words for one it would not take."""
    if markup is None:
        return ()
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return ()
    if not _rows(rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > BUTTONS:
        raise bad("reply markup is too long")
    return tuple(tuple(_button(button) for button in row) for row in rows if row)


def _rows(rows: Any) -> bool:
    return isinstance(rows, list) and all(isinstance(row, list) for row in rows)


def _button(given: Any) -> Button:
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not given["text"].strip():
        raise bad("text buttons are unallowed in the inline keyboard")
    text = given["text"]
    if "callback_data" in given:
        return Button(text, data=_data(given["callback_data"]))
    if "url" in given:
        return Button(text, url=_url(given["url"]))
    if "copy_text" in given:
        return Button(text, copy=_copy(given["copy_text"]))
    for kind in ("switch_inline_query", "switch_inline_query_current_chat"):
        if kind in given:
            return Button(text, query=str(given[kind]))
    raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _data(given: Any) -> str:
    data = str(given)
    if not 1 <= len(data.encode(errors="surrogatepass")) <= DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    return data


def _url(given: Any) -> str:
    url = str(given)
    if _URL.match(url) is None:
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url


def _copy(given: Any) -> str:
    text = given.get("text", "") if isinstance(given, dict) else ""
    if not 1 <= len(text) <= COPY_UNITS:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    return str(text)


def reply(markup: Any, *, private: bool) -> ReplyKeyboard | None:
    """The keyboard that replaces the person's own; empty rows remove it; None: nothing changes."""
    if not isinstance(markup, dict):
        return None
    if markup.get("remove_keyboard"):
        return REMOVE
    if "keyboard" not in markup:
        return None
    if not _rows(markup["keyboard"]):
        raise bad('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    rows = tuple(tuple(_key(key, private=private) for key in row) for row in markup["keyboard"] if row)
    if not rows:
        raise bad("reply keyboard can't be empty")
    return ReplyKeyboard(rows, one_time=bool(markup.get("one_time_keyboard")))


def _key(given: Any, *, private: bool) -> Key:
    fields = {"text": given} if isinstance(given, str) else given
    if not isinstance(fields, dict) or not fields.get("text"):
        raise bad('can\'t parse keyboard button: Field "text" must be of type String')
    contact, location = bool(fields.get("request_contact")), bool(fields.get("request_location"))
    if contact and not private:
        raise bad("phone number can be requested in private chats only")
    if location and not private:
        raise bad("location can be requested in private chats only")
    return Key(str(fields["text"]), contact=contact, location=location)
