"""Alembic's way in: it works on the connection it is given, inside the transaction that is open there."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.schema import metadata
from storage.types import Instant


def written(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """A moment is a plain number in a step: steps outlive the code's types."""
    return "sa.BigInteger()" if kind == "type" and isinstance(thing, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=written,
)
with context.begin_transaction():
    context.run_migrations()
