"""Which indexes landed tables get."""

from pathlib import Path

import pytest

from heartbeat_cli.estate import load_project
from heartbeat_cli.marts import find_marts_kind
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Cursor, PlannedTable, RowKey, SourceType

UPDATED, GROWING = Cursor("updated_at", "at", ""), Cursor("growing", "id", "")
NONE = Cursor("none", None, "")


@pytest.mark.parametrize(
    ("marts", "key", "cursor", "indexed"),
    [
        ("kind: postgres", ("id",), UPDATED, ['("id")', '("at")']),
        ("kind: postgres", ("id",), GROWING, ['("id")']),
        ("kind: postgres", ("a b", "id"), GROWING, ['("a b", "id")', '("id")']),
        ("kind: postgres", (), UPDATED, ['("at")']),
        ("kind: postgres", (), NONE, []),
        ("kind: postgres, indexes: false", ("id",), UPDATED, []),
        ("kind: duckdb", ("id",), UPDATED, []),
        # A stream without records has no cursor yet.
        ("kind: postgres", ("id",), Cursor("updated_at", "not there", ""), ['("id")']),
    ],
)
def test_the_key_and_the_cursor_are_indexed_on_a_server(
    tmp_path: Path, marts: str, key: tuple[str, ...], cursor: Cursor, indexed: list[str]
) -> None:
    file = tmp_path / "heartbeat.yml"
    file.write_text(f"truth_source: b\nmarts: {{{marts}}}\nclusters: {{A: {{mirror: p, env: S}}}}\n")
    project = load_project(file)
    columns = tuple((name, SourceType("int8")) for name in ("a b", "id", "at"))
    table = PlannedTable(QName("core", "t"), columns, key=RowKey(key) if key else None, cursor=cursor)
    statements = find_marts_kind(project.marts.kind).indexes(project, "bank_core", table)
    assert [one.partition(' ON "bank_core"."t" ')[2] for one in statements] == indexed
    names = {one.split('"')[1] for one in statements}
    assert len(names) == len(statements)
    assert all(one.startswith('CREATE INDEX IF NOT EXISTS "hb_') for one in statements)
