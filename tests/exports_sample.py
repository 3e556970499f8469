"""Metrics on their way out: one that is fit, with a caveat, stale, to be aligned again, candidate, parked, wrong."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from heartbeat_cli.exports import ExportedMetric, ExportSubject
from heartbeat_cli.marts import FRESH, STALE, Age, TableAge
from heartbeat_cli.metrics import (
    BlockedOn,
    EvaluationReceipt,
    HandCount,
    Metric,
    Note,
    SourceTable,
    TableRead,
    compare,
)
from heartbeat_cli.pgschema import Column, QName

AS_OF = datetime(2026, 5, 8, 9, tzinfo=UTC)
PAYMENT = QName("bank_core", "payment")
TABLES = (
    SourceTable(
        PAYMENT,
        "bank",
        "Payments, one row each.",
        (
            Column("id", "bigint", nullable=False),
            Column("amount", "numeric(18,2)", comment='In "EUR"'),
            Column("paid_at", "timestamp with time zone"),
        ),
        ("id",),
    ),
    SourceTable(QName("bank_core", "Odd table"), "bank"),
)
SQL = "SELECT count(*)\nFROM bank_core.payment AS p -- {{ not }} a template\nWHERE p.paid_at < now()"
METRIC = Metric(
    name="payments_made_count_24h",
    question="How many payments were made?",
    source="bank",
    status="aligned",
    window="24h",
    label="Payments made",
    description="Of {{ one }} day.",
    owner="payments team",
    unit="count",
    direction="up_is_good",
    sql=SQL,
    notes=(Note("method", "Whole days."),),
)
RECEIPT = EvaluationReceipt(
    METRIC.definition,
    Decimal(24),
    AS_OF,
    AS_OF,
    (TableRead("bank_core.payment", "1", 48),),
    "duckdb 1.5.5",
    Decimal("0.002"),
)


def counted(metric: Metric, value: str) -> Metric:
    """The metric with a record of a count that matched."""
    receipt = replace(RECEIPT, definition=metric.definition, value=Decimal(value))
    hand = HandCount(Decimal(value), "ops", "a list", AS_OF, attested_by="OPS-12")
    return replace(metric, alignment=(compare(metric, hand, receipt, "blind").record,))


def age(state: str = FRESH, seconds: int = 3600) -> Age:
    until = AS_OF - timedelta(seconds=seconds)
    table = TableAge(PAYMENT, "bank", state, until, seconds, until)
    return Age(state, until, seconds, until, table, (table,))


def exported(metric: Metric, value: str | None, **more: object) -> ExportedMetric:
    found = ExportedMetric(
        metric,
        metric.status,
        tables=TABLES,
        right_sources=(("bank", "bank is truth for payments"),),
        value=Decimal(value) if value is not None else None,
        as_of=AS_OF,
        age=age(),
        receipt="f00d",
        stale_at=AS_OF + timedelta(days=3),
    )
    return replace(found, **more)  # type: ignore[arg-type]


ALIGNED = exported(counted(METRIC, "24"), "24")
CAVEATED = exported(
    replace(
        METRIC,
        name="payment_time_p50_min_24h",
        label='=HYPERLINK("x")\nsecond line',
        question='How "long" does a payment take\\last?',
        description=None,
        unit="min",
        status="caveated",
        sql='SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY p.amount)\nFROM "bank_core"."Odd table" AS p;',
        notes=(Note("caveat", "The hold is in it.", "bpm"),),
    ),
    "41.53333333333333333333",
)
STALE_ONE = exported(
    counted(replace(METRIC, name="payments_share_24h", unit="share"), "0.125"),
    "0.125",
    status="aligned, stale",
    age=age(STALE, 400_000),
    doubts=("stale: bank_core.payment reaches to 2026-05-03 17:53 UTC",),
)
AGAIN = exported(
    replace(METRIC, name="payments_sum_eur_total", unit="EUR", window="total"),
    "-1203.5",
    status="needs_realignment",
    doubts=("needs realignment: no hand count is on record",),
)
CANDIDATE = exported(
    replace(
        METRIC,
        name="payments_failed_count_total",
        status="candidate",
        owner=None,
        notes=(Note("fallback", "Nobody else has it.", "bank", ("web.core.pay",), date(2026, 8, 1), stop_gap=True),),
    ),
    "3",
    doubts=("candidate: no hand count stands behind it",),
)
PARKED = exported(
    replace(
        METRIC, name="kyc_pass_share_30d", status="parked", blocked_on=(BlockedOn("qac", ("outcome",), "Theirs."),)
    ),
    None,
    as_of=None,
    age=None,
    receipt=None,
    stale_at=None,
    doubts=("parked: it waits for qac",),
)
WRONG = exported(
    replace(METRIC, name="payments_legacy_count_24h", status="candidate"),
    None,
    age=None,
    receipt=None,
    stale_at=None,
    doubts=("candidate: no hand count stands behind it", "wrong_source: reads the old one"),
    wrong=("wrong: hb check finds lineage-right-source (line 9)",),
)
SUBJECT = ExportSubject("bank", (ALIGNED, CAVEATED, STALE_ONE, AGAIN, CANDIDATE, PARKED, WRONG), AS_OF)
