"""Taking updates in: kept, and everything their handling needs to know loaded in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import actions.people
import storage.dialogues
import storage.inbox
import storage.people
from rules.people import Language, Person
from storage.dialogues import Dialogue
from storage.inbox import Arrival, Kept
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Accepted:
    """Updates to handle, in order, with the people by Telegram id and where their chats stand."""

    updates: Sequence[Kept]
    people: Mapping[int, Person]
    dialogues: Mapping[int, Dialogue]


def accept(work: Work, arrivals: Sequence[Arrival]) -> Accepted:
    """Keep what Telegram brought. Only after this has been committed may it be confirmed."""
    storage.people.seen(work, [arrival.sender_id for arrival in arrivals])
    return _with_company(work, storage.inbox.keep(work, arrivals))


def resume(work: Work) -> Accepted:
    """What an earlier run did not finish."""
    return _with_company(work, storage.inbox.unfinished(work))


def welcome(work: Work, telegram_id: int, language: Language) -> Person:
    """Somebody's first update. That they are new is written with it, for whoever handles this update again."""
    storage.dialogues.keep(work, telegram_id, Dialogue(draft={"new": 1}))
    return actions.people.come_in(work, telegram_id, language)


def _with_company(work: Work, updates: Sequence[Kept]) -> Accepted:
    senders = {update.sender_id for update in updates} - {0}
    chats = {update.chat_id for update in updates} - {0}
    people = storage.people.by_telegram(work, list(senders)) if senders else {}
    dialogues = storage.dialogues.dialogues(work, list(chats)) if chats else {}
    return Accepted(updates, people, dialogues)


def finish(work: Work, update: Kept, stands: Dialogue | None) -> None:
    """The update is done and its chat stands here now; one transaction, the last of its way."""
    if stands is not None and update.chat_id:
        storage.dialogues.keep(work, update.chat_id, stands)
    storage.inbox.done(work, update.update_id)
