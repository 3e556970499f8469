"""DBML for dbdiagram.io and its tools (https://dbml.dbdiagram.io/docs).

Every name is quoted, defaults and checks are expressions. Left out, because DBML has no word for them: partitions
(their parent stands for them), views, foreign tables, sequences, grants and policies. What DBML cannot hold though it
has a word for it (an expression with a backtick, an enum without labels) is left out with a `//` line in its place.
"""

import re
from collections.abc import Iterator, Mapping

from heartbeat_cli.formats import Format, Written
from heartbeat_cli.formats.parts.scope import DiagramScope, scope_of
from heartbeat_cli.pgschema import Column, EnumType, ForeignKey, Index, QName, Table, UniqueKey, quote_if_needed
from heartbeat_cli.profiling import Reference
from heartbeat_cli.sheets import Picture, is_unique, key_behind, tables_by_name

_PLAIN_TYPE = re.compile(r"[a-z_][a-z0-9_]*(?:\(\d+(?:,\d+)*\))?(?:\[\])?")
_End = tuple[QName, tuple[str, ...]]
_ACTIONS = ("cascade", "restrict", "set null", "set default")


def write(picture: Picture) -> Written:
    """Project, enums, tables, references."""
    scope = scope_of(picture)
    tables = tables_by_name(picture.database)
    enums = _enums(picture, scope, tables)
    blocks = [_project(picture)]
    blocks += [_enum(e) for e in enums.values()]
    blocks += [_table(t, enums) for t in scope.tables]
    blocks += [_outside(name, columns, tables.get(name), enums) for name, columns in scope.outside.items()]
    references = "\n".join(_references(scope, tables))
    return Written("\n\n".join([*blocks, *([references] if references else [])]) + "\n")


def _project(picture: Picture) -> str:
    note = picture.database.comment
    lines = [f"  Note: {text(note)}"] if note else []
    return "\n".join([_remark(picture.target), f"Project {name(picture.database.name)} {{", _POSTGRES, *lines, "}"])


_POSTGRES = "  database_type: 'PostgreSQL'"


# Words


def name(word: str) -> str:
    """A quoted name."""
    return '"' + _escaped(word).replace('"', '\\"') + '"'


def text(words: str) -> str:
    """A string on one line; its line breaks are escapes, so that no indentation gets lost."""
    body = _escaped(words).replace("'", "\\'")
    return f"'{body}'"


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")


def expression(sql: str) -> str | None:
    """SQL between backticks; None for SQL that has one itself, which nothing can escape."""
    return None if "`" in sql else f"`{sql}`"


def _qualified(table: QName) -> str:
    return f"{name(table.schema)}.{name(table.name)}"


def _remark(words: str) -> str:
    return f"// {' '.join(words.split())}"


# Enums and tables


def _enums(picture: Picture, scope: DiagramScope, tables: Mapping[QName, Table]) -> dict[str, EnumType]:
    """The target's own enums and those its columns use, by how a column's type spells them."""
    own = {s.schema.name for s in picture.schemas()}
    used = {_bare(c.type) for t in scope.tables for c in t.columns}
    for outside, columns in scope.outside.items():
        used |= {_bare(c.type) for c in (tables[outside].columns if outside in tables else ()) if c.name in columns}
    every = {_spelled(e): e for s in picture.database.schemas for e in s.enums}
    return {key: e for key, e in every.items() if key in used or e.schema in own}


def _spelled(enum: EnumType) -> str:
    return f"{quote_if_needed(enum.schema)}.{quote_if_needed(enum.name)}"


def _bare(type_: str) -> str:
    return type_.removesuffix("[]")


def _enum(enum: EnumType) -> str:
    qualified = _qualified(QName(enum.schema, enum.name))
    if not any(enum.labels):
        return _remark(f"Enum {qualified} has no labels that DBML can name.")
    remark = [_remark(enum.comment)] if enum.comment else []
    return "\n".join([*remark, f"Enum {qualified} {{", *map(_label, enum.labels), "}"])


def _label(label: str) -> str:
    return f"  {name(label)}" if label else "  " + _remark("an empty label, which DBML cannot name")


def _table(table: Table, enums: Mapping[str, EnumType]) -> str:
    if not table.columns:
        return _remark(f"Table {_qualified(table.qname)} has no columns.")
    lines = [f"Table {_qualified(table.qname)} {{"]
    for column in table.columns:
        lines += _column(column, table, enums)
    lines += _indexes(table)
    lines += _checks(table)
    if table.comment:
        lines.append(f"  Note: {text(table.comment)}")
    return "\n".join([*lines, "}"])


def _column(column: Column, table: Table, enums: Mapping[str, EnumType]) -> Iterator[str]:
    settings = []
    if table.primary_key and table.primary_key.columns == (column.name,):
        settings.append("pk")
    if any(k.columns == (column.name,) for k in table.unique_keys):
        settings.append("unique")
    if column.identity:
        settings.append("increment")
    if not column.nullable:
        settings.append("not null")
    if column.default is not None:
        default = expression(column.default)
        if default is None:
            yield _lost("the default of the next column", column.default)
        else:
            settings.append(f"default: {default}")
    note = _column_note(column)
    if note:
        settings.append(f"note: {text(note)}")
    written = f" [{', '.join(settings)}]" if settings else ""
    yield f"  {name(column.name)} {_type(column.type, enums)}{written}"


