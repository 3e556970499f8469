"""inventory-names: the tables and metrics that a source's file names are there."""

from collections.abc import Iterator

from heartbeat_cli.errors import did_you_mean
from heartbeat_cli.estate import Source
from heartbeat_cli.files import Document
from heartbeat_cli.pgschema import Database, Schema
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "inventory-names"
WHY = """\
A table that is misspelt under `slice` or `tables` is left out, or landed against what was meant, in silence; a metric
that is misspelt under `blocks` is nobody's. Names are held against the DDL mirror, and against the files of candidates
and metrics: a concept that has no file yet is written as `concept`. A metric whose entry says what the cockpit has
meanwhile (`shown`) needs none.
`hb sources verify` asks the live systems the same.
"""


def judge(evidence: Evidence) -> Judgement:
    """A warning for each name in a source's file that nothing has."""
    metrics = {metric_file.metric.name for metric_file in evidence.files}
    for source in evidence.inventory.sources:
        document = evidence.inventory_files.get(source.name)
        if document is not None:
            yield from _tables(source, document, evidence.database(source))
            yield from _metrics(source, document, metrics)


def _tables(source: Source, document: Document, database: Database | None) -> Iterator[Finding]:
    for path, schema_name, name in source.named_tables() if database is not None else ():
        assert database is not None
        schema = database.schema(schema_name)
        known = _relations(schema) if schema is not None else ()
        if name not in known:
            message = f"the mirror has no table {schema_name}.{name}"
            then = did_you_mean(name, known) or f"`hb profile {source.name}.{schema_name}` lists what there is."
            yield Finding.at(ID, document.place_of(path), message, then, WARNING)


def _relations(schema: Schema) -> tuple[str, ...]:
    return (*(table.name for table in schema.tables), *(view.name for view in schema.views))


def _metrics(source: Source, document: Document, known: set[str]) -> Iterator[Finding]:
    for index, entry in enumerate(source.blocks):
        if entry.metric is not None and entry.shown is None and entry.metric not in known:
            message = f"no file in db/candidates or db/metrics is of a metric '{entry.metric}'"
            then = did_you_mean(entry.metric, sorted(known)) or "Write it as `concept` until it has one."
            yield Finding.at(ID, document.place_of(("blocks", index, "metric")), message, then, WARNING)


RULE = Rule(
    ID, "The tables and metrics that a source's file names are there.", judge, needs=("inventory-valid",), why=WHY
)
