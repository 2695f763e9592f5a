"""All tables, gathered: importing this package is what makes `metadata` whole."""

from storage.schema import booking, centres, letters, people, proposals, tenders
from storage.types import Base

__all__ = ["booking", "centres", "letters", "metadata", "people", "proposals", "tenders"]

metadata = Base.metadata
