"""A notice on its way: it begins, finds its readers page by page, is worded for each, and ends with a report."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import actions.broadcasts
import rules.alerts
import screens.broadcasts
import screens.sending
import storage.alerts
import storage.broadcasts
import storage.centres
import storage.meetings
import storage.memo
import storage.outbox
import storage.people
from actions.broadcasts import CORRECTED, NOTICE, REPORT, TEST
from rules.broadcasts import Broadcast
from rules.centres import Texts
from rules.letters import Lane, Later, Letter, Recipient, Screen
from rules.meetings import Card
from rules.people import LANGUAGES, Person
from rules.refusal import Refusal
from screens.words import Words
from storage.outbox import Terms
from storage.work import Work

PAGE = 1000  # deliveries put in by one transaction, so that nobody waits behind a large notice
GOOD_FOR = timedelta(days=3)  # later than that nobody needs to be told any more

Data = Mapping[str, str | int | None]


def next_step(work: Work) -> bool:
    """One small step of the next notice that has one to do; False where none has. Killed anywhere, it goes on."""
    one = storage.broadcasts.due(work)
    if one is None:
        return False
    if one.state == "scheduled":
        _begin(work, one)
    else:
        _spread(work, one)
    return True


def _begin(work: Work, one: Broadcast) -> None:
    letter = Letter(NOTICE, Lane.NOTICE, {"broadcast": one.id})
    about = actions.broadcasts.about(one.id)
    letter_id = storage.outbox.write(work, letter, about=about, once=f"{NOTICE}:{one.id}")
    storage.broadcasts.change(work, one, replace(one, state="running", letter_id=letter_id))


def _spread(work: Work, one: Broadcast) -> None:
    """The next page of readers; the mark of how far it came moves in the same transaction."""
    terms = Terms(actions.broadcasts.about(one.id), str(one.id), work.now, _good_until(work, one), bool(one.media))
    letter = Letter(NOTICE, Lane.NOTICE, {"broadcast": one.id})
    last, count = storage.broadcasts.put_in(work, one, letter, terms, PAGE)
    storage.broadcasts.change(work, one, replace(one, expand_after=last, expanded=count < PAGE))


def _good_until(work: Work, one: Broadcast) -> datetime:
    """An invitation is worth nothing once the meeting has begun."""
    until = (one.due_at or work.now) + GOOD_FOR
    meeting = storage.meetings.meeting(work, one.meeting_id) if one.meeting_id else None
    return min(until, meeting.starts_at) if meeting else until


def finish(work: Work) -> None:
    """End what has nobody left to reach, and tell its author what became of it."""
    for one in storage.broadcasts.over(work):
        storage.broadcasts.change(work, one, replace(one, state="done", ended_at=work.now))
        author = storage.people.person(work, one.created_by) if one.created_by else None
        if author is not None:
            letter = Letter(REPORT, Lane.ANSWER, {"broadcast": one.id})
            to = Recipient(author.telegram_id, author.id)
            storage.outbox.put(work, to, letter, about=f"{actions.broadcasts.about(one.id)}:report")


# --- at the send -------------------------------------------------------------------------------------------


def notice(work: Work, person: Person, data: Data) -> Screen | None:
    """What they get; nothing for somebody who wants none. Raises Later where their day has no room."""
    one = storage.broadcasts.broadcast(work, int(data["broadcast"] or 0))
    if one is None or not _wanted(work, one, person):
        return None
    return screens.broadcasts.notice(one, _names(work, one), _words(one, person), _meeting(work, one, person), work.now)


def unasked(work: Work, person: Person, data: Data) -> Screen | None:
    """The same, within the person's peace."""
    one = storage.broadcasts.broadcast(work, int(data["broadcast"] or 0))
    if one is not None:
        _make_room(work, person, ZoneInfo(one.zone))
    return notice(work, person, data)


def _wanted(work: Work, one: Broadcast, person: Person) -> bool:
    """Asked in the transaction that lets it go: an unsubscribing committed before is heeded."""
    return one.state != "cancelled" and not storage.broadcasts.refuses(work, person.id, one.centre_id)


def _make_room(work: Work, person: Person, zone: ZoneInfo) -> None:
    """Raises Later where this person's day has no room for one more now."""
    told = storage.alerts.told_between(work, person.telegram_id, rules.alerts.day_of(work.now, zone))
    room = rules.alerts.room_for(work.now, zone, told)
    if room > work.now:
        raise Later(room)


def test(work: Work, person: Person, data: Data) -> Screen | None:
    """To its author, in one language, as it will arrive."""
    one = storage.broadcasts.broadcast(work, int(data["broadcast"] or 0))
    language = next((code for code in LANGUAGES if code == data["language"]), person.language)
    if one is None:
        return None
    words = Words(language, ZoneInfo(one.zone))
    return screens.broadcasts.notice(one, _names(work, one), words, _meeting(work, one, person), work.now)


def report(work: Work, person: Person, data: Data) -> Screen | None:
    try:
        panel = actions.broadcasts.panel(work, person, int(data["broadcast"] or 0))
    except Refusal:
        return None
    return screens.sending.panel(panel, _words(panel.broadcast, person))


def _meeting(work: Work, one: Broadcast, person: Person) -> Card | None:
    """What it invites to, with the count of this moment; None where there is nothing to answer any more."""
    if one.meeting_id is None:
        return None
    card = storage.meetings.card(work, one.meeting_id, person.id)
    return card if card.meeting.is_ahead(work.now) else None


def _names(work: Work, one: Broadcast) -> Texts:
    centre = storage.memo.read(work, storage.centres.centre, one.centre_id)
    return centre.names if centre else Texts("", "")


def _words(one: Broadcast, person: Person) -> Words:
    return Words(person.language, ZoneInfo(one.zone))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {
    NOTICE: unasked,
    CORRECTED: notice,
    TEST: test,
    REPORT: report,
}
"""How each kind of letter is worded, at the send."""
