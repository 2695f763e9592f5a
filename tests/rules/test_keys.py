"""A kind of button is a record: it is told from others by what it holds, never changes, and refuses what it lacks."""

import pytest

from rules.keys.booking import Days, Pick


def test_a_button_takes_its_values_in_order_or_by_name_and_keeps_its_defaults() -> None:
    assert Days(7, rev=2) == Days(topic_id=7, day=0, booking_id=0, rev=2, specialist_id=0)
    assert Pick(7) != Pick(8)
    assert {Pick(7), Pick(7)} == {Pick(7)}
    assert repr(Pick(7)) == "Pick(topic_id=7, specialist_id=0, way=0)"


def test_a_button_does_not_change() -> None:
    with pytest.raises(AttributeError, match="topic_id"):
        Pick(7).topic_id = 8  # type: ignore[misc] # what is tried here is not allowed


@pytest.mark.parametrize("values", [(), (1, 2, 3, 4)], ids=["too few", "too many"])
def test_a_button_is_not_made_of_too_few_or_too_many_values(values: tuple[int, ...]) -> None:
    with pytest.raises((TypeError, AttributeError)):
        Pick(*values)


def test_a_button_refuses_a_value_it_has_no_name_for_and_one_given_twice() -> None:
    with pytest.raises(TypeError, match="Pick takes"):
        Pick(7, colour=1)  # type: ignore[call-arg] # what is tried here is not allowed
    with pytest.raises(TypeError, match="Pick takes"):
        Pick(7, topic_id=8)  # type: ignore[misc] # what is tried here is not allowed
