"""The mirror held against the marts: what of a slice the landed datasets lack, have besides, or hold as another type.

Both are cut down to what landing keeps, tables with columns and their types, and then compared as any two databases
are. Types are compared by kind: every type may land as text, and an integer as a bigger one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from heartbeat_cli.errors import NotFoundError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.marts import LandedTable, open_marts
from heartbeat_cli.pgschema import TEXT_TYPE, Column, Database, QName, Schema, Table, family_of

# Columns dlt may add to a table of its own accord.
_OF_DLT = "_dlt_"


def read_landed(project: ProjectSettings) -> tuple[LandedTable, ...]:
    """Every landed table; raises NotFoundError (`no_marts`), LockedError, ConnectionFailedError."""
    with open_marts(project) as reader:
        return reader.tables()


def landed_pair(source: Source, mirror: Database, landed: Iterable[LandedTable]) -> tuple[Database, Database]:
    """The slice of a source as the mirror has it and as the marts have it, both cut down so that they compare.

    Raises NotFoundError (`not_landed`) where nothing of the source has landed.
    """
    datasets = {source.dataset(slice_.schema): slice_.schema for slice_ in source.slices}
    standing = {QName(datasets[t.dataset], t.name): t for t in landed if t.dataset in datasets}
    if not standing:
        raise NotFoundError(
            f"nothing of {source.name} has landed",
            hint=f"`hb ingest --source {source.name}` lands it.",
            code="not_landed",
        )
    wanted = [_sliced(source, schema) for schema in mirror.schemas if schema.name in datasets.values()]
    before = replace(mirror, schemas=tuple(_with_columns_only(schema) for schema in wanted), extensions=())
    return before, _as_database(before, mirror, standing)


def _sliced(source: Source, schema: Schema) -> Schema:
    slice_ = source.slice_of(schema.name)
    own = [table for table in schema.tables if table.partition_of is None]
    names = set(slice_.pick(t.name for t in own)) if slice_ is not None else set()
    return replace(schema, tables=tuple(table for table in own if table.name in names))


def _with_columns_only(schema: Schema) -> Schema:
    tables = (Table(t.schema, t.name, _in_order(Column(c.name, c.type) for c in t.columns)) for t in schema.tables)
    return Schema(schema.name, tuple(tables), domains=schema.domains)


def _in_order(columns: Iterable[Column]) -> tuple[Column, ...]:
    """By name, because the order of columns in the marts means nothing."""
    return tuple(sorted(columns, key=lambda column: column.name))


def _as_database(before: Database, mirror: Database, standing: Mapping[QName, LandedTable]) -> Database:
    """The landed tables as a database of the source's; in the mirror's spelling where a type is of the same kind."""
    known = {table.qname: {c.name: c.type for c in table.columns} for table in before.tables()}
    schemas = []
    for schema in before.schemas:
        tables = [
            Table(
                schema.name,
                name.name,
                _in_order(
                    Column(c.name, _spelled(c.type, known.get(name, {}).get(c.name), mirror))
                    for c in landed.columns
                    if not c.name.startswith(_OF_DLT)
                ),
            )
            for name, landed in standing.items()
            if name.schema == schema.name
        ]
        schemas.append(replace(schema, tables=tuple(tables)))
    return replace(before, schemas=tuple(schemas))


def _spelled(landed: str, own: str | None, mirror: Database) -> str:
    if own is None:
        return landed
    family = family_of(landed)
    return own if family in (TEXT_TYPE, f"{TEXT_TYPE}[]", family_of(own, mirror)) else landed
