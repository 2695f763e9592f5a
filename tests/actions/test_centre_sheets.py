"""A centre from a filled-in sheet: what is written comes back the same, what differs is shown, done and undone."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

import actions.centre_sheets
import rules.sheets
import screens.centre_sheets
import screens.workbook
import sources.centre_sheet
import storage.centre_sheets
import storage.centres
import storage.setup
import storage.timetable
from actions.centre_sheets import Standing
from rules.centre_sheets import Applied, Line, Look
from rules.people import LANGUAGES, Grant, Language, Person, Role
from rules.refusal import AlreadyDone, AlreadyTold, BookedSince, NotYours
from rules.typed_hours import read as hours
from screens.words import Words
from storage.schema.letters import LetterRow
from tests.office import Office, at, office
from tests.sources.sheets import text

HEADING = ("Раздел", "Код", "По-казахски", "По-русски", "Дни", "Часы", "Языки", "Темы", "Кабинет", "Число", "Закрыть")


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as made:
        yield made


def written(found: Standing, language: Language) -> bytes:
    parts = (found.topics, found.rooms, found.departments, found.specialists)
    sheet = screens.centre_sheets.sheet(found.centre, *parts, Words(language))
    return screens.workbook.write(rules.sheets.plain((sheet,)))


def filled(*rows: Sequence[str]) -> tuple[Line, ...]:
    return sources.centre_sheet.read(
        text([HEADING, *([*row, *[""] * (len(HEADING) - len(row))] for row in rows)], "\t")
    )


async def looked(here: Office, person: Person, *rows: Sequence[str]) -> Look:
    return await here.do(actions.centre_sheets.look, person, here.centre.id, filled(*rows))


async def test_the_sheet_of_a_centre_sent_back_as_it_is_changes_nothing(here: Office) -> None:
    person = await here.coordinator()
    found = await here.do(actions.centre_sheets.standing, person, here.centre.id)
    for language in LANGUAGES:
        lines = sources.centre_sheet.read(written(found, language))
        seen = await here.do(actions.centre_sheets.look, person, here.centre.id, lines)
        assert [each for each in seen.items if each.sign != "same"] == []
        assert len(seen.items) > 20
        assert not seen.does_something


async def test_what_differs_is_shown_and_nothing_done_before_the_tap(here: Office) -> None:
    person, before = await here.coordinator(), await here.do(storage.centre_sheets.as_it_is, here.centre.id)
    seen = await looked(
        here,
        person,
        ("Телефон", "", "+7 712 255 00 00"),
        ("Часы работы", "", "", "", "пн-пт", "10:00-13:00, 14:00-19:00"),
        ("Тема", "", "Жаңа тақырып", "Новая тема", "", "", "", "", "", "45"),
        ("Специалист", "", "Дана Үлгі", "", "пн-ср", "10:00-12:00", "kk, ru", "Новая тема; grants"),
        ("Специалист", "", "Дана Үлгі", "", "чт", "14:00-16:00"),
        ("Управление", "", "Жаңа басқарма", "Новое управление"),
        ("Кабинет", "", "Кіші зал", "Малый зал", "", "", "", "", "", "12"),
    )
    assert [each.sign for each in seen.items] == ["changed", "changed", "new", "new", "new", "new"]
    assert await here.do(storage.centre_sheets.as_it_is, here.centre.id) == before
    done = await here.do(actions.centre_sheets.apply, person, seen.sheet_id, 0)
    assert isinstance(done, Applied)
    assert [each.sign for each in done.look.items] == [each.sign for each in seen.items]
    dana = (await here.do(storage.centres.specialists, here.centre.id))[-1]
    assert (dana.name, dana.weekdays, dana.languages) == ("Дана Үлгі", frozenset({0, 1, 2, 3}), ("kk", "ru"))
    assert dana.week[3] == hours("14-16")
    taught = await here.do(storage.setup.taught, here.centre.id)
    assert {each.topic.names.ru for each in taught if dana.id in each.specialists} == {"Новая тема", "Заявка на грант"}
    with pytest.raises(AlreadyDone):
        await here.do(actions.centre_sheets.apply, person, seen.sheet_id, 0)
    assert await here.do(actions.centre_sheets.undo, person, seen.sheet_id) == here.centre.id
    after = await here.do(storage.centre_sheets.as_it_is, here.centre.id)
    assert after["centre"] == before["centre"]
    assert dana.id not in {each.id for each in await here.do(storage.centres.specialists, here.centre.id)}
    with pytest.raises(AlreadyDone):
        await here.do(actions.centre_sheets.undo, person, seen.sheet_id)


async def test_whoever_is_touched_stands_first_and_is_told_and_that_is_not_undone(here: Office) -> None:
    booked, person = await here.booked("Асель", at(27, 10)), await here.coordinator()
    rows = (("Специалист", here.aina.code, here.aina.name, "", "пн-чт"),)
    seen = await looked(here, person, *rows)
    assert [(each.booking.id, each.name) for each in seen.touched] == [(booked.id, None)]
    again = await here.do(actions.centre_sheets.apply, person, seen.sheet_id, 0)  # a preview that showed nobody
    assert isinstance(again, Look)
    assert (await here.booking(booked.id)).state == "booked"
    done = await here.do(actions.centre_sheets.apply, person, seen.sheet_id, 1)
    assert isinstance(done, Applied)
    assert len(done.told) == 1
    assert (await here.booking(booked.id)).state == "cancelled"
    assert "closures.told" in {row.kind for row in await here.rows(LetterRow)}
    with pytest.raises(AlreadyTold):
        await here.do(actions.centre_sheets.undo, person, seen.sheet_id)


async def test_a_specialist_who_leaves_with_the_sheet_keeps_no_visit_outside_their_hours_either(here: Office) -> None:
    booked, person = await here.booked("Асель", at(27, 10)), await here.coordinator()
    await here.do(storage.timetable.set_week, here.aina.id, {4: ()})  # Fridays end; whoever is booked then stays
    seen = await looked(here, person, ("Специалист", here.aina.code, "", "", "", "", "", "", "", "", "да"))
    assert [each.sign for each in seen.items] == ["closed"]
    assert [each.booking.id for each in seen.touched] == [booked.id]


async def test_hours_that_somebody_has_booked_since_are_not_taken_away(here: Office) -> None:
    person = await here.coordinator()
    rows = (("Часы работы", "", "", "", "сб", "10:00-13:00"), ("Специалист", here.aina.code, "", "", "пн-сб"))
    seen = await looked(here, person, *rows)
    await here.do(actions.centre_sheets.apply, person, seen.sheet_id, 0)
    await here.booked("Асель", at(28, 10))
    with pytest.raises(BookedSince):
        await here.do(actions.centre_sheets.undo, person, seen.sheet_id)
    assert (await here.do(storage.centres.known, here.centre.id)).hours[5] == hours("10-13")


async def test_a_wrong_row_is_named_with_every_reason_and_stops_no_other(here: Office) -> None:
    person = await here.coordinator()
    seen = await looked(
        here,
        person,
        ("Чай", "", "Телефон"),
        ("Телефон", "", "позвоните"),
        ("Часы работы", "", "", "", "каждый день", "9-18"),
        ("Часы работы", "", "", "", "пн", "18:00-09:00"),
        ("Тема", "grants", "Басқаша", "Иначе", "", "", "", "", "", "37"),
        ("Тема", "legal", "Мүлде басқа", "Совсем иначе"),
        ("Специалист", "nobody", "Никто"),
        ("Специалист", "", "Марат", "", "пн", "", "клингон", "Чай", "Чердак"),
        ("Специалист", "", "Марат 2", "", "пн", "", "kk", "Чай", "Чердак"),
        ("Кабинет", "", "Бөлме", "", "", "", "", "", "", "много", "да"),
        ("Управление", "", "Тек қазақша", ""),
        ("Сайт", "", "https://example.kz/"),
    )
    assert [each.reasons for each in seen.items] == [
        ("section",),
        ("phone",),
        ("days",),
        ("hours",),
        ("minutes",),
        ("topic_name",),
        ("code",),
        ("languages",),
        ("topic", "room"),
        ("closing", "seats"),
        ("name",),
        (),
    ]
    assert [each.number for each in seen.items] == list(range(2, 14))
    assert seen.items[-1].sign == "changed"


async def test_only_who_sets_hours_sees_looks_and_sets(here: Office) -> None:
    seen = await looked(here, await here.coordinator(), ("Сайт", "", "https://example.kz/"))
    elsewhere = await here.person("Elsewhere", Grant(Role.COORDINATOR, here.other.id))
    for person in (elsewhere, await here.specialist(), await here.person("Citizen")):
        for deed, *rest in (
            (actions.centre_sheets.standing, here.centre.id),
            (actions.centre_sheets.look, here.centre.id, ()),
            (actions.centre_sheets.apply, seen.sheet_id, 0),
            (actions.centre_sheets.undo, seen.sheet_id),
        ):
            with pytest.raises(NotYours):
                await here.do(deed, person, *rest)
