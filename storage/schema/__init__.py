"""All tables, gathered: importing this package is what makes `metadata` whole."""

from storage.schema import booking, centres, figures, letters, people, proposals, tenders
from storage.types import Base

__all__ = ["booking", "centres", "figures", "letters", "metadata", "people", "proposals", "tenders"]

metadata = Base.metadata
