"""Threads of a group that the bot makes itself."""

from dataclasses import replace
from typing import Any

import sandbox.access
from sandbox.parameters import Parameters
from sandbox.records import Message, Thread, bad
from sandbox.telegram import Telegram

COLOUR = 7322096
NAME = 128


def create_forum_topic(box: Telegram, given: Parameters) -> dict[str, Any]:
    """A new thread; only in a group with threads, and only by an administrator."""
    chat, name = sandbox.access.reached(box, given), given.text("name")
    if not chat.forum:
        raise bad("the chat is not a forum")
    if chat.bot != "administrator":
        raise bad("not enough rights to create a topic")
    if not 0 < len(name) <= NAME:
        raise bad("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
    topic = {"name": name, "icon_color": COLOUR}
    draft = Message(
        0, chat.id, box.clock.now(), box.world.bot.id, kind="service", details={"forum_topic_created": topic}
    )
    first = box.world.add(draft)
    box.world.keep_chat(replace(chat, threads=(*chat.threads, Thread(first.id, name))))
    return {"message_thread_id": first.id, **topic}
