"""`hb profile` on the demo's mirror: one page that says what matters, the same cold and remembered."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import RunLine

ROOT = Path(__file__).parents[2]
HEAVY = {
    "heartbeat_cli.pgschema.dump",
    "heartbeat_cli.profiling",
    "heartbeat_cli.pgschema",
    "postgast",
    "orjson",
    "yaml",
    "jsonschema",
    "rich.markdown",
    "rich.syntax",
    "rich.table",
}
OLD = 1_700_000_000


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's inventory and mirror, old enough to be remembered."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "db", root / "db")
    shutil.copytree(ROOT / "seed", root / "seed")
    shutil.copyfile(ROOT / "heartbeat.yml", root / "heartbeat.yml")
    for file in root.rglob("*"):
        os.utime(file, (OLD, OLD))
    return root


@pytest.mark.parametrize("width", [80, 140])
def test_a_large_schema_is_one_page(run_line: RunLine, project: Path, width: int) -> None:
    done = run_line(f"hb profile webbank.core --project {project}", env={"COLUMNS": str(width)})
    lines = done.stdout.splitlines()
    assert (done.code, done.stderr) == (0, "")
    assert 60 <= len(lines) <= 100
    assert max(map(len, lines)) <= width
    titles = [line.split("  ")[0] for line in lines if line and not line.startswith(" ")]
    assert titles[-9:] == [
        "Most connected tables",
        "State machines",
        "Logs",
        "Dictionaries",
        "Money and quantities",
        "Personal data",
        "Missing keys and indexes",
        "Inconsistencies",
        "Worth landing",
    ]
    for said in ("payment_state_log.changed_at", "dict.currency", "hb ingest --source webbank --plan", "lands 156"):
        assert said in done.stdout


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("webbank.core.client_profile.id", "aml.aml.alert.client_id"),
        ("aml.aml.alert.client_id", "webbank.core.client_profile.id"),
        ("webbank.core.payment.counterparty_iban", "personal-iban"),
        ("webbank.core.payment", "personal: bank account"),
        ("webbank.core.payment", "money in currency_code"),
        ("webbank", "References between schemas"),
        ("webbank.core.internal_job", "no: named job"),
    ],
)
def test_smaller_and_larger_targets(run_line: RunLine, project: Path, target: str, said: str) -> None:
    first = run_line(f"hb profile {target} --project {project}")
    again = run_line(f"hb profile {target} --project {project}")
    assert (first.code, first.stderr) == (0, "")
    assert said in first.stdout
    assert first == again


def _modules(project: Path, *words: str) -> tuple[int, str, set[str]]:
    program = (
        "import sys\n"
        "from heartbeat_cli.cli.main import run\n"
        f"code = run({['profile', *words, '--project', str(project)]!r})\n"
        "print('LOADED', *sys.modules, file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    said, _, loaded = done.stderr.rpartition("LOADED ")
    return done.returncode, done.stdout + said, set(loaded.split())


def test_a_remembered_page_needs_neither_reader_nor_profiling(project: Path) -> None:
    _modules(project, "webbank.core")
    code, text, loaded = _modules(project, "webbank.core")
    assert (code, "Subject areas" in text) == (0, True)
    assert "heartbeat_cli.formats.terminal.layout" in loaded
    assert sorted(HEAVY & loaded) == []


def test_a_changed_dump_and_a_changed_inventory_are_seen(project: Path, tmp_path: Path, run_line: RunLine) -> None:
    root = tmp_path / "copy"
    shutil.copytree(project, root)
    target = f"hb profile webbank.core --project {root}"
    assert "lands 156" in run_line(target).stdout
    entry = root / "db" / "sources" / "webbank.yml"
    entry.write_text(entry.read_text().replace("app_user_lock_log, ", ""))
    os.utime(entry, (OLD + 1, OLD + 1))
    assert "lands 157" in run_line(target).stdout
    dump = root / "seed" / "schemas" / "demo" / "prod" / "webbank.sql"
    dump.write_text(dump.read_text() + "\nCREATE TABLE core.brand_new (id bigint);\n")
    os.utime(dump, (OLD + 1, OLD + 1))
    assert "194 tables" in run_line(target).stdout


def test_a_partial_read_is_said_cold_and_remembered(project: Path, tmp_path: Path, run_line: RunLine) -> None:
    root = tmp_path / "copy"
    shutil.copytree(project, root)
    dump = root / "seed" / "schemas" / "demo" / "prod" / "webbank.sql"
    dump.write_text(dump.read_text() + "\nCREATE TABLE core.broken (id bigint,,);\n")
    os.utime(dump, (OLD + 1, OLD + 1))
    cold, warm = (run_line(f"hb profile webbank.core --project {root}") for _ in range(2))
    assert cold.code == 6
    assert "CREATE TABLE core.broken" in cold.stderr
    assert cold == warm
    assert _modules(root, "webbank.core")[0] == 6


def test_a_file_is_not_remembered(project: Path, tmp_path: Path, run_line: RunLine) -> None:
    dump = project / "seed" / "schemas" / "demo" / "prod" / "webbank.sql"
    done = run_line(f"hb profile {dump} core.client_profile.id")
    assert (done.code, "The same key elsewhere" in done.stdout) == (0, False)
    assert list(tmp_path.iterdir()) == []
