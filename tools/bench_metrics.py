"""Many metrics at once, and a series, over a ledger of ten million rows: against the same SQL in one DuckDB connection.

    python tools/bench_metrics.py

Each side is a process of its own, in turns. What is compared is what `hb` adds: judging, translating, receipts, ages.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import bench_data
from figures import HB, Figure, compare, seconds

ROUNDS = 5
SPANS = {"24h": "24 hours", "7d": "7 days", "30d": "30 days"}
MEASURES = {
    "count": "count(*)",
    "distinct_count": "count(DISTINCT account_id)",
    "sum_eur": "sum(amount)",
    "amount_avg_eur": "avg(amount)",
    "amount_p50_eur": "percentile_cont(0.5) WITHIN GROUP (ORDER BY amount)",
    "fee_share": "sum(fee) / nullif(sum(amount), 0)",
}
SERIES = "payments_sepa_count_30d"
GAPS = ("payments_sepa_count_30d", "payments_card_sum_eur_7d", "payments_swift_distinct_count_24h")
AS_OF = ("--as-of", "2026-05-18T08:30:00Z")
RAILS = ("SEPA", "SWIFT", "CARD", "INTERNAL", "CASH")
REFERENCE = """
import duckdb, json, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
connection.execute("SET TimeZone = 'UTC'")
for sql in json.load(open(sys.argv[2])):
    connection.execute(sql).fetchall()
"""


def metrics() -> dict[str, str]:
    """Fifty metric files by name: the measures by rail and window."""
    found = {}
    for measure, value in MEASURES.items():
        for rail in RAILS:
            for window, span in SPANS.items():
                name = f"payments_{rail.lower()}_{measure}_{window}"
                found[name] = (
                    f"name: {name}\nlabel: {name}\nquestion: What of payments by {rail}, {measure}?\nowner: bench\n"
                    f"unit: count\nwindow: {window}\nsource: webbank\nstatus: candidate\nsql: |\n  SELECT {value}\n"
                    f"  FROM webbank_core.payment AS p\n  WHERE p.rail = '{rail}'\n"
                    f"    AND p.created_at >= now() - interval '{span}'\n    AND p.created_at < now()\n"
                )
    return dict(list(found.items())[:50])


def project(folder: Path) -> Path:
    """The table of `bench_data` with its entry in the ledger, and the metrics."""
    root = bench_data.project(folder)
    settings = (root / "heartbeat.yml").read_text().replace("2026-05-20T09:00:00Z", "2026-05-18T09:00:00Z")
    # What a check found is kept until a file of the mirror changes; the marts are none.
    (root / "heartbeat.yml").write_text(settings.replace("mirror: .", "mirror: mirror"))
    (root / "mirror").mkdir()
    (root / "prod").rename(root / "mirror" / "prod")
    enter = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); [c.execute(s) for s in sys.argv[2:]]"
    subprocess.run([sys.executable, "-c", enter, str(root / "marts.duckdb"), *_ledger()], check=True)
    (root / "db" / "candidates").mkdir()
    for name, text in metrics().items():
        (root / "db" / "candidates" / f"{name}.yml").write_text(text)
    return root


def _ledger() -> list[str]:
    from heartbeat_cli.marts import (
        Bounds,
        LandedRange,
        Receipt,
        create_ranges,
        create_receipts,
        enter_range,
        write_receipt,
    )

    at, rows = datetime(2026, 5, 18, 8, 30, tzinfo=UTC), bench_data.ROWS
    entry = LandedRange("webbank_core", "payment", Bounds(), rows, rows, None, "", "1", at, 0.5)
    receipt = Receipt("webbank_core", "payment", rows, "1", at, 0.5, source_table="core.payment")
    written = [create_ranges("webbank_core"), create_receipts("webbank_core"), enter_range(entry)]
    return [*written, *write_receipt(receipt)]


def _plain(root: Path) -> Path:
    """The same SQL at the same moment as DuckDB takes it, in a file."""
    statements = [
        text.partition("sql: |\n")[2].replace("now()", "TIMESTAMPTZ '2026-05-18 09:00:00+00'")
        for text in metrics().values()
    ]
    file = root / "plain.json"
    file.write_text(json.dumps(statements))
    return file


def figures(folder: Path) -> list[Figure]:
    """The figures asked for."""
    root = project(folder / "many")
    names = list(metrics())
    many, one = [*HB, "metrics", "run", *names], [*HB, "metrics", "run", SERIES]
    series = [*one, "--since", "90d", "--every", "1d"]
    plain = [sys.executable, "-c", REFERENCE, str(root / "marts.duckdb"), str(_plain(root))]
    for command in (many, one, series):
        seconds(command, root)
    found = [tuple(seconds(command, root) for command in (many, plain, one, series)) for _ in range(ROUNDS)]
    ours, theirs, single, whole = (statistics.median(times) for times in zip(*found, strict=True))
    return [
        Figure(
            "50 metrics / the same SQL in one connection, and one start-up",
            ours / (theirs + single),
            1.3,
            f"{ours:.2f} s against {theirs:.2f} s + {single:.2f} s for `hb metrics run` of one",
        ),
        Figure("a series of 90 days / one value", whole / single, 3.0, f"{whole:.2f} s against {single:.2f} s"),
        *(gap(root, name) for name in GAPS),
    ]


def gap(root: Path, name: str) -> Figure:
    """Why a count differs, every change and pair, against running the metric."""
    settings = root / "heartbeat.yml"
    # Nothing is held against a count while the clock stands still.
    settings.write_text("".join(line for line in settings.open() if not line.startswith("clock:")))
    run = [*HB, "metrics", "run", name, *AS_OF]
    count = ["--count", "7", "--by", "bench", "--method", "none", "--attested-by", "bench"]
    align = [*HB, "metrics", "align", name, "--dry-run", *count, *AS_OF]
    return compare(f"why a count of {name} differs / its run", align, run, 3.0, ROUNDS, root)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        for figure in figures(Path(folder)):
            print(figure.line(60))


if __name__ == "__main__":
    main()
