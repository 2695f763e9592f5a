"""A centre sets itself up: phone and address, specialists, topics, departments. Nothing is deleted, only closed."""

from collections.abc import Mapping

import actions.closures
import actions.schedule
import rules.links
import rules.setup
import storage.audit
import storage.centres
import storage.departments
import storage.invitations
import storage.setup
import storage.visits
from actions.closures import Notice
from rules.centres import Centre, Department, Specialist, Texts
from rules.clockwork import local
from rules.closures import Hours
from rules.people import Grant, Person, Role
from rules.refusal import NotYours, OutdatedButton
from rules.schedule import AHEAD
from rules.setup import BUFFERS, FIELDS, MINUTES, Bodies, Staff
from rules.visits import Visit
from rules.ways import ASSIGNMENTS
from storage.work import Work


def put(work: Work, person: Person, centre_id: int, lines: Mapping[str, str]) -> Centre:
    """Lines of the centre's card; they have been looked at already. Raises NotYours, OutdatedButton."""
    actions.schedule.setting(work, person, centre_id)
    if any(field not in FIELDS or rules.setup.problem(rules.setup.KINDS[field], lines[field]) for field in lines):
        raise OutdatedButton
    storage.setup.put(work, centre_id, lines)
    _noted(work, person, centre_id, "setup.card", None)
    return storage.centres.known(work, centre_id)


def _noted(work: Work, person: Person, centre_id: int, deed: str, thing_id: int | None) -> None:
    storage.audit.note(work, person.id, centre_id, deed, None, thing_id)


def staff(work: Work, person: Person, centre_id: int) -> Staff:
    """Who works there and who answers for what. Raises NotYours."""
    centre = actions.schedule.setting(work, person, centre_id)
    specialists = storage.centres.specialists(work, centre_id)
    return Staff(centre, tuple(specialists), tuple(storage.setup.taught(work, centre_id)))


def _at_work(work: Work, person: Person, centre_id: int, specialist_id: int) -> Specialist:
    found = staff(work, person, centre_id).specialist(specialist_id)
    if found is None:
        raise OutdatedButton
    return found


def add_specialist(work: Work, person: Person, centre_id: int, name: str, roles: Texts = Texts("", "")) -> int:  # noqa: B008 -- frozen
    """Somebody new; their id. The same name a second time is the same person. Raises a Refusal."""
    seen = staff(work, person, centre_id)
    known = next((each.id for each in seen.specialists if each.name.casefold() == name.casefold()), None)
    if known is not None:
        return known
    _right(name, "name")
    added = storage.setup.add_specialist(work, centre_id, name, roles, seen.centre.settings.languages)
    _noted(work, person, centre_id, "setup.specialist", added)
    return added


def _right(text: str, kind: rules.setup.Kind) -> None:
    if rules.setup.problem(kind, text):
        raise OutdatedButton


def rename(work: Work, person: Person, centre_id: int, specialist_id: int, name: str) -> int:
    _at_work(work, person, centre_id, specialist_id)
    _right(name, "name")
    storage.setup.rename(work, specialist_id, name)
    _noted(work, person, centre_id, "setup.specialist", specialist_id)
    return specialist_id


def turn(work: Work, person: Person, centre_id: int, what: tuple[int, int], on: int) -> Staff:
    """Whether a specialist answers for a topic: their ids. What is booked stays. Raises a Refusal."""
    specialist_id, topic_id = what
    seen = staff(work, person, centre_id)
    if seen.specialist(specialist_id) is None or seen.topic(topic_id) is None:
        raise OutdatedButton
    storage.setup.answer(work, specialist_id, topic_id, on=bool(on))
    return staff(work, person, centre_id)


def add_topic(work: Work, person: Person, centre_id: int, names: Texts, minutes: int) -> int:
    """A topic that is not there yet; its id. One of the same name is that one. Raises a Refusal."""
    seen = staff(work, person, centre_id)
    known = next((each.topic.id for each in seen.topics if each.topic.names.ru.casefold() == names.ru.casefold()), None)
    if known is not None:
        return known
    _right(names.kk, "name")
    _right(names.ru, "name")
    if minutes not in MINUTES:
        raise OutdatedButton
    added = storage.setup.add_topic(work, names, minutes)
    _noted(work, person, centre_id, "setup.topic", added.id)
    return added.id


