"""What a PostgreSQL server says a script or a dump holds, beside what the dump reader makes of it.

Every script is restored into a database of its own. What that database's live catalogue says must be what the reader
makes of the script, and of what pg_dump writes about the database with several sets of options. Expressions a person
wrote are spelt anew by the server: where the two spellings are not plainly the same, the server is given the reader's
text and must make of it what stands in its catalogue (`_server_agrees`).
"""

import dataclasses
import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql

from heartbeat_cli import pgschema
from heartbeat_cli.demo.build import admin, admin_conninfo
from heartbeat_cli.demo.postgres import packaged_binaries
from heartbeat_cli.pgschema import Change, Database, QName, Schema, Table, diff, read_live
from heartbeat_cli.pgschema.layout import lay_out
from tests.conftest import REPOSITORY

CASES = sorted((Path(__file__).parent / "cases" / "oracle").glob("*.sql"))
DEMO = sorted((REPOSITORY / "seed" / "schemas" / "demo").rglob("*.sql"))
OPEN_FOLDER = Path(os.environ.get("HB_OPEN_SCHEMAS") or Path(__file__).parents[2] / "shared" / "schemas")
# dbml_bench is broken on purpose: PostgreSQL refuses it, there is nothing to compare with. count is a query.
_NO_CASES = ("dbml_bench", "count")
OPEN = sorted(p for p in [*OPEN_FOLDER.glob("*.sql"), *OPEN_FOLDER.glob("redump/*.sql")] if p.stem not in _NO_CASES)

OPTIONS = {
    "default": ("--schema-only",),
    "clean": ("--schema-only", "-C", "--clean", "--if-exists"),
    "quoted": ("--schema-only", "--quote-all-identifiers"),
    "rows": ("--inserts",),
    "copy": (),
    "bare": ("--schema-only", "--no-owner", "--no-privileges", "--no-comments"),
    "pre-data": ("--section=pre-data",),
}

# Extensions the embedded server lacks, and what stands in for each where a script's tables need it.
_STAND_INS = {
    "citext": ("domain public.citext", "CREATE DOMAIN public.citext AS text;"),
    "uuid-ossp": (
        "function public.uuid_generate_v4()",
        "CREATE FUNCTION public.uuid_generate_v4() RETURNS uuid LANGUAGE sql AS 'SELECT gen_random_uuid()';",
    ),
    "pgcrypto": (None, ""),
}

# What else the server refuses of a script: settings for a role in a database that is not here.
_REFUSED = {"schemas/tbls": 'database "testdb" does not exist'}

# What a dump says of its own, older server, and the server it is restored into takes for a change: before 15 everybody
# may make things in the schema public.
_OLDER = {"schemas/pagila_pg12": "schema public: grant to public added"}

# What PostgreSQL writes after the rows although it looks like part of a table: a check that is NOT VALID.
_POST_DATA = {"oracle/keys": "keys.child: check late_check added"}

_ROLE = re.compile(
    r'(?:\bTO|\bFROM|\bAUTHORIZATION|\bROLE|,)\s+("(?:[^"]|"")+"|[a-z_]\w*)(?=\s*[;,]|\s+WITH GRANT|\s+USING)'
)
_NO_ROLES = {"public", "current_user", "session_user", "stdin"}


@dataclass(frozen=True)
class Restored:
    """A script in a database of its own: the database's address, its catalogue and what the server refused."""

    name: str
    uri: str
    live: Database
    refused: tuple[str, ...]
    lacking: tuple[str, ...]
    """Extensions the script asks for and the server has not."""


class Address(Protocol):
    """Where a server is, and its administrator's password."""

    @property
    def port(self) -> int: ...

    @property
    def password(self) -> str: ...


@contextmanager
def restore(server: Address, name: str, file: Path) -> Iterator[Restored]:
    script = file.read_text("utf-8")
    database = f"oracle {name}"
    uri = admin_conninfo(server.port, server.password, database)
    with admin(server.port, server.password) as connection:
        _create_roles(connection, script)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(database)))
        try:
            lacking = _lacking(uri, script)
            stand_ins = "".join(_STAND_INS[extension][1] for extension in lacking)
            psql = [packaged_binaries() / "psql", uri, "-X", "-q", "-c", stand_ins, "-f", file]
            done = subprocess.run(psql, capture_output=True, text=True, check=False)
            with psycopg.connect(uri) as reader:
                live = read_live(reader)
            yield Restored(name, uri, live, tuple(re.findall(r"ERROR:  (.*)", done.stderr)), lacking)
        finally:
            force = sql.SQL(" WITH (FORCE)" if connection.info.server_version >= 130000 else "")
            connection.execute(sql.SQL("DROP DATABASE {}{}").format(sql.Identifier(database), force))


