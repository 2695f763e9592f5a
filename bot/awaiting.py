"""Which words conversations await: read from SQL at the start, handed back chat by chat at each update's end."""

from collections.abc import Mapping
from typing import Any

from telegram.ext import BasePersistence, PersistenceInput
from telegram.ext._utils.types import ConversationDict, ConversationKey

import storage.dialogues
from storage.database import Database

NOTHING = PersistenceInput(bot_data=False, chat_data=False, user_data=False, callback_data=False)


class Awaiting(BasePersistence[dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The library's door for persistence, opened for the states of conversations only.

    The library hands over every changed state at once; each is kept here until the update that changed it ends,
    so that a chat's state and its update are committed together.
    """

    def __init__(self, db: Database) -> None:
        super().__init__(store_data=NOTHING, update_interval=60)
        self._db = db
        self._changes: dict[int, dict[str, str | None]] = {}

    async def get_conversations(self, name: str) -> ConversationDict:
        states = await self._db.read(storage.dialogues.states, name)
        return {(chat_id, chat_id): state for chat_id, state in states.items()}

    async def update_conversation(self, name: str, key: ConversationKey, new_state: object | None) -> None:
        self._changes.setdefault(int(key[0]), {})[name] = None if new_state is None else str(new_state)

    def changed(self, chat_id: int, states: Mapping[str, str]) -> dict[str, str]:
        """The chat's states with what this update changed; to be asked once an update."""
        merged = {**states, **self._changes.pop(chat_id, {})}
        return {name: state for name, state in merged.items() if state is not None}

    async def get_user_data(self) -> dict[int, dict[Any, Any]]:
        return {}

    async def get_chat_data(self) -> dict[int, dict[Any, Any]]:
        return {}

    async def get_bot_data(self) -> dict[Any, Any]:
        return {}

    async def get_callback_data(self) -> None:
        return None

    async def update_user_data(self, user_id: int, data: dict[Any, Any]) -> None: ...

    async def update_chat_data(self, chat_id: int, data: dict[Any, Any]) -> None: ...

    async def update_bot_data(self, data: dict[Any, Any]) -> None: ...

    async def update_callback_data(self, data: object) -> None: ...

    async def drop_chat_data(self, chat_id: int) -> None: ...

    async def drop_user_data(self, user_id: int) -> None: ...

    async def refresh_user_data(self, user_id: int, user_data: dict[Any, Any]) -> None: ...

    async def refresh_chat_data(self, chat_id: int, chat_data: dict[Any, Any]) -> None: ...

    async def refresh_bot_data(self, bot_data: dict[Any, Any]) -> None: ...

    async def flush(self) -> None: ...
