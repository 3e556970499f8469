"""Command lines that are refused before anything is read or thrown away."""

from pathlib import Path

import pytest
from tests.conftest import RunLine

from heartbeat_cli.demo import make_project


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("--rules --fix", "--rules checks nothing, so there is nothing for --fix",
         "Leave --rules out to check, or --fix to read about rules."),
        ("--rules --fix --dry-run", "--rules checks nothing, so there is nothing for --fix",
         "Leave --rules out to check, or --fix and --dry-run to read about rules."),
        ("--explain fan-out --dry-run", "--explain checks nothing, so there is nothing for --dry-run",
         "Leave --explain out to check, or --dry-run to read about rules."),
        ("--rules db/metrics", "--rules checks nothing, so there is nothing for PATHS",
         "Leave --rules out to check, or PATHS to read about rules."),
    ],
)  # fmt: skip
def test_a_list_of_rules_mends_no_file(line: str, message: str, hint: str, run_line: RunLine) -> None:
    error = run_line(f"hb check {line} --json").json["error"]
    assert (error["code"], error["message"], error["hint"]) == ("usage", message, hint)


def test_a_demo_is_not_thrown_away_unasked(tmp_path: Path, run_line: RunLine) -> None:
    project = make_project(tmp_path)
    marts = project.marts.path
    marts.parent.mkdir(parents=True)
    marts.write_bytes(b"landed")
    done = run_line("hb demo reset --json", cwd=project.root)
    error = done.json["error"]
    assert (done.code, error["code"], error["hint"]) == (2, "missing_flag", "Give --yes.")
    assert marts.read_bytes() == b"landed"
