"""Asking in writing instead of coming: who may, how often, and what the answer is promised for."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, get_args

from rules.bins import holds_iin
from rules.centres import Topic
from rules.folding import clean
from rules.people import clean_text
from rules.refusal import IinTyped, JobClosed, TextTooLong, TextTooShort, WrittenFull
from rules.settings import CentreSettings

State = Literal["open", "answered", "closed"]

LEAST, MOST = 3, 1000  # signs of one line


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One question. `due_on` is the day of its promised answer; `thread_id` its thread in the group, if it has one."""

    id: int
    centre_id: int
    topic_id: int
    person_id: int
    chat_id: int
    thread_id: int | None
    state: State
    due_on: date
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    text: str
    from_staff: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A topic that can be asked about in writing, and the day an answer is promised for today."""

    topic: Topic
    due_on: date


def state(code: str) -> State:
    return next(known for known in get_args(State) if known == code)


def check_room(settings: CentreSettings, today: int) -> None:
    """Whether the centre takes one more today. Raises JobClosed, WrittenFull."""
    if not settings.written:
        raise JobClosed
    if today >= settings.written_a_day:
        raise WrittenFull(settings.written_a_day)


def check(typed: str) -> str:
    """One line, without a personal number. Raises TextTooShort, TextTooLong, IinTyped."""
    text = clean_text(typed)
    if len(clean(text)) < LEAST:
        raise TextTooShort(LEAST)
    if len(text) > MOST:
        raise TextTooLong(len(text), MOST)
    if holds_iin(text):
        raise IinTyped
    return text


def said_on(enquiry: Enquiry, due_on: date) -> Enquiry:
    """Its author has said more: an answered one waits again, with a new day."""
    return enquiry if enquiry.state == "open" else replace(enquiry, state="open", due_on=due_on)
