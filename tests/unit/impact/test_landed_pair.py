"""The mirror against the marts, both cut down to what landing keeps; two states of a mirror; what becomes ready."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.metrics_estate import TEMPLATE, build_estate, put

from heartbeat_cli.errors import HbError, NotFoundError, UsageError
from heartbeat_cli.estate import Inventory, ProjectSettings, Slice, Source, load_inventory, load_project
from heartbeat_cli.impact import Readied, become_ready, caveats_to_clear, diff_mirror
from heartbeat_cli.impact.marts_change import landed_pair, read_landed
from heartbeat_cli.marts import LandedTable
from heartbeat_cli.metrics import load_metric
from heartbeat_cli.pgschema import Column, Database, Domain, EnumType, QName, Schema, Table

BANK = Source(
    "bank", "bank", "r", "postgres", "granted", Path("bank.yml"), "A", "bank", ("core", "dict", "scb"),
    (Slice("core", but=("job",)), Slice("dict")),
)  # fmt: skip
CORE = Schema(
    "core",
    (
        Table(
            "core", "payment",
            (
                Column("id", "bigint", nullable=False, comment="Its number."),
                Column("amount", "core.money"),
                Column("kind", "core.kind"),
                Column("tags", "text[]"),
                Column("sizes", "integer[]"),
                Column("at", "timestamp with time zone"),
                Column("n", "integer"),
            ),
            comment="Paid.",
        ),
        Table("core", "payment_2026", (Column("id", "bigint"),), partition_of=QName("core", "payment")),
        Table("core", "job", (Column("id", "bigint"),)),
        Table("core", "client", (Column("id", "bigint"),)),
    ),
    enums=(EnumType("core", "kind", ("A", "B")),),
    domains=(Domain("core", "money", "numeric(18,2)"),),
)  # fmt: skip
MIRROR = Database(
    "bank", (CORE, Schema("dict", (Table("dict", "state", (Column("id", "smallint"),)),)), Schema("scb", ())),
    extensions=("pg_trgm",),  # type: ignore[arg-type]
)  # fmt: skip


def landed(dataset: str, name: str, **columns: str) -> LandedTable:
    return LandedTable(dataset, name, tuple(Column(n, t) for n, t in columns.items()), 1)


STANDING = (
    landed(
        "bank_core", "payment", n="bigint", id="bigint", amount="numeric(18,2)", kind="text", tags="text[]",
        sizes="text[]", at="date", extra="text", _dlt_id="text", _dlt_load_id="text",
    ),
    landed("bank_core", "old", id="bigint"),
    landed("other_core", "client", id="bigint"),
)  # fmt: skip


def test_both_sides_are_cut_down_to_what_landing_keeps() -> None:
    before, after = landed_pair(BANK, MIRROR, STANDING)
    assert (before.extensions, after.extensions) == ((), ())
    assert [(s.name, [t.name for t in s.tables]) for s in before.schemas] == [
        ("core", ["payment", "client"]), ("dict", ["state"]),
    ]  # fmt: skip
    assert [(s.name, [t.name for t in s.tables]) for s in after.schemas] == [("core", ["payment", "old"]), ("dict", [])]
    assert before.schemas[0] == Schema(
        "core",
        (
            Table(
                "core", "payment",
                (
                    Column("amount", "core.money"), Column("at", "timestamp with time zone"), Column("id", "bigint"),
                    Column("kind", "core.kind"), Column("n", "integer"), Column("sizes", "integer[]"),
                    Column("tags", "text[]"),
                ),
            ),
            Table("core", "client", (Column("id", "bigint"),)),
        ),
        domains=CORE.domains,
    )  # fmt: skip
    # A type of the same kind is the mirror's, and everything may land as text.
    assert after.schemas[0].tables[0].columns == (
        Column("amount", "core.money"), Column("at", "date"), Column("extra", "text"), Column("id", "bigint"),
        Column("kind", "core.kind"), Column("n", "integer"), Column("sizes", "integer[]"), Column("tags", "text[]"),
    )  # fmt: skip


def test_nothing_has_landed() -> None:
    with pytest.raises(NotFoundError) as caught:
        landed_pair(BANK, MIRROR, STANDING[2:])
    assert (caught.value.message, caught.value.hint, caught.value.code) == (
        "nothing of bank has landed", "`hb ingest --source bank` lands it.", "not_landed",
    )  # fmt: skip


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    """Read by many tests: none may change it."""
    root = tmp_path_factory.mktemp("estate") / "bank"
    project = build_estate(root)
    put(root, (root / "db/candidates/payment_count_24h.yml").read_text().replace("payment_count", "paid_count"))
    put(root, AMOUNT)
    return project


AMOUNT = """\
name: amount_sum_total
label: Amount
question: How much?
owner: ops
unit: EUR
window: total
source: webbank
status: candidate
sql: SELECT sum(amount) FROM webbank_core.payment
"""
CREATED = "created_at timestamptz NOT NULL, authorized_at"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A folder with another state of two of the dumps."""
    folder = tmp_path / "older"
    shutil.copytree(TEMPLATE / "mirror", folder)
    dump = folder / "a" / "webbank.sql"
    text = dump.read_text()
    assert CREATED in text
    dump.write_text(
        text.replace(CREATED, "created_at text NOT NULL, authorized_at").replace("rail text", "rail text, x int")
    )
    (folder / "b" / "mms.sql").unlink()
    return folder


