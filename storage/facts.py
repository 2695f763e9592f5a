"""Single facts about the installation, by name."""

from sqlalchemy import select

from storage.schema.letters import FactRow
from storage.upserts import upsert
from storage.work import Work


def read(work: Work, name: str) -> str:
    """What is known by this name; nothing known is an empty text."""
    return work.sql.scalar(select(FactRow.value).where(FactRow.name == name)) or ""


def note_username(work: Work, name: str) -> None:
    """What this bot is called in Telegram."""
    note(work, f"username.{work.bot_id}", name)


def bots(work: Work) -> list[int]:
    """Every bot that has ever run on these data; asked once a transaction."""
    known: dict[object, list[int]] = work.known
    if bots not in known:
        names = work.sql.scalars(select(FactRow.name).where(FactRow.name.like("username.%")))
        known[bots] = [int(name.partition(".")[2]) for name in names]
    return known[bots]


def username(work: Work, bot_id: int) -> str:
    """What that bot is called, if it has ever run."""
    return read(work, f"username.{bot_id}")


def note(work: Work, name: str, value: str) -> None:
    upsert(work, FactRow, {"name": name}, {"value": value})
