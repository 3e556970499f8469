"""The landed tables of one source, by the names they have there, and what the mirror says of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from heartbeat_cli.errors import HbError, NotFoundError, NothingLandedError, did_you_mean
from heartbeat_cli.estate import Decisions, ProjectSettings, Source, load_decisions
from heartbeat_cli.marts import (
    Dialect,
    MartsReader,
    Receipt,
    TableShape,
    find_marts_kind,
    open_marts,
    read_receipts,
)
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import Database, QName, Table


@dataclass(frozen=True, slots=True)
class LandedSource:
    """What of a source stands in the marts, whatever its slice wants. `tables` are by schema and name at the source."""

    project: ProjectSettings
    source: Source
    reader: MartsReader
    dialect: Dialect
    tables: dict[QName, TableShape]
    receipts: dict[QName, Receipt]
    mirror: Database | None
    decisions: Decisions = field(default_factory=dict)

    def table_of(self, name: QName) -> Table:
        """The table as the mirror has it, keys and comments included; without a mirror, the columns that landed."""
        schema = self.mirror.schema(name.schema) if self.mirror is not None else None
        table = schema.table(name.name) if schema is not None else None
        return table or Table(name.schema, name.name, self.tables[name].columns)

    def pick(self, names: Sequence[str]) -> list[QName]:
        """The landed tables a target means: all, those of a schema, or one. Raises NotFoundError, saying what to do."""
        if not names:
            return sorted(self.tables)
        of_schema = sorted(q for q in self.tables if q.schema == names[0])
        if len(names) == 1 and of_schema:
            return of_schema
        if len(names) > 1 and QName(names[0], names[1]) in self.tables:
            return [QName(names[0], names[1])]
        raise self._missing(names)

    def _missing(self, names: Sequence[str]) -> NotFoundError:
        source, schema = self.source, names[0]
        mirrored = self.mirror.schema(schema) if self.mirror is not None else None
        if mirrored is None and schema not in source.schemas:
            known = [*source.schemas, *(s.name for s in (self.mirror.schemas if self.mirror else ()))]
            closest = (
                did_you_mean(schema, known) or f"It has {', '.join(dict.fromkeys(known)) or 'none that is known'}."
            )
            return NotFoundError(f"{source.name} has no schema '{schema}'", hint=closest, code="unknown_schema")
        slice_ = source.slice_of(schema)
        if slice_ is None:
            return _not_landed(
                f"{source.name}.{schema}", f"Give '{schema}' a slice in {source.file.name}, then ingest."
            )
        if len(names) == 1:
            return _not_landed(f"{source.name}.{schema}", f"`hb ingest --source {source.name}` lands its slice.")
        at_source = [t.name for t in mirrored.tables] if mirrored is not None else []
        if at_source and names[1] not in at_source:
            hint = did_you_mean(names[1], [*at_source, *(q.name for q in self.tables if q.schema == schema)])
            return NotFoundError(f"{source.name}.{schema} has no table '{names[1]}'", hint=hint, code="unknown_table")
        if at_source and names[1] not in slice_.pick(at_source):
            return _not_landed(
                f"{source.name}.{schema}.{names[1]}", f"It is outside the slice that {source.file.name} declares."
            )
        return _not_landed(
            f"{source.name}.{schema}.{names[1]}", f"`hb ingest --source {source.name} --table {schema}.{names[1]}`"
        )


def open_landed(project: ProjectSettings, source: Source) -> LandedSource:
    """The source in the marts; close its reader. Raises NotFoundError (`not_landed`) where none of it is there."""
    try:
        reader = open_marts(project)
    except NothingLandedError:
        raise _nothing_of(source) from None
    try:
        schemas = {source.dataset(schema): schema for schema in source.schemas}
        tables = {QName(schemas[s.dataset], s.name): s for s in reader.shapes() if s.dataset in schemas}
        if not tables:
            raise _nothing_of(source)
        receipts = {QName(schemas[r.dataset], r.table): r for r in read_receipts(reader) if r.dataset in schemas}
        dialect = find_marts_kind(reader.dialect).statistics()
        for setting in dialect.settings:
            reader.query(setting)
        mirror, decisions = MirrorDumps(project).database(source), load_decisions(project, source.name)
        return LandedSource(project, source, reader, dialect, tables, receipts, mirror, decisions)
    except HbError:
        reader.close()
        raise


def _nothing_of(source: Source) -> NotFoundError:
    if source.access != "granted" or not source.slices:
        return _not_landed(source.name, f"`hb sources status {source.name}` says what it waits for.")
    return _not_landed(source.name, f"`hb ingest --source {source.name}`")


def _not_landed(what: str, hint: str) -> NotFoundError:
    return NotFoundError(f"{what} is not landed: there are no rows of it in the marts", hint=hint, code="not_landed")
