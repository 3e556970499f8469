"""What profiling finds in a small bank."""

from pathlib import Path

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import Column, Counts, Database, ForeignKey, Index, QName, Schema, Table, UniqueKey
from heartbeat_cli.profiling import (
    CursorChoice,
    Dictionary,
    EventLog,
    Reference,
    SchemaProfile,
    choose_cursor,
    dictionary_reason,
    log_reason,
    profile_column,
    profile_database,
    profile_schema,
    profile_table_in_context,
    state_log_reason,
)
from heartbeat_cli.profiling.references import find_references

CASES = Path(__file__).parents[2] / "cases" / "dumps"


@pytest.fixture(scope="module")
def bank() -> Database:
    return pgschema.read(CASES / "bank.sql").database


@pytest.fixture(scope="module")
def core(bank: Database) -> SchemaProfile:
    schema = bank.schema("core")
    assert schema is not None
    return profile_schema(schema, bank)


def q(name: str) -> QName:
    return QName(*name.split("."))


def test_counts_leave_copies_on_partitions_out(core: SchemaProfile) -> None:
    assert core.counts == Counts(
        tables=5, partitions=1, views=1, columns=20, primary_keys=4, foreign_keys=5, indexes=2, check_constraints=1,
        enums=1, comments=3, sequences=3,
    )  # fmt: skip


def test_only_partitions_are_counted_as_partitions(bank: Database) -> None:
    counted = find_references(bank).partitions
    parents = [t.partition_of for t in bank.tables() if t.partition_of is not None]
    assert counted == {parent: parents.count(parent) for parent in parents}
    assert len(parents) == 1
    assert profile_table_in_context(bank.tables()[0], bank).partitions == counted.get(bank.tables()[0].qname, 0)


def test_a_schema_says_what_only_the_whole_shows(core: SchemaProfile) -> None:
    assert [d.table.name for d in core.dictionaries_elsewhere] == ["payment_state", "currency"]
    assert {r.source.schema for d in core.dictionaries_elsewhere for r in d.used_by} == {"core"}
    assert {c.table for c in core.choices} == {t.table.qname for t in core.tables}
    assert {m.table for a in core.areas for m in a.members} == {t.table.qname for t in core.tables}
    (machine,) = core.machines
    assert (str(machine.table), machine.column, str(machine.dictionary)) == (
        "core.payment",
        "state_id",
        "dict.payment_state",
    )
    assert machine.log is not None
    assert (machine.log.table.name, machine.log.time) == ("payment_state_log", "changed_at")
    assert [q.kind for t in core.tables for q in t.quantities if q.column == "amount"] == ["money"]


def test_a_table_asked_for_by_itself_has_its_surroundings(bank: Database) -> None:
    payment, log = (bank.schema("core").table(n) for n in ("payment", "payment_state_log"))  # type: ignore[union-attr]
    assert payment is not None
    assert log is not None
    profile = profile_table_in_context(payment, bank)
    around = profile.context
    assert around is not None
    assert [m.column for m in profile.machines] == ["state_id"]
    assert q("core.payment_state_log") in around.nearest
    assert payment.qname not in around.nearest
    assert profile.choice is not None
    assert profile.choice.landed
    assert [str(m.table) for m in profile_table_in_context(log, bank).machines] == ["core.payment"]


def test_partitions_children_and_readers_stand_around_their_parent() -> None:
    whole = Table("s", "whole", (Column("id", "bigint", nullable=False),), partitioned_by="RANGE (id)")
    parts = [
        Table("s", f"part_{n}", whole.columns, partition_of=whole.qname, bound=f"FOR VALUES FROM ({n}) TO ({n + 1})")
        for n in range(3)
    ]
    child = Table("t", "child", whole.columns, inherits=(whole.qname,))
    database = Database("d", (Schema("s", (whole, *parts)), Schema("t", (child,))))
    around = profile_table_in_context(whole, database).context
    assert around is not None
    assert around.partitions[2] == (q("s.part_2"), "FOR VALUES FROM (2) TO (3)")
    assert (len(around.partitions), around.children) == (3, (q("t.child"),))
    assert profile_table_in_context(whole, database).partitions == 3
    lone = profile_table_in_context(parts[0], database)
    assert lone.context is not None
    assert (lone.area, lone.context.partitions, lone.choice) == (None, (), None)


def test_references_both_ways_and_across_schemas(bank: Database) -> None:
    state = bank.schema("dict").table("payment_state")  # type: ignore[union-attr]
    assert state is not None
    found = profile_table_in_context(state, bank)
    assert [(str(r.source), r.columns) for r in found.references_in] == [
        ("core.payment", ("state_id",)),
        ("core.payment_state_log", ("from_state_id",)),
        ("core.payment_state_log", ("to_state_id",)),
    ]
    assert (found.role, found.role_reason) == ("dictionary", "in schema dict")


def test_dictionaries_say_who_uses_them(bank: Database) -> None:
    schema = bank.schema("dict")
    assert schema is not None
    found = profile_schema(schema, bank).dictionaries
    assert [(d.table.name, d.reason, len(d.used_by)) for d in found] == [
        ("payment_state", "in schema dict", 3),
        ("currency", "in schema dict", 1),
    ]
    currency = Reference(
        q("core.payment"), ("currency_code",), q("dict.currency"), ("code",), "payment_currency_code_fkey", False
    )
    assert found[1] == Dictionary(q("dict.currency"), "in schema dict", (currency,))  # fmt: skip


