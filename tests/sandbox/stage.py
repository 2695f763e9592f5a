"""What the browser test plays on: a sandbox served on a free port, two people, and a bot of raw calls."""

import datetime as dt
import socket
import threading
from typing import Any

import httpx
import uvicorn

import sandbox.groups
import sandbox.server
from sandbox.clock import Clock
from sandbox.telegram import Telegram

TOKEN = "1:SANDBOX"
START = dt.datetime(2026, 11, 26, 4, tzinfo=dt.UTC)
BUTTONS = [
    [{"text": "Edit", "callback_data": "edit"}, {"text": "Hint", "callback_data": "hint"}],
    [{"text": "Alert", "callback_data": "alert"}, {"text": "Silence", "callback_data": "silence"}],
    [{"text": "Quiet", "callback_data": "quiet"}],
    [{"text": "Deep", "url": "https://t.me/sandbox_bot?start=atyrau"}],
]
KEYS = [[{"text": "My number", "request_contact": True}, {"text": "Later"}]]


class Echo:
    """A bot that repeats what is said, on its own thread."""

    def __init__(self, address: str) -> None:
        self.client = httpx.Client(base_url=f"{address}/bot{TOKEN}/", timeout=30)
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def call(self, method: str, **parameters: Any) -> Any:
        return self.client.post(method, json=parameters).json().get("result")

    def run(self) -> None:
        offset = 0
        while not self.over.is_set():
            for update in self.call("getUpdates", offset=offset, timeout=5) or []:
                offset = update["update_id"] + 1
                self.answer(update)

    def answer(self, update: Any) -> None:
        match update:
            case {"message": {"chat": {"id": chat}, "text": "keys"}}:
                self.call("sendMessage", chat_id=chat, text="here", reply_markup={"keyboard": KEYS})
            case {"message": {"chat": {"id": chat}, "contact": _}}:
                self.call("sendMessage", chat_id=chat, text="thanks", reply_markup={"remove_keyboard": True})
            case {"message": {"chat": {"id": chat}, "document": {"file_name": name}}}:
                self.call("sendMessage", chat_id=chat, text=f"got {name}")
            case {"message": {"chat": {"id": chat}, "text": said}}:
                markup = {"inline_keyboard": BUTTONS}
                self.call("sendMessage", chat_id=chat, text=f"echo: {said}", reply_markup=markup)
            case {"callback_query": {"id": query, "data": data, "message": message}}:
                self.tapped(query, data, {"chat_id": message["chat"]["id"], "message_id": message["message_id"]})

    def tapped(self, query: str, data: str, place: dict[str, int]) -> None:
        match data:
            case "edit":
                again = {"inline_keyboard": [[{"text": "Again", "callback_data": "silence"}]]}
                self.call("editMessageText", **place, text="<b>edited</b>", parse_mode="HTML", reply_markup=again)
                self.call("answerCallbackQuery", callback_query_id=query)
            case "quiet":
                self.call("answerCallbackQuery", callback_query_id=query)
            case "hint" | "alert":
                self.call("answerCallbackQuery", callback_query_id=query, text=data, show_alert=data == "alert")


class Stage:
    """The running sandbox: where it answers, and the world behind it."""

    def __init__(self) -> None:
        clock = Clock(START)
        self.box = Telegram(clock, name="Ortaq")
        self.citizen = self.box.person("Айгерім", language="kk", label="тұрғын")
        self.officer = self.box.person("Марина", language="ru", label="специалист")
        self.group = sandbox.groups.group(self.box, "Орталық", [self.officer])
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        app = sandbox.server.build(self.box, clock, TOKEN)
        config = uvicorn.Config(app, lifespan="off", ws="none", log_level="error", timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
