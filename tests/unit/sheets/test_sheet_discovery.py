"""The outcome as JSON, and numbers for people."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.table_hits import table_hit

from heartbeat_cli.discovery import Outcome, Searched, SourceLanding
from heartbeat_cli.estate import RightSource, Source, Subject
from heartbeat_cli.marts.landing import LandedPart
from heartbeat_cli.metrics import Metric, Note, Value
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sheets import outcome_document, plain
from heartbeat_cli.sheets.discover import big_number
from heartbeat_cli.wording import precise

VSS = Source("vss", "VSS", "Legacy.", "postgres", "granted", Path("vss.yml"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "no value"),
        (Decimal(0), "0"),
        (Decimal("-0.00001"), "0"),
        (Decimal(1234567), "1,234,567"),
        (Decimal("41.50"), "41.5"),
        (Decimal("0.123456"), "0.1235"),
        (Decimal(100), "100"),
        (Decimal("-12.25"), "-12.25"),
        (Decimal("1E+3"), "1,000"),
    ],
)
def test_numbers_for_people(value: Decimal | None, text: str) -> None:
    assert precise(value) == text


def test_every_number_can_be_shown_large() -> None:
    rows = big_number("-1,234,567,890.5")
    assert len({len(row) for row in rows}) == 1


def test_the_outcome_as_json() -> None:
    metric = Metric(
        name="applicant_count_24h", question="Applicants", source="vss", status="candidate", window="24h", unit="count",
        sql="SELECT 1", notes=(Note("fallback", "why", "vss", ("webbank.core.client",), date(2026, 8, 1)),),
    )  # fmt: skip
    moment = datetime(2026, 5, 8, 9, tzinfo=UTC)
    outcome = Outcome(
        metric,
        (RightSource(VSS, Subject("applicants", ("applicant",)), "applicant"),),
        (
            Searched("vss", (table_hit(QName("vss", "log"), 1.5, ("applicants",), "States."),)),
            Searched("qac", note="none"),
        ),
        (
            SourceLanding(
                "vss", (LandedPart(QName("vss", "log"), "vss_vss", 3, None, datetime(2026, 5, 8, tzinfo=UTC)),)
            ),
        ),
        Value(Decimal("3.50"), moment, 0.1, "SELECT 1"),
        Path("/p/db/candidates/applicant_count_24h.yml"),
    )
    because = 'vss is truth for applicants ("applicant")'
    right = {"source": "vss", "subject": "applicants", "term": "applicant", "because": because, "landed": True}
    note = {
        "kind": "fallback", "source": "vss", "why": "why", "tried": ["webbank.core.client"],
        "review_by": "2026-08-01",
        "drafted_by": None,
    }  # fmt: skip
    found = {"table": "vss.log", "matched": ["applicants"], "score": 1.5, "landed": True, "comment": "States."}
    assert plain(outcome_document(outcome, Path("/p"))) == {
        "candidate": {
            "name": "applicant_count_24h", "label": "", "question": "Applicants", "description": None, "owner": None,
            "unit": "count", "window": "24h", "direction": None, "source": "vss", "status": "candidate",
            "sql": "SELECT 1", "notes": [note], "blocked_on": [], "migration_target": [],
            "migration": None,
        },
        "right_source": right,
        "right_sources": [right],
        "searched": [
            {"source": "vss", "note": None, "tables": [found]}, {"source": "qac", "note": "none", "tables": []},
        ],
        "value": "3.50",
        "as_of": "2026-05-08T09:00:00+00:00",
        "age": None,
        "sql": "SELECT 1",
        "file": "db/candidates/applicant_count_24h.yml",
        "status": "candidate",
        "near": [],
        "series": None,
        "parts": None,
        "sample": None,
        "brief": None,
    }  # fmt: skip
