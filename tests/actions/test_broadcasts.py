"""A notice reaches whom it is for, once, in peace; whoever stops it in time does not get it; the report adds up."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

import actions.broadcasts
import actions.meetings
import actions.rendering
import actions.spreading
import rules.alerts
import storage.broadcasts
import storage.flights
import storage.meetings
import storage.people
import storage.reach
from actions.broadcasts import Said
from rules.broadcasts import Audience, Broadcast, Report, Size
from rules.centres import Texts
from rules.letters import Attachment, Later
from rules.meetings import Meeting
from rules.people import Grant, Person, Role
from rules.refusal import AlreadyDone, JobClosed, NotYours, OutdatedButton, TextTooLong, TextTooShort, TimePassed
from rules.sending import Panel
from storage.schema.centres import CentreRow
from storage.schema.letters import DeliveryRow
from storage.schema.people import PersonRow
from storage.work import Work
from tests.bookings import Ground, ground

TEXT = "Ашық есік күні өтеді."


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Ground]:
    async with ground(tmp_path, template) as made:
        yield made


async def coordinator(here: Ground, telegram_id: int = 900) -> Person:
    person = await here.person(telegram_id)
    await here.do(storage.people.grant, person.id, Grant(Role.COORDINATOR, here.centre.id))
    return person


async def reader(here: Ground, telegram_id: int, language: str = "kk") -> Person:
    """Somebody of the centre."""
    person = await here.person(telegram_id)
    return await here.do(_settle, person.id, here.centre.id, language)


def _settle(work: Work, person_id: int, centre_id: int, language: str) -> Person:
    values = {"centre_id": centre_id, "language": language}
    work.sql.execute(update(PersonRow).where(PersonRow.id == person_id).values(values))
    known = storage.people.person(work, person_id)
    assert known is not None
    return known


async def drafted(here: Ground, author: Person, audience: Audience | None = None) -> Broadcast:
    one = await here.do(actions.broadcasts.begin, author, here.centre.id)
    for language in ("kk", "ru"):
        one = await here.do(actions.broadcasts.write, author, one.id, one.rev, Said(language, TEXT, TEXT))
    if audience:
        one = (await here.do(actions.broadcasts.address, author, one.id, one.rev, audience)).broadcast
    return one


async def sent(here: Ground, author: Person, audience: Audience | None = None) -> Broadcast:
    """Begun and spread: its deliveries wait for the post."""
    one = await drafted(here, author, audience)
    await here.do(actions.broadcasts.schedule, author, one.id, one.rev, None)
    while await here.do(actions.spreading.next_step):
        pass
    return await current(here, one)


async def current(here: Ground, one: Broadcast) -> Broadcast:
    found = await here.do(storage.broadcasts.broadcast, one.id)
    assert found is not None
    return found


async def post(here: Ground, most: int = 100) -> dict[int, str]:
    """What the post would send now, by chat; it all arrives."""
    return await here.do(_post, most)


def _post(work: Work, most: int) -> dict[int, str]:
    arrived = {}
    for parcel in storage.flights.claim(work, most):
        try:
            screen = actions.rendering.render(work, parcel)
        except Later as later:
            storage.flights.postpone(work, parcel.id, later.until)
            continue
        if screen is None:
            storage.flights.settle(work, parcel.id, "superseded")
            continue
        storage.flights.sent(work, parcel, 1000 + parcel.id)
        arrived[parcel.to.chat_id] = screen.text
    return arrived


async def report(here: Ground, author: Person, one: Broadcast) -> Report:
    panel: Panel = await here.do(actions.broadcasts.panel, author, one.id)
    return panel.report


async def test_a_notice_left_without_words_is_gone_and_a_whole_one_stays(here: Ground) -> None:
    author = await coordinator(here)
    begun = await here.do(actions.broadcasts.begin, author, here.centre.id)
    whole = await drafted(here, author)
    for one in (begun, whole):
        await here.do(actions.broadcasts.leave, author, one.id, one.rev)
    left, _ = await here.do(actions.broadcasts.listed, author, here.centre.id, slice(0, 9))
    assert [each.id for each in left] == [whole.id]


async def test_it_reaches_everybody_of_the_centre_once_in_their_language(here: Ground) -> None:
    author = await coordinator(here)
    await reader(here, 1)
    await reader(here, 2, "ru")
    await here.person(3)  # of no centre
    one = await sent(here, author)
    arrived = await post(here)
    assert sorted(arrived) == [1, 2]
    assert await post(here) == {}
    await here.do(actions.spreading.finish)
    assert (await current(here, one)).state == "done"
    assert await report(here, author, one) == Report(total=2, sent=2)
    assert len(await here.waiting(actions.broadcasts.REPORT)) == 1


async def test_pages_add_up_whatever_their_size(here: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    author = await coordinator(here)
    for number in range(1, 8):
        await reader(here, number)
    monkeypatch.setattr(actions.spreading, "PAGE", 3)
    one = await sent(here, author)
    assert (await report(here, author, one)).waiting == 7
    monkeypatch.setattr(actions.spreading, "PAGE", 7)
    assert (await report(here, author, await sent(here, author))).waiting == 7


async def test_who_stops_notices_before_the_send_gets_none(here: Ground) -> None:
    author = await coordinator(here)
    first, second = await reader(here, 1), await reader(here, 2)
    one = await sent(here, author)
    await here.do(actions.broadcasts.mute, first, here.centre.id)
    assert sorted(await post(here)) == [2]
    assert await report(here, author, one) == Report(total=2, sent=1, refused=1)
    assert (await here.do(actions.broadcasts.panel, author, (await drafted(here, author)).id)).size == Size(1, 0)
    await here.do(actions.broadcasts.unmute, first, here.centre.id)
    assert (await here.do(actions.broadcasts.panel, author, (await drafted(here, author)).id)).size == Size(2, 0)
    assert second.id


async def test_the_audience_is_counted_and_kept(here: Ground) -> None:
    author = await coordinator(here)
    await reader(here, 1)
    await reader(here, 2, "ru")
    for audience, expected in (
        (Audience(), 2),
        (Audience(language="ru"), 1),
        (Audience("staff"), 1),
        (Audience("subscribers"), 0),
    ):
        one = await drafted(here, author, audience)
        assert (await here.do(actions.broadcasts.panel, author, one.id)).size.people == expected
        await here.do(actions.broadcasts.drop, author, one.id, one.rev)


async def test_whoever_blocks_is_counted_as_blocked(here: Ground) -> None:
    author = await coordinator(here)
    await reader(here, 1)
    await reader(here, 2)
    one = await sent(here, author)
    await here.do(_shut, 2)
    await post(here)
    here.later(seconds=1)
    await here.do(storage.flights.expire)
    assert await report(here, author, one) == Report(total=2, sent=1, blocked=1)


def _shut(work: Work, chat_id: int) -> None:
    storage.reach.lost(work, chat_id, "blocked")


async def test_paused_nothing_leaves_and_stopped_the_rest_never_does(here: Ground) -> None:
    author = await coordinator(here)
    for number in range(1, 4):
        await reader(here, number)
    one = await sent(here, author)
    assert len(await post(here, 1)) == 1
    paused = (await here.do(actions.broadcasts.pause, author, one.id, one.rev)).broadcast
    assert await post(here) == {}
    with pytest.raises(AlreadyDone):
        await here.do(actions.broadcasts.pause, author, one.id, paused.rev)
    resumed = (await here.do(actions.broadcasts.resume, author, one.id, paused.rev)).broadcast
    assert len(await post(here, 1)) == 1
    stopped = (await here.do(actions.broadcasts.stop, author, one.id, resumed.rev)).broadcast
    assert await post(here) == {}
    assert stopped.state == "cancelled"
    assert await report(here, author, one) == Report(total=3, sent=2, stopped=1)


async def test_two_coordinators_at_once_and_the_later_is_told_how_it_stands(here: Ground) -> None:
    one_of_them, other = await coordinator(here), await coordinator(here, 901)
    one = await drafted(here, one_of_them)
    await here.do(actions.broadcasts.address, other, one.id, one.rev, Audience("staff"))
    with pytest.raises(OutdatedButton):
        await here.do(actions.broadcasts.schedule, one_of_them, one.id, one.rev, None)
    now = await current(here, one)
    await here.do(actions.broadcasts.schedule, one_of_them, one.id, now.rev, None)
    with pytest.raises(AlreadyDone):
        await here.do(actions.broadcasts.schedule, other, one.id, now.rev + 1, None)
    with pytest.raises(AlreadyDone):
        await here.do(actions.broadcasts.address, other, one.id, now.rev + 1, Audience())


async def test_a_time_in_the_past_is_asked_back_and_by_night_it_goes_in_the_morning(here: Ground) -> None:
    author = await coordinator(here)
    one = await drafted(here, author)
    for wrong in (here.now - timedelta(minutes=1), here.now + timedelta(days=400)):
        with pytest.raises(TimePassed):
            await here.do(actions.broadcasts.schedule, author, one.id, one.rev, wrong)
    night = datetime(2026, 11, 26, 18, tzinfo=UTC)  # 23:00
    panel = await here.do(actions.broadcasts.schedule, author, one.id, one.rev, night)
    assert panel.broadcast.due_at == datetime(2026, 11, 27, 3, tzinfo=UTC)
    assert panel.broadcast.local_due == "2026-11-27T08:00"
    assert not await here.do(actions.spreading.next_step)
    back = await here.do(actions.broadcasts.call_back, author, one.id, panel.broadcast.rev)
    assert (back.broadcast.state, back.broadcast.due_at) == ("draft", None)


async def test_a_correction_reaches_those_who_have_it_and_those_who_do_not_yet(here: Ground) -> None:
    author = await coordinator(here)
    await reader(here, 1)
    await reader(here, 2)
    one = await sent(here, author)
    await post(here, 1)
    now = await current(here, one)
    better = Said("kk", "Ашық есік күні ертең өтеді.", "Ашық есік күні ертең өтеді.")
    await here.do(actions.broadcasts.correct, author, one.id, now.rev, better)
    arrived = await post(here)
    assert sorted(arrived) == [1, 2]
    assert all(better.html in text for text in arrived.values())
    assert (await report(here, author, one)).total == 2


async def test_what_nobody_confirmed_can_be_sent_again_once_and_says_so(here: Ground) -> None:
    author = await coordinator(here)
    await reader(here, 1)
    one = await sent(here, author)
    await here.do(_lose, one.letter_id or 0)
    panel = await here.do(actions.broadcasts.panel, author, one.id)
    assert (panel.uncertain, panel.report) == (1, Report(total=1, uncertain=1))
    await here.do(actions.broadcasts.resend, author, one.id)
    (text,) = (await post(here)).values()
    assert text.count("\n") > TEXT.count("\n")
    with pytest.raises(AlreadyDone):
        await here.do(actions.broadcasts.resend, author, one.id)


def _lose(work: Work, letter_id: int) -> None:
    mine = DeliveryRow.letter_id == letter_id
    work.sql.execute(update(DeliveryRow).where(mine).values(state="uncertain"))


async def test_only_the_coordinator_of_the_centre_and_only_while_the_job_is_on(here: Ground) -> None:
    author = await coordinator(here)
    one = await drafted(here, author)
    stranger = await reader(here, 5)
    with pytest.raises(NotYours):
        await here.do(actions.broadcasts.panel, stranger, one.id)
    with pytest.raises(NotYours):
        await here.do(actions.broadcasts.begin, stranger, here.centre.id)
    await here.do(_switch_off, here.centre.id)
    with pytest.raises(JobClosed):
        await here.do(actions.broadcasts.begin, author, here.centre.id)


def _switch_off(work: Work, centre_id: int) -> None:
    work.sql.execute(update(CentreRow).where(CentreRow.id == centre_id).values(jobs_off=["broadcasts"]))


async def test_a_text_too_short_or_too_long_for_what_goes_with_it_is_refused(here: Ground) -> None:
    author = await coordinator(here)
    one = await here.do(actions.broadcasts.begin, author, here.centre.id)
    with pytest.raises(TextTooShort):
        await here.do(actions.broadcasts.write, author, one.id, one.rev, Said("kk", "Қысқа", "Қысқа"))
    long = "а" * 1000
    photo = Attachment("photo", "X")
    with pytest.raises(TextTooLong):
        await here.do(actions.broadcasts.write, author, one.id, one.rev, Said("kk", long, long, photo))
    assert (await here.do(actions.broadcasts.write, author, one.id, one.rev, Said("kk", long, long))).kk == long


@pytest.mark.parametrize(
    ("told", "hour", "later"), [(0, 9, None), (1, 9, None), (2, 9, 19), (2, 19, None), (0, 23, 32)]
)
def test_peace_tells_when_there_is_room(told: int, hour: int, later: int | None) -> None:
    zone = ZoneInfo("Asia/Atyrau")
    midnight = datetime(2026, 11, 25, 19, tzinfo=UTC)
    now = midnight + timedelta(hours=hour)
    expected = now if later is None else midnight + timedelta(hours=later)
    assert rules.alerts.room_for(now, zone, told) == expected


async def test_a_third_notice_of_a_day_waits_for_the_evening_and_a_fourth_for_the_morning(here: Ground) -> None:
    author = await coordinator(here)
    await reader(here, 1)
    for _ in range(2):
        await sent(here, author)
        assert len(await post(here)) == 1
    third, fourth = await sent(here, author), await sent(here, author)
    assert await post(here) == {}
    assert (await report(here, author, third)).waiting == (await report(here, author, fourth)).waiting == 1
    here.clock[0] = datetime(2026, 11, 26, 14, tzinfo=UTC)  # 19:00
    assert len(await post(here)) == 1
    assert await post(here) == {}
    here.clock[0] = datetime(2026, 11, 27, 3, tzinfo=UTC)  # 08:00
    assert len(await post(here)) == 1


async def test_an_invitation_carries_the_meeting_its_answers_and_its_end(here: Ground) -> None:
    author = await coordinator(here)
    first = await reader(here, 1)
    await reader(here, 2)
    meets = await here.do(storage.meetings.add, _meeting(here), (), author.id)
    one = await here.do(actions.broadcasts.begin, author, here.centre.id, meets.id)
    for language in ("kk", "ru"):
        one = await here.do(actions.broadcasts.write, author, one.id, one.rev, Said(language, TEXT, TEXT))
    await here.do(actions.broadcasts.schedule, author, one.id, one.rev, None)
    while await here.do(actions.spreading.next_step):
        pass
    arrived = await post(here, 1)
    assert all(meets.titles.kk in text for text in arrived.values())
    await here.do(actions.meetings.going, first, meets.id, meets.moves)
    here.clock[0] = meets.starts_at + timedelta(minutes=1)
    await here.do(storage.flights.expire)
    assert await post(here) == {}
    assert await report(here, author, one) == Report(total=2, sent=1, failed=1)
    with pytest.raises(AlreadyDone):
        await here.do(actions.broadcasts.begin, author, here.centre.id, meets.id)


def _meeting(here: Ground) -> Meeting:
    told, starts = Texts("Дөңгелек үстел", "Круглый стол"), here.now + timedelta(hours=5)
    return Meeting(
        0, here.centre.id, "meeting", "open", starts, starts + timedelta(hours=1), starts, "all", told, told, told
    )
