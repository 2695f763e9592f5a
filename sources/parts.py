"""The parts of a workbook's archive, looked at before anything reads them: size, bombs, macros, links outside."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from rules.readings import SheetRefused

MOST_UNPACKED = 20_000_000
MOST_RATIO = 100
MOST_PARTS = 500
_WORKBOOK = "xl/workbook.xml"
_SMALL = 100_000  # nothing that unpacks to this is a bomb, however well it is packed
_OUTSIDE = ("xl/externallinks/", "xl/embeddings/", "xl/activex/", "xl/connections.xml")
_MACROS = "vbaproject.bin"
_DOCTYPE = b"<!DOCTYPE"


def unpack(data: bytes) -> Mapping[str, bytes]:
    """Every part of XML by its name. SheetRefused: no workbook, too large unpacked, or not to be trusted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look(archive.infolist())
            return {name: _part(archive, name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise SheetRefused("not_a_sheet") from error


def _look(parts: list[zipfile.ZipInfo]) -> None:
    """At what the archive says of itself; nothing is unpacked yet."""
    names = [part.filename.lower() for part in parts]
    if _WORKBOOK not in names:
        raise SheetRefused("not_a_sheet")
    if len(parts) > MOST_PARTS or len(set(names)) < len(names):
        raise SheetRefused("unsafe")
    if any(name.endswith(_MACROS) or name.startswith(_OUTSIDE) for name in names):
        raise SheetRefused("unsafe")
    if any(part.file_size > max(_SMALL, MOST_RATIO * part.compress_size) for part in parts):
        raise SheetRefused("unsafe")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise SheetRefused("too_large")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Its bytes: never more than it said, and another checksum if it lied."""
    content = archive.read(name)
    if _DOCTYPE in content:
        raise SheetRefused("unsafe")
    return content
