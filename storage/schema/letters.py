"""What comes in and what goes out: the inbox, dialogues, and the outbox with its letters."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, text

from storage.types import Base, Id, Mapped, personal, plain, secret

DELIVERY_STATES = "state IN ('ready', 'sending', 'sent', 'failed', 'skipped', 'uncertain', 'cancelled', 'superseded')"
WAITING = "state = 'ready'"
FLYING = "state = 'sending'"


class InboxRow(Base):
    """An update of Telegram, committed before it is confirmed; the body goes when it is done."""

    __tablename__ = "inbox"
    kept = "7 days; the body until done, at most 72 hours"

    bot_id: Mapped[int] = plain(BigInteger, primary_key=True)
    update_id: Mapped[int] = plain(BigInteger, primary_key=True)
    chat_id: Mapped[int] = secret(BigInteger)  # whose order it keeps; 0 where there is none
    sender_id: Mapped[int] = secret(BigInteger)  # 0: a channel, an anonymous administrator
    state: Mapped[str] = plain(String(12))  # new, done, aside
    attempts: Mapped[int] = plain(default=0)
    body: Mapped[str | None] = secret(Text)
    received_at: Mapped[datetime] = plain()
    done_at: Mapped[datetime | None] = plain()
    fault: Mapped[str] = plain(String(80), default="")  # the kind of error, never its text
    __table_args__ = (
        Index(
            "ix_inbox_new",
            "bot_id",
            "update_id",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
        Index("ix_inbox_received_at", "received_at"),
    )


class EffectRow(Base):
    """What an update's n-th deed of this name came to: a replay after a crash finds it instead of doing it again."""

    __tablename__ = "effect"
    kept = "until the update is done"

    bot_id: Mapped[int] = plain(BigInteger, primary_key=True)
    update_id: Mapped[int] = plain(BigInteger, primary_key=True)
    deed: Mapped[str] = plain(String(80), primary_key=True)
    position: Mapped[int] = plain(primary_key=True)
    result: Mapped[str] = secret(Text)


class DialogueRow(Base):
    """Where one chat stands: awaited words, the draft, the panel that carries live buttons."""

    __tablename__ = "dialogue"
    kept = "draft 7 days; the rest with the person"

    bot_id: Mapped[int] = plain(BigInteger, primary_key=True)
    chat_id: Mapped[int] = secret(BigInteger, primary_key=True)
    states: Mapped[dict[str, Any]] = plain()  # conversation's name -> state
    draft: Mapped[dict[str, Any]] = personal()
    panel_id: Mapped[int | None] = plain(BigInteger)
    last_id: Mapped[int] = plain(BigInteger, default=0)  # the newest message known in the chat
    changed_at: Mapped[datetime] = plain()


class ReachRow(Base):
    """Whether a chat can be written to, and if not, why."""

    __tablename__ = "reach"
    kept = "with the person"

    bot_id: Mapped[int] = plain(BigInteger, primary_key=True)
    chat_id: Mapped[int] = secret(BigInteger, primary_key=True)
    person_id: Mapped[int | None] = secret(ForeignKey("person.id"))
    state: Mapped[str] = plain(String(12), default="active")  # active, blocked, deactivated, gone, no_rights, moved
    hold_until: Mapped[datetime | None] = plain()
    successor: Mapped[int | None] = secret(BigInteger)  # a group that became a supergroup
    changed_at: Mapped[datetime] = plain()
    __table_args__ = (Index("ix_reach_person_id", "person_id"),)


class LetterRow(Base):
    """One thing to say, to one or to many; worded at the send."""

    __tablename__ = "letter"
    kept = "30 days after the last delivery ended"

    id: Mapped[int] = plain(Id, primary_key=True)
    kind: Mapped[str] = plain(String(40))
    version: Mapped[int] = plain(default=1)
    data: Mapped[dict[str, Any]] = secret()
    texts: Mapped[dict[str, Any] | None] = plain()  # what staff wrote, by language
    about: Mapped[str] = plain(String(64))
    once: Mapped[str | None] = plain(String(160), unique=True)
    centre_id: Mapped[int | None] = plain(ForeignKey("centre.id"))  # whose consent it needs from its reader
    held: Mapped[str] = plain(String(40), default="")  # why nobody gets it now: a kind or a content that fails
    created_at: Mapped[datetime] = plain()
    __table_args__ = (Index("ix_letter_about", "about"),)


