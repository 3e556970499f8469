"""tables-exist: every dataset, table and column a metric reads is in the DDL mirror, and in the slice we land."""

from heartbeat_cli.errors import did_you_mean
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.metrics import MetricFile
from heartbeat_cli.pgschema import QName
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding, SkippedRule
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "tables-exist"
WHY = """\
A table or column that the mirror does not have is misspelt, or gone since the query was written. One outside the slice
will never land. Add it to the slice in `db/sources/`, or read another one.

Views do not land: a metric reads the tables a view reads.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each dataset, table and column a metric reads that the mirror does not have."""
    broken = evidence.broken.get("mirror")
    if broken is not None:
        yield Finding.at(ID, broken.place, broken.message, broken.next)
    for metric_file, tables in evidence.with_lineage():
        unknown = [finding for table in tables for finding in _table(metric_file, table, evidence)]
        yield from unknown
        if not unknown and all(table.schema in evidence.schemas for table in tables):
            yield from _columns(metric_file, tables, evidence)
    for dataset, why in evidence.no_mirror.items():
        yield SkippedRule(ID, f"{dataset}: {why}")


def _table(metric_file: MetricFile, table: QName, evidence: Evidence) -> Judgement:
    owner = evidence.inventory.of_dataset(table.schema)
    if owner is None:
        datasets = [s.dataset(schema) for s in evidence.sources for schema in s.schemas]
        message = f"no source lands as {table.schema}"
        yield _finding(metric_file, table.schema, message, did_you_mean(table.schema, datasets))
        return
    source, schema_name = owner
    schema = evidence.schemas.get(table.schema)
    if schema is None:
        return
    view = evidence.mirrored.views.get(table)
    if view is not None:
        reads = ", ".join(map(str, evidence.mirrored.tables_of(table)))
        message = f"{table} is a {view.kind}, and views do not land; it reads {reads}"
        yield _finding(metric_file, table.name, message, "Write its query here, over those tables.")
        return
    if schema.table(table.name) is None:
        message = f"{source.name} has no table {schema_name}.{table.name}"
        then = did_you_mean(table.name, [t.name for t in schema.tables]) or f"`hb profile {source.name}.{schema_name}`"
        yield _finding(metric_file, table.name, message, then)
        return
    slice_ = source.slice_of(schema_name)
    if slice_ is None or not slice_.pick([table.name]):
        message = f"{schema_name}.{table.name} is not in the slice of {source.name} that is landed"
        yield _finding(metric_file, table.name, message, f"Add it to the slice in db/sources/{source.name}.yml.")


def _columns(metric_file: MetricFile, tables: tuple[QName, ...], evidence: Evidence) -> Judgement:
    sql, query = metric_file.metric.sql or "", evidence.queries.get(metric_file.file)
    if query is not None and query.are_known(sql):
        return
    from heartbeat_cli.metrics import parse_sql, unknown_columns

    columns = {}
    for name in tables:
        table = evidence.schemas[name.schema].table(name.name)
        columns[name] = table.columns if table is not None else ()
    for owner, column in unknown_columns(parse_sql(sql), columns):
        candidates = columns[owner] if owner is not None else [c for cols in columns.values() for c in cols]
        where = f"{owner} has no column" if owner is not None else "no table it reads has a column"
        then = did_you_mean(column, [c.name for c in candidates])
        yield _finding(metric_file, column, f"{where} '{column}'", then)


def _finding(metric_file: MetricFile, word: str, message: str, then: str | None) -> Finding:
    metric = metric_file.metric
    sql = metric.sql or ""
    return Finding.at(ID, metric.sql_place.at(sql, SqlPlace.offset_of(sql, word)), message, then)


RULE = Rule(
    ID,
    "Every dataset, table and column a metric reads is in the DDL mirror, and in the slice we land.",
    judge,
    needs=("inventory-valid",),
    why=WHY,
)
