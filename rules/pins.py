"""The day's list pinned in a chat of the staff: whose it is, and when it is written anew."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

REST = timedelta(seconds=3)  # changes that come close together are one edit
READING = timedelta(minutes=1)  # as long as somebody may be reading another page of it, it is left alone
WATCH = timedelta(hours=3)  # how often one looks whether it still lies there, pinned
SOON = timedelta(seconds=15)
ANEW = timedelta(minutes=1)  # made again at most this often, whatever becomes of it

Standing = Literal["lies", "coming", "lost", "shut"]


@dataclass(frozen=True, slots=True)
class Pin:
    """The list of one day in one chat. `held_until`: it is being read at another page."""

    bot_id: int
    chat_id: int
    centre_id: int
    day: date
    about: str
    letter_id: int
    made_at: datetime
    held_until: datetime | None

    @property
    def in_private(self) -> bool:
        return self.chat_id > 0


def edit_at(pin: Pin, now: datetime) -> datetime:
    """When a change of now shows in the list."""
    return max(now + REST, pin.held_until or now)


def look_again(pin: Pin, standing: Standing, now: datetime) -> datetime:
    """When to look after it next."""
    if standing == "coming":
        return now + SOON
    return max(now, pin.made_at + ANEW) if standing == "lost" else now + WATCH
