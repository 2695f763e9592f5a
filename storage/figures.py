"""The numbers of a month, each counted from rows at the moment it is asked for."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, case, func, select

import rules.broadcasts
import storage.broadcasts
import storage.outcomes
import storage.rows
from rules.answers import DECISIONS
from rules.centres import Texts
from rules.clockwork import local
from rules.figures import Line, Section, Span
from rules.people import LANGUAGES
from rules.proposals import OPEN
from storage.schema.booking import BookingRow
from storage.schema.broadcasts import BroadcastRow
from storage.schema.centres import TopicRow
from storage.schema.letters import ReachRow
from storage.schema.meetings import AttendanceRow, MeetingRow
from storage.schema.organisations import MembershipRow, OrganisationRow
from storage.schema.people import PersonRow
from storage.schema.proposals import ProposalAnswerRow, ProposalRow
from storage.schema.tenders import AlertRow, ContestRow, FilterRow, PartRow
from storage.work import Work

Count = Callable[[Work, int, Span], Section]

_APPOINTED = ("booked", "arrived", "done", "no_show")
_CAME = ("arrived", "done")


def consultations(work: Work, centre_id: int, span: Span) -> Section:
    """All that were appointed for the month, and their people; those without a name are not guessed to be anybody."""
    here = _appointed(centre_id, span)
    people = select(func.count(BookingRow.person_id.distinct())).where(*here)
    cancelled = _grouped(work, BookingRow.cancelled_by, *_cancelled(centre_id, span))
    return Section(
        "consultations",
        (
            Line("visits", _count(work, *here)),
            Line("people", work.sql.scalar(people) or 0),
            Line("nameless", _count(work, *here, BookingRow.person_id.is_(None))),
            Line("cancelled_person", cancelled.get("person", 0)),
            Line("cancelled_centre", cancelled.get("centre", 0)),
        ),
    )


def kept(work: Work, centre_id: int, span: Span) -> Section:
    """What became of the same consultations; what nobody has marked is not known."""
    fate = case(
        (BookingRow.state.in_(_CAME), "came"),
        (BookingRow.state == "no_show", "no_show"),
        (BookingRow.ends_at <= work.now, "unmarked"),
        else_="ahead",
    )
    return _section(
        "kept", _grouped(work, fate, *_appointed(centre_id, span)), ("came", "no_show", "unmarked", "ahead")
    )


def sources(work: Work, centre_id: int, span: Span) -> Section:
    """How they came about: booked in the bot, by phone, walked in."""
    counted = _grouped(work, BookingRow.source, *_appointed(centre_id, span))
    return _section("sources", counted, ("chat", "call", "walk_in"))


def topics(work: Work, centre_id: int, span: Span) -> Section:
    counted = _grouped(work, BookingRow.topic_id, *_appointed(centre_id, span))
    rows = storage.rows.every(work, select(TopicRow).where(TopicRow.id.in_(counted)).order_by(TopicRow.position))
    lines = (Line("topic", counted[row.id], Texts(row.name_kk, row.name_ru, row.name_en)) for row in rows)
    return Section("topics", tuple(lines))


def languages(work: Work, centre_id: int, span: Span) -> Section:
    return _section("languages", _grouped(work, BookingRow.language, *_appointed(centre_id, span)), LANGUAGES)


def _appointed(centre_id: int, span: Span) -> tuple[ColumnElement[bool], ...]:
    within = (BookingRow.starts_at >= span.since) & (BookingRow.starts_at < span.until)
    return (BookingRow.centre_id == centre_id, within, BookingRow.state.in_(_APPOINTED))


def _cancelled(centre_id: int, span: Span) -> tuple[ColumnElement[bool], ...]:
    """Without records that staff have taken back: those visits never were."""
    within = (BookingRow.starts_at >= span.since) & (BookingRow.starts_at < span.until)
    mistaken = func.coalesce(BookingRow.cancel_reason, "") == "mistake"
    return (BookingRow.centre_id == centre_id, within, BookingRow.state == "cancelled", ~mistaken)


def proposals(work: Work, centre_id: int, span: Span) -> Section:
    """Those received in the month, as each of them stands now against the day it was due."""
    counted = dict.fromkeys(("on_time", "late", "waiting", "overdue", "withdrawn"), 0)
    rows: Any = work.sql.execute(_received(centre_id, span)).all()
    today = local(work.now, span.zone).date()
    for state, due_on, first_answer in rows:
        answered_on = None if first_answer is None else local(first_answer, span.zone).date()
        counted[_standing(state, due_on, answered_on, today)] += 1
    return Section("proposals", (Line("received", len(rows)), *(Line(what, n) for what, n in counted.items())))


def _received(centre_id: int, span: Span) -> Select[str, date, datetime]:
    first = select(func.min(ProposalAnswerRow.created_at)).where(ProposalAnswerRow.proposal_id == ProposalRow.id)
    return select(ProposalRow.state, ProposalRow.due_on, first.scalar_subquery()).where(*_sent(centre_id, span))


def _sent(centre_id: int, span: Span) -> tuple[ColumnElement[bool], ...]:
    return (
        ProposalRow.centre_id == centre_id,
        ProposalRow.created_at >= span.since,
        ProposalRow.created_at < span.until,
    )


def _standing(state: str, due_on: date, answered_on: date | None, today: date) -> str:
    """A forwarded one waits again, but its first answer has come, in time or not."""
    if state == "withdrawn":
        return "withdrawn"
    if state in OPEN and answered_on is None:
        return "waiting" if today <= due_on else "overdue"
    return "on_time" if answered_on is not None and answered_on <= due_on else "late"


def results(work: Work, centre_id: int, span: Span) -> Section:
    """What was answered to those received in the month, as it stands now."""
    answered = (*_sent(centre_id, span), ProposalRow.state == "answered")
    return _section("results", _grouped(work, ProposalRow.decision, *answered), DECISIONS)


def contests(work: Work, centre_id: int, span: Span) -> Section:
    """What was published, whom it reached, who takes part."""
    published = (
        ContestRow.centre_id == centre_id,
        _within(ContestRow.created_at, span),
        ContestRow.state != "withdrawn",
    )
    told = (AlertRow.centre_id == centre_id, _within(AlertRow.told_at, span))
    taking = (PartRow.centre_id == centre_id, PartRow.answer == "taking", _within(PartRow.changed_at, span))
    return Section(
        "contests",
        (
            Line("published", _count(work, *published)),
            Line("imported", _count(work, *published, ContestRow.import_id.is_not(None))),
            Line("alerts", _count(work, *told)),
            Line("alerted", _distinct(work, AlertRow.person_id, *told)),
            Line("taking", _distinct(work, PartRow.person_id, *taking)),
        ),
    )


def meetings(work: Work, centre_id: int, span: Span) -> Section:
    """Those that fell into the month: who said they would come, who came; where nobody was noted, it is not known."""
    here = (MeetingRow.centre_id == centre_id, _within(MeetingRow.starts_at, span))
    held = select(MeetingRow.id).where(*here, MeetingRow.state == "open")
    answers = _grouped(work, AttendanceRow.answer, AttendanceRow.meeting_id.in_(held))
    came = _grouped(work, AttendanceRow.came, AttendanceRow.meeting_id.in_(held), AttendanceRow.answer == "going")
    return Section(
        "meetings",
        (
            Line("meetings", _count(work, *here, MeetingRow.state == "open")),
            Line("called_off", _count(work, *here, MeetingRow.state == "cancelled")),
            Line("going", answers.get("going", 0)),
            Line("in_line", answers.get("waiting", 0)),
            Line("not_going", answers.get("no", 0)),
            Line("attended", came.get(True, 0)),
            Line("stayed_away", came.get(False, 0)),
            Line("not_noted", came.get(None, 0)),
        ),
    )


def notices(work: Work, centre_id: int, span: Span) -> Section:
    """Those that began in the month, and what became of their deliveries while these are kept."""
    begun = (
        BroadcastRow.centre_id == centre_id,
        BroadcastRow.state.not_in(("draft", "scheduled")),
        _within(BroadcastRow.due_at, span),
    )
    letters = work.sql.scalars(select(BroadcastRow.letter_id).where(*begun)).all()
    counts: Counter[tuple[str, str]] = Counter()
    for letter_id in letters:
        counts.update(storage.broadcasts.states(work, letter_id) if letter_id is not None else {})
    told = rules.broadcasts.report(counts)
    return Section(
        "notices",
        (
            Line("notices", len(letters)),
            Line("reached", told.sent),
            Line("under_way", told.waiting),
            Line("blocked", told.blocked),
            Line("failed", told.failed),
            Line("uncertain", told.uncertain),
            Line("unwanted", told.refused + told.stopped),
            Line("forgotten", letters.count(None)),
        ),
    )


def organisations(work: Work, centre_id: int, span: Span) -> Section:
    """NGOs as they stand on the day of asking; only the new ones are the month's."""
    here = (OrganisationRow.centre_id == centre_id) & OrganisationRow.known
    those = select(OrganisationRow.id).where(here)
    speaking = (MembershipRow.state == "confirmed", MembershipRow.organisation_id.in_(those))
    return Section(
        "organisations",
        (
            Line("registered", _count(work, here)),
            Line("new_organisations", _count(work, here, _within(OrganisationRow.created_at, span))),
            Line("represented", _distinct(work, MembershipRow.organisation_id, *speaking)),
            Line("representatives", _distinct(work, MembershipRow.person_id, *speaking)),
        ),
    )


