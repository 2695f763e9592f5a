"""Which sentences the screens say, and catalogues that have a place for each: `make messages`."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from rules.people import LANGUAGES, Language

ROOT = Path(__file__).parent.parent
SCREENS = ROOT / "screens"
LOCALES = SCREENS / "locales"
TRANSLATED: tuple[Language, ...] = ("kk", "ru")
_LITERALS = {"t": 1, "b": 1, "n": 2}
_HEADER = "# Translations of Ortaq: the msgid is the English sentence itself.\n"


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a sentence is said; `plural` is empty but for `n`."""

    msgid: str
    plural: str
    place: str
    noun: str


def uses() -> Iterator[Use]:
    """Every sentence of the screens. ValueError where a call does not show its sentence."""
    for path in sorted(SCREENS.rglob("*.py")):
        for call, count in _calls(path):
            place = f"{path.relative_to(ROOT)}:{call.lineno}"
            literals = [arg.value for arg in call.args[:count] if isinstance(arg, ast.Constant)]
            if len(literals) != count or not all(isinstance(literal, str) for literal in literals):
                raise ValueError(f"{place}: a sentence must stand in its call, whole")
            yield Use(str(literals[0]), "".join(map(str, literals[1:])), place, path.stem)


def _calls(path: Path) -> Iterator[tuple[ast.Call, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in _LITERALS:
                yield node, _LITERALS[name]


@cache
def said() -> dict[str, Use]:
    """Each sentence once, with the first place that says it."""
    return {use.msgid: use for use in reversed(list(uses()))}


def files(language: Language) -> tuple[Path, ...]:
    return tuple(sorted((LOCALES / language).glob("*.po")))


def entries(language: Language) -> Iterator[tuple[Path, Message]]:
    for path in files(language):
        yield from ((path, message) for message in _read(path, language) if message.id)


def msgid(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _read(path: Path, language: Language) -> Catalog:
    if not path.exists():
        return Catalog(language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, language)


def update() -> Iterator[str]:
    """Give each new sentence an empty place in the file of its noun, and take away what nobody says any more."""
    for language in LANGUAGES:
        known = {msgid(message) for _, message in entries(language)}
        new = [use for use in said().values() if use.msgid not in known and language in TRANSLATED]
        places = {*files(language), *(LOCALES / language / f"{use.noun}.po" for use in new)}
        for path in sorted(places):
            yield from _refresh(path, language, [use for use in new if use.noun == path.stem])


def _refresh(path: Path, language: Language, new: list[Use]) -> Iterator[str]:
    catalogue = _read(path, language)
    gone = [message for message in catalogue if message.id and msgid(message) not in said()]
    for message in gone:
        catalogue.delete(message.id)
    for use in new:
        catalogue.add((use.msgid, use.plural) if use.plural else use.msgid)
    if gone or new:
        catalogue.header_comment = _HEADER.strip()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=118, omit_header=False, ignore_obsolete=True, include_lineno=False)
        yield f"{path.relative_to(ROOT)}: {len(new)} to translate, {len(gone)} taken away"


if __name__ == "__main__":
    print("\n".join(update()) or "All catalogues are up to date.")  # noqa: T201 -- it speaks to the terminal
