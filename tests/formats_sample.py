"""A database no dump would hold: every kind of object, and every character a format could trip over."""

from pathlib import Path

from heartbeat_cli.app.draw import draw
from heartbeat_cli.app.target import Target, resolve
from heartbeat_cli.pgschema import (
    CheckConstraint,
    Column,
    CompositeType,
    Database,
    Domain,
    DumpReading,
    EnumType,
    ExclusionConstraint,
    Extension,
    ForeignKey,
    Function,
    Grant,
    Index,
    Policy,
    QName,
    RangeType,
    Schema,
    Sequence,
    SkippedStatement,
    Table,
    Trigger,
    UniqueKey,
    View,
)
from heartbeat_cli.sheets import Picture

ODD = 'Odd "name" | with `ticks`, \\ and 1'
NOTE = "It's \"quoted\" | piped,\nsecond line\n\tthird \\ `code` <b> %% {x} #1; \\' ''' end"
GRANTS = (Grant("reader", ("insert", "select"), grantable=("select",), columns=("id",)),)

_STATE = Table(
    "dict",
    "state",
    (Column("id", "smallint", nullable=False), Column("code", "character varying(8)")),
    primary_key=UniqueKey(("id",), "state_pkey"),
    unique_keys=(UniqueKey(("code",), "state_code_key"),),
)

_ORDER = Table(
    "core",
    ODD,
    (
        Column("id", "bigint", nullable=False, identity="always", comment=NOTE),
        Column("part", "integer", nullable=False),
        Column("pk", 'core."Kind"[]', default="'{}'::core.\"Kind\"[]"),
        Column(ODD, "timestamp(3) with time zone", default="'`'::text", collation="C"),
        Column("1st", "numeric(18,2)", generated="(part * 2)", virtual=True),
        Column("formula", "text", comment="=1+1", settings=("storage=external",)),
        Column("direction TB", "text", comment="@SUM(1)"),
        Column("parent_id", "bigint"),
        Column("parent_part", "integer"),
        Column("state_id", "smallint", nullable=False, default="-1", settings=("statistics=500",)),
        Column("gone_id", "integer"),
        Column("Übung", 'public."odd type"', inherited=True),
    ),
    primary_key=UniqueKey(("id", "part"), "order_pkey", comment="key"),
    foreign_keys=(
        ForeignKey(
            ("parent_id", "parent_part"), QName("core", ODD), ("id", "part"), "parent", on_delete="set null",
            set_columns=("parent_part",),
        ),
        ForeignKey(("state_id",), QName("dict", "state"), ("id",), "state one", comment="of", on_update="cascade"),
        ForeignKey(("state_id",), QName("dict", "state"), ("id",), "state again", valid=False),
        ForeignKey(("id",), QName("core", ODD), ("id",), "itself"),
        ForeignKey(("gone_id",), QName("lost", "gone"), ("id",), "gone"),
        ForeignKey(("gone_id",), QName("lost", "nowhere"), (), "nowhere"),
    ),
    unique_keys=(
        UniqueKey(
            ("part", "state_id"), "part_state", include=("id",), nulls_distinct=False, settings=("fillfactor=70",)
        ),
    ),
    checks=(CheckConstraint("(part > 0)", "positive", "more than none"), CheckConstraint("(formula <> '`')", "tick")),
    exclusions=(
        ExclusionConstraint(
            (("part", "="), ("lower(formula)", "&&")), "apart", where="(id > 0)", comment="apart",
            options=("int4_ops", ""), include=("id",), settings=("fillfactor=70",),
        ),
    ),
    indexes=(
        Index(
            "by lower's", ("part", "lower(formula)"), method="gin", where="(id > 0)", include=("id",),
            options=("DESC", ""), comment=NOTE, settings=("fastupdate=false",),
        ),
        Index("one", ("formula",), unique=True),
        Index("ticks", ("(formula || '`')",)),
    ),
    comment=NOTE,
    line=7,
    partitioned_by="RANGE (part)",
    row_security=True,
    policies=(Policy("own", "select", ("reader",), using="(id = 1)", check="(id > 0)", comment="own"),),
    grants=GRANTS,
    settings=("fillfactor=70", "toast.autovacuum_enabled=false"),
    triggers=(
        Trigger(
            "noted", "before", ("update",), ("id",), "row", "core.note('x')", "(new.id > 0)", "olds", "news",
            constraint=True, referenced="dict.state", enabled="always", comment="notes",
        ),
    ),
)  # fmt: skip

