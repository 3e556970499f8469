"""CREATE TABLE in all its forms: columns, LIKE, INHERITS, PARTITION OF, OF type, foreign."""

from dataclasses import replace
from itertools import zip_longest

from ..settings import of_these
from ..types import SPELLINGS
from .clauses import (
    NotUnderstoodError,
    SourceText,
    need,
    need_type,
    new_relation,
    read_collation,
    read_type,
    relation_parts,
)
from .constraints import apply_column_constraints, apply_constraint
from .draft import DraftDatabase
from .grants import apply_default_grants
from .indexes import copy_indexes_like, share_with_partition
from .objects import DraftCheck, DraftColumn, DraftKey, DraftTable, DraftType
from .parse import Node
from .sequences import add_serial, copy_identity
from .storage import (
    inherited_settings,
    own_storage,
    read_column_settings,
    relation_settings,
    set_foreign_options,
)
from .typenames import SERIALS, parts, strings

_MOST_COLUMNS = 1_600
_PLAIN = frozenset(("CONSTR_NOTNULL", "CONSTR_NULL", "CONSTR_DEFAULT"))
_LIKE_COMMENTS, _LIKE_CONSTRAINTS, _LIKE_DEFAULTS, _LIKE_GENERATED, _LIKE_IDENTITY, _LIKE_INDEXES = 1, 4, 8, 16, 32, 64
_LIKE_SETTINGS = {2: "compression", 256: "storage"}


def create_table(draft: DraftDatabase, node: Node, text: SourceText, line: int, *, server: str | None = None) -> None:
    """CREATE TABLE."""
    table = new_relation(draft, node["relation"], line)
    table.server = server
    method = node.get("accessMethod") if "partspec" not in node else "heap"
    table.settings = relation_settings(draft, node.get("options"), node.get("tablespacename"), method)
    if draft.is_taken(table.qname):
        if node.get("if_not_exists"):
            return
        raise NotUnderstoodError(f"{table.qname} exists already")
    parents = [need(draft, r["RangeVar"]) for r in node.get("inhRelations", [])]
    kind = need_type(draft, strings(node["ofTypename"]["names"])) if "ofTypename" in node else None
    draft.add(table)
    apply_default_grants(draft, "OBJECT_TABLE", table)
    if kind is not None:
        take_type(table, kind)
    for parent in parents:
        _inherit(table, parent, partition="partbound" in node)
    _add_elements(draft, table, node.get("tableElts", []), text)
    _hold(table)
    if "partspec" in node:
        strategy = node["partspec"].get("strategy", "").rpartition("_")[2]
        table.partitioned_by = f"{strategy} ({text.inside_parenthesis(text.at(node['partspec']))})"
    for parent in parents:
        parent.children.append(table)
        table.parents.append(parent)
    if "partbound" in node and parents:
        table.partition_of, table.bound = parents[0], read_bound(node["partbound"], text)
        if "tablespacename" not in node:
            inherited = of_these(parents[0].settings, ("tablespace",))
            table.settings = tuple(sorted({*table.settings, *inherited})) if inherited else table.settings
        share_with_partition(draft, parents[0], table)


def _hold(table: DraftTable) -> None:
    """In a new table there is no row a constraint had not been held against, even where it says NOT VALID."""
    held: list[DraftKey | DraftCheck] = [*table.foreign_keys, *table.checks]
    for constraint in held if table.server is None else ():
        constraint.valid = constraint.enforced


def create_foreign_table(draft: DraftDatabase, node: Node, text: SourceText, line: int) -> None:
    """CREATE FOREIGN TABLE."""
    create_table(draft, node["base"], text, line, server=node["servername"])
    table = draft.find(*relation_parts(node["base"]["relation"]))
    if table is not None:
        table.settings = set_foreign_options((), node.get("options"))