def test_two_states_of_a_mirror(estate: ProjectSettings, older: Path) -> None:
    found = diff_mirror(estate, load_inventory(estate), str(older), None, live=False, marts=False)
    by_name = {one.database: one for one in found.compared}
    webbank = by_name["webbank"]
    assert webbank.source == "webbank"
    assert [(c.object, c.action, c.column) for c in webbank.changes] == [
        ("column", "removed", "x"), ("column", "changed", "created_at"),
    ]  # fmt: skip
    assert [(a.metric.name, a.broken) for a in webbank.affected] == [
        ("outgoing_sepa_credit_processing_time_p50_min_24h", True), ("paid_count_24h", True),
        ("payment_count_24h", True),
    ]  # fmt: skip
    assert found.broken == 3
    assert (found.unreached, found.lost, found.unread) == ((), (), ())


def test_two_folders_may_be_named(estate: ProjectSettings, older: Path) -> None:
    inventory = load_inventory(estate)
    back = diff_mirror(estate, inventory, str(estate.mirror), str(older), live=False, marts=False)
    changes = {one.database: [(c.action, c.column) for c in one.changes] for one in back.compared}
    assert changes["webbank"] == [("added", "x"), ("changed", "created_at")]
    assert diff_mirror(estate, inventory, str(older), str(older), live=False, marts=False).broken == 0


@pytest.mark.parametrize(("after", "live", "marts"), [("x", True, False), ("x", False, True), (None, True, True)])
def test_one_other_side_at_a_time(after: str | None, live: bool, marts: bool, estate: ProjectSettings) -> None:
    with pytest.raises(UsageError, match="AFTER, --live and --marts exclude each other"):
        diff_mirror(estate, load_inventory(estate), "webbank", after, live=live, marts=marts)


def test_a_mirror_against_the_marts(estate: ProjectSettings) -> None:
    inventory = load_inventory(estate)
    found = diff_mirror(estate, inventory, "webbank", None, live=False, marts=True)
    (one,) = found.compared
    assert (found.after, one.source, one.affected) == ("the marts", "webbank", ())
    assert [(c.object, c.action, c.table and c.table.name) for c in one.changes] == []
    with pytest.raises(NotFoundError, match="nothing of mms has landed"):
        diff_mirror(estate, inventory, "mms", None, live=False, marts=True)
    whole = diff_mirror(estate, inventory, str(estate.mirror), None, live=False, marts=True)
    assert sorted(c.database for c in whole.compared) == ["card_ledger", "vss", "webbank"]
    assert sorted(u.database for u in whole.unreached) == ["aml", "mms"]


