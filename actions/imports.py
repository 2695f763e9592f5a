"""Deeds about sheets of contests: looked at, taken in, taken back."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import actions.alerts
import actions.tenders
import rules.alerts
import rules.batches
import rules.tenders
import storage.alerts
import storage.audit
import storage.centres
import storage.imports
import storage.tenders
from rules.batches import SLICE, Batch
from rules.centres import Centre
from rules.people import Person
from rules.publishing import Difference, Posted
from rules.readings import Reading, Source
from rules.refusal import AlreadyDone, AlreadyTold, NotFound, OutdatedButton
from rules.tenders import Contest
from storage.work import Work

WITHDRAWN = "withdrawn"


def source(work: Work, person: Person, centre_id: int) -> Source:
    """What the reader must know of the centre. Raises NotYours, JobClosed."""
    return source_of(work, actions.tenders.publishing(work, person, centre_id))


def source_of(work: Work, centre: Centre) -> Source:
    known = storage.tenders.directions(work)
    return Source(centre.region, directions=tuple((each.code, each.stems) for each in known))


def look(work: Work, person: Person | None, centre_id: int, name: str, reading: Reading) -> Batch:
    """Keep what was read and say what is new in it. None stands for the command line. Raises NotYours, JobClosed."""
    _allowed(work, person, centre_id)
    marks = {rules.tenders.identity(each): rules.tenders.content(each) for each in reading.contests}
    known = {key: content for key, (each, content) in _known(work, centre_id, list(marks)).items()}
    changed = sum(1 for key, content in known.items() if content != marks[key])
    read = Batch(
        0,
        centre_id,
        name[:200],
        "read",
        new=len(marks) - len(known),
        changed=changed,
        same=len(known) - changed + reading.counts["duplicate"],
        errors=reading.counts["invalid"],
        problems=rules.batches.problems(reading),
    )
    packed = rules.batches.packed(reading)
    return replace(read, id=storage.imports.keep(work, read, packed, person.id if person else None))


def _known(work: Work, centre_id: int, keys: list[str]) -> dict[str, tuple[Posted, str]]:
    """Those that the centre has announced already, some hundreds at a time."""
    found: dict[str, tuple[Posted, str]] = {}
    for start in range(0, len(keys), SLICE):
        found.update(storage.tenders.known(work, centre_id, keys[start : start + SLICE]))
    return {key: each for key, each in found.items() if each[0].state != WITHDRAWN}


def _allowed(work: Work, person: Person | None, centre_id: int) -> Centre:
    if person is not None:
        return actions.tenders.publishing(work, person, centre_id)
    return actions.tenders.open_centre(work, centre_id)


def batch(work: Work, person: Person, import_id: int) -> Batch:
    """Raises NotFound, NotYours, JobClosed."""
    found = _batch(work, import_id)
    actions.tenders.publishing(work, person, found.centre_id)
    return found


def _batch(work: Work, import_id: int) -> Batch:
    found = storage.imports.batch(work, import_id)
    if found is None:
        raise NotFound
    return found


def begin(work: Work, person: Person | None, import_id: int) -> Batch:
    """Say yes to what was read; `take_in` does the rest. Raises AlreadyDone."""
    found = _batch(work, import_id)
    _allowed(work, person, found.centre_id)
    if found.state != "read":
        raise AlreadyDone
    storage.imports.left(work, import_id, storage.imports.waiting(work, import_id), "running")
    if person is not None:
        storage.audit.note(work, person.id, found.centre_id, "contest.import", None, import_id)
    return found


def take_in(work: Work, import_id: int, tell: int) -> bool:
    """Write the next slice of a running import; whether there is more. Nobody is told of what is over already."""
    found = _batch(work, import_id)
    if found.state != "running":
        return False
    waiting = storage.imports.waiting(work, import_id)
    centre = storage.centres.known(work, found.centre_id)
    ids = {each.code: each.id for each in storage.tenders.directions(work)}
    for values in waiting[:SLICE]:
        contest = rules.tenders.from_plain(values)
        _take_in(work, contest, _posted(work, contest, centre, ids, (import_id, tell)))
    storage.imports.left(work, import_id, waiting[SLICE:], "running" if waiting[SLICE:] else "done")
    return bool(waiting[SLICE:])


def _posted(work: Work, contest: Contest, centre: Centre, ids: dict[str, int], of: tuple[int, int]) -> Posted:
    import_id, tell = of
    return Posted(
        id=0,
        centre_id=centre.id,
        kind=contest.kind,
        region=contest.region or centre.region,
        state=contest.state,
        created_at=work.now,
        title_kk=contest.title_kk,
        title_ru=contest.title_ru,
        imported=True,
        number=contest.number,
        customer_bin=contest.customer_bin,
        customer=contest.customer_name,
        amount=contest.amount,
        deadline=contest.deadline,
        deadline_time_known=contest.deadline_time_known,
        published=contest.published,
        url=contest.url,
        directions=frozenset(ids[code] for code in contest.directions if code in ids),
        import_id=import_id,
        tell=bool(tell) and rules.tenders.is_open(contest, work.now),
    )


def _take_in(work: Work, contest: Contest, new: Posted) -> None:
    marks = (rules.tenders.identity(contest), rules.tenders.content(contest))
    there = storage.tenders.known(work, new.centre_id, [marks[0]]).get(marks[0])
    if there is None:
        storage.tenders.insert_new(work, new, marks, None)
    elif there[0].state == WITHDRAWN:
        storage.tenders.revive(work, there[0], new, marks[1])
    elif there[1] != marks[1]:
        _change(work, there[0], new, marks[1])


def _change(work: Work, before: Posted, new: Posted, content: str) -> None:
    """Known already, with other contents: those concerned are told, unless the import is silent."""
    kept = {"id": before.id, "rev": before.rev, "created_at": before.created_at, "import_id": before.import_id}
    titles = {"title_kk": new.title_kk or before.title_kk, "title_ru": new.title_ru or before.title_ru}
    values: dict[str, Any] = {**kept, **titles}
    after = storage.tenders.change(work, before, replace(new, **values), content)
    if new.tell:
        actions.alerts.tell_change(work, Difference(before, after))
    actions.alerts.remind_anew(work, after)


def undo(work: Work, person: Person, import_id: int) -> Batch:
    """Take back what an import brought that is new, before anybody has heard of it. Raises AlreadyTold, AlreadyDone."""
    found = batch(work, person, import_id)
    if found.state != "done":
        raise AlreadyDone if found.state == "undone" else OutdatedButton
    if storage.alerts.last_told(work, import_id):
        raise AlreadyTold
    actions.tenders.take_back(work, storage.tenders.of_import(work, import_id))
    storage.imports.left(work, import_id, [], "undone")
    return found


def until(work: Work, person: Person, import_id: int) -> datetime:
    """When the first alert may leave, and with it the way back ends."""
    centre = storage.centres.known(work, batch(work, person, import_id).centre_id)
    return rules.alerts.first_try(work.now, centre.zone)
