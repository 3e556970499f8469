"""What changed between two states of a database."""

from dataclasses import replace

import pytest

from heartbeat_cli.pgschema import (
    Change,
    CheckConstraint,
    Column,
    CompositeType,
    Database,
    Domain,
    EnumType,
    ExclusionConstraint,
    Extension,
    ForeignKey,
    Grant,
    Index,
    Policy,
    QName,
    RangeType,
    Schema,
    Sequence,
    Table,
    UniqueKey,
    View,
    diff,
)
from heartbeat_cli.pgschema.layout import lay_out

PAYMENT = Table(
    "core",
    "payment",
    (
        Column("id", "bigint", nullable=False, identity="always"),
        Column("amount", "numeric(18,2)", default="0", comment="Euro"),
        Column("net", "numeric", generated="(amount * 0.8)"),
    ),
    primary_key=UniqueKey(("id",), "payment_pkey"),
    foreign_keys=(ForeignKey(("id",), QName("core", "old"), ("id",), "payment_old"),),
    unique_keys=(UniqueKey(("amount",), "payment_amount"),),
    checks=(CheckConstraint("(amount > 0)", "positive"), CheckConstraint("(amount < 9)", "small")),
    indexes=(Index("by_amount", ("amount",)), Index("by_net", ("lower(net)",), where="(net > 1)")),
    comment="Payments",
    exclusions=(ExclusionConstraint((("amount", "="),), "apart"),),
    policies=(Policy("own", using="(id = 1)"),),
    grants=(Grant("reader", ("select", "update")), Grant("clerk", ("select",), columns=("id", "amount"))),
)
OLD = Table("core", "old", (Column("id", "bigint"),), primary_key=UniqueKey(("id",), "old_pkey"))
VIEW = View("core", "paid", "SELECT 1", columns=("id", "n"), types=("bigint", "integer"), reads=(PAYMENT.qname,))
CORE = Schema(
    "core",
    (PAYMENT, OLD),
    (VIEW,),
    (EnumType("core", "kind", ("a", "b")),),
    domains=(Domain("core", "amount", "numeric", checks=(CheckConstraint("(VALUE > 0)", "positive"),)),),
    composites=(CompositeType("core", "address", (Column("city", "text"),)),),
    ranges=(RangeType("core", "span", "date", multirange="spans"),),
    sequences=(Sequence("core", "payment_id_seq", owned_by=(PAYMENT.qname, "id"), identity=True),),
    foreign_tables=(Table("core", "far", (Column("id", "integer"),), server="away"),),
    grants=(Grant("reader", ("usage",)),),
)
BEFORE = Database("bank", (CORE,), (Extension("vector", "core"),))


def _sentences(after: Database, before: Database = BEFORE) -> list[str]:
    return [change.sentence for change in diff(before, after)]


def _with(**changes: object) -> Database:
    """The database with a different payment table."""
    return replace(BEFORE, schemas=(replace(CORE, tables=(replace(PAYMENT, **changes), OLD)),))  # type: ignore[arg-type]


def _with_column(name: str, **changes: object) -> Database:
    columns = [replace(c, **changes) if c.name == name else c for c in PAYMENT.columns]  # type: ignore[arg-type]
    return _with(columns=tuple(columns))


def _in_core(**changes: object) -> Database:
    return replace(BEFORE, schemas=(replace(CORE, **changes),))  # type: ignore[arg-type]


def test_nothing_changed() -> None:
    assert diff(BEFORE, replace(BEFORE, name="another name")) == ()


