"""Memory of the running bot after ten thousand updates from as many people, each answered.

Run: python -m bench.memory
"""

import asyncio
import tempfile
from pathlib import Path

import bench.ground
import bench.throughput
from bench.row import Row

TARGET = 120.0  # MB
STOCK_COUNT = 1000


def measure(count: int = 10_000) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as folder:
        file = bench.ground.lay(Path(folder) / "ours.db", count)
        _, mine = asyncio.run(bench.throughput.run(file, count))
    _, plain = asyncio.run(bench.throughput.run(None, STOCK_COUNT))
    name = f"memory after {count} updates (echo: {STOCK_COUNT})"
    return [Row(name, f"{mine:.0f} MB", f"{plain:.0f} MB", plain / mine, f"{TARGET:.0f} MB", mine <= TARGET)]


if __name__ == "__main__":
    print(*measure(), sep="\n")
