"""Brings updates to the address that a bot has named, as Telegram does: one by one, again until each is taken."""

import httpx

from sandbox.bell import Bell
from sandbox.telegram import Telegram

HEADER = "X-Telegram-Bot-Api-Secret-Token"
AGAIN = 0.2  # seconds until what was not taken is brought again; the real Telegram waits longer and longer


class Courier:
    """`client` is the way to the bot: by HTTP, or in process."""

    def __init__(self, box: Telegram, client: httpx.AsyncClient) -> None:
        self._box = box
        self._client = client
        self._bell = Bell()
        box.world.listeners.append(self._bell.ring)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await self.deliver()
            await self._bell.wait(AGAIN)

    async def deliver(self) -> int:
        """Bring what waits, oldest first, up to what is not taken; how many were."""
        taken = 0
        while self._box.webhook.get("url") and (waiting := self._box.updates.fetch(0, 1, self._box.clock.now())):
            problem = await self._bring(waiting[0])
            if problem:
                self._box.webhook["last_error_message"] = problem
                break
            self._box.updates.taken(waiting[0]["update_id"])
            taken += 1
        return taken

    async def _bring(self, update: dict[str, object]) -> str:
        """What Telegram would say is wrong; nothing if the update was taken."""
        hook = self._box.webhook
        headers = {HEADER: hook["secret_token"]} if hook.get("secret_token") else {}
        try:
            answer = await self._client.post(hook["url"], json=update, headers=headers)
        except httpx.HTTPError:
            return "Connection refused"
        return "" if answer.is_success else f"Wrong response from the webhook: {answer.status_code}"
