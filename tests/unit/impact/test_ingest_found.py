"""A metric that a column took with it is told by every run, for as long as it is broken."""

from pathlib import Path

import pytest

from heartbeat_cli.app import IngestOutcome
from heartbeat_cli.estate import Connection, Inventory, ProjectSettings, Slice, Source, load_project
from heartbeat_cli.impact import with_metrics
from heartbeat_cli.ingest import (
    UNCHANGED,
    ChangeKind,
    ColumnChange,
    DatasetJob,
    RecordedColumn,
    SourceFindings,
    SourceJob,
    TableJob,
    read_broken,
    write_broken,
)
from heartbeat_cli.ingest.columns.shape import write_columns
from heartbeat_cli.ingest.report.broken import BROKEN_FILE
from heartbeat_cli.ingest.report.landed_before import LeftBehind
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Cursor, Plan, PlannedDataset, PlannedTable

BANK = Source(
    "bank", "bank", "r", "postgres", "granted", Path("bank.yml"), "A", "bank", ("core",), slices=(Slice("core"),)
)
INVENTORY = Inventory((BANK,), "bank")
PAYMENT, CLIENT = QName("core", "payment"), QName("core", "client")
RENAMED = ColumnChange(ChangeKind.RENAMED, "state", "state", "status", "'state' is called 'status' now")
SENTENCE = "m_24h breaks: it reads core.payment.state, which is called 'status' now"
METRIC = """
name: m_24h
question: How many?
source: bank
status: candidate
owner: team
unit: payments
window: 24h
sql: SELECT count(*) FROM bank_core.payment AS p WHERE p.{column} = 'DONE'
"""


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    (tmp_path / "heartbeat.yml").write_text("truth_source: bank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    project = load_project(tmp_path / "heartbeat.yml")
    project.state.mkdir()
    project.metrics_folder.mkdir(parents=True)
    reads(project, "state")
    return project


def reads(project: ProjectSettings, column: str) -> None:
    (project.metrics_folder / "m_24h.yml").write_text(METRIC.format(column=column))


def work(table: QName, *columns: str) -> dict[str, SourceJob]:
    recorded = write_columns(RecordedColumn(name, n, "text", "text", "text", "f") for n, name in enumerate(columns, 1))
    planned = PlannedTable(table, (), rows=1, bytes=1, cursor=Cursor(None, None, "none", indexed=False))
    job = TableJob("bank_core", planned, UNCHANGED, "", (), "columns:1", "shape", recorded)
    here = Connection("127.0.0.1", 5433, "reader", "bank", "SOURCE_PG", "")
    plan = Plan(BANK, here, (PlannedDataset("bank_core", "core", ()),), ())
    return {"bank": SourceJob(plan, (DatasetJob("bank_core", "core", (job,)),))}


def told(
    project: ProjectSettings, works: dict[str, SourceJob], *changes: ColumnChange, remember: bool = True
) -> list[str]:
    found = {"bank": SourceFindings("bank", tuple((PAYMENT, change) for change in changes))}
    return list(with_metrics(project, INVENTORY, works, found, remember=remember)["bank"].broken)


AFTER = work(PAYMENT, "id", "status")


def alarms_in_short(*found: SourceFindings) -> str:
    return IngestOutcome("3f9a12c7", (), {str(number): one for number, one in enumerate(found)}).alarms


def test_a_broken_metric_is_told_again_until_it_is_mended(project: ProjectSettings) -> None:
    assert told(project, AFTER, RENAMED) == [SENTENCE]
    assert told(project, AFTER) == told(project, AFTER) == [SENTENCE]
    assert told(project, work(CLIENT, "id")) == [], "a run that did not look at the table says nothing of it"
    assert told(project, AFTER) == [SENTENCE]
    reads(project, "status")
    assert told(project, AFTER) == []
    assert not (project.state / BROKEN_FILE).exists()


def test_a_column_that_is_back_breaks_nothing(project: ProjectSettings) -> None:
    told(project, AFTER, RENAMED)
    assert told(project, work(PAYMENT, "id", "state")) == []
    assert read_broken(project) == {}


def test_a_plan_remembers_nothing(project: ProjectSettings) -> None:
    assert told(project, AFTER, RENAMED, remember=False) == [SENTENCE]
    assert not (project.state / BROKEN_FILE).exists()


@pytest.mark.parametrize(
    "text", ["", "[]", '{"bank": 1}', '{"bank": [{"schema": "core"}]}', '{"bank": [{"kind": "x"}]}']
)
def test_a_damaged_memory_is_none(project: ProjectSettings, text: str) -> None:
    (project.state / BROKEN_FILE).write_text(text)
    assert read_broken(project) == {}
    write_broken(project, {"bank": ((PAYMENT, RENAMED),), "aml": ()})
    assert read_broken(project) == {"bank": ((PAYMENT, RENAMED),)}


def test_in_one_line_broken_metrics_come_first_and_in_full(project: ProjectSettings) -> None:
    gone = SourceFindings("aml", left=LeftBehind(gone=(QName("aml", "old"),)))
    broken = with_metrics(project, INVENTORY, AFTER, {"bank": SourceFindings("bank", ((PAYMENT, RENAMED),))})["bank"]
    assert alarms_in_short(gone, broken) == f"{SENTENCE} (and 1 more)"
    assert alarms_in_short(broken) == SENTENCE
    assert alarms_in_short(SourceFindings("bank", ((PAYMENT, RENAMED),))) == ""
    assert alarms_in_short(gone).startswith("aml.old has landed and is gone at aml")
