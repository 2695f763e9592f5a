"""What the page is told, and what people do through it."""

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request

import sandbox.groups
from sandbox.clock import Clock
from sandbox.telegram import Telegram
from sandbox.trouble import drop_before
from tests.sandbox.conftest import TOKEN

Json = dict[str, Any]


async def _state(page: httpx.AsyncClient) -> Json:
    found: Json = (await page.get("/api/state")).json()
    return found


async def _do(page: httpx.AsyncClient, deed: str, **body: object) -> Json:
    answer = await page.post(f"/api/{deed}", json=body)
    done: Json = answer.json()
    assert done["ok"] is answer.is_success
    return done


async def _call(page: httpx.AsyncClient, method: str, **given: object) -> Any:
    return (await page.post(f"/bot{TOKEN}/{method}", json=given)).json()["result"]


async def test_the_state_shows_people_chats_and_messages(page: httpx.AsyncClient, person: int) -> None:
    rows = [[{"text": "a", "callback_data": "1"}, {"text": "b", "url": "https://x.kz"}]]
    markup = {"inline_keyboard": [*rows, [{"text": "c", "copy_text": {"text": "all"}}]]}
    await _call(page, "sendMessage", chat_id=person, text="<b>a</b> &lt;b&gt;", parse_mode="HTML", reply_markup=markup)
    state = await _state(page)
    assert state["now"] == "2026-11-26T09:00:00+05:00"
    assert state["people"] == [{"id": person, "name": "Айгерім", "language": "kk", "label": "", "blocked": False}]
    (chat,) = state["chats"]
    assert (chat["kind"], chat["person"], chat["typing"], chat["keyboard"]) == ("private", person, False, None)
    start, sent = chat["messages"]
    assert (start["from"], start["text"], start["kind"]) == (person, "/start", "text")
    assert (sent["from"], sent["sender_name"], sent["edited"]) == (0, "Sandbox", False)
    assert (sent["html"], sent["text"]) == ("<b>a</b> &lt;b&gt;", "a <b>")
    assert sent["buttons"] == [
        [{"text": "a", "data": "1"}, {"text": "b", "url": "https://x.kz"}],
        [{"text": "c", "copy": "all"}],
    ]


async def test_a_tap_shows_its_popup(page: httpx.AsyncClient, person: int) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "1"}]]}
    sent = await _call(page, "sendMessage", chat_id=person, text="x", reply_markup=markup)
    tapped = await _do(page, "tap", person=person, chat=person, message=sent["message_id"], data="1")
    await _call(page, "answerCallbackQuery", callback_query_id=tapped["query"], text="ok", show_alert=True)
    (popup,) = (await _state(page))["popups"]
    shown = {"person": person, "chat": person, "query": tapped["query"], "text": "ok", "alert": True}
    assert popup == {"seq": popup["seq"], "url": ""} | shown


async def test_people_come_start_speak_block_and_send(page: httpx.AsyncClient, box: Telegram) -> None:
    person = (await _do(page, "person", name="Ербол", language="ru", label="an NGO"))["person"]
    await _do(page, "start", person=person, payload="x")
    await _do(page, "say", person=person, chat=person, text="сәлем")
    await _do(page, "location", person=person, chat=person, latitude=43.65, longitude=51.15)
    await _do(page, "contact", person=person, chat=person)
    form = {"person": str(person), "chat": str(person), "kind": "document", "caption": "c"}
    sent = await page.post("/api/file", data=form, files={"file": ("а.txt", b"hello", "text/plain")})
    assert sent.json()["ok"]
    kinds = [message.kind for message in box.chat_messages(person)]
    assert kinds == ["text", "text", "location", "contact", "document"]
    file = (await _state(page))["chats"][0]["messages"][-1]["file"]
    assert (file["name"], file["size"], file["mime"]) == ("а.txt", 5, "text/plain")
    assert (await page.get(file["url"])).content == b"hello"
    await _do(page, "block", person=person, blocked=True)
    assert (await _state(page))["people"][0]["blocked"]
    assert (await _do(page, "say", person=person, chat=person, text="x"))["error"]


