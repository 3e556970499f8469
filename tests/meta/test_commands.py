"""A command is arguments in, one call, a page out: its module is short, and knows no room below the use cases."""

import ast
import inspect
import io
import tokenize
from pathlib import Path
from typing import Any

import pytest

from heartbeat_cli.cli.commands import COMMANDS, load_command

REPOSITORY = Path(__file__).parents[2]
MOST_LINES = 60
# What the command line may know: the use cases, what writes their values, and how things are said.
KNOWN = {"app", "cli", "discreet", "errors", "formats", "sheets", "system_errors", "wording"}
_OF_THE_WIZARD = ("ahead", "beginning", "hindering", "prompts", "run", "stepper", "talk")
# And where it names a value of a room below, be it for the type checker alone.
NAMED = {
    "left_off.py": {"discovery"},
    "mcp.py": {"mcp"},
    "demo/page.py": {"demo"},
    **{f"discover/{name}.py": {"discovery"} for name in _OF_THE_WIZARD},
    "prompts/__init__.py": {"faces"},
    "version.py": {"version"},
    "result.py": {"blocks"},
    "session.py": {"estate"},
}
_LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def _modules() -> dict[str, Path]:
    """The file of each command and subcommand, by its line."""
    found: dict[str, Path] = {}
    for name in COMMANDS:
        command: Any = load_command(name)
        children = getattr(command, "commands", None)
        lines = {f"{name} {child}": c for child, c in children.items()} if children else {name: command}
        found |= {line: Path(inspect.getfile(inspect.unwrap(c.callback))) for line, c in lines.items()}
    return found


MODULES = _modules()


def _code_lines(source: str) -> int:
    """How many lines have code on them: no blank one, no comment, no docstring, for that of a command is its help."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    lines = {n for token in tokens if token.type not in _LAYOUT for n in range(token.start[0], token.end[0] + 1)}
    return len(lines - _docstring_lines(ast.parse(source)))


def _docstring_lines(tree: ast.Module) -> set[int]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    found = (n.body[0] for n in ast.walk(tree) if isinstance(n, documented) and ast.get_docstring(n) is not None)
    return {line for node in found for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def _rooms(source: str) -> set[str]:
    """The rooms a module imports of, anywhere in it."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [n.module or "" if isinstance(n, ast.ImportFrom) else alias.name for n in nodes for alias in n.names]
    return {name.split(".")[1] for name in names if name.startswith("heartbeat_cli.")}


def test_every_command_is_looked_at() -> None:
    assert {"profile", "discover", "metrics align", "demo up"} <= set(MODULES)
    assert len(MODULES) > 20
    assert {file.relative_to(REPOSITORY).parts[:3] for file in MODULES.values()} == {("src", "heartbeat_cli", "cli")}


@pytest.mark.parametrize("line", MODULES)
def test_a_command_is_short(line: str) -> None:
    assert _code_lines(MODULES[line].read_text(encoding="utf-8")) <= MOST_LINES


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_has_an_example_and_no_options_of_completion(name: str) -> None:
    command: Any = load_command(name)
    told = {name: command, **{f"{name} {child}": c for child, c in getattr(command, "commands", {}).items()}}
    assert [line for line, c in told.items() if f"- `hb {line}" not in (c.help or "")] == []
    assert [line for line, c in told.items() for option in c.params if "completion" in (option.name or "")] == []


def test_the_command_line_imports_no_room_below() -> None:
    folder = REPOSITORY / "src" / "heartbeat_cli" / "cli"
    found = {str(file.relative_to(folder)): _rooms(file.read_text(encoding="utf-8")) for file in folder.rglob("*.py")}
    assert {name: rooms - KNOWN for name, rooms in found.items() if rooms - KNOWN} == NAMED


def test_what_is_counted() -> None:
    source = (
        '"""Said."""\n\nimport heartbeat_cli.app  # why\n\n\ndef f(\n    a: int,\n) -> str:\n    """Said."""\n'
        '    # why\n    from heartbeat_cli.marts.ledger import x\n\n    return """a\nb"""\n'
    )
    assert (_code_lines(source), _rooms(source)) == (7, {"app", "marts"})
