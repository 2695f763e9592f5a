"""What each role is at a centre."""

import pytest

import rules.desk
from rules.desk import Post
from rules.people import Grant, Role
from rules.refusal import NotYours

HERE, ELSEWHERE, AINA, LAWYER = 1, 2, 11, 12


@pytest.mark.parametrize(
    ("grants", "post"),
    [
        ([Grant(Role.VIEWER, HERE)], Post(HERE, Role.VIEWER)),
        ([Grant(Role.SPECIALIST, HERE, AINA)], Post(HERE, Role.SPECIALIST, AINA)),
        ([Grant(Role.COORDINATOR, HERE)], Post(HERE, Role.COORDINATOR)),
        ([Grant(Role.ADMINISTRATOR)], Post(HERE, Role.ADMINISTRATOR)),
        ([Grant(Role.SPECIALIST, HERE, AINA), Grant(Role.COORDINATOR, HERE)], Post(HERE, Role.COORDINATOR)),
        ([Grant(Role.COORDINATOR, ELSEWHERE), Grant(Role.VIEWER, HERE)], Post(HERE, Role.VIEWER)),
    ],
)
def test_the_widest_role_at_the_centre_counts(grants: list[Grant], post: Post) -> None:
    assert rules.desk.post(grants, HERE) == post


@pytest.mark.parametrize(
    "grants",
    [
        [],
        [Grant(Role.OFFICER, HERE)],
        [Grant(Role.COORDINATOR, ELSEWHERE)],
        [Grant(Role.SPECIALIST, HERE)],
    ],
)
def test_without_a_role_for_visits_at_the_centre_there_is_no_post(grants: list[Grant]) -> None:
    with pytest.raises(NotYours):
        rules.desk.post(grants, HERE)


def test_a_viewer_changes_nothing_and_a_specialist_only_what_is_theirs() -> None:
    aina = Post(HERE, Role.SPECIALIST, AINA)
    rules.desk.changing(aina, AINA)
    for post, whose in ((aina, LAWYER), (aina, None), (Post(HERE, Role.VIEWER), AINA)):
        with pytest.raises(NotYours):
            rules.desk.changing(post, whose)
