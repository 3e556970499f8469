"""RENAME and SET SCHEMA."""

from dataclasses import replace

from ..names import QName
from .clauses import (
    NotUnderstoodError,
    SourceText,
    names_of,
    need_relation,
    need_type,
    relation_parts,
)
from .draft import DraftDatabase
from .drops import RELATIONS, TYPES
from .functions import FUNCTIONS, change_function
from .grants import need_schema
from .kinds import IGNORED_OBJECTS
from .lexer import rename_word
from .naming import not_null_name
from .objects import DraftTable, DraftType
from .parse import Node
from .policies import need_policy
from .rewording import reword_column, reword_relation, reword_schema, reword_type
from .usertypes import rename_attribute

STANDARD_COMMENT = "standard public schema"


def rename(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """ALTER … RENAME of everything that has a name here."""
    kind, new = node["renameType"], node["newname"]
    if kind in IGNORED_OBJECTS or kind == "OBJECT_DATABASE":
        return
    if kind in FUNCTIONS:
        change_function(draft, node["object"]["ObjectWithArgs"], name=new)
    elif kind == "OBJECT_SCHEMA":
        _rename_schema(draft, node["subname"], new)
    elif kind in TYPES:
        _move_type(draft, need_type(draft, names_of(node["object"])), name=new)
    elif kind == "OBJECT_DOMCONSTRAINT":
        domain = need_type(draft, names_of(node["object"]))
        check = next((c for c in domain.checks if c.name == node["subname"]), None)
        if check is None:
            raise NotUnderstoodError(f"{domain.qname} has no constraint {node['subname']}")
        check.name = new
    elif kind == "OBJECT_ATTRIBUTE":
        schema, name = relation_parts(node["relation"])
        rename_attribute(draft, need_type(draft, [schema, name] if schema else [name]), node["subname"], new)
    elif "relation" in node:
        _rename_relation(draft, kind, node, new)
    else:
        raise NotUnderstoodError(f"an unknown kind of object ({kind})")


def _rename_relation(draft: DraftDatabase, kind: str, node: Node, new: str) -> None:
    """What is named by a relation: itself, or something of it. ALTER TABLE renames views, sequences and indexes too."""
    schema, name = relation_parts(node["relation"])
    sequence = draft.find_sequence(schema, name) if kind in ("OBJECT_SEQUENCE", *RELATIONS) else None
    if sequence is not None:
        draft.move_sequence(sequence, name=new)
        return
    table = draft.find(schema, name)
    if table is None and kind in ("OBJECT_INDEX", *RELATIONS) and _rename_index(draft, schema, name, new):
        return
    if table is None and node.get("missing_ok"):
        return
    table = need_relation(draft, schema, name)
    if kind == "OBJECT_COLUMN":
        for each in [table, *table.descendants()]:
            _rename_column(draft, each, node["subname"], new)
    elif kind == "OBJECT_TABCONSTRAINT":
        _rename_constraint(draft, table, node["subname"], new)
    elif kind == "OBJECT_POLICY":
        need_policy(table, node["subname"]).name = new
    elif kind == "OBJECT_TRIGGER":
        table.triggers = [replace(t, name=new) if t.name == node["subname"] else t for t in table.triggers]
    elif kind in RELATIONS:
        _move(draft, table, name=new)
    else:
        raise NotUnderstoodError(f"no such object: {name}")


def _move(draft: DraftDatabase, relation: DraftTable, *, schema: str | None = None, name: str | None = None) -> None:
    reword_relation(draft, relation, QName(schema or relation.schema, name or relation.name))
    draft.move(relation, schema=schema, name=name)


def _move_type(draft: DraftDatabase, kind: DraftType, *, schema: str | None = None, name: str | None = None) -> None:
    before = kind.qname
    draft.move_type(kind, schema=schema, name=name)
    reword_type(draft, before, kind.qname)


def _rename_schema(draft: DraftDatabase, old: str, new: str) -> None:
    need_schema(draft, old).name = new
    draft.schemas = {(new if k == old else k): v for k, v in draft.schemas.items()}
    for relation in [r for r in draft.relations.values() if r.schema == old]:
        draft.move(relation, schema=new)
    for sequence in [s for s in draft.sequences.values() if s.schema == old]:
        draft.move_sequence(sequence, schema=new)
    for kind in [t for t in draft.types.values() if t.schema == old]:
        draft.move_type(kind, schema=new)
    for extension in draft.extensions.values():
        if extension.schema == old:
            draft.extensions[extension.name] = replace(extension, schema=new)
    moved = {k: f for k, f in draft.functions.items() if k[0] == old}
    for key, function in moved.items():
        del draft.functions[key]
        draft.functions[new, *key[1:]] = replace(function, schema=new)
    reword_schema(draft, old, new)
    draft.search_path = [new if s == old else s for s in draft.search_path]


def _rename_index(draft: DraftDatabase, schema: str | None, name: str, new: str) -> bool:
    found = draft.find_index(schema, name)
    if found is not None:
        found[1].name = new
        draft.add_index(*found)
    return found is not None


def _rename_constraint(draft: DraftDatabase, table: DraftTable, old: str, new: str) -> None:
    """A check goes by one name wherever it is inherited; keys of partitions have their own."""
    indexed = [k for k in table.index_likes() if k.name == old]
    checks = [c for t in (table, *table.descendants()) for c in t.checks if c.name == old]
    keys = [k for k in table.foreign_keys if k.name == old]
    for index in indexed:
        index.name = new
        draft.add_index(table, index)
    for check in checks:
        check.name = new
    for key in keys:
        key.name = new
    if indexed or checks or keys:
        return
    column = next((c for c in table.columns if old in (c.not_null, not_null_name(table, c.name))), None)
    if column is None:
        raise NotUnderstoodError(f"{table.qname} has no constraint {old}")
    column.not_null = new


def _rename_column(draft: DraftDatabase, table: DraftTable, old: str, new: str) -> None:
    column = table.column(old)
    if column is None:
        raise NotUnderstoodError(f"{table.qname} has no column {old}")
    if table.column(new) is not None:
        raise NotUnderstoodError(f"{table.qname} has a column {new} already")
    reword_column(draft, table, column, new)
    column.name = new

    def renamed(names: list[str]) -> list[str]:
        return [new if n == old else n for n in names]

    def reworded(expression: str | None) -> str | None:
        return rename_word(expression, old, new) if expression else expression

    for unique in table.unique():
        unique.columns, unique.include = renamed(unique.columns), renamed(unique.include)
    for key in table.foreign_keys:
        key.columns, key.set_columns = renamed(key.columns), renamed(key.set_columns)
    for key in [k for k in table.referrers if k.target is table]:
        key.target_columns = renamed(key.target_columns)
    for check in [c for c in table.checks if old in c.columns]:
        check.expression = rename_word(check.expression, old, new)
        check.columns = tuple(renamed(list(check.columns)))
    for index in [i for i in table.indexes if old in i.uses]:
        pairs = zip(index.keys, index.named, strict=True)
        index.keys = [(new if k == old else k) if plain else rename_word(k, old, new) for k, plain in pairs]
        index.labels = renamed(index.labels)
        index.include, index.where = renamed(index.include), reworded(index.where)
        index.uses = set(renamed(list(index.uses)))
    for exclusion in [e for e in table.exclusions if old in e.uses]:
        elements = zip(exclusion.elements, exclusion.named, strict=True)
        exclusion.elements = [
            ((new if k == old else k) if plain else rename_word(k, old, new), o) for (k, o), plain in elements
        ]
        exclusion.include = renamed(exclusion.include)
        exclusion.where, exclusion.uses = reworded(exclusion.where), set(renamed(list(exclusion.uses)))
    for policy in [p for p in table.policies if old in p.uses]:
        policy.using, policy.check = reworded(policy.using), reworded(policy.check)
        policy.uses = set(renamed(list(policy.uses)))
    for each in table.columns:
        each.generated = reworded(each.generated)
    table.triggers = [
        replace(t, update_of=tuple(renamed(list(t.update_of))), when=reworded(t.when)) for t in table.triggers
    ]
    if table.partitioned_by:
        strategy, _, rest = table.partitioned_by.partition(" ")
        table.partitioned_by = f"{strategy} {rename_word(rest, old, new)}"


def change_schema(draft: DraftDatabase, node: Node, _text: SourceText, _line: int) -> None:
    """ALTER … SET SCHEMA."""
    kind, schema = node["objectType"], node["newschema"]
    if kind in IGNORED_OBJECTS:
        return
    if kind in RELATIONS or kind == "OBJECT_SEQUENCE":
        found = relation_parts(node["relation"])
        sequence = draft.find_sequence(*found)
        if sequence is not None:
            draft.move_sequence(sequence, schema=schema)
        elif draft.find(*found) is not None:
            _move(draft, need_relation(draft, *found), schema=schema)
        elif not node.get("missing_ok"):
            raise NotUnderstoodError(f"no table {node['relation']['relname']}")
    elif kind in TYPES:
        _move_type(draft, need_type(draft, names_of(node["object"])), schema=schema)
    elif kind in FUNCTIONS:
        change_function(draft, node["object"]["ObjectWithArgs"], schema=schema)
    elif kind == "OBJECT_EXTENSION":
        name = names_of(node["object"])[-1]
        if name not in draft.extensions:
            raise NotUnderstoodError(f"no extension {name}")
        draft.extensions[name] = replace(draft.extensions[name], schema=schema)
    else:
        raise NotUnderstoodError(f"an unknown kind of object ({kind})")
