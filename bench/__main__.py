"""Measures speed and size beside the bare library, all in one run, and prints one table. It tests nothing.

Two bots are never measured at the same time; runs of the same measure take turns, so that what else the machine does
falls on both. Every number comes from processes of their own that speak HTTP on this machine alone.
"""

import os
from collections.abc import Callable, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

import bench.availability
import bench.booking
import bench.letters
import bench.matching
import bench.memory
import bench.notice
import bench.queueing
import bench.sheet
import bench.start
import bench.throughput
from bench.row import Row

Measure = Callable[[], Sequence[Row]]

FULL: dict[str, Measure] = {
    "throughput": bench.throughput.measure,
    "booking": bench.booking.measure,
    "availability": bench.availability.measure,
    "letters": bench.letters.measure,
    "notice": bench.notice.measure,
    "queueing": bench.queueing.measure,
    "matching": bench.matching.measure,
    "sheet": bench.sheet.measure,
    "start": bench.start.measure,
    "memory": bench.memory.measure,
}
QUICK: dict[str, Measure] = {
    **FULL,
    "throughput": lambda: bench.throughput.measure(rounds=1, count=600),
    "booking": lambda: bench.booking.measure(rounds=12),
    "letters": lambda: bench.letters.measure(letters=600),
    "notice": lambda: bench.notice.measure(readers=600),
    "sheet": lambda: bench.sheet.measure(rounds=1),
    "start": lambda: bench.start.measure(rounds=2),
    "memory": lambda: bench.memory.measure(count=3000),
}


def run(
    quick: Annotated[bool, typer.Option("--quick", help="Fewer rounds, 600 letters: about two minutes.")] = False,  # noqa: FBT002 -- typer's own form
    only: Annotated[str, typer.Option(help=f"One measure: {', '.join(FULL)}.")] = "",
) -> None:
    """Measure speed and size beside the bare library and print one table."""
    chosen = QUICK if quick else FULL
    if only and only not in chosen:
        raise typer.BadParameter(f"there is no measure «{only}»: {', '.join(chosen)}")
    console = Console()
    rows = [row for name in ([only] if only else chosen) for row in _measured(name, chosen[name], console)]
    console.print(table(rows))
    console.print(f"Load of the machine meanwhile: {_load()}. With a higher one than its processors times are longer.")


def _load() -> str:
    return f"{os.getloadavg()[1]:.1f} on {os.cpu_count()} processors"


def _measured(name: str, measure: Measure, console: Console) -> Sequence[Row]:
    with console.status(f"{name} ..."):
        return measure()


def table(rows: Sequence[Row]) -> Table:
    drawn = Table("what", "ours", "bare library", "ratio", "promised", "", title="Ortaq beside the bare library")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2g}"
        kept = "" if row.kept is None else "ok" if row.kept else "missed"
        drawn.add_row(row.name, row.ours, row.stock, ratio, row.target, kept)
    return drawn


if __name__ == "__main__":
    typer.run(run)
