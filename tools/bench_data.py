"""Statistics of landed rows against DuckDB's own SUMMARIZE: ten million rows of twelve columns.

    python tools/bench_data.py

Each side runs in a process of its own, in turns, and the medians are compared. Ours also checks two keys, which
SUMMARIZE does not.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import Figure

ROWS = 10_000_000
ROUNDS = 3
MEMORY_MB = 600

TABLE = f"""
SET preserve_insertion_order = false;
CREATE SCHEMA webbank_core;
CREATE TABLE webbank_core.payment AS SELECT
  i::BIGINT AS id, (hash(i) % 400000)::BIGINT AS account_id,
  ((hash(i * 3) % 100000000) / 100)::DECIMAL(18,2) AS amount,
  CASE WHEN hash(i * 5) % 10 < 3 THEN NULL ELSE ((hash(i * 5) % 5000) / 100)::DECIMAL(18,2) END AS fee,
  ['SEPA', 'SWIFT', 'CARD', 'INTERNAL', 'CASH'][1 + (hash(i * 7) % 5)::INT] AS rail,
  'C' || lpad((hash(i * 11) % 3000)::VARCHAR, 4, '0') AS code, (hash(i * 13) % 12)::SMALLINT AS state_id,
  TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_seconds((i * 7.5)::BIGINT) AS created_at,
  CASE WHEN hash(i * 17) % 5 = 0 THEN NULL ELSE TIMESTAMPTZ '2024-01-01 00:00:00+00'
    + to_seconds((i * 7.5)::BIGINT + (hash(i * 17) % 86400)::BIGINT) END AS settled_at,
  md5(i::VARCHAR)::UUID AS reference, hash(i * 19) % 2 = 0 AS urgent,
  CASE WHEN hash(i * 23) % 2 = 0 THEN NULL
    ELSE 'Invoice ' || (hash(i * 23) % 5000000)::VARCHAR || ' of ' || (hash(i * 29) % 1000)::VARCHAR END AS note
FROM range({ROWS}) AS r(i);
CHECKPOINT
"""
DDL = """
CREATE SCHEMA core;
CREATE TABLE core.payment (
  id bigint PRIMARY KEY, account_id bigint, amount numeric(18,2), fee numeric(18,2), rail text, code text,
  state_id smallint, created_at timestamptz, settled_at timestamptz, reference uuid UNIQUE, urgent boolean, note text);
"""
EXECUTE = "import duckdb, sys; duckdb.connect(sys.argv[1]).execute(sys.argv[2])"
SUMMARIZE = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
connection.execute("SUMMARIZE webbank_core.payment").fetchall()
"""


def project(folder: Path) -> Path:
    """A project whose marts hold the table."""
    (folder / "db" / "sources").mkdir(parents=True)
    (folder / "prod").mkdir()
    (folder / "prod" / "webbank.sql").write_text(DDL)
    (folder / "heartbeat.yml").write_text(
        "truth_source: webbank\nmirror: .\nmarts: {kind: duckdb, path: marts.duckdb}\n"
        "clusters: {A: {mirror: prod, env: SOURCE_PG}}\nclock: 2026-05-20T09:00:00Z\n"
    )
    (folder / "db" / "sources" / "webbank.yml").write_text(
        "source: webbank\ntitle: Bank\nrole: test\narchetype: postgres\naccess: granted\ncluster: A\n"
        "database: webbank\nschemas: {core: {slice: all}}\n"
    )
    # A process of its own: a child's peak memory begins with that of the process it was made by.
    subprocess.run([sys.executable, "-c", EXECUTE, str(folder / "marts.duckdb"), TABLE], check=True)
    return folder


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def figures(folder: Path) -> list[Figure]:
    """Time against SUMMARIZE, and peak memory against what is asked for."""
    root = project(folder / "landed")
    ours = [sys.executable, "-m", "heartbeat_cli", "profile", "webbank.core.payment", "--data", "--json"]
    theirs = [sys.executable, "-c", SUMMARIZE, str(root / "marts.duckdb")]
    run(ours, root)
    pairs = [(run(ours, root), run(theirs, root)) for _ in range(ROUNDS)]
    own, other = (statistics.median(side[0] for side in sides) for sides in zip(*pairs, strict=True))
    memory = max(mine[1] for mine, _ in pairs)
    most = max(its[1] for _, its in pairs)
    return [
        Figure("hb profile --data / DuckDB SUMMARIZE", own / other, 0.7, f"{own:.1f} s against {other:.1f} s"),
        Figure("hb profile --data, peak memory", memory, MEMORY_MB, f"SUMMARIZE {most:.0f} MB", "MB"),
    ]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        for figure in figures(Path(folder)):
            print(figure.line(40))


if __name__ == "__main__":
    main()
