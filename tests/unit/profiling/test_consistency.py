"""What contradicts itself in a schema: each rule on a schema that breaks it, and on one that does not."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from heartbeat_cli.pgschema import Column, Database, ForeignKey, Index, QName, Schema, Table, UniqueKey
from heartbeat_cli.profiling import DatabaseFacts, Inconsistency
from heartbeat_cli.profiling.detectors.consistency import RULES, consistency_findings

_ROOT = Path(__file__).parents[3]
_PLAIN = "timestamp without time zone"
_ZONED = "timestamp with time zone"


def found(*tables: Table) -> tuple[Inconsistency, ...]:
    schemas = {t.schema: tuple(o for o in tables if o.schema == t.schema) for t in tables}
    database = Database("b", tuple(Schema(n, ts) for n, ts in schemas.items()))
    facts = DatabaseFacts(database)
    return tuple(f for s in database.schemas for f in consistency_findings(facts.of(s)))


def summary(findings: Iterable[Inconsistency]) -> list[tuple[str, str, str | None, str | None]]:
    return [(f.rule, f.severity, f.table.name if f.table else None, f.column) for f in findings]


def tables(type_: str, count: int, column: str = "client_ref", *, nullable: bool = True) -> list[Table]:
    return [Table("core", f"t_{n}", (Column(column, type_, nullable),)) for n in range(count)]


def odd(type_: str, column: str = "client_ref", *, nullable: bool = True) -> Table:
    return Table("core", "odd", (Column(column, type_, nullable),))


def test_same_name_another_type() -> None:
    assert summary(found(*tables("bigint", 4), odd("uuid"))) == [("same-name-types", "warning", "odd", "client_ref")]
    [finding] = found(*tables("character varying(34)", 4), odd("text"))
    assert (finding.severity, finding.message) == (
        "info", "client_ref is character varying(34) in 4 tables, but not in odd (text)",
    )  # fmt: skip


@pytest.mark.parametrize(
    "of",
    [
        [*tables("bigint", 3), odd("uuid")],  # too few to know what is usual
        [*tables("bigint", 4, "status"), odd("text", "status")],  # every table has a status of its own
        [*tables("timestamp(6) with time zone", 4), odd(_ZONED)],
    ],
)
def test_same_name_silent(of: list[Table]) -> None:
    assert found(*of) == ()


def referring(here: str, there: str) -> tuple[Table, Table]:
    key = ForeignKey(("client_id",), QName("core", "client"), ("id",))
    return (
        Table("core", "client", (Column("id", there),), UniqueKey(("id",))),
        Table("core", "account", (Column("client_id", here),), foreign_keys=(key,)),
    )


def test_reference_of_another_type() -> None:
    [narrow] = found(*referring("integer", "bigint"))
    assert (narrow.rule, narrow.table, narrow.column) == ("reference-type", QName("core", "account"), "client_id")
    assert narrow.message == "client_id is integer, core.client.id is bigint: it overflows before its target does"
    assert summary(found(*referring("text", "bigint"))) == [("reference-type", "warning", "account", "client_id")]
    for here, there in (("bigint", "integer"), ("text", "character varying(9)"), ("uuid", "uuid")):
        assert found(*referring(here, there)) == ()


def test_naming_style() -> None:
    usual = [Table("core", f"pay_{n}", (Column("paid_by", "text"),)) for n in range(5)]
    assert summary(found(*usual, Table("core", "x", (Column("lastRun", "text"),)))) == [
        ("naming-style", "info", "x", "lastRun")
    ]
    assert found(*usual, Table("core", "x", (Column("name", "text"),))) == ()
    half = [Table("core", f"pay{n}", (Column("paidBy", "text"),)) for n in range(5)]
    assert found(*usual, *half) == ()


def test_time_zones() -> None:
    assert summary(found(*tables(_ZONED, 8, "seen_at"), odd(_PLAIN, "seen_at"))) == [
        ("time-zone", "warning", "odd", "seen_at")
    ]
    assert found(*tables(_PLAIN, 8, "seen_at")) == ()


def test_money_as_float() -> None:
    assert summary(found(odd("real", "amount"))) == [("float-money", "warning", "odd", "amount")]
    assert found(odd("double precision", "latitude")) == ()


def test_creation_time_that_may_be_null() -> None:
    certain = tables(_ZONED, 5, "created_at", nullable=False)
    assert summary(found(*certain, odd(_ZONED, "created_at"))) == [("created-null", "warning", "odd", "created_at")]
    assert found(*tables(_ZONED, 5, "created_at")) == ()
    framework = Table("core", "schema_migrations", (Column("created_at", _ZONED),))
    assert found(*certain, framework) == ()


def test_code_without_reference() -> None:
    columns = (Column("code", "character(3)", nullable=False), Column("name", "text"))
    currency = Table("dict", "currencies", columns, UniqueKey(("code",)))
    loose = Table("core", "rate", (Column("base_currency_code", "character(3)"),))
    [finding] = found(currency, loose)
    assert (finding.rule, finding.table) == ("loose-code", QName("dict", "currencies"))
    assert finding.message == "1 column holds codes of dict.currencies without a reference: rate.base_currency_code"
    key = ForeignKey(("base_currency_code",), QName("dict", "currencies"), ("code",))
    assert found(currency, Table("core", "rate", loose.columns, foreign_keys=(key,))) == ()


_INDEXED = (Column("id", "bigint", nullable=False), Column("at", "date", nullable=False), Column("ref", "text"))


def indexed(*indexes: Index, keys: tuple[UniqueKey, ...] = (), primary: bool = True) -> Table:
    return Table("core", "t", _INDEXED, UniqueKey(("id",)) if primary else None, unique_keys=keys, indexes=indexes)


def test_duplicate_indexes() -> None:
    assert summary(found(indexed(Index("a", ("at",)), Index("b", ("at",))))) == [
        ("duplicate-index", "warning", "t", None)
    ]
    [finding] = found(indexed(Index("a", ("id",))))
    assert finding.message == "a is on (id), as is its key"
    assert (
        found(
            indexed(Index("a", ("at",)), Index("b", ("at",), where="ref IS NULL"), Index("c", ("at",), method="hash"))
        )
        == ()
    )


def test_covered_indexes() -> None:
    assert summary(found(indexed(Index("a", ("at",)), Index("b", ("at", "ref"))))) == [
        ("covered-index", "info", "t", None)
    ]
    assert found(indexed(Index("a", ("ref",)), Index("b", ("at", "ref")))) == ()
    assert found(indexed(Index("a", ("at",), unique=True), Index("b", ("at", "ref")))) == ()


def test_nullable_keys() -> None:
    pair = UniqueKey(("at", "ref"), "pair")
    assert summary(found(indexed(keys=(pair,)))) == [("nullable-key", "warning", "t", "ref")]
    assert found(indexed(keys=(UniqueKey(("at", "ref"), nulls_distinct=False),))) == ()
    assert found(indexed(Index("u", ("ref",), unique=True))) == ()
    only = indexed(Index("u", ("ref",), unique=True), primary=False)
    assert summary(found(only)) == [("nullable-key", "warning", "t", "ref")]


def test_small_key_of_a_log() -> None:
    columns = (Column("id", "integer", nullable=False, default="nextval('s'::regclass)"), Column("at", _ZONED))
    assert summary(found(Table("core", "payment_log", columns, UniqueKey(("id",))))) == [
        ("small-log-key", "info", "payment_log", "id")
    ]
    assert found(Table("core", "payment", columns, UniqueKey(("id",)))) == ()


def test_partitions_and_empty_schemas_say_nothing() -> None:
    parent = QName("core", "parent")
    part = Table("core", "p1", (Column("amount", "real"),), partition_of=parent)
    assert found(part) == ()
    assert consistency_findings(DatabaseFacts(Database("b")).of(Schema("empty"))) == ()


def test_every_rule_is_described() -> None:
    page = (_ROOT / "docs" / "explanation" / "profile-rules.md").read_text("utf-8")
    assert {name for name, _ in RULES if f"`{name}`" not in page} == set()
