"""What a workbook's XML says besides its values: which part holds which sheet, how far it reaches, where links lead."""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from rules.readings import MOST_ROWS, SheetRefused

MOST_COLUMNS = 200
_LAST_ROW = 50_000
_ABOVE = 100  # rows of titles and headings beside those of contests
_LETTERS = 26
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_VALUES = frozenset({"v", "t"})


@dataclass(slots=True)
class Sheet:
    """What one pass over a sheet's part gathers. `links`: relation by cell (row from 1, column from 0)."""

    full_rows: set[int] = field(default_factory=set)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    row: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "row":
            self.row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self.row + 1
        elif tag == "c":
            self._reach(attributes.get("r", ""))
        elif tag in _VALUES:
            self._count()
        elif tag == "hyperlink":
            self._link(attributes)

    def _reach(self, reference: str) -> None:
        if reference and place(reference)[1] >= MOST_COLUMNS:
            raise SheetRefused("too_large")

    def _count(self) -> None:
        self.full_rows.add(self.row)
        if len(self.full_rows) > MOST_ROWS + _ABOVE or self.row > _LAST_ROW:
            raise SheetRefused("too_many_rows")

    def _link(self, attributes: dict[str, str]) -> None:
        relation = next((value for name, value in attributes.items() if _local(name) == "id"), "")
        reference = attributes.get("ref", "").partition(":")[0]
        if relation and reference:
            self.links[place(reference)] = relation


def place(reference: str) -> tuple[int, int]:
    """Row from 1 and column from 0 of «K14». SheetRefused for what names no cell."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise SheetRefused("not_a_sheet")
    column = 0
    for letter in found[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def look(parts: Mapping[str, bytes]) -> Mapping[str, Mapping[tuple[int, int], str]]:
    """The links of every sheet by the sheet's name. SheetRefused: broken, or larger than a list of contests is."""
    targets = _relations(parts, "xl/workbook.xml")
    found = {}
    for name, relation in _sheets(parts["xl/workbook.xml"]).items():
        part = targets.get(relation, "")
        if part.startswith("xl/worksheets/") and part in parts:
            found[name] = _links(parts, part)
    return found


def _links(parts: Mapping[str, bytes], part: str) -> Mapping[tuple[int, int], str]:
    sheet = Sheet()
    _walk(parts[part], sheet.start)
    targets = _relations(parts, part, outside=True)
    return {cell: targets[relation] for cell, relation in sheet.links.items() if relation in targets}


def _sheets(workbook: bytes) -> dict[str, str]:
    """Relation of each sheet by its name."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            found[attributes.get("name", "")] = relation

    _walk(workbook, start)
    return found


def _relations(parts: Mapping[str, bytes], part: str, *, outside: bool = False) -> dict[str, str]:
    """Where each relation of a part leads: to another part, or with `outside` to an address as it stands."""
    folder, name = posixpath.split(part)
    found: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship" and (attributes.get("TargetMode") == "External") == outside:
            target = attributes.get("Target", "")
            found[attributes.get("Id", "")] = target if outside else posixpath.join("/", folder, target).lstrip("/")

    content = parts.get(f"{folder}/_rels/{name}.rels")
    if content is not None:
        _walk(content, start)
    return found


def _walk(content: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003  its name for the last piece is a place
    except expat.ExpatError as error:
        raise SheetRefused("not_a_sheet") from error


def _refuse(*_: object) -> None:
    raise SheetRefused("unsafe")
