"""The rows of every room: its own in `buttons.py`, and each `*_buttons.py` beside it that has ROWS."""

from importlib import import_module
from pathlib import Path

import tests.attack.buttons
from tests.attack.buttons import Row

ROOMS = sorted(path.stem for path in Path(__file__).parent.glob("*_buttons.py") if not path.stem.startswith("test_"))


def _rows(room: str) -> tuple[Row, ...]:
    rows: tuple[Row, ...] = getattr(import_module(f"tests.attack.{room}"), "ROWS", ())
    return rows


BY_ROOM = {"buttons": tests.attack.buttons.ROWS} | {room: _rows(room) for room in ROOMS}
ROWS = tuple(row for rows in BY_ROOM.values() for row in rows)
PARTS = 4  # all rows on one stage would keep one worker busy while the other has nothing left
