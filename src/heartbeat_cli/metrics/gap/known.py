"""What is known of the tables a query reads: their columns in the marts, and keys and references as the mirror says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from heartbeat_cli.estate import Inventory, Source
from heartbeat_cli.metrics.evaluation import Mirror
from heartbeat_cli.pgschema import Column, Database, ForeignKey, QName, Table, domain_types


@dataclass(frozen=True, slots=True)
class Known:
    """Tables named as in the marts, with the columns that have landed; references lead to tables so named, too.

    `dictionaries` are those of the tables referred to that list codes; `children` refer to a table that is read.
    """

    tables: Mapping[QName, Table]
    dictionaries: Mapping[QName, Table]
    children: tuple[tuple[QName, str, QName, str], ...] = ()


def read_known(landed: Mapping[QName, Iterable[Column]], inventory: Inventory | None, mirror: Mirror | None) -> Known:
    """What mirror and marts say of the tables that are landed."""
    tables: dict[QName, Table] = {}
    dictionaries: dict[QName, Table] = {}
    children: list[tuple[QName, str, QName, str]] = []
    for name, columns in landed.items():
        owner = inventory.of_dataset(name.schema) if inventory is not None else None
        database = mirror(owner[0]) if owner is not None and mirror is not None else None
        found = _mirrored(name, owner, database)
        if found is None or owner is None or database is None:
            tables[name] = Table(name.schema, name.name, tuple(columns))
            continue
        tables[name] = _as_landed(found, name, columns, owner[0], database)
        dictionaries |= _dictionaries(tables[name], owner[0], database)
        children += _children(found, name, owner[0], database)
    return Known(tables, dictionaries, tuple(children))


def _mirrored(name: QName, owner: tuple[Source, str] | None, database: Database | None) -> Table | None:
    schema = database.schema(owner[1]) if owner is not None and database is not None else None
    return schema.table(name.name) if schema is not None else None


def _as_landed(table: Table, name: QName, columns: Iterable[Column], source: Source, database: Database) -> Table:
    domains = domain_types(database)
    own = {c.name: replace(c, type=domains.get(c.type, c.type)) for c in table.columns}
    keys = tuple(
        replace(key, target=QName(source.dataset(key.target.schema), key.target.name)) for key in table.foreign_keys
    )
    return replace(table, schema=name.schema, columns=tuple(own.get(c.name, c) for c in columns), foreign_keys=keys)


def _dictionaries(table: Table, source: Source, database: Database) -> dict[QName, Table]:
    """The tables of codes that a table refers to."""
    datasets = {source.dataset(schema.name): schema for schema in database.schemas}
    found: dict[QName, Table] = {}
    for key in table.foreign_keys:
        schema = datasets.get(key.target.schema)
        target = schema.table(key.target.name) if schema is not None and len(key.columns) == 1 else None
        if target is not None and _lists_codes(target):
            found[key.target] = replace(target, schema=key.target.schema)
    return found


def _lists_codes(table: Table) -> bool:
    from heartbeat_cli.profiling import dictionary_reason

    return dictionary_reason(table, (), ()) is not None


def code_column(table: Table) -> str | None:
    """The column of a table of codes that people say; None where it has none."""
    names = {column.name for column in table.columns}
    return next((name for name in ("code", "name", "label", "title") if name in names), None)


def _children(table: Table, name: QName, source: Source, database: Database) -> list[tuple[QName, str, QName, str]]:
    """Tables with several rows for one of this: a join with one of them counts it as often."""
    found = []
    for other in (each for schema in database.schemas for each in schema.tables):
        for key in other.foreign_keys:
            mine = key.target == QName(table.schema, table.name) and len(key.columns) == 1
            if mine and other.qname != table.qname:
                child = QName(source.dataset(other.schema), other.name)
                found.append((child, key.columns[0], name, key.target_columns[0]))
    return found


def references(table: Table) -> dict[str, ForeignKey]:
    """The references of a table that are one column each, by that column."""
    return {key.columns[0]: key for key in table.foreign_keys if len(key.columns) == 1}
