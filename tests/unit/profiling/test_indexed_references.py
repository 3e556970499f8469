"""Which indexes serve a reference."""

import pytest

from heartbeat_cli.pgschema import ForeignKey, Index, QName, Table, UniqueKey
from heartbeat_cli.profiling.references import is_indexed

KEY = ForeignKey(("batch_id",), QName("core", "batch"), ("id",), "fk")


@pytest.mark.parametrize(
    ("index", "serves"),
    [
        (Index("i", ("batch_id",)), True),
        (Index("i", ("batch_id", "at")), True),
        (Index("i", ("at", "batch_id")), False),
        (Index("i", ("batch_id",), where="(batch_id IS NOT NULL)"), True),
        (Index("i", ("batch_id",), where="batch_id is not null"), True),
        (Index("i", ("batch_id",), where="(other_id IS NOT NULL)"), False),
        (Index("i", ("batch_id",), where="(batch_id IS NULL)"), False),
        (Index("i", ("batch_id",), where="((batch_id IS NOT NULL) AND is_open)"), False),
        (Index("i", ("batch_id",), where="is_open"), False),
    ],
)
def test_an_index_of_all_rows_that_refer_serves_the_reference(index: Index, serves: bool) -> None:
    assert is_indexed(Table("core", "payment", (), indexes=(index,), foreign_keys=(KEY,)), KEY) is serves


def test_a_quoted_name_in_the_condition() -> None:
    key = ForeignKey(("Batch Id",), QName("core", "batch"), ("id",), "fk")
    index = Index("i", ("Batch Id",), where='("Batch Id" IS NOT NULL)')
    assert is_indexed(Table("core", "payment", (), indexes=(index,), foreign_keys=(key,)), key)


def test_a_key_serves_in_any_order() -> None:
    key = ForeignKey(("a", "b"), QName("core", "pair"), ("x", "y"), "fk")
    assert is_indexed(Table("core", "t", (), unique_keys=(UniqueKey(("b", "a", "c")),)), key)
    assert not is_indexed(Table("core", "t", (), unique_keys=(UniqueKey(("a", "c", "b")),)), key)