def agree(work: Work, person: Person, centre_id: int, topic_id: int, values: Mapping[str, int | str]) -> Staff:
    """How long a topic takes here, or who goes first. What is booked stays. Raises a Refusal."""
    one = staff(work, person, centre_id).topic(topic_id)
    right: dict[str, tuple[int | str, ...]] = {"minutes": MINUTES, "assignment": ASSIGNMENTS, "confirm": (False, True)}
    if one is None or any(name not in right or value not in right[name] for name, value in values.items()):
        raise OutdatedButton
    storage.setup.agree(work, centre_id, one.topic.code, values)
    _noted(work, person, centre_id, "setup.topic", topic_id)
    return staff(work, person, centre_id)


def buffer(work: Work, person: Person, centre_id: int, minutes: int) -> Centre:
    """How long nobody is received after a visit, from the next booking on. Raises a Refusal."""
    actions.schedule.setting(work, person, centre_id)
    if minutes not in BUFFERS:
        raise OutdatedButton
    storage.setup.settle(work, centre_id, {"buffer_minutes": minutes})
    _noted(work, person, centre_id, "setup.buffer", None)
    return storage.centres.known(work, centre_id)


def leaving(work: Work, person: Person, centre_id: int, specialist_id: int) -> tuple[Specialist, list[Visit]]:
    """Whom it would touch if this specialist worked here no longer, without names. Raises a Refusal."""
    specialist = _at_work(work, person, centre_id, specialist_id)
    touched = [each for each in _ahead(work, specialist) if actions.closures.is_visit(each)]
    return specialist, [actions.closures.nameless(each) for each in touched]


def _ahead(work: Work, specialist: Specialist) -> list[Visit]:
    return storage.visits.touched(work, Hours(specialist.centre_id, specialist.id, work.now, work.now + AHEAD))


def close_specialist(
    work: Work, person: Person, centre_id: int, specialist_id: int
) -> tuple[Specialist, tuple[Visit, ...], tuple[Visit, ...]]:
    """They work here no longer; whoever was booked is told with other times. Raises a Refusal."""
    specialist = _at_work(work, person, centre_id, specialist_id)
    touched = _ahead(work, specialist)
    storage.setup.close_specialist(work, specialist_id, closed=True)
    _noted(work, person, centre_id, "setup.specialist_closed", specialist_id)
    notice = Notice(f"leaving:{specialist_id}", whole=False, offer=True)
    told, unreached = actions.closures.put_off(work, person, touched, notice)
    return specialist, told, unreached


def reopen_specialist(work: Work, person: Person, centre_id: int, specialist_id: int) -> int:
    """They work here again. Raises a Refusal."""
    actions.schedule.setting(work, person, centre_id)
    if storage.setup.closed_specialist(work, centre_id, specialist_id) is None:
        raise OutdatedButton
    storage.setup.close_specialist(work, specialist_id, closed=False)
    _noted(work, person, centre_id, "setup.specialist_back", specialist_id)
    return specialist_id


def invite(work: Work, person: Person, centre_id: int, specialist_id: int) -> tuple[Specialist, str]:
    """A one-time link by which a specialist gets at their own day; its payload is told this once. Raises a Refusal."""
    specialist = _at_work(work, person, centre_id, specialist_id)
    token = storage.invitations.create(work, Grant(Role.SPECIALIST, centre_id, specialist_id))
    _noted(work, person, centre_id, "setup.invite", specialist_id)
    return specialist, rules.links.invitation(token)


def departments(work: Work, person: Person, centre_id: int) -> Bodies:
    """Raises NotYours."""
    centre = actions.schedule.setting(work, person, centre_id)
    today = local(work.now, centre.zone).date()
    return Bodies(centre, tuple(storage.departments.living(work, centre_id, today)))


def add_department(work: Work, person: Person, centre_id: int, names: Texts) -> int:
    """A department; its id. One of the same name is that one. Raises a Refusal."""
    known = departments(work, person, centre_id).departments
    same = next((each.id for each in known if each.names.ru.casefold() == names.ru.casefold()), None)
    if same is not None:
        return same
    _right(names.kk, "long_name")
    _right(names.ru, "long_name")
    added = storage.setup.add_department(work, centre_id, names)
    _noted(work, person, centre_id, "setup.department", added)
    return added


def end_department(work: Work, person: Person, centre_id: int, department_id: int, ended: int) -> Department:
    """It gets no new proposals from today on, or gets them again. Raises a Refusal."""
    actions.schedule.setting(work, person, centre_id)
    found = storage.departments.department(work, department_id)
    if found is None or found.centre_id != centre_id:
        raise NotYours
    storage.setup.end_department(work, department_id, ended=bool(ended))
    _noted(work, person, centre_id, "setup.department_ended" if ended else "setup.department", department_id)
    return found
