"""What the check of a table comes to, and orders that are refused before either side is read."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.landed_table import BANK, DATASET, PAYMENT, TABLE

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, ProjectSettings, load_project
from heartbeat_cli.ingest import IngestRequest, Verdict, VerifiedRange, VerifiedTable
from heartbeat_cli.ingest.make_jobs import make_jobs
from heartbeat_cli.sources import Plan, PlannedDataset

NOWHERE = Connection("127.0.0.1", 1, "reader", "bank", "SOURCE_PG", "")
PLAN = Plan(BANK, NOWHERE, (PlannedDataset(DATASET, "core", (TABLE,)),))
AGREES, CHANGED, DIFFERS = Verdict.AGREES, Verdict.CHANGED, Verdict.DIFFERS


@pytest.mark.parametrize(
    ("ranges", "problem", "found", "verdict"),
    [
        ([], None, DIFFERS, AGREES),
        ([AGREES, AGREES], None, DIFFERS, AGREES),
        ([AGREES, CHANGED], None, DIFFERS, CHANGED),
        ([CHANGED, DIFFERS, AGREES], None, DIFFERS, DIFFERS),
        ([AGREES], "it is gone", DIFFERS, DIFFERS),
        ([], "its columns have changed", CHANGED, CHANGED),
        ([DIFFERS], "its columns have changed", CHANGED, DIFFERS),
    ],
)
def test_a_table_is_as_good_as_its_worst_range(
    ranges: list[Verdict], problem: str | None, found: Verdict, verdict: Verdict
) -> None:
    checked = tuple(VerifiedRange("the whole table", one, 1, 1, 1) for one in ranges)
    assert VerifiedTable(PAYMENT, DATASET, checked, problem, found).verdict is verdict
    assert VerifiedTable(PAYMENT, DATASET, problem=problem).verdict is (DIFFERS if problem else AGREES)


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    (tmp_path / "heartbeat.yml").write_text("truth_source: bank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(tmp_path / "heartbeat.yml")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("bank_core.duckdb", "name_collision"),
        ("BANK_core.db", "name_collision"),
        ("bank.duckdb", "connection_failed"),
        ("aml_core.duckdb", "connection_failed"),
        ("bank_core2.duckdb", "connection_failed"),
        ("cank_core.duckdb", "connection_failed"),
    ],
)
def test_a_marts_file_called_like_a_dataset_is_refused_before_anything_is_read(
    project: ProjectSettings, file: str, code: str
) -> None:
    named = replace(project, marts=replace(project.marts, path=project.root / file))
    with pytest.raises(HbError) as refused:
        make_jobs(named, PLAN, IngestRequest())
    assert refused.value.code == code
    assert code != "name_collision" or refused.value.where == str(project.root / file)
