"""A live database's catalogue → the same values the dump reader gives.

Everything is read inside one transaction with an empty search path, so that PostgreSQL spells every name in full, as
pg_dump does. The queries stand in `sql/*.sql`, one for each kind of thing whatever the number of tables; they are
written for the newest server, and `_SINCE` says what older ones (from 10) lack.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from ..constraint import CheckConstraint
from ..fields import fill
from ..model import CompositeType, Database, Domain, EnumType, Extension, RangeType, Schema, Sequence
from ..names import QName
from ..relation import Column, Grant
from .relations import (
    ByRelation,
    Details,
    Rows,
    build_table,
    build_view,
    by_relation,
    grants,
)
from .routines import build_function

if TYPE_CHECKING:
    import psycopg

_KIND_OF_FUNCTION: Final = (
    "(CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_aggregate g WHERE g.aggfnoid = p.oid) THEN 'a' ELSE 'f' END)"
)
_SINCE: Final = (
    (110000, "k.conparentid", "0"),
    (110000, "p.prokind", _KIND_OF_FUNCTION),
    (110000, "i.indnkeyatts", "i.indnatts"),
    (120000, "a.attgenerated", "''"),
    (120000, "p.prosupport", "0"),
    (130000, "t.tgparentid", "0"),
    (140000, "pg_get_function_sqlbody(p.oid)", "NULL"),
    (140000, "r.rngmultitypid", "0"),
    (140000, "a.attcompression", "''"),
    (150000, "i.indnullsnotdistinct", "false"),
    (150000, "k.confdelsetcols", "NULL::smallint[]"),
    (180000, "k.conenforced", "true"),
    (180000, "k.conperiod", "false"),
)
"""The server version a column of the catalogue came with, and what stands for it before."""

_Query = Callable[..., Rows]


def read_live(connection: "psycopg.Connection[Any]") -> Database:
    """The database `connection` is connected to. Needs no right beyond connecting: only pg_catalog is read."""
    from psycopg.rows import namedtuple_row

    version = connection.info.server_version
    with connection.transaction(), connection.cursor(row_factory=namedtuple_row) as cursor:
        cursor.execute("SELECT pg_catalog.set_config('search_path', '', true)")

        def query(name: str, relations: list[int] | None = None) -> Rows:
            parameters = {"relations": relations} if relations is not None else None
            return cursor.execute(_sql(name, version).encode(), parameters).fetchall()

        return _read(query, version)


@cache
def _sql(name: str, version: int) -> str:
    text = (files(__package__) / "sql" / f"{name}.sql").read_text("utf-8")
    for since, column, stand_in in _SINCE:
        if version < since:
            text = text.replace(column, stand_in)
    return text


def _read(query: _Query, version: int) -> Database:
    (database,) = query("database")
    spaces, relations, sequences = query("schemas"), query("relations"), query("sequences")
    composites, domains = query("composites"), query("domains")
    oids = [row.oid for row in relations]
    details = Details(
        columns=by_relation(query("columns", [*oids, *(row.oid for row in composites)])),
        constraints=by_relation(query("constraints", oids)),
        indexes=by_relation(query("indexes", oids)),
        policies=by_relation(query("policies", oids)),
        parents=by_relation(query("parents", oids)),
        reads=by_relation(query("reads", oids)),
        grants=by_relation(query("grants", [*oids, *(row.oid for row in (*sequences, *spaces))])),
        triggers=by_relation(query("triggers", oids)),
    )
    tables = [(row.kind, build_table(row, details)) for row in relations if row.kind in ("r", "p", "f")]
    views = [build_view(row, details) for row in relations if row.kind in ("v", "m")]
    enums, ranges, functions = query("enums"), query("ranges"), query("functions")
    built = [
        Schema(
            name=space.name,
            tables=tuple(t for kind, t in tables if kind != "f" and t.schema == space.name),
            views=tuple(v for v in views if v.schema == space.name),
            enums=tuple(fill(EnumType, e) for e in enums if e.schema == space.name),
            comment=space.comment,
            domains=tuple(_domain(d, details.constraints) for d in domains if d.schema == space.name),
            composites=tuple(_composite(c, details.columns) for c in composites if c.schema == space.name),
            ranges=tuple(fill(RangeType, r) for r in ranges if r.schema == space.name),
            sequences=tuple(_sequence(s, details.grants) for s in sequences if s.schema == space.name),
            foreign_tables=tuple(t for kind, t in tables if kind == "f" and t.schema == space.name),
            grants=_schema_grants(space, details.grants, version),
            functions=tuple(build_function(f) for f in functions if f.schema == space.name),
        )
        for space in spaces
    ]
    extensions = tuple(fill(Extension, e) for e in query("extensions"))
    empty = Schema("public")
    left_out = tuple(sorted(row.kind for row in query("left_out")))
    return Database(database.name, tuple(s for s in built if s != empty), extensions, database.comment, left_out)


def _schema_grants(space: Any, given: ByRelation, version: int) -> tuple[Grant, ...]:
    """Without what everybody may do in `public` unless it was revoked."""
    standard = ("usage",) if version >= 150000 else ("create", "usage")
    found = grants(given[space.oid])
    return tuple(g for g in found if space.name != "public" or (g.grantee, g.privileges) != ("public", standard))


def _domain(row: Any, constraints: ByRelation) -> Domain:
    checks = tuple(fill(CheckConstraint, k) for k in constraints[row.oid] if k.kind == "c")
    return fill(Domain, row, default=row.expression, checks=checks)


def _composite(row: Any, columns: ByRelation) -> CompositeType:
    attributes = [Column(c.name, c.type, collation=c.collation, comment=c.comment) for c in columns[row.oid]]
    return fill(CompositeType, row, attributes=tuple(attributes))


def _sequence(row: Any, given: ByRelation) -> Sequence:
    owner = (QName(row.table_schema, row.table_name), row.column_name) if row.table_name else None
    return fill(Sequence, row, owned_by=owner, identity=bool(row.identity), grants=grants(given[row.oid]))