def test_logs_have_their_event_time(core: SchemaProfile) -> None:
    assert core.logs == (EventLog(q("core.payment_state_log"), "state log", "by its name", "changed_at", None),)


def test_cursors(core: SchemaProfile) -> None:
    assert {t.table.name: (t.cursor.kind, t.cursor.column, t.cursor.sees_updates) for t in core.tables} == {
        "client_profile": ("updated_at", "updated_at", True),
        "payment": ("identity", "id", False),
        "payment_state_log": ("identity", "id", True),
        "login_attempt": ("event_time", "happened_at", False),
        "setting": ("none", None, True),
    }


def test_gaps(core: SchemaProfile) -> None:
    assert [(g.kind, g.table.name, g.reference and g.reference.columns[0]) for g in core.gaps] == [
        ("no primary key", "login_attempt", None),
        ("reference, no index", "payment", "state_id"),
        ("reference, no index", "payment", "currency_code"),
        ("reference, no index", "payment_state_log", "from_state_id"),
        ("reference, no index", "payment_state_log", "to_state_id"),
        ("in no reference", "login_attempt", None),
        ("in no reference", "setting", None),
    ]
    assert core.neighbours == (("dict", 4, 0),)
    assert [(c.table.name, c.references_out + c.references_in) for c in core.most_connected] == [
        ("payment", 3),
        ("payment_state_log", 2),
        ("client_profile", 1),
    ]


def test_a_database_is_the_sum_of_its_schemas(bank: Database) -> None:
    whole = profile_database(bank)
    assert whole.counts == whole.schemas[0].counts + whole.schemas[1].counts


def test_a_column_knows_its_labels_and_references(bank: Database) -> None:
    client = bank.schema("core").table("client_profile")  # type: ignore[union-attr]
    assert client is not None
    kind, key = profile_column(client, "kind", bank), profile_column(client, "id", bank)
    assert kind is not None
    assert key is not None
    assert kind.labels == ("person", "company")
    assert [str(r.source) for r in key.referred_by] == ["core.payment"]
    assert (key.in_primary_key, key.unique) == (True, True)
    assert profile_column(client, "nope", bank) is None


TIME = "timestamp with time zone"
PARTLY_INDEXED = Table(
    "s", "t", (Column("updated_at", TIME, nullable=False),), indexes=(Index("i", ("updated_at",), where="x"),)
)


@pytest.mark.parametrize(
    ("table", "cursor"),
    [
        (
            Table("s", "t", (Column("updated_at", TIME),), indexes=(Index("i", ("updated_at",)),)),
            CursorChoice("updated_at", "updated_at", "set on every change, and indexed; may be null", True, True),
        ),
        (
            PARTLY_INDEXED,
            CursorChoice("updated_at", "updated_at", "set on every change; no index begins with it", False, True),
        ),
        (
            Table("s", "t", (Column("id", "bigint", nullable=False),), primary_key=UniqueKey(("id",))),
            CursorChoice("identity", "id", "bigint key: sees new rows, not changed ones", True, False),
        ),
        (
            Table("s", "t", (Column("id", "uuid", nullable=False), Column("valid_from", "date", nullable=False))),
            CursorChoice("none", None, "no column tells new from old: the whole table is compared", sees_updates=True),
        ),
    ],
)  # fmt: skip
def test_choice_of_cursor(table: Table, cursor: CursorChoice) -> None:
    assert choose_cursor(table) == cursor


def test_roles_by_shape() -> None:
    columns = (Column("old_status", "smallint"), Column("new_status", "smallint"), Column("at", TIME))
    moved = Table("s", "moves", columns)
    assert state_log_reason(moved) == "from and to state, with a time"
    assert state_log_reason(Table("s", "client_status_history")) == "by its name"
    assert log_reason(Table("s", "catalog")) is None
    assert log_reason(Table("s", "login_events", (Column("at", TIME),))) == "by its name, with a time"
    coded = Table("s", "reason", (Column("code", "text"), Column("name", "text")))
    assert dictionary_reason(coded, (), ()) == "code and name"


def test_names_without_a_letter_and_targets_without_columns_are_profiled() -> None:
    """Such a key is what a dump of half a database holds: its table is in the other half."""
    odd = ("%", "_", "1", "Ü", " ", "-", "state", "_id", "s")
    types = ("bigint", "numeric(18,2)", "inet", 'x."odd y"', "double precision", "boolean", TIME)
    comments = (None, "", "IBAN of", "of", "personal data", "lost.gone.id")
    tables = tuple(
        Table(
            "s",
            name,
            tuple(
                Column(c, types[(i + n) % len(types)], comment=comments[(i * n) % len(comments)])
                for i, c in enumerate(odd)
            ),
            primary_key=UniqueKey((odd[n * 2 % len(odd)],)),
            foreign_keys=(
                ForeignKey((odd[n],), q("lost.gone"), ()),
                ForeignKey((odd[-n - 1],), QName("s", odd[n]), ()),
            ),
        )
        for n, name in enumerate(odd)
    )
    database = Database("d", (Schema("s", tables), Schema("e")))
    assert len(profile_database(database).schemas[0].choices) == len(odd)
    for table in tables:
        assert all(profile_column(table, c, database) is not None for c in odd)
