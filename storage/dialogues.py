"""Where each chat stands: the words a conversation awaits, the draft, the panel with the live buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, exists, func, literal, select, update

import storage.facts
from storage.schema.letters import DialogueRow
from storage.upserts import upsert
from storage.work import Work

DRAFT_KEPT = timedelta(days=7)

Draft = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """`states` by conversation; `panel_id` the message whose buttons are live; `last_id` the newest message known."""

    states: Mapping[str, str] = field(default_factory=dict)
    draft: Draft = field(default_factory=dict)
    panel_id: int | None = None
    last_id: int = 0


def dialogue(work: Work, chat_id: int) -> Dialogue:
    columns = select(DialogueRow.states, DialogueRow.draft, DialogueRow.panel_id, DialogueRow.last_id)
    mine = (DialogueRow.bot_id == work.bot_id) & (DialogueRow.chat_id == chat_id)
    row = work.sql.execute(columns.where(mine)).one_or_none()
    return Dialogue(*row) if row else Dialogue()


def dialogues(work: Work, chats: Sequence[int]) -> dict[int, Dialogue]:
    """Where these chats stand; a chat never seen is left out."""
    columns = select(
        DialogueRow.chat_id, DialogueRow.states, DialogueRow.draft, DialogueRow.panel_id, DialogueRow.last_id
    )
    mine = (DialogueRow.bot_id == work.bot_id) & DialogueRow.chat_id.in_(set(chats))
    return {chat_id: Dialogue(*rest) for chat_id, *rest in work.sql.execute(columns.where(mine))}


def others(work: Work, chats: Sequence[int]) -> dict[int, int]:
    """Chats that do not talk with this bot but with another, and that one: whoever has not begun is not written to."""
    rest = [bot_id for bot_id in storage.facts.bots(work) if bot_id != work.bot_id]
    if not rest:
        return {}
    mine = (DialogueRow.bot_id == work.bot_id) & DialogueRow.chat_id.in_(set(chats))
    strangers = set(chats) - set(work.sql.scalars(select(DialogueRow.chat_id).where(mine)))
    theirs = DialogueRow.bot_id.in_(rest) & DialogueRow.chat_id.in_(strangers)
    rows = work.sql.execute(select(DialogueRow.chat_id, DialogueRow.bot_id).where(theirs))
    return {chat_id: bot_id for chat_id, bot_id in rows}  # noqa: C416 -- dict() of a Result has no exact type


def carrier(work: Work, chat: ColumnElement[int]) -> ColumnElement[int]:
    """The same for a column of chats: by which bot each is written to."""
    rest = [bot_id for bot_id in storage.facts.bots(work) if bot_id != work.bot_id]
    this = literal(work.bot_id)
    if not rest:
        return this
    mine = exists().where(DialogueRow.bot_id == work.bot_id, DialogueRow.chat_id == chat)
    theirs = select(func.max(DialogueRow.bot_id)).where(DialogueRow.bot_id.in_(rest), DialogueRow.chat_id == chat)
    return case((mine, this), else_=func.coalesce(theirs.scalar_subquery(), this))


def keep(work: Work, chat_id: int, stands: Dialogue) -> None:
    """Write down where the chat stands; the newest message known never goes back."""
    values: dict[str, Any] = {
        "states": dict(stands.states),
        "draft": dict(stands.draft),
        "panel_id": stands.panel_id,
        "last_id": stands.last_id,
        "changed_at": work.now,
    }
    upsert(work, DialogueRow, {"bot_id": work.bot_id, "chat_id": chat_id}, values, rising=("last_id",))


def saw(work: Work, chat_id: int, message_id: int) -> None:
    """A message is now the newest of the chat."""
    mine = (DialogueRow.bot_id == work.bot_id) & (DialogueRow.chat_id == chat_id)
    work.sql.execute(update(DialogueRow).where(mine, DialogueRow.last_id < message_id).values(last_id=message_id))


def states(work: Work, name: str) -> dict[int, str]:
    """Every chat that a conversation awaits words from."""
    rows = work.sql.execute(select(DialogueRow.chat_id, DialogueRow.states).where(DialogueRow.bot_id == work.bot_id))
    return {chat_id: waiting[name] for chat_id, waiting in rows if name in waiting}


def forget(work: Work, chat_id: int) -> None:
    """Of every bot: somebody is erased."""
    work.sql.execute(delete(DialogueRow).where(DialogueRow.chat_id == chat_id))


def sweep(work: Work) -> None:
    """Drafts that nobody came back to for a week are dropped, with the question they belonged to."""
    old = DialogueRow.changed_at < work.now - DRAFT_KEPT
    work.sql.execute(update(DialogueRow).where(old).values(draft={}, states={}))
