"""Who can be reached: blocked and back, thrown out and let in, moved."""

import sandbox.groups
import storage.centres
import storage.reach
import storage.staff_groups
from storage.work import Work
from tests.bot.restarts import rows
from tests.town import Town


async def reach(town: Town, chat: int) -> str:
    return await town.db.read(storage.reach.state, chat)


def link(work: Work, group: int, person_id: int) -> None:
    storage.staff_groups.link(work, group, storage.centres.open_centres(work)[0].id, person_id)


async def test_who_blocks_the_bot_is_left_alone_until_they_come_back(lively: Town) -> None:
    person = (await lively.known("Айгүл", "kk", "atyrau")).telegram_id
    await lively.say("Айгүл", "/start")
    lively.box.telegram.block(person)
    await lively.settle()
    assert await reach(lively, person) == "blocked"
    lively.box.telegram.unblock(person)
    await lively.settle()
    assert await reach(lively, person) == "active"


async def test_a_start_is_proof_enough_of_being_back(lively: Town) -> None:
    person = (await lively.known("Айгүл", "kk", "atyrau")).telegram_id
    await lively.db.do(storage.reach.lost, person, "deactivated")
    await lively.say("Айгүл", "/start")
    assert await reach(lively, person) == "active"


async def test_a_visitor_who_blocks_leaves_nothing_behind(lively: Town) -> None:
    person = lively.person("Айгүл")
    lively.box.telegram.block(person)
    await lively.settle()
    assert await rows(lively, "SELECT chat_id FROM reach UNION ALL SELECT chat_id FROM dialogue") == []


async def test_a_group_that_throws_the_bot_out_or_mutes_it_is_not_written_to(lively: Town) -> None:
    owner = (await lively.known("Сауле", "ru", "atyrau")).telegram_id
    group = sandbox.groups.supergroup(lively.box.telegram, "Топ", [owner])
    for change, state in (
        (sandbox.groups.kick, "gone"),
        (sandbox.groups.invite, "active"),
        (sandbox.groups.restrict, "no_rights"),
        (sandbox.groups.promote, "active"),
    ):
        change(lively.box.telegram, group, by=owner)
        await lively.settle()
        assert await reach(lively, group) == state


async def test_a_group_that_becomes_a_supergroup_stays_linked(lively: Town) -> None:
    person = await lively.known("Сауле", "ru", "atyrau")
    group = sandbox.groups.group(lively.box.telegram, "Топ", [person.telegram_id])
    await lively.db.do(link, group, person.id)
    new = sandbox.groups.migrate(lively.box.telegram, group)
    await lively.settle()
    assert await rows(lively, "SELECT chat_id FROM staff_group") == [(new,)]
    assert (await reach(lively, group), await reach(lively, new)) == ("moved", "active")
    lively.box.telegram.say(person.telegram_id, "/staff", chat=new)
    await lively.settle()
    assert await rows(lively, "SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]