_PART = Table(
    "core",
    "order_1",
    _ORDER.columns,
    primary_key=_ORDER.primary_key,
    foreign_keys=_ORDER.foreign_keys,
    partition_of=_ORDER.qname,
    bound="FOR VALUES FROM (1) TO (2)",
)

_LOG = Table(
    "core",
    "order_state_log",
    (
        Column("id", "bigint", nullable=False),
        Column("order_id", "bigint"),
        Column("order_part", "integer"),
        Column("to_state_id", "smallint", nullable=False),
        Column("changed_at", "timestamp with time zone", nullable=False),
    ),
    primary_key=UniqueKey(("id",), "log_pkey"),
    foreign_keys=(
        ForeignKey(("order_id", "order_part"), QName("core", ODD), ("id", "part"), "order"),
        ForeignKey(("to_state_id",), QName("dict", "state"), ("id",), "to_state"),
        ForeignKey(("id",), QName("dict", "extra"), ("id",), "extra"),
    ),
    inherits=(QName("core", "base"),),
    of_type=QName("core", "address"),
    unlogged=True,
)

DATABASE = Database(
    "shop",
    (
        Schema(
            "core",
            (_ORDER, _PART, _LOG, Table("core", "nothing"), Table("core", "base", (Column("a", "integer"),))),
            views=(
                View(
                    "core", "open", "SELECT 1 AS a, `x`", columns=("a", "b"), types=("integer", None), comment=NOTE,
                    column_comments=(("a", "one | two"),), reads=(_ORDER.qname,), grants=GRANTS, line=9,
                    settings=("security_barrier=true",), triggers=(Trigger("seen", "instead of", ("insert",)),),
                ),
                View(
                    "core", "sums", "SELECT 2", materialized=True, columns=("a",), indexes=(Index("sums_a", ("a",)),)
                ),
            ),
            enums=(
                EnumType("core", "Kind", ("a b", "it's", 'with "quotes"', "back\\slash"), comment=NOTE),
                EnumType("core", "empty", ()),
            ),
            comment=NOTE,
            domains=(
                Domain(
                    "core", "amount", "text", default="''", checks=(CheckConstraint("(VALUE > 0)", "above"),),
                    comment="money", collation="C",
                ),
            ),
            composites=(
                CompositeType("core", "address", (Column("street", "text", comment="a", collation="C"),), "where"),
            ),
            ranges=(RangeType("core", "period", "date", multirange="periods", comment="days"),),
            sequences=(
                Sequence(
                    "core", "order_id_seq", owned_by=(_ORDER.qname, "id"), identity=True, grants=GRANTS,
                    comment="seq",
                ),
            ),
            foreign_tables=(
                Table("core", "far", (Column("a", "integer", comment="-1"),), server="other", comment="away"),
            ),
            grants=GRANTS,
            functions=(
                Function(
                    "core", "due", ("bigint",), "a bigint DEFAULT 5", "integer", cost=7, rows=9, support="core.helper",
                    config=("search_path=core",), transforms=("hstore",), body="SELECT 1", comment="what is due",
                ),
            ),
        ),
        Schema("dict", (_STATE, Table("dict", "extra", (Column("id", "bigint", nullable=False),)))),
        Schema("void"),
    ),
    extensions=(Extension("btree_gist", "core", "for exclusions"),),
    comment=NOTE,
    left_out=("owners", "rules"),
)  # fmt: skip

READING = DumpReading(
    DATABASE, "shop.sql", 40, (SkippedStatement("shop.sql", 3, "CREATE FUNCTION x", "no body"),), {"functions": 2}
)


def picture(*names: str, reading: DumpReading = READING, from_file: bool = True) -> Picture:
    """A part of a reading, as the command line would draw it."""
    place = Target(" ".join(["shop.sql", ".".join(names)]).strip(), Path("shop.sql"), names)
    return draw(resolve(reading.database, place), place.text, reading, from_file=from_file)
