"""An outbox in memory whose clock the test moves; small words for what the tests do with it."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, insert, select
from sqlalchemy.pool import StaticPool

import storage.flights
import storage.outbox
import storage.rows
import storage.setbacks
import tests.engines
from rules.faults import Fault, Outcome
from rules.letters import Lane, Letter, Parcel, Recipient
from storage.schema import metadata
from storage.schema.letters import CopyRow, DeliveryRow
from storage.threads import prepare
from storage.types import Base
from storage.work import Work

BOT = 100
START = datetime(2026, 11, 26, 4, tzinfo=UTC)
NOTICE = Letter("notice", Lane.NOTICE)
REMINDER = Letter("reminder", Lane.REMINDER)
ANSWER = Letter("answer", Lane.ANSWER)
NO_CONNECTION = Fault(Outcome.RETRY, "no_connection", free=True)
DOUBT = Fault(Outcome.AMBIGUOUS, "no_answer")
BLOCKED = Fault(Outcome.DEAD_CHAT, "blocked", reach="blocked")


@dataclass
class Outbox:
    engine: Engine
    now: datetime = START
    bot_id: int = BOT
    numbers: list[int] = field(default_factory=lambda: [1000])

    @cached_property
    def session(self) -> Connection:
        """Opened at its first use: PostgreSQL's is waited for, which the test does and not its fixture."""
        return self.engine.connect()

    @property
    def work(self) -> Work:
        return Work(self.session, self.now, self.bot_id)

    def wait(self, **period: float) -> None:
        self.now += timedelta(**period)

    def add(self, row: type[Base], **values: Any) -> None:
        self.session.execute(insert(row).values(values))

    def put(self, chat: int = 1, letter: Letter = NOTICE, **terms: Any) -> int:
        """The id of the delivery."""
        terms.setdefault("about", "x")
        letter_id = storage.outbox.put(self.work, Recipient(chat), letter, **terms)
        newest = select(DeliveryRow.id).where(DeliveryRow.letter_id == letter_id).order_by(DeliveryRow.id.desc())
        return self.session.scalars(newest.limit(1)).one()

    def claim(self, limit: int = 8, bulk: int | None = None) -> list[Parcel]:
        return storage.flights.claim(self.work, limit, bulk)

    def one(self) -> Parcel:
        (parcel,) = self.claim()
        return parcel

    def arrives(self, parcel: Parcel) -> int:
        self.numbers[0] += 1
        storage.flights.sent(self.work, parcel, self.numbers[0])
        return self.numbers[0]

    def fails(self, fault: Fault) -> str:
        return storage.setbacks.failed(self.work, self.one(), fault)

    def row(self, delivery_id: int) -> DeliveryRow:
        return storage.rows.known(self.work, DeliveryRow, delivery_id)

    def state(self, delivery_id: int) -> str:
        return self.row(delivery_id).state

    def states(self) -> dict[int, str]:
        return {row.id: row.state for row in storage.rows.every(self.work, select(DeliveryRow))}

    def copies(self) -> Sequence[CopyRow]:
        return storage.rows.every(self.work, select(CopyRow).order_by(CopyRow.message_id))


@contextmanager
def outbox(template: Path | None = None) -> Iterator[Outbox]:
    """In memory, or on the server whose home `template` is."""
    if template is not None and template.is_dir():
        asyncio.run(tests.engines.refresh(template))
        yield Outbox(tests.engines.plain(template))
        return
    engine = create_engine("sqlite://", poolclass=StaticPool)
    prepare(engine, "BEGIN IMMEDIATE", "foreign_keys=ON")
    metadata.create_all(engine)
    yield (made := Outbox(engine))
    made.session.close()
    engine.dispose()
