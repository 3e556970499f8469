"""What each change of a schema and of a landing does to a metric, and what is said of it again by the next run."""

from dataclasses import replace
from pathlib import Path

import pytest

from heartbeat_cli.estate import Connection, Inventory, ProjectSettings, Slice, Source, load_project
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.impact import with_metrics
from heartbeat_cli.impact.landing_change import LandingEffect, landing_effects, metrics_concerned
from heartbeat_cli.impact.schema_change import affected_metrics, reads_of, unfollowable
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
)
from heartbeat_cli.ingest.columns.shape import write_columns
from heartbeat_cli.ingest.report.landed_before import LeftBehind
from heartbeat_cli.metrics import Metric
from heartbeat_cli.pgschema import Change, Column, Database, Domain, EnumType, QName, Schema, Table
from heartbeat_cli.sources import Cursor, Plan, PlannedDataset, PlannedTable

BANK = Source(
    "bank", "bank", "r", "postgres", "granted", Path("bank.yml"), "A", "bank", ("core",), slices=(Slice("core"),)
)
AML = replace(BANK, name="aml", database="aml")
INVENTORY = Inventory((BANK, AML), "bank")
PAYMENT, CLIENT = QName("core", "payment"), QName("core", "client")
TABLE = Table(
    "core", "payment",
    (
        Column("id", "bigint"), Column("amount", "core.money"), Column("state", "core.state"),
        Column("states", "core.state[]"), Column("at", "timestamp with time zone"),
    ),
)  # fmt: skip
BEFORE = Database(
    "bank",
    (
        Schema(
            "core", (TABLE, Table("core", "client", (Column("id", "bigint"), Column("name", "text")))),
            enums=(EnumType("core", "state", ("A",)),), domains=(Domain("core", "money", "numeric(18,2)"),),
        ),
    ),
)  # fmt: skip
BY_STATE = "SELECT count(*) FROM bank_core.payment AS p WHERE p.state = 'A' AND p.at > now()"


def metric(sql: str | None, status: str = "aligned", **more: object) -> Metric:
    return Metric("m_24h", "?", "bank", status, "24h", sql=sql, **more)  # type: ignore[arg-type]


def effect(change: Change, sql: str = BY_STATE, after: Database = BEFORE) -> str | None:
    found = affected_metrics([change], BEFORE, after, BANK, [metric(sql)], INVENTORY)
    if not found:
        return None
    (one,) = found
    assert one.broken is bool(one.breaking)
    assert (one.breaking, one.touching) in (((change,), ()), ((), (change,)))
    return "breaks" if one.broken else "touches"


def change(
    kind: str, action: str, name: str = "x", table: QName | None = None, column: str | None = None,
    attribute: str | None = None, before: str | None = None, after: str | None = None,
) -> Change:  # fmt: skip
    return Change(action, kind, name, "…", table, column, attribute, before, after)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (change("schema", "removed", "core"), "breaks"),
        (change("schema", "removed", "dict"), None),
        (change("schema", "added", "core"), None),
        (change("schema", "changed", "core"), None),
        (change("table", "removed", "payment", PAYMENT), "breaks"),
        (change("table", "removed", "client", CLIENT), None),
        (change("table", "added", "payment", PAYMENT), None),
        *(
            (change("table", "changed", "payment", PAYMENT, attribute=attribute), "touches")
            for attribute in ("nullable", "generated", "inherits", "row security")
        ),
        (change("table", "changed", "payment", PAYMENT, attribute="comment"), None),
        (change("primary key", "removed", "k", PAYMENT), "touches"),
        (change("unique constraint", "changed", "k", PAYMENT, attribute="columns"), "touches"),
        (change("unique constraint", "changed", "k", PAYMENT, attribute="comment"), None),
        (change("unique constraint", "added", "k", PAYMENT), None),
        (change("primary key", "removed", "k", CLIENT), None),
        (change("index", "removed", "k", PAYMENT), None),
        (change("foreign key", "removed", "k", PAYMENT), None),
        (change("column", "removed", "at", PAYMENT, "at"), "breaks"),
        (change("column", "removed", "id", PAYMENT, "id"), None),
        (change("column", "added", "at", PAYMENT, "at"), None),
        (change("column", "changed", "at", PAYMENT, "at", "type", "timestamp with time zone", "text"), "breaks"),
        (change("column", "changed", "at", PAYMENT, "at", "type", "timestamp with time zone", "date"), "breaks"),
        (
            change(
                "column", "changed", "at", PAYMENT, "at", "type", "timestamp with time zone",
                "timestamp without time zone",
            ),
            "touches",
        ),
        (change("column", "changed", "at", PAYMENT, "at", "nullable"), "touches"),
        (change("column", "changed", "at", PAYMENT, "at", "generated"), "touches"),
        (change("column", "changed", "at", PAYMENT, "at", "default"), None),
        (change("column", "changed", "id", PAYMENT, "id", "nullable"), None),
        (change("enum", "changed", "state", attribute="labels"), "touches"),
        (change("enum", "changed", "state", attribute="comment"), None),
        (change("enum", "removed", "state", attribute="labels"), None),
        (change("enum", "added", "state", attribute="labels"), None),
        (change("enum", "changed", "other", attribute="labels"), None),
        (change("domain", "changed", "money", attribute="type", before="numeric(18,2)", after="text"), None),
        (change("sequence", "removed", "s"), None),
    ],
)  # fmt: skip
def test_a_change_of_a_schema(changed: Change, expected: str | None) -> None:
    assert effect(changed) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (change("domain", "changed", "money", attribute="type", before="numeric(18,2)", after="text"), "breaks"),
        (
            change("domain", "changed", "money", attribute="type", before="numeric(18,2)", after="numeric(20,2)"),
            "touches",
        ),
        (change("domain", "changed", "money", attribute="nullable"), "touches"),
        (change("domain", "changed", "money", attribute="check"), None),
        (change("enum", "changed", "state", attribute="labels"), "touches"),
    ],
)  # fmt: skip
def test_a_change_of_a_type(changed: Change, expected: str | None) -> None:
    assert effect(changed, "SELECT sum(amount) FROM bank_core.payment WHERE 'A' = ANY (states)") == expected
    assert effect(changed, "SELECT count(*), * FROM bank_core.payment GROUP BY 2") == expected
    assert effect(changed, "SELECT count(name) FROM bank_core.client") is None


