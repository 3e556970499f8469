"""What a value of the catalogue says where nothing is said, and how its parts are found."""

from heartbeat_cli.pgschema import (
    Column,
    Database,
    ExclusionConstraint,
    ForeignKey,
    Index,
    Policy,
    QName,
    Schema,
    Sequence,
    Table,
    UniqueKey,
)

TARGET = QName("a", "t")


def test_what_is_not_said_is_what_postgresql_takes() -> None:
    assert Column("x", "text") == Column("x", "text", True, None, None, None, None, False, False, None)
    assert UniqueKey(("x",)) == UniqueKey(("x",), None, None, (), True, False)
    assert ForeignKey(("x",), TARGET, ("y",)) == ForeignKey(
        ("x",), TARGET, ("y",), None, None, "no action", "no action", False, True
    )
    assert ExclusionConstraint((("x", "="),)) == ExclusionConstraint((("x", "="),), None, "gist", None, None)
    assert Index("i", ("x",)) == Index("i", ("x",), False, "btree", None, None, (), (), True, False)
    assert Policy("p") == Policy("p", "all", ("public",), None, None, True, None)
    assert Sequence("a", "s") == Sequence("a", "s", "bigint", 1, 1, 1, 2**63 - 1, 1, False, None, False, None, ())
    table = Table("a", "t")
    assert (table.unlogged, table.row_security, table.force_row_security, table.columns) == (False, False, False, ())


def test_parts_are_found_by_their_names() -> None:
    first, second = Column("a", "text"), Column("b", "text")
    one, two = Table("s", "a", (first, second)), Table("s", "b")
    schema = Schema("s", (one, two))
    database = Database("d", (Schema("r", (Table("r", "c"),)), schema))
    assert [one.column(n) for n in ("a", "b", "c", "A")] == [first, second, None, None]
    assert [schema.table(n) for n in ("a", "b", "c", "A")] == [one, two, None, None]
    assert [database.schema(n) for n in ("s", "t")] == [schema, None]
    assert [str(t.qname) for t in database.tables()] == ["r.c", "s.a", "s.b"]
