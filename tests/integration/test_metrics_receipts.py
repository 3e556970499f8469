"""Every shipped metric leaves a receipt in DuckDB and in PostgreSQL marts, and gives the same value again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import duckdb
import psycopg
import pytest
from tests.conftest import TestServer, copy_project
from tests.ingest_estate import admin
from tests.receipts import receipt_statements

from heartbeat_cli.app import ExportRequest, Project
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.marts import open_marts
from heartbeat_cli.metrics import (
    HandCount,
    Metric,
    align_metric,
    explain_gap,
    find_metric,
    history_of,
    load_all,
    read_evidence,
    run_again,
    run_metric,
)
from heartbeat_cli.rules import all_rules, check_project

pytestmark = pytest.mark.usefixtures("database")

# Rows that each of the shipped metrics finds some of; the same text for both databases.
ROWS = """
CREATE SCHEMA webbank_core;
CREATE SCHEMA webbank_dict;
CREATE TABLE webbank_dict.profile_state AS SELECT 1 AS id, 'ACTIVE' AS code UNION ALL SELECT 2, 'CLOSED';
CREATE TABLE webbank_dict.payment_direction AS SELECT 1 AS id, 'OUTGOING' AS code UNION ALL SELECT 2, 'INCOMING';
CREATE TABLE webbank_dict.payment_rail AS SELECT 1 AS id, 'SEPA_CREDIT' AS code UNION ALL SELECT 2, 'SWIFT';
CREATE TABLE webbank_core.client_profile AS
  SELECT g AS id, g % 2 + 1 AS state_id, TIMESTAMPTZ '2026-05-08 08:00:00+00' - g * INTERVAL '1 day' AS created_at
  FROM generate_series(1, 90) AS t(g);
CREATE TABLE webbank_core.client_profile_state_log AS
  SELECT g AS client_profile_id, g % 2 + 1 AS to_state_id,
    TIMESTAMPTZ '2026-05-08 08:00:00+00' - g * INTERVAL '1 day' AS changed_at
  FROM generate_series(1, 90) AS t(g);
CREATE TABLE webbank_core.payment AS
  SELECT g AS id, g % 2 + 1 AS direction_id, g / 2 % 2 + 1 AS rail_id,
    TIMESTAMPTZ '2026-05-08 08:00:00+00' - g * INTERVAL '1 hour' AS settled_at,
    TIMESTAMPTZ '2026-05-08 08:00:00+00' - g * INTERVAL '1 hour' - g * INTERVAL '7 minutes' AS authorized_at
  FROM generate_series(1, 90) AS t(g);
"""
LANDED = {
    "webbank_dict": {"profile_state": 2, "payment_direction": 2, "payment_rail": 2},
    "webbank_core": {"client_profile": 90, "client_profile_state_log": 90, "payment": 90},
}
ROWS += ";\n".join(
    statement
    for dataset, tables in LANDED.items()
    for table, rows in tables.items()
    for statement in receipt_statements(dataset, table, rows)
)


CLUSTER = "SOURCE_PG_HOST=127.0.0.1\n"
"""The demo's servers: where they are, a script may align."""


def on_postgres(project: ProjectSettings, server: TestServer, user: str = "postgres", password: str = "") -> None:
    file = project.root / "heartbeat.yml"
    file.write_text(file.read_text().replace("kind: duckdb ", "kind: postgres "))
    (project.root / ".env").write_text(
        f"{CLUSTER}MARTS_PG_HOST=127.0.0.1\nMARTS_PG_PORT={server.port}\nMARTS_PG_DATABASE=receipts\n"
        f"MARTS_PG_USER={user}\nMARTS_PG_PASSWORD={password or server.password}\n"
    )


@pytest.fixture(scope="module")
def database(postgres_server: TestServer) -> Iterator[None]:
    with admin(postgres_server, "postgres") as session:
        session.execute("CREATE DATABASE receipts")
    with admin(postgres_server, "receipts") as session:
        session.execute(ROWS.encode())
    yield
    with admin(postgres_server, "postgres") as session:
        session.execute("DROP DATABASE receipts WITH (FORCE)")


