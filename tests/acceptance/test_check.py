"""`hb check`, by full command lines."""

from pathlib import Path

import pytest
from tests.conftest import RunLine
from tests.metrics_estate import APPLICANTS, COUNT, build_estate, put

from heartbeat_cli.rules import all_rules

UNEXPLAINED = (
    "reads vss_vss without a note that says why; webbank is the truth source: nothing else is truth for this subject"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return build_estate(tmp_path / "bank").root


def test_findings_end_with_six(root: Path, run_line: RunLine) -> None:
    done = run_line("hb check", cwd=root)
    assert (done.code, done.stderr) == (6, "")
    assert done.stdout.splitlines() == [
        "db/candidates/applicant_count_24h.yml",
        "  db/candidates/applicant_count_24h.yml:9:27  error  lineage-right-source",
        f"    {UNEXPLAINED}",
        "    next: Read webbank, or add a note {kind: fallback, source: vss, why: …, tried: [webbank.…]}.",
        "",
        "db/candidates/sepa_payment_count_24h.yml",
        "  db/candidates/sepa_payment_count_24h.yml:9:35  warning  tables-landed",
        "    mms_mms.outgoing_payment is not landed in the marts",
        "    next: `hb ingest --source mms`, or status: parked until it is landed.",
        "",
        "1 error, 1 warning in 8 sources, 5 candidates, 0 metrics",
    ]


def test_warnings_alone_end_with_zero(root: Path, run_line: RunLine) -> None:
    (root / "db" / "candidates" / "applicant_count_24h.yml").unlink()
    done = run_line("hb check", cwd=root)
    assert done.code == 0
    assert "1 warning in" in done.stdout


def test_json_has_the_same(root: Path, run_line: RunLine) -> None:
    done = run_line("hb check --json", cwd=root)
    assert done.code == 6
    assert (done.json["errors"], done.json["warnings"], done.json["skipped"]) == (1, 1, [])
    assert done.json["findings"][0] == {
        "rule": "lineage-right-source",
        "severity": "error",
        "file": "db/candidates/applicant_count_24h.yml",
        "line": 9,
        "column": 27,
        "message": UNEXPLAINED,
        "next": "Read webbank, or add a note {kind: fallback, source: vss, why: …, tried: [webbank.…]}.",
        "fixable": False,
    }


def test_only_what_is_asked_for_is_told(root: Path, run_line: RunLine) -> None:
    assert run_line("hb check db/candidates/payment_count_24h.yml", cwd=root).code == 0
    assert run_line("hb check db/candidates/applicant_count_24h.yml", cwd=root).code == 6
    assert run_line("hb check db/sources", cwd=root).code == 0


def test_nothing_to_check_says_what_there_is(root: Path, run_line: RunLine) -> None:
    done = run_line("hb check payment_count_24", cwd=root)
    assert done.code == 3
    assert "Did you mean 'db/candidates/payment_count_24h.yml'?" in done.stderr
    done = run_line("hb check db/nowhere", cwd=root)
    assert done.code == 3
    assert "next: `hb check` looks at everything." in done.stderr


def test_file_is_found_as_messages_write_it(root: Path, run_line: RunLine) -> None:
    assert run_line("hb check db/candidates/applicant_count_24h.yml", cwd=root / "db" / "sources").code == 6


@pytest.mark.parametrize("path", ["", "db/candidates/payment_count_24h.yml"])
def test_mirror_that_is_not_there_is_found(path: str, root: Path, run_line: RunLine) -> None:
    (root / "db" / "candidates" / "applicant_count_24h.yml").unlink()
    (root / "mirror").rename(root / "elsewhere")
    done = run_line(f"hb check {path} --json", cwd=root)
    assert done.code == 6
    assert [(f["rule"], f["file"], f["line"]) for f in done.json["findings"] if f["severity"] == "error"] == [
        ("tables-exist", "heartbeat.yml", 3)
    ]
    assert str(root) not in done.stdout


@pytest.mark.parametrize("path", ["", "db/candidates/payment_count_24h.yml"])
def test_marts_that_cannot_be_opened_are_found(path: str, root: Path, run_line: RunLine) -> None:
    (root / "db" / "candidates" / "applicant_count_24h.yml").unlink()
    (root / "marts.duckdb").write_text("no database at all\n" * 1000)
    done = run_line(f"hb check {path} --json", cwd=root)
    assert done.code == 6
    assert [(f["rule"], f["file"], f["line"]) for f in done.json["findings"]] == [("tables-landed", "heartbeat.yml", 4)]
    assert "cannot be opened" in done.json["findings"][0]["message"]
    assert done.json["findings"][0]["message"].startswith("marts.duckdb: ")


def test_file_from_elsewhere_is_judged_as_a_candidate(root: Path, tmp_path: Path, run_line: RunLine) -> None:
    file = tmp_path / "visitor_count_24h.yml"
    file.write_text(APPLICANTS.replace("applicant_count", "visitor_count"))
    done = run_line(f"hb check {file} --json", cwd=root)
    assert done.code == 6
    assert [f["rule"] for f in done.json["findings"]] == ["lineage-right-source"]


def test_broken_yaml_is_one_finding(root: Path, run_line: RunLine) -> None:
    put(root, COUNT.replace("owner: payments", "owner: [payments"))
    done = run_line("hb check db/candidates/payment_count_24h.yml --json", cwd=root)
    assert [f["rule"] for f in done.json["findings"]] == ["metric-valid"]


def test_broken_inventory_skips_what_needs_it(root: Path, run_line: RunLine) -> None:
    file = root / "db" / "sources" / "vss.yml"
    file.write_text(file.read_text().replace("role:", "rule:"))
    done = run_line("hb check --json", cwd=root)
    assert {f["rule"] for f in done.json["findings"]} == {"inventory-valid"}
    skipped = {s["rule"] for s in done.json["skipped"]}
    assert skipped == {rule.id for rule in all_rules() if "inventory-valid" in rule.needs}


def test_without_marts_and_mirror_it_says_what_it_could_not_look_at(tmp_path: Path, run_line: RunLine) -> None:
    root = build_estate(tmp_path / "empty", marts=False).root
    (root / "mirror" / "a" / "webbank.sql").unlink()
    done = run_line("hb check db/candidates/payment_count_24h.yml", cwd=root)
    assert done.code == 0
    assert "skipped  tables-exist  webbank_core:" in done.stdout
    assert "skipped  tables-landed  nothing has landed in the marts yet" in done.stdout
    assert "no findings in 0 sources, 1 candidate, 0 metrics; 2 skipped" in done.stdout


def test_rules_are_listed(run_line: RunLine) -> None:
    done = run_line("hb check --rules --json")
    assert done.code == 0
    assert {rule["id"] for rule in done.json["rules"]} == {rule.id for rule in all_rules()}


def test_a_rule_says_why_it_is_there(run_line: RunLine) -> None:
    done = run_line("hb check --explain fan-out")
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "fan-out\nNo aggregate is over rows that a join has made several of.\n\nA join gives one"
    )
    assert "\n    JOIN webbank_core.payment_state_log AS l ON l.payment_id = p.id\n" in done.stdout
    (rule,) = run_line("hb check --explain fan-out --json").json["rules"]
    assert (rule["id"], "EXISTS" in rule["why"]) == ("fan-out", True)
    wrong = run_line("hb check --explain fanout")
    assert (wrong.code, wrong.stderr) == (3, "error: there is no rule 'fanout'\n  next: Did you mean 'fan-out'?\n")


