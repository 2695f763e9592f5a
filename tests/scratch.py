"""Where tests put their files: in memory where the machine has room for it, for no test outlives a loss of power.

A commit on a disk waits for the disk, three times for each tap of each test.
"""

import os
import shutil
from pathlib import Path

ENOUGH = 2 << 30  # bytes; a container may give sixteen megabytes
_MEMORY, _DISK = Path("/dev/shm"), Path("/tmp")  # noqa: S108 -- each test has a folder of its own there


def root() -> Path:
    """A folder with a short path, as sockets need one."""
    roomy = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > ENOUGH
    return _MEMORY if roomy else _DISK


def use() -> None:
    """Have pytest's folders there, unless somebody has said where they shall be."""
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(root()))