def test_what_cannot_be_read_is_told(estate: ProjectSettings, older: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(estate.root, own)
    (own / "db/candidates/a_count_24h.yml").write_text("name: [")
    put(own, AMOUNT.replace("amount_sum", "b_sum").replace("SELECT sum(amount)", "SELECT sum((amount)"))
    project = load_project(own / "heartbeat.yml")
    found = diff_mirror(project, load_inventory(project), str(older), None, live=False, marts=False)
    assert [p.file.name for p in found.unread] == ["a_count_24h.yml", "b_sum_total.yml"]
    assert found.unread[1].line == 9


CAVEATED = """\
name: own_count_24h
label: l
question: How many?
window: 24h
unit: count
owner: o
source: webbank
status: caveated
sql: SELECT count(*) FROM webbank_core.payment
notes:
  - {kind: caveat, source: vss, why: Those of the applicants are not in it.}
"""
READY = """\
name: {name}
label: l
question: How long?
window: 24h
source: webbank
status: {status}
blocked_on:
  - {{source: webbank, needs: [{need}]}}
"""


@pytest.fixture
def own(estate: ProjectSettings, tmp_path: Path) -> ProjectSettings:
    shutil.copytree(estate.root, tmp_path / "own")
    return load_project(tmp_path / "own" / "heartbeat.yml")


def test_what_has_landed_is_ready(own: ProjectSettings) -> None:
    there = put(own.root, READY.format(name="a_time_24h", status="parked", need="core.payment.settled_at"))
    waits = put(own.root, READY.format(name="b_time_24h", status="parked", need="core.payment.closed_at"))
    shown = put(own.root, READY.format(name="c_time_24h", status="parked", need="core.payment"), "metrics")
    named = own.candidates_folder / "other_24h.yml"
    named.write_text(READY.format(name="d_time_24h", status="parked", need="core.payment"))
    found = become_ready(own, load_inventory(own))
    assert found == Readied((replace(load_metric(there)),), ())
    assert found.metrics[0].file == there
    assert load_metric(there).status == "ready"
    assert [load_metric(file).status for file in (waits, shown, named)] == ["parked"] * 3
    assert become_ready(own, load_inventory(own)) == Readied()


def test_without_parked_candidates_the_marts_stay_closed(own: ProjectSettings) -> None:
    nowhere = replace(own, marts=replace(own.marts, path=own.root / "no.duckdb"))
    with pytest.raises(HbError):
        become_ready(nowhere, load_inventory(own))
    (own.candidates_folder / "kyc_pass_rate_30d.yml").unlink()
    assert become_ready(nowhere, load_inventory(own)) == Readied()


def test_caveats_that_wait_for_what_has_landed(own: ProjectSettings) -> None:
    inventory = load_inventory(own)
    assert caveats_to_clear(own, inventory, {"webbank", "vss"}) == ()
    file = put(own.root, CAVEATED, "metrics")
    assert caveats_to_clear(own, inventory, {"webbank", "vss"}) == ((load_metric(file), "vss"),)
    assert caveats_to_clear(own, inventory, {"webbank"}) == ()
    # Listed under two names that have not landed.
    assert caveats_to_clear(own, inventory, {"bpm", "mms"}) == ()


def test_a_file_that_cannot_be_rewritten_is_told(own: ProjectSettings) -> None:
    # As long as a name may be: there is no room for one of a draft beside it.
    name = f"{'a' * 242}_time_24h"
    file = put(own.root, READY.format(name=name, status="parked", need="core.payment"))
    found = become_ready(own, load_inventory(own))
    assert (found.metrics, [f.code for f in found.failures]) == ((), ["cannot_write"])
    assert load_metric(file).status == "parked"


def test_landed_tables_are_those_of_the_marts(estate: ProjectSettings) -> None:
    names = {f"{t.dataset}.{t.name}" for t in read_landed(estate)}
    assert names == set((TEMPLATE / "landed.txt").read_text().split())
    assert Inventory((BANK,), "bank").truth is BANK