async def test_a_keyboard_is_shown_and_pressed(page: httpx.AsyncClient, box: Telegram, person: int) -> None:
    keys = {"keyboard": [[{"text": "Phone", "request_contact": True}, "No"]]}
    await _call(page, "sendMessage", chat_id=person, text="x", reply_markup=keys)
    assert (await _state(page))["chats"][0]["keyboard"] == [
        [
            {"text": "Phone", "request_contact": True, "request_location": False},
            {"text": "No", "request_contact": False, "request_location": False},
        ]
    ]
    await _do(page, "press_keyboard", person=person, chat=person, text="Phone")
    assert box.chat_messages(person)[-1].kind == "contact"


@pytest.mark.parametrize(
    ("deed", "body"),
    [
        ("say", {"text": "x"}),
        ("say", {"person": 42, "chat": 42, "text": "x"}),
        ("say", {"person": "x", "text": "x"}),
        ("tap", {"person": 5_000_000_001, "chat": 5_000_000_001, "message": 1, "data": "x"}),
        ("file", {"person": 5_000_000_001}),
        ("clock", {"to": "yesterday"}),
        ("clock", {"by": -1}),
        ("clock", {"by": 1e300}),
        ("trouble", {"mode": "earthquake"}),
        ("person", {"name": " "}),
        ("block", {"person": 42, "blocked": True}),
    ],
)
async def test_what_cannot_be_done_is_said_so(page: httpx.AsyncClient, person: int, deed: str, body: Json) -> None:
    done = await _do(page, deed, **body)
    assert done["ok"] is False
    assert done["error"]
    assert person


async def test_the_clock_is_moved_by_seconds_or_to_a_moment(page: httpx.AsyncClient, clock: Clock) -> None:
    assert (await _do(page, "clock", by=3600))["now"] == "2026-11-26T10:00:00+05:00"
    assert (await _do(page, "clock", to="2026-11-27T09:00"))["now"] == "2026-11-27T09:00:00+05:00"
    await _do(page, "clock", to="2026-11-27T05:00:00+00:00")
    assert clock.now().hour == 5


async def test_the_switch_makes_telegram_refuse(page: httpx.AsyncClient, person: int) -> None:
    await _do(page, "trouble", mode="refuse")
    answer = await page.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": person, "text": "x"})
    assert answer.status_code == 429
    assert (await _state(page))["trouble"] == {"mode": "refuse"}


async def test_a_group_is_shown_with_its_threads(page: httpx.AsyncClient, box: Telegram, person: int) -> None:
    group = sandbox.groups.group(box, "Staff", [person], forum=True)
    thread = sandbox.groups.open_thread(box, group, "Орал")
    await _do(page, "say", person=person, chat=group, thread=thread, text="/staff")
    chat = (await _state(page))["chats"][-1]
    assert (chat["id"], chat["kind"], chat["members"]) == (group, "supergroup", [person])
    assert chat["threads"] == [{"id": thread, "title": "Орал", "closed": False}]
    assert [message.get("thread") for message in chat["messages"]] == [None, thread]


async def test_every_change_is_news(app: Starlette, box: Telegram, person: int) -> None:
    """The stream has no end, so it is read at its source."""
    events = next(route for route in app.routes if getattr(route, "path", "") == "/api/events")
    scope = {"type": "http", "query_string": b"after=0", "headers": []}
    answer = await events.endpoint(Request(scope))  # type: ignore[attr-defined]  # a Route, chosen by its path
    news = answer.body_iterator
    assert await anext(news) == f'data: {{"seq":{box.world.seq}}}\n\n'
    box.say(person, "x")
    assert await anext(news) == f'data: {{"seq":{box.world.seq}}}\n\n'
    await news.aclose()


async def test_trouble_for_the_bot_is_none_for_the_page(page: httpx.AsyncClient, box: Telegram) -> None:
    box.troubles.expect(drop_before(), times=None)
    assert (await page.get("/api/state")).is_success
