"""A dump and a live catalogue give the same values."""

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
from tests.conftest import TestServer

from heartbeat_cli.catalog import Database, Table, View
from heartbeat_cli.demo.build import admin, admin_conninfo
from heartbeat_cli.demo.postgres import packaged_binaries
from heartbeat_cli.mirror.dump import read_dump
from heartbeat_cli.mirror.live import read_catalogue

CASES = Path(__file__).parents[2] / "cases" / "dumps"


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


def test_a_dump_equals_the_catalogue_it_was_made_of(postgres_server: TestServer, tmp_path: Path) -> None:
    with admin(postgres_server.port, postgres_server.password) as connection:
        connection.execute("DROP DATABASE IF EXISTS everything")
        connection.execute("CREATE DATABASE everything")
    uri = admin_conninfo(postgres_server.port, postgres_server.password, "everything")
    script = CASES / "everything.sql"
    binaries = packaged_binaries()
    subprocess.run([binaries / "psql", uri, "-q", "-v", "ON_ERROR_STOP=1", "-f", script], check=True)
    dump = tmp_path / "everything.sql"
    subprocess.run([binaries / "pg_dump", "--schema-only", "--file", dump, uri], check=True)
    with psycopg.connect(uri) as connection:
        live = _ordered(read_catalogue(connection))
    dumped = _ordered(read_dump(dump).database)
    # pg_dump writes an inheriting table's own columns behind all inherited ones, whenever those were added.
    child = dumped.pop("core.child"), live.pop("core.child")
    assert {c.name for c in child[0].columns} == {c.name for c in child[1].columns}
    assert dumped == live
