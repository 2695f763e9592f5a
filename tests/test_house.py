"""Promises of the whole house that no single floor can keep."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from pydantic import BaseModel
from sqlalchemy import create_engine

import bot.config
import rules.keys.codec
import storage.climbing
import storage.privacy
import storage.version
from bot.__main__ import commands
from rules.keys.codec import Key
from storage.schema import metadata
from storage.types import Base

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "config.example.toml"
NEVER_IN_THE_SERVER = {
    "alembic",
    "holidays",
    "rich",
    "xlsxwriter",
    "python_calamine",
    "feedparser",
    "icalendar",
    "matplotlib",
}
BIGGEST = {"minute": 99_999_999, "since": 99_999_999, "until": 99_999_999, "day": 9_999_999, "page": 999}
LONGEST_WORD = "x" * 12
ID, NUMBER = 9_999_999_999, 999_999


def every_setting(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, field in model.model_fields.items():
        parts = [part for part in (field.annotation, *getattr(field.annotation, "__args__", ())) if part is not None]
        inner = next((part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), None)
        if inner is None:
            yield (*path, name)
        else:
            yield from every_setting(inner, (*path, name))


def has(written: Any, path: tuple[str, ...]) -> bool:
    for name in path:
        if name not in written:
            return False
        written = written[name]
    return True


def test_the_example_of_the_settings_names_every_setting() -> None:
    text = re.sub(r"^# (?=\[|[a-z_]+ = )", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    written = tomllib.loads(text)
    assert [".".join(path) for path in every_setting(bot.config.Settings) if not has(written, path)] == []


def test_the_example_of_the_settings_shows_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert bot.config.read(EXAMPLE) == bot.config.read()


def test_every_command_says_what_it_does() -> None:
    assert [name for name, sentence in commands() if not sentence.endswith((".", ";"))] == []


def test_the_readme_or_the_handbook_shows_every_command() -> None:
    pages = [page for page in (ROOT / "README.md", ROOT / "docs" / "operating.md") if page.exists()]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    assert [name for name, _ in commands() if pages and f"python -m bot {name}" not in text] == []


def test_every_target_of_the_makefile_is_explained() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    explained = set(re.findall(r"^([a-z]+):.*## ", text, re.MULTILINE))
    assert set(phony.split()) == explained


def test_every_column_says_what_becomes_of_it() -> None:
    columns = [column for table in metadata.sorted_tables for column in table.columns]
    assert [str(column) for column in columns if set(column.info) != {"personal", "exported"}] == []


def test_every_table_says_how_long_it_keeps_its_rows() -> None:
    rows = Base.rows
    assert {row.__tablename__ for row in rows} == set(metadata.tables)
    assert [row.__tablename__ for row in rows if not row.kept] == []


LOADED = """
import sys, bot.__main__, bot.loading
bot.__main__.main(["run", "--help"])
bot.loading.load("bot.running")
print("loaded:", *(name for name, module in sys.modules.items() if module))
"""


def test_the_server_loads_no_part_that_belongs_to_commands() -> None:
    words = [sys.executable, "-c", LOADED]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 -- our own program
    loaded = set(done.stdout.partition("loaded: ")[2].split())
    assert {"bot.commands.run", "bot.application", "telegram", "sqlalchemy"} <= loaded
    assert {name.partition(".")[0] for name in loaded} & {*NEVER_IN_THE_SERVER, "sandbox"} == set()


def test_migrations_climb_descend_and_match_the_schema(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'house.db'}"
    for version in storage.version.known():
        storage.climbing.climb(url, version)
        assert storage.version.current(url) == version
    with create_engine(url).connect() as connection:
        command.check(storage.climbing._config(connection))
    for version in reversed(storage.version.known()):
        assert storage.version.current(url) == version
        storage.climbing.descend(url, "-1")
    assert storage.version.current(url) is None


def test_migrations_are_named_by_their_day_and_fit_the_column() -> None:
    assert [name for name in storage.version.known() if not re.fullmatch(r"\d{4}(_\d\d){2}_\d{4}_[a-z_]+", name)] == []
    assert max(map(len, storage.version.known())) <= 32


def deeds() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in (*(ROOT / "actions").glob("*.py"), *(ROOT / "storage").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                first = node.args.args[0].annotation if node.args.args else None
                if isinstance(first, ast.Name) and first.id == "Work":
                    yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """What belongs to the function itself, not to those written inside it."""
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from own_nodes(child)


def test_a_deed_is_a_plain_function() -> None:
    found = dict(deeds())
    assert found
    assert [place for place, node in found.items() if isinstance(node, ast.AsyncFunctionDef)] == []
    lazy = (ast.Yield, ast.YieldFrom, ast.Await)
    assert [place for place, node in found.items() if any(isinstance(each, lazy) for each in own_nodes(node))] == []


def kinds() -> tuple[type[Key], ...]:
    for path in sorted((ROOT / "rules" / "keys").glob("*.py")):
        import_module(f"rules.keys.{path.stem}")
    return rules.keys.codec.kinds()


def biggest(name: str, kept: type) -> int | str:
    if kept is str:
        return LONGEST_WORD
    return BIGGEST.get(name, ID if name.endswith("_id") else NUMBER)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_the_longest_button_of_each_kind_fits_and_comes_back(kind: type[Key]) -> None:
    key = kind(*(biggest(name, kept) for name, kept in kind.values.items()))
    assert kind.unpack(key.pack()) == key


def test_no_two_kinds_of_buttons_share_a_name() -> None:
    named = Counter(kind.name for kind in kinds())  # a kind that is also made a dataclass is there twice
    assert [name for name, times in named.items() if times > 1] == []


def test_no_page_of_the_project_speaks_of_a_machine() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("*.toml"), *ROOT.glob("*.lock"), *(ROOT / "docs").rglob("*.md")]
    telling = re.compile(r"/(?:home|root|work)/|--index-url|--extra-index-url")
    assert [page.name for page in pages if telling.search(page.read_text(encoding="utf-8"))] == []


def test_whatever_consultations_promise_has_a_story_or_a_test() -> None:
    page = (ROOT / "docs" / "booking.md").read_text(encoding="utf-8")
    lines = [line.split("|")[1:3] for line in page.splitlines() if line.startswith("| ") and "**" not in line][1:]
    named = {what.strip(): re.findall(r"`([\w/.]+)`", shown) for what, shown in lines}
    there = {path.stem for path in (ROOT / "tests" / "stories").glob("*.txt")}
    missing = [name for names in named.values() for name in names if name not in there and not (ROOT / name).is_file()]
    assert ([what for what, names in named.items() if not names], missing) == ([], [])


def test_whoever_did_something_is_forgotten_with_their_person() -> None:
    columns = [column.name for table in metadata.sorted_tables for column in table.columns]
    doers = {name for name in columns if name.endswith("_by")} - {"cancelled_by", "answer_by"}  # a side, a moment
    assert doers <= storage.privacy._DOERS
