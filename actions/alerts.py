"""What contests say by themselves: alerts under the law of peace, evening cards, deadlines, changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

import rules.alerts
import rules.publishing
import screens.alerts
import storage.alerts
import storage.centres
import storage.filters
import storage.memo
import storage.outbox
import storage.tenders
from rules.filters import Direction, Facets, Filter
from rules.jobs import Job
from rules.keys.codec import minute, moment
from rules.letters import Lane, Letter, Recipient, Screen
from rules.people import Person
from rules.publishing import Difference, Posted
from screens.words import KAZAKHSTAN, Words
from storage.alerts import Reader
from storage.outbox import Terms
from storage.work import Work

ALERT, CARD, DEADLINE = "contest.alert", "contest.card", "contest.deadline"
CHANGED, CALLED_OFF = "contest.changed", "contest.called_off"
JOB: Job = "tenders"
_EVENINGS = 31  # days ahead in which a card with room is looked for

Data = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class _Why:
    """A contest that may still be told to somebody: by which of their filters, on whose wall clock."""

    contest: Posted
    filters: Sequence[Filter]
    zone: ZoneInfo


def about(contest_id: int) -> str:
    return f"contest:{contest_id}"


def about_part(contest_id: int, person_id: int) -> str:
    return f"part:{contest_id}:{person_id}"


def spread_next(work: Work) -> int | None:
    """Find the people of the next contest that waits for them, and write to each once; None when none waits."""
    contest_id = storage.tenders.to_spread(work)
    if contest_id is None:
        return None
    contest = storage.tenders.contest(work, contest_id)
    if contest is not None and contest.is_open(work.now):
        closed = [centre.id for centre in storage.centres.open_centres(work) if JOB in centre.jobs_off]
        storage.filters.find(work, contest_id, _facets(work, contest), closed)
        _tell(
            work, contest, storage.alerts.waiting(work, contest_id), Letter(ALERT, Lane.ALERT, {"contest": contest_id})
        )
    storage.tenders.spread(work, contest_id)
    return contest_id


def _facets(work: Work, contest: Posted) -> Facets:
    return rules.publishing.facets(contest, storage.tenders.other(work))


def _tell(work: Work, contest: Posted, readers: Sequence[Reader], said: Letter) -> None:
    """One letter for each centre whose consent its readers gave; it leaves by day, after the time for undoing."""
    for centre_id, group in groupby(sorted(readers, key=_by_centre), key=_by_centre):
        letter = Letter(said.kind, said.lane, said.data, centre_id=centre_id)
        key = ":".join(str(value) for value in said.data.values())
        due = rules.alerts.first_try(work.now, _zone(work, centre_id))
        terms = Terms(about(contest.id), f"{key}:{contest.rev}:{centre_id}", due, _until(contest, said))
        storage.outbox.put_many(work, [each.to for each in group], letter, terms)


def _until(contest: Posted, said: Letter) -> datetime | None:
    return None if said.kind == CALLED_OFF else contest.deadline


def _by_centre(reader: Reader) -> int:
    return reader.centre_id


def _zone(work: Work, centre_id: int) -> ZoneInfo:
    centre = storage.memo.read(work, storage.centres.centre, centre_id)
    return centre.zone if centre else KAZAKHSTAN


def tell_change(work: Work, change: Difference) -> None:
    """Those who take part hear of it in any case, the others within their peace."""
    if not change.matters:
        return
    before, after = change.before, change.after
    data = {"contest": after.id, "old": _minute(before.deadline), "new": _minute(after.deadline)}
    _tell_all(work, after, CHANGED, data)


def tell_called_off(work: Work, contest: Posted) -> None:
    """Nobody hears of it any more, but those who have: they hear that it is cancelled."""
    storage.outbox.retract(work, about(contest.id))
    for reader in storage.alerts.taking(work, contest.id):
        storage.outbox.retract(work, about_part(contest.id, reader.to.person_id or 0))
    _tell_all(work, contest, CALLED_OFF, {"contest": contest.id})


def _tell_all(work: Work, contest: Posted, kind: str, data: Data) -> None:
    taking = {reader.to.person_id for reader in storage.alerts.taking(work, contest.id)}
    concerned = storage.alerts.concerned(work, contest.id)
    inside = [each for each in concerned if each.to.person_id in taking]
    others = [each for each in concerned if each.to.person_id not in taking]
    _tell(work, contest, inside, Letter(kind, Lane.REMINDER, {**data, "asked": 1}))
    _tell(work, contest, others, Letter(kind, Lane.ALERT, {**data, "asked": 0}))


def _minute(at: datetime | None) -> int:
    return minute(at) if at else 0


def promise(work: Work, contest: Posted, reader: Reader, zone: ZoneInfo) -> list[datetime]:
    """The reminders of somebody who takes part, instead of those promised before; when they come."""
    key = about_part(contest.id, reader.to.person_id or 0)
    storage.outbox.retract(work, key)
    if contest.deadline is None:
        return []
    due = rules.alerts.deadline_reminders(contest.deadline, zone, work.now)
    data = {"contest": contest.id, "deadline": minute(contest.deadline)}
    letter = Letter(DEADLINE, Lane.REMINDER, data, centre_id=reader.centre_id)
    for each in due:
        storage.outbox.put(work, reader.to, letter, about=key, due_at=each, expires_at=contest.deadline)
    return due


def remind_anew(work: Work, contest: Posted) -> None:
    """The deadline may have moved: everybody who takes part is reminded of the new one."""
    zone = _zone(work, contest.centre_id)
    for reader in storage.alerts.taking(work, contest.id):
        promise(work, contest, reader, zone)


# --- at the send -------------------------------------------------------------------------------------------


def alert(work: Work, person: Person, data: Data) -> Screen | None:
    """The contest, if it is for them still; where their day has no room it waits for an evening's card."""
    why = _why(work, person, int(data["contest"] or 0))
    if why is None or not _may_leave(work, person, why):
        return None
    storage.alerts.told(work, [why.contest.id], person.id)
    return screens.alerts.alert(why.contest, why.filters, _directions(work), Words(person.language, why.zone), work.now)


