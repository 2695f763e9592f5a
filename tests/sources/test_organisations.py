"""A list of organisations: headings in both languages, lost zeros put back, and no number of a person let through."""

from pathlib import Path

import pytest

import sources.child
import sources.organisations
from rules.organisation_lists import Row
from rules.readings import SheetRefused
from tests.sources.sheets import text, workbook

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "organisations.csv"
BIN, OTHER_BIN, PADDED, IIN = "991240999901", "991240999921", "000240999994", "900101300123"
HEAD = ("№", "БСН/БИН", "Атауы/Наименование")
NAME = "«Жасыл жағалау» қоры"


def one(number: object, name: object) -> Row:
    (row,) = sources.organisations.read(workbook([HEAD, (1, number, name)]))
    return row


async def test_the_example_reads_as_it_says_in_the_process_apart() -> None:
    rows = await sources.child.organisations(EXAMPLE.read_bytes())
    assert [row.number for row in rows] == list(range(2, 11))
    assert [row.bin for row in rows if not row.reasons][:3] == [BIN, OTHER_BIN, PADDED]
    wrong = {row.number: (row.reasons, row.of) for row in rows if row.reasons}
    assert wrong == {8: (("repeats",), 3), 9: (("bin_wrong",), 0), 10: (("iin",), 0)}


@pytest.mark.parametrize(
    "head",
    [("БСН", "Ұйымның атауы"), ("БИН", "Наименование организации"), ("BIN", "Название НПО"), ("бсн / бин", "АТАУЫ")],
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_heading_is_known_by_its_words_in_any_order(head: tuple[str, str], delimiter: str) -> None:
    for order in (1, -1):
        data = text([("Тізім",), ("№", *head[::order]), (1, *(BIN, NAME)[::order])], delimiter)
        assert sources.organisations.read(data) == (Row(3, BIN, NAME),)


def test_the_columns_of_a_bank_or_a_head_are_not_the_names() -> None:
    head = ("Наименование банка", "БИН", "Атауы", "Наименование", "ИИН руководителя")
    rows = sources.organisations.read(text([head, ("Банк", BIN, "", NAME, IIN)]))
    assert rows == (Row(2, BIN, NAME),)
    assert IIN not in repr(rows)


def test_a_number_cell_has_its_zeros_put_back() -> None:
    assert one(240999994, NAME).bin == PADDED
    assert one(float(BIN), NAME).bin == BIN
    assert one(f" {BIN[:6]} {BIN[6:]}", NAME).bin == BIN


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (IIN, NAME),
        (float(IIN), NAME),
        (f"{IIN[:6]} {IIN[6:]}", NAME),
        (f"ИИН {IIN}", NAME),
        (101300123, NAME),
        (BIN, f"Қор ({IIN})"),
        (BIN, f"Қор №{IIN[:6]} {IIN[6:]}"),
        ("", IIN),
    ],
)
def test_a_row_with_a_persons_number_keeps_nothing_of_it(number: object, name: str) -> None:
    assert one(number, name) == Row(2, reasons=("iin",))


def test_every_reason_of_a_row_is_named_at_once() -> None:
    assert one("991240999902", "").reasons == ("bin_wrong", "name_missing")
    assert one("", "я" * 301).reasons == ("bin_missing", "name_long")
    assert one(BIN, "?азақ қоры").reasons == ("letters_lost",)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not_a_sheet"),
        (b"%PDF-1.7\x00", "not_a_sheet"),
        (text([("Код", "Город"), (BIN, NAME)]), "no_heading"),
        (text([HEAD, *((n, BIN, NAME) for n in range(5001))]), "too_many_rows"),
        (b"PK\x03\x04 no workbook", "not_a_sheet"),
    ],
)
async def test_what_is_no_list_is_refused_as_a_whole(data: bytes, why: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        await sources.child.organisations(data)
    assert refused.value.why == why