def _column_note(column: Column) -> str:
    said = [column.comment] if column.comment else []
    if column.generated:
        said.append(f"Generated: {column.generated}")
    return "\n".join(said)


def _type(type_: str, enums: Mapping[str, EnumType]) -> str:
    enum = enums.get(_bare(type_))
    if enum is not None and any(enum.labels):
        return _qualified(QName(enum.schema, enum.name)) + ("[]" if type_.endswith("[]") else "")
    return type_ if _PLAIN_TYPE.fullmatch(type_) else name(type_)


def _lost(what: str, sql: str) -> str:
    return "  " + _remark(f"{what} has a backtick, which DBML cannot quote: {sql}")


def _indexes(table: Table) -> list[str]:
    lines = []
    key = table.primary_key
    if key is not None and len(key.columns) > 1:
        lines.append(_key(key, "pk"))
    lines += [_key(k, "unique") for k in table.unique_keys if len(k.columns) > 1]
    lines += [_index(i, table) for i in table.indexes]
    return ["", "  Indexes {", *(f"  {line}" for line in lines), "  }"] if lines else []


def _key(key: UniqueKey, setting: str) -> str:
    named = f", name: {text(key.name)}" if key.name else ""
    return f"  ({', '.join(map(name, key.columns))}) [{setting}{named}]"


def _index(index: Index, table: Table) -> str:
    keys = [name(k) if table.column(k) else expression(k) for k in index.keys]
    known = [k for k in keys if k is not None]
    if len(known) < len(keys):
        return _lost(f"index {index.name}", ", ".join(index.keys))
    settings = ["unique"] if index.unique else []
    settings += [f"type: {name(index.method)}", f"name: {text(index.name)}"]
    note = _index_note(index)
    if note:
        settings.append(f"note: {text(note)}")
    written = f"({', '.join(known)})" if len(known) > 1 else known[0]
    return f"  {written} [{', '.join(settings)}]"


def _index_note(index: Index) -> str:
    said = [index.comment] if index.comment else []
    options = [f"{key} {option}" for key, option in zip(index.keys, index.options, strict=False) if option]
    said += [f"Order: {', '.join(options)}"] if options else []
    said += [f"Including: {', '.join(index.include)}"] if index.include else []
    said += [f"Where: {index.where}"] if index.where else []
    return "\n".join(said)


def _checks(table: Table) -> list[str]:
    lines = []
    for check in table.checks:
        body = expression(check.expression)
        named = f" [name: {text(check.name)}]" if check.name else ""
        lines.append(f"    {body}{named}" if body else "  " + _lost(f"check {check.name}", check.expression))
    return ["", "  Checks {", *lines, "  }"] if any(not line.lstrip().startswith("//") for line in lines) else []


def _outside(table: QName, columns: tuple[str, ...], known: Table | None, enums: Mapping[str, EnumType]) -> str:
    """A table outside the target: only the columns references need, so that they have somewhere to lead."""
    remark = "Outside of the target; only the columns references need." if known else "Not in the dump."
    lines = []
    for column in columns:
        found = known.column(column) if known else None
        lines.append(f"  {name(column)} {_type(found.type, enums) if found else 'unknown'}")
    if not lines:
        return _remark(f"Table {_qualified(table)} is not in the dump.")
    return "\n".join([_remark(remark), f"Table {_qualified(table)} {{", *lines, "}"])


# References


def _references(scope: DiagramScope, tables: Mapping[QName, Table]) -> Iterator[str]:
    """One line each; of what DBML refuses, a remark."""
    columns = {t.qname: {c.name for c in t.columns} for t in scope.tables}
    columns |= {table: set(names) for table, names in scope.outside.items()}
    seen: set[frozenset[_End]] = set()
    for reference in scope.references:
        ends = frozenset(((reference.source, reference.columns), (reference.target, reference.target_columns)))
        if ends in seen or not _can_be_drawn(ends, columns):
            yield _remark(f"Left out: {_reference(reference, tables)}")
            continue
        seen.add(ends)
        if reference.partly:
            yield _remark(f"The next one holds {reference.partly}.")
        yield _reference(reference, tables)


def _can_be_drawn(ends: frozenset[_End], columns: Mapping[QName, set[str]]) -> bool:
    """DBML takes no reference from columns to themselves, nor one to columns that are not there."""
    return len(ends) == 2 and all(names and columns[table].issuperset(names) for table, names in ends)


def _reference(reference: Reference, tables: Mapping[QName, Table]) -> str:
    source = tables.get(reference.source)
    sign = "-" if source is not None and is_unique(reference.columns, source) else ">"
    label = f" {name(reference.name)}" if reference.name else ""
    key = key_behind(reference, tables)
    return (
        f"Ref{label}: {_end(reference.source, reference.columns)} {sign} "
        f"{_end(reference.target, reference.target_columns)}{_actions(key)}"
    )


def _end(table: QName, columns: tuple[str, ...]) -> str:
    names = ", ".join(map(name, columns))
    return f"{_qualified(table)}.{names if len(columns) == 1 else f'({names})'}"


def _actions(key: ForeignKey | None) -> str:
    if key is None:
        return ""
    said = [("delete", key.on_delete), ("update", key.on_update)]
    settings = [f"{what}: {action}" for what, action in said if action in _ACTIONS]
    return f" [{', '.join(settings)}]" if settings else ""


FORMAT = Format(
    ("database", "file", "schema", "table"), "[dbdiagram.io](https://dbdiagram.io) and the DBML tools", write
)
