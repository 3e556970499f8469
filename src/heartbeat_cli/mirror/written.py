"""Tables of a catalogue → the DDL that makes them, for those pg_dump may not lock.

What a table is made of is all in the catalogue, which everybody may read: columns, keys, references, checks, indexes
and comments, rights, policies, triggers and settings.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from heartbeat_cli.mirror.attached import attached
from heartbeat_cli.pgschema import (
    CheckConstraint,
    Column,
    ExclusionConstraint,
    ForeignKey,
    Index,
    QName,
    Table,
    UniqueKey,
    literal,
    quote,
)
from heartbeat_cli.pgschema import Sequence as NumberSequence

Owner = tuple[QName, str]
"""The table and the column a sequence goes with."""

_FIRST_TABLE = re.compile(rb"^--\n-- Name: .*; Type: (?:FOREIGN )?TABLE; Schema: ", re.MULTILINE)
_LAST_LINE = re.compile(rb"^--\n-- PostgreSQL database dump complete\n", re.MULTILINE)
_END = b"--\n-- PostgreSQL database dump complete\n"
_NOTE = """--
-- By hb, from the catalogue: whoever pulled this may not read these tables, which pg_dump needs.
--

"""


def with_tables(dump: bytes, tables: Sequence[Table], sequences: Iterable[NumberSequence] = ()) -> bytes:
    """A dump of pg_dump's with these tables as well, and what goes with them of the `sequences`.

    They are made before the dump's own, which may inherit from them or be parts of them; what binds them to others
    comes at its end.
    """
    if not tables:
        return dump
    owned = {s.owned_by: s for s in sequences if s.owned_by is not None}
    made = [_create(table, owned) for table in tables]
    bound = [statement for table in tables for statement in _statements(table)]
    bound += [statement for table in tables for statement in _places(table, owned)]
    bound += [statement for table in tables for statement in attached(table)]
    first = _FIRST_TABLE.search(dump) or _LAST_LINE.search(dump)
    place = first.start() if first is not None else len(dump)
    head, end, tail = dump[place:].rpartition(_END)
    return dump[:place] + _written(made) + head + _written(bound) + end + tail


def _written(statements: Iterable[str]) -> bytes:
    return (_NOTE + "\n\n".join(statements) + "\n\n\n").encode()


def _statements(table: Table) -> Iterator[str]:
    name = _name(*table.qname)
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


def _places(table: Table, owned: Mapping[Owner, NumberSequence]) -> Iterator[str]:
    """Parents, behind all keys and indexes, which a partition shares with its own; sequences of columns."""
    name = _name(*table.qname)
    if table.partition_of is not None:
        yield f"ALTER TABLE ONLY {_name(*table.partition_of)} ATTACH PARTITION {name} {table.bound};"
    for parent in table.inherits:
        yield f"ALTER TABLE ONLY {name} INHERIT {_name(*parent)};"
    for column in table.columns:
        sequence = owned.get((table.qname, column.name))
        if sequence is not None and not sequence.identity:
            yield f"ALTER SEQUENCE {_name(*sequence.qname)} OWNED BY {name}.{quote(column.name)};"


def _name(schema: str, name: str) -> str:
    return f"{quote(schema)}.{quote(name)}"


def _create(table: Table, owned: Mapping[Owner, NumberSequence]) -> str:
    name = _name(*table.qname)
    by = f" PARTITION BY {table.partitioned_by}" if table.partitioned_by else ""
    body = ",\n    ".join(_column(column, owned.get((table.qname, column.name))) for column in table.columns)
    unlogged = "UNLOGGED " if table.unlogged else ""
    return f"CREATE {unlogged}TABLE {name} (\n    {body}\n){by};"


def _column(column: Column, sequence: NumberSequence | None) -> str:
    words = [quote(column.name), column.type]
    if column.collation is not None:
        words.append(f"COLLATE {'.'.join(map(quote, column.collation.split('.', 1)))}")
    if column.generated is not None:
        words.append(f"GENERATED ALWAYS AS ({column.generated}) {'VIRTUAL' if column.virtual else 'STORED'}")
    elif column.identity is not None:
        words.append(f"GENERATED {column.identity.upper()} AS IDENTITY{_counting(sequence)}")
    elif column.default is not None:
        words.append(f"DEFAULT {column.default}")
    return " ".join([*words, *([] if column.nullable else ["NOT NULL"])])


def _counting(sequence: NumberSequence | None) -> str:
    if sequence is None:
        return ""
    return (
        f" (SEQUENCE NAME {_name(*sequence.qname)} START WITH {sequence.start} INCREMENT BY {sequence.increment}"
        f" MINVALUE {sequence.minimum} MAXVALUE {sequence.maximum} CACHE {sequence.cache}"
        f"{' CYCLE' if sequence.cycle else ''})"
    )


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
