"""A database laid out flat: every object in it under a key, with its attributes as text.

This is what two databases are compared by. What is compared of an object, the model's fields say (`fields.py`); here
stands what has no meaning of its own: grants are taken apart per role and column, a constraint without a name goes by
what it says, a view's columns are put together of its lists.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from .expression import Whereabouts, same_sql
from .fields import UNKNOWN, Value, attributes_of, forms_of, listed, parts_of
from .model import CompositeType, Database, Schema, Sequence
from .names import QName
from .relation import Column, Grant, Table, View
from .routine import Function


class ObjectKey(NamedTuple):
    """What an object is found by in another state of the database."""

    kind: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Object:
    """One object. `container` is what it goes with; `subject` names it in a sentence (`core.payment: index a`).

    `place` is where its attributes are said to be (`core.payment.amount`). `order` are its columns, where their order
    counts; `unknown` the kinds of objects it may hold without the reader knowing, `sql` the attributes that are SQL.
    `within` is the table it is or belongs to, `public` what there is in the schema `public`.
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
    sql: Mapping[str, str] = field(default_factory=dict)
    within: Table | None = None
    public: frozenset[str] = frozenset()


def surroundings_of(thing: Object, attribute: str) -> Whereabouts:
    """Where the SQL of an attribute stands."""
    columns = {c.name: c.type for c in thing.within.columns} if thing.within is not None else {}
    default_of = thing.attributes.get("type") if attribute == "default" else None
    return Whereabouts(columns, default_of if isinstance(default_of, str) else None, thing.public)


def lay_out(database: Database) -> dict[ObjectKey, Object]:
    """Every object of `database`; the database itself comes first."""
    root = Object(ObjectKey("database", ()), database.name, "the database", "the database", _attributes(database))
    root = replace(root, public=_in_public(database))
    return {thing.key: thing for thing in _with_parts(root, database)}


def _in_public(database: Database) -> frozenset[str]:
    """The names of the functions and types of the schema `public`."""
    schema = database.schema("public")
    if schema is None:
        return frozenset()
    held: tuple[Any, ...] = (
        *schema.functions,
        *schema.enums,
        *schema.domains,
        *schema.composites,
        *schema.ranges,
        *schema.tables,
    )
    return frozenset(each.name for each in held)


def _with_parts(thing: Object, value: Any) -> Iterator[Object]:
    """An object and everything in it."""
    yield thing
    if isinstance(value, Schema):
        yield from _grants(thing, value.grants)
    if isinstance(value, View):
        yield from _view_columns(thing, value)
    for part in parts_of(value.__class__):
        held = getattr(value, part.name)
        for each in held if isinstance(held, tuple) else (held,) if held is not None else ():
            yield from _with_parts(_part(each, part.kind or each.kind, thing), each)
    if isinstance(value, Table | View | Sequence):
        yield from _grants(thing, value.grants)


def _attributes(value: Any) -> dict[str, Value]:
    found = {attribute.label: attribute.value(value) for attribute in attributes_of(value.__class__)}
    if isinstance(value, Column) and _is_no_default(value):
        found["default"] = None
    return found


def _is_no_default(column: Column) -> bool:
    """Whether the default is NULL, which is none; not so where the type is a domain, whose own default it overrides."""
    default = column.default or ""
    return default[:4].upper() == "NULL" and "." not in column.type and same_sql(default, "NULL")


def _part(value: Any, kind: str, container: Object) -> Object:
    if container.key.kind in ("database", "schema"):
        return _member(value, kind, container)
    if kind == "primary key":
        return _primary_key(value, container)
    place = ".".join(container.key.path)
    name = value.name if value.name is not None else f"({value.definition})"
    subject = f"{place}: {kind} {name}"
    return Object(
        ObjectKey(kind, (*container.key.path, name)),
        value.name or "",
        subject,
        f"{place}.{name}" if kind in ("column", "attribute") else subject,
        _attributes(value),
        container.key,
        table=container.table,
        column=name if kind == "column" else None,
        summary=value.definition,
        sql=forms_of(value.__class__),
        within=container.within,
        public=container.public,
    )


def _member(value: Any, kind: str, container: Object) -> Object:
    """Something that stands directly in the database or in a schema."""
    own_name = value.signature if isinstance(value, Function) else value.name
    path = (*container.key.path, own_name)
    name = ".".join(path)
    relation = isinstance(value, Table | View)
    place = name if relation else f"{kind} {name}"
    owner = value.owned_by if isinstance(value, Sequence) else None
    return Object(
        ObjectKey(kind, path),
        own_name,
        f"{name}: {kind}" if relation else place,
        place,
        _attributes(value),
        ObjectKey("column", (*owner[0], owner[1])) if owner else container.key,
        table=value.qname if relation else None,
        summary=getattr(value, "definition", None),
        order=_order(value),
        unknown=frozenset({"column"}) if isinstance(value, View) and not value.columns else frozenset(),
        sql=forms_of(value.__class__),
        within=value if isinstance(value, Table) else None,
        public=container.public,
    )


def _order(value: Any) -> tuple[str, ...]:
    """The columns whose order counts."""
    match value:
        case Table(inherits=()):
            return tuple(column.name for column in value.columns)
        case Table():
            # pg_dump writes an inheriting table's own columns behind all inherited ones, whenever those were added.
            return ()
        case View():
            return value.columns
        case CompositeType():
            return tuple(attribute.name for attribute in value.attributes)
    return ()


def _primary_key(value: Any, container: Object) -> Object:
    """A table has one primary key, whatever it is called and consists of."""
    place = f"{container.place}: primary key"
    key = ObjectKey("primary key", container.key.path)
    attributes = {"name": value.name or UNKNOWN, **_attributes(value)}
    return Object(
        key, value.name or "", place, place, attributes, container.key, table=container.table, summary=value.definition
    )


def _view_columns(thing: Object, view: View) -> Iterator[Object]:
    comments = dict(view.column_comments)
    types = dict(zip(view.columns, view.types, strict=True)) if view.types else {}
    for name in view.columns or comments:
        type_ = types.get(name)
        column = _part(Column(name, type_ or UNKNOWN, comment=comments.get(name)), "column", thing)
        yield replace(column, summary=type_ or "")


def _grants(thing: Object, grants: Iterable[Grant]) -> Iterator[Object]:
    """Per role, and per column where a grant is about columns."""
    privileges: dict[tuple[str, str | None], set[str]] = {}
    grantable: dict[tuple[str, str | None], set[str]] = {}
    for grant in grants:
        for column in grant.columns or (None,):
            privileges.setdefault((grant.grantee, column), set()).update(grant.privileges)
            grantable.setdefault((grant.grantee, column), set()).update(grant.grantable)
    for (grantee, column), given in privileges.items():
        on = f"{thing.place}.{column}" if column is not None else thing.place
        path = (thing.key.kind, *thing.key.path, grantee, *([column] if column is not None else []))
        summary = listed(sorted(given))
        attributes = {"privileges": summary, "grantable": listed(sorted(grantable[grantee, column]))}
        subject = f"{on}: grant to {grantee}"
        container = ObjectKey("column", (*thing.key.path, column)) if column is not None else thing.key
        yield Object(
            ObjectKey("grant", path), grantee, subject, subject, attributes, container,
            table=thing.table, column=column, summary=summary,
        )  # fmt: skip
