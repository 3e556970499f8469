"""What the landed rows of a source, schema, table or column are like."""

from heartbeat_cli.app.steps import Steps, unseen
from heartbeat_cli.errors import UsageError
from heartbeat_cli.estate import ProjectSettings, load_inventory
from heartbeat_cli.marts import TableShape
from heartbeat_cli.pgschema import Table
from heartbeat_cli.profiling import open_landed, summarise_tables, table_statistics
from heartbeat_cli.sheets import SchemaData, TableData


def statistics_of(
    project: ProjectSettings,
    parts: list[str],
    target: str,
    *,
    sample: float | None = None,
    reveal: bool = False,
    steps: Steps = unseen,
) -> TableData | SchemaData:
    """The figures of a landed target, whose `parts` are source, schema, table and column as far as they are given.

    `sample` is a percentage of the rows; personal data is masked unless `reveal`. Raises NotFoundError for what is not
    landed or not known, UsageError for a sample that cannot be.
    """
    source, *names = parts
    check_sample(sample, schema=len(names) < 2)
    landed = open_landed(project, load_inventory(project).require(source))
    with landed.reader:
        tables = landed.pick(names)
        if len(names) < 2:
            with steps(target, len(tables)) as done:
                return SchemaData(target, summarise_tables(landed, tables, done))
        column = names[2] if len(names) > 2 else None
        with steps(target, _number_of_steps(landed.table_of(tables[0]), landed.tables[tables[0]])) as done:
            figures = table_statistics(landed, tables[0], done, column=column, sample=sample, reveal=reveal)
        return TableData(target, figures, column)


def check_sample(sample: float | None, *, schema: bool) -> None:
    """Raises UsageError for a sample that is no percentage, or of a whole `schema`."""
    if sample is not None and not 0 <= sample <= 100:
        raise UsageError(f"--sample {sample:g} is no percentage", hint="--sample 1 reads one per cent of the rows.")
    if sample is not None and schema:
        raise UsageError("--sample is for one table", hint="Name it: SOURCE.SCHEMA.TABLE.")


def _number_of_steps(table: Table, shape: TableShape) -> int:
    keys = len(table.unique_keys) + (table.primary_key is not None)
    return keys + len(table.foreign_keys) + 2 + len(shape.columns)
