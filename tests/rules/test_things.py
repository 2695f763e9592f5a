"""What to bring, as a list to tick."""

import pytest

from rules.centres import Texts, Topic


def _topic(kk: str, ru: str) -> Topic:
    return Topic(1, "x", 30, Texts("x", "x"), Texts(kk, ru))


def test_what_is_said_with_commas_is_a_list_in_every_language() -> None:
    topic = _topic("Жарғы жобасы, құрылтайшылар тізімі.", "Проект устава, список учредителей.")
    assert topic.things("kk") == ("Жарғы жобасы", "Құрылтайшылар тізімі")
    assert topic.things("ru") == ("Проект устава", "Список учредителей")


@pytest.mark.parametrize(("kk", "ru"), [("Ештеңе қажет емес.", "Ничего не нужно."), ("а, б", "а, б, в"), ("", "")])
def test_one_thing_or_lists_that_differ_are_not_ticked(kk: str, ru: str) -> None:
    topic = _topic(kk, ru)
    assert (topic.things("kk"), topic.things("ru")) == ((), ())
