"""What the demo begins with: people at work, contests and meetings of the sample data, figures from before."""

from dataclasses import dataclass

import actions.imports
import actions.people
import bot.box
import sources.child
import storage.centres
import storage.departments
import storage.people
from bot.box import EXAMPLES, Box
from rules.people import Grant, Language, Role
from rules.readings import Reading, Source
from storage.database import Database
from storage.work import Work

HERE = "atyrau"


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody who works at the centre; `at` is the code of the specialist or of the department."""

    name: str
    label: str
    language: Language
    role: Role
    at: str = ""


STAFF = (
    Post("Сауле", "үйлестіруші · координатор", "kk", Role.COORDINATOR),
    Post("Тимур", "маман · специалист", "ru", Role.SPECIALIST, "at4"),
    Post("Ерлан", "басқарма · управление", "kk", Role.OFFICER, "at_ip"),
)


async def fill(box: Box, db: Database) -> None:
    """Both centres with what they have announced, two people who have never seen the bot, three who work there."""
    await db.do(bot.box.open_centres)
    await db.do(bot.box.earlier_figures)
    await db.do(bot.box.planned_meetings)
    await _contests(box, db)
    box.telegram.person("Айгүл", language="kk", label="тұрғын · житель")
    box.telegram.person("Марина", language="ru", label="ҮЕҰ · НПО")
    for post in STAFF:
        person = box.telegram.person(post.name, language=post.language, label=post.label)
        await db.do(employ, person, post)
        box.telegram.start(person)


async def _contests(box: Box, db: Database) -> None:
    """A sheet of the portal, read as any other; another one is left for whoever tries the import."""
    file = EXAMPLES / "tenders" / "sheet.xlsx"
    centre_id, source = await db.read(_source)
    reading = await sources.child.read(file.read_bytes(), source, box.clock.now())
    await db.do(_take_in, centre_id, file.name, reading)


def _source(work: Work) -> tuple[int, Source]:
    centre = storage.centres.by_code(work, HERE)
    assert centre is not None  # noqa: S101 -- loaded a moment ago
    return centre.id, actions.imports.source_of(work, centre)


def _take_in(work: Work, centre_id: int, name: str, reading: Reading) -> None:
    read = actions.imports.look(work, None, centre_id, name, reading)
    actions.imports.begin(work, None, read.id)
    while actions.imports.take_in(work, read.id, 0):
        pass


def employ(work: Work, telegram_id: int, post: Post) -> None:
    """Make somebody of the sandbox a member of the staff."""
    centre = storage.centres.by_code(work, HERE)
    assert centre is not None  # noqa: S101 -- loaded a moment ago
    person = actions.people.come_in(work, telegram_id, post.language)
    actions.people.choose_centre(work, person, centre.id)
    storage.people.grant(work, person.id, _grant(work, centre.id, post))


def _grant(work: Work, centre_id: int, post: Post) -> Grant:
    if post.role is Role.SPECIALIST:
        who = storage.centres.specialist_by_code(work, centre_id, post.at)
        return Grant(post.role, centre_id, specialist_id=who.id if who else None)
    where = [each.id for each in storage.departments.living(work, centre_id, work.now.date()) if each.code == post.at]
    return Grant(post.role, centre_id, department_id=next(iter(where), None))
