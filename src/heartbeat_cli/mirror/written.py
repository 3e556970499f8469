"""Tables of a catalogue → the DDL that makes them, for those pg_dump may not lock.

What a table is made of is all in the catalogue, which everybody may read: columns, keys, references, checks, indexes
and comments. Its rights, policies, triggers and storage are not written.
"""

from collections.abc import Iterable, Iterator, Sequence

from heartbeat_cli.pgschema import (
    CheckConstraint,
    Column,
    ExclusionConstraint,
    ForeignKey,
    Index,
    Table,
    UniqueKey,
    literal,
    quote,
)

_END = b"--\n-- PostgreSQL database dump complete\n"
_NOTE = """--
-- By hb, from the catalogue: whoever pulled this may not read these tables, which pg_dump needs. Their rights,
-- policies, triggers and storage are not here.
--

"""


def with_tables(dump: bytes, tables: Iterable[Table]) -> bytes:
    """A dump of pg_dump's with these tables as well, before its last line."""
    made = [*tables]
    statements = [statement for table in made for statement in _statements(table)]
    text = "\n\n".join([*statements, *(_attachment(t) for t in made if t.partition_of is not None)])
    if not text:
        return dump
    head, end, tail = dump.rpartition(_END)
    return head + (_NOTE + text + "\n\n\n").encode() + end + tail


def _statements(table: Table) -> Iterator[str]:
    name = _name(*table.qname)
    yield _create(table, name)
    for check in table.checks:
        yield f"ALTER TABLE ONLY {name} ADD CONSTRAINT {quote(check.name or '')} {_check(check)};"
    for key, kind in _keys(table):
        yield f"ALTER TABLE ONLY {name} ADD CONSTRAINT {quote(key.name or '')} {kind} {_key(key)};"
    for rule in table.exclusions:
        yield f"ALTER TABLE ONLY {name} ADD CONSTRAINT {quote(rule.name or '')} {_exclusion(rule, table)};"
    for index in table.indexes:
        yield _index(index, table, name)
    for reference in table.foreign_keys:
        yield f"ALTER TABLE ONLY {name} ADD CONSTRAINT {quote(reference.name or '')} {_reference(reference)};"
    if table.comment is not None:
        yield f"COMMENT ON TABLE {name} IS {literal(table.comment)};"
    for column in table.columns:
        if column.comment is not None:
            yield f"COMMENT ON COLUMN {name}.{quote(column.name)} IS {literal(column.comment)};"


def _name(schema: str, name: str) -> str:
    return f"{quote(schema)}.{quote(name)}"


def _create(table: Table, name: str) -> str:
    by = f" PARTITION BY {table.partitioned_by}" if table.partitioned_by else ""
    body = ",\n    ".join(_column(column) for column in table.columns)
    unlogged = "UNLOGGED " if table.unlogged else ""
    return f"CREATE {unlogged}TABLE {name} (\n    {body}\n){by};"


def _column(column: Column) -> str:
    words = [quote(column.name), column.type]
    if column.collation is not None:
        words.append(f"COLLATE {'.'.join(map(quote, column.collation.split('.', 1)))}")
    if column.generated is not None:
        words.append(f"GENERATED ALWAYS AS ({column.generated}) {'VIRTUAL' if column.virtual else 'STORED'}")
    elif column.identity is not None:
        words.append(f"GENERATED {column.identity.upper()} AS IDENTITY")
    elif column.default is not None:
        words.append(f"DEFAULT {column.default}")
    return " ".join([*words, *([] if column.nullable else ["NOT NULL"])])


def _attachment(partition: Table) -> str:
    """Behind all keys and indexes, which a partition shares with its parent."""
    parent = _name(*partition.partition_of) if partition.partition_of is not None else ""
    return f"ALTER TABLE ONLY {parent} ATTACH PARTITION {_name(*partition.qname)} {partition.bound};"


def _check(check: CheckConstraint) -> str:
    return f"CHECK ({check.expression}){' NO INHERIT' if check.no_inherit else ''}{_held(check)}"


def _held(constraint: CheckConstraint | ForeignKey) -> str:
    return "" if constraint.valid else " NOT VALID" if constraint.enforced else " NOT ENFORCED"


def _keys(table: Table) -> list[tuple[UniqueKey, str]]:
    primary = [(table.primary_key, "PRIMARY KEY")] if table.primary_key is not None else []
    return [*primary, *((key, "UNIQUE") for key in table.unique_keys)]


def _key(key: UniqueKey) -> str:
    columns = _list(key.columns) + (" WITHOUT OVERLAPS" if key.without_overlaps else "")
    include = f" INCLUDE ({_list(key.include)})" if key.include else ""
    nulls = "" if key.nulls_distinct else "NULLS NOT DISTINCT "
    return f"{nulls}({columns}){include}{_deferred(key)}"


def _reference(key: ForeignKey) -> str:
    columns = _period(key.columns, key)
    targets = _period(key.target_columns, key)
    match = "" if key.match == "simple" else f" MATCH {key.match.upper()}"
    only = f" ({_list(key.set_columns)})" if key.set_columns else ""
    actions = f" ON UPDATE {key.on_update.upper()} ON DELETE {key.on_delete.upper()}{only}"
    refers = f"FOREIGN KEY ({columns}) REFERENCES {_name(*key.target)}({targets}){match}"
    return refers + actions + _deferred(key) + _held(key)


def _period(columns: Sequence[str], key: ForeignKey) -> str:
    names = list(map(quote, columns))
    if key.period and names:
        names[-1] = f"PERIOD {names[-1]}"
    return ", ".join(names)


def _deferred(constraint: UniqueKey | ForeignKey | ExclusionConstraint) -> str:
    if not constraint.deferrable:
        return ""
    return " DEFERRABLE INITIALLY DEFERRED" if constraint.initially_deferred else " DEFERRABLE"


def _exclusion(rule: ExclusionConstraint, table: Table) -> str:
    keys = _with_options([key for key, _ in rule.elements], rule.options, table)
    elements = ", ".join(f"{key} WITH {operator}" for key, (_, operator) in zip(keys, rule.elements, strict=True))
    where = f" WHERE ({rule.where})" if rule.where else ""
    return f"EXCLUDE USING {rule.method} ({elements}){where}{_deferred(rule)}"


def _with_options(keys: Sequence[str], options: Sequence[str], table: Table) -> list[str]:
    """Columns are quoted; an expression stands as the catalogue has it, in its parentheses."""
    said = (*options, *("" for _ in keys[len(options) :]))
    spelled = (quote(key) if table.column(key) is not None else key for key in keys)
    return [f"{key} {option}".strip() for key, option in zip(spelled, said, strict=True)]


def _index(index: Index, table: Table, name: str) -> str:
    keys = ", ".join(_with_options(index.keys, index.options, table))
    include = f" INCLUDE ({_list(index.include)})" if index.include else ""
    nulls = "" if index.nulls_distinct else " NULLS NOT DISTINCT"
    where = f" WHERE {index.where}" if index.where else ""
    unique = "UNIQUE " if index.unique else ""
    on = f"ONLY {name}" if table.partitioned_by else name
    return f"CREATE {unique}INDEX {quote(index.name)} ON {on} USING {index.method} ({keys}){include}{nulls}{where};"


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(quote, names))
