"""`hb mirror` on the demo's project: what a person and a program see, with the estate's servers and without."""

import shutil
from pathlib import Path

import pytest
from tests.conftest import Outcome, RunLine

from heartbeat_cli.estate import ProjectSettings

# Nobody listens on port 1: whatever this machine has at 5433 must not be asked.
NO_SERVER = {"MIRROR_PG_HOST": "127.0.0.1", "MIRROR_PG_PORT": "1"}
SETTLED = "    settled_at timestamp with time zone,\n"
BROKEN = {"outgoing_other_processing_time_p50_min_7d", "outgoing_sepa_credit_processing_time_p50_min_24h"}


def without_settled_at(dump: Path) -> str:
    """The dump of webbank without the column core.payment.settled_at."""
    text = dump.read_text()
    start = text.index("CREATE TABLE core.payment (")
    comment = text.index("COMMENT ON COLUMN core.payment.settled_at")
    end = text.index(";\n", comment) + 2
    return text[:start] + text[start:comment].replace(SETTLED, "", 1) + text[end:]


@pytest.fixture
def older(project: ProjectSettings, tmp_path: Path) -> Path:
    """A copy of the mirror from before the column was added."""
    folder = tmp_path / "older"
    shutil.copytree(project.mirror, folder)
    file = folder / "prod" / "webbank.sql"
    file.write_text(without_settled_at(file))
    return folder


# status


def test_status_of_the_first_day(project: ProjectSettings, run_line: RunLine) -> None:
    done = run_line("hb mirror status --json", cwd=project.root, env=NO_SERVER)
    assert done.code == 0
    databases = {d["database"]: d for d in done.json["databases"]}
    assert len(databases) == 15
    assert {d["state"] for d in databases.values()} == {"read"}
    assert (databases["webbank"]["tables"], databases["webbank"]["source"]) == (310, "webbank")
    assert databases["mms"]["file"] == "seed/schemas/demo/prod-sepa/mms.sql"
    assert databases["card-management"]["source"] == "card_management"
    assert databases["webbank"]["server_version"] == databases["webbank"]["pg_dump_version"] == "18.4"
    assert databases["webbank"]["size"] == (project.mirror / "prod/webbank.sql").stat().st_size
    assert databases["zoho_crm"]["file"] == "seed/schemas/demo/api/zoho_crm.sql"
    assert databases["webbank"]["loaded"] is None
    assert "127.0.0.1:1 does not answer" in done.json["server"]["problem"]


def test_status_tells_what_is_wrong_with_whom(project: ProjectSettings, run_line: RunLine) -> None:
    folder = project.mirror / "prod"
    with (folder / "vmi.sql").open("a") as file:
        file.write("CREATE TABLE public.broken (id integer,,);\n")
    line = len((folder / "vmi.sql").read_text().splitlines())
    (folder / "pdvs.sql").unlink()
    (folder / "aml.sql").write_bytes(b"PGDMP")
    shutil.copyfile(folder / "vss.sql", folder / "attic.sql")
    done = run_line("hb mirror status", cwd=project.root, env={**NO_SERVER, "COLUMNS": "80"})
    assert done.code == 6
    assert f"seed/schemas/demo/prod/vmi.sql:{line}: not understood: CREATE TABLE public.broken" in done.stdout
    assert "No dump of pdvs: `hb mirror pull` makes it." in done.stdout
    assert "seed/schemas/demo/prod/aml.sql: pg_restore cannot read the archive" in done.stdout
    assert "No source names seed/schemas/demo/prod/attic.sql." in done.stdout
    databases = run_line("hb mirror status --json", cwd=project.root, env=NO_SERVER).json["databases"]
    states = {d["database"]: d["state"] for d in databases}
    assert (states["vmi"], states["pdvs"], states["aml"], states["attic"]) == (
        "lossy",
        "no dump",
        "unreadable",
        "read",
    )


@pytest.mark.parametrize("columns", ["80", "140"])
@pytest.mark.parametrize("flag", ["", " --live"])
def test_status_fits(project: ProjectSettings, run_line: RunLine, columns: str, flag: str) -> None:
    done = run_line(f"hb mirror status{flag}", cwd=project.root, env={**NO_SERVER, "COLUMNS": columns})
    table = done.stdout.split("\n\n")[0].splitlines()
    assert len(table) == 16
    assert max(len(line) for line in table) <= int(columns)
    assert ("pg_dump" in table[0]) == (columns == "140")


def test_status_of_one_source(project: ProjectSettings, run_line: RunLine) -> None:
    done = run_line("hb mirror status vss", cwd=project.root, env=NO_SERVER)
    assert (done.code, "seed/schemas/demo/prod/vss.sql" in done.stdout) == (0, True)
    unknown = run_line("hb mirror status vsss", cwd=project.root)
    assert (unknown.code, "Did you mean 'vss'?" in unknown.stderr) == (3, True)
    no_database = run_line("hb mirror status qac --json", cwd=project.root)
    assert (no_database.code, no_database.json["error"]["code"]) == (3, "no_dump")


# load and pull without servers


def test_without_servers(project: ProjectSettings, run_line: RunLine) -> None:
    load = run_line("hb mirror load", cwd=project.root, env=NO_SERVER)
    assert (load.code, load.stdout) == (1, "")
    assert "MIRROR_PG_HOST" in load.stderr
    pull = run_line("hb mirror pull webbank --json", cwd=project.root)
    assert (pull.code, pull.json["error"]["code"]) == (1, "no_credentials")
    every = run_line("hb mirror pull --json", cwd=project.root)
    assert (every.code, len(every.json["failed"]), every.json["pulled"]) == (1, 12, [])


# diff