@pytest.fixture(params=["duckdb", "postgres"])
def project(request: pytest.FixtureRequest, tmp_path: Path, postgres_server: TestServer) -> ProjectSettings:
    project = copy_project(tmp_path / "project")
    (project.root / ".env").write_text(CLUSTER)
    if request.param == "postgres":
        on_postgres(project, postgres_server)
        with admin(postgres_server, "receipts") as session:
            session.execute("DROP SCHEMA IF EXISTS _hb CASCADE")
    else:
        project.marts.path.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(project.marts.path)) as marts:
            marts.execute(ROWS)
    return load_project(project.root / "heartbeat.yml")


def shown(project: ProjectSettings) -> list[Metric]:
    return [metric for metric in load_all(project)[0] if metric.status in ("aligned", "caveated")]


def test_every_shipped_metric_runs_again_equal(project: ProjectSettings) -> None:
    metrics = shown(project)
    assert len(metrics) == 4
    for metric in metrics:
        run = run_metric(project, metric, project.now())
        assert (run.unrecorded, bool(run.value.value)) == (None, True)
        again = run_again(project, metric, run.receipt.id)
        assert (again.same, again.changes) == (True, ())
        # A record's own receipt is of the bank's rows, which are not these.
        assert {r.value for r in history_of(project, metric)} == {run.value.value}


def test_both_databases_give_the_same_value_and_say_who_they_are(project: ProjectSettings) -> None:
    found = {}
    for metric in shown(project):
        receipt = run_metric(project, metric, project.now()).receipt
        found[metric.name] = (str(receipt.value), sum(read.rows for read in receipt.tables))
        assert receipt.engine.split()[0] == ("duckdb" if project.marts.kind == "duckdb" else "postgres")
    assert found == {
        "clients_active_count_total": ("45", 92),
        "clients_onboarded_count_30d": ("14", 92),
        "outgoing_other_processing_time_p50_min_7d": ("322", 94),
        "outgoing_sepa_credit_processing_time_p50_min_24h": ("84", 94),
    }


def test_why_a_count_differs_is_the_same_on_both(project: ProjectSettings) -> None:
    metric = find_metric(project, "clients_active_count_total")
    gap = explain_gap(project, metric, Decimal(90), project.now(), read_evidence("code=ACTIVE=45", None))
    assert (gap.value, gap.reasons[0].words, gap.reasons[0].number) == (45, "whatever code is", 90)
    assert (gap.reasons[0].gone, "code CLOSED counts too" in gap.reasons[0].also) == (("s.code = 'ACTIVE'",), True)


def test_an_alignment_rests_on_a_receipt_of_the_marts(project: ProjectSettings) -> None:
    metric = next(m for m in shown(project) if m.name == "clients_active_count_total")
    run = run_metric(project, metric, project.now())
    assert run.value.value is not None
    hand = HandCount(run.value.value, "team", "a list", project.now())
    record = align_metric(project, metric, hand).metric.last_alignment
    assert record is not None
    assert record.receipt in history_of(project, metric)


def test_who_may_only_read_gets_the_number_without_a_receipt(tmp_path: Path, postgres_server: TestServer) -> None:
    project = copy_project(tmp_path / "project")
    with admin(postgres_server, "receipts") as session:
        session.execute("DROP SCHEMA IF EXISTS _hb CASCADE")
        session.execute("DROP ROLE IF EXISTS reads_receipts")
        session.execute("CREATE ROLE reads_receipts LOGIN PASSWORD 'x'")
        session.execute("GRANT pg_read_all_data TO reads_receipts")
    on_postgres(project, postgres_server, "reads_receipts", "x")
    project = load_project(project.root / "heartbeat.yml")
    run = run_metric(project, shown(project)[0], project.now())
    assert str(run.value.value) == "45"
    assert run.unrecorded == "the marts cannot be written: permission denied for database receipts"
    # What others recorded is there, and not for everybody.
    with admin(postgres_server, "receipts") as session:
        session.execute("CREATE SCHEMA _hb")
        session.execute("CREATE TABLE _hb._hb_evaluation (id text)")
        session.execute("REVOKE pg_read_all_data FROM reads_receipts")
        session.execute("GRANT USAGE ON SCHEMA webbank_core, webbank_dict TO reads_receipts")
        session.execute("GRANT SELECT ON ALL TABLES IN SCHEMA webbank_core, webbank_dict TO reads_receipts")
    skipped = [rule.why for rule in check_project(project, all_rules()).skipped if rule.rule == "alignment-receipt"]
    assert skipped == ["the receipts in the marts may not be read"]
    with admin(postgres_server, "receipts") as session:
        session.execute("DROP SCHEMA _hb CASCADE")
        session.execute("DROP OWNED BY reads_receipts")
        session.execute("DROP ROLE reads_receipts")


