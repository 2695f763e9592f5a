"""Tells a story: people's lines are played, the bot's lines are written down as they come.

Айгүл (kk)                              the cast: name, language, perhaps «coordinator of atyrau»,
Сауле (ru, coordinator of atyrau)       «specialist at1 of atyrau», «officer at_edu of atyrau», «known at atyrau»
Топ is a group of Сауле, Айгүл          or «a group with threads of …»: there the bot is an administrator

Айгүл: /start                           she writes
Айгүл: [Кеңеске жазылу]                 she presses the newest button of this label
Айгүл: [Кеңеске жазылу] (old)           the first one there was: a screen left behind
Айгүл: {link Сауле}                     she opens the newest link that the bot has given to Сауле
Сауле in Топ: /staff                    in a group
Сауле in the newest thread of Топ: …    where the bot has made one
Айгүл sends a photo                     photo, voice, sticker, document, location, contact
Айгүл sends the contact of Сауле        her own is «sends a contact»
Сауле sends a photo: Ашық есік күні  with words of its own; «sends an album: …», «forwards: …»
Сауле sends the file sheet.xlsx         one of the examples
Айгүл blocks the bot                    and «unblocks the bot»
-- 2026-11-27 09:00                     the clock moves there, by way of everything due; +05:00
!! sendMessage 403 blocked              the next such call is refused
Bot: …  Bot edits: …  Bot pops up: …    what came of it; «Bot to Сауле: …» where it is somebody else
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import sandbox.groups
import sandbox.sharing
import sandbox.trouble
from rules.people import LANGUAGES, Grant, Language, Role
from sandbox.records import Call, Message, Upload
from tests.town import Town

ZONE = ZoneInfo("Asia/Atyrau")
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
INDENT = " " * 5
MOST_BUTTONS, WAYS_OUT = 8, ("‹ ", "🏠", "🛎")  # what is to be chosen from, beside the ways back, home, to what waits

CAST = re.compile(r"(?P<name>\w+) \((?P<language>kk|ru|en)(?:, (?P<standing>[^)]+))?\)")
GROUP = re.compile(r"(?P<name>\w+) is a group (?P<forum>with threads )?of (?P<members>.+)")
IN_THREAD = re.compile(r"(?P<name>\w+) in the newest thread of (?P<group>\w+): (?P<text>.+)")
SAYS = re.compile(r"(?P<name>\w+)(?: in (?P<group>\w+))?: (?P<text>.+)")
PRESSED = re.compile(r"\[(?P<label>.+)\](?P<old> \(old\))?")
SECRET = re.compile(r"(\?start=b-)[\w-]+")  # a secret of its own each time
LINK = re.compile(r"\?start=([\w-]+)")
OPENS = re.compile(r"\{link (?P<whose>\w+)\}")
SENDS = re.compile(r"(?P<name>\w+) sends the file (?P<file>[\w.-]+)")
SHARES = re.compile(r"(?P<name>\w+) sends the contact of (?P<whose>\w+)")
SHARED = re.compile(r"(?P<name>\w+) (?P<deed>sends a photo|sends a document|sends an album|forwards): (?P<text>.+)")
DOES = re.compile(r"(?P<name>\w+) (?P<deed>sends an? \w+|blocks the bot|unblocks the bot)")
MOVES = re.compile(r"-- (?P<to>\d{4}-\d\d-\d\d \d\d:\d\d)")
REFUSES = re.compile(r"!! (?P<method>\w+) (?P<status>\d+)(?: (?P<words>.+))?")
STANDING = re.compile(r"(?:(?P<role>\w+) )?(?:(?P<specialist>\w+) )?(?:of|at) (?P<centre>\w+)")
TOLD = re.compile(r"Bot\b|     |$")


@dataclass(slots=True)
class Teller:
    town: Town
    told: list[str] = field(default_factory=list)
    heard: int = 0
    popped: int = 0
    last: str = ""

    async def tell(self, story: str) -> str:
        """The story as it really went."""
        for line in story.splitlines():
            if line and TOLD.match(line):
                continue
            await self._step(line)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.told)).strip() + "\n"

    async def _step(self, line: str) -> None:
        self.told.append(line)
        if not line or line.startswith("#"):
            return
        await self._play(line)
        await self.town.settle()
        self.told.extend(self._written())

    async def _play(self, line: str) -> None:
        for pattern, play in (
            (CAST, self._cast),
            (GROUP, self._group),
            (IN_THREAD, self._say_in_thread),
            (MOVES, self._move),
            (REFUSES, self._refuse),
            (SENDS, self._send),
            (SHARED, self._pass_on),
            (SHARES, self._share),
            (DOES, self._do),
            (SAYS, self._say),
        ):
            if match := pattern.fullmatch(line):
                return await play(match)
        raise AssertionError(f"nobody knows how to play: {line}")

    async def _cast(self, match: re.Match[str]) -> None:
        name, language = match["name"], _language(match["language"])
        if not match["standing"]:
            self.town.person(name, language)
            return
        standing = STANDING.fullmatch(match["standing"])
        assert standing is not None, match["standing"]
        role, centre = standing["role"], standing["centre"]
        held: list[Grant] = []
        if role and role != "known":
            held = [await self.town.grant(Role(role), centre, standing["specialist"] or "")]
        await self.town.known(name, language, centre, held)

    async def _group(self, match: re.Match[str]) -> None:
        members = [self.town.people[name] for name in match["members"].split(", ")]
        telegram, forum = self.town.box.telegram, bool(match["forum"])
        chat = sandbox.groups.group(telegram, match["name"], members, forum=forum)
        if forum:
            telegram.place_bot(chat, "administrator", by=members[0])
        self.town.groups[match["name"]] = chat

    async def _say_in_thread(self, match: re.Match[str]) -> None:
        self.last = match["name"]
        chat, telegram = self.town.groups[match["group"]], self.town.box.telegram
        thread = telegram.world.chats[chat].threads[-1].id
        telegram.say(self.town.person(match["name"]), match["text"], chat=chat, thread=thread)

    async def _move(self, match: re.Match[str]) -> None:
        await self.town.move(datetime.strptime(match["to"], "%Y-%m-%d %H:%M").replace(tzinfo=ZONE))

    async def _refuse(self, match: re.Match[str]) -> None:
        status, words = int(match["status"]), match["words"] or ""
        self.town.box.telegram.troubles.expect(sandbox.trouble.refuse(status, words), method=match["method"])

    async def _send(self, match: re.Match[str]) -> None:
        (path,) = EXAMPLES.rglob(match["file"])
        content = path.read_bytes()
        upload = Upload(match["file"], "application/octet-stream", content)
        self.town.box.telegram.send_document(self.town.person(match["name"]), upload)
        self.last = match["name"]

    async def _share(self, match: re.Match[str]) -> None:
        self.last = match["name"]
        whose = self.town.person(match["whose"])
        self.town.box.telegram.send_contact(self.town.person(match["name"]), of=whose)

    async def _do(self, match: re.Match[str]) -> None:
        person, telegram = self.town.person(match["name"]), self.town.box.telegram
        self.last = match["name"]
        file = Upload("file.bin", "application/octet-stream", b"content")
        deeds: dict[str, Callable[[], object]] = {
            "blocks the bot": lambda: telegram.block(person),
            "unblocks the bot": lambda: telegram.unblock(person),
            "sends a photo": lambda: telegram.send_photo(person, file),
            "sends a voice": lambda: telegram.send_voice(person, file),
            "sends a document": lambda: telegram.send_document(person, file),
            "sends a sticker": lambda: telegram.send_sticker(person),
            "sends a location": lambda: telegram.send_location(person, 47.1, 51.9),
            "sends a contact": lambda: telegram.send_contact(person),
        }
        deeds[match["deed"]]()

    async def _pass_on(self, match: re.Match[str]) -> None:
        person, telegram, text = self.town.person(match["name"]), self.town.box.telegram, match["text"]
        self.last = match["name"]
        photo = Upload("photo.jpg", "image/jpeg", b"content")
        deeds: dict[str, Callable[[], object]] = {
            "sends a photo": lambda: telegram.send_photo(person, photo, caption=text),
            "sends a document": lambda: telegram.send_document(person, photo, caption=text),
            "sends an album": lambda: sandbox.sharing.album(telegram, person, [photo, photo, photo], text),
            "forwards": lambda: sandbox.sharing.forwarded(telegram, person, text, "Баспасөз қызметі"),
        }
        deeds[match["deed"]]()

    async def _say(self, match: re.Match[str]) -> None:
        self.last = match["name"]
        chat = self.town.groups[match["group"]] if match["group"] else None
        if opened := OPENS.fullmatch(match["text"]):
            await self.town.say(match["name"], f"/start {self._link_of(opened['whose'])}")
        elif pressed := PRESSED.fullmatch(match["text"]):
            tap = self.town.tap_old if pressed["old"] else self.town.tap
            await tap(match["name"], pressed["label"], chat)
        else:
            await self.town.say(match["name"], match["text"], chat)

    def _link_of(self, name: str) -> str:
        """What stands behind ?start= in the newest link in their chat."""
        said = (
            message.text or "" for message in reversed(self.town.box.telegram.chat_messages(self.town.people[name]))
        )
        return next(found[1] for text in said if (found := LINK.search(text)))

    # --- what came of it -------------------------------------------------------------------------------

    def _written(self) -> Iterator[str]:
        telegram = self.town.box.telegram
        calls, self.heard = telegram.journal[self.heard :], len(telegram.journal)
        shown = [call for call in calls if call.outcome == "ok" and call.method in _VERBS]
        for call in sorted(shown, key=lambda call: int(call.parameters["chat_id"])):
            yield from self._screen(call)
        pops, self.popped = telegram.popups[self.popped :], len(telegram.popups)
        for pop in (pop for pop in pops if pop.text):
            yield from _lines(f"Bot{self._to(pop.person)} pops up:", pop.text)

    def _screen(self, call: Call) -> Iterator[str]:
        chat, message = int(call.parameters["chat_id"]), self._message(call)
        text = SECRET.sub(r"\1…", message.text or f"({message.kind})")
        yield from _lines(f"Bot{self._to(chat)}{_VERBS[call.method]}:", text)
        offered = [button.text for row in message.buttons for button in row if not button.text.startswith(WAYS_OUT)]
        assert len(offered) <= MOST_BUTTONS, f"{len(offered)} are too many to choose from: {offered}"
        for row in message.buttons:
            yield INDENT + " ".join(f"[{button.text}]" for button in row)
        yield from self._under_the_chat(call)

    @staticmethod
    def _under_the_chat(call: Call) -> Iterator[str]:
        """Keys in place of the letters, as the call brought them."""
        markup = json.loads(str(call.parameters.get("reply_markup") or "{}"))
        for row in markup.get("keyboard", ()):
            yield INDENT + " ".join(f"({key['text']})" for key in row)

    def _message(self, call: Call) -> Message:
        """The message as the call left it: the last of several edits within one step is what is read."""
        chat = int(call.parameters["chat_id"])
        made = call.result["message_id"] if isinstance(call.result, dict) else int(call.parameters["message_id"])
        return self.town.box.telegram.world.messages[chat][made]

    def _to(self, chat: int) -> str:
        names = {number: name for name, number in (*self.town.people.items(), *self.town.groups.items())}
        return "" if names.get(chat) == self.last else f" to {names.get(chat, chat)}"


_VERBS = {
    "sendMessage": "",
    "editMessageText": " edits",
    "sendDocument": " sends a file",
    "sendPhoto": " sends a photo",
}


def _lines(head: str, text: str) -> Iterator[str]:
    first, *rest = [line for line in text.split("\n") if line.strip()]
    yield f"{head} {first}"
    yield from (f"{INDENT}{line}" for line in rest)


def _language(code: str) -> Language:
    return next(language for language in LANGUAGES if language == code)
