"""How the suite itself is run: by whomever, it hears signals, and it says what it did not test."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY, run_hb, run_here

SIGNALS = "tests/unit/ingest/test_stop.py::test_what_fails_after_a_signal_is_the_stop"
SKIPS = """
import pytest
from tests.conftest import *

@pytest.mark.parametrize("n", range(3))
def test_other(n):
    pytest.skip("no such server")

@pytest.mark.skip(reason="no parsers")
def test_parsers():
    pass
"""


def run_pytest(*words: object, before: str = "") -> "subprocess.CompletedProcess[str]":
    line = ["sh", "-c", f'{before} exec "$@"', "sh", sys.executable, "-m", "pytest", *map(str, words)]
    return subprocess.run(line, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False)


def test_signals_are_heard_where_the_suite_was_started_without_them() -> None:
    done = run_pytest("-n1", SIGNALS, before="trap '' INT;")
    assert (done.returncode, "1 passed" in done.stdout) == (0, True), done.stdout


@pytest.mark.parametrize("mode", [("-p", "no:xdist"), ("-qq", "-n1")])
def test_what_was_skipped_is_told_with_its_reasons(mode: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_terminal_summary\n")
    (tmp_path / "test_skips.py").write_text(SKIPS)
    done = run_pytest(*mode, f"--rootdir={tmp_path}", tmp_path)
    assert done.returncode == 0, done.stdout
    told = done.stdout.partition("- 4 skipped -")[2].splitlines()
    assert [line for line in told if line.startswith(" ")] == ["    3  no such server", "    1  no parsers"]


SHARES = """
import os
import pytest

@pytest.fixture(scope="module")
def costly():
    return os.environ["PYTEST_XDIST_WORKER"]

@pytest.mark.parametrize("n", range(6))
def test_with_it(costly, n, request):
    (request.config.rootpath / f"{n}.ran").write_text(costly)
"""


def test_what_a_module_shares_is_built_in_one_worker(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_collection_modifyitems\n")
    (tmp_path / "test_shares.py").write_text(SHARES)
    done = run_pytest("-n2", "--dist=loadgroup", f"--rootdir={tmp_path}", tmp_path)
    assert done.returncode == 0, done.stdout
    workers = [file.read_text() for file in tmp_path.glob("*.ran")]
    assert (len(workers), len(set(workers))) == (6, 1)


LINES = [
    "hb --help",
    "hb",
    "hb sources status bpm --offline",
    "hb metrics list --json",
    "hb metrics show no_such_metric --json",
    "hb check --rules",
    "hb loads --limit 0",
    "hb profile webbank.core.payment --format markdown",
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_says_the_same_here_and_in_a_process(line: str) -> None:
    wide = {"COLUMNS": "100"}
    assert run_here(line, REPOSITORY, wide) == run_hb(line, REPOSITORY, wide)


def test_no_two_test_files_have_one_name() -> None:
    """pytest imports them by their name alone, and stops at the second."""
    names = Counter(file.name for file in Path(__file__).parents[1].rglob("test_*.py"))
    assert [name for name, files in names.items() if files > 1] == []