def test_what_is_safe_is_mended_and_the_rest_is_left(root: Path, run_line: RunLine) -> None:
    folder = root / "db" / "candidates"
    (folder / "payment_count_24h.yml").rename(folder / "payments.yaml")
    line = "hb check db/candidates/applicant_count_24h.yml db/candidates/payments.yaml --fix"
    dry = run_line(f"{line} --dry-run", cwd=root)
    assert (dry.code, dry.stdout.splitlines()[:2]) == (
        6,
        ["would mend  db/candidates/payments.yaml becomes db/candidates/payments.yml", ""],
    )
    assert "`hb check --fix` mends 1" in run_line("hb check", cwd=root).stdout
    done = run_line(line, cwd=root)
    assert (done.code, done.stderr) == (6, "")
    assert done.stdout.splitlines()[:4] == [
        "mended  db/candidates/payments.yaml becomes db/candidates/payments.yml",
        "mended  db/candidates/payments.yml becomes db/candidates/payment_count_24h.yml",
        "",
        "db/candidates/applicant_count_24h.yml",
    ]
    assert done.stdout.splitlines()[-1] == "1 error in 0 sources, 2 candidates, 0 metrics"


def test_what_was_mended_is_said_in_every_format(root: Path, run_line: RunLine) -> None:
    file = root / "db" / "candidates" / "payment_count_24h.yml"
    for name in ("json", "github"):
        file.rename(file.with_suffix(".yaml"))
        done = run_line(f"hb check db/candidates/payment_count_24h.yaml --fix --format {name}", cwd=root)
        assert done.code == 0
        if name == "json":
            assert done.json["mended"] == [
                {
                    "file": "db/candidates/payment_count_24h.yaml",
                    "to": "db/candidates/payment_count_24h.yml",
                    "done": True,
                    "why": None,
                }
            ]
        else:
            assert (done.stdout, "mended  db/candidates/payment_count_24h.yaml becomes" in done.stderr) == ("", True)
    assert run_line("hb check --dry-run", cwd=root).code == 2
