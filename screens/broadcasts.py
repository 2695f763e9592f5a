"""Notices as their readers get them, and as text to pass on."""

import re
from datetime import datetime
from html import escape, unescape
from urllib.parse import quote

import screens.meetings
from rules.broadcasts import Broadcast
from rules.centres import Texts
from rules.keys.broadcasts import Mute, Share, Unmute
from rules.keys.start import Home
from rules.letters import Button, Screen
from rules.meetings import Card
from screens.common import footer, home, lines, paragraphs, strong
from screens.words import Words

_LONGEST_NAME = 100
_TAG = re.compile(r"<[^>]*>")


def notice(one: Broadcast, centre: Texts, words: Words, meeting: Card | None, now: datetime) -> Screen:
    """What arrives: from whom, the text as staff wrote it, the meeting it invites to, the way to have no more.

    What one has answered to the meeting stands below it all.
    """
    text = paragraphs(
        f"📣 {strong(_cut(centre.read(words.language)))}",
        one.text(words.language),
        screens.meetings.block(meeting, words) if meeting and not one.media else "",
        screens.meetings.standing(meeting, now, words) if meeting else "",
    )
    buttons = (
        Button(f"🔗 {words.b('Text to pass on')}", Share(one.id).pack()),
        Button(f"🔕 {words.b('No more notices')}", Mute(one.centre_id).pack()),
    )
    answers = screens.meetings.answers(meeting, words, one.id) if meeting else ()
    return Screen(text, (*answers, *((button,) for button in buttons)), attachment=one.media)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def share(one: Broadcast, centre: Texts, address: str, words: Words) -> Screen:
    """Plain words with a link to the bot, for people who are not here yet."""
    said = lines(centre.read(words.language), plain(one.text(words.language)))
    url = f"https://t.me/share/url?url={quote(address)}&text={quote(said)}"
    text = paragraphs(words.t("Text to pass on:"), lines(escape(said, quote=False), escape(address, quote=False)))
    return Screen(text, ((Button(f"📨 {words.b('Share')}", url=url),), footer(words, Home())), below=True)


def plain(html: str) -> str:
    """The words alone: what carries them further knows nothing of Telegram's markup."""
    return unescape(_TAG.sub("", html))


def muted(centre_id: int, centre: str, words: Words) -> Screen:
    """From now on none; one tap takes it back."""
    text = words.t("You will get no more notices of this centre: {centre}.", centre=centre)
    kept = words.t("Your bookings, subscriptions and answers come as before.")
    again = Button(f"↩️ {words.b('Receive notices again')}", Unmute(centre_id).pack())
    return Screen(lines(text, kept), ((again,), (home(words),)), below=True)


def unmuted(centre: str, words: Words) -> Screen:
    return Screen(words.t("You receive notices of this centre again: {centre}.", centre=centre), ((home(words),),))
