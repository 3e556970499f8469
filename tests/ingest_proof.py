"""Does a landed table hold what the source holds? Compared by a hash of every row, outside any ingest."""

from collections.abc import Sequence
from dataclasses import dataclass

from heartbeat_cli.estate import Project, Source, load_inventory
from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.shape import read_columns, stored_as_text
from heartbeat_cli.ingest.engine.transfer import landed_relation
from heartbeat_cli.ingest.marts_snapshot import snapshot_marts
from heartbeat_cli.ingest.proof.checksum import ROWS_MD5, marts_sums, source_sums
from heartbeat_cli.ingest.source.connect import open_source
from heartbeat_cli.ingest.source.survey import survey
from heartbeat_cli.marts import open_marts
from heartbeat_cli.pgschema import QName


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
    """Hold every table of the slice, or those in `only`, against the marts."""
    plan = survey(project, source, only)
    held = snapshot_marts(project, [dataset.dataset for dataset in plan.datasets])
    results = []
    with open_marts(project) as reader, open_source(plan.connection, source) as session:
        for dataset in plan.datasets:
            for table in dataset.tables:
                standing = held.of(dataset.dataset, table.qname.name)
                recorded = read_columns(standing.receipt.columns) if standing.receipt else None
                mappings = land_all(table, reader.dialect, stored_as_text(recorded, table, reader.dialect))
                row = session.execute(_sums(source_sums(mappings, ROWS_MD5), table.relation).encode()).fetchone()
                ours = None
                if standing.columns is not None:
                    relation = landed_relation(dataset.dataset, table.qname.name)
                    sums = marts_sums(mappings, ROWS_MD5, reader.dialect)
                    ours = str(reader.query(_sums(sums, relation)).rows[0][0])
                results.append(Comparison(table.qname, dataset.dataset, str(row[0]) if row else "", ours))
    return tuple(results)


def _sums(sums: Sequence[str], relation: str) -> str:
    return f"SELECT concat_ws(':', count(*), {', '.join(sums)}) AS checksum FROM {relation}"


def differing(project: Project, source: str = "bank") -> list[str]:
    """The tables whose rows in the marts are not those of the source."""
    found = compare(project, load_inventory(project).require(source))
    return [comparison.qname.name for comparison in found if not comparison.agrees]
