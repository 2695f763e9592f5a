"""Deeds of staff about notices: write, choose readers and hour, send, pause, stop, correct, look at the report."""

from dataclasses import dataclass, replace
from datetime import datetime

import rules.broadcasts
import storage.audit
import storage.broadcasts
import storage.centres
import storage.copies
import storage.meetings
import storage.organisations
import storage.outbox
import storage.people
import storage.tenders
from rules.broadcasts import FARTHEST, WHO, Audience, Broadcast, Size
from rules.centres import Centre
from rules.clockwork import on_the_wall
from rules.jobs import Job
from rules.letters import Attachment, Lane, Letter, Recipient
from rules.people import LANGUAGES, Person, Role
from rules.refusal import AlreadyDone, JobClosed, NotFound, NotYours, OutdatedButton, Refusal, TimePassed
from rules.sending import Panel
from storage.work import Work

JOB: Job = "broadcasts"
NOTICE, CORRECTED = "broadcast.notice", "broadcast.corrected"
TEST, REPORT = "broadcast.test", "broadcast.report"
PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Said:
    """What staff have sent for one language. `plain` is what a reader sees of `html`."""

    language: str
    html: str
    plain: str
    media: Attachment | None = None


def sending(work: Work, person: Person, centre_id: int) -> Centre:
    """The centre, for somebody who may send its notices at this moment. Raises NotYours, JobClosed."""
    centre = _leading(work, person, centre_id)
    if JOB in centre.jobs_off:
        raise JobClosed
    return centre


def _leading(work: Work, person: Person, centre_id: int) -> Centre:
    """What was set before the job was switched off goes on, so whoever leads it can still look, pause and stop."""
    if not storage.people.holds(work, person.id, centre_id, Role.COORDINATOR):
        raise NotYours
    return storage.centres.known(work, centre_id)


def listed(work: Work, person: Person, centre_id: int, page: slice) -> tuple[list[Broadcast], int]:
    """One page of a centre's notices, and how many there are. Raises NotYours, JobClosed."""
    sending(work, person, centre_id)
    return storage.broadcasts.of_centre(work, centre_id, page), storage.broadcasts.count_of_centre(work, centre_id)


def panel(work: Work, person: Person, broadcast_id: int) -> Panel:
    """One notice with its numbers as they are now. Raises NotYours."""
    return _panel(work, _own(work, person, broadcast_id))


def _own(work: Work, person: Person, broadcast_id: int) -> Broadcast:
    """Authority is this: what is not one's own centre's is not there."""
    found = storage.broadcasts.broadcast(work, broadcast_id)
    if found is None:
        raise NotYours
    _leading(work, person, found.centre_id)
    return found


def _sent_by(work: Work, person: Person, broadcast_id: int) -> Broadcast:
    """One's own centre's, while the centre sends notices. Raises NotYours, JobClosed."""
    found = _own(work, person, broadcast_id)
    sending(work, person, found.centre_id)
    return found


def _panel(work: Work, one: Broadcast) -> Panel:
    states = storage.broadcasts.states(work, one.letter_id) if one.letter_id else {}
    followed = one.audience.direction_id
    return Panel(
        broadcast=one,
        size=Size(0, 0) if one.expanded else storage.broadcasts.size(work, one),
        report=rules.broadcasts.report(states),
        direction=next((each for each in storage.tenders.directions(work) if each.id == followed), None),
        uncertain=len(storage.broadcasts.uncertain(work, one.letter_id)) if one.letter_id else 0,
        absent=len(storage.organisations.without_people(work, one.centre_id)) if one.audience.who != "staff" else 0,
    )


def begin(work: Work, person: Person, centre_id: int, meeting_id: int | None = None) -> Broadcast:
    """A new draft, perhaps one that invites to a meeting of this centre. Raises NotYours, JobClosed."""
    centre = sending(work, person, centre_id)
    meeting = storage.meetings.meeting(work, meeting_id) if meeting_id else None
    if meeting_id and (meeting is None or meeting.centre_id != centre.id):
        raise NotYours
    if meeting is not None and not meeting.is_ahead(work.now):
        raise AlreadyDone
    new = Broadcast(0, centre.id, person.id, work.bot_id, work.now, centre.zone.key, meeting_id=meeting_id)
    return storage.broadcasts.add(work, new)


