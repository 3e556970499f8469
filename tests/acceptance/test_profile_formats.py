"""`hb profile --format …`: golden files per format, targets in a file, and the combinations that cannot be."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Outcome, RunLine

from heartbeat_cli.cli.main import run
from heartbeat_cli.formats import format_names

CASES = Path(__file__).parents[1] / "cases"
BANK = CASES / "dumps" / "bank.sql"

# golden file -> the words after `hb profile bank.sql`
GOLDEN = {
    "bank.md": "--format markdown",
    "bank.csv": "--format csv",
    "bank.dbml": "--format dbml",
    "bank.mmd": "--format mermaid",
    "schema.md": "core --format markdown",
    "schema.csv": "core --format csv",
    "schema.dbml": "core --format dbml",
    "schema.mmd": "core --format mermaid",
    "table.md": "core.payment_state_log --format markdown",
    "table.dbml": "core.payment --format dbml",
    "table.mmd": "core.payment --format mermaid",
    "view.md": "core.open_payment --format markdown",
    "column.md": "core.payment.state_id --format markdown",
}


def _call(capsys: pytest.CaptureFixture[str], *words: str) -> Outcome:
    capsys.readouterr()
    code = run(["profile", *words])
    out, err = capsys.readouterr()
    return Outcome(out, err, code)


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BANK.parent)
    done = _call(capsys, "bank.sql", *GOLDEN[name].split())
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout == (CASES / "formats" / name).read_bytes().decode()


def test_every_golden_file_is_used() -> None:
    scripts = {"read_dbml.cjs", "read_mermaid.mjs"}
    assert {f.name for f in (CASES / "formats").iterdir()} == GOLDEN.keys() | scripts


@pytest.mark.parametrize("format", format_names())
def test_a_file_needs_no_project_and_no_terminal(run_line: RunLine, format: str) -> None:
    done = run_line(f"hb profile {BANK} core --format {format}")
    assert (done.code, done.stderr) == (0, "")
    assert "payment_state_log" in done.stdout
    assert "\x1b" not in done.stdout
    assert all(line == line.rstrip(" ") for line in done.stdout.split("\n"))


def test_csv_reaches_a_pipe_as_rfc_4180() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "heartbeat_cli", "profile", str(BANK), "--format", "csv"],
        capture_output=True,
        check=True,
    )
    assert done.stdout.count(b"\r\n") == done.stdout.count(b"\n") > 25
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline=""), strict=True))
    amount = next(r for r in rows if r["column"] == "amount")
    assert (amount["table"], amount["type"], amount["null"]) == ("payment", "numeric(18,2)", "yes")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("core", "schema"),
        ("core.payment", "table"),
        ("core.open_payment", "view"),
        ("core.payment.state_id", "column"),
        ('core."payment"', "table"),
    ],
)
def test_a_name_in_a_file(capsys: pytest.CaptureFixture[str], name: str, kind: str) -> None:
    found = _call(capsys, str(BANK), name, "--json").json
    assert (found["version"], found["kind"], found["target"]) == (1, kind, f"{BANK} {name}")
    shown = _call(capsys, str(BANK), name)
    assert (shown.code, shown.stderr) == (0, "")
    assert "bank.sql" in shown.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([str(BANK), "cor"], 3, "Did you mean 'core'?"),
        ([str(BANK), "payment"], 3, "Did you mean 'core.payment'?"),
        ([str(BANK), "core.paymnt"], 3, "Did you mean 'payment'?"),
        ([str(BANK), "core.payment.state_id.x"], 2, "SCHEMA, SCHEMA.TABLE or SCHEMA.TABLE.COLUMN."),
        (["webbank", "core.payment"], 2, "Write webbank.core.payment."),
        ([str(BANK), "core.payment.id", "--format", "csv"], 2, "as table, json, markdown."),
        ([str(BANK), "core.open_payment", "--format", "dbml"], 2, "as table, csv, json, markdown."),
        ([str(BANK), "core.open_payment", "--format", "mermaid"], 2, "mermaid cannot show a view"),
        ([str(BANK), "--format", "mermiad"], 2, "Did you mean 'mermaid'?"),
        ([str(BANK), "--format", "xml"], 2, "It is table, csv, dbml, html, json, markdown, mermaid."),
        ([str(BANK), "--sample", "10"], 2, "Add --data."),
        ([str(BANK), "--reveal"], 2, "Add --data."),
        ([str(BANK), "--data"], 2, "a dump file has none"),
        (["webbank", "core.payment", "--data"], 2, "Write webbank.core.payment."),
        (["webbank.core.payment", "--data", "--sample", "101"], 2, "is no percentage"),
        (["webbank.core.payment", "--data", "--format", "dbml"], 2, "With --data: table, csv, json, markdown."),
        (["webbank", "--data", "--sample", "many"], 2, "--sample"),
    ],
    ids=lambda value: " ".join(Path(word).name for word in value) if isinstance(value, list) else "",
)
def test_what_cannot_be(capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str) -> None:
    done = _call(capsys, *words)
    assert (done.code, done.stdout) == (code, "")
    assert said in " ".join(done.stderr.split())


def test_json_and_another_format_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    done = _call(capsys, str(BANK), "--json", "--format", "csv")
    assert (done.code, done.json["error"]["code"]) == (2, "usage")
    assert _call(capsys, str(BANK), "--json").stdout == _call(capsys, str(BANK), "--format", "json").stdout


def test_a_dump_of_several_databases_says_what_to_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "all.sql"
    file.write_text("\\connect shop\nCREATE TABLE a (b int);\n\\connect bank\nCREATE TABLE c (d int);\n")
    error = _call(capsys, str(file), "--json")
    assert (error.code, error.json["error"]["code"]) == (1, "several_databases")
    assert "shop, bank" in error.json["error"]["message"]
    assert "pg_dump --schema-only" in error.json["error"]["hint"]


def test_a_large_schema_is_cut_down_for_mermaid_and_only_there(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "large.sql"
    columns = ", ".join(f"a_long_column_name_{n} int" for n in range(40))
    file.write_text("".join(f"CREATE TABLE t{n} (id int, {columns});\n" for n in range(60)))
    done = _call(capsys, str(file), "--format", "mermaid")
    assert done.code == 0
    assert "of 60 tables are drawn; Mermaid takes 499 references" in done.stderr
    assert "    %% the " in done.stdout
    assert (len(done.stdout) <= 50_000, done.stdout.count("{\n") > 20) == (True, True)
    whole = _call(capsys, str(file), "--format", "dbml")
    assert (whole.stderr, whole.stdout.count("\nTable ")) == ("", 60)


def test_what_is_ignored_is_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "f.sql"
    file.write_text("SET search_path = public;\nCREATE TABLE a (b int);\n")
    assert json.loads(_call(capsys, str(file), "--json").stdout)["understood"]["ignored"] == {"settings": 1}