class DeliveryRow(Base):
    """One letter to one chat."""

    __tablename__ = "delivery"
    kept = "30 days after it ended"

    id: Mapped[int] = plain(Id, primary_key=True)
    bot_id: Mapped[int] = plain(BigInteger)
    letter_id: Mapped[int] = plain(ForeignKey("letter.id"))
    chat_id: Mapped[int] = secret(BigInteger)
    thread_id: Mapped[int | None] = plain()
    person_id: Mapped[int | None] = secret(ForeignKey("person.id"))
    op: Mapped[str] = plain(String(8), default="send")  # send, edit, delete, pin, unpin
    target_id: Mapped[int | None] = plain(BigInteger)  # the message that a change is for
    then_id: Mapped[int | None] = plain(ForeignKey("letter.id"))  # what its copy shall say, once it has arrived
    lane: Mapped[int] = plain()
    state: Mapped[str] = plain(String(12), default="ready")
    process: Mapped[int | None] = plain(BigInteger)  # who took it last; no reference, as that row goes with its process
    due_at: Mapped[datetime] = plain()
    expires_at: Mapped[datetime | None] = plain()
    attempts: Mapped[int] = plain(default=0)
    ambiguous: Mapped[int] = plain(default=0)
    repeat: Mapped[bool] = plain(default=False)  # a resend by staff: «may be a repeat»
    once: Mapped[str] = plain(String(200), unique=True)
    fault: Mapped[str] = plain(String(80), default="")
    changed_at: Mapped[datetime] = plain()
    __table_args__ = (
        CheckConstraint(DELIVERY_STATES, name="state"),
        Index("ix_delivery_letter_id", "letter_id", "state"),
        Index("ix_delivery_person_id", "person_id"),
        Index(
            "ix_delivery_waiting",
            "bot_id",
            "lane",
            "ambiguous",
            "due_at",
            "id",
            sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
        Index("ix_delivery_due", "bot_id", "due_at", sqlite_where=text(WAITING), postgresql_where=text(WAITING)),
        Index("ix_delivery_expires_at", "expires_at", sqlite_where=text(WAITING), postgresql_where=text(WAITING)),
        Index("ix_delivery_chat_id", "bot_id", "chat_id", sqlite_where=text(WAITING), postgresql_where=text(WAITING)),
        Index(
            "uq_delivery_flying",
            "bot_id",
            "chat_id",
            unique=True,
            sqlite_where=text(FLYING),
            postgresql_where=text(FLYING),
        ),
    )


class CopyRow(Base):
    """A message of the bot that lies in a chat because of a delivery."""

    __tablename__ = "copy"
    kept = "30 days"

    bot_id: Mapped[int] = plain(BigInteger, primary_key=True)
    chat_id: Mapped[int] = secret(BigInteger, primary_key=True)
    message_id: Mapped[int] = plain(BigInteger, primary_key=True)
    delivery_id: Mapped[int] = plain(ForeignKey("delivery.id", ondelete="CASCADE"), index=True)
    sent_at: Mapped[datetime] = plain()
    deleted_at: Mapped[datetime | None] = plain()


class PauseRow(Base):
    """A stored «not before»: a 429 of bulk sending, or the outbox held after a restore."""

    __tablename__ = "pause"
    kept = "until it is over"

    bot_id: Mapped[int] = plain(BigInteger, primary_key=True)  # 0: all bots of the installation
    scope: Mapped[str] = plain(String(32), primary_key=True)  # bulk, outbox
    until: Mapped[datetime] = plain()
    reason: Mapped[str] = plain(String(40), default="")


class ErrandRow(Base):
    """A recurring duty of the clock; compare-and-swap on `due_at` gives each firing to one process."""

    __tablename__ = "errand"
    kept = "for good"

    name: Mapped[str] = plain(String(40), primary_key=True)
    due_at: Mapped[datetime] = plain()


class FactRow(Base):
    """A single fact about the installation, by name."""

    __tablename__ = "fact"
    kept = "for good"

    name: Mapped[str] = plain(String(40), primary_key=True)
    value: Mapped[str] = plain(String(200))