def test_many_first_receipts_at_once(tmp_path: Path, postgres_server: TestServer) -> None:
    project = copy_project(tmp_path / "project")
    on_postgres(project, postgres_server)
    with admin(postgres_server, "receipts") as session:
        session.execute("DROP SCHEMA IF EXISTS _hb CASCADE")
    project = load_project(project.root / "heartbeat.yml")
    metric = shown(project)[0]
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda _: run_metric(project, metric, project.now()), range(4)))
    assert [run.unrecorded for run in runs] == [None] * 4
    assert {run.receipt.id for run in runs} == {receipt.id for receipt in history_of(project, metric)}


def test_a_receipt_tells_of_another_database(tmp_path: Path, postgres_server: TestServer) -> None:
    project = copy_project(tmp_path / "project")
    (project.root / ".env").write_text(CLUSTER)
    project.marts.path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(project.marts.path)) as marts:
        marts.execute(ROWS)
    metric = shown(project)[0]
    run = run_metric(project, metric, project.now())
    hand = HandCount(run.value.value or 0, "team", "a list", project.now())  # type: ignore[arg-type]
    aligned = align_metric(project, metric, hand).metric
    on_postgres(project, postgres_server)
    project = load_project(project.root / "heartbeat.yml")
    assert aligned.last_alignment is not None
    assert aligned.last_alignment.receipt is not None
    again = run_again(project, aligned, aligned.last_alignment.receipt.id)
    version = psycopg.connect(
        host="127.0.0.1", port=postgres_server.port, user="postgres", password=postgres_server.password,
        dbname="receipts",
    ).info.parameter_status("server_version")  # fmt: skip
    assert version is not None
    assert again.same
    assert again.changes == (f"it was computed by duckdb {duckdb.__version__}, now by postgres {version.split()[0]}",)


CHANGES = """
ALTER TABLE webbank_core.payment DROP COLUMN authorized_at;
ALTER TABLE webbank_dict.profile_state RENAME TO profile_state_2;
CREATE VIEW webbank_dict.profile_state AS SELECT * FROM webbank_dict.profile_state_2;
"""


def test_what_went_from_the_marts_is_found(project: ProjectSettings, postgres_server: TestServer) -> None:
    for metric in shown(project):
        run_metric(project, metric, project.now())
    if project.marts.kind == "duckdb":
        with duckdb.connect(str(project.marts.path)) as marts:
            marts.execute(CHANGES)
    else:
        with admin(postgres_server, "postgres") as session:
            session.execute("CREATE DATABASE receipts_changed TEMPLATE receipts")
        with admin(postgres_server, "receipts_changed") as session:
            session.execute(CHANGES.encode())
        environment = project.root / ".env"
        environment.write_text(environment.read_text().replace("DATABASE=receipts", "DATABASE=receipts_changed"))
        project = load_project(project.root / "heartbeat.yml")
    found = [f for f in check_project(project, all_rules()).findings if f.rule in ("columns-landed", "tables-landed")]
    view = "webbank_dict.profile_state is a view in the marts, not the table that lands there: it may read anything"
    column = "webbank_core.payment.authorized_at is not in the marts: it was there on "
    assert {(f.file.stem, f.rule, f.message[: len(column)]) for f in found if "vss" not in f.file.stem} == {
        ("clients_active_count_total", "tables-landed", view[: len(column)]),
        ("clients_onboarded_count_30d", "tables-landed", view[: len(column)]),
        ("outgoing_other_processing_time_p50_min_7d", "columns-landed", column),
        ("outgoing_sepa_credit_processing_time_p50_min_24h", "columns-landed", column),
    }
    if project.marts.kind == "postgres":
        with admin(postgres_server, "postgres") as session:
            session.execute("DROP DATABASE receipts_changed WITH (FORCE)")


# What is published


