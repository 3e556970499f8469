"""The Python API, as docs/reference/python-api.md has it: every example is run, in its order."""

import doctest
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.estate import ProjectSettings

PAGE = REPOSITORY / "docs" / "reference" / "python-api.md"
FLAGS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL


def test_every_example_is_true(demo: ProjectSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "project"
    shutil.copytree(demo.root, root, ignore=shutil.ignore_patterns("marts.duckdb*", "cache"))
    monkeypatch.chdir(root)
    examples = doctest.DocTestParser().get_doctest(PAGE.read_text().replace("```", "#"), {}, PAGE.name, str(PAGE), 0)
    told: list[str] = []
    results = doctest.DocTestRunner(optionflags=FLAGS).run(examples, out=told.append)
    assert (results.failed, results.attempted > 20) == (0, True), "".join(told)


def test_importing_it_loads_nothing_heavy() -> None:
    program = "import sys, heartbeat_cli; heartbeat_cli.Project; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"duckdb", "psycopg", "dlt", "sqlglot", "yaml", "typer", "rich", "jsonschema", "asyncpg"}