def broken_metrics(done: Outcome) -> set[str]:
    return {m["metric"] for d in done.json["databases"] for m in d["metrics"] if m["breaks"]}


def test_a_column_that_goes_breaks_the_metrics_that_read_it(
    project: ProjectSettings, run_line: RunLine, older: Path
) -> None:
    new, old = project.mirror / "prod/webbank.sql", older / "prod/webbank.sql"
    gone = run_line(f"hb mirror diff {new} {old} --json", cwd=project.root)
    assert gone.code == 6, gone.stderr
    assert [c["sentence"] for c in gone.json["databases"][0]["changes"]] == ["core.payment: column settled_at removed"]
    assert broken_metrics(gone) == BROKEN
    came = run_line(f"hb mirror diff {old} --json", cwd=project.root)
    assert (came.code, broken_metrics(came)) == (0, set())
    assert [c["action"] for c in came.json["databases"][0]["changes"]] == ["added"]
    shown = run_line(f"hb mirror diff webbank {old}", cwd=project.root, env={"COLUMNS": "80"})
    assert "  core\n    payment\n      - column settled_at removed\n" in shown.stdout
    assert "Broken metrics" in shown.stdout


def test_diff_of_folders(project: ProjectSettings, run_line: RunLine, older: Path) -> None:
    shutil.move(older / "prod/vmi.sql", older / "prod/wmi.sql")
    done = run_line(f"hb mirror diff {older} --json", cwd=project.root)
    assert done.code == 0
    changes = {d["database"]: [c["sentence"] for c in d["changes"]] for d in done.json["databases"]}
    assert len(changes) == 16
    assert changes["webbank"] == ["core.payment: column settled_at added"]
    assert changes["vmi"] == ["schema vmi added"]
    assert changes["wmi"] == ["schema vmi removed"]
    assert sum(len(c) for c in changes.values()) == 3
    shown = run_line(f"hb mirror diff {older}", cwd=project.root)
    assert "No difference: aml, bpm, card-management" in shown.stdout


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        ("webbank", 2, "nothing_to_compare"),
        ("webbank --live --marts", 2, "usage"),
        ("webbank vss --live", 2, "usage"),
        ("webbnak --live", 3, "unknown_source"),
        ("no_such_folder/", 3, "no_such_file"),
        ("qac --live", 3, "no_dump"),
        ("db --marts", 3, "no_dump"),
        ("webbank --marts", 3, "no_marts"),
        ("webbank --live", 1, "no_credentials"),
        ("heartbeat.yml --live", 1, "not_postgres"),
    ],
)
def test_diff_refusals(project: ProjectSettings, run_line: RunLine, words: str, code: int, error: str) -> None:
    done = run_line(f"hb mirror diff {words} --json", cwd=project.root)
    assert (done.code, done.json["error"]["code"]) == (code, error)


def test_a_metric_that_cannot_be_read_is_a_finding(project: ProjectSettings, run_line: RunLine, older: Path) -> None:
    file = project.metrics_folder / "clients_active_count_total.yml"
    file.write_text(file.read_text().replace("SELECT", "SELECT FROM ,", 1))
    done = run_line(f"hb mirror diff {older}", cwd=project.root)
    assert (done.code, "db/metrics/clients_active_count_total.yml:" in done.stderr) == (6, True)


# with the estate's servers


@pytest.fixture
def copy(demo: ProjectSettings, tmp_path: Path) -> Path:
    """A copy of the running demo's project that shares its servers."""
    root = tmp_path / "copy"
    shutil.copytree(demo.root, root, ignore=shutil.ignore_patterns("marts*", "dlt", "*.lock", "demo.json"))
    return root


def test_pull_and_diff_against_the_estate(copy: Path, run_line: RunLine) -> None:
    same = run_line("hb mirror diff webbank --live", cwd=copy)
    assert (same.code, "No difference: webbank" in same.stdout) == (0, True)
    pulled = run_line("hb mirror pull webbank --json", cwd=copy)
    assert pulled.code == 0, pulled.stderr
    assert (pulled.json["pulled"][0]["tables"], pulled.json["pulled"][0]["changes"]) == (310, [])
    assert (
        "GRANT SELECT ON TABLE core.payment TO dashboard_user"
        in (copy / "seed/schemas/demo/prod/webbank.sql").read_text()
    )
    every = run_line("hb mirror pull --cluster A --dry-run --json", cwd=copy)
    assert (every.code, [p["source"] for p in every.json["pulled"]]) == (1, ["webbank"])
    assert {f["code"] for f in every.json["failed"]} == {"not_granted"}
    aml = run_line("hb mirror pull aml", cwd=copy)
    assert (aml.code, "`hb demo grant aml`" in aml.stderr) == (1, True)
    assert "GRANT SELECT ON ALL TABLES IN SCHEMA" in aml.stderr


def test_marts_that_lack_a_column(copy: Path, run_line: RunLine) -> None:
    words = "--table core.payment --table dict.payment_rail --table dict.payment_direction"
    assert run_line(f"hb ingest --source webbank {words}", cwd=copy).code == 0
    done = run_line("hb mirror diff webbank --marts --json", cwd=copy)
    assert done.code == 6
    assert BROKEN.isdisjoint(broken_metrics(done))
    assert "clients_active_count_total" in broken_metrics(done)
    changes = done.json["databases"][0]["changes"]
    assert {c["action"] for c in changes} == {"removed"}
    assert len(changes) == 156 + 78 - 3
    dump = copy / "seed/schemas/demo/prod/webbank.sql"
    dump.write_text(without_settled_at(dump))
    extra = run_line("hb mirror diff webbank --marts --json", cwd=copy).json["databases"][0]["changes"]
    assert [c["sentence"] for c in extra if c["action"] == "added"] == ["core.payment: column settled_at added"]
