"""What sets a department apart is what its button shows."""

import rules.departments

KAZAKH = (
    "Атырау облысының ішкі саясат басқармасы",
    "Атырау облысының білім басқармасы",
    "Атырау облысының жұмыспен қамту және әлеуметтік бағдарламалар басқармасы",
    "Атырау облысының қоғамдық кеңесі",
)
RUSSIAN = (
    "Управление внутренней политики Атырауской области",
    "Управление образования Атырауской области",
    "Управление занятости и социальных программ Атырауской области",
    "Общественный совет Атырауской области",
)


def test_the_words_that_most_share_stand_on_no_button() -> None:
    short = ["Ішкі саясат", "Білім", "Жұмыспен қамту және әлеуметтік бағдарламалар", "Қоғамдық кеңесі"]
    assert rules.departments.briefly(KAZAKH) == short
    short = ["Внутренней политики", "Образования", "Занятости и социальных программ", "Общественный совет"]
    assert rules.departments.briefly(RUSSIAN) == short


def test_a_name_is_left_whole_where_nothing_else_would_be_left_of_it() -> None:
    assert rules.departments.briefly(["Акимат города", "Акимат города", "Акимат"]) == [
        "Акимат города",
        "Акимат города",
        "Акимат",
    ]


def test_one_department_shares_its_words_with_nobody() -> None:
    assert rules.departments.briefly(KAZAKH[:1]) == [KAZAKH[0]]
    assert rules.departments.briefly([]) == []