def test_metrics_that_are_concerned_are_in_order() -> None:
    gone, key = change("column", "removed", "at", PAYMENT, "at"), change("primary key", "removed", "k", PAYMENT)
    metrics = [
        replace(metric(BY_STATE), name="b_24h"),
        replace(metric("SELECT count(id) FROM bank_core.payment"), name="a_24h"),
        replace(metric("SELECT count(id) FROM bank_core.client"), name="c_24h"), replace(metric(None), name="d_24h"),
    ]  # fmt: skip
    found = affected_metrics([gone, key], BEFORE, BEFORE, BANK, metrics, INVENTORY)
    assert [(a.metric.name, a.breaking, a.touching) for a in found] == [
        ("b_24h", (gone,), (key,)), ("a_24h", (), (key,)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT count(*) FROM bank_core.payment, aml_core.client", {"payment": set()}),
        ("SELECT count(id) FROM bank_core.payment, bank_core.client",
         {"payment": {"id"}, "client": {"id"}}),
        ("SELECT to_json(p.*) FROM bank_core.payment AS p", {"payment": None}),
        ("SELECT count(c.name) FROM bank_core.payment AS p, bank_core.client AS c WHERE p IS NOT NULL",
         {"payment": None, "client": {"name"}}),
        ("SELECT (SELECT count(p) FROM bank_core.client) FROM bank_core.payment AS p",
         {"payment": None, "client": set()}),
        ("SELECT count(g) FROM bank_core.payment, generate_series(1, 2) AS g", {"payment": {"g"}}),
        ("SELECT count(q.id) FROM (SELECT id FROM bank_core.client) AS q", {"client": {"id"}}),
        ("WITH q AS (SELECT * FROM bank_core.client) SELECT count(name) FROM q", {"client": {"id", "name"}}),
    ],
)  # fmt: skip
def test_what_a_metric_reads(sql: str, expected: dict[str, set[str] | None]) -> None:
    reads = reads_of(metric(sql), BEFORE, BANK, INVENTORY)
    assert reads is not None
    found = {name.name: None if columns is None else set(columns) for name, columns in reads.tables.items()}
    if "generate_series" not in sql:
        assert found == expected
    else:
        # Whose column this is nobody can say, so it may be anybody's.
        assert found["payment"] in ({"g"}, set(), None)


