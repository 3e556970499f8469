"""A live database's catalogue → the same values the dump reader gives.

Everything is read inside one transaction with an empty search path, so that PostgreSQL spells every name in full, as
pg_dump does. The queries stand in `catalogue/*.sql`.
"""

from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from heartbeat_cli.catalog import (
    CheckConstraint,
    Column,
    Database,
    EnumType,
    ForeignKey,
    Index,
    QName,
    Schema,
    Table,
    UniqueKey,
    View,
)
from heartbeat_cli.mirror.rename import STANDARD_COMMENT

if TYPE_CHECKING:
    import psycopg

_Rows = list[tuple[Any, ...]]
_ByTable = dict[int, _Rows]


def read_catalogue(connection: "psycopg.Connection[Any]") -> Database:
    """The database `connection` is connected to. Needs no right beyond connecting: only pg_catalog is read."""
    from psycopg.rows import tuple_row

    with connection.transaction(), connection.cursor(row_factory=tuple_row) as cursor:
        cursor.execute("SELECT pg_catalog.set_config('search_path', '', true), pg_catalog.current_database()")
        name = (cursor.fetchone() or ("", ""))[1]

        def query(file: str, relations: list[int] | None = None) -> _Rows:
            return cursor.execute(
                _sql(file).encode(), {"relations": relations} if relations is not None else None
            ).fetchall()

        schemas, relations, enums = query("schemas.sql"), query("relations.sql"), query("enums.sql")
        oids = [row[0] for row in relations]
        columns = _by_table(query("columns.sql", oids))
        constraints = _by_table(query("constraints.sql", oids))
        indexes = _by_table(query("indexes.sql", oids))
    tables = [_table(row, columns, constraints, indexes) for row in relations if row[3] in ("r", "p")]
    views = [_view(row, columns, indexes) for row in relations if row[3] in ("v", "m")]
    built = [
        Schema(
            name=schema,
            tables=tuple(t for t in tables if t.schema == schema),
            views=tuple(v for v in views if v.schema == schema),
            enums=tuple(EnumType(s, n, tuple(labels), c) for s, n, labels, c in enums if s == schema),
            comment=None if comment == STANDARD_COMMENT else comment,
        )
        for schema, comment in schemas
    ]
    empty = Schema("public")
    return Database(name, tuple(s for s in built if s != empty))


@cache
def _sql(file: str) -> str:
    return (files("heartbeat_cli.mirror") / "catalogue" / file).read_text("utf-8")


def _by_table(rows: _Rows) -> _ByTable:
    grouped: _ByTable = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row[1:])
    return grouped


def _table(row: tuple[Any, ...], columns: _ByTable, constraints: _ByTable, indexes: _ByTable) -> Table:
    oid, schema, name, _, comment, partitioned_by, parent_schema, parent, _ = row
    mine = constraints.get(oid, [])
    unique = {kind: [UniqueKey(tuple(c), n) for k, n, c, *_ in mine if k == kind] for kind in ("p", "u")}
    return Table(
        schema=schema,
        name=name,
        columns=tuple(_column(c) for c in columns.get(oid, [])),
        primary_key=unique["p"][0] if unique["p"] else None,
        foreign_keys=tuple(
            ForeignKey(tuple(c), QName(target_schema, target), tuple(target_columns), n)
            for k, n, c, target_schema, target, target_columns, _ in mine
            if k == "f"
        ),
        unique_keys=tuple(unique["u"]),
        checks=tuple(CheckConstraint(expression, n) for k, n, *_, expression in mine if k == "c"),
        indexes=_indexes(indexes.get(oid, [])),
        comment=comment,
        partitioned_by=partitioned_by,
        partition_of=QName(parent_schema, parent) if parent else None,
    )


def _column(row: tuple[Any, ...]) -> Column:
    name, kind, nullable, expression, identity, generated, comment = row
    return Column(
        name=name,
        type=kind,
        nullable=nullable,
        default=None if generated else expression,
        identity={"a": "always", "d": "by default"}.get(identity),
        generated=expression if generated else None,
        comment=comment,
    )


def _indexes(rows: _Rows) -> tuple[Index, ...]:
    return tuple(Index(name, tuple(keys), unique, method, where) for name, keys, unique, method, where in rows)


def _view(row: tuple[Any, ...], columns: _ByTable, indexes: _ByTable) -> View:
    oid, schema, name, kind, comment, _, _, _, query = row
    mine = columns.get(oid, [])
    return View(
        schema=schema,
        name=name,
        query=query.strip().removesuffix(";"),
        materialized=kind == "m",
        columns=tuple(c[0] for c in mine),
        comment=comment,
        column_comments=tuple((c[0], c[-1]) for c in mine if c[-1] is not None),
        indexes=_indexes(indexes.get(oid, [])),
    )
