"""Deeds about contests: published, changed, called off by staff; answered by those who were told."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import actions.alerts
import rules.directions
import rules.publishing
import rules.tenders
import storage.alerts
import storage.audit
import storage.centres
import storage.filters
import storage.outbox
import storage.people
import storage.tenders
from rules.centres import Centre
from rules.jobs import Job
from rules.letters import Recipient
from rules.people import Person, Role
from rules.publishing import REASONS, Difference, Posted, Sketch
from rules.refusal import (
    AlreadyDone,
    AlreadyTold,
    ConsentMissing,
    ContestOver,
    JobClosed,
    NotFound,
    NotYours,
    OutdatedButton,
)
from rules.subscriptions import Preview, Reading
from storage.alerts import Reader
from storage.work import Work

JOB: Job = "tenders"


def open_centre(work: Work, centre_id: int) -> Centre:
    """A centre that does this job. Raises JobClosed."""
    centre = storage.centres.centre(work, centre_id)
    if centre is None or JOB in centre.jobs_off:
        raise JobClosed
    return centre


def closed_centres(work: Work) -> list[int]:
    """Centres that have switched this job off."""
    return [centre.id for centre in storage.centres.open_centres(work) if JOB in centre.jobs_off]


def reading(work: Work, person: Person, contest_id: int) -> Reading:
    """The contest for this person. Raises NotFound, JobClosed."""
    contest = _contest(work, contest_id)
    centre = open_centre(work, contest.centre_id)
    return Reading(
        contest,
        centre.zone,
        tuple(storage.tenders.directions(work)),
        storage.alerts.answer_of(work, contest_id, person.id),
        consented=_consent(work, person, contest) is not None,
        subscribed=bool(storage.filters.of_person(work, person.id)),
    )


def _contest(work: Work, contest_id: int) -> Posted:
    contest = storage.tenders.contest(work, contest_id)
    if contest is None:
        raise NotFound
    return contest


def _consent(work: Work, person: Person, contest: Posted) -> int | None:
    """The centre whose consent covers the person's answer; None where there is none."""
    asked = (storage.alerts.centre_of(work, contest.id, person.id), person.centre_id, contest.centre_id)
    return next((each for each in asked if each is not None and storage.people.agreed(work, person.id, each)), None)


def take(work: Work, person: Person, contest_id: int) -> list[datetime]:
    """They take part: when they will be reminded. Raises ConsentMissing, ContestOver, JobClosed."""
    contest = _contest(work, contest_id)
    centre = open_centre(work, contest.centre_id)
    if not contest.is_open(work.now):
        raise ContestOver
    reader = _reader(work, person, contest)
    storage.alerts.answer(work, contest_id, reader, "taking")
    return actions.alerts.promise(work, contest, reader, centre.zone)


def _reader(work: Work, person: Person, contest: Posted) -> Reader:
    centre_id = _consent(work, person, contest)
    if centre_id is None:
        raise ConsentMissing
    return Reader(Recipient(person.telegram_id, person.id), centre_id)


def leave(work: Work, person: Person, contest_id: int) -> None:
    """They do not take part any more: no reminders."""
    contest = _contest(work, contest_id)
    if storage.alerts.answer_of(work, contest_id, person.id) != "taking":
        raise AlreadyDone
    storage.alerts.unanswer(work, contest.id, person.id)
    storage.outbox.retract(work, actions.alerts.about_part(contest_id, person.id))


def refuse(work: Work, person: Person, contest_id: int, reason: str) -> None:
    """Not for them; nothing more is said of it. `reason` is one of REASONS or empty."""
    if reason and reason not in REASONS:
        raise OutdatedButton
    contest = _contest(work, contest_id)
    storage.alerts.answer(work, contest_id, _reader(work, person, contest), "no", reason)
    storage.outbox.retract(work, actions.alerts.about_part(contest_id, person.id))


def publishing(work: Work, person: Person, centre_id: int) -> Centre:
    """The centre, for somebody who may publish there at this moment. Raises NotYours, JobClosed."""
    if not storage.people.holds(work, person.id, centre_id, Role.COORDINATOR):
        raise NotYours
    return open_centre(work, centre_id)


def managed(work: Work, person: Person, contest_id: int) -> tuple[Posted, int]:
    """A contest of one's own centre, with how many would hear of a change."""
    contest = _contest(work, contest_id)
    publishing(work, person, contest.centre_id)
    return contest, len(storage.alerts.concerned(work, contest_id))


def suggested(work: Work, sketch: Sketch) -> tuple[int, ...]:
    """Ids of the directions that the titles point to."""
    known = {each.code: each for each in storage.tenders.directions(work)}
    pointers = rules.directions.pointers((each.code, each.stems) for each in known.values())
    return tuple(known[code].id for code in rules.directions.named([sketch.kk, sketch.ru], pointers))


