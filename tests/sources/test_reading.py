"""Rows: new, said twice, wrong or no contest at all; each with its place and its reasons."""

from datetime import datetime

import pytest

from rules.readings import SheetRefused
from tests.sources.sheets import HEAD, NOW, ROW, read, row, text, workbook


def results(data: bytes) -> list[str]:
    return [each.reason or each.result for each in read(data).rows]


def test_headings_may_stand_in_any_order_and_either_language() -> None:
    kazakh = ("Өтінім қабылдаудың соңғы күні", "Жобаның атауы", "Тапсырыс беруші", "БСН", "Сома, мың теңге")
    reading = read(text([kazakh, ("03.12.2026", "ҮЕҰ мектебі", "Басқарма", "991240999911", "5 000")]))
    (contest,) = reading.contests
    assert (contest.title_kk, contest.title_ru, str(contest.amount)) == ("ҮЕҰ мектебі", "", "5000000.00")


@pytest.mark.parametrize("heading", ["Срок реализации", "Жобаны іске асыру мерзімі", "Сумма обеспечения заявки"])
def test_terms_of_the_project_and_securities_are_not_taken_for_the_contests(heading: str) -> None:
    head = (heading, *HEAD[1:])
    (contest,) = read(text([head, ("31.12.2027", *ROW[1:])])).contests
    assert contest.deadline is not None
    assert (contest.deadline.month, str(contest.amount)) == (12, "5000000.00")
    assert contest.deadline.year == 2026


def test_a_title_in_a_column_for_both_languages_goes_by_its_letters() -> None:
    head = ("Атауы / Наименование", *HEAD[3:])
    titles = ("«Адалдық алаңы»: воспитание честности", "Қоғамдық келісім")
    found = [read(text([head, (title, *ROW[3:])])).contests[0] for title in titles]
    assert [(each.title_ru, each.title_kk) for each in found] == [(titles[0], ""), ("", titles[1])]


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"title": ""}, ("title_missing",)),
        ({"deadline": "31.11.2026"}, ("deadline_impossible",)),
        ({"deadline": "скоро"}, ("deadline_unreadable",)),
        ({"deadline": "03/12/2026"}, ("deadline_unreadable",)),
        ({"title": "", "deadline": "скоро"}, ("title_missing", "deadline_unreadable")),
    ],
)
def test_a_wrong_row_says_why_and_stops_nothing(changes: dict[str, object], reasons: tuple[str, ...]) -> None:
    reading = read(text([HEAD, row(1, **changes), row(2)]))
    assert [(each.where, each.result) for each in reading.rows] == [("line 2", "invalid"), ("line 3", "new")]
    assert reading.rows[0].reasons == reasons


def test_a_deadline_before_the_publication_is_impossible() -> None:
    head = (*HEAD, "Дата объявления")
    reading = read(text([head, (*row(1), "04.12.2026"), (*row(2), "03.12.2026"), (*row(3), "")]))
    assert [each.reasons or each.warnings for each in reading.rows] == [
        ("deadline_impossible",),
        (),
        ("published_missing",),
    ]


def test_an_open_contest_whose_deadline_is_over_is_done() -> None:
    reading = read(text([HEAD, row(1, deadline="25.11.2026 18:00"), row(2)]))
    assert [contest.state for contest in reading.contests] == ["done", "open"]


@pytest.mark.parametrize(
    ("changes", "warnings"),
    [
        ({"amount": "по смете"}, ("amount_missing",)),
        ({"amount": "50 000"}, ("amount_unusual",)),
        ({"amount": "2 млрд"}, ("amount_unusual",)),
        ({"deadline": ""}, ("deadline_missing",)),
        ({"deadline": "03.12.2026"}, ("deadline_no_time",)),
        ({"bin": "140999108"}, ("bin_padded",)),
        ({"bin": "910315300123"}, ("bin_unreadable",)),
        ({"title": "?уат мектебі"}, ("letters_lost",)),
        ({"title": "я" * 600}, ("text_cut",)),
        ({"region": "Атырауская и Мангистауская области"}, ("region_unclear",)),
    ],
)
def test_what_is_to_be_looked_at_is_imported_with_a_warning(
    changes: dict[str, object], warnings: tuple[str, ...]
) -> None:
    (only,) = read(text([HEAD, row(1, **changes)])).rows
    assert (only.result, only.warnings) == ("new", warnings)


