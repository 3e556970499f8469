"""The line that tells editors the schema: in what hb writes, once, and its schema where it looks for it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from heartbeat_cli.files import METRIC, PROJECT, keep_schema
from heartbeat_cli.metrics import Alignment, load_metric, move_metric, write_metric

LINE = "# yaml-language-server: $schema=../../.heartbeat/schemas/metric.json"
METRIC_TEXT = """name: clients_count_total
label: Clients
question: How many clients are there?
owner: onboarding
unit: count
window: total
source: webbank
status: candidate  # for now
# counted by the branches, too
sql: SELECT count(*) FROM webbank_core.client
"""
RECORD = Alignment(Decimal(41), Decimal(41), datetime(2026, 5, 6, tzinfo=UTC), "ops", "by hand", "0", "match")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "db" / "candidates").mkdir(parents=True)
    (tmp_path / "heartbeat.yml").write_text("truth_source: webbank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return tmp_path


def written(root: Path, text: str) -> Path:
    file = root / "db" / "candidates" / "clients_count_total.yml"
    file.write_text(text)
    return file


def test_a_new_file_begins_with_the_line_and_its_schema_is_there(root: Path) -> None:
    metric = replace(load_metric(written(root, METRIC_TEXT)), name="clients_count_30d", window="30d")
    file = write_metric(metric, root / "db" / "candidates")
    first = file.read_text().splitlines()[0]
    assert first == LINE
    schema = file.parent / first.partition("$schema=")[2]
    assert json.loads(schema.read_text()) == METRIC.schema()
    assert schema.resolve() == root / ".heartbeat" / "schemas" / "metric.json"
    assert ((root / ".heartbeat").stat().st_mode & 0o777, schema.stat().st_mode & 0o777) == (0o700, 0o600)


@pytest.mark.parametrize("first", ["", f"{LINE}\n"])
def test_a_round_trip_keeps_the_line_and_the_comments_and_adds_nothing_else(first: str, root: Path) -> None:
    was = load_metric(written(root, first + METRIC_TEXT))
    file = move_metric(was, replace(was, status="aligned", alignment=(RECORD,)), root / "db" / "metrics")
    record = "  - {count: 41, value: 41, as_of: 2026-05-06, by: ops, method: by hand, tolerance: '0', verdict: match}\n"
    assert file.read_text() == f"{first}{METRIC_TEXT.replace('candidate  #', 'aligned  #')}alignment:\n{record}"


def test_a_file_written_anew_has_the_line_once(root: Path) -> None:
    was = load_metric(written(root, f"{LINE}\n{METRIC_TEXT}"))
    file = move_metric(was, replace(was, label="All clients"), root / "db" / "metrics")
    assert file.read_text().count("yaml-language-server") == 1
    assert file.read_text().startswith(f"{LINE}\n")


def test_a_schema_of_another_version_is_replaced_and_an_equal_one_is_left(root: Path) -> None:
    schema = root / ".heartbeat" / "schemas" / "project.json"
    schema.parent.mkdir(parents=True)
    schema.write_text("{}")
    keep_schema(PROJECT, root / "heartbeat.yml")
    assert json.loads(schema.read_text()) == PROJECT.schema()
    before = schema.stat()
    keep_schema(PROJECT, root / "heartbeat.yml")
    assert (schema.stat().st_ino, schema.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_nothing_is_kept_outside_a_project_or_where_it_cannot_be(root: Path, tmp_path: Path) -> None:
    keep_schema(METRIC, tmp_path / "elsewhere" / "a" / "b" / "x.yml")
    assert not (tmp_path / "elsewhere").exists()
    (root / ".heartbeat").write_text("in the way")
    keep_schema(METRIC, root / "db" / "metrics" / "x.yml")
    assert (root / ".heartbeat").read_text() == "in the way"
