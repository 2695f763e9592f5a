"""Files that people send: fetched only where they are small enough."""

from telegram import Document

from handlers.context import Context
from rules.readings import SheetRefused
from rules.refusal import OutdatedButton


async def content(document: Document, most: int) -> bytes:
    """At most so many bytes. Raises SheetRefused before anything is fetched that is too large."""
    if (document.file_size or 0) > most:
        raise SheetRefused("too_large")
    file = await document.get_file()
    return bytes(await file.download_as_bytearray())


def awaited_at(context: Context, name: str) -> int:
    """The centre for which a file is awaited, kept in the draft by this name. Raises OutdatedButton."""
    centre_id = context.draft.get(name)
    if not isinstance(centre_id, int):
        raise OutdatedButton
    return centre_id
