"""A month counted from rows: what is known, what is not, and that the parts come to the whole."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

import actions.answers
import actions.base_lines
import actions.cancelling
import actions.desk
import actions.figures
import actions.proposals
import actions.tenders
import actions.visits
import screens.figures
import sources.base_lines
import storage.outbox
import storage.people
import storage.proposals
from rules.answers import Reply
from rules.base_lines import Sketch
from rules.desk import Ordered
from rules.figures import Month, Report
from rules.letters import Lane, Letter, Recipient
from rules.people import LANGUAGES, Grant, Person, Role
from rules.proposals import Drafted
from rules.refusal import NotYours, OutdatedButton
from screens.words import Words
from storage.outbox import Terms
from storage.privacy import erase
from storage.schema.broadcasts import BroadcastRow
from storage.schema.figures import BaseLineRow
from storage.schema.letters import DeliveryRow
from storage.schema.meetings import AttendanceRow, MeetingRow
from storage.schema.organisations import MembershipRow, OrganisationRow
from storage.work import Work
from tests.contests import publish, sketch, subscribe
from tests.office import Office, at, office

PROJECTS = Path(__file__).parent.parent.parent / "examples" / "projects.csv"
TEXT = "Аулада балаларға арналған алаң қажет, орны да бар."


@pytest.fixture
async def here(tmp_path: Path, template: Path) -> AsyncIterator[Office]:
    async with office(tmp_path, template) as opened:
        yield opened


async def month(here: Office, number: int = 0, person: Person | None = None) -> Report:
    return await here.do(actions.figures.report, person or await here.coordinator(), here.centre.id, number)


def numbers(seen: Report, name: str) -> dict[str, int]:
    return {line.what: line.count for line in seen.section(name).lines}


async def a_day(here: Office) -> tuple[Person, Person]:
    """One arrives, one does not, one is not marked, one is to come, one has cancelled, two walk in without a name."""
    saule, aina = await here.coordinator(), await here.specialist()
    came, missed = await here.booked("Асель", at(26, 10)), await here.booked("Марат", at(26, 11))
    await here.booked("Дана", at(26, 12))
    later = await here.booked("Ерлан", at(27, 10))
    gone = await here.booked("Сая", at(27, 15))
    here.wait_until(at(26, 11, 30))
    await here.do(actions.visits.mark, aina, came.id, came.rev, "arrived")
    await here.do(actions.visits.mark, aina, missed.id, missed.rev, "no_show")
    for language in ("kk", "ru"):
        await here.do(actions.desk.walk_in, aina, Ordered(here.centre.id, here.topic.id, language))
    undone = await here.do(actions.desk.walk_in, saule, Ordered(here.centre.id, here.topic.id, "en"))
    await here.do(actions.desk.withdraw, saule, undone.visit.booking.id, undone.visit.booking.rev)
    owner = await here.do(_person, gone.person_id)
    await here.do(actions.cancelling.cancel, owner, gone.id, gone.rev, "time")
    here.wait_until(at(26, 13, 5))
    assert later.state == "booked"
    return saule, aina


def _person(work: Work, person_id: int) -> Person:
    found = storage.people.person(work, person_id)
    assert found is not None
    return found


async def test_consultations_add_up_and_what_nobody_marked_is_not_known(here: Office) -> None:
    saule, _ = await a_day(here)
    seen = await month(here, person=saule)
    visits = numbers(seen, "consultations")
    assert visits == {"visits": 6, "people": 4, "nameless": 2, "cancelled_person": 1, "cancelled_centre": 0}
    assert numbers(seen, "kept") == {"came": 3, "no_show": 1, "unmarked": 1, "ahead": 1}
    assert numbers(seen, "sources") == {"chat": 4, "call": 0, "walk_in": 2}
    assert numbers(seen, "languages") == {"kk": 5, "ru": 1, "en": 0}
    for name in ("kept", "sources", "topics", "languages"):
        assert seen.section(name).total == visits["visits"], name


async def test_another_month_and_another_centre_have_none_of_it(here: Office) -> None:
    saule, _ = await a_day(here)
    seen = await month(here, Month(2026, 10).number, saule)
    assert sum(section.total for section in seen.sections if section.name != "reach") == 0
    boss = await here.person("Бас", Grant(Role.ADMINISTRATOR))
    other = await here.do(actions.figures.report, boss, here.other.id, 0)
    assert sum(section.total for section in other.sections) == 0


async def test_somebody_erased_is_no_person_any_more_but_their_visit_is_counted(here: Office) -> None:
    booking = await here.booked("Асель", at(26, 10))
    here.wait_until(at(26, 12))
    await here.do(erase, booking.person_id)
    assert numbers(await month(here), "consultations") == {
        "visits": 1,
        "people": 0,
        "nameless": 1,
        "cancelled_person": 0,
        "cancelled_centre": 0,
    }


async def proposed(here: Office, name: str) -> int:
    author = await here.person(name)
    card = await here.do(actions.proposals.send, author, Drafted(here.centre.id, "service", 0, TEXT, show_name=False))
    return card.proposal.id


async def test_proposals_stand_against_the_day_they_were_due(here: Office) -> None:
    saule = await here.coordinator()
    ids = [await proposed(here, name) for name in ("Асель", "Марат", "Дана", "Ерлан")]
    department = (await here.do(actions.proposals.departments, here.centre.id))[0]

    async def answer(proposal_id: int) -> None:
        seen = await here.do(actions.answers.route, saule, proposal_id, 0, department.id)
        reply = Reply(proposal_id, seen.card.proposal.rev, "accepted", text="Ұсыныс қабылданды, көктемде орнатылады.")
        await here.do(actions.answers.publish, saule, reply)

    await answer(ids[0])
    await here.do(actions.proposals.withdraw, await here.do(_author, ids[1]), ids[1], 0)
    assert numbers(await month(here, person=saule), "proposals") == {
        "received": 4,
        "on_time": 1,
        "late": 0,
        "waiting": 2,
        "overdue": 0,
        "withdrawn": 1,
    }
    here.wait(days=40)
    await answer(ids[2])
    seen = await month(here, Month(2026, 11).number, saule)
    found = numbers(seen, "proposals")
    assert found == {"received": 4, "on_time": 1, "late": 1, "waiting": 0, "overdue": 1, "withdrawn": 1}
    assert numbers(seen, "results")["accepted"] == seen.section("results").total == 2


def _author(work: Work, proposal_id: int) -> Person:
    found = storage.proposals.proposal(work, proposal_id)
    assert found is not None
    assert found.person_id is not None
    return _person(work, found.person_id)


async def test_contests_and_whom_they_reached(here: Office) -> None:
    saule, reader = await here.coordinator(), await here.person("Асель")
    await subscribe(here, reader)
    kept = await publish(here, saule, sketch(here))
    await here.do(actions.tenders.take, reader, kept.id)
    seen = await month(here, person=saule)
    assert numbers(seen, "contests") == {"published": 1, "imported": 0, "alerts": 0, "alerted": 0, "taking": 1}
    assert numbers(seen, "reach") == {"known": 2, "new": 2, "subscribed": 1, "unreachable": 0}


@pytest.mark.parametrize("role", list(Role))
async def test_only_those_who_answer_for_the_centre_see_its_figures(here: Office, role: Role) -> None:
    centre_id = None if role is Role.ADMINISTRATOR else here.centre.id
    person = await here.person("Тимур", Grant(role, centre_id))
    if role in {Role.COORDINATOR, Role.VIEWER, Role.ADMINISTRATOR}:
        assert (await month(here, person=person)).centre.code == "atyrau"
    else:
        for deed, args in (
            (actions.figures.report, (here.centre.id, 0)),
            (actions.base_lines.listed, (here.centre.id,)),
        ):
            with pytest.raises(NotYours):
                await here.do(deed, person, *args)


async def test_every_number_has_its_words(here: Office) -> None:
    seen = await month(here)
    for language in LANGUAGES:
        for line in (line for section in seen.sections for line in section.lines):
            assert screens.figures.label(line, Words(language))


# --- numbers from before ------------------------------------------------------------------------------------------


def typed(here: Office, count: int = 150, **more: int) -> Sketch:
    return Sketch(here.centre.id, "people", count=count, period="2021", source="газета, 2022", **more)  # type: ignore[arg-type] # ids


async def test_a_correction_keeps_what_was_said_with_who_and_when(here: Office) -> None:
    saule, dana = await here.coordinator(), await here.person("Дана", Grant(Role.COORDINATOR, here.centre.id))
    first = await here.do(actions.base_lines.keep, saule, typed(here))
    written = here.clock[0]
    here.wait(days=1)
    seen = await here.do(actions.base_lines.keep, dana, typed(here, 148, before_id=first.line.id))
    assert (seen.line.count, seen.line.by, seen.line.created_at) == (148, "Дана", here.clock[0])
    assert [(each.count, each.by, each.created_at) for each in seen.before] == [(150, "Сәуле", written)]
    assert [each.count for each in await here.do(actions.base_lines.listed, saule, here.centre.id)] == [148]
    with pytest.raises(OutdatedButton):  # somebody was faster
        await here.do(actions.base_lines.keep, saule, typed(here, 149, before_id=first.line.id))
    assert len(await here.rows(BaseLineRow)) == 2


async def test_numbers_from_before_are_never_counted_in(here: Office) -> None:
    saule = await here.coordinator()
    before = await month(here, person=saule)
    await here.do(actions.base_lines.keep, saule, typed(here))
    after = await month(here, person=saule)
    assert after.sections == before.sections
    assert [line.count for line in after.base] == [150]


async def test_what_was_taken_away_can_be_put_back_and_nobody_else_touches_it(here: Office) -> None:
    saule = await here.coordinator()
    kept = await here.do(actions.base_lines.keep, saule, typed(here))
    gone = await here.do(actions.base_lines.take_away, saule, kept.line.id)
    assert (await month(here, person=saule)).base == ()
    back = await here.do(actions.base_lines.put_back, saule, gone.line.id)
    assert [line.count for line in (await month(here, person=saule)).base] == [150]
    for role, centre_id in ((Role.VIEWER, here.centre.id), (Role.COORDINATOR, here.other.id)):
        stranger = await here.person("Тимур", Grant(role, centre_id))
        for deed in (actions.base_lines.take_away, actions.base_lines.sketch):
            with pytest.raises(NotYours):
                await here.do(deed, stranger, back.line.id)
        with pytest.raises(NotYours):
            await here.do(actions.base_lines.keep, stranger, typed(here))


async def test_the_numbers_of_the_press_keep_their_raw_text_beside_the_corrected_sum(
    here: Office,
) -> None:
    saule, text = await here.coordinator(), PROJECTS.read_text(encoding="utf-8")
    lines = sources.base_lines.read(text, "KZ-23", "pricom.kz")
    taken = await here.do(actions.base_lines.take_in, here.centre.id, lines)
    assert (taken.new, taken.corrected, taken.same, taken.doubtful) == (17, 0, 0, ())
    assert {each.code: (each.raw, str(each.amount)) for each in taken.read_otherwise} == {
        "AT-PLAN": ("927 140,6 тенге", "927140600.00"),
        "AT-PREV": ("759 244 млн.тенге", "759244000.00"),
    }
    here.wait(days=1)
    again = await here.do(actions.base_lines.take_in, here.centre.id, lines)
    assert (again.new, again.corrected, again.same) == (0, 0, 17)
    mended = sources.base_lines.read(text.replace(",150,,,", ",151,,,"), "KZ-23", "pricom.kz")
    assert (await here.do(actions.base_lines.take_in, here.centre.id, mended)).corrected == 1
    base = {line.code: line for line in (await month(here, person=saule)).base}
    assert (base["AT-CONS-PREV"].count, base["AT-PRJ-1"].amount, base["AT-SHARE-PLAN"].mark) == (151, None, "plan")
    assert base["AT-SHARE"].counted == "35 %"


def test_nothing_of_a_slip_is_believed_without_a_look() -> None:
    text = PROJECTS.read_text(encoding="utf-8").replace("927140600.00", "927140.60")
    (line,) = (each for each in sources.base_lines.read(text, "KZ-23", "x") if each.code == "AT-PLAN")
    assert line.doubtful
    with pytest.raises(sources.base_lines.Unreadable, match="line 2"):
        sources.base_lines.read(text.replace("927140.60", "много"), "KZ-23", "x")


# --- meetings and notices -----------------------------------------------------------------------------------------


def _meeting(work: Work, centre_id: int, people: list[Person]) -> None:
    """Yesterday: of three who said they would come one came, one did not, one nobody noted; one said no."""
    texts = dict.fromkeys(("title_kk", "title_ru", "place_kk", "place_ru", "text_kk", "text_ru"), "x")
    begin = work.now - timedelta(days=1)
    times = {"starts_at": begin, "ends_at": begin + timedelta(hours=1), "answer_by": begin, "created_at": work.now}
    for state in ("open", "cancelled"):
        held = {"centre_id": centre_id, "kind": "seminar", "state": state, "whom": "all", "local_start": ""}
        meeting_id = work.sql.scalar(insert(MeetingRow).values(held | times | texts).returning(MeetingRow.id))
        for seat, (person, came) in enumerate(zip(people, (True, False, None, None), strict=True)):
            going = seat < len(people) - 1
            answer = {"answer": "going", "seat": seat} if going else {"answer": "no"}
            moments = {"created_at": work.now, "changed_at": work.now}
            said = {"meeting_id": meeting_id, "person_id": person.id, "came": came, **answer, **moments}
            work.sql.execute(insert(AttendanceRow).values(said))


async def test_who_said_they_would_come_and_who_came_are_different_numbers(here: Office) -> None:
    people = [await here.person(name) for name in ("Асель", "Марат", "Дана", "Ерлан")]
    await here.do(_meeting, here.centre.id, people)
    found = numbers(await month(here), "meetings")
    assert (found["meetings"], found["called_off"], found["going"], found["not_going"]) == (1, 1, 3, 1)
    assert (found["attended"], found["stayed_away"], found["not_noted"]) == (1, 1, 1)


def _notice(work: Work, centre_id: int, people: list[Person], fates: list[tuple[str, str]]) -> None:
    """Two notices sent: of one the deliveries are kept, of the other no longer."""
    to = [Recipient(person.telegram_id, person.id) for person in people]
    letter_id = storage.outbox.put_many(work, to, Letter("notice", Lane.NOTICE), Terms("broadcast:1", "n", work.now))
    for person, (state, fault) in zip(people, fates, strict=True):
        mine = update(DeliveryRow).where(DeliveryRow.person_id == person.id)
        work.sql.execute(mine.values(state=state, fault=fault))
    for letter in (letter_id, None):
        sent = {"centre_id": centre_id, "bot_id": work.bot_id, "created_at": work.now, "zone": "Asia/Atyrau"}
        ended = {"state": "done", "due_at": work.now, "letter_id": letter}
        work.sql.execute(insert(BroadcastRow).values(sent | ended))


async def test_what_became_of_a_notice_adds_up_and_what_is_forgotten_is_not_guessed(here: Office) -> None:
    fates = [("sent", ""), ("skipped", "blocked"), ("uncertain", ""), ("ready", ""), ("superseded", "")]
    people = [await here.person(str(number)) for number in range(len(fates))]
    await here.do(_notice, here.centre.id, people, fates)
    assert numbers(await month(here), "notices") == {
        "notices": 2,
        "reached": 1,
        "under_way": 1,
        "blocked": 1,
        "failed": 0,
        "uncertain": 1,
        "unwanted": 1,
        "forgotten": 1,
    }


def _organisations(work: Work, centre_id: int, people: list[Person]) -> None:
    """Three NGOs, of which the centre does not know one yet; two people speak for the first, one only asks to."""
    for number, known in enumerate((True, True, False)):
        new = {"centre_id": centre_id, "bin": f"{number:012}", "name": "x", "known": known, "created_at": work.now}
        row = insert(OrganisationRow).values(new).returning(OrganisationRow.id)
        organisation_id = work.sql.execute(row).scalar_one()
        for person, state in zip(people, ("confirmed", "confirmed", "asked"), strict=True):
            if number == 0:
                values = {"state": state, "asked_at": work.now}
                mine = {"organisation_id": organisation_id, "person_id": person.id}
                work.sql.execute(insert(MembershipRow).values(mine | values))


async def test_an_organisation_is_counted_once_however_many_speak_for_it(here: Office) -> None:
    people = [await here.person(name) for name in ("Асель", "Марат", "Дана")]
    await here.do(_organisations, here.centre.id, people)
    found = numbers(await month(here), "organisations")
    assert found == {"registered": 2, "new_organisations": 2, "represented": 1, "representatives": 2}