def _why(work: Work, person: Person, contest_id: int) -> _Why | None:
    """None where it is over, not for them, or nothing they are subscribed to fits it any more."""
    contest = storage.tenders.contest(work, contest_id)
    if contest is None or not contest.is_open(work.now):
        return None
    fitting = [each for each in storage.filters.fitting(work, person.id, _facets(work, contest)) if _works(work, each)]
    if not fitting or storage.alerts.answer_of(work, contest_id, person.id) == "no":
        return None
    return _Why(contest, fitting, _zone(work, fitting[0].centre_id))


def _works(work: Work, one: Filter) -> bool:
    centre = storage.memo.read(work, storage.centres.centre, one.centre_id)
    return centre is not None and JOB not in centre.jobs_off


def _may_leave(work: Work, person: Person, why: _Why) -> bool:
    """Whether this person's day has room for it; what has none goes on the evening's card."""
    told = _told_today(work, person, why.zone)
    if rules.alerts.decide(work.now, why.zone, told, why.contest.deadline) == "now":
        return True
    _fold(work, person, why)
    return False


def _told_today(work: Work, person: Person, zone: ZoneInfo) -> int:
    return storage.alerts.told_between(work, person.telegram_id, rules.alerts.day_of(work.now, zone))


def _fold(work: Work, person: Person, why: _Why) -> None:
    day = rules.alerts.card_day(work.now, why.zone)
    carried = storage.alerts.carried(work, person.id, day, _EVENINGS)
    evening = rules.alerts.room_from(day, carried)
    storage.alerts.fold(work, why.contest.id, person.id, evening)
    _put_card(work, person, evening, why.filters[0].centre_id)


def _put_card(work: Work, person: Person, day: date, centre_id: int) -> None:
    storage.outbox.put(
        work,
        Recipient(person.telegram_id, person.id),
        Letter(CARD, Lane.DIGEST, {"day": day.toordinal(), "centre": centre_id}, centre_id=centre_id),
        about=f"card:{person.id}",
        once=f"{person.id}:{day.toordinal()}",
        due_at=rules.alerts.card_moment(day, _zone(work, centre_id)),
    )


