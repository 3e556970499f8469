"""SQL whose series is computed in one scan, and one run for each moment: the same, on every engine."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from heartbeat_cli.metrics import Metric, load_metric
from heartbeat_cli.metrics.bench import Bench
from heartbeat_cli.metrics.pieces import NoPiecesError
from heartbeat_cli.metrics.series.cells import scan
from heartbeat_cli.metrics.series.schedule import parse_schedule

CASES = Path(__file__).parent / "cases" / "series"
ROWS = (CASES / "rows.sql").read_text() + (CASES / "shipped_rows.sql").read_text()
AS_OF = datetime(2026, 4, 8, 9, tzinfo=UTC)
ONE_SCAN = "one scan"

MOMENTS = parse_schedule("45d", "1d").moments(AS_OF, "Europe/Berlin")
"""From before the first row on, and over the day on which Berlin's clocks go forward."""


def cases() -> list[tuple[str, str]]:
    """What becomes of each statement, and the statement."""
    blocks = [block.strip().split("\n", 1) for block in (CASES / "sql.txt").read_text().split("\n\n")]
    return [(head.removeprefix("-- "), sql) for head, sql in blocks]


SHARED = "its windows have rows in common, and its value is not the sum of its parts"
SHIPPED = {
    "backoffice_case_resolution_p50_min_7d": SHARED,
    "clients_active_count_total": ONE_SCAN,
    "clients_onboarded_count_30d": ONE_SCAN,
    "clients_onboarded_vss_count_30d": ONE_SCAN,
    "deal_stage_duration_avg_days_30d": SHARED,
    "deals_onboarding_sum_eur_total": ONE_SCAN,
    "deals_pipeline_sum_eur_total": ONE_SCAN,
    "leads_deal_conversion_share_30d": SHARED,
    "operator_queue_age_max_min_total": "the clock stands in more than its conditions",
    "operator_queue_count_total": ONE_SCAN,
    "organic_sessions_count_30d": ONE_SCAN,
    "organic_sessions_count_7d": ONE_SCAN,
    "outgoing_other_processing_time_p50_min_7d": SHARED,
    "outgoing_sepa_credit_processing_time_p50_min_24h": ONE_SCAN,
    "sessions_organic_share_30d": SHARED,
    "visits_signup_conversion_share_30d": SHARED,
}
"""What becomes of each metric and candidate that is shipped with SQL."""


# `make demo` leaves it where the shipped ones are.
_OF_THE_TOUR = ("clients_closed_count_30d",)


def shipped() -> dict[str, str]:
    """Their SQL by name."""
    db = Path(__file__).parents[1] / "db"
    files = sorted(file for folder in ("metrics", "candidates") for file in (db / folder).glob("*.yml"))
    return {m.name: m.sql for m in map(load_metric, files) if m.sql is not None and m.name not in _OF_THE_TOUR}


def metric(sql: str) -> Metric:
    return Metric("payment_case_24h", "How many?", "bank", "candidate", "24h", unit="count", sql=sql)


def told(bench: Bench, sql: str, moments: Sequence[datetime] = MOMENTS) -> str:
    """What becomes of it: one scan, why not, or where that gives another value than a moment's own run."""
    try:
        found = scan(bench, metric(sql), moments)
    except NoPiecesError as error:
        return str(error)
    alone: dict[datetime, Decimal | None] = {m: bench.value(metric(sql), m).value for m in moments}
    values = found.values | dict.fromkeys(found.empty, alone[found.empty[0]] if found.empty else None)
    values |= {m: alone[m] for m in found.alone}
    wrong = [(m, values[m], alone[m]) for m in moments if values[m] != alone[m]]
    assert len(found.alone) <= 2
    assert any(alone.values()), "nothing is counted"
    return ONE_SCAN if not wrong else f"{len(wrong)} differ, the first {wrong[0]}"
