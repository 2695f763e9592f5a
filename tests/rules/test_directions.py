"""Directions are pointed to by beginnings of words, in either language."""

import pytest

from rules.directions import named, pointers

CATALOGUE = pointers(
    [
        ("sport", ("физической культур", "спорт", "дене шынықтыру")),
        ("environment", ("эколог", "жасыл ел")),
        ("culture", ("культур", "мәдени")),
        ("heritage", ("наслед", "мұра")),
        ("civil_society", ("нпо", "үеұ")),
        ("volunteering", ("волонт", "ерікті")),
        ("other", ()),
    ]
)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Развитие КУЛЬТУРЫ и спорта", ("sport", "culture")),
        ("Развитие массовой физической  культуры", ("sport",)),
        ("Сохранение историко-культурного наследия", ("heritage",)),
        ("Өлкенің тарихи-мәдени мұрасын сақтау", ("heritage",)),
        ("Тарихи-мәдени мұра және мәдениет үйлері", ("culture", "heritage")),
        ("«Жасыл\nел»: озеленение", ("environment",)),
        ("Школа НПО", ("civil_society",)),
        ("Импорт и транспорт", ()),
        ("Издание календаря памятных дат", ()),
        ("", ()),
    ],
)
def test_a_stem_counts_where_it_begins_a_word(title: str, expected: tuple[str, ...]) -> None:
    assert named([title], CATALOGUE) == expected


def test_either_language_is_enough_and_a_direction_is_named_once() -> None:
    assert named(["Ерікті жастар", "Волонтеры"], CATALOGUE) == ("volunteering",)


def test_latin_letters_inside_kazakh_words_do_not_count() -> None:
    assert named(["Ерiктi жастар"], CATALOGUE) == ("volunteering",)
    assert named(["Cпopт для всех"], CATALOGUE) == ("sport",)


def test_stems_are_words_not_patterns() -> None:
    assert named(["а" * 40], pointers([("x", ("(а+)+$", " "))])) == ()
