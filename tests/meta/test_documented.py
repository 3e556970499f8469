"""The generated pages are what the code says now, and every command explains itself with examples."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from heartbeat_cli.cli.commands import COMMANDS, load_command
from heartbeat_cli.sheets.documents import DOCUMENTS

REPOSITORY = Path(__file__).parents[2]


def test_generated_pages_are_current(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(REPOSITORY / "tools/docs.py"), str(tmp_path)], check=True)
    written = [file.relative_to(tmp_path) for kind in ("*.md", "*.json") for file in tmp_path.rglob(kind)]
    stale = [str(name) for name in written if not _same(tmp_path / name, REPOSITORY / name)]
    assert len(written) >= 3
    assert stale == [], "run `make docs`"


def test_every_command_has_a_schema() -> None:
    children = {name: sorted(getattr(load_command(name), "commands", {})) for name in COMMANDS}
    commands = {"", *(" ".join((name, *child)) for name in COMMANDS for child in [[c] for c in children[name]] or [[]])}
    alone = {name for name in COMMANDS if children[name] and load_command(name).invoke_without_command}
    assert set(DOCUMENTS) == commands | alone


def _same(written: Path, committed: Path) -> bool:
    return committed.exists() and committed.read_bytes() == written.read_bytes()


@pytest.mark.parametrize("name", list(COMMANDS))
def test_summary_in_the_table_is_the_commands_own(name: str) -> None:
    command = load_command(name)
    assert command.help.strip().splitlines()[0] == COMMANDS[name][1]


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_examples(name: str) -> None:
    command: Any = load_command(name)
    commands = [command, *getattr(command, "commands", {}).values()]
    assert [c.name for c in commands if f"Examples:\n\n- `hb {name}" not in (c.help or "")] == []


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(REPOSITORY)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_is_in_the_index() -> None:
    """Schemas of JSON and rules are in pages of their own, which are."""
    docs = REPOSITORY / "docs"
    linked = set(re.findall(r"\]\(([^)#]+)", (docs / "README.md").read_text(encoding="utf-8")))
    pages = {str(page.relative_to(docs)) for page in docs.rglob("*.md")} - {"README.md"}
    linked |= {f"reference/{name}" for name in re.findall(r"\]\(([^)#]+)", (docs / "reference/rules.md").read_text())}
    assert pages - linked == set()
