"""A sheet of five thousand contests read in its own process, from the start of the process to its answer.

Run: python -m bench.sheet
"""

import io
import json
import os
import tomllib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from subprocess import PIPE, Popen
from time import perf_counter

import xlsxwriter

import sources.child
from bench.row import Row
from rules.readings import MOST_ROWS, Source

SECONDS, MEGABYTES = 5.0, 150.0
NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
HEAD = (
    *("№", "№ объявления", "Жобаның атауы", "Наименование проекта", "Заказчик", "БИН", "Сумма, тенге"),
    *("Дата объявления", "Окончание приема заявок", "Регион", "Ссылка"),
)
SUMS = ("11 500 000,00 тг", "11,5 млн", 7_250_000, "13 437,5 тыс. тг")
_HOME = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the wall, the most memory it held in MB, and contests found."""

    seconds: float
    megabytes: float
    found: int


def _contest(number: int) -> Sequence[object]:
    return (
        number,
        f"1699{number:04}-1",
        f"Жастар арасында волонтерлікті дамыту, {number} ауыл (Атырау қаласы)",
        f"Развитие волонтерства среди молодежи и детей-сирот, село {number} (г. Атырау)",
        "ГУ «Управление внутренней политики Атырауской области»",
        "991240999911",
        SUMS[number % len(SUMS)],
        "16.11.2026",
        "03.12.2026 18:00",
        "Атырауская область",
        f"https://goszakup.gov.kz/ru/announce/index/1699{number:04}",
    )


def workbook(count: int) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([HEAD, *map(_contest, range(1, count + 1))]):
            sheet.write_row(number, 0, cells)
    return buffer.getvalue()


def source() -> Source:
    listed = tomllib.loads((_HOME / "examples" / "centres.toml").read_text(encoding="utf-8"))["direction"]
    return Source("KZ-23", "gsz", tuple((each["code"], tuple(each["stems"])) for each in listed))


def run(data: bytes) -> Run:
    """The very process that the bot starts, waited for by itself so that its memory is known."""
    question = sources.child.question(source(), NOW) + data
    began = perf_counter()
    with Popen(sources.child.COMMAND, cwd=_HOME, env=sources.child.ENVIRONMENT, stdin=PIPE, stdout=PIPE) as process:  # noqa: S603 -- our own program
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(question)
        process.stdin.close()
        answer = json.loads(process.stdout.read())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Run(perf_counter() - began, usage.ru_maxrss * 1024 / 1e6, answer["counts"]["new"])


def measure(rounds: int = 3, count: int = MOST_ROWS) -> list[Row]:
    data = workbook(count)
    with ProcessPoolExecutor(1, get_context("spawn")) as small:  # Linux counts a parent's memory as its child's
        runs = list(small.map(run, [data] * rounds))
    assert {each.found for each in runs} == {count}
    seconds, megabytes = min(each.seconds for each in runs), max(each.megabytes for each in runs)
    name = f"a sheet of {count} contests"
    return [
        Row(f"{name}, seconds", f"{seconds:.2f} s", target=f"{SECONDS:.0f} s", kept=seconds <= SECONDS),
        Row(f"{name}, memory", f"{megabytes:.0f} MB", target=f"{MEGABYTES:.0f} MB", kept=megabytes <= MEGABYTES),
    ]


if __name__ == "__main__":
    print(*measure(), sep="\n")
