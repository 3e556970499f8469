"""The generated pages are what the code says now, and every command explains itself with examples."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from heartbeat_cli.cli.main import COMMANDS, load_command

REPOSITORY = Path(__file__).parents[2]


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tools_{name}", REPOSITORY / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_current(tmp_path: Path) -> None:
    docs = _tool("docs")
    docs.write_pages(tmp_path)
    stale = [n for n in docs.PAGES if (tmp_path / n).read_text() != (REPOSITORY / n).read_text()]
    assert stale == [], "run `make docs`"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_summary_in_the_table_is_the_commands_own(name: str) -> None:
    command = load_command(name)
    assert command.help.strip().splitlines()[0] == COMMANDS[name][1]


def test_every_command_has_examples() -> None:
    docs = _tool("docs")
    lacking = [path for path in docs.command_paths() if path and "Examples:" not in docs.help_text(path)]
    assert lacking == []
