"""What may be sent, who sees and answers it, and what makes it public."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import rules.answers
import rules.posts
import rules.proposals
from rules.answers import Letter, Reply
from rules.people import Grant, Role
from rules.posts import Post
from rules.proposals import LEAST, MOST, Drafted, Proposal
from rules.refusal import AlreadyDone, NotYours, OutdatedButton, TextTooLong, TextTooShort, TooManyProposals

TODAY = date(2026, 11, 26)
SENT = Proposal(7, 1, 3, "topic", 5, "text", "kk", "registered", datetime(2026, 11, 26, tzinfo=UTC), date(2026, 12, 18))
PASSED = rules.proposals.passed(SENT, 5)


def test_a_text_is_kept_from_the_least_to_the_most_and_refused_one_sign_beyond() -> None:
    assert rules.proposals.check_text("ә" * LEAST) == "ә" * LEAST
    assert len(rules.proposals.check_text("ә" * MOST)) == MOST
    with pytest.raises(TextTooShort):
        rules.proposals.check_text(" " * 20 + "ә" * (LEAST - 1))
    with pytest.raises(TextTooLong):
        rules.proposals.check_text("ә" * (MOST + 1))


def test_a_text_is_measured_as_telegram_does_so_an_emoji_counts_twice() -> None:
    rules.proposals.check_text("😀" * (MOST // 2))
    with pytest.raises(TextTooLong):
        rules.proposals.check_text("😀" * (MOST // 2 + 1))
    with pytest.raises(TextTooLong):
        rules.answers.check_text("😀" * (rules.answers.MOST // 2 + 1))


def test_five_a_day_and_not_one_more() -> None:
    rules.proposals.check_number(rules.proposals.A_DAY - 1)
    with pytest.raises(TooManyProposals):
        rules.proposals.check_number(rules.proposals.A_DAY)


@pytest.mark.parametrize("state", ["registered", "withdrawn"])
def test_an_officer_sees_nothing_before_it_is_passed_to_the_own_department(state: str) -> None:
    mine = Post(1, Role.OFFICER, frozenset({5}))
    assert not mine.sees(replace(SENT, state=state))  # type: ignore[arg-type]  # both are states
    assert mine.answers(PASSED)
    assert not mine.sees(rules.proposals.passed(SENT, 6))
    assert not mine.sees(replace(PASSED, centre_id=2))


def test_a_viewer_reads_and_does_not_answer() -> None:
    viewer = rules.posts.post([Grant(Role.VIEWER, 1)], 1)
    assert viewer.sees(SENT)
    assert not viewer.answers(SENT)
    assert not viewer.leads


@pytest.mark.parametrize(
    "grants", [[], [Grant(Role.SPECIALIST, 1, 2)], [Grant(Role.COORDINATOR, 2)], [Grant(Role.OFFICER, 1)]]
)
def test_whoever_has_no_part_in_this_centres_proposals_is_refused(grants: list[Grant]) -> None:
    with pytest.raises(NotYours):
        rules.posts.post(grants, 1)


def test_nothing_is_public_without_both_words() -> None:
    said = [(mine, theirs) for mine in (False, True) for theirs in (False, True)]
    public = [each for each in said if rules.proposals.is_public(replace(SENT, show_name=each[0], public=each[1]))]
    assert public == [(True, True)]


def test_it_is_passed_on_only_when_answered_and_public() -> None:
    done = rules.proposals.answered(PASSED, "accepted", None)
    rules.proposals.check_share(replace(done, show_name=True, public=True))
    for not_yet in (
        done,
        replace(done, show_name=True),
        replace(done, public=True),
        replace(PASSED, show_name=True, public=True),
    ):
        with pytest.raises(OutdatedButton):
            rules.proposals.check_share(not_yet)


def test_it_is_late_from_the_day_after_and_a_study_from_the_day_after_its_own() -> None:
    assert not rules.proposals.is_overdue(SENT, SENT.due_on)
    assert rules.proposals.is_overdue(SENT, date(2026, 12, 19))
    studied = rules.proposals.answered(PASSED, "study", date(2027, 2, 1))
    assert not rules.proposals.is_overdue(studied, date(2027, 2, 1))
    assert rules.proposals.is_overdue(studied, date(2027, 2, 2))
    assert not rules.proposals.is_overdue(rules.proposals.answered(PASSED, "declined", None), date(2028, 1, 1))


def test_it_is_taken_back_until_it_is_answered_once_and_by_the_newest_button() -> None:
    rules.proposals.check_withdraw(PASSED, PASSED.rev)
    with pytest.raises(OutdatedButton):
        rules.proposals.check_withdraw(PASSED, SENT.rev)
    with pytest.raises(AlreadyDone):
        rules.proposals.check_withdraw(rules.proposals.withdrawn(SENT), 1)
    done = rules.proposals.answered(PASSED, "accepted", None)
    with pytest.raises(OutdatedButton):
        rules.proposals.check_withdraw(done, done.rev)


def test_a_study_needs_a_day_to_come_and_a_refusal_has_none() -> None:
    rules.answers.check_until("study", date(2026, 11, 27), TODAY)
    rules.answers.check_until("declined", None, TODAY)
    for chosen, until in (
        ("study", None),
        ("study", TODAY),
        ("declined", date(2026, 12, 1)),
        ("accepted", date(2030, 1, 1)),
    ):
        with pytest.raises(OutdatedButton):
            rules.answers.check_until(chosen, until, TODAY)  # type: ignore[arg-type]  # all are decisions


def test_a_preview_knows_its_content_from_any_other() -> None:
    first = Drafted(1, "topic", 5, "text", show_name=True)
    others = [
        replace(first, text="texts"),
        replace(first, kind="other"),
        replace(first, department_id=0),
        replace(first, show_name=False),
    ]
    assert first.mark not in {each.mark for each in others}


def test_an_answer_in_the_draft_comes_back_whole_and_rubbish_is_outdated() -> None:
    written = Reply(7, 2, "study", "«text»\n{x}", 0, date(2027, 2, 1), "12-3/456", date(2026, 11, 20))
    assert rules.answers.unpacked(rules.answers.packed(written)) == written
    for rubbish in ("", "{}", "[1]", '{"proposal_id": 1}'):
        with pytest.raises(OutdatedButton):
            rules.answers.unpacked(rubbish)


@pytest.mark.parametrize("typed", ["12-3/456, 20.11.2026", "№ 12-3/456 от 20.11.2026", "12-3/456 20/11/2026 ж."])
def test_a_letter_is_read_as_staff_write_it(typed: str) -> None:
    assert rules.answers.read_letter(typed, TODAY) == Letter("12-3/456", date(2026, 11, 20))


@pytest.mark.parametrize(
    "typed", ["", "12-3/456", "20.11.2026", "12-3, 27.11.2026", "12-3, 31.02.2026", "1, 1.1.2026, 2.1.2026"]
)
def test_a_letter_without_number_or_with_a_day_unclear_or_to_come_is_asked_again(typed: str) -> None:
    assert rules.answers.read_letter(typed, TODAY) is None


def test_a_successor_is_whoever_speaks_for_the_organisation_that_the_author_has_left() -> None:
    mine = replace(SENT, person_id=1, organisation_id=5)
    assert rules.proposals.reader(mine, 1, []) == "author"
    assert rules.proposals.reader(mine, 2, [1, 2]) == "colleague"
    assert rules.proposals.reader(mine, 2, [2]) == "successor"
    assert rules.proposals.reader(mine, 3, [1, 2]) is None
    assert rules.proposals.reader(replace(mine, organisation_id=None), 2, []) is None


def test_for_whom_is_the_only_one_until_another_word_and_never_one_that_the_author_left() -> None:
    assert rules.proposals.for_whom(None, [5]) == 5
    assert rules.proposals.for_whom(None, [5, 6]) is None
    assert rules.proposals.for_whom(6, [5, 6]) == 6
    assert rules.proposals.for_whom(0, [5]) is None
    assert rules.proposals.for_whom(7, [5, 6]) is None


def test_the_button_that_sends_knows_for_whom() -> None:
    own = Drafted(1, "service", 0, "text")
    assert own.mark != replace(own, organisation_id=5).mark
