"""Indexes: read from their statement, shared with partitions, attached, renamed and dropped."""

from dataclasses import replace

from ..settings import changed
from . import lexer
from .clauses import NotUnderstoodError, SourceText, columns_in, need, spell_name
from .draft import DraftDatabase
from .naming import relation_name
from .objects import DraftIndex, DraftTable, DraftUnique, IndexLike
from .parse import Node
from .results import figure
from .storage import index_settings, set_options
from .typenames import strings

# Operator classes that are their type's own, which PostgreSQL does not show.
_DEFAULT_CLASS_TYPES = """
    array bit bool bpchar bytea char cidr date enum float4 float8 inet int2 int4 int8 interval jsonb macaddr macaddr8
    money multirange name numeric oid oidvector pg_lsn range record text time timestamp timestamptz timetz tsquery
    tsvector uuid varbit xid8
"""
_DEFAULT_CLASSES = frozenset(f"{t}_ops" for t in _DEFAULT_CLASS_TYPES.split())


def create_index(draft: DraftDatabase, node: Node, text: SourceText, _line: int) -> None:
    """CREATE INDEX; on a partitioned table its partitions get one each, unless it says ONLY."""
    table = need(draft, node["relation"])
    index = _read_index(draft, table, node, text)
    taken = draft.find_index(table.schema, index.name)
    if taken is not None:
        if node.get("if_not_exists"):
            return
        raise NotUnderstoodError(f"{table.schema}.{index.name} exists already")
    table.indexes.append(index)
    draft.add_index(table, index)
    if not index.only:
        for child in table.children:
            if child.partition_of is table:
                share_with_partition(draft, table, child, [index])


def _read_index(draft: DraftDatabase, table: DraftTable, node: Node, text: SourceText) -> DraftIndex:
    elements = [e["IndexElem"] for e in node.get("indexParams", [])]
    including = [e["IndexElem"]["name"] for e in node.get("indexIncludingParams", [])]
    plain, opening = all("name" in e for e in elements), (0, 0)
    if not plain or "whereClause" in node:
        opening = lexer.parenthesis(text.source, _behind_table(node, text)) or opening
    places = [] if plain else lexer.items(text.source, *opening)
    keys = [
        e["name"] if "name" in e else key_expression(text, *places[i] if i < len(places) else (0, 0))
        for i, e in enumerate(elements)
    ]
    where = None
    if "whereClause" in node:
        start = text.after(opening[1] + 1, b"WHERE")
        where = text.cut(start) if start else None
    uses = {e["name"] for e in elements if "name" in e} | set(including)
    if not plain or where:
        uses |= set(columns_in([elements, node.get("whereClause")], table))
    method = node.get("accessMethod", "btree")
    index = DraftIndex(
        node.get("idxname", ""),
        keys,
        ["name" in e for e in elements],
        key_labels(elements + [i["IndexElem"] for i in node.get("indexIncludingParams", [])]),
        bool(node.get("unique")),
        method,
        where,
        uses,
        include=including,
        options=key_options(elements, method, table),
        nulls_distinct=not node.get("nulls_not_distinct"),
        only=not node["relation"].get("inh"),
        settings=index_settings(draft, node.get("options"), node.get("tableSpace")),
    )
    if not index.name:
        index.name = relation_name(draft, table, index.labels, "idx")
    return index


def _behind_table(node: Node, text: SourceText) -> int:
    """Where the list of keys is looked for: behind the table's name, which may hold a parenthesis itself."""
    position = text.at(node["relation"])
    for token in lexer.tokens(text.source, position):
        if token.text == b"(" and token.kind == "sign":
            return token.start
    return position


def key_options(elements: list[Node], method: str, table: DraftTable) -> list[str]:
    """What each key says beside its column or expression; empty where none says anything."""
    options = [_options(e, method, table) for e in elements]
    return options if any(options) else []


def _options(element: Node, method: str, table: DraftTable) -> str:
    """What a key says beside its column, as SQL orders it; a collation only where it is not the column's own."""
    found = []
    if "collation" in element:
        column = table.column(element.get("name", ""))
        name = ".".join(strings(element["collation"])).removeprefix("pg_catalog.")
        if column is None or name != (column.collation or "default"):
            found.append(f"COLLATE {spell_name(strings(element['collation']))}")
    if "opclass" in element:
        name = spell_name(strings(element["opclass"]))
        settings = ", ".join(_setting(o["DefElem"]) for o in element.get("opclassopts", []))
        if settings or name not in _DEFAULT_CLASSES or method not in ("btree", "hash", "gin"):
            found.append(f"{name} ({settings})" if settings else name)
    down = element.get("ordering") == "SORTBY_DESC"
    if down:
        found.append("DESC")
    nulls = element.get("nulls_ordering")
    if nulls == "SORTBY_NULLS_FIRST" and not down:
        found.append("NULLS FIRST")
    elif nulls == "SORTBY_NULLS_LAST" and down:
        found.append("NULLS LAST")
    return " ".join(found)


