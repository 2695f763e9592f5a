"""The day's list in a chat of the staff: one message that edits itself, stays pinned, is made anew when lost."""

from datetime import timedelta

from sqlalchemy import update

import actions.booking
import actions.cancelling
import actions.closures
import actions.people
import actions.pins
import actions.privacy
import rules.pins
import sandbox.groups
import storage.audit
import storage.availability
import storage.centres
import storage.people
import storage.pins
from rules.booking import Booking
from rules.closures import Hours
from rules.openings import Slot
from rules.people import Person, Role
from sandbox.records import Message
from storage.schema.people import RoleRow
from storage.work import Work
from tests.bot.restarts import rows
from tests.town import Town

NAME = "Асель Қанатқызы"


async def group(town: Town) -> tuple[Person, int]:
    """A coordinator and the linked group, where the bot may pin."""
    boss = await town.known("Сауле", "ru", "atyrau", [await town.grant(Role.COORDINATOR, "atyrau")])
    chat = sandbox.groups.group(town.box.telegram, "Приём", [boss.telegram_id])
    sandbox.groups.promote(town.box.telegram, chat, by=boss.telegram_id)
    await town.say("Сауле", "/staff", chat)
    return boss, chat


def lists(town: Town, chat: int) -> list[Message]:
    """The messages with buttons: each a list of a day."""
    return [message for message in town.box.telegram.chat_messages(chat) if message.buttons]


async def wait(town: Town, **period: float) -> None:
    await town.move(town.box.clock.now() + timedelta(**period))


def _book(work: Work, person: Person) -> Booking:
    topic = storage.centres.topic_by_code(work, "grants")
    assert topic is not None
    assert person.centre_id is not None
    found = storage.availability.openings(work, person.centre_id, topic.id)
    time = next(iter(found.times()))
    slot = Slot(time.specialist_id or 0, time.starts_at)
    return actions.booking.book(work, person, person.centre_id, topic.id, slot).booking


async def booked(town: Town, who: str = "Асель") -> tuple[Person, Booking]:
    person = await town.known(who, "kk", "atyrau")
    assert person.centre_id is not None
    await town.db.do(actions.people.agree, person, person.centre_id, "shown")
    person = await town.db.do(actions.people.introduce, person, NAME)
    return person, await town.db.do(_book, person)


async def test_what_changes_together_is_one_edit_a_few_seconds_later(lively: Town) -> None:
    _, chat = await group(lively)
    person, booking = await booked(lively)
    await booked(lively, "Дана")
    await lively.db.do(actions.cancelling.cancel, person, booking.id, booking.rev, "time")
    assert len(lively.box.telegram.calls("editMessageText")) == 0
    await wait(lively, seconds=4)
    assert len(lively.box.telegram.calls("editMessageText")) == 1
    (lying,) = lists(lively, chat)
    assert lying.text.count("Асель Қ.") == 1  # she has cancelled; Dana's name is the same


async def test_other_days_leave_the_list_alone(lively: Town) -> None:
    _, chat = await group(lively)
    await booked(lively)
    await wait(lively, seconds=4)
    pin = await lively.db.read(storage.pins.of_chat, chat)
    assert pin is not None
    await lively.db.do(storage.pins.changed, pin.centre_id, {pin.day + timedelta(days=1)})
    await wait(lively, seconds=4)
    assert len(lively.box.telegram.calls("editMessageText")) == 1


async def test_the_list_is_pinned_and_pinned_again_when_somebody_takes_it_off(lively: Town) -> None:
    _, chat = await group(lively)
    await wait(lively, seconds=15)
    (lying,) = lists(lively, chat)
    assert lying.pinned
    await lively.works.application.bot.unpin_chat_message(chat, lying.id)
    await lively.move(lively.box.clock.now() + rules.pins.WATCH + timedelta(minutes=1))
    assert lists(lively, chat)[0].pinned
    assert len(lively.box.telegram.calls("pinChatMessage")) == 2