def test_the_same_number_with_other_contents_is_told_and_never_taken() -> None:
    reading = read(text([HEAD, row(1), row(1), row(1, amount="6 млн", deadline="04.12.2026 18:00")]))
    assert [(each.result, each.of, each.differs) for each in reading.rows] == [
        ("new", "", ()),
        ("duplicate", "line 2", ()),
        ("duplicate", "line 2", ("amount", "deadline")),
    ]


def test_a_wrong_row_is_no_original_of_a_duplicate() -> None:
    assert results(text([HEAD, row(1, deadline="31.11.2026"), row(1)])) == ["invalid", "new"]


def test_what_is_no_contest_is_skipped_with_its_kind() -> None:
    blank = [""] * len(HEAD)
    rows = [
        ["Перечень", *blank[1:]],
        HEAD,
        range(1, len(HEAD) + 1),
        ["I. Управление", *blank[1:]],
        row(1),
        blank,
        ["2", *blank[1:]],
        HEAD,
        ["", "", "Всего:", "", "", "5 000 000", "", ""],
        ["", "Исполнитель", "", "тел. 00-00-00", "", "", "", ""],
    ]
    expected = ["title", "header", "column_numbers", "section", "new", "empty", "empty", "header", "total", "note"]
    assert results(text(rows)) == expected
    assert read(text(rows)).header_row == 2


def test_regions_come_from_the_row_then_its_kato_then_the_customer_then_the_source() -> None:
    head = (*HEAD, "КАТО")
    rows = [
        (*row(1), "471010000"),
        (*row(2, region=""), "471010000"),
        (*row(3, region="", customer="Управление Павлодарской области"), ""),
        (*row(4, region="Жылыойский район"), ""),
    ]
    assert [each.region for each in read(text([head, *rows])).contests] == ["KZ-23", "KZ-47", "KZ-55", "KZ-23"]


def test_links_are_addresses_of_the_web_without_marks() -> None:
    head = (*HEAD, "Ссылка")
    links = ["https://a.kz/x?utm_source=t&id=5", "javascript:alert(1)", "сілтеме", "https://me:pw@a.kz/"]
    rows = [(*row(number), link) for number, link in enumerate(links)]
    assert [each.url for each in read(text([head, *rows])).contests] == ["https://a.kz/x?id=5", "", "", ""]


def test_whatever_a_cell_holds_is_only_text() -> None:
    title = "<b>Школа</b> &lt;script&gt;\u202e\u200b\t=1+2"
    for data in (workbook([HEAD, row(1, title=title)]), text([HEAD, row(1, title=title.replace("\t", " "))], "\t")):
        assert read(data).contests[0].title_ru == "<b>Школа</b> &lt;script&gt; =1+2"


def test_days_of_a_workbook_are_wall_time_and_a_bare_number_is_none() -> None:
    at_six = datetime(2026, 12, 3, 18, tzinfo=NOW.tzinfo).replace(tzinfo=None)
    reading = read(workbook([HEAD, row(1, deadline=at_six), row(2, deadline=46359.75), row(3, bin=140999108)]))
    assert [each.reasons or each.warnings for each in reading.rows] == [(), ("deadline_unreadable",), ("bin_padded",)]
    assert reading.contests[0].deadline == datetime(2026, 12, 3, 13, tzinfo=NOW.tzinfo)


def test_a_file_without_headings_is_refused() -> None:
    with pytest.raises(SheetRefused, match="no_heading"):
        read(text([row(1), row(2)]))