def _setting(option: Node) -> str:
    argument = option.get("arg", {})
    kind, value = next(iter(argument.items())) if argument else ("", {})
    written = {"Integer": value.get("ival", 0), "Float": value.get("fval"), "String": f"'{value.get('sval')}'"}
    return f"{option['defname']}={written.get(kind, '')}"


def key_labels(elements: list[Node]) -> list[str]:
    """What PostgreSQL puts into the name of an unnamed index: columns, functions' names, `expr`; none twice."""
    found: list[str] = []
    for element in elements:
        label = base = element.get("name") or figure(element.get("expr", {}))[0] or "expr"
        number = 0
        while label in found:
            number += 1
            label = f"{base}{number}"
        found.append(label)
    return found


def key_expression(text: SourceText, start: int, end: int) -> str:
    """An index expression is a parenthesis or one function call: it ends with its first parenthesis."""
    inside = lexer.parenthesis(text.source, start)
    return text.cut(start, min(inside[1] + 1, end) if inside else end)


def share_with_partition(
    draft: DraftDatabase, parent: DraftTable, child: DraftTable, indexes: list[DraftIndex] | None = None
) -> None:
    """What PostgreSQL makes on a partition when its parent has it: keys, and all or the given indexes."""
    copy_keys(draft, parent, child, attach=True)
    _copy_exclusions(draft, parent, child, attach=True)
    shared = parent.indexes if indexes is None else indexes
    _copy_indexes(draft, shared, child, attach=True)
    if child.children:
        parts = [i for i in child.indexes if any(i.parent is index for index in shared)]
        for grandchild in child.children:
            share_with_partition(draft, child, grandchild, parts)


def copy_indexes_like(draft: DraftDatabase, original: DraftTable, table: DraftTable, *, comments: bool) -> None:
    """LIKE … INCLUDING INDEXES: keys, exclusion constraints and indexes under names of their own.

    The comments of constraints are not copied, whatever it says.
    """
    copy_keys(draft, original, table, attach=False)
    _copy_exclusions(draft, original, table, attach=False)
    made = _copy_indexes(draft, original.indexes, table, attach=False)
    if comments:
        for index, source_index in made:
            index.comment = source_index.comment


def _copy_exclusions(draft: DraftDatabase, parent: DraftTable, child: DraftTable, *, attach: bool) -> None:
    for exclusion in parent.exclusions:
        if attach and any(e.parent is exclusion for e in child.exclusions):
            continue
        name = relation_name(draft, child, exclusion.labels, "excl")
        copy = replace(exclusion, name=name, comment=None, parent=exclusion if attach else None)
        copy.elements, copy.named, copy.labels = list(copy.elements), list(copy.named), list(copy.labels)
        copy.uses = set(copy.uses)
        child.exclusions.append(copy)
        draft.add_index(child, copy)


def copy_keys(draft: DraftDatabase, parent: DraftTable, child: DraftTable, *, attach: bool) -> None:
    """Give a partition its parent's primary key and unique constraints."""
    if parent.primary_key:
        mine = child.primary_key
        if mine is None:
            mine = child.primary_key = _copy_unique(
                draft, child, parent.primary_key, relation_name(draft, child, None, "pkey")
            )
        if attach:
            mine.parent = parent.primary_key
        for name in parent.primary_key.columns:
            column = child.column(name)
            if column is not None:
                column.nullable = False
    for key in parent.unique_keys:
        same = next((k for k in child.unique_keys if k.columns == key.columns), None)
        if same is None:
            name = relation_name(draft, child, key.columns + key.include, "key")
            same = _copy_unique(draft, child, key, name)
            child.unique_keys.append(same)
        if attach:
            same.parent = key


def _copy_unique(draft: DraftDatabase, table: DraftTable, key: DraftUnique, name: str) -> DraftUnique:
    made = replace(key, name=name, columns=list(key.columns), include=list(key.include), comment=None, parent=None)
    made.only = False
    draft.add_index(table, made)
    return made