def write(work: Work, person: Person, broadcast_id: int, rev: int, said: Said) -> Broadcast:
    """One text of a draft, in the language that is asked for; a photo or a file goes with both. Raises a Refusal."""
    before = _editable(work, person, broadcast_id, rev)
    media = said.media or before.media
    html = rules.broadcasts.check_text(said.html, said.plain, media)
    return storage.broadcasts.change(work, before, replace(before, media=media).worded(said.language, html))


def _editable(work: Work, person: Person, broadcast_id: int, rev: int) -> Broadcast:
    before = _sent_by(work, person, broadcast_id)
    rules.broadcasts.check_edit(before, rev)
    return before


def one_language(work: Work, person: Person, broadcast_id: int, rev: int) -> Broadcast:
    """The recorded tap: one language is enough this time. Raises a Refusal."""
    before = _editable(work, person, broadcast_id, rev)
    if not before.kk and not before.ru:
        raise OutdatedButton
    storage.audit.note(work, person.id, before.centre_id, "broadcast_one_language", None, before.id)
    return storage.broadcasts.change(work, before, replace(before, one_language=True))


def rewrite(work: Work, person: Person, broadcast_id: int, rev: int) -> Broadcast:
    """Both texts anew. Raises a Refusal."""
    before = _editable(work, person, broadcast_id, rev)
    return storage.broadcasts.change(work, before, replace(before, kk="", ru="", media=None, one_language=False))


def address(work: Work, person: Person, broadcast_id: int, rev: int, audience: Audience) -> Panel:
    """Who receives it. Raises a Refusal."""
    before = _editable(work, person, broadcast_id, rev)
    if audience.who not in WHO or audience.language not in {"", *LANGUAGES}:
        raise OutdatedButton
    if audience.direction_id not in {0, *(each.id for each in storage.tenders.directions(work))}:
        raise OutdatedButton
    return _panel(work, storage.broadcasts.change(work, before, replace(before, audience=audience)))


def schedule(work: Work, person: Person, broadcast_id: int, rev: int, due_at: datetime | None) -> Panel:
    """Promise it for this moment, or begin it now. Nobody is written to by night: it begins in the morning.

    Raises TimePassed where the moment is over or too far, and any Refusal.
    """
    before = _editable(work, person, broadcast_id, rev)
    if before.missing:
        raise OutdatedButton
    if due_at is not None and not work.now <= due_at <= work.now + FARTHEST:
        raise TimePassed
    centre = sending(work, person, before.centre_id)
    due = rules.broadcasts.by_day(due_at or work.now, centre.zone)
    promised = on_the_wall(due, centre.zone)
    after = replace(before, state="scheduled", due_at=due, local_due=promised)
    return _panel(work, storage.broadcasts.change(work, before, after))


def drop(work: Work, person: Person, broadcast_id: int, rev: int) -> int:
    """Throw a draft away; the centre's id. Raises a Refusal."""
    before = _editable(work, person, broadcast_id, rev)
    storage.broadcasts.drop(work, before)
    return before.centre_id


def leave(work: Work, person: Person, broadcast_id: int, rev: int) -> None:
    """Throw away what was begun and lacks words; leave alone what is whole, or somebody else's by now."""
    try:
        before = _editable(work, person, broadcast_id, rev)
    except Refusal:
        return
    if before.missing:
        storage.broadcasts.drop(work, before)


def call_back(work: Work, person: Person, broadcast_id: int, rev: int) -> Panel:
    """It was promised and has not begun: a draft again. Raises AlreadyDone once it has begun."""
    before = _own(work, person, broadcast_id)
    rules.broadcasts.check_turn(before, rev, "scheduled")
    after = replace(before, state="draft", due_at=None, local_due="")
    return _panel(work, storage.broadcasts.change(work, before, after))


