"""The typed context of a handler: who it is, their words, the draft; `do` a deed, `read`, `show` a screen."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from telegram import CallbackQuery, Update
from telegram.ext import Application, CallbackContext, ExtBot

import rules.switches
import screens.phones
import storage.inbox
from handlers.house import House
from handlers.show import Shown, answer, can_become, show
from handlers.turn import Drafted, Turn
from rules.centres import Centre
from rules.jobs import Job
from rules.keys.codec import Key
from rules.letters import Screen
from rules.people import Language, Person
from rules.refusal import JobClosed, NotYours, OutdatedButton
from screens.words import KAZAKHSTAN, Words
from storage.work import Work

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K", bound=Key)

HOUSE = "house"
ASKED = "asked"  # the draft's place for what the last screen lets people answer in words
KEYS = "keys"  # the draft's place for what stands under the chat, until it is put away
ALBUM = "album"  # the draft's place for the album whose first photo has been answered
LYING = frozenset({KEYS, ALBUM})  # what the chat itself holds, whatever is begun or over
BEGUN = "begun"  # the draft's place for the room that waits for consent and a name


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """One update seen by a handler. What it changes is written when the update is done, not before."""

    turn: Turn
    tap: CallbackQuery | None = None

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]") -> Self:
        context = super().from_update(update, application)
        if isinstance(update, Update):
            context.turn = context.house.turns[update.update_id]
            context.tap = update.callback_query
        return context

    @property
    def house(self) -> House:
        house: House = self.application.bot_data[HOUSE]
        return house

    @property
    def centre(self) -> Centre | None:
        """The person's centre; a failure is told by another context of the same turn, which knows it too."""
        return self.turn.centre

    @centre.setter
    def centre(self, centre: Centre | None) -> None:
        self.turn.centre = centre

    @property
    def person(self) -> Person:
        """Who this is; group -1 has turned a visitor into a person before any handler runs."""
        if isinstance(self.turn.who, Person):
            return self.turn.who
        raise NotYours

    @property
    def in_group(self) -> bool:
        """Whether a whole group reads what is shown."""
        return self.turn.chat_id < 0

    @property
    def language(self) -> Language:
        return self.turn.who.language if self.turn.who else "kk"

    @property
    def words(self) -> Words:
        return Words(self.language, self.centre.zone if self.centre else KAZAKHSTAN)

    @property
    def draft(self) -> dict[str, Drafted]:
        return self.turn.draft

    @property
    def asked(self) -> str:
        """What the last screen asked, as it told `show`; empty where it asked nothing."""
        return str(self.draft.get(ASKED) or "")

    def does(self, job: Job) -> bool:
        """Whether the person's centre does this job now."""
        return self.centre is None or job not in self.centre.jobs_off

    def forget(self) -> None:
        """Whatever was begun is over; only what lies before the reader still has to be put away."""
        for place in set(self.draft) - LYING:
            self.draft.pop(place)

    def expect(self, job: Job) -> None:
        """Raises JobClosed where the person's centre does not do this job now."""
        if not self.does(job):
            raise JobClosed

    def begin(self, room: str) -> None:
        """Something waits for consent and a name: this room goes on with it afterwards, and no other."""
        self.draft[BEGUN] = room

    def key(self, kind: type[K]) -> K:
        """What the pressed button carries; a forged or foreign one is an outdated button."""
        try:
            return kind.unpack((self.tap and self.tap.data) or "")
        except ValueError as error:
            raise OutdatedButton from error

    async def do(self, deed: Callable[Concatenate[Work, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Do the deed whole, once: handled again after a crash, the update finds what the deed came to."""
        step = self.turn.step(f"{deed.__module__}.{deed.__qualname__}")
        result = await self.house.db.do(storage.inbox.once, step, deed, *args, **named)
        self.house.letters_wait()
        return result

    async def read(self, query: Callable[Concatenate[Work, P], T], *args: P.args, **named: P.kwargs) -> T:
        return await self.house.db.read(query, *args, **named)

    def keep(self) -> None:
        """What was tapped is worth reading still: whatever is shown comes under it, and it stays a panel of its own."""
        self.turn.keeps = True

    @property
    def in_place(self) -> bool:
        """Whether the tapped message can become the next screen: a text, and the last of the chat."""
        return can_become(self.turn, self.tap)

    async def show(self, screen: Screen, asks: str = "", *, itself: bool = False) -> None:
        """Show a screen where the reader looks: in place of the tapped one if it is the last, else at the bottom.

        `asks` is what words typed right under this screen are about; the next screen forgets it. `itself`: the screen
        is the tapped message as it stands now, also where that is to be kept.
        """
        if self.draft.pop(KEYS, None) and screen.keys is None:
            await self._put_keys_away()
        living = rules.switches.without(screen, self.centre.jobs_off) if self.centre else screen
        living = replace(living, below=True) if self.turn.keeps and not itself else living
        shown = await show(self.bot, self.house, self.turn, self.tap, living)
        if not screen.aside:
            self.draft.pop(ASKED, None)
        if asks:
            self.draft[ASKED] = asks
        if screen.keys is not None and screen.keys.contact:
            self.draft[KEYS] = 1
        self._showed(shown)

    async def _put_keys_away(self) -> None:
        self._showed(await show(self.bot, self.house, self.turn, None, screens.phones.put_away(self.words)))

    async def pop_up(self, text: str, *, alert: bool = False) -> None:
        """Answer the tap with a line over the chat; 200 signs at most."""
        if self.tap is not None:
            await answer(self.bot, self.house, self.turn, self.tap, text, alert=alert)

    def _showed(self, shown: Shown) -> None:
        self.turn.panel_id = shown.panel_id
        self.turn.last_id = max(self.turn.last_id, shown.last_id)
