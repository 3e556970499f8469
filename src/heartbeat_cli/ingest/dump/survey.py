"""A look at a dump before anything is written: which tables of the slice have rows in it, and what their columns are.

Types come from the dump's own DDL, or from the mirror where it has none (`--data-only`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from heartbeat_cli.errors import HbError, NotFoundError, did_you_mean
from heartbeat_cli.estate import ProjectSettings, Slice, Source
from heartbeat_cli.ingest.dump.catalogue import DumpCatalogue
from heartbeat_cli.ingest.dump.dump_file import DumpFile, RowsBlock, find_rows, look_at_dump, open_rows, read_structure
from heartbeat_cli.ingest.source.keys import choose_key
from heartbeat_cli.marts import UnlandableError
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import Database, QName, Table, one_name_in_duckdb
from heartbeat_cli.sources import Cursor, Plan, PlannedDataset, PlannedTable

_NO_CURSOR = Cursor("none", None, "a dump is read whole")


@dataclass(frozen=True, slots=True)
class DumpRows:
    """The rows of the tables that are planned: the `file`, and for each table where its rows stand.

    `left_out` are columns of a table the dump has no values of, because the server works them out.
    """

    file: DumpFile
    blocks: tuple[tuple[QName, tuple[RowsBlock, ...]], ...]
    left_out: tuple[tuple[QName, tuple[str, ...]], ...] = ()


def survey_dump(project: ProjectSettings, source: Source, path: Path, only: Sequence[str] = ()) -> Plan:
    """The plan for what of the slice of `source` a dump has rows of, or for the tables `only`.

    Raises HbError for a file that is no whole dump in text form, has no rows, or is of another kind of source.
    """
    if source.mirrored is None:
        raise HbError(
            f"{source.name} is no database, so it has no dumps",
            where=source.file.name,
            hint=f"`hb ingest --source {source.name}` lands it.",
            code="not_a_database",
        )
    if not source.slices:
        raise HbError(
            "no schema has a slice: nothing is wanted from this source yet",
            where=source.file.name,
            hint="Give the schemas you want a `slice` (all, only or except).",
            code="no_slice",
        )
    text = open_rows(path)
    blocks = list(find_rows(path, text, source.database))
    if not blocks:
        raise HbError(
            "there are no rows in the dump",
            where=str(path),
            hint="It may have been made with --schema-only. `pg_dump --file X.sql DATABASE` writes the rows, too.",
            code="no_rows",
        )
    database = read_structure(path, text, source.database)
    file = look_at_dump(path, text)
    if not any(schema.tables for schema in database.schemas):
        database = _of_the_mirror(project, source, path)
    return _Survey(source, DumpCatalogue(database), blocks, file).plan(only)


def _of_the_mirror(project: ProjectSettings, source: Source, path: Path) -> Database:
    database, why = MirrorDumps(project).reading(source)
    if database is None:
        raise HbError(
            f"the dump has rows and no tables (--data-only), and the mirror knows none either: {why}",
            where=str(path),
            hint="`pg_dump --file X.sql DATABASE` writes both.",
            code="no_structure",
        )
    return database


class _Survey:
    """One source, one file."""

    def __init__(self, source: Source, catalogue: DumpCatalogue, blocks: list[RowsBlock], file: DumpFile) -> None:
        self._source, self._catalogue, self._file = source, catalogue, file
        self._blocks: dict[QName, list[RowsBlock]] = {}
        for block in blocks:
            table = catalogue.tables.get(block.table)
            if table is not None:
                columns = block.columns or tuple(column.name for column in table.columns)
                for name in catalogue.read_through(table):
                    self._blocks.setdefault(name, []).append(replace(block, columns=columns))

    def plan(self, only: Sequence[str]) -> Plan:
        datasets = []
        for slice_ in self._source.slices:
            tables = [self._catalogue.tables[name] for name in self._wanted(slice_)]
            names = [table.name for table in tables]
            planned = tuple(self._planned(table, names) for table in tables)
            datasets.append(PlannedDataset(self._source.dataset(slice_.schema), slice_.schema, planned))
        chosen = self._chosen(only, datasets) if only else datasets
        kept = {table.qname for dataset in chosen for table in dataset.tables}
        rows = DumpRows(
            self._file,
            tuple((name, tuple(blocks)) for name, blocks in self._blocks.items() if name in kept),
            tuple((name, left) for name in kept if (left := self._worked_out(name))),
        )
        return Plan(self._source, None, tuple(dataset for dataset in chosen if dataset.tables), dump=rows)

    def _wanted(self, slice_: Slice) -> list[QName]:
        if slice_.schema not in self._catalogue.schemas:
            raise NotFoundError(
                f"there is no schema '{slice_.schema}' in the dump",
                where=str(self._file.path),
                hint=did_you_mean(slice_.schema, self._catalogue.schemas)
                or f"db/sources/{self._source.file.name} says which schemas are wanted.",
                code="unknown_schema",
            )
        here = {
            name.name: name
            for name, table in sorted(self._catalogue.tables.items())
            if name.schema == slice_.schema and table.partition_of is None
        }
        return [here[name] for name in slice_.pick(here)]

    def _planned(self, table: Table, names: Sequence[str]) -> PlannedTable:
        settings = self._source.settings(str(table.qname))
        columns = self._catalogue.columns(table)
        known = [column.name for column in table.columns]
        for name in (*settings.exclude, *settings.hash):
            if name not in known:
                raise HbError(
                    f"{table.qname} has no column '{name}'",
                    where=self._source.file.name,
                    hint=did_you_mean(name, known) or f"Its columns: {', '.join(known)}.",
                    code="unknown_column",
                )
        withheld = (*settings.exclude, *settings.hash)
        heirs = self._catalogue.heirs(table.qname)
        landed = [column for column in columns if column.name not in settings.exclude]
        alike = one_name_in_duckdb(table.name)
        planned = PlannedTable(
            qname=table.qname,
            columns=tuple((column.name, column.type) for column in landed),
            partitioned=True,
            key=None if heirs else choose_key(columns, self._catalogue.indexes(table), withheld),
            cursor=_NO_CURSOR,
            hashed=tuple(column.name for column in landed if column.name in settings.hash),
            deletes=settings.deletes,
            namesakes=tuple(name for name in names if name != table.name and one_name_in_duckdb(name) == alike),
            has_places=False,
            dumped=True,
        )
        return planned if table.qname in self._blocks else replace(planned, refused=self._not_in_it(table.qname))

    def _not_in_it(self, table: QName) -> HbError:
        return UnlandableError(
            "the dump has no rows of it",
            where=str(table),
            hint="It may have been left out of the dump (`--exclude-table-data`).",
            code="not_in_dump",
        )

    def _worked_out(self, name: QName) -> tuple[str, ...]:
        return tuple(column.name for column in self._catalogue.tables[name].columns if column.generated is not None)

    def _chosen(self, only: Sequence[str], datasets: Sequence[PlannedDataset]) -> list[PlannedDataset]:
        tables = {str(table.qname): table for dataset in datasets for table in dataset.tables}
        names = [name.removeprefix(f"{self._source.name}.") for name in only]
        picked = set()
        for name in names:
            matches = [qname for qname, table in tables.items() if name in (qname, table.qname.name)]
            if len(matches) > 1:
                options = ", ".join(matches)
                raise NotFoundError(f"'{name}' is the name of several tables: {options}", hint="Name the schema too.")
            if not matches:
                raise NotFoundError(
                    f"there is no table '{name}' of the slice of {self._source.name} in the dump",
                    hint=did_you_mean(name, tables) or "`hb ingest --from DUMP.sql --plan` lists them.",
                    code="unknown_table",
                )
            picked.update(matches)
        return [
            replace(dataset, tables=tuple(table for table in dataset.tables if str(table.qname) in picked))
            for dataset in datasets
        ]
