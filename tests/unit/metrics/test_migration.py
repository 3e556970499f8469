"""Which metrics are migration targets: those that read a source being replaced, or say that they are of one."""

from pathlib import Path

import pytest

from heartbeat_cli.estate import Inventory, Slice, Source
from heartbeat_cli.metrics import Metric, migration_target, migration_words, with_migration
from heartbeat_cli.pgschema import QName


def source(name: str, *schemas: str, legacy: bool = False) -> Source:
    slices = tuple(Slice(schema) for schema in schemas[:1])
    return Source(name, name, "", "postgres", "granted", Path(name), schemas=schemas, slices=slices, legacy=legacy)


INVENTORY = Inventory(
    (source("bank", "core"), source("vss", "vss", "dict", legacy=True), source("old-crm", "crm", legacy=True)), "bank"
)
ON_BANK = "SELECT count(*) FROM bank_core.client"
BOTH = "SELECT count(*) FROM vss_vss.log JOIN old_crm_crm.lead USING (id)"


def metric(sql: str | None, name: str = "bank", status: str = "candidate") -> Metric:
    return Metric("clients_count_30d", "How many?", name, status, "30d", sql=sql)


@pytest.mark.parametrize(
    ("asked", "legacy"),
    [
        (metric(ON_BANK), ()),
        (metric("SELECT count(*) FROM vss_vss.log"), ("vss",)),
        (metric('SELECT count(*) FROM "vss_vss".log'), ("vss",)),
        (metric("SELECT count(*) FROM VSS_VSS.log"), ("vss",)),
        (metric("SELECT count(*) FROM vss_dict.state"), ("vss",)),
        (metric("WITH a AS (SELECT id FROM vss_vss.log) SELECT count(*) FROM a"), ("vss",)),
        (metric(BOTH), ("old-crm", "vss")),
        (metric(f"{ON_BANK} WHERE origin = 'vss_vss.log'"), ()),
        (metric(f"{ON_BANK} -- not of vss_vss.log"), ()),
        (metric("SELECT FROM WHERE vss_vss.log"), ()),
        (metric(ON_BANK, "vss"), ("vss",)),
        (metric(None, "vss"), ("vss",)),
        (metric(None), ()),
        (metric(BOTH, "vss", "retired"), ()),
    ],
)  # fmt: skip
def test_what_stands_on_a_source_being_replaced(asked: Metric, legacy: tuple[str, ...]) -> None:
    assert migration_target(asked, INVENTORY) == legacy
    assert with_migration(asked, INVENTORY).migration_target == legacy


def test_nothing_does_where_none_is_replaced() -> None:
    inventory = Inventory((source("bank", "core"), source("vss", "vss")), "bank")
    assert migration_target(metric(BOTH, "vss"), inventory) == ()


def test_tables_that_are_known_are_not_read_again() -> None:
    assert migration_target(metric(ON_BANK), INVENTORY, [QName("vss_vss", "log")]) == ("vss",)


@pytest.mark.parametrize(
    ("legacy", "words"),
    [
        ((), ""),
        (("vss",), "migration target: vss is being replaced"),
        (("old-crm", "vss"), "migration target: old-crm, vss are being replaced"),
    ],
)
def test_how_it_is_said(legacy: tuple[str, ...], words: str) -> None:
    assert migration_words(legacy) == words