def asked(project: ProjectSettings, sql: str) -> list[tuple[object, ...]]:
    with open_marts(project) as reader:
        return list(reader.query(sql).rows)


def without_published(server: TestServer) -> None:
    with admin(server, "receipts") as session:
        session.execute("DROP SCHEMA IF EXISTS heartbeat CASCADE")


def test_both_marts_publish_the_same(project: ProjectSettings, postgres_server: TestServer) -> None:
    without_published(postgres_server)
    made = Project(project).export(ExportRequest("marts"))
    assert (made.written, len(made.metrics)) == (True, 4)
    told = "SELECT name, value, value_exact, time_window, age FROM heartbeat.metric_now ORDER BY name"
    assert asked(project, told) == [
        ("clients_active_count_total", 45.0, "45", "total", "fresh"),
        ("clients_onboarded_count_30d", 14.0, "14", "30d", "fresh"),
        ("outgoing_other_processing_time_p50_min_7d", 322.0, "322", "7d", "fresh"),
        ("outgoing_sepa_credit_processing_time_p50_min_24h", 84.0, "84", "24h", "fresh"),
    ]
    states = "SELECT name, status, fit, receipt FROM heartbeat.metric_now ORDER BY name"
    assert asked(project, states) == [(m.metric.name, m.status, m.fit, m.receipt) for m in made.metrics]
    Project(project).export(ExportRequest("marts"))
    assert asked(project, "SELECT count(*) FROM heartbeat.metric_value") == [(8,)]
    assert asked(project, "SELECT count(*) FROM heartbeat.metric_now") == [(4,)]
    without_published(postgres_server)


def test_readers_of_what_is_published_never_see_half(tmp_path: Path, postgres_server: TestServer) -> None:
    project = copy_project(tmp_path / "project")
    on_postgres(project, postgres_server)
    project = load_project(project.root / "heartbeat.yml")
    without_published(postgres_server)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(Project(project).export, ExportRequest("marts"))
        second = pool.submit(Project(project).export, ExportRequest("marts"))
        assert first.result().written and second.result().written
        seen = set()
        writing = pool.submit(Project(project).export, ExportRequest("marts"))
        with admin(postgres_server, "receipts") as session:
            while not writing.done():
                seen.add(session.execute("SELECT count(*) FROM heartbeat.metric_now").fetchall()[0])
    assert (seen, asked(project, "SELECT count(*) FROM heartbeat.metric_value")) == ({(4,)}, [(12,)])
    without_published(postgres_server)


def test_who_may_not_publish_is_told_what_to_ask_for(tmp_path: Path, postgres_server: TestServer) -> None:
    project = copy_project(tmp_path / "project")
    without_published(postgres_server)
    with admin(postgres_server, "receipts") as session:
        session.execute("DROP ROLE IF EXISTS publishes")
        session.execute("CREATE ROLE publishes LOGIN PASSWORD 'x'")
        session.execute("GRANT pg_read_all_data TO publishes")
    on_postgres(project, postgres_server, "publishes", "x")
    project = load_project(project.root / "heartbeat.yml")
    with pytest.raises(HbError) as refused:
        Project(project).export(ExportRequest("marts"))
    assert refused.value.message == "the marts cannot be written: permission denied for database receipts"
    hint, _, sql = (refused.value.hint or "").partition("\n")
    assert (hint, sql) == (
        "Ask an administrator to run:",
        "CREATE SCHEMA IF NOT EXISTS heartbeat;\nALTER SCHEMA heartbeat OWNER TO publishes;\n",
    )
    with admin(postgres_server, "receipts") as session:
        session.execute(sql.encode())
    assert Project(project).export(ExportRequest("marts")).written
    with admin(postgres_server, "receipts") as session:
        session.execute("DROP SCHEMA heartbeat CASCADE")
        session.execute("DROP OWNED BY publishes")
        session.execute("DROP ROLE publishes")


def test_both_marts_tell_the_same_of_a_metric(project: ProjectSettings) -> None:
    brief = Project(project).metric("clients_onboarded_count_30d").brief()
    assert brief.counted is not None and brief.examples is not None
    assert brief.counted.left_out == ("rows with another to_state_id: CLOSED",)
    assert brief.examples.ids == tuple(str(n) for n in range(2, 22, 2))
