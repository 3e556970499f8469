"""What the rows of landed dictionaries are called: `rejected` finds the payments whose state can be it.

Only tables of codes are read, and of them the columns that name a row: nobody's personal data is among the words.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Decisions, ProjectSettings, Source
from heartbeat_cli.marts import MartsReader, open_marts
from heartbeat_cli.pgschema import Database, QName, quote
from heartbeat_cli.profiling import DatabaseFacts

_NAMING = ("code", "name", "label", "title")
_AT_MOST = 1000

Labels = Mapping[QName, Mapping[str, tuple[str, ...]]]
"""The labels of each dictionary, by the column they stand in."""

NO_LABELS: Labels = MappingProxyType({})


class LandedLabels:
    """Reads the dictionaries of one source after another; nothing where the marts cannot be read just now."""

    def __init__(self, project: ProjectSettings) -> None:
        self._reader: MartsReader | None = None
        with suppress(HbError):
            self._reader = open_marts(project)

    def close(self) -> None:
        """Let go of the marts."""
        if self._reader is not None:
            self._reader.close()

    def of(self, source: Source, database: Database, said: Decisions) -> Labels:
        """The labels of the source's dictionaries that have landed."""
        if self._reader is None or not source.slices:
            return NO_LABELS
        landed = {(table.dataset, table.name) for table in self._reader.shapes()}
        known = DatabaseFacts(database, said).dictionary_reasons
        wanted = [name for name in known if (source.dataset(name.schema), name.name) in landed]
        with suppress(HbError):
            return {name: dict(self._read(source, database, name)) for name in wanted}
        return NO_LABELS

    def _read(self, source: Source, database: Database, name: QName) -> Iterator[tuple[str, tuple[str, ...]]]:
        assert self._reader is not None
        schema = database.schema(name.schema)
        table = schema.table(name.name) if schema is not None else None
        for column in (c.name for c in table.columns if c.name in _NAMING) if table is not None else ():
            home = f"{quote(source.dataset(name.schema))}.{quote(name.name)}"
            rows = self._reader.query(f"SELECT DISTINCT {quote(column)} FROM {home} LIMIT {_AT_MOST}").rows
            yield column, tuple(sorted(str(row[0]) for row in rows if row[0] is not None))
