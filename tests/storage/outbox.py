"""An outbox in memory whose clock the test moves; small words for what the tests do with it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

import storage.flights
import storage.outbox
import storage.setbacks
import tests.engines
from rules.faults import Fault, Outcome
from rules.letters import Lane, Letter, Parcel, Recipient
from storage.schema import metadata
from storage.schema.letters import CopyRow, DeliveryRow
from storage.threads import prepare
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
    session: Session
    now: datetime = START
    bot_id: int = BOT
    numbers: list[int] = field(default_factory=lambda: [1000])

    @property
    def work(self) -> Work:
        return Work(self.session, self.now, self.bot_id)

    def wait(self, **period: float) -> None:
        self.now += timedelta(**period)

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
        self.session.expire_all()
        return self.session.get_one(DeliveryRow, delivery_id)

    def state(self, delivery_id: int) -> str:
        return self.row(delivery_id).state

    def states(self) -> dict[int, str]:
        self.session.expire_all()
        return {row.id: row.state for row in self.session.scalars(select(DeliveryRow))}

    def copies(self) -> list[CopyRow]:
        self.session.expire_all()
        return list(self.session.scalars(select(CopyRow).order_by(CopyRow.message_id)))


@contextmanager
def outbox(template: Path | None = None) -> Iterator[Outbox]:
    """In memory, or on the server whose home `template` is."""
    if template is not None and template.is_dir():
        asyncio.run(tests.engines.refresh(template))
        yield Outbox(Session(tests.engines.plain(template)))
        return
    engine = create_engine("sqlite://", poolclass=StaticPool)
    prepare(engine, "BEGIN IMMEDIATE", "foreign_keys=ON")
    metadata.create_all(engine)
    with Session(engine) as session:
        yield Outbox(session)
    engine.dispose()
