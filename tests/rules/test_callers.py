"""Who called, read out of one line."""

import pytest

from rules.callers import Caller, read
from rules.refusal import IinTyped, NotText


@pytest.mark.parametrize(
    ("typed", "caller"),
    [
        ("Асель", Caller("Асель")),
        ("Асель +7 701 000 00 01", Caller("Асель", "+77010000001")),
        ("Асель, 8 (701) 000-00-01", Caller("Асель", "+77010000001")),
        ("87010000001 Асель Қ.", Caller("Асель Қ", "+77010000001")),
        ("Асель 2-ші", Caller("Асель 2-ші")),
        ("<b>Асель</b>", Caller("<b>Асель</b>")),
    ],
)
def test_a_name_and_a_number_are_read_from_one_line(typed: str, caller: Caller) -> None:
    assert read(typed) == caller


@pytest.mark.parametrize("typed", ["", "  ", "+7 701 000 00 01", "\u200b"])
def test_without_a_name_it_is_asked_again(typed: str) -> None:
    with pytest.raises(NotText):
        read(typed)


def test_a_personal_number_is_never_kept() -> None:
    with pytest.raises(IinTyped):
        read("Асель 900101300017")
