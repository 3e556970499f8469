"""`hb sources status` and `hb` alone, from the first day to a landed source."""

import re
import shutil
from pathlib import Path

from tests.conftest import RunLine

from heartbeat_cli.estate import ProjectSettings

SILENT = {"HOST": "127.0.0.1", "PORT": "1", "USER": "u", "PASSWORD": "p", "DATABASE": "marts"}


def test_outside_a_project(run_line: RunLine) -> None:
    done = run_line("hb sources status --json")
    assert (done.code, done.json["error"]["code"], done.stderr) == (3, "no_project", "")
    alone = run_line("hb")
    assert (alone.code, "hb demo up" in alone.stdout) == (0, True)


def test_the_first_day_without_servers(project: ProjectSettings, run_line: RunLine) -> None:
    done = run_line("hb sources status --json", cwd=project.root)
    sources = {entry["source"]: entry for entry in done.json["sources"]}
    assert done.code == 0
    assert len(sources) == 27
    assert {entry["landed"] for entry in sources.values()} == {"not"}
    assert sources["webbank"]["tables"] == {"landed": 0, "slice": 156 + 78, "others": []}
    assert (sources["webbank"]["granted"], sources["webbank"]["granted_told_by"]) == (True, "inventory")
    assert sources["qac"]["granted"] is None
    assert "kyc_pass_rate_30d" in sources["qac"]["blocks"]
    assert sources["vss"]["legacy"] is True


def test_a_running_server_says_what_is_granted(demo: ProjectSettings, run_line: RunLine) -> None:
    done = run_line("hb sources status --json", cwd=demo.root)
    granted = {e["source"]: (e["granted"], e["granted_told_by"]) for e in done.json["sources"]}
    assert granted["webbank"] == (True, "server")
    assert granted["aml"] == (False, "server")
    assert granted["mms"] == (False, "inventory")


def test_one_source_in_detail_and_an_unknown_one(project: ProjectSettings, run_line: RunLine) -> None:
    done = run_line("hb sources status bpm --offline", cwd=project.root)
    assert done.code == 0
    assert "outgoing_sepa_credit_bank_only_processing_time_p50_min_24h  (parked)" in done.stdout
    unknown = run_line("hb sources status bmp", cwd=project.root)
    assert (unknown.code, unknown.stdout) == (3, "")
    assert "Did you mean 'bpm'?" in unknown.stderr


def test_status_fits_eighty_columns(project: ProjectSettings, run_line: RunLine) -> None:
    done = run_line("hb sources status --offline", cwd=project.root, env={"COLUMNS": "80"})
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    assert "google_analytics" in done.stdout


def test_marts_that_do_not_answer_are_not_marts_without_anything(project: ProjectSettings, run_line: RunLine) -> None:
    settings = project.root / "heartbeat.yml"
    settings.write_text(re.sub(r"kind: \w+", "kind: postgres", settings.read_text()))
    env = {f"MARTS_PG_{name}": value for name, value in SILENT.items()}
    one = run_line("hb sources status webbank --offline", cwd=project.root, env=env)
    every = run_line("hb sources status --offline", cwd=project.root, env=env)
    alone = run_line("hb", cwd=project.root, env=env)
    said = "unknown: the marts at 127.0.0.1:1 do not answer"
    assert said in " ".join(one.stdout.split())
    assert said in " ".join(alone.stdout.split())
    for done in (one, every):
        assert done.code == 0
        assert "the marts at 127.0.0.1:1 do not answer" in done.stderr
    assert "unknown" in next(line for line in every.stdout.splitlines() if line.startswith("webbank"))
    assert "0 landed" not in alone.stdout
    assert "hb ingest" not in alone.stdout
    entry = run_line("hb sources status webbank --offline --json", cwd=project.root, env=env).json["sources"][0]
    assert (entry["landed"], entry["rows"], entry["tables"]["landed"]) == ("unknown", None, None)
    assert run_line("hb --json", cwd=project.root, env=env).json["sources"]["landed"] == []