async def test_without_the_right_to_pin_it_lies_there_all_the_same(lively: Town) -> None:
    boss, chat = await group(lively)
    sandbox.groups.invite(lively.box.telegram, chat, by=boss.telegram_id)
    await lively.say("Сауле", "/staff", chat)
    await wait(lively, seconds=15)
    assert [message.pinned for message in lists(lively, chat)] == [False]
    assert await rows(lively, "SELECT state FROM reach WHERE state <> 'active'") == []


async def test_a_list_that_was_deleted_is_made_anew(lively: Town) -> None:
    _, chat = await group(lively)
    await wait(lively, minutes=2)
    (lost,) = lists(lively, chat)
    lively.box.telegram.delete(lost.id, chat=chat)
    await booked(lively)
    await wait(lively, minutes=2)
    (anew,) = lists(lively, chat)
    assert anew.id > lost.id
    assert "Асель Қ." in anew.text


async def test_a_new_morning_has_a_new_list_and_the_old_one_loses_buttons_names_and_pin(lively: Town) -> None:
    _, chat = await group(lively)
    await booked(lively)
    await wait(lively, seconds=20)
    (old,) = lists(lively, chat)
    await wait(lively, hours=23)
    (new,) = lists(lively, chat)
    assert new.id > old.id
    assert new.pinned
    left = lively.box.telegram.world.messages[chat][old.id]
    assert (left.pinned, left.buttons) == (False, ())
    assert "Асель" not in left.text


async def test_a_weekend_brings_no_list(lively: Town) -> None:
    _, chat = await group(lively)
    await wait(lively, days=2)
    before = len(lively.box.telegram.chat_messages(chat))
    await wait(lively, days=1)
    assert len(lively.box.telegram.chat_messages(chat)) == before


async def test_a_group_that_becomes_a_supergroup_has_its_list_there(lively: Town) -> None:
    _, chat = await group(lively)
    await wait(lively, minutes=2)
    moved = sandbox.groups.migrate(lively.box.telegram, chat)
    await lively.settle()
    await lively.move(lively.box.clock.now() + rules.pins.WATCH + timedelta(minutes=1))
    assert len(lists(lively, moved)) == 1


async def test_hours_closed_today_show_in_the_list(lively: Town) -> None:
    boss, chat = await group(lively)
    assert boss.centre_id is not None
    now = lively.box.clock.now()
    hours = Hours(boss.centre_id, None, now + timedelta(hours=6), now + timedelta(hours=8))
    await lively.db.do(actions.closures.close, boss, hours, 0)
    await wait(lively, seconds=4)
    assert "Жабық: " in lists(lively, chat)[0].text


async def test_whose_name_a_group_has_read_is_noted_once(lively: Town) -> None:
    await group(lively)
    person, booking = await booked(lively)
    await wait(lively, seconds=4)
    await booked(lively, "Дана")
    await wait(lively, seconds=4)
    noted = await lively.db.read(storage.audit.of_subject, person.id)
    assert [(each.deed, each.actor_id, each.thing_id) for each in noted] == [("visits_posted", None, booking.id)]


async def test_who_is_erased_leaves_the_list(lively: Town) -> None:
    _, chat = await group(lively)
    person, _ = await booked(lively)
    await wait(lively, seconds=4)
    await lively.db.do(actions.privacy.erase, person, 1)
    await wait(lively, seconds=4)
    assert "Асель" not in lists(lively, chat)[0].text


async def test_who_works_there_no_more_keeps_no_list(lively: Town) -> None:
    grant = await lively.grant(Role.SPECIALIST, "atyrau", "at1")
    staff = await lively.known("Айна", "kk", "atyrau", [grant])
    assert grant.centre_id is not None
    await lively.say("Айна", "/help")
    await lively.db.do(actions.pins.keep, staff, grant.centre_id)
    await wait(lively, seconds=20)
    assert lists(lively, staff.telegram_id)[-1].pinned
    await lively.db.do(_end_roles)
    await wait(lively, hours=23)
    left = [message for message in lively.box.telegram.chat_messages(staff.telegram_id) if message.pinned]
    assert left == []
    assert [message for message in lists(lively, staff.telegram_id) if "Бүгін" in message.text] == []
    assert await rows(lively, "SELECT chat_id FROM pin") == []


def _end_roles(work: Work) -> None:
    work.sql.execute(update(RoleRow).values(ended_at=work.now))