def test_the_order_of_most_things_and_lines_say_nothing() -> None:
    payment = replace(
        PAYMENT,
        line=17,
        checks=PAYMENT.checks[::-1],
        indexes=PAYMENT.indexes[::-1],
        grants=(Grant("clerk", ("select",), columns=("amount",)), Grant("clerk", ("select",), columns=("id",)),
                *PAYMENT.grants[:1]),
    )  # fmt: skip
    assert diff(BEFORE, _in_core(tables=(OLD, payment))) == ()


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (_with_column("amount", type="numeric(20,2)"), "core.payment.amount: type numeric(18,2) -> numeric(20,2)"),
        (_with_column("amount", nullable=False), "core.payment.amount: nullable yes -> no"),
        (_with_column("amount", default=None), "core.payment.amount: default 0 -> none"),
        (_with_column("amount", comment=""), "core.payment.amount: comment Euro -> ''"),
        (_with_column("amount", comment="x" * 70), "core.payment.amount: comment changed"),
        (_with_column("id", identity=None), "core.payment.id: identity always -> none"),
        (_with_column("net", virtual=True), "core.payment.net: virtual no -> yes"),
        (_with_column("net", collation="C"), "core.payment.net: collation none -> C"),
        (_with(columns=(*PAYMENT.columns, Column("note", "text"))), "core.payment: column note added"),
        (
            _with(columns=(PAYMENT.columns[1], PAYMENT.columns[0], PAYMENT.columns[2])),
            "core.payment: order of columns id, amount, net -> amount, id, net",
        ),
        (_with(indexes=PAYMENT.indexes[1:]), "core.payment: index by_amount removed"),
        (
            _with(indexes=(replace(PAYMENT.indexes[0], unique=True), PAYMENT.indexes[1])),
            "core.payment: index by_amount: unique no -> yes",
        ),
        (_with(primary_key=None), "core.payment: primary key removed"),
        (
            _with(primary_key=UniqueKey(("id", "amount"), "payment_pkey")),
            "core.payment: primary key: columns id -> id, amount",
        ),
        (
            _with(foreign_keys=(replace(PAYMENT.foreign_keys[0], on_delete="cascade"),)),
            "core.payment: foreign key payment_old: on delete no action -> cascade",
        ),
        (_with(unique_keys=()), "core.payment: unique constraint payment_amount removed"),
        (_with(checks=PAYMENT.checks[:1]), "core.payment: check small removed"),
        (_with(exclusions=()), "core.payment: exclusion constraint apart removed"),
        (
            _with(policies=(replace(PAYMENT.policies[0], using="(id = 2)"),)),
            "core.payment: policy own: using (id = 1) -> (id = 2)",
        ),
        (_with(row_security=True), "core.payment: row security no -> yes"),
        (
            _with(grants=(Grant("reader", ("select",)), PAYMENT.grants[1])),
            "core.payment: grant to reader: privileges select, update -> select",
        ),
        (
            _with(grants=(PAYMENT.grants[0], Grant("clerk", ("select",), columns=("id",)))),
            "core.payment.amount: grant to clerk removed",
        ),
        (_in_core(tables=(PAYMENT,)), "core.old: table removed"),
        (_in_core(views=()), "core.paid: view removed"),
        (_in_core(views=(replace(VIEW, query="SELECT 2"),)), "core.paid: query SELECT 1 -> SELECT 2"),
        (_in_core(views=(replace(VIEW, types=("bigint", "text")),)), "core.paid.n: type integer -> text"),
        (_in_core(enums=(EnumType("core", "kind", ("b", "a")),)), "enum core.kind: labels 'a', 'b' -> 'b', 'a'"),
        (_in_core(domains=(replace(CORE.domains[0], checks=()),)), "core.amount: check positive removed"),
        (
            _in_core(composites=(CompositeType("core", "address", (Column("city", "integer"),)),)),
            "core.address.city: type text -> integer",
        ),
        (_in_core(ranges=()), "range type core.span removed"),
        (
            _in_core(sequences=(replace(CORE.sequences[0], cache=5),)),
            "sequence core.payment_id_seq: cache 1 -> 5",
        ),
        (_in_core(foreign_tables=()), "core.far: foreign table removed"),
        (_in_core(grants=()), "schema core: grant to reader removed"),
        (_in_core(comment="The core"), "schema core: comment none -> The core"),
        (replace(BEFORE, schemas=()), "schema core removed"),
        (replace(BEFORE, extensions=()), "extension vector removed"),
        (replace(BEFORE, comment="The bank"), "the database: comment none -> The bank"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_one_change_is_one_sentence_there_and_back(after: Database, sentence: str) -> None:
    assert _sentences(after) == [sentence]
    (back,) = diff(after, BEFORE)
    (there,) = diff(BEFORE, after)
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    assert (back.action, back.object, back.before, back.after) == (
        opposite[there.action],
        there.object,
        there.after,
        there.before,
    )


def test_a_change_carries_its_parts() -> None:
    (change,) = diff(BEFORE, _with_column("amount", type="text"))
    assert change == Change(
        action="changed",
        object="column",
        name="amount",
        sentence="core.payment.amount: type numeric(18,2) -> text",
        table=PAYMENT.qname,
        column="amount",
        attribute="type",
        before="numeric(18,2)",
        after="text",
    )
    (change,) = diff(BEFORE, _with(foreign_keys=()))
    assert (change.table, change.name, change.before) == (PAYMENT.qname, "payment_old", "id -> core.old(id)")


def test_an_identity_column_takes_its_sequence_with_it() -> None:
    after = replace(CORE, tables=(replace(PAYMENT, columns=PAYMENT.columns[1:], primary_key=None), OLD), sequences=())
    assert _sentences(replace(BEFORE, schemas=(after,))) == [
        "core.payment: column id removed",
        "core.payment: primary key removed",
    ]


def test_expressions_are_compared_by_meaning() -> None:
    assert _sentences(_with_column("amount", default="'0'::integer")) == []
    assert _sentences(_with_column("net", generated="amount*0.8")) == []
    assert _sentences(_with(checks=(CheckConstraint("0 < amount", "positive"), PAYMENT.checks[1]))) == [
        "core.payment: check positive: expression (amount > 0) -> 0 < amount"
    ]


def test_keys_are_compared_one_by_one() -> None:
    keys = ("order", "lower(net)", "(a + b)")
    before = _with(indexes=(Index("odd", keys),))
    assert _sentences(_with(indexes=(Index("odd", ("order", '"lower"("net")', "((a + b))")),)), before) == []
    assert _sentences(_with(indexes=(Index("odd", ("lower(net)", "order", "(a + b)")),)), before) == [
        "core.payment: index odd: keys order, lower(net), (a + b) -> lower(net), order, (a + b)"
    ]


def test_a_default_of_null_is_none_but_for_a_domain() -> None:
    assert _sentences(_with_column("net", default="NULL::numeric")) == []
    assert len(_sentences(_with_column("net", default="NULL::numeric + 1"))) == 1
    domain = _with_column("net", type="core.amount")
    after = _with_column("net", type="core.amount", default="NULL::numeric")
    assert _sentences(after, domain) == ["core.payment.net: default none -> NULL::numeric"]


def test_what_a_dump_does_not_say_is_no_difference() -> None:
    assert _sentences(_in_core(views=(replace(VIEW, types=()),))) == []
    assert _sentences(_in_core(views=(replace(VIEW, types=(None, "integer")),))) == []
    assert _sentences(_in_core(views=(replace(VIEW, types=(), columns=(), column_comments=(("n", "N"),)),))) == [
        "core.paid.n: comment none -> N"
    ]
    assert _sentences(_in_core(ranges=(RangeType("core", "span", "date"),))) == []
    assert _sentences(replace(BEFORE, extensions=(Extension("vector"),))) == []


def test_constraints_without_a_name_go_by_what_they_say() -> None:
    unnamed = tuple(replace(check, name=None) for check in PAYMENT.checks)
    before, after = _with(checks=unnamed), _with(checks=unnamed[:1])
    assert _sentences(after, before) == ["core.payment: check ((amount < 9)) removed"]


def test_every_object_is_laid_out_once() -> None:
    things = lay_out(BEFORE)
    kinds = [key.kind for key in things]
    assert {kind: kinds.count(kind) for kind in ("table", "column", "check", "index", "grant")} == {
        "table": 2,
        "column": 3 + 1 + 1 + 2,
        "check": 3,
        "index": 2,
        "grant": 4,
    }
