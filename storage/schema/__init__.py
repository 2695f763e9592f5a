"""All tables, gathered: importing this package is what makes `metadata` whole."""

from storage.schema import booking, centres, letters, people
from storage.types import Base

__all__ = ["booking", "centres", "letters", "metadata", "people"]

metadata = Base.metadata
