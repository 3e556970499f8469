"""`hb metrics export`, by full command lines: where it goes, what it leaves alone, and what it says of each metric."""

import json
from pathlib import Path

import duckdb
import pytest
from tests.conftest import RunLine
from tests.metrics_estate import COUNT, TIME, build_estate, put

from heartbeat_cli.app import ExportRequest, Project
from heartbeat_cli.marts import open_marts

NAME = "outgoing_sepa_credit_processing_time_p50_min_24h"
PUBLISHED = "SELECT name, status, value_exact, fit, doubts, age FROM heartbeat.metric_now ORDER BY name"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small estate with one metric that is shown, with a caveat."""
    root = build_estate(tmp_path / "bank").root
    put(root, TIME.replace("status: candidate", "status: caveated"), "metrics")
    (root / "db" / "candidates" / f"{NAME}.yml").unlink()
    return root


def query(root: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(root / "marts.duckdb"), read_only=True) as marts:
        return marts.execute(sql).fetchall()


def test_one_file_goes_to_stdout_or_where_it_is_wanted(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics export --to csv", cwd=root)
    assert (done.code, done.stderr, done.stdout.count("\n")) == (0, "", 2)
    assert run_line("hb metrics export --to csv --out -", cwd=root).stdout == done.stdout
    for out, file in (("x.csv", "x.csv"), ("out/", "out/heartbeat.csv")):
        if out.endswith("/"):
            (root / out).mkdir()
        written = run_line(f"hb metrics export --to csv --out {out}", cwd=root)
        assert (written.code, written.stderr) == (0, "")
        assert written.stdout.splitlines()[:2] == ["1 metric as csv: written", f"  {file}"]
        assert (root / file).read_bytes().decode() == done.stdout
        assert run_line(f"hb metrics export --to csv --out {out}", cwd=root).code == 0
        assert (root / file).read_bytes().decode() == done.stdout


def test_a_dry_run_writes_nothing(root: Path, run_line: RunLine) -> None:
    for line in ("--to csv --out x.csv", "--to dbt --out models", "--to dbt", "--to marts"):
        done = run_line(f"hb metrics export {line} --dry-run", cwd=root)
        assert done.code == 0, done.stderr
    assert (sorted(p.name for p in root.iterdir() if p.name in ("x.csv", "models")), query(root, SCHEMAS)) == ([], [])


SCHEMAS = "SELECT 1 FROM duckdb_schemas() WHERE schema_name = 'heartbeat' AND database_name = current_database()"


def test_a_folder_has_what_this_export_says_and_nobody_elses_file_is_touched(root: Path, run_line: RunLine) -> None:
    models = root / "models"
    first = run_line(f"hb metrics export --to dbt --out models {NAME} payment_count_24h", cwd=root)
    assert (first.code, first.stderr.count("not carried")) == (0, 2)
    (models / "theirs.sql").write_text("SELECT 1")
    assert {file.name for file in models.iterdir()} == {
        *("heartbeat.yml", "heartbeat_time_spine.sql", "theirs.sql"),
        *(f"heartbeat_{NAME}.sql", "heartbeat_payment_count_24h.sql"),
    }
    again = run_line("hb metrics export --to dbt --out models --json", cwd=root)
    assert again.json["removed"] == ["models/heartbeat_payment_count_24h.sql"]
    assert [m["name"] for m in again.json["metrics"]] == [NAME]
    assert (models / "theirs.sql").read_text() == "SELECT 1"
    (models / "heartbeat.yml").write_text("models: []\n")
    refused = run_line("hb metrics export --to dbt --out models", cwd=root)
    assert (refused.code, refused.stdout) == (5, "")
    assert refused.stderr.startswith("error: models/heartbeat.yml: there is a file here that hb metrics export")
    assert (models / "heartbeat.yml").read_text() == "models: []\n"


def test_a_link_is_not_followed(root: Path, run_line: RunLine) -> None:
    run_line("hb metrics export --to csv --out real.csv", cwd=root)
    (root / "x.csv").symlink_to(root / "real.csv")
    assert run_line("hb metrics export --to csv --out x.csv", cwd=root).code == 5


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("--to dtb --out x", 3, "error: there is no exporter 'dtb'\n  next: Did you mean 'dbt'?\n"),
        ("--to csv --spec 2", 2, "error: there is no version 2 to write\n  next: Leave --spec out.\n"),
        (
            "--to ossie --spec 1.0",
            2,
            "error: there is no version 1.0 to write\n  next: There are: 0.2.0.dev0, 0.1.1.\n",
        ),
        ("--to dbt", 2, "error: --to dbt writes a folder of files\n  next: Say which with --out, or add --dry-run.\n"),
        ("--to dbt --out heartbeat.yml", 2, "error: --out heartbeat.yml: that is a file, and there are several"),
        ("--to marts --out x", 2, "error: --to marts writes into the marts, and no file\n  next: Leave --out out.\n"),
        (
            "--to csv payment_cont_24h",
            3,
            "error: no metric or candidate is called 'payment_cont_24h'\n  next: Did you mean 'payment_count_24h'?\n",
        ),
        ("--to csv --out heartbeat.yml", 5, "error: heartbeat.yml: there is a file here that hb metrics export did"),
    ],
)
def test_what_cannot_be_is_said(line: str, code: int, said: str, root: Path, run_line: RunLine) -> None:
    done = run_line(f"hb metrics export {line}", cwd=root)
    assert (done.code, done.stdout) == (code, "")
    assert done.stderr.startswith(said), done.stderr


def test_what_cannot_be_written_is_said(root: Path, run_line: RunLine) -> None:
    (root / "file").write_text("")
    done = run_line("hb metrics export --to csv --out file/x.csv", cwd=root)
    assert (done.code, done.stdout, "cannot be written" in done.stderr) == (1, "", True)


def test_candidates_are_said_to_be_such_and_a_parked_one_has_no_number(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics export --to json --candidates", cwd=root)
    found = {m["name"]: (m["value"], m["fit"], m.get("doubts", [""])[0]) for m in json.loads(done.stdout)["metrics"]}
    assert found == {
        NAME: ("41.5", True, ""),
        "applicant_count_24h": (None, False, "candidate: no hand count stands behind it"),
        "kyc_pass_rate_30d": (None, False, "parked: it waits for qac"),
        "payment_count_24h": ("24", False, "candidate: no hand count stands behind it"),
        "sepa_payment_count_24h": (None, False, "candidate: no hand count stands behind it"),
    }


def test_a_pattern_means_what_is_called_so(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics export --to json '*payment_count_*' kyc_pass_rate_30d", cwd=root)
    names = ["kyc_pass_rate_30d", "payment_count_24h", "sepa_payment_count_24h"]
    assert [m["name"] for m in json.loads(done.stdout)["metrics"]] == names


def test_a_stale_number_is_written_as_one_and_ends_with_6(root: Path, run_line: RunLine) -> None:
    shown = COUNT.replace("status: candidate", "status: caveated").replace("_count_", "_number_")
    put(root, f"{shown}notes: [{{kind: caveat, source: bpm, why: Holds are in it.}}]\n", "metrics")
    done = run_line("hb metrics export --to openmetrics --as-of 2026-05-20", cwd=root)
    assert done.code == 6
    assert "\nheartbeat_doubtful_payment_number_24h{" in done.stdout
    assert "\nheartbeat_payment_number_24h{" not in done.stdout
    assert f"not carried: {NAME}: value: stale: " in done.stderr


def test_a_number_of_a_moment_to_come_is_not_fit(root: Path, run_line: RunLine) -> None:
    (told,) = json.loads(run_line("hb metrics export --to json --as-of 2026-05-08T09:30Z", cwd=root).stdout)["metrics"]
    assert (told["value"], told["age"], told["fit"], told["doubts"]) == (
        *("41.5", "fresh", False),
        ["its moment is yet to come"],
    )


def test_a_number_that_is_shown_and_is_not_there_now_ends_with_6(root: Path, run_line: RunLine) -> None:
    file = root / "db" / "metrics" / f"{NAME}.yml"
    file.write_text(file.read_text().replace("/ 60", "/ (60 - 60)"))
    done = run_line("hb metrics export --to json", cwd=root)
    (told,) = json.loads(done.stdout)["metrics"]
    assert (done.code, told["value"], told["fit"]) == (6, None, False)
    assert told["doubts"][-1] == "division_by_zero: the SQL divides by zero on this data"


# Into the marts


def test_a_cockpit_reads_what_is_published(root: Path, run_line: RunLine) -> None:
    done = run_line("hb metrics export --to marts", cwd=root)
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "1 metric for the marts, schema heartbeat: written"
    assert query(root, PUBLISHED) == [(NAME, "caveated", "41.5", True, None, "fresh")]
    run_line("hb metrics export --to marts --candidates", cwd=root)
    told = {row[0]: row[1:] for row in query(root, PUBLISHED)}
    assert told["kyc_pass_rate_30d"] == ("parked", None, False, "parked: it waits for qac", None)
    assert told["payment_count_24h"][:3] == ("candidate", "24", False)
    run_line("hb metrics export --to marts --as-of 2026-05-07", cwd=root)
    assert [row[0] for row in query(root, PUBLISHED)] == [NAME]
    history = query(root, f"SELECT count(*), count(DISTINCT as_of) FROM heartbeat.metric_value WHERE metric = '{NAME}'")
    assert history == [(3, 2)]
    # One that is named alone is exported anew; the others stay as they are.
    run_line("hb metrics export --to marts payment_count_24h", cwd=root)
    assert [row[0] for row in query(root, PUBLISHED)] == [NAME, "payment_count_24h"]


def test_a_number_nobody_exports_any_more_grows_stale_by_itself(root: Path, run_line: RunLine) -> None:
    run_line("hb metrics export --to marts --candidates", cwd=root)
    with duckdb.connect(str(root / "marts.duckdb")) as marts:
        for table in ("metric", "metric_value"):
            marts.execute(f"UPDATE heartbeat.{table} SET exported_at = exported_at - INTERVAL '2 days'")
        assert (NAME, "caveated", "41.5", True, None, "fresh") in marts.execute(PUBLISHED).fetchall()
        for table in ("metric", "metric_value"):
            marts.execute(f"UPDATE heartbeat.{table} SET exported_at = exported_at - INTERVAL '30 days'")
    told = {row[0]: row[1:] for row in query(root, PUBLISHED)}
    grown = "stale: its data has grown too old since the export"
    assert told[NAME] == ("caveated, stale", "41.5", False, grown, "stale")
    candidate = "candidate: no hand count stands behind it"
    assert told["payment_count_24h"] == ("candidate, stale", "24", False, f"{candidate}; {grown}", "stale")
    assert told["kyc_pass_rate_30d"] == ("parked", None, False, "parked: it waits for qac", None)


def test_what_is_published_is_no_dataset_and_not_among_hbs_books(root: Path, run_line: RunLine) -> None:
    project = Project.find(root)
    with open_marts(project.settings) as reader:
        before = [(t.dataset, t.name) for t in reader.tables()]
    run_line("hb metrics export --to marts", cwd=root)
    with open_marts(project.settings) as reader:
        assert [(t.dataset, t.name) for t in reader.tables()] == before
    assert query(
        root, "SELECT count(*) FROM duckdb_tables() WHERE schema_name = '_hb' AND table_name LIKE 'metric%'"
    ) == [(0,)]


def test_somebody_elses_tables_are_left_alone(root: Path, run_line: RunLine) -> None:
    with duckdb.connect(str(root / "marts.duckdb")) as marts:
        marts.execute("CREATE SCHEMA heartbeat; CREATE TABLE heartbeat.metric AS SELECT 1 AS theirs")
    done = run_line("hb metrics export --to marts", cwd=root)
    assert (done.code, done.stdout) == (5, "")
    assert done.stderr.startswith("error: heartbeat.metric in the marts is not what hb publishes there\n")
    assert query(root, "SELECT * FROM heartbeat.metric") == [(1,)]


def test_a_marts_file_called_like_the_schema_is_refused(root: Path) -> None:
    (root / "marts.duckdb").rename(root / "heartbeat.duckdb")
    file = root / "heartbeat.yml"
    file.write_text(file.read_text().replace("marts.duckdb", "heartbeat.duckdb"))
    with pytest.raises(Exception, match="both called 'heartbeat'"):
        Project.find(root).export(ExportRequest("marts"))


def test_a_failure_half_way_leaves_what_was_there(root: Path, run_line: RunLine) -> None:
    run_line("hb metrics export --to marts", cwd=root)
    before = query(root, "SELECT * FROM heartbeat.metric_now")
    project = Project.find(root)
    with duckdb.connect(str(root / "marts.duckdb")) as marts:
        marts.execute("ALTER TABLE heartbeat.metric_value ALTER COLUMN receipt SET NOT NULL")
    with pytest.raises(Exception, match="cannot be written"):
        project.export(ExportRequest("marts", candidates=True))
    assert query(root, "SELECT * FROM heartbeat.metric_now") == before
