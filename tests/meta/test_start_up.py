"""What `hb --help` may not import, because it would be felt on every command."""

import subprocess
import sys

import pytest

HEAVY = ("dlt", "duckdb", "psycopg", "sqlglot", "postgast", "yaml", "jsonschema", "prompt_toolkit", "mcp", "mcp_types")
HEAVY_WITH_OPTIONS = ("dlt", "duckdb", "psycopg", "sqlglot", "prompt_toolkit", "pydantic")


@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "--version",
        "metrics --help",
        "ingest --help",
        "loads --help",
        "profile --help",
        "search --help",
        "mirror --help",
    ],
)
def test_help_imports_no_heavy_library(line: str) -> None:
    assert sorted(set(HEAVY) & _loaded_by(line)) == []


@pytest.mark.parametrize("line", ["schema metric"])
def test_options_and_arguments_import_no_heavy_library(line: str) -> None:
    assert sorted(set(HEAVY_WITH_OPTIONS) & _loaded_by(line)) == []


def test_a_server_for_agents_starts_without_what_only_some_of_its_tools_need() -> None:
    program = "import sys, heartbeat_cli.mcp.call\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    inside = (name.split(".") for name in done.stdout.split() if name.startswith("heartbeat_cli."))
    rooms = {parts[1] for parts in inside if len(parts) > 2}
    assert rooms.isdisjoint({"discovery", "marts", "metrics", "profiling", "search", "status"})
    assert set(HEAVY).isdisjoint(done.stdout.split())


def _loaded_by(line: str) -> set[str]:
    program = (
        "import sys\n"
        "from heartbeat_cli.cli.main import run\n"
        f"assert run({line.split()!r}) == 0\n"
        "print('LOADED', *sorted(m for m in sys.modules if '.' not in m), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = next(line for line in done.stderr.splitlines() if line.startswith("LOADED")).split()[1:]
    assert "heartbeat_cli" in loaded
    return set(loaded)
