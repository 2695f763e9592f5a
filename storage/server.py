"""What kind of server of PostgreSQL keeps the data, as it says itself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import DateTime, func, make_url, select, text

from storage.work import Work

_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


@dataclass(frozen=True, slots=True)
class Server:
    """`hasty`: the settings by which it may lose what it has confirmed. `hours`: Almaty's distance from UTC there."""

    version: int  # 160014
    name: str  # 16.14
    encoding: str
    isolation: str
    hasty: tuple[str, ...]
    hours: int
    now: datetime


def address(url: str) -> str:
    """As its own tools take it, and as anybody may read it: without a password."""
    return make_url(url).set(password=None).render_as_string()


def password(url: str) -> str | None:
    """For its own tools, which take it from the surroundings, where nobody reads it."""
    return make_url(url).password


def look(work: Work) -> Server:
    """As a deed finds it."""
    said = {name: _setting(work, name) for name in ("server_version_num", "server_version", "server_encoding")}
    hasty = tuple(name for name in _DURABLE if _setting(work, name) == "off")
    return Server(
        version=int(said["server_version_num"]),
        name=said["server_version"].partition(" ")[0],
        encoding=said["server_encoding"],
        isolation=_setting(work, "transaction_isolation"),
        hasty=hasty,
        now=work.sql.execute(select(func.clock_timestamp(type_=DateTime(timezone=True)))).scalar_one(),
        hours=_hours(work),
    )


def _setting(work: Work, name: str) -> str:
    return str(work.sql.scalar(select(func.current_setting(name))))


def _hours(work: Work) -> int:
    """By the server's own zone data; of this transaction alone."""
    work.sql.execute(text("SET LOCAL TIME ZONE 'Asia/Almaty'"))
    return int(work.sql.scalar(text("SELECT extract(timezone_hour FROM timestamptz '2026-11-26 04:00+00')")) or 0)
