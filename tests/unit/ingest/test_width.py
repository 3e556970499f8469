"""How wide rows are taken to be."""

import pytest

from heartbeat_cli.ingest.source.width import row_size
from heartbeat_cli.sources import SourceType

TEXT = SourceType("text")


@pytest.mark.parametrize(
    ("type_", "size"),
    [
        *((SourceType(name), "8") for name in ("int4", "float8", "bool", "timestamptz", "uuid")),
        (SourceType("numeric", typmod=1179654), "8"),
        (SourceType("numeric"), 'coalesce(octet_length("c"::text), 0)'),
        (SourceType("bytea"), 'coalesce(octet_length("c"), 0)'),
        (TEXT, 'coalesce(octet_length("c"::text), 0)'),
        (SourceType("_int4", element=SourceType("int4")), 'coalesce(octet_length("c"::text), 0)'),
        (SourceType("int4", builtin=False), 'coalesce(octet_length("c"::text), 0)'),
    ],
)
def test_the_size_of_a_value(type_: SourceType, size: str) -> None:
    assert row_size([("c", type_)]) == size
    assert row_size([("c", type_), ("i", SourceType("int2"))]) == f"{size} + 8"


def test_a_row_without_columns_has_none() -> None:
    assert row_size([]) == "0"