def _copy_indexes(
    draft: DraftDatabase, indexes: list[DraftIndex], child: DraftTable, *, attach: bool
) -> list[tuple[DraftIndex, DraftIndex]]:
    """Copies of a parent's indexes with what they are copies of; an index of the same shape is taken instead."""
    made = []
    free = [i for i in child.attachable() if i.parent is None] if attach else []
    attached = {id(i.parent) for i in child.attachable()} if attach else set()
    for index in indexes:
        if id(index) in attached:
            continue
        same = next((i for i in free if i.shape() == index.shape()), None)
        if same is not None:
            free.remove(same)
            same.parent = index
            continue
        copy = DraftIndex(
            relation_name(draft, child, index.labels, "idx"),
            list(index.keys),
            list(index.named),
            list(index.labels),
            index.unique,
            index.method,
            index.where,
            set(index.uses),
            list(index.include),
            list(index.options),
            index.nulls_distinct,
            settings=index.settings,
        )
        copy.parent = index if attach else None
        child.indexes.append(copy)
        draft.add_index(child, copy)
        made.append((copy, index))
    return made


def alter_index(draft: DraftDatabase, node: Node, commands: list[Node]) -> None:
    """ALTER INDEX: storage, statistics, tablespace, and the partitions' indexes that are attached."""
    if any(c["subtype"] == "AT_AttachPartition" for c in commands):
        attach_index(draft, node)
        return
    found = draft.find_index(node["relation"].get("schemaname"), node["relation"]["relname"])
    if found is not None:
        for command in commands:
            _set(found[1], command)


def _set(index: IndexLike, command: Node) -> None:
    what = command["subtype"]
    if what in ("AT_SetRelOptions", "AT_ResetRelOptions"):
        index.settings = set_options(index.settings, command)
    elif what == "AT_SetTableSpace":
        place = command["name"]
        index.settings = changed(index.settings, "tablespace", None if place == "pg_default" else place)
    elif what == "AT_SetStatistics":
        target = command.get("def", {}).get("Integer", {}).get("ival", -1)
        name = f"statistics of key {command.get('num', command.get('name'))}"
        index.settings = changed(index.settings, name, None if target < 0 else str(target))


def attach_index(draft: DraftDatabase, node: Node) -> None:
    """ALTER INDEX … ATTACH PARTITION."""
    whole = draft.find_index(node["relation"].get("schemaname"), node["relation"]["relname"])
    for command in node.get("cmds", []):
        name = command["AlterTableCmd"]["def"]["PartitionCmd"]["name"]
        part = draft.find_index(name.get("schemaname"), name["relname"])
        for found, relation in ((whole, node["relation"]), (part, name)):
            if found is None:
                raise NotUnderstoodError(f"no index {relation['relname']}")
        if whole is not None and part is not None:
            _link(whole[1], part[1])


def _link(whole: IndexLike, part: IndexLike) -> None:
    """An index takes a constraint's as its part, where both say the same; a constraint takes no bare index."""
    kinds = (DraftIndex, DraftUnique) if isinstance(whole, DraftIndex) else (type(whole),)
    if not isinstance(part, kinds):
        raise NotUnderstoodError(f"the constraint {whole.name} cannot have the index {part.name} as its part")
    if isinstance(whole, DraftIndex) and isinstance(part, DraftUnique) and not whole.unique:
        raise NotUnderstoodError(f"the index {whole.name} is not unique, as that of the constraint {part.name} is")
    part.parent = whole


def drop_index(draft: DraftDatabase, names: tuple[str | None, str]) -> None:
    """DROP INDEX, with the partitions' indexes attached to it."""
    found = draft.find_index(*names)
    if found is None:
        return
    table, index = found
    if not isinstance(index, DraftIndex):
        raise NotUnderstoodError(f"{index.name} is a constraint's, which has to be dropped itself")
    _remove(table, index)


def _remove(table: DraftTable, index: DraftIndex) -> None:
    table.indexes.remove(index)
    _remove_parts(table, index)


def _remove_parts(table: DraftTable, index: DraftIndex) -> None:
    for child in table.children:
        for part in [i for i in child.indexes if i.parent is index]:
            _remove(child, part)


def rebuild(draft: DraftDatabase, table: DraftTable, column: str) -> None:
    """Another type for a column: its indexes are made anew, and those of the partitions under new names."""
    for index in [i for i in table.indexes if column in i.uses]:
        _remove_parts(table, index)
        index.only = False
        for child in table.children:
            if child.partition_of is table:
                share_with_partition(draft, table, child, [index])
