"""Files that people send: fetched only where they are small enough."""

from telegram import Document

from rules.readings import SheetRefused


async def content(document: Document, most: int) -> bytes:
    """At most so many bytes. Raises SheetRefused before anything is fetched that is too large."""
    if (document.file_size or 0) > most:
        raise SheetRefused("too_large")
    file = await document.get_file()
    return bytes(await file.download_as_bytearray())
