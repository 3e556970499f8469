"""Which metrics a change found while landing breaks and touches."""

from pathlib import Path

import pytest

from heartbeat_cli.estate import Inventory, ProjectSettings, Slice, Source, load_inventory
from heartbeat_cli.impact.landing_change import landing_effects, metrics_concerned
from heartbeat_cli.ingest import ColumnChange, RecordedColumn
from heartbeat_cli.ingest.columns.changes import compare_columns
from heartbeat_cli.metrics import Metric
from heartbeat_cli.pgschema import QName

BANK = Source(
    "bank", "bank", "r", "postgres", "granted", Path("bank.yml"), "A", "bank", ("core",), slices=(Slice("core"),)
)
INVENTORY = Inventory((BANK,), "bank")
PAYMENT, CLIENT = QName("core", "payment"), QName("core", "client")


def column(name: str, number: int, source: str = "text", kind: str = "text") -> RecordedColumn:
    return RecordedColumn(name, number, source, kind, source, "f")


ID, STATE = column("id", 1, "bigint", "number"), column("state", 2)
AMOUNT = column("amount", 3, "numeric(10,2)", "number")
LANDED = {PAYMENT: (ID, STATE, AMOUNT), CLIENT: (ID,)}
BY_STATE = "SELECT count(*) FROM bank_core.payment AS p WHERE p.state = 'DONE'"


def effects(sql: str, *wanted: RecordedColumn, gone: tuple[QName, ...] = ()) -> list[tuple[bool, str]]:
    changes = [(PAYMENT, change) for change in compare_columns(LANDED[PAYMENT], wanted or LANDED[PAYMENT]).changes]
    metric = Metric("m_24h", "?", "bank", "aligned", "24h", sql=sql)
    return [(e.breaks, e.sentence) for e in landing_effects(BANK, INVENTORY, [metric], LANDED, changes, gone)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ((ID, AMOUNT), (True, "m_24h breaks: it reads core.payment.state, which no longer lands")),
        (
            (ID, column("status", 2), AMOUNT),
            (True, "m_24h breaks: it reads core.payment.state, which is called 'status' now"),
        ),
        (
            (ID, column("state", 2, "integer", "number"), AMOUNT),
            (True, "m_24h breaks: it reads core.payment.state, which was text and is integer now"),
        ),
        (
            (ID, column("state", 2, kind="hash"), AMOUNT),
            (True, "m_24h breaks: it reads core.payment.state, which changed between a value and its hash"),
        ),
        (
            (ID, column("state", 2, "character varying(8)"), AMOUNT),
            (False, "m_24h should be looked at: it reads core.payment.state, which was text and is"
             " character varying(8) now"),
        ),
    ],
)  # fmt: skip
def test_a_change_concerns_those_who_read_the_column(
    wanted: tuple[RecordedColumn, ...], expected: tuple[bool, str]
) -> None:
    assert effects(BY_STATE, *wanted) == [expected]
    assert effects("SELECT sum(amount) FROM bank_core.payment", *wanted) == []
    assert effects("SELECT count(*) FROM bank_core.client", *wanted) == []
    # Whoever takes all columns takes this one.
    assert [breaks for breaks, _ in effects("SELECT * FROM bank_core.payment", *wanted)] == [expected[0]]


def test_new_columns_concern_none() -> None:
    assert effects("SELECT * FROM bank_core.payment", ID, STATE, AMOUNT, column("note", 4)) == []


def test_a_metric_that_knows_the_new_name_is_fine() -> None:
    assert effects(BY_STATE.replace("p.state", "p.status"), ID, column("status", 2), AMOUNT) == []


def test_a_table_that_is_gone() -> None:
    assert effects(BY_STATE, gone=(PAYMENT, CLIENT)) == [
        (True, "m_24h breaks: it reads core.payment, which is gone at the source")
    ]


def test_the_metrics_of_a_project(project: ProjectSettings) -> None:
    inventory = load_inventory(project)
    webbank = inventory.require("webbank")
    found = metrics_concerned(project, inventory, webbank, {}, (), [PAYMENT])
    assert found
    assert all(e.breaks and e.table == PAYMENT and e.metric.name in e.sentence for e in found)
    change: ColumnChange = compare_columns((), (ID,)).changes[0]
    assert metrics_concerned(project, inventory, webbank, {}, [(PAYMENT, change)]) == ()
