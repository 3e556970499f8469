"""COMMENT ON."""

from dataclasses import replace

from .clauses import (
    NotUnderstoodError,
    SourceText,
    dotted,
    names_of,
    need_relation,
    need_sequence,
    need_type,
)
from .draft import DraftDatabase
from .drops import RELATIONS, TYPES
from .functions import FUNCTIONS, change_function
from .grants import need_schema
from .kinds import IGNORED_OBJECTS
from .naming import not_null_name
from .objects import DraftTable
from .parse import Node
from .policies import need_policy
from .rename import STANDARD_COMMENT
from .triggers import change_trigger


def comment(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """COMMENT ON anything that has room for one; an empty one takes it away."""
    kind, words = node["objtype"], node.get("comment") or None
    if kind in IGNORED_OBJECTS:
        return
    if kind in FUNCTIONS:
        change_function(draft, node["object"]["ObjectWithArgs"], comment=words)
        return
    names = names_of(node["object"])
    if kind in RELATIONS:
        need_relation(draft, *dotted(names)).comment = words
    elif kind == "OBJECT_COLUMN":
        _comment_column(draft, names, words)
    elif kind == "OBJECT_TABCONSTRAINT":
        _comment_constraint(need_relation(draft, *dotted(names[:-1])), names[-1], words)
    elif kind == "OBJECT_POLICY":
        need_policy(need_relation(draft, *dotted(names[:-1])), names[-1]).comment = words
    elif kind == "OBJECT_TRIGGER":
        change_trigger(draft, names, comment=words)
    elif kind == "OBJECT_INDEX":
        found = draft.find_index(*dotted(names))
        if found is None:
            raise NotUnderstoodError(f"no index {'.'.join(names)}")
        found[1].comment = words
    elif kind == "OBJECT_SEQUENCE":
        need_sequence(draft, names).comment = words
    elif kind in TYPES:
        need_type(draft, names).comment = words
    elif kind == "OBJECT_DOMCONSTRAINT":
        _comment_domain(draft, node["object"]["List"]["items"], words)
    elif kind == "OBJECT_SCHEMA":
        need_schema(draft, names[0]).comment = None if words == STANDARD_COMMENT else words
    elif kind == "OBJECT_DATABASE":
        draft.comment = words
    elif kind == "OBJECT_EXTENSION":
        if names[-1] not in draft.extensions:
            raise NotUnderstoodError(f"no extension {names[-1]}")
        draft.extensions[names[-1]] = replace(draft.extensions[names[-1]], comment=words)
    else:
        raise NotUnderstoodError(f"an unknown kind of object ({kind})")


def _comment_column(draft: DraftDatabase, names: list[str], words: str | None) -> None:
    if len(names) < 2:
        raise NotUnderstoodError(f"'{names[0]}' names no column of a table")
    relation = draft.find(*dotted(names[:-1]))
    if relation is None:
        kind = draft.find_type(*dotted(names[:-1]))
        attribute = next((c for c in kind.columns if c.name == names[-1]), None) if kind else None
        if attribute is None:
            raise NotUnderstoodError(f"no column {'.'.join(names)}")
        attribute.comment = words
        return
    column = relation.column(names[-1])
    if column is not None:
        column.comment = words
    elif relation.is_view and not relation.columns:
        relation.loose_comments.pop(names[-1], None)
        if words:
            relation.loose_comments[names[-1]] = words
    else:
        raise NotUnderstoodError(f"{relation.qname} has no column {names[-1]}")


def _comment_constraint(table: DraftTable, name: str, words: str | None) -> None:
    for constraint in table.constraints():
        if constraint.name == name:
            constraint.comment = words
            return
    if not any(name in (c.not_null, not_null_name(table, c.name)) for c in table.columns):
        raise NotUnderstoodError(f"{table.qname} has no constraint {name}")


def _comment_domain(draft: DraftDatabase, items: list[Node], words: str | None) -> None:
    domain, name = need_type(draft, names_of(items[0])), names_of(items[1])[0]
    check = next((c for c in domain.checks if c.name == name), None)
    if check is not None:
        check.comment = words
    elif domain.value is None or domain.value.nullable:
        raise NotUnderstoodError(f"{domain.qname} has no constraint {name}")
