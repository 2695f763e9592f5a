"""From the start of the process to its first poll, beside the least that polls and has SQLAlchemy answer one question.

Ours is `python -m bot run` on data that are in shape, with the checks of every start.
Run: python -m bench.start
"""

import asyncio
import shutil
import signal
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

import bench.wire
from bench.child import ENVIRONMENT, HOME, ended
from bench.row import Row, middle
from bench.wire import Wire

TARGET = 1.5  # times the bare start
_PATIENCE = 30.0  # seconds
TOKEN = f"{bench.wire.BOT_ID}:{'A' * 35}"

CONFIG = """
[telegram]
api_url = "{url}"
[storage]
url = "sqlite:///{folder}/ortaq.db"
[backup]
folder = "{folder}/backups"
"""


async def ours(folder: Path) -> float:
    async with bench.wire.serving(wire := Wire(())) as url:
        config = folder / "config.toml"
        config.write_text(CONFIG.format(url=url, folder=folder), encoding="utf-8")
        return await _until_polled(wire, ("-m", "bot", "run", "--config", str(config)))


async def stock(folder: Path) -> float:
    async with bench.wire.serving(wire := Wire(())) as url:
        return await _until_polled(wire, ("-m", "bench.child", "bench.stock_start", url, str(folder / "stock.db")))


async def _until_polled(wire: Wire, words: Sequence[str]) -> float:
    """Seconds; the process is told to end as a service is, and by closing its input."""
    environment = {**ENVIRONMENT, "ORTAQ_TELEGRAM__TOKEN": TOKEN}
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, cwd=HOME, env=environment, stdin=PIPE, stdout=DEVNULL
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            await wire.polled.wait()
        return wire.first_poll - began
    finally:
        assert process.stdin is not None
        process.stdin.close()
        if "bot" in words:
            process.send_signal(signal.SIGTERM)
        await ended(process)


def measure(rounds: int = 5) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="ortaq-bench-") as place:
        folder = Path(place)
        asyncio.run(ours(folder))  # the first start of all makes the tables
        mine, plain = [], []
        for _ in range(rounds):
            mine.append(asyncio.run(ours(folder)))
            plain.append(asyncio.run(stock(folder)))
            shutil.rmtree(folder / "backups", ignore_errors=True)
    ratio = median(plain) / median(mine)
    name = "seconds from start to first poll"
    return [Row(name, middle(mine), middle(plain), ratio, f"ratio at least {1 / TARGET:.2f}", ratio >= 1 / TARGET)]


if __name__ == "__main__":
    print(*measure(), sep="\n")
