from pathlib import Path

import pytest

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Slice, Source
from heartbeat_cli.ingest.engine.destination import dlt_table_name
from heartbeat_cli.ingest.engine.pipeline import pipeline_name
from heartbeat_cli.marts import check_landable
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import PlannedTable, SourceType

CARDS = Source(
    name="card_management",
    title="Cards",
    role="cards",
    archetype="postgres",
    access="pending",
    file=Path("card_management.yml"),
    cluster="A",
    database="card-management",
    schemas=("card", "dict", "other"),
    slices=(Slice("card"), Slice("Dict Of")),
    pipeline="cards",
)


def test_a_pipeline_per_dataset() -> None:
    assert pipeline_name(CARDS, "card") == "cards_card"
    assert pipeline_name(CARDS, "Odd Schéma") == "cards_Odd_Sch_ma"


@pytest.mark.parametrize("name", ["payment", "Payment", "payment_state_log", "naïve"])
def test_ordinary_names_are_dlts_names(name: str) -> None:
    assert dlt_table_name(name) == name


def test_names_dlt_cannot_use_stay_apart() -> None:
    odd = ["a.b", "a/b", 'a"b', "a%b", "a{b", "a_b ", " a_b"]
    names = {dlt_table_name(name) for name in odd}
    assert len(names) == len(odd)
    assert "a_b" not in names


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (PlannedTable(QName("core", "empty"), ()), "no_columns"),
        (PlannedTable(QName("core", "_dlt_loads"), (("id", SourceType("int4")),)), "reserved_name"),
        (PlannedTable(QName("core", "_hb_receipt"), (("id", SourceType("int4")),)), "reserved_name"),
    ],
)
def test_tables_no_marts_can_hold(table: PlannedTable, code: str) -> None:
    with pytest.raises(HbError) as failure:
        check_landable(table)
    assert failure.value.code == code


def test_inheriting_tables_are_read_on_their_own() -> None:
    assert PlannedTable(QName("core", 'a"b'), ()).relation == 'ONLY "core"."a""b"'
    assert PlannedTable(QName("core", "event"), (), partitioned=True).relation == '"core"."event"'
