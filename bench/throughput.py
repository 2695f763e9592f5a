"""Durable updates a second, each with a reply, beside the bare library's echo, which forgets all when it is killed.

Run: python -m bench.throughput
"""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import bench.ground
import bench.wire
from bench.child import child, megabytes
from bench.row import Row, middle
from bench.wire import Wire

PEOPLE = 200
TEXT = "hello"
_PATIENCE = 120.0  # seconds for one run


async def run(file: Path | None, count: int) -> tuple[float, float]:
    """Updates a second and the memory afterwards, in MB; without a file it is the bare library's."""
    wire = Wire(bench.wire.updates(count, count, TEXT))
    async with bench.wire.serving(wire) as url:
        words = ("bench.stock_echo", url) if file is None else ("bench.ours", url, file, "unlimited")
        async with child(*words) as process:
            async with asyncio.timeout(_PATIENCE):
                await wire.done.wait()
            return wire.rate, megabytes(process.pid)


def measure(rounds: int = 3, count: int = 1500) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder:
        template = bench.ground.lay(Path(folder) / "template.db", PEOPLE)
        ours, stock = [], []
        for number in range(rounds):
            file = shutil.copyfile(template, Path(folder) / f"{number}.db")
            ours.append(asyncio.run(run(file, count))[0])
            stock.append(asyncio.run(run(None, count))[0])
    return [_row(ours, stock)]


def _row(ours: Sequence[float], stock: Sequence[float]) -> Row:
    ratio = median(ours) / median(stock)
    return Row(
        "updates with a reply, a second; ours durable",
        middle(ours),
        middle(stock),
        ratio,
        "ratio at least 1",
        ratio >= 1,
    )


if __name__ == "__main__":
    print(*measure(), sep="\n")
