"""`python -m bot COMMAND`: finds the command's module by its name, so that one command never loads another's parts."""

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import typer

import bot.loading
from bot.exits import Exit, Stop

COMMANDS = Path(__file__).parent / "commands"
_SERVING = frozenset({"run", "demo"})


def main(words: Sequence[str]) -> int:
    """Run the command that `words` begin with; the number is the process's exit code."""
    if not words or words[0] in {"help", "--help", "-h"}:
        print(overview())  # noqa: T201 -- help goes to the terminal
        return Exit.DONE
    name = words[0]
    if name not in names():
        return _refuse(f"There is no command «{name}».\n\n{overview()}", Exit.SETTINGS)
    return _run(name, words[1:])


def _run(name: str, words: Sequence[str]) -> int:
    if name in _SERVING:
        _spare_the_server()
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name)(_module(name).command)
    try:
        return app(list(words), prog_name=f"python -m bot {name}", standalone_mode=False) or Exit.DONE
    except Stop as stop:
        return _refuse(stop.message, stop.code)
    except typer.TyperException as error:
        return _refuse(f"{error.format_message()}\nHelp: python -m bot {name} --help", Exit.SETTINGS)


def _module(name: str) -> ModuleType:
    return bot.loading.load(f"bot.commands.{name.replace('-', '_')}")


def _spare_the_server() -> None:
    """Hide rich from structlog, which loads it, if it can, for coloured tracebacks that a server never prints."""
    sys.modules["rich"] = None  # type: ignore[assignment] # Python's own way to say: not to be imported


def _refuse(message: str, code: Exit) -> Exit:
    print(message, file=sys.stderr)  # noqa: T201 -- the person at the terminal reads it
    return code


def names() -> frozenset[str]:
    return frozenset(path.stem.replace("_", "-") for path in COMMANDS.glob("*.py"))


def commands() -> Iterator[tuple[str, str]]:
    """Each command's name with the first sentence of its module, without importing any."""
    for path in sorted(COMMANDS.glob("*.py")):
        sentence = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        yield path.stem.replace("_", "-"), sentence.partition("\n")[0]


def overview() -> str:
    lines = (f"  {name:<21}{sentence}" for name, sentence in commands())
    return "\n".join(("Usage: python -m bot COMMAND [--config FILE]", "", *lines, "", "More: COMMAND --help"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
