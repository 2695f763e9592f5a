"""Deeds about numbers from before: written in the chat or taken from a file, corrected, taken away, put back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import rules.base_lines
import storage.base_lines
import storage.people
from actions.figures import READERS
from rules.base_lines import BaseLine, Sketch
from rules.people import Person, Role
from rules.refusal import NotFound, NotYours, OutdatedButton
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Seen:
    """One line, what it said earlier, and whether its reader may change it."""

    line: BaseLine
    before: tuple[BaseLine, ...]
    may_change: bool


def listed(work: Work, person: Person, centre_id: int) -> list[BaseLine]:
    """Raises NotYours."""
    if not storage.people.holds(work, person.id, centre_id, *READERS):
        raise NotYours
    return storage.base_lines.standing(work, centre_id)


def seen(work: Work, person: Person, line_id: int) -> Seen:
    """One line as it stands, or as it was. Raises NotYours, NotFound."""
    line = _line(work, line_id)
    if not storage.people.holds(work, person.id, line.centre_id, *READERS):
        raise NotYours
    return Seen(line, tuple(storage.base_lines.before(work, line)), _may(work, person, line.centre_id))


def _line(work: Work, line_id: int) -> BaseLine:
    line = storage.base_lines.line(work, line_id)
    if line is None:
        raise NotFound
    return line


def _may(work: Work, person: Person, centre_id: int) -> bool:
    return storage.people.holds(work, person.id, centre_id, Role.COORDINATOR)


def writing(work: Work, person: Person, centre_id: int) -> None:
    """Whether this person may write numbers there. Raises NotYours."""
    if not _may(work, person, centre_id):
        raise NotYours


def sketch(work: Work, person: Person, line_id: int) -> Sketch:
    """A kept line laid open to be corrected. Raises NotYours, NotFound."""
    line = _line(work, line_id)
    writing(work, person, line.centre_id)
    return rules.base_lines.sketched(line)


def keep(work: Work, person: Person, whole: Sketch) -> Seen:
    """Write it, or correct what it corrects; the old one stays as what was said then. Raises a Refusal."""
    writing(work, person, whole.centre_id)
    new = rules.base_lines.line(whole)
    if whole.before_id:
        old = _line(work, whole.before_id)
        if old.centre_id != whole.centre_id:
            raise OutdatedButton
        new = replace(new, code=old.code, mark=old.mark, note=old.note)
    return seen(work, person, storage.base_lines.add(work, new, person.id))


def take_away(work: Work, person: Person, line_id: int) -> Seen:
    """It was no number of this centre's; it can be put back. Raises a Refusal."""
    return _turned(work, person, line_id, withdrawn=True)


def put_back(work: Work, person: Person, line_id: int) -> Seen:
    return _turned(work, person, line_id, withdrawn=False)


def _turned(work: Work, person: Person, line_id: int, *, withdrawn: bool) -> Seen:
    line = _line(work, line_id)
    writing(work, person, line.centre_id)
    if line.withdrawn == withdrawn:
        raise OutdatedButton
    turned = replace(line, before_id=line.id, withdrawn=withdrawn)
    return seen(work, person, storage.base_lines.add(work, turned, person.id))


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file's lines: how many are new, corrected, the same; those a person has to look at."""

    new: int
    corrected: int
    same: int
    read_otherwise: tuple[BaseLine, ...]
    doubtful: tuple[BaseLine, ...]


def take_in(work: Work, centre_id: int, lines: Iterable[BaseLine]) -> Taken:
    """A file's lines for this centre. A line that was written before with other numbers is corrected, and stays."""
    known = storage.base_lines.codes(storage.base_lines.standing(work, centre_id))
    wanted = [replace(each, centre_id=centre_id) for each in lines]
    new = [each for each in wanted if each.code not in known]
    other = [each for each in wanted if each.code in known and not _same(each, known[each.code])]
    for each in new:
        storage.base_lines.add(work, each, None)
    for each in other:
        storage.base_lines.add(work, replace(each, before_id=known[each.code].id), None)
    return Taken(
        new=len(new),
        corrected=len(other),
        same=len(wanted) - len(new) - len(other),
        read_otherwise=tuple(each for each in wanted if each.corrected),
        doubtful=tuple(each for each in wanted if each.doubtful),
    )


def _same(one: BaseLine, kept: BaseLine) -> bool:
    return one == replace(kept, id=one.id, before_id=one.before_id, created_at=one.created_at, by=one.by)
