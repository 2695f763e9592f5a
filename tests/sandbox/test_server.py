"""The door of the server: tokens, hosts, and the three ways to send parameters."""

import datetime as dt
import json

import httpx
import pytest
from starlette.applications import Starlette

import sandbox.server
import sandbox.trouble
from sandbox.clock import Clock
from sandbox.limits import Flood, Rate
from sandbox.telegram import Telegram
from sandbox.trouble import Trouble
from tests.sandbox.conftest import TOKEN

_HERE = f"http://testserver/bot{TOKEN}/sendMessage"


@pytest.mark.parametrize(
    "token",
    ["", "1:", "1234567890:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "1:SANDBOX!", "1234567:SANDBOX", "x1:SANDBOX"],
)
def test_a_token_that_could_be_real_is_never_taken(box: Telegram, clock: Clock, token: str) -> None:
    with pytest.raises(ValueError, match="of its own"):
        sandbox.server.build(box, clock, token)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8080", "localhost:1", "testserver", "[::1]:8080"])
async def test_this_machine_is_served(page: httpx.AsyncClient, host: str) -> None:
    assert (await page.get("/api/state", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("host", ["api.telegram.org", "evil.example:8080", "127.0.0.1.evil.example", ""])
async def test_any_other_name_is_refused(page: httpx.AsyncClient, host: str) -> None:
    assert (await page.get("/api/state", headers={"Host": host})).status_code == 400
    assert (await page.get(f"/bot{TOKEN}/getMe", headers={"Host": host})).status_code == 400


async def test_parameters_come_as_address_form_json_or_multipart(
    page: httpx.AsyncClient, box: Telegram, person: int
) -> None:
    where, given = f"/bot{TOKEN}/sendMessage", {"chat_id": str(person), "text": "қ=&%"}
    answers = [
        await page.get(where, params=given),
        await page.post(where, data=given),
        await page.post(where, json={**given, "chat_id": person}),
        await page.post(where, files={name: (None, value) for name, value in given.items()}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["қ=&%"] * 4
    assert len(box.calls("sendMessage")) == 4


@pytest.mark.parametrize(
    ("token", "method", "text"),
    [(TOKEN, "sendMessage", "қ=&%"), (TOKEN, "sendMessage", ""), (TOKEN, "getHim", "x"), ("1:SANDBOX", "getMe", "x")],
)
async def test_the_short_way_in_process_answers_as_http_does(
    app: Starlette, page: httpx.AsyncClient, person: int, token: str, method: str, text: str
) -> None:
    given = {"chat_id": str(person), "text": text}
    answer = await page.post(f"/bot{token}/{method}", data=given)
    url, allowed = f"http://testserver/bot{token}/{method}", {"read": 1.0}
    status, body = await sandbox.server.transport(app).post(url, given, allowed)
    short, long = json.loads(body), answer.json()
    assert status == answer.status_code
    assert short.keys() == long.keys()
    assert short.get("description") == long.get("description")
    assert short.get("result", {}).get("text") == long.get("result", {}).get("text")


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        (sandbox.trouble.drop(), httpx.ReadError),
        (sandbox.trouble.drop_before(), httpx.ConnectError),
        (sandbox.trouble.delay(30), httpx.ReadTimeout),
    ],
)
async def test_the_short_way_fails_as_a_wire_does(
    app: Starlette, box: Telegram, person: int, trouble: Trouble, error: type[Exception]
) -> None:
    box.troubles.expect(trouble)
    with pytest.raises(error):
        await sandbox.server.transport(app).post(_HERE, {"chat_id": str(person), "text": "x"}, {"read": 0.01})


async def test_what_is_no_text_cannot_go_the_short_way(app: Starlette, person: int) -> None:
    with pytest.raises(UnicodeEncodeError):
        await sandbox.server.transport(app).post(_HERE, {"chat_id": str(person), "text": "\ud800"}, {"read": 1.0})


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"'])
async def test_a_body_that_is_no_object_is_refused(page: httpx.AsyncClient, body: bytes) -> None:
    where, kind = f"/bot{TOKEN}/sendMessage", {"Content-Type": "application/json"}
    answer = await page.post(where, content=body, headers=kind)
    assert (answer.status_code, answer.json()["ok"]) == (400, False)


@pytest.mark.parametrize(
    ("method", "given", "code", "words"),
    [
        ("sendMessage", {"text": "x"}, 400, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": "x", "text": "x"}, 400, 'Bad Request: invalid parameter "chat_id" specified'),
        ("GETME", {}, 200, None),
        ("getHim", {}, 404, "Not Found: method not found"),
    ],
)
async def test_answers_are_telegrams_own(
    page: httpx.AsyncClient, method: str, given: dict[str, str], code: int, words: str | None
) -> None:
    answer = await page.post(f"/bot{TOKEN}/{method}", data=given)
    assert (answer.status_code, answer.json().get("description")) == (code, words)


async def test_a_wrong_token_opens_nothing(page: httpx.AsyncClient, box: Telegram) -> None:
    answer = await page.post("/bot1:SANDBOX/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")
    assert (await page.get("/file/bot1:SANDBOX/documents/file_1.txt")).status_code == 404
    assert box.journal == []


async def test_a_429_names_its_wait_in_body_and_head(page: httpx.AsyncClient, box: Telegram) -> None:
    box.flood = Flood(lambda: 0.0, private=Rate(1, 9, 1))
    person = box.person("A")
    box.start(person)
    given = {"chat_id": str(person), "text": "x"}
    await page.post(f"/bot{TOKEN}/sendMessage", data=given)
    answer = await page.post(f"/bot{TOKEN}/sendMessage", data=given)
    assert answer.json()["parameters"] == {"retry_after": 9}
    assert answer.headers["Retry-After"] == "9"


async def test_moving_the_clock_moves_the_messages(page: httpx.AsyncClient, clock: Clock, person: int) -> None:
    await clock.move(clock.now() + dt.timedelta(days=1))
    sent = await page.post(f"/bot{TOKEN}/sendMessage", data={"chat_id": str(person), "text": "x"})
    assert sent.json()["result"]["date"] == int(clock.now().timestamp())