def test_of_which_metric_nobody_can_say() -> None:
    file = Path("x.yml")
    broken = "SELECT sum((1) FROM bank_core.payment"
    metrics = [
        metric(broken, file=file, sql_place=SqlPlace(file, 7)), metric(broken, file=file), metric(broken),
        metric(broken, "retired", file=file), metric(BY_STATE, file=file), metric(None, file=file),
    ]  # fmt: skip
    assert [str(p.place) for p in unfollowable(metrics)] == ["x.yml:7:16", "x.yml:1:16"]
    assert reads_of(metric(broken), BEFORE, BANK, INVENTORY) is None
    assert reads_of(metric(BY_STATE, "retired"), BEFORE, BANK, INVENTORY) is None


def recorded(name: str, number: int = 1) -> RecordedColumn:
    return RecordedColumn(name, number, "text", "text", "text", "f")


def column_change(kind: ChangeKind, column: str = "state", after: str | None = "b") -> ColumnChange:
    return ColumnChange(kind, column, "a", after, "…")


LANDED = {PAYMENT: (recorded("id"), recorded("state", 2)), CLIENT: (recorded("id"),)}
READS_STATE = "SELECT count(state) FROM bank_core.payment"
M = "m_24h breaks: it reads core.payment.state, which "


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ChangeKind.DROPPED, (True, M + "no longer lands")),
        (ChangeKind.RENAMED, (True, M + "is called 'b' now")),
        (ChangeKind.HASHED, (True, M + "changed between a value and its hash")),
        (ChangeKind.INCOMPATIBLE, (True, M + "was a and is b now")),
        (ChangeKind.WIDENED, (False, M.replace("breaks", "should be looked at") + "was a and is b now")),
        (ChangeKind.RETYPED, (False, M.replace("breaks", "should be looked at") + "was a and is b now")),
        (ChangeKind.ADDED, None),
    ],
)
def test_a_change_of_what_lands(kind: ChangeKind, expected: tuple[bool, str] | None) -> None:
    changed = column_change(kind)
    found = landing_effects(BANK, INVENTORY, [metric(READS_STATE)], LANDED, [(PAYMENT, changed), (CLIENT, changed)])
    assert found == ((LandingEffect(metric(READS_STATE), PAYMENT, "state", *expected),) if expected else ())
    other = metric("SELECT count(id) FROM bank_core.payment")
    assert landing_effects(BANK, INVENTORY, [other], LANDED, [(PAYMENT, changed)]) == ()
    # Of a table nothing was known of, every column is taken to be read.
    assert len(landing_effects(BANK, INVENTORY, [other], {}, [(PAYMENT, changed)])) == (expected is not None)


def test_a_table_of_the_source_that_is_gone() -> None:
    (gone,) = landing_effects(BANK, INVENTORY, [metric(READS_STATE)], LANDED, [], [PAYMENT, CLIENT])
    sentence = "m_24h breaks: it reads core.payment, which is gone at the source"
    assert gone == LandingEffect(metric(READS_STATE), PAYMENT, None, True, sentence)
    nameless = replace(BANK, database=None)
    assert landing_effects(nameless, INVENTORY, [metric(READS_STATE)], LANDED, [], [PAYMENT]) == (gone,)


def test_tables_of_two_schemas_are_told_apart() -> None:
    other = QName("dict", "payment")
    landed = {PAYMENT: (recorded("id"),), other: (recorded("state"),)}
    two = replace(BANK, schemas=("core", "dict"), slices=(Slice("core"), Slice("dict")))
    inventory = Inventory((two,), "bank")
    dropped = [(other, column_change(ChangeKind.DROPPED))]
    reads_other = metric("SELECT count(state) FROM bank_dict.payment")
    assert len(landing_effects(two, inventory, [reads_other], landed, dropped)) == 1
    reads_own = metric("SELECT count(p.id) FROM bank_core.payment AS p, bank_dict.payment AS q WHERE q.id = 1")
    assert landing_effects(two, inventory, [reads_own], landed, dropped) == ()


def test_a_query_already_mended_is_understood() -> None:
    renamed = [(PAYMENT, column_change(ChangeKind.RENAMED, after="status"))]
    mended = metric("SELECT count(status) FROM bank_core.payment, bank_core.client AS c")
    assert landing_effects(BANK, INVENTORY, [mended], LANDED, renamed) == ()
    added = [(PAYMENT, column_change(ChangeKind.DROPPED)), (PAYMENT, column_change(ChangeKind.ADDED, "status"))]
    assert landing_effects(BANK, INVENTORY, [mended], LANDED, added) == ()