def preview(work: Work, person: Person, sketch: Sketch) -> Preview:
    """The contest as it would be published, and whom it would reach. Raises NotYours, JobClosed, OutdatedButton."""
    publishing(work, person, sketch.centre_id)
    directions = tuple(storage.tenders.directions(work))
    if sketch.contest_id:
        before = _changing(work, sketch)
        concerned = len(storage.alerts.concerned(work, before.id))
        return Preview(_shaped(before, sketch), directions, concerned, None, before)
    new = _new(work, sketch)
    facets = rules.publishing.facets(new, storage.tenders.other(work))
    there = storage.tenders.known(work, sketch.centre_id, [_marks(new)[0]])
    similar = next((each for each, _ in there.values() if each.state != "withdrawn"), None)
    return Preview(new, directions, storage.filters.count(work, facets, closed_centres(work)), similar)


def publish(work: Work, person: Person, sketch: Sketch) -> Posted:
    """Publish the sketch; its subscribers are found by `actions.alerts.spread_next`. Raises a Refusal."""
    publishing(work, person, sketch.centre_id)
    if sketch.step() != "preview":
        raise OutdatedButton
    new = _new(work, sketch)
    if not new.is_open(work.now):
        raise ContestOver
    marks = _marks(new)
    there = storage.tenders.known(work, sketch.centre_id, [marks[0]]).get(marks[0])
    if there and there[0].state != "withdrawn":
        raise AlreadyDone
    if there:
        kept = storage.tenders.revive(work, there[0], new, marks[1])
    else:
        kept = storage.tenders.insert_new(work, new, marks, person.id)
    storage.audit.note(work, person.id, kept.centre_id, "contest.publish", None, kept.id)
    return kept


def _new(work: Work, sketch: Sketch) -> Posted:
    bare = Posted(0, sketch.centre_id, sketch.kind, sketch.region, "open", work.now)
    return _shaped(bare, sketch)


def _shaped(before: Posted, sketch: Sketch) -> Posted:
    return replace(
        before,
        title_kk=sketch.kk,
        title_ru=sketch.ru,
        one_language=sketch.one_language,
        amount=Decimal(sketch.amount) if sketch.amount else None,
        deadline=datetime.fromtimestamp(sketch.deadline, UTC) if sketch.deadline else None,
        deadline_time_known=sketch.hour_known,
        url=sketch.url,
        directions=frozenset(sketch.directions),
    )


def _marks(contest: Posted) -> tuple[str, str]:
    announced = rules.publishing.announced(contest)
    return rules.tenders.identity(announced), rules.tenders.content(announced)


def withdraw(work: Work, person: Person, contest_id: int) -> int:
    """Undo a publication before anybody has heard of it; the id of its centre. Raises AlreadyTold."""
    contest, _ = managed(work, person, contest_id)
    take_back(work, [contest])
    storage.audit.note(work, person.id, contest.centre_id, "contest.withdraw", None, contest_id)
    return contest.centre_id


def take_back(work: Work, contests: list[Posted]) -> None:
    """As if they had never been published. Raises AlreadyTold where anybody has heard of one."""
    if storage.alerts.anybody_told(work, [each.id for each in contests]):
        raise AlreadyTold
    for each in contests:
        storage.outbox.retract(work, actions.alerts.about(each.id))
        gone = replace(each, state="withdrawn", tell=False)
        storage.tenders.change(work, each, gone, "")
    storage.alerts.take_back(work, [each.id for each in contests])


def sketch_of(work: Work, person: Person, contest_id: int, step: str) -> Sketch:
    """A published contest laid open to be changed in one step."""
    if step not in rules.publishing.CHANGEABLE:
        raise OutdatedButton
    contest, _ = managed(work, person, contest_id)
    whole = rules.publishing.sketched(contest)
    return whole.again(step)


def _changing(work: Work, sketch: Sketch) -> Posted:
    before = _contest(work, sketch.contest_id)
    if before.rev != sketch.rev or before.centre_id != sketch.centre_id:
        raise OutdatedButton
    return before


def change(work: Work, person: Person, sketch: Sketch, tell: int) -> Difference:
    """Write a change, and tell those concerned where they are to be told. Raises a Refusal."""
    publishing(work, person, sketch.centre_id)
    before = _changing(work, sketch)
    shaped = _shaped(before, sketch)
    after = replace(shaped, state="open" if shaped.state == "done" else shaped.state)
    kept = storage.tenders.change(work, before, after, _marks(after)[1])
    storage.audit.note(work, person.id, kept.centre_id, "contest.change", None, kept.id)
    difference = Difference(before, kept)
    if tell:
        actions.alerts.tell_change(work, difference)
    actions.alerts.remind_anew(work, kept)
    return difference


def call_off(work: Work, person: Person, contest_id: int, rev: int) -> Posted:
    """The contest will not take place: everybody concerned is told, nobody else ever hears of it."""
    before, _ = managed(work, person, contest_id)
    if before.state == "cancelled":
        raise AlreadyDone
    if before.rev != rev:
        raise OutdatedButton
    after = replace(before, state="cancelled", tell=False)
    kept = storage.tenders.change(work, before, after, _marks(after)[1])
    storage.audit.note(work, person.id, kept.centre_id, "contest.call_off", None, kept.id)
    actions.alerts.tell_called_off(work, kept)
    return kept