def test_a_marts_file_that_is_none_is_an_error(project: ProjectSettings, run_line: RunLine) -> None:
    project.state.mkdir()
    project.marts.path.write_text("no database at all")
    done = run_line("hb sources status --json", cwd=project.root)
    assert (done.code, done.json["error"]["code"]) == (1, "marts_unavailable")


def test_landed_is_read_from_the_marts(demo: ProjectSettings, run_line: RunLine, tmp_path: Path) -> None:
    """On a copy of the demo's project, which shares its servers and has marts of its own."""
    root = tmp_path / "copy"
    shutil.copytree(demo.root, root, ignore=shutil.ignore_patterns("marts*", "dlt", "*.lock", "demo.json"))
    assert run_line("hb ingest --source webbank --table dict.currency", cwd=root).code == 0
    entry = run_line("hb sources status webbank --json", cwd=root).json["sources"][0]
    assert (entry["landed"], entry["tables"]) == ("partly", {"landed": 1, "slice": 234, "others": []})
    assert entry["rows"] == 20
    assert entry["last_load"] is not None
    assert run_line("hb --json", cwd=root).json["next"]["command"] == "hb ingest --source webbank"
    (root / ".heartbeat/marts.duckdb").unlink()
    assert run_line("hb sources status webbank --json", cwd=root).json["sources"][0]["landed"] == "not"


def test_the_live_clusters_agree_with_the_inventory(demo: ProjectSettings, run_line: RunLine) -> None:
    done = run_line("hb sources verify --json", cwd=demo.root)
    found = {one["source"]: one for one in done.json["sources"]}
    assert (done.code, [one for one in found.values() if one["discrepancies"]]) == (0, [])
    bank = found["webbank"]
    assert (bank["tables"], bank["readable"], bank["not_asked"]) == (156 + 78, 156 + 78, None)
    assert bank["rows"] > 1000
    assert bank["seen"][1:] == ["no TLS", "dashboard_user reads only"]
    assert found["aml"]["tables"] > 0
    assert found["aml"]["readable"] == 0
    assert "not set" in found["mms"]["not_asked"]
    assert found["qac"]["not_asked"] == "nobody has said how it is read"


def test_what_is_wrong_on_purpose_is_found_and_written(demo: ProjectSettings, run_line: RunLine) -> None:
    kept = {file: file.read_bytes() for file in (demo.state / "demo.json", demo.state / "demo.env")}
    inventory = demo.sources_folder / "mss_kart.yml"
    before = inventory.read_text()
    try:
        assert run_line("hb demo grant webbank --flawed tables", cwd=demo.root).code == 0
        assert run_line("hb demo grant mss_kart --flawed cluster", cwd=demo.root).code == 0
        done = run_line("hb sources verify --json", cwd=demo.root)
        told = {(d["source"], d["about"]): d["message"] for s in done.json["sources"] for d in s["discrepancies"]}
        assert done.code == 6
        assert told["mss_kart", "cluster"] == "database 'mss_kart' is on cluster B, the inventory says A"
        assert told["webbank", "grants"].startswith("3 of 78 tables of schema 'dict' may not be read: ")
        written = run_line("hb sources verify mss_kart --update", cwd=demo.root)
        assert (written.code, "now cluster: B" in written.stdout) == (0, True)
        assert inventory.read_text() == before
        left = run_line("hb sources verify mss_kart --json", cwd=demo.root).json["sources"][0]["discrepancies"]
        assert [(d["about"], d["key"], d["value"]) for d in left] == [("access", ["access"], "granted")]
    finally:
        run_line("hb demo grant webbank", cwd=demo.root)
        inventory.write_text(before)
        for file, body in kept.items():
            file.write_bytes(body)


def test_what_is_in_the_way_of_a_running_demo(demo: ProjectSettings, run_line: RunLine) -> None:
    done = run_line("hb doctor webbank --json", cwd=demo.root)
    told = {check["about"]: check["state"] for check in done.json["checks"]}
    assert (done.code, told["cluster A"], told["marts"]) == (0, "ok", "ok"), done.json