METRIC = "name: m_24h\nquestion: q\nsource: bank\nstatus: candidate\nowner: t\nunit: u\nwindow: 24h\nsql: {sql}\n"


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    (tmp_path / "heartbeat.yml").write_text("truth_source: bank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    project = load_project(tmp_path / "heartbeat.yml")
    project.state.mkdir()
    project.metrics_folder.mkdir(parents=True)
    (project.metrics_folder / "m_24h.yml").write_text(METRIC.format(sql=READS_STATE))
    return project


def test_metrics_are_read_only_where_something_may_concern_them(project: ProjectSettings) -> None:
    quiet = [(PAYMENT, column_change(ChangeKind.ADDED))]
    assert metrics_concerned(project, INVENTORY, BANK, LANDED, quiet) == ()
    loud = [*quiet, (PAYMENT, column_change(ChangeKind.WIDENED))]
    assert [e.breaks for e in metrics_concerned(project, INVENTORY, BANK, LANDED, loud)] == [False]
    assert [e.breaks for e in metrics_concerned(project, INVENTORY, BANK, LANDED, quiet, [PAYMENT])] == [True]


def work(source: Source = BANK, **tables: tuple[str, ...]) -> SourceJob:
    jobs = []
    for name, columns in tables.items():
        planned = PlannedTable(
            QName("core", name), (), rows=1, bytes=1, cursor=Cursor(None, None, "none", indexed=False)
        )
        text = write_columns(recorded(column, n) for n, column in enumerate(columns, 1))
        jobs.append(TableJob(f"{source.name}_core", planned, UNCHANGED, "", (), "columns:1", "shape", text))
    here = Connection("127.0.0.1", 5433, "reader", "bank", "SOURCE_PG", "")
    plan = Plan(source, here, (PlannedDataset(f"{source.name}_core", "core", ()),), ())
    return SourceJob(plan, (DatasetJob(f"{source.name}_core", "core", tuple(jobs)),))


DROPPED, WIDENED = column_change(ChangeKind.DROPPED), column_change(ChangeKind.WIDENED)


def told(
    project: ProjectSettings, works: SourceJob, found: SourceFindings, *, remember: bool = True
) -> list[tuple[str | None, bool]]:
    result = with_metrics(project, INVENTORY, {"bank": works}, {"bank": found}, remember=remember)["bank"]
    return [(e.column, e.breaks) for e in result.effects]


@pytest.mark.parametrize(
    ("found", "expected", "kept"),
    [
        (SourceFindings("bank"), [], {}),
        (SourceFindings("bank", ((PAYMENT, DROPPED),)), [("state", True)], {"bank": ((PAYMENT, DROPPED),)}),
        (SourceFindings("bank", ((PAYMENT, WIDENED),)), [("state", False)], {}),
        (SourceFindings("bank", ((CLIENT, DROPPED),)), [], {}),
        (SourceFindings("bank", left=LeftBehind(gone=(PAYMENT,))), [(None, True)], {}),
        (SourceFindings("bank", left=LeftBehind(gone=(CLIENT,))), [], {}),
    ],
)
def test_what_an_ingest_found(
    found: SourceFindings, expected: list[tuple[str | None, bool]], kept: dict[str, object], project: ProjectSettings
) -> None:
    assert told(project, work(payment=("id",)), found) == expected
    assert read_broken(project) == kept


def test_what_an_earlier_one_found(project: ProjectSettings) -> None:
    assert told(project, work(payment=("id",)), SourceFindings("bank", ((PAYMENT, DROPPED),))) == [("state", True)]
    # Once, not twice, where it is found again.
    assert told(project, work(payment=("id",)), SourceFindings("bank", ((PAYMENT, DROPPED),))) == [("state", True)]
    assert told(project, work(payment=("id",)), SourceFindings("bank", ((PAYMENT, WIDENED),))) == [
        ("state", False), ("state", True),
    ]  # fmt: skip
    assert told(project, work(client=("id",)), SourceFindings("bank")) == []
    assert read_broken(project) == {"bank": ((PAYMENT, DROPPED),)}
    assert told(project, work(payment=("id", "state")), SourceFindings("bank")) == []
    assert read_broken(project) == {}


def test_other_sources_keep_what_is_known_of_them(project: ProjectSettings) -> None:
    told(project, work(payment=("id",)), SourceFindings("bank", ((PAYMENT, DROPPED),)))
    found = with_metrics(project, INVENTORY, {"aml": work(AML)}, {"aml": SourceFindings("aml")}, remember=True)
    assert found == {"aml": SourceFindings("aml")}
    assert read_broken(project) == {"bank": ((PAYMENT, DROPPED),)}
    told(project, work(payment=("id", "state")), SourceFindings("bank"), remember=False)
    assert read_broken(project) == {"bank": ((PAYMENT, DROPPED),)}
