"""Does a landed table hold what the source holds? Compared by checksum, outside any ingest.

On a source that is written to meanwhile a difference may be news rather than a fault: the two sides are read one after
the other.
"""

from dataclasses import dataclass

from heartbeat_cli.catalog import Column, QName
from heartbeat_cli.estate import Project, Source
from heartbeat_cli.ingest.checksum import marts_checksum, source_checksum
from heartbeat_cli.ingest.connect import open_source
from heartbeat_cli.ingest.plan import PlannedDataset, PlannedTable
from heartbeat_cli.ingest.road import landed_relation
from heartbeat_cli.ingest.survey import survey
from heartbeat_cli.ingest.types import DUCKDB, POSTGRES, Landing, land_column
from heartbeat_cli.warehouse import MartsReader, open_marts


@dataclass(frozen=True, slots=True)
class Comparison:
    """The checksums of one table on both sides; `marts` is None where the table is not in the marts."""

    qname: QName
    dataset: str
    source: str
    marts: str | None

    @property
    def agrees(self) -> bool:
        return self.source == self.marts


def compare(project: Project, source: Source, only: tuple[str, ...] = ()) -> tuple[Comparison, ...]:
    """Hold every table of the slice, or those in `only`, against the marts. Raises what reading either side raises."""
    plan = survey(project, source, only)
    with open_marts(project) as reader, open_source(plan.connection, source) as session:
        landed = {(table.dataset, table.name): table.columns for table in reader.tables()}
        results = []
        for dataset in plan.datasets:
            for table in dataset.tables:
                columns = landed.get((dataset.dataset, table.qname.name))
                landings = _landings(table, columns or (), reader.dialect)
                row = session.execute(source_checksum(landings, table.relation).encode()).fetchone()
                ours = _of_marts(reader, dataset, table, landings) if columns is not None else None
                results.append(Comparison(table.qname, dataset.dataset, str(row[0]) if row else "", ours))
    return tuple(results)


def _landings(table: PlannedTable, columns: tuple[Column, ...], dialect: str) -> list[Landing]:
    """How the columns landed: a column whose values did not fit its type stands in the marts as text."""
    text = {column.name for column in columns if column.type == "text"}
    if dialect == "postgres":
        return [land_column(name, type_, POSTGRES) for name, type_ in table.columns]
    return [land_column(name, type_, DUCKDB, as_text=name in text) for name, type_ in table.columns]


def _of_marts(reader: MartsReader, dataset: PlannedDataset, table: PlannedTable, landings: list[Landing]) -> str:
    sql = marts_checksum(landings, landed_relation(dataset, table), DUCKDB if reader.dialect == "duckdb" else POSTGRES)
    return str(reader.query(sql).rows[0][0])
