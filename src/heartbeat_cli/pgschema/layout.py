"""A database laid out flat: every object in it under a key, with its attributes as text.

This is what two databases are compared by, so everything that has no meaning of its own is made one here: grants are
taken apart per role and column, sets are sorted, a constraint without a name goes by what it says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from heartbeat_cli.pgschema.expression import same_sql
from heartbeat_cli.pgschema.model import (
    CheckConstraint,
    Column,
    Database,
    Domain,
    ForeignKey,
    Grant,
    Index,
    QName,
    Schema,
    Sequence,
    Table,
    UniqueKey,
    View,
)
from heartbeat_cli.pgschema.quoting import literal

Value = str | tuple[str, ...] | None
"""Text; several texts where each is compared on its own (the keys of an index)."""
UNKNOWN: Final = "\x00unknown"
"""The value of an attribute a reader could not know; equal to every other."""


class ObjectKey(NamedTuple):
    """What an object is found by in another state of the database."""

    kind: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Object:
    """One object. `container` is what it goes with; `subject` names it in a sentence (`core.payment: index a`).

    `place` is where its attributes are said to be (`core.payment.amount`). `order` are its columns, where their order
    counts; `unknown` the kinds of objects it may hold without the reader knowing.
    """

    key: ObjectKey
    name: str
    subject: str
    place: str
    attributes: Mapping[str, Value]
    container: ObjectKey | None = None
    table: QName | None = None
    column: str | None = None
    summary: str | None = None
    order: tuple[str, ...] = ()
    unknown: frozenset[str] = frozenset()


def lay_out(database: Database) -> dict[ObjectKey, Object]:
    """Every object of `database`; the database itself comes first."""
    return {thing.key: thing for thing in _objects(database)}


def _objects(database: Database) -> Iterator[Object]:
    yield Object(
        ObjectKey("database", ()), database.name, "the database", "the database", {"comment": database.comment}
    )
    for extension in database.extensions:
        attributes: dict[str, Value] = {"schema": extension.schema or UNKNOWN, "comment": extension.comment}
        yield _top("extension", (extension.name,), attributes, extension.schema)
    for schema in database.schemas:
        yield from _schema(schema)


def _schema(schema: Schema) -> Iterator[Object]:
    key = ObjectKey("schema", (schema.name,))
    yield _top("schema", key.path, {"comment": schema.comment})
    yield from _grants(key, f"schema {schema.name}", schema.grants, None)
    for kind, tables in (("table", schema.tables), ("foreign table", schema.foreign_tables)):
        for table in tables:
            yield from _table(table, kind, key)
    for view in schema.views:
        yield from _view(view, key)
    for enum in schema.enums:
        labels = _list(literal(label) for label in enum.labels)
        yield _top("enum", (enum.schema, enum.name), {"labels": labels, "comment": enum.comment}, labels, key)
    for domain in schema.domains:
        yield from _domain(domain, key)
    for composite in schema.composites:
        path = (composite.schema, composite.name)
        order = tuple(a.name for a in composite.attributes)
        yield _top("composite type", path, {"comment": composite.comment}, None, key, order=order)
        for attribute in composite.attributes:
            described: dict[str, Value] = {
                "type": attribute.type,
                "collation": attribute.collation,
                "comment": attribute.comment,
            }
            yield _part("attribute", ObjectKey("composite type", path), attribute.name, described, attribute.type)
    for made in schema.ranges:
        described = {"subtype": made.subtype, "multirange": made.multirange or UNKNOWN, "comment": made.comment}
        yield _top("range type", (made.schema, made.name), described, made.subtype, key)
    for sequence in schema.sequences:
        yield from _sequence(sequence, key)


def _top(
    kind: str,
    path: tuple[str, ...],
    attributes: Mapping[str, Value],
    summary: str | None = None,
    container: ObjectKey | None = None,
    *,
    table: QName | None = None,
    order: tuple[str, ...] = (),
    unknown: frozenset[str] = frozenset(),
) -> Object:
    """An object that stands on its own or directly in a schema."""
    name = ".".join(path)
    place = name if table is not None else f"{kind} {name}"
    subject = f"{name}: {kind}" if table is not None else place
    return Object(
        ObjectKey(kind, path), path[-1], subject, place, attributes, container,
        table=table, summary=summary, order=order, unknown=unknown,
    )  # fmt: skip


def _part(
    kind: str,
    container: ObjectKey,
    name: str | None,
    attributes: Mapping[str, Value],
    summary: str,
    *,
    table: QName | None = None,
    column: str | None = None,
) -> Object:
    """A column, constraint, index, policy: something in a table, view or type, by its name or what it says."""
    place = ".".join(container.path)
    key = ObjectKey(kind, (*container.path, name if name is not None else f"({summary})"))
    subject = f"{place}: {kind} {name if name is not None else f'({summary})'}"
    attributed = f"{place}.{name}" if kind in ("column", "attribute") else subject
    return Object(
        key, name or "", subject, attributed, attributes, container, table=table, column=column, summary=summary
    )


def _table(table: Table, kind: str, schema: ObjectKey) -> Iterator[Object]:
    key = ObjectKey(kind, tuple(table.qname))
    yield _top(
        kind,
        key.path,
        {
            "comment": table.comment,
            "partitioned by": table.partitioned_by,
            "partition of": str(table.partition_of) if table.partition_of else None,
            "bound": table.bound,
            "inherits": _list(str(parent) for parent in table.inherits),
            "of type": str(table.of_type) if table.of_type else None,
            "server": table.server,
            "unlogged": _yes(table.unlogged),
            "row security": _yes(table.row_security),
            "force row security": _yes(table.force_row_security),
        },
        None,
        schema,
        table=table.qname,
        # pg_dump writes an inheriting table's own columns behind all inherited ones, whenever those were added.
        order=() if table.inherits else tuple(c.name for c in table.columns),
    )
    for column in table.columns:
        yield _part("column", key, column.name, _column(column), column.type, table=table.qname, column=column.name)
    yield from _constraints(table, key)
    yield from _indexes(table.indexes, key, table.qname)
    for policy in table.policies:
        described: dict[str, Value] = {
            "command": policy.command,
            "roles": _list(sorted(policy.roles)),
            "using": policy.using,
            "check": policy.check,
            "permissive": _yes(policy.permissive),
            "comment": policy.comment,
        }
        yield _part("policy", key, policy.name, described, policy.command, table=table.qname)
    yield from _grants(key, str(table.qname), table.grants, table.qname)


def _column(column: Column) -> dict[str, Value]:
    return {
        "type": column.type,
        "nullable": _yes(column.nullable),
        "default": None if _is_no_default(column) else column.default,
        "identity": column.identity,
        "generated": column.generated,
        "virtual": _yes(column.virtual),
        "collation": column.collation,
        "comment": column.comment,
    }


def _is_no_default(column: Column) -> bool:
    """Whether the default is NULL, which is none; not so where the type is a domain, whose own default it overrides."""
    default = column.default or ""
    return default[:4].upper() == "NULL" and "." not in column.type and same_sql(default, "NULL")


def _constraints(table: Table, key: ObjectKey) -> Iterator[Object]:
    if table.primary_key is not None:
        primary, place = table.primary_key, f"{table.qname}: primary key"
        # A table has one primary key, whatever it is called and consists of.
        yield Object(
            ObjectKey("primary key", key.path),
            primary.name or "",
            place,
            place,
            {"name": primary.name or UNKNOWN, **_unique(primary)},
            key,
            table=table.qname,
            summary=_list(primary.columns),
        )
    for unique in table.unique_keys:
        summary = _list(unique.columns) or ""
        yield _part("unique constraint", key, unique.name, _unique(unique), summary, table=table.qname)
    for foreign in table.foreign_keys:
        summary, attributes = _foreign(foreign)
        yield _part("foreign key", key, foreign.name, attributes, summary, table=table.qname)
    for check in table.checks:
        yield _check(check, key, table.qname)
    for exclusion in table.exclusions:
        elements = ", ".join(f"{element} WITH {operator}" for element, operator in exclusion.elements)
        attributes = {
            "elements": tuple(element for element, _ in exclusion.elements),
            "operators": " ".join(operator for _, operator in exclusion.elements),
            "method": exclusion.method,
            "where": exclusion.where,
            "comment": exclusion.comment,
        }
        yield _part("exclusion constraint", key, exclusion.name, attributes, elements, table=table.qname)


def _unique(unique: UniqueKey) -> dict[str, Value]:
    return {
        "columns": _list(unique.columns),
        "include": _list(unique.include),
        "nulls distinct": _yes(unique.nulls_distinct),
        "deferrable": _yes(unique.deferrable),
        "comment": unique.comment,
    }


def _foreign(foreign: ForeignKey) -> tuple[str, dict[str, Value]]:
    columns, target = _list(foreign.columns), f"{foreign.target}({', '.join(foreign.target_columns)})"
    return f"{columns} -> {target}", {
        "columns": columns,
        "target": target,
        "on delete": foreign.on_delete,
        "on update": foreign.on_update,
        "deferrable": _yes(foreign.deferrable),
        "valid": _yes(foreign.valid),
        "comment": foreign.comment,
    }


def _check(check: CheckConstraint, key: ObjectKey, table: QName | None) -> Object:
    attributes: dict[str, Value] = {"expression": check.expression, "comment": check.comment}
    return _part("check", key, check.name, attributes, check.expression, table=table)


def _indexes(indexes: Iterable[Index], key: ObjectKey, table: QName) -> Iterator[Object]:
    for index in indexes:
        attributes: dict[str, Value] = {
            "keys": index.keys,
            "options": ", ".join(index.options) if any(index.options) else None,
            "include": _list(index.include),
            "unique": _yes(index.unique),
            "nulls distinct": _yes(index.nulls_distinct),
            "method": index.method,
            "where": index.where,
            "comment": index.comment,
        }
        summary = f"{'unique ' if index.unique else ''}{index.method} ({', '.join(index.keys)})"
        yield _part("index", key, index.name, attributes, summary, table=table)


def _grants(key: ObjectKey, place: str, grants: Iterable[Grant], table: QName | None) -> Iterator[Object]:
    """Per role, and per column where a grant is about columns."""
    privileges: dict[tuple[str, str | None], set[str]] = {}
    grantable: dict[tuple[str, str | None], set[str]] = {}
    for grant in grants:
        for column in grant.columns or (None,):
            privileges.setdefault((grant.grantee, column), set()).update(grant.privileges)
            grantable.setdefault((grant.grantee, column), set()).update(grant.grantable)
    for (grantee, column), given in privileges.items():
        on = f"{place}.{column}" if column is not None else place
        path = (key.kind, *key.path, grantee, *([column] if column is not None else []))
        summary = _list(sorted(given))
        attributes = {"privileges": summary, "grantable": _list(sorted(grantable[grantee, column]))}
        subject = f"{on}: grant to {grantee}"
        container = ObjectKey("column", (*key.path, column)) if column is not None else key
        yield Object(
            ObjectKey("grant", path), grantee, subject, subject, attributes, container,
            table=table, column=column, summary=summary,
        )  # fmt: skip


def _view(view: View, schema: ObjectKey) -> Iterator[Object]:
    key = ObjectKey("materialized view" if view.materialized else "view", tuple(view.qname))
    attributes: dict[str, Value] = {
        "query": view.query,
        "reads": _list(sorted(str(name) for name in view.reads)),
        "comment": view.comment,
    }
    unknown = frozenset() if view.columns else frozenset({"column"})
    yield _top(key.kind, key.path, attributes, None, schema, table=view.qname, order=view.columns, unknown=unknown)
    comments = dict(view.column_comments)
    types = dict(zip(view.columns, view.types, strict=True)) if view.types else {}
    for name in view.columns or comments:
        described = {"type": types.get(name) or UNKNOWN, "comment": comments.get(name)}
        yield _part("column", key, name, described, types.get(name) or "", table=view.qname, column=name)
    yield from _indexes(view.indexes, key, view.qname)
    yield from _grants(key, str(view.qname), view.grants, view.qname)


def _domain(domain: Domain, schema: ObjectKey) -> Iterator[Object]:
    key = ObjectKey("domain", (domain.schema, domain.name))
    attributes = {
        "type": domain.type,
        "nullable": _yes(domain.nullable),
        "default": domain.default,
        "collation": domain.collation,
        "comment": domain.comment,
    }
    yield _top("domain", key.path, attributes, domain.type, schema)
    for check in domain.checks:
        yield _check(check, key, None)


def _sequence(sequence: Sequence, schema: ObjectKey) -> Iterator[Object]:
    key = ObjectKey("sequence", tuple(sequence.qname))
    owner = sequence.owned_by
    attributes: dict[str, Value] = {
        "type": sequence.type,
        "start": str(sequence.start),
        "increment": str(sequence.increment),
        "minimum": str(sequence.minimum),
        "maximum": str(sequence.maximum),
        "cache": str(sequence.cache),
        "cycle": _yes(sequence.cycle),
        "owned by": f"{owner[0]}.{owner[1]}" if owner else None,
        "identity": _yes(sequence.identity),
        "comment": sequence.comment,
    }
    container = ObjectKey("column", (*owner[0], owner[1])) if owner else schema
    yield _top("sequence", key.path, attributes, sequence.type, container)
    yield from _grants(key, f"sequence {sequence.qname}", sequence.grants, None)


def _list(texts: Iterable[str]) -> str | None:
    return ", ".join(texts) or None


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
