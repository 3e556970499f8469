"""Rows of a live catalogue → tables and views.

A row is a named tuple of one of the queries in `sql/*.sql`; `relation` is the oid of what it is about.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..constraint import CheckConstraint, ExclusionConstraint, ForeignKey, UniqueKey
from ..fields import fill
from ..names import QName
from ..relation import Column, Grant, Index, Policy, Table, View
from .routines import build_trigger
from .settings import column_settings, index_settings, table_settings

Rows = list[Any]
ByRelation = defaultdict[int, Rows]

_ACTIONS = {"a": "no action", "r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}
_MATCHES = {"f": "full", "p": "partial"}
_COMMANDS = {"*": "all", "r": "select", "a": "insert", "w": "update", "d": "delete"}
_IDENTITIES = {"a": "always", "d": "by default"}


@dataclass(frozen=True, slots=True)
class Details:
    """Everything about relations, by their oid."""

    columns: ByRelation
    constraints: ByRelation
    indexes: ByRelation
    policies: ByRelation
    parents: ByRelation
    reads: ByRelation
    grants: ByRelation
    triggers: ByRelation


def by_relation(rows: Rows) -> ByRelation:
    """Rows by the oid of the relation they are about."""
    grouped: ByRelation = defaultdict(list)
    for row in rows:
        grouped[row.relation].append(row)
    return grouped


def build_table(row: Any, details: Details) -> Table:
    """A table of its row in `relations.sql` and the rows about it."""
    constraints = details.constraints[row.oid]
    unique = {kind: tuple(_unique(k) for k in constraints if k.kind == kind) for kind in ("p", "u")}
    parents = tuple(QName(p.schema, p.name) for p in details.parents[row.oid])
    return fill(
        Table,
        row,
        columns=tuple(_column(c) for c in details.columns[row.oid]),
        primary_key=unique["p"][0] if unique["p"] else None,
        foreign_keys=tuple(_foreign(k) for k in constraints if k.kind == "f"),
        unique_keys=unique["u"],
        checks=tuple(fill(CheckConstraint, k) for k in constraints if k.kind == "c"),
        indexes=tuple(_index(i) for i in details.indexes[row.oid]),
        partition_of=parents[0] if row.is_partition else None,
        inherits=() if row.is_partition else parents,
        of_type=QName(row.type_schema, row.type_name) if row.type_name else None,
        exclusions=tuple(_exclusion(k) for k in constraints if k.kind == "x"),
        policies=tuple(_policy(p) for p in details.policies[row.oid]),
        grants=grants(details.grants[row.oid]),
        settings=table_settings(row),
        triggers=tuple(build_trigger(t) for t in details.triggers[row.oid]),
    )


def build_view(row: Any, details: Details) -> View:
    """A view of its row in `relations.sql` and the rows about it."""
    columns = details.columns[row.oid]
    return fill(
        View,
        row,
        query=row.query.strip().removesuffix(";"),
        materialized=row.kind == "m",
        columns=tuple(c.name for c in columns),
        column_comments=tuple((c.name, c.comment) for c in columns if c.comment is not None),
        indexes=tuple(_index(i) for i in details.indexes[row.oid]),
        types=tuple(c.type for c in columns),
        reads=tuple(QName(r.schema, r.name) for r in details.reads[row.oid]),
        grants=grants(details.grants[row.oid]),
        settings=table_settings(row),
        triggers=tuple(build_trigger(t) for t in details.triggers[row.oid]),
    )


def grants(rows: Iterable[Any]) -> tuple[Grant, ...]:
    """One grant for each role on the whole, and one for each set of privileges a role has on columns."""
    given: dict[tuple[str, str | None], list[Any]] = defaultdict(list)
    for row in rows:
        given[row.grantee, row.column_name].append(row)
    merged: dict[tuple[str, bool, tuple[str, ...], tuple[str, ...]], list[str]] = defaultdict(list)
    for (grantee, column), mine in given.items():
        privileges = tuple(row.privilege for row in mine)
        grantable = tuple(row.privilege for row in mine if row.grantable)
        merged[grantee, column is not None, privileges, grantable] += [column] if column is not None else []
    return tuple(Grant(who, what, handed_on, tuple(columns)) for (who, _, what, handed_on), columns in merged.items())


def _column(row: Any) -> Column:
    return fill(
        Column,
        row,
        default=None if row.generated else row.expression,
        identity=_IDENTITIES.get(row.identity),
        generated=row.expression if row.generated else None,
        virtual=row.generated == "v",
        settings=column_settings(row),
    )


def _unique(row: Any) -> UniqueKey:
    return fill(UniqueKey, row, nulls_distinct=not row.nulls_not_distinct, settings=index_settings(row))


def _foreign(row: Any) -> ForeignKey:
    return fill(
        ForeignKey,
        row,
        target=QName(row.target_schema, row.target),
        on_delete=_ACTIONS[row.on_delete],
        on_update=_ACTIONS[row.on_update],
        match=_MATCHES.get(row.match, "simple"),
    )


def _exclusion(row: Any) -> ExclusionConstraint:
    elements = tuple(zip(row.elements, row.operators, strict=True))
    options = _options(row.definition, row.method, row.spelt)
    settings = index_settings(row)
    return fill(ExclusionConstraint, row, elements=elements, where=row.condition, options=options, settings=settings)


def _policy(row: Any) -> Policy:
    return fill(Policy, row, command=_COMMANDS[row.command])


def _index(row: Any) -> Index:
    return fill(
        Index,
        row,
        where=row.condition,
        options=_options(row.definition, row.method, row.spelt),
        nulls_distinct=not row.nulls_not_distinct,
        settings=index_settings(row),
    )


def _options(definition: str, method: str, keys: Sequence[str]) -> tuple[str, ...]:
    """What follows each key in an index's definition, as the server spells it; empty where nothing does."""
    place = definition.index(f" USING {method} (") + len(f" USING {method} (")
    found = []
    for key in keys:
        start = place + len(key)
        end = _end_of_key(definition, start)
        found.append(definition[start:end].strip())
        place = end + len(", ")
    return tuple(found) if any(found) else ()


def _end_of_key(definition: str, place: int) -> int:
    """Where the comma or the parenthesis after a key's options stands."""
    depth, quote = 0, ""
    for position in range(place, len(definition)):
        letter = definition[position]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif depth == 0 and letter in ",)":
            return position
        elif letter in "()":
            depth += 1 if letter == "(" else -1
    return len(definition)