def pause(work: Work, person: Person, broadcast_id: int, rev: int) -> Panel:
    """Nothing more leaves until it is resumed; what flies at this moment arrives. Raises a Refusal."""
    before = _own(work, person, broadcast_id)
    rules.broadcasts.check_turn(before, rev, "running")
    storage.outbox.hold_letter(work, before.letter_id or 0, PAUSED)
    return _panel(work, storage.broadcasts.change(work, before, replace(before, state="paused")))


def resume(work: Work, person: Person, broadcast_id: int, rev: int) -> Panel:
    before = _own(work, person, broadcast_id)
    rules.broadcasts.check_turn(before, rev, "paused")
    storage.outbox.resume_letter(work, before.letter_id or 0)
    return _panel(work, storage.broadcasts.change(work, before, replace(before, state="running")))


def stop(work: Work, person: Person, broadcast_id: int, rev: int) -> Panel:
    """Whoever has not got it does not get it; what has arrived stays. Raises a Refusal."""
    before = _own(work, person, broadcast_id)
    rules.broadcasts.check_turn(before, rev, "running", "paused")
    storage.outbox.retract(work, about(before.id))
    storage.outbox.resume_letter(work, before.letter_id or 0)
    after = replace(before, state="cancelled", expanded=True, ended_at=work.now)
    return _panel(work, storage.broadcasts.change(work, before, after))


def about(broadcast_id: int) -> str:
    return f"broadcast:{broadcast_id}"


def correct(work: Work, person: Person, broadcast_id: int, rev: int, said: Said) -> Panel:
    """Another text while it goes or after it: whoever has it sees it change, the others get it so. Raises a Refusal."""
    before = _sent_by(work, person, broadcast_id)
    rules.broadcasts.check_turn(before, rev, "scheduled", "running", "paused", "done")
    html = rules.broadcasts.check_text(said.html, said.plain, before.media)
    after = storage.broadcasts.change(work, before, before.worded(said.language, html))
    storage.copies.edit(work, about(before.id), Letter(CORRECTED, Lane.COSMETIC, {"broadcast": before.id}))
    return _panel(work, after)


def resend(work: Work, person: Person, broadcast_id: int) -> Panel:
    """Once more to those of whom nobody knows; it says that it may be a repeat. Raises a Refusal."""
    before = _sent_by(work, person, broadcast_id)
    doubtful = storage.broadcasts.uncertain(work, before.letter_id) if before.letter_id else []
    if not doubtful:
        raise AlreadyDone
    for delivery_id in doubtful:
        storage.outbox.resend(work, delivery_id)
    return _panel(work, before)


def test(work: Work, person: Person, broadcast_id: int) -> Panel:
    """To oneself, in each language it has, exactly as it will arrive. Raises a Refusal."""
    one = _sent_by(work, person, broadcast_id)
    if one.missing:
        raise OutdatedButton
    to = Recipient(person.telegram_id, person.id)
    for language in [code for code in ("kk", "ru") if getattr(one, code)]:
        letter = Letter(TEST, Lane.ANSWER, {"broadcast": one.id, "language": language})
        storage.outbox.put(work, to, letter, about=f"{about(one.id)}:test")
    return _panel(work, one)


def shared(work: Work, person: Person, broadcast_id: int) -> tuple[Broadcast, Centre]:
    """What somebody passes on: sent already, or one's own centre's. Raises NotYours."""
    one = storage.broadcasts.broadcast(work, broadcast_id)
    if one is None:
        raise NotYours
    if one.letter_id is None:
        _leading(work, person, one.centre_id)
    centre = storage.centres.known(work, one.centre_id)
    return one, centre


def mute(work: Work, person: Person, centre_id: int) -> None:
    """No more notices of this centre, from this moment on."""
    if storage.centres.centre(work, centre_id) is None:
        raise NotFound
    storage.broadcasts.refuse(work, person.id, centre_id)


def unmute(work: Work, person: Person, centre_id: int) -> None:
    storage.broadcasts.accept(work, person.id, centre_id)
