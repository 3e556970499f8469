"""What programs are told of values, where no page for people is told beside it: each document held to its schema."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.records import receipt_of

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest import ChangeKind, ColumnChange, DatasetResult, IngestResult, TableFailure, TableResult
from heartbeat_cli.metrics import (
    Aligned,
    Alignment,
    Comparison,
    Metric,
    Misuse,
    Note,
    Run,
    Value,
)
from heartbeat_cli.mirror import PlannedLoad
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sheets.document import plain
from heartbeat_cli.sheets.documents import command_schema
from heartbeat_cli.sheets.ingest_documents import results_document
from heartbeat_cli.sheets.loads_documents import run_in_detail
from heartbeat_cli.sheets.metrics_documents import aligned_document, metric_run_document
from heartbeat_cli.sheets.mirror_load import load_plan_document
from heartbeat_cli.state import RunReport, RunState

ROOT = Path("/project")
NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
TABLE = QName("core", "payment")
METRIC = Metric(
    "payments", "How many payments?", "webbank", "caveated", "7d", sql="SELECT 1",
    notes=(Note("fallback", "There is no other.", "aml", ("core.a",)),), file=ROOT / "db/metrics/payments.yml",
)  # fmt: skip
NOTE = {
    "kind": "fallback", "source": "aml", "why": "There is no other.", "tried": ["core.a"], "review_by": None,
    "drafted_by": None,
}  # fmt: skip
RECEIPT = receipt_of(METRIC, "1.50", NOON)
RECORD = Alignment(Decimal(10), Decimal(12), NOON, "Ann", "by hand")
LANDED = IngestResult(
    "webbank",
    (
        DatasetResult(
            "webbank__core",
            (
                TableResult(
                    TABLE, "webbank__core", "whole", "no key", rows=3, seconds=1.23456,
                    changes=(ColumnChange(ChangeKind.ADDED, "note", None, "text", "note (text) is new"),),
                ),
            ),
            (TableFailure(QName("core", "odd"), "webbank__core", "unfit", "It does not fit."),),
            2.0,
        ),
    ),
)  # fmt: skip
ERROR = HbError("It failed.")


def _run() -> Any:
    value = Value(Decimal("1.50"), NOON, 0.12345, "SELECT 1")
    return metric_run_document(Run(METRIC, value, misuses=(Misuse("Wrong.", "Mend it.", "x"),), receipt=RECEIPT), ROOT)


def _aligned() -> Any:
    return aligned_document(Aligned(METRIC, Comparison(RECORD, Decimal(2), Decimal(0)), None), ROOT)


@pytest.mark.parametrize(
    ("command", "document", "part"),
    [
        ("metrics run", _run(), {
            "file": "db/metrics/payments.yml", "notes": [NOTE], "value": "1.50", "seconds": 0.123,
            "sql_run": "SELECT 1",
            "wrong_source": [{"severity": "error", "message": "Wrong.", "next": "Mend it."}],
            "receipt": {
                "id": RECEIPT.id, "metric": "payments", "fingerprint": RECEIPT.definition.fingerprint, "value": "1.50",
                "as_of": "2026-05-08T12:00:00+00:00", "made_at": "2026-05-08T12:00:00+00:00",
                "tables": [{"table": "webbank_core.payment", "load": "1", "rows": 48}],
                "engine": "duckdb 1.4.2", "revision": None, "seconds": "0.015",
            },
            "unrecorded": None,
        }),
        ("metrics align", _aligned(), {
            "written": False,
            "comparison": {
                "count": "10", "value": "12", "as_of": "2026-05-08T12:00:00+00:00", "by": "Ann", "method": "by hand",
                "tolerance": "0", "reason": None, "verdict": "match", "given": None, "attested_by": None,
                "receipt": None, "digest": None, "difference": "2", "allowed": "0",
            },
        }),
        ("ingest", results_document([LANDED], {}, ["a"], "r1", ERROR), {
            "source": "webbank",
            "datasets": [{
                "dataset": "webbank__core",
                "tables": [{
                    "table": "core.payment", "mode": "whole", "reason": "no key", "rows": 3, "total": 0, "deleted": 0,
                    "ranges": 0, "seconds": 1.235, "load_id": None, "notes": [],
                    "changes": [{
                        "kind": "added", "column": "note", "before": None, "after": "text",
                        "sentence": "note (text) is new",
                    }],
                }],
                "rows": 3, "seconds": 2.0,
            }],
            "failed": [{
                "table": "core.odd", "dataset": "webbank__core", "code": "unfit", "message": "It does not fit.",
                "hint": None,
            }],
            "error": {"code": "failed", "message": "It failed.", "hint": None, "retryable": False},
            "ready": ["a"], "run": "r1",
        }),
        ("ingest", results_document([LANDED, LANDED], {}, (), "r1", None), {"ready": [], "run": "r1"}),
        ("mirror load", load_plan_document([PlannedLoad("bank", ROOT / "x.sql", None)], "here", ROOT), {
            "dry_run": True, "server": "here", "databases": [{"database": "bank", "file": "x.sql", "there": None}],
        }),
        ("loads", run_in_detail(RunReport("r1", ("webbank",), NOON, 3.0, RunState.DONE, rows=5), None), {
            "run_id": "r1", "rows": 5, "rows_per_second": 1.7, "status": None, "checked": None,
        }),
    ],
)  # fmt: skip
def test_a_document_says_what_its_schema_does(command: str, document: object, part: dict[str, Any]) -> None:
    body = json.loads(json.dumps(plain(document)))
    Draft202012Validator(command_schema(command)).validate(body)
    assert {key: body[key] for key in part} == part