def _lacking(uri: str, script: str) -> tuple[str, ...]:
    """Of the extensions there is a stand-in for, those the script asks for and the server has not."""
    lacking = []
    with psycopg.connect(uri) as connection:
        for extension in _STAND_INS:
            if re.search(rf"^CREATE EXTENSION .*\b{extension}\b", script, re.MULTILINE):
                try:
                    with connection.transaction(force_rollback=True):
                        connection.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(extension)))
                except psycopg.Error:
                    lacking.append(extension)
    return tuple(lacking)


def _create_roles(connection: psycopg.Connection, script: str) -> None:
    """The roles a script gives things to; those are the server's, never a dump's."""
    about_roles = "\n".join(
        re.findall(r"^(?:ALTER|GRANT|REVOKE|CREATE POLICY|CREATE SCHEMA).*;$", script, re.MULTILINE)
    )
    named = {name.strip('"').replace('""', '"') for name in _ROLE.findall(about_roles)}
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for role in sorted(named - known - _NO_ROLES):
        connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))


def name_of(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


def check(file: Path, what: str, restored: Restored, live: Database | None = None) -> None:
    """`file` reads as the catalogue of the restored database, or as `live`, a part of it; but for what stands above."""
    live = live or restored.live
    left_out = _left_out(restored, what)
    found, expected = differing(file, restored, live), sorted(left_out)
    assert found == expected, "\n".join([f"{restored.name}, {what}:", *found, "instead of", *expected])
    print(f"{restored.name}, {what}: {len(lay_out(live))} objects compared; but for {left_out or 'nothing'}")


def differing(file: Path, restored: Restored, live: Database) -> list[str]:
    """What `file` was not understood in, or is read otherwise than the catalogue has it, as sorted sentences."""
    reading = pgschema.read(file)
    with psycopg.connect(restored.uri) as connection:
        changes = diff(reading.database, live)
        told = [c.sentence for c in changes if not _server_agrees(connection, c, reading.database)]
    skipped = [f"line {s.line} not understood: {s.statement} ({s.reason})" for s in reading.skipped]
    inherited = [f"{'.'.join(column)}: inherited" for column in _inherited(reading.database) ^ _inherited(live)]
    return sorted([*told, *skipped, *inherited])


def _left_out(restored: Restored, what: str) -> list[str]:
    """The differences that are the server's or known; each must be there."""
    if what != "as written":
        return [_POST_DATA[restored.name]] if what == "pre-data" and restored.name in _POST_DATA else []
    found = [f"extension {extension} removed" for extension in restored.lacking]
    found += [f"{_STAND_INS[e][0]} added" for e in restored.lacking if _STAND_INS[e][0]]
    return [*found, *([_OLDER[restored.name]] if restored.name in _OLDER else [])]


def _inherited(database: Database) -> set[tuple[str, ...]]:
    return {(*t.qname, c.name) for s in database.schemas for t in s.tables for c in t.columns if c.inherited}


_TEMPORARY_TABLE = "CREATE TEMP TABLE {own} (LIKE {table})"
_ASKED = {
    ("column", "default"): (
        (_TEMPORARY_TABLE, "ALTER TABLE pg_temp.{own} ALTER {column} SET DEFAULT {text}"),
        "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = %s::regclass",
    ),
    ("column", "generated"): (
        (
            "CREATE TEMP TABLE {own} (LIKE {table} INCLUDING GENERATED)",
            "ALTER TABLE pg_temp.{own} ALTER {column} SET EXPRESSION AS ({text})",
        ),
        "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = %s::regclass",
    ),
    ("check", "expression"): (
        (_TEMPORARY_TABLE, "ALTER TABLE pg_temp.{own} ADD CHECK ({text})"),
        "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'",
    ),
    ("index", "where"): (
        (_TEMPORARY_TABLE, "CREATE INDEX ON pg_temp.{own} ((1)) WHERE {text}"),
        "SELECT pg_get_expr(indpred, indrelid) FROM pg_index WHERE indrelid = %s::regclass",
    ),
    ("index", "keys"): (
        (_TEMPORARY_TABLE, "CREATE INDEX ON pg_temp.{own} ({text})"),
        "SELECT string_agg(pg_get_indexdef(indexrelid, k, false), ', ' ORDER BY k)"
        " FROM pg_index, generate_series(1, indnkeyatts) k WHERE indrelid = %s::regclass",
    ),
    ("policy", "using"): (
        (_TEMPORARY_TABLE, "CREATE POLICY p ON pg_temp.{own} USING ({text})"),
        "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polrelid = %s::regclass",
    ),
    **{
        (view, "query"): (
            ("CREATE TEMP VIEW {own} ({names}) AS {text}",),
            "SELECT rtrim(btrim(pg_get_viewdef(%s::regclass)), ';')",
        )
        for view in ("view", "materialized view")
    },
}
"""For an attribute that holds SQL: how to give the server a text of it, and how to see what it made of that."""


def _server_agrees(connection: psycopg.Connection, change: Change, read: Database) -> bool:
    """Whether PostgreSQL makes of the reader's text what its catalogue has. Nothing of the attempt stays."""
    if change.table is None or change.before is None or change.after is None:
        return False
    statements, question = _ASKED.get((change.object, change.attribute or ""), ((), ""))
    words = {
        "own": sql.Identifier(change.table.name),
        "table": sql.Identifier(*change.table),
        "column": sql.Identifier(change.column or ""),
        "text": sql.SQL(change.before),  # type: ignore[arg-type]
        "names": sql.SQL(", ").join(sql.Identifier(name) for name in _view_columns(read, change.table)),
    }
    path = sql.SQL("SET LOCAL search_path = {}, public").format(sql.Identifier(change.table.schema))
    with connection.transaction(force_rollback=True):
        try:
            connection.execute(path)
            for statement in statements:
                connection.execute(sql.SQL(statement).format(**words))  # type: ignore[arg-type]
            connection.execute("SET LOCAL search_path = ''")
            own = sql.Identifier("pg_temp", change.table.name).as_string(connection)
            answer = connection.execute(question, (own,)).fetchone() if question else None
        except psycopg.Error:
            return False
    return answer is not None and answer[0] == change.after


def _view_columns(database: Database, view: QName) -> tuple[str, ...]:
    return next((v.columns for s in database.schemas for v in s.views if v.qname == view), ())


def _in_pre_data(database: Database) -> Database:
    """Without what pg_dump writes after the rows: keys, indexes, row security."""
    after = {
        "primary_key": None,
        "foreign_keys": (),
        "unique_keys": (),
        "exclusions": (),
        "indexes": (),
        "policies": (),
        "row_security": False,
    }
    return _replaced(database, (Table,), after, {"indexes": (), "triggers": ()})


def _bare(database: Database) -> Database:
    """Without grants and comments."""
    nothing: dict[str, Any] = {"grants": (), "comment": None, "column_comments": ()}
    bare = _replaced(database, (), {}, nothing)
    return replace(bare, schemas=tuple(s for s in bare.schemas if s != Schema("public")))


def _replaced(thing: Any, kinds: tuple[type, ...], of_kinds: dict[str, Any], everywhere: dict[str, Any]) -> Any:
    """`thing` with some fields of everything in it set to something else."""
    if type(thing) is tuple:
        return tuple(_replaced(each, kinds, of_kinds, everywhere) for each in thing)
    if not hasattr(thing, "__dataclass_fields__"):
        return thing
    names = [field.name for field in dataclasses.fields(thing)]
    fields = {name: _replaced(getattr(thing, name), kinds, of_kinds, everywhere) for name in names}
    fields |= {name: value for name, value in everywhere.items() if name in fields}
    return type(thing)(**fields | (of_kinds if isinstance(thing, kinds) else {}))


_PARTS: dict[str, Callable[[Database], Database]] = {"pre-data": _in_pre_data, "bare": _bare}


def check_dumps(restored: Restored, options: Iterable[str], folder: Path, pg_dump: Path | None = None) -> None:
    """What pg_dump (the packaged one, or another) writes with each of the options reads as the catalogue."""
    for option in options:
        file = folder / f"{option}.sql"
        subprocess.run(
            [pg_dump or packaged_binaries() / "pg_dump", *OPTIONS[option], "--file", file, restored.uri], check=True
        )
        part = _PARTS.get(option)
        check(file, option, restored, part(restored.live) if part else None)


def check_file(server: Address, file: Path, options: list[str], folder: Path) -> None:
    with restore(server, name_of(file), file) as restored:
        assert set(restored.refused) - _extension_refusals(restored) == {_REFUSED.get(restored.name)} - {None}
        check(file, "as written", restored)
        check_dumps(restored, options, folder)


def _extension_refusals(restored: Restored) -> set[str]:
    said = ('extension "{}" is not available', 'extension "{}" does not exist')
    return {words.format(extension) for words in said for extension in restored.lacking}
