"""Peak memory of every command on the demo estate, and of those that read and land very wide rows.

.venv/bin/python tools/bench.py command-memory wide-memory
"""

import os
import shlex
import shutil
from pathlib import Path

from bench_estate import Project, estate, project, say
from figures import HB, ROOT, Figure
from processes import RunError, run

MOST_MB = 400
SAMPLE_SECONDS = 0.02
_OWN = ("SOURCE_PG", "MARTS_PG", "MIRROR_PG", "DLT_")

COMMANDS = (
    "profile webbank.core",
    "profile webbank.core --format csv",
    "search sepa rejection",
    "sources status",
    "mirror status",
    "mirror diff webbank --live",
    "ingest --source webbank --plan",
    "ingest --source webbank",
    "ingest --all",
    "loads",
    "loads --verify --source webbank",
    "profile webbank.core.beneficiary --data",
    "metrics list",
    "metrics run clients_onboarded_count_30d",
    'discover "How many clients left us?" --table webbank.core.client_profile_state_log --measure count'
    " --window 30d --name clients_gone_count_30d --owner onboarding --unit clients --direction down_is_good --no-input",
    "check",
    "schema",
)
WIDE = (
    "CREATE SCHEMA wide",
    "CREATE TABLE wide.bytes (id int PRIMARY KEY, b bytea)",
    "CREATE TABLE wide.document (id int PRIMARY KEY, j jsonb)",
    "CREATE TABLE wide.file (id int PRIMARY KEY, b bytea)",
    "INSERT INTO wide.bytes SELECT g, (SELECT decode(string_agg(md5((g * 5000 + k)::text), ''), 'hex')"
    " FROM generate_series(1, 4096) AS k) FROM generate_series(1, 2500) AS g",
    "INSERT INTO wide.document SELECT g, jsonb_build_object('g', g, 't', repeat(md5(g::text), 2048))"
    " FROM generate_series(1, 2500) AS g",
    "INSERT INTO wide.file SELECT g, decode(repeat(md5(g::text), 1048576), 'hex') FROM generate_series(1, 6) AS g",
    "VACUUM ANALYZE",
)
TABLES = {"bytes": "2,500 rows of 64 KB bytea", "document": "2,500 of 64 KB jsonb", "file": "6 of 16 MB bytea"}


def commands(folder: Path) -> list[Figure]:
    """Every command a day has, one after the other, on the demo estate with DuckDB marts."""
    from heartbeat_cli.demo.postgres import data_home

    root = folder / "estate"
    for part in ("db", "seed/schemas/demo"):
        shutil.copytree(ROOT / part, root / part)
    shutil.copyfile(ROOT / "heartbeat.yml", root / "heartbeat.yml")
    say("making the demo estate")
    run([*HB, "demo", "up"], root, _environment())
    try:
        return [_peak(f"hb {line}", shlex.split(line), root) for line in COMMANDS]
    finally:
        run([*HB, "demo", "down"], root, _environment())
        shutil.rmtree(data_home(root, root / ".heartbeat"), ignore_errors=True)


def wide(folder: Path) -> list[Figure]:
    """Landing rows of 64 KB and of 16 MB in DuckDB, and checking them again."""
    with estate(folder) as built:
        say("making tables with wide rows")
        built.source.execute("bank", *WIDE)
        bank = project(built, "wide", "duckdb", {"bank": ("wide",)})
        return [figure for table, what in TABLES.items() for figure in _wide(bank, table, what)]


def _wide(bank: Project, table: str, what: str) -> list[Figure]:
    bank.empty()
    words = ["--source", "bank", "--table", f"wide.{table}"]
    return [
        _peak(f"hb ingest → duckdb, {what}", ["ingest", *words], bank.root),
        _peak(f"hb loads --verify, {what}", ["loads", "--verify", *words], bank.root),
    ]


def _peak(what: str, words: list[str], root: Path) -> Figure:
    title = f"{what.partition(' --table')[0]}, peak memory"
    try:
        done = run([*HB, *words], root, _environment(), SAMPLE_SECONDS)
    except RunError as error:
        return Figure(title, None, MOST_MB, str(error), "MB")
    return Figure(title, done.proportional, MOST_MB, f"sum of RSS {done.resident:.0f} MB; {done.seconds:.1f} s", "MB")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(_OWN)}