def _add_elements(draft: DraftDatabase, table: DraftTable, elements: list[Node], text: SourceText) -> None:
    later: list[tuple[DraftColumn, Node, bytes]] = []
    likes: list[tuple[DraftTable, int]] = []
    names = {c.name for c in table.columns}
    if sum("ColumnDef" in e for e in elements) > _MOST_COLUMNS:
        raise NotUnderstoodError("more columns than PostgreSQL takes (1,600)")
    for element, following in zip_longest(elements, elements[1:]):
        if "ColumnDef" in element:
            definition = element["ColumnDef"]
            name = definition["colname"]
            words = _words_behind_name(definition, following, text)
            known = draft.plain_columns.get(words)
            if known is not None and name not in names:
                table.columns.append(known.named(name))
            else:
                # A column that a parent or type gave, too, is more than its words say.
                later.append((_declare(draft, table, definition), definition, b"" if name in names else words))
            names.add(name)
        elif "TableLikeClause" in element:
            likes += _like(draft, table, element["TableLikeClause"])
    for column, definition, words in later:
        apply_column_constraints(draft, table, column, definition, text)
        _store_words(draft, column, definition, words, end=b",")
    for element in elements:
        if "Constraint" in element:
            apply_constraint(draft, table, element["Constraint"], text)
    for original, options in likes:
        if options & _LIKE_INDEXES:
            copy_indexes_like(draft, original, table, comments=bool(options & _LIKE_COMMENTS))


def add_column(
    draft: DraftDatabase, table: DraftTable, definition: Node, text: SourceText, *, alone: bool
) -> DraftColumn:
    """ALTER TABLE … ADD COLUMN: the column, with everything its definition says; `alone` up to the statement's end."""
    words = text.source[text.at(definition) + len(definition["colname"]) :] if alone else b""
    known = draft.plain_columns.get(words)
    if known is not None:
        column = known.named(definition["colname"])
        table.columns.append(column)
        return column
    column = _read_column(draft, table, definition)
    table.columns.append(column)
    apply_column_constraints(draft, table, column, definition, text)
    _store_words(draft, column, definition, words)
    return column


def _words_behind_name(definition: Node, following: Node | None, text: SourceText) -> bytes:
    """What stands between a column's name and the next element; nothing for the last one.

    Most columns of a dump are described in the same few words, and the same words mean the same column.
    """
    end = next(iter(following.values())).get("location") if following else None
    if end is None:
        return b""
    return text.source[definition["location"] - text.offset + len(definition["colname"]) : end - text.offset]


def _store_words(draft: DraftDatabase, column: DraftColumn, definition: Node, words: bytes, end: bytes = b"") -> None:
    whole = words[:1] == b" " and words.rstrip()[-1:] == (end or words.rstrip()[-1:])
    if whole and b"--" not in words and b"/*" not in words and _is_plain(column, definition):
        draft.plain_columns[words] = column.copy()


def _is_plain(column: DraftColumn, definition: Node) -> bool:
    """Whether a definition means the same wherever it stands: a built-in type, NOT NULL, a default of its own."""
    schema, kind = parts(definition["typeName"])
    return (
        (schema == "pg_catalog" or (schema is None and kind in SPELLINGS))
        and all(c["Constraint"]["contype"] in _PLAIN for c in definition.get("constraints", []))
        and column.sequence is None
        and column.not_null is None
        and not column.settings
        and column.not_null_inherits
    )


def _declare(draft: DraftDatabase, table: DraftTable, node: Node) -> DraftColumn:
    """The column a definition is about: a new one, or one that a parent or type gave already."""
    column = table.column(node["colname"])
    if column is not None:
        if column.local and table.of_type is None:
            raise NotUnderstoodError(f"column {column.name} is there twice")
        column.local = True
        if "typeName" in node:
            column.type, column.suffix = read_type(draft, node["typeName"])
        return column
    column = _read_column(draft, table, node)
    table.columns.append(column)
    return column


