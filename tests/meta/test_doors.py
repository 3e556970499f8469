"""What a kind of marts or an archetype is, only its own door says: nobody asks for one by name."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "heartbeat_cli"
DOORS = ("marts/kinds/", "sources/archetypes/")
_ASKS = re.compile(
    r"\b(kind|dialect|archetype|marts)\b *(==|!=|in|not in) *[(\[{]?['\"](duckdb|postgres|rest|oauth|aggregate)"
    r"|\b(dialect|archetype|marts\.kind) *(==|!=)"
)


def test_nobody_asks_which_kind_it_is() -> None:
    asking = [
        f"{file.relative_to(SOURCE)}:{number}: {line.strip()}"
        for file in sorted(SOURCE.rglob("*.py"))
        if not str(file.relative_to(SOURCE)).startswith(DOORS)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if _ASKS.search(line)
    ]
    assert asking == []


@pytest.mark.parametrize(
    "line",
    [
        'if project.marts.kind == "duckdb":',
        'if reader.dialect != "postgres":',
        "if dialect == DUCKDB:",
        'return source.archetype in ("postgres",)',
        'if source.archetype != "rest":',
    ],
)
def test_an_asking_line_would_be_seen(line: str) -> None:
    assert _ASKS.search(line)


def test_members_are_loaded_by_name_only() -> None:
    """An import of a member would bring it, and what it is made of, wherever the importing module goes."""
    importing = []
    for file in sorted(SOURCE.rglob("*.py")):
        name = str(file.relative_to(SOURCE))
        if name.startswith(DOORS):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            if module and re.match(r"heartbeat_cli\.(marts\.kinds|sources\.archetypes)\b", module):
                importing.append(f"{name}:{node.lineno}: {module}")
    assert importing == []


def test_naming_and_loading_kinds_and_archetypes_brings_no_driver() -> None:
    program = (
        "import sys\n"
        "from heartbeat_cli.estate import ARCHETYPES, MARTS_KINDS\n"
        "names = MARTS_KINDS.names(), ARCHETYPES.names()\n"
        "assert not [m for m in sys.modules if m.startswith(('heartbeat_cli.marts.k', 'heartbeat_cli.sources.a'))]\n"
        "from heartbeat_cli.marts import find_marts_kind\n"
        "from heartbeat_cli.sources.archetype import find_archetype\n"
        "assert 'heartbeat_cli.marts.kinds.duckdb' not in sys.modules\n"
        "for name in names[0]: find_marts_kind(name)\n"
        "for name in names[1]: find_archetype(name)\n"
        "heavy = ('duckdb', 'psycopg', 'asyncpg', 'dlt', 'sqlglot', 'heartbeat_cli.ingest', 'heartbeat_cli.metrics')\n"
        "print(*[name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("\n", "")
