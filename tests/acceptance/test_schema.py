"""`hb schema`: the schemas of the files a user writes, for whoever asks, inside a project and outside."""

import json
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from tests.conftest import RunLine

KINDS = ["project", "source", "metric", "synonyms", "profile", "answers", "init"]


def test_the_kinds_are_listed(run_line: RunLine, tmp_path: Path) -> None:
    done = run_line("hb schema", cwd=tmp_path)
    assert (done.code, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["Kind", *KINDS]
    listed = run_line("hb schema --json", cwd=tmp_path)
    assert [kind["name"] for kind in listed.json["kinds"]] == KINDS
    assert listed.json["kinds"][2]["files"] == ["db/candidates/<name>.yml", "db/metrics/<name>.yml"]


def test_what_is_printed_is_a_schema_that_holds_for_a_file(run_line: RunLine, tmp_path: Path) -> None:
    done = run_line("hb schema metric", cwd=tmp_path)
    schema = json.loads(done.stdout)
    Draft202012Validator.check_schema(schema)
    metric = yaml.safe_load((Path(__file__).parents[2] / "db/candidates/kyc_pass_rate_30d.yml").read_text())
    judge = Draft202012Validator(schema)
    assert judge.is_valid(metric) and not judge.is_valid(metric | {"status": "shown"})
    assert run_line("hb schema metric --json", cwd=tmp_path).stdout == done.stdout


def test_a_schema_has_what_the_doors_declare(run_line: RunLine, tmp_path: Path) -> None:
    keys = json.loads(run_line("hb schema source", cwd=tmp_path).stdout)["properties"]
    assert {"archetype", "cluster", "database"} <= set(keys)
    marts = json.loads(run_line("hb schema project", cwd=tmp_path).stdout)["properties"]["marts"]
    assert marts["properties"]["kind"]["enum"][:2] == ["duckdb", "postgres"]


def test_a_kind_that_is_none(run_line: RunLine, tmp_path: Path) -> None:
    done = run_line("hb schema metrics", cwd=tmp_path)
    assert (done.code, done.stdout) == (3, "")
    assert done.stderr == "error: there is no kind of file 'metrics'\n  next: Did you mean 'metric'?\n"