def _read_column(draft: DraftDatabase, table: DraftTable, node: Node) -> DraftColumn:
    """A column definition without its constraints; `serial` becomes what it stands for."""
    name, type_name = node["colname"], node.get("typeName")
    if type_name is None:
        raise NotUnderstoodError(f"column {name} has no type")
    schema, kind = parts(type_name)
    if schema is None and kind in SERIALS and not type_name.get("arrayBounds"):
        column = DraftColumn(name, SERIALS[kind])
        add_serial(draft, table, column, kind)
        return column
    spelled, suffix = read_type(draft, type_name)
    column = DraftColumn(name, spelled, suffix, collation=read_collation(node))
    if "storage_name" in node or "compression" in node or "fdwoptions" in node:
        column.settings = read_column_settings(node)
        own_storage(column)
    return column


def take_type(table: DraftTable, kind: DraftType) -> None:
    """CREATE TABLE … OF, ALTER TABLE … OF: the attributes are the columns."""
    table.of_type = kind
    if not table.columns:
        table.columns = [c.copy() for c in kind.columns]
        for column in table.columns:
            column.comment = None


def _inherit(table: DraftTable, parent: DraftTable, *, partition: bool) -> None:
    """The parent's columns and checks come first; a column two parents share is one column."""
    known = {c.name: c for c in table.columns}
    for column in parent.columns:
        if column.name in known:
            known[column.name].nullable &= column.nullable or not column.not_null_inherits
            continue
        copy = column.copy()
        copy.comment = copy.not_null = None
        copy.local, copy.not_null_inherits = False, True
        copy.settings = inherited_settings(copy.settings)
        copy.nullable = column.nullable or not column.not_null_inherits
        if not partition:
            copy.identity = None
        table.columns.append(copy)
    mine = {c.name for c in table.checks}
    table.checks.extend(
        replace(c, comment=None, local=False) for c in parent.checks if not c.no_inherit and c.name not in mine
    )


def _like(draft: DraftDatabase, table: DraftTable, node: Node) -> list[tuple[DraftTable, int]]:
    """The columns of another relation; its indexes come when all of this one's columns are there."""
    options = int(node.get("options", 0))
    schema, name = relation_parts(node["relation"])
    original = draft.find(schema, name)
    columns = (
        original.columns if original is not None else need_type(draft, [schema, name] if schema else [name]).columns
    )
    for column in columns:
        copy = column.copy()
        copy.local, copy.not_null = True, None
        copy.comment = column.comment if options & _LIKE_COMMENTS else None
        copy.generated = column.generated if options & _LIKE_GENERATED else None
        copy.virtual = column.virtual and copy.generated is not None
        if not options & _LIKE_DEFAULTS:
            copy.default = copy.sequence = None
        copy.identity = column.identity if options & _LIKE_IDENTITY else None
        copy.settings = of_these(column.settings, (n for bit, n in _LIKE_SETTINGS.items() if options & bit))
        table.columns.append(copy)
        if copy.identity:
            copy_identity(draft, table, copy, column)
    if original is None:
        return []
    if options & _LIKE_CONSTRAINTS:
        table.checks.extend(
            replace(c, comment=c.comment if options & _LIKE_COMMENTS else None, local=True, valid=c.enforced)
            for c in original.checks
        )
    return [(original, options)]


def read_bound(node: Node, text: SourceText) -> str:
    """`FOR VALUES …` or `DEFAULT`, as PostgreSQL shows it."""
    if node.get("is_default"):
        return "DEFAULT"
    if node.get("strategy") == "h":
        return f"FOR VALUES WITH (modulus {node.get('modulus', 0)}, remainder {node.get('remainder', 0)})"
    start = text.at(node)
    if node.get("strategy") == "l":
        return f"FOR VALUES IN ({text.inside_parenthesis(start)})"
    upper = text.after(start, b"TO") or start
    return f"FOR VALUES FROM ({text.inside_parenthesis(start)}) TO ({text.inside_parenthesis(upper)})"
