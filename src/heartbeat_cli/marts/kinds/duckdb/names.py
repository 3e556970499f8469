"""Names that are one in DuckDB, which does not tell `Id` from `id`."""

from pathlib import Path

from heartbeat_cli.errors import HbError
from heartbeat_cli.marts.names import UnlandableError, check_not_internal
from heartbeat_cli.pgschema import one_name_in_duckdb
from heartbeat_cli.sources import PlannedTable


def check_datasets(path: Path, datasets: tuple[str, ...]) -> None:
    """Raises HbError `name_collision`: a file and a schema of one name are ambiguous."""
    if one_name_in_duckdb(path.stem) in map(one_name_in_duckdb, datasets):
        raise HbError(
            f"the marts file and the dataset are both called '{path.stem}', which DuckDB cannot tell apart",
            where=str(path),
            hint="Give marts.path in heartbeat.yml another file name.",
            code="name_collision",
        )


def check_table(table: PlannedTable) -> None:
    """Raises HbError `name_collision`, `reserved_name` where names of a table or its columns are one."""
    check_not_internal(one_name_in_duckdb(table.qname.name), table)
    if table.namesakes:
        names = ", ".join(f"'{name}'" for name in sorted((*table.namesakes, table.qname.name)))
        raise UnlandableError(
            f"tables {names} are one name in DuckDB",
            where=str(table.qname),
            hint="Leave all but one of them out of the slice, or keep the marts on PostgreSQL.",
            code="name_collision",
        )
    seen: dict[str, str] = {}
    for name, _ in table.columns:
        if (other := seen.setdefault(one_name_in_duckdb(name), name)) != name:
            raise UnlandableError(
                f"columns '{other}' and '{name}' are one name in DuckDB",
                where=str(table.qname),
                hint="Leave one of them out (`tables: … columns: {exclude: […]}`), or keep the marts on PostgreSQL.",
                code="name_collision",
            )
