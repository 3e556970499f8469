"""A load package for dlt: a resource per table, and per unit a descriptor, which is all that dlt gets to see."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heartbeat_cli.ingest.engine.pipeline import DESCRIPTORS, pipeline_name
from heartbeat_cli.ingest.jobs import TableJob, UnitJob
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Plan

if TYPE_CHECKING:
    import dlt

TYPE_HINT = "x-hb-type"


def describe(plan: Plan, schema: str, run_name: str, units: Sequence[UnitJob], folder: Path, marts: str) -> Any:
    """The dlt source of a package: a resource per table, with its columns as hints and a descriptor per unit."""
    import dlt
    from dlt.extract import DltSource

    from heartbeat_cli.ingest.engine.destination import dlt_table_name, write_descriptor

    by_table: dict[QName, list[UnitJob]] = {}
    for of in units:
        by_table.setdefault(of.qname, []).append(of)
    name = pipeline_name(plan.source, schema)
    resources = []
    for number, (qname, own) in enumerate(by_table.items()):
        marks = []
        for of in own:
            content = {"table": qname.name, "unit": of.unit.number, "run": run_name}
            path = write_descriptor(folder, f"{number:05d}_{of.unit.number:05d}", content)
            marks.append(dlt.mark.with_file_import(str(path), "jsonl", of.unit.rows or 0))
        columns = _columns(own[0].job, marts)
        resources.append(
            dlt.resource(marks, name=dlt_table_name(qname.name), write_disposition="append", columns=columns)
        )
    return DltSource(dlt.Schema(name), name, resources)


def _columns(job: TableJob, marts: str) -> Any:
    """A table's columns in dlt's words, with the exact type of the marts as a hint of ours."""
    columns: dict[str, dict[str, Any]] = {}
    for mapping in job.mappings(marts):
        columns[mapping.column] = {
            "name": mapping.column,
            "data_type": mapping.dlt_type,
            "nullable": True,
            TYPE_HINT: mapping.type,
        }
    return columns


@contextmanager
def descriptors(pipeline: "dlt.Pipeline") -> Iterator[Path]:
    """A folder for descriptors on the file system of dlt's packages, which link to them."""
    folder = Path(tempfile.mkdtemp(prefix=DESCRIPTORS, dir=pipeline.working_dir))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
