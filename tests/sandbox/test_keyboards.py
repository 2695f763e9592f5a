"""Keyboards that Telegram takes, and those it does not."""

from typing import Any

import pytest

from sandbox.keyboards import REMOVE, inline, reply
from sandbox.records import Failure, Key, ReplyKeyboard


def _inline(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "a", **fields}]]}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("x", "object expected as reply markup"),
        ({"inline_keyboard": [{"text": "a"}]}, "must be an Array of Arrays"),
        ({"inline_keyboard": [["a"]]}, 'Field "text" must be of type String'),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "x"}]] * 101}, "reply markup is too long"),
        (_inline(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (_inline(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
        (_inline(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (_inline(url="javascript:alert(1)"), "Wrong HTTP URL"),
        (_inline(url="https://"), "Wrong HTTP URL"),
        (_inline(), "Text buttons are unallowed"),
    ],
)
def test_a_bad_inline_keyboard_is_refused(markup: Any, words: str) -> None:
    with pytest.raises(Failure, match="Bad Request") as refused:
        inline(markup)
    assert words in refused.value.description


@pytest.mark.parametrize("url", ["https://x.kz", "x.kz/a?b#c", "http://localhost:8080/", "tg://user?id=7"])
def test_good_addresses_are_taken(url: str) -> None:
    assert inline(_inline(url=url))[0][0].url == url


def test_data_may_have_64_bytes_and_empty_rows_are_left_out() -> None:
    markup = {"inline_keyboard": [[], [{"text": "a", "callback_data": "ә" * 32}]]}
    assert [[button.data for button in row] for row in inline(markup)] == [["ә" * 32]]


def test_a_reply_keyboard_is_kept_removed_or_left_alone() -> None:
    kept = reply({"keyboard": [["a"], []], "one_time_keyboard": True}, private=True)
    assert kept == ReplyKeyboard(((Key("a"),),), one_time=True)
    assert reply({"remove_keyboard": True}, private=True) == REMOVE
    assert reply({"force_reply": True}, private=True) is None
    assert reply(None, private=True) is None


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ({"keyboard": ["a"]}, "must be an Array of Arrays"),
        ({"keyboard": [[]]}, "reply keyboard can't be empty"),
        ({"keyboard": [[{"text": ""}]]}, "can't parse keyboard button"),
        ({"keyboard": [[{"text": "a", "request_location": True}]]}, "in private chats only"),
    ],
)
def test_a_bad_reply_keyboard_is_refused(markup: Any, words: str) -> None:
    with pytest.raises(Failure) as refused:
        reply(markup, private=False)
    assert words in refused.value.description
