"""Somebody goes everywhere, takes their data along, erases them: nothing of them is left, and nothing comes to them."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import actions.people
import actions.privacy
import bot.errands
import storage.booking
import storage.inbox
import storage.people
import storage.schema
from rules.keys.booking import AskCancel, Cancel
from rules.keys.desk import Visit
from rules.keys.privacy import Agree, AskErase, Download, Erase
from rules.people import Grant, Person, Role
from storage.work import Work
from tests.attack.cast import rows
from tests.attack.walk import choose, come, introduce, newest, touch
from tests.town import Town

CANARY = "Қарлығашай"
TYPED = "канарейка поёт о себе"
POINTERS = {"person_id", "actor_id", "subject_id", "created_by", "linked_by", "used_by", "marked_by", "booked_by"}


async def live_through_everything(town: Town) -> Person:
    """Consent, name, bookings kept and cancelled, reminders, a look by staff, a role, stray words."""
    await come(town, "canary")
    await town.say("canary", TYPED)
    await choose(town, "canary", topic=2, time=2)
    await introduce(town, "canary", CANARY)
    await choose(town, "canary", topic=1)
    await touch(town, "canary", AskCancel)
    await touch(town, "canary", Cancel)
    await choose(town, "canary", topic=0, time=1)
    person = await known(town)
    await town.known("boss", "kk", "atyrau", [await town.grant(Role.COORDINATOR, "atyrau")])
    visit = (await town.db.read(storage.booking.upcoming, person.id))[0]
    await town.say("boss", "/staff")
    message = town.last("boss")
    await town.press("boss", message, Visit(visit.id).pack(), stale=True)
    await town.move(town.box.clock.now() + timedelta(hours=12))
    await town.db.do(storage.people.grant, person.id, Grant(Role.VIEWER, person.centre_id))
    return await known(town)


async def known(town: Town) -> Person:
    telegram_id = town.people["canary"]
    return (await town.db.read(storage.people.by_telegram, [telegram_id]))[telegram_id]


async def erase(town: Town) -> None:
    await town.say("canary", "/mydata")
    await touch(town, "canary", AskErase)
    await touch(town, "canary", Erase)


async def sweep(town: Town) -> None:
    """What the night does."""
    await town.db.do(bot.errands.sweep, 12)
    await town.db.tidy()


def exported(town: Town) -> dict[str, Any]:
    file = town.last("canary").file
    assert file is not None
    found: dict[str, Any] = json.loads(file.content)
    return found


async def test_the_file_of_everything_holds_every_exported_column_of_every_row_about_the_person(lively: Town) -> None:
    person = await live_through_everything(lively)
    await lively.say("canary", "/mydata")
    await touch(lively, "canary", Download)
    file = exported(lively)
    assert file["person"][0]["name"] == CANARY
    assert file["person"][0]["telegram_id"] == person.telegram_id
    assert len(file["booking"]) == 3
    assert len(file["consent"]) == len(file["role"]) == 1
    assert any(line["deed"] == "visit_read" for line in file["audit"])
    columns = {table.name: {c.name for c in table.columns if c.info["exported"]} for table in tables()}
    assert {name: set(lines[0]) for name, lines in file.items()} == {name: columns[name] for name in file}
    assert "boss" not in json.dumps(file)


def tables() -> Any:
    return storage.schema.metadata.sorted_tables


def personal(town: Town) -> list[tuple[str, object]]:
    """Every value of every column that is tagged as being about a person, as «table.column» and value."""
    path = town.db.place.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as reader:
        return [
            (f"{table.name}.{column.name}", value)
            for table in tables()
            for column in table.columns
            for (value,) in reader.execute(f'SELECT "{column.name}" FROM "{table.name}"')  # noqa: S608 -- our own schema
            if value is not None
        ]


async def test_no_row_leads_back_to_somebody_erased(lively: Town) -> None:
    person = await live_through_everything(lively)
    await erase(lively)
    told = [str(person.telegram_id), CANARY, TYPED, f"p{person.id}"]
    named = [(where, value) for where, value in personal(lively) if any(sign in str(value) for sign in told[:3])]
    pointing = [
        where for where, value in personal(lively) if where.rpartition(".")[2] in POINTERS and value == person.id
    ]
    claimed = [value for where, value in personal(lively) if where == "claim.resource" and value == told[3]]
    assert (named, pointing, claimed) == ([], [], [])


async def test_no_byte_of_somebody_erased_is_left_on_the_disk_after_the_night(lively: Town) -> None:
    person = await live_through_everything(lively)
    await erase(lively)
    await sweep(lively)
    signs = [form.encode() for word in (CANARY, TYPED) for form in (word, json.dumps(word)[1:-1])]
    signs += [str(person.telegram_id).encode(), person.telegram_id.to_bytes(6, "big")]
    path = Path(lively.db.place.url.removeprefix("sqlite:///"))
    for file in (path, path.with_name(f"{path.name}-wal")):
        content = file.read_bytes() if file.exists() else b""
        assert [sign for sign in signs if sign in content] == []


async def test_what_was_ahead_is_cancelled_and_free_and_nothing_comes_afterwards(lively: Town) -> None:
    person = await live_through_everything(lively)
    ahead = await lively.db.read(storage.booking.upcoming, person.id)
    await erase(lively)
    await lively.settle()
    assert ahead
    stand = [await lively.db.read(storage.booking.booking, each.id) for each in ahead]
    assert {each.state for each in stand if each} == {"cancelled"}
    assert {claim[2] for claim in rows(lively.db)["claim"]} & {each.id for each in ahead} == set()
    calls = len(lively.box.telegram.journal)
    await lively.move(lively.box.clock.now() + timedelta(days=5))
    later = lively.box.telegram.journal[calls:]
    assert [call.method for call in later if call.chat == person.telegram_id] == []
    assert {state for where, state in personal(lively) if where == "delivery.state"} <= {"sent", "cancelled", "skipped"}


async def test_whoever_was_erased_comes_back_as_a_stranger(lively: Town) -> None:
    await live_through_everything(lively)
    await erase(lively)
    await come(lively, "canary")
    again = await known(lively)
    assert (again.name, again.grants, again.consents) == (None, (), ())
    await choose(lively, "canary", topic=2)
    assert newest(lively, "canary", Agree)


async def test_an_old_button_of_somebody_erased_reaches_nothing_of_theirs(lively: Town) -> None:
    await live_through_everything(lively)
    await erase(lively)
    before = rows(lively.db)["booking"]
    for message in lively.box.telegram.chat_messages(lively.people["canary"]):
        for data in {data for row in lively.buttons(message) for _, data in row if data.startswith("b")}:
            await lively.press("canary", message, data, stale=True)
    assert rows(lively.db)["booking"] >= before


async def test_erased_while_a_name_is_awaited_the_next_words_are_no_name(lively: Town) -> None:
    await come(lively, "canary")
    await choose(lively, "canary")
    await touch(lively, "canary", Agree)
    await erase(lively)
    await lively.say("canary", CANARY)
    assert CANARY not in str(rows(lively.db))


async def test_an_erasing_handled_again_after_a_crash_brings_nobody_back(lively: Town) -> None:
    person = await live_through_everything(lively)
    await lively.db.do(_taken, person)
    await lively.db.do(actions.privacy.erase, person, 77)
    await lively.works.entrance.resume()
    await lively.works.lanes.settle()
    assert await lively.db.read(storage.people.by_telegram, [person.telegram_id]) == {}
    assert str(person.telegram_id) not in str(personal(lively))


def _taken(work: Work, person: Person) -> None:
    tap = {
        "id": "1",
        "from": {"id": person.telegram_id, "is_bot": False, "first_name": "x"},
        "chat_instance": "1",
        "data": Erase().pack(),
    }
    arrived = storage.inbox.Arrival(
        77, person.telegram_id, person.telegram_id, {"update_id": 77, "callback_query": tap}
    )
    storage.inbox.keep(work, [arrived])


async def test_the_last_administrator_stays_until_there_is_another(lively: Town) -> None:
    await lively.known("boss", "ru", "atyrau", [Grant(Role.ADMINISTRATOR)])
    await lively.say("boss", "/mydata")
    await touch(lively, "boss", AskErase)
    assert "администратор" in lively.box.telegram.popups_of(lively.people["boss"])[-1].text
    message = lively.last("boss")
    await lively.press("boss", message, Erase().pack(), stale=True)
    assert len(rows(lively.db)["person"]) == 1
    await lively.known("second", "ru", "atyrau", [Grant(Role.ADMINISTRATOR)])
    await touch(lively, "boss", AskErase)
    await touch(lively, "boss", Erase)
    assert len(await lively.db.read(storage.people.administrators)) == 1


async def test_an_administrator_named_in_the_settings_is_sent_there_first(lively: Town) -> None:
    boss = await lively.known("boss", "ru", "atyrau")
    await lively.known("second", "ru", "atyrau", [Grant(Role.ADMINISTRATOR)])
    await lively.db.do(actions.people.appoint, [boss.telegram_id])
    await lively.press("boss", await _said(lively), Erase().pack(), stale=True)
    assert len(rows(lively.db)["person"]) == 2


async def _said(town: Town) -> Any:
    await town.say("boss", "/mydata")
    return town.last("boss")


async def test_a_member_of_staff_is_told_that_their_access_ends(lively: Town) -> None:
    await live_through_everything(lively)
    await lively.say("canary", "/mydata")
    await touch(lively, "canary", AskErase)
    assert "доступ сотрудника" in lively.last("canary").text


async def test_whoever_has_been_away_for_long_is_forgotten_and_whoever_comes_by_is_not(lively: Town) -> None:
    months = 2
    await come(lively, "canary")
    await lively.known("regular", "ru", "atyrau")
    await lively.move(lively.box.clock.now() + timedelta(days=31 * months - 5))
    await lively.say("regular", "/help")
    await lively.move(lively.box.clock.now() + timedelta(days=5))
    await lively.db.do(bot.errands.sweep, months)
    known_ids = await lively.db.read(storage.people.by_telegram, list(lively.people.values()))
    assert set(known_ids) == {lively.people["regular"]}