def reach(work: Work, centre_id: int, span: Span) -> Section:
    """Who can be written to, on the day of asking; only the new ones are the month's."""
    here = PersonRow.centre_id == centre_id
    lost = select(ReachRow.chat_id).where(ReachRow.state != "active")
    subscribed = (FilterRow.centre_id == centre_id, FilterRow.ended_at.is_(None))
    return Section(
        "reach",
        (
            Line("known", _count(work, here)),
            Line("new", _count(work, here, _within(PersonRow.created_at, span))),
            Line("subscribed", _distinct(work, FilterRow.person_id, *subscribed)),
            Line("unreachable", _count(work, here, PersonRow.telegram_id.in_(lost))),
        ),
    )


def _within(moment: Column[Any], span: Span) -> ColumnElement[bool]:
    return (moment >= span.since) & (moment < span.until)


def _count(work: Work, *which: ColumnElement[bool]) -> int:
    return work.sql.scalar(select(func.count()).where(*which)) or 0


def _distinct(work: Work, whom: Column[Any], *which: ColumnElement[bool]) -> int:
    return work.sql.scalar(select(func.count(whom.distinct())).where(*which)) or 0


def _grouped(work: Work, by: Any, *which: ColumnElement[bool]) -> dict[Any, int]:
    found: Any = work.sql.execute(select(by, func.count()).where(*which).group_by(by)).all()
    return dict(found)


def _section(name: str, counted: dict[str, int], order: Sequence[str]) -> Section:
    return Section(name, tuple(Line(what, counted.get(what, 0)) for what in order))


SECTIONS: tuple[Count, ...] = (
    consultations,
    kept,
    sources,
    topics,
    languages,
    storage.outcomes.agreed,
    storage.outcomes.thumbs,
    proposals,
    results,
    contests,
    meetings,
    notices,
    organisations,
    reach,
)
"""Every section of the report, in its order; a new one is a line here, and its words in screens.figures."""