def card(work: Work, person: Person, data: Data) -> Screen | None:
    """The evening's card with everything that waited for it; on a day that is full, it waits for the next."""
    day, centre_id = int(data["day"] or 0), int(data["centre"] or 0)
    zone = _zone(work, centre_id)
    ids = storage.alerts.on_card(work, person.id, day)
    nearest = [each.id for each in storage.tenders.contests(work, ids)]
    found = [why for each in nearest if (why := _why(work, person, each))]
    if not found:
        return None
    if not rules.alerts.evening_has_room(work.now, zone, _told_today(work, person, zone)):
        _put_card(work, person, storage.alerts.move_card(work, person.id, day), centre_id)
        return None
    storage.alerts.told(work, [why.contest.id for why in found], person.id)
    words, directions = Words(person.language, zone), _directions(work)
    if len(found) == 1:
        return screens.alerts.alert(found[0].contest, found[0].filters, directions, words, work.now)
    return screens.alerts.evening([why.contest for why in found], words, work.now)


def deadline(work: Work, person: Person, data: Data) -> Screen | None:
    """The reminder of a contest they take part in; None where it ended, moved, or they left."""
    contest = storage.tenders.contest(work, int(data["contest"] or 0))
    if contest is None or not contest.is_open(work.now) or _minute(contest.deadline) != data["deadline"]:
        return None
    if storage.alerts.answer_of(work, contest.id, person.id) != "taking":
        return None
    return screens.alerts.deadline(contest, Words(person.language, _zone(work, contest.centre_id)), work.now)


def changed(work: Work, person: Person, data: Data) -> Screen | None:
    """What is different; only of the newest change, as it stands now."""
    contest = storage.tenders.contest(work, int(data["contest"] or 0))
    if contest is None or not contest.is_open(work.now) or _minute(contest.deadline) != data["new"]:
        return None
    if not data["asked"] and not _still_asked(work, person, contest.id):
        return None
    old = moment(int(data["old"] or 0)) if data["old"] else None
    words = Words(person.language, _zone(work, contest.centre_id))
    return screens.alerts.changed(contest, old, words, work.now)


def _still_asked(work: Work, person: Person, contest_id: int) -> bool:
    """Whether they want to hear of it still, and now."""
    why = _why(work, person, contest_id)
    return why is not None and _may_leave(work, person, why)


def called_off(work: Work, person: Person, data: Data) -> Screen | None:
    """It will not take place. Whoever has planned with it hears so even where they have unsubscribed from the rest."""
    contest = storage.tenders.contest(work, int(data["contest"] or 0))
    if contest is None or contest.state != "cancelled":
        return None
    if data["asked"]:
        return screens.alerts.called_off(contest, Words(person.language))
    fitting = storage.filters.fitting(work, person.id, _facets(work, contest))
    if not fitting:
        return None
    zone = _zone(work, fitting[0].centre_id)
    if not rules.alerts.evening_has_room(work.now, zone, _told_today(work, person, zone)):
        _tomorrow(work, person, contest, fitting[0].centre_id)
        return None
    return screens.alerts.called_off(contest, Words(person.language))


def _tomorrow(work: Work, person: Person, contest: Posted, centre_id: int) -> None:
    """This day is full: the same is said in the morning."""
    _, midnight = rules.alerts.day_of(work.now, _zone(work, centre_id))
    letter = Letter(CALLED_OFF, Lane.ALERT, {"contest": contest.id, "asked": 0}, centre_id=centre_id)
    due = rules.alerts.first_try(midnight, _zone(work, centre_id))
    once = f"{contest.id}:{person.id}:{minute(midnight)}"
    to = Recipient(person.telegram_id, person.id)
    storage.outbox.put(work, to, letter, about=about(contest.id), once=once, due_at=due)


def _directions(work: Work) -> tuple[Direction, ...]:
    return tuple(storage.tenders.directions(work))


RENDERERS: dict[str, Callable[[Work, Person, Data], Screen | None]] = {
    ALERT: alert,
    CARD: card,
    DEADLINE: deadline,
    CHANGED: changed,
    CALLED_OFF: called_off,
}
"""How each kind of letter is worded, at the send; None: there is nothing to say any more."""
