"""Personal data: which columns of the estate hold it, by their declaration in the mirror and by what people decided."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heartbeat_cli.estate import Inventory, ProjectSettings
    from heartbeat_cli.mirror import MirrorDumps
    from heartbeat_cli.pgschema import QName, Table


def declared_table(inventory: "Inventory", mirror: "MirrorDumps", landed: "QName") -> "Table | None":
    """A landed table as the mirror has it; None where it has nothing of it."""
    found = inventory.of_dataset(landed.schema)
    database = mirror.database(found[0]) if found is not None else None
    schema = database.schema(found[1]) if found is not None and database is not None else None
    return schema.table(landed.name) if schema is not None else None


def is_personal(
    project: "ProjectSettings", inventory: "Inventory", mirror: "MirrorDumps", landed: "QName", column: str
) -> bool:
    """Whether a column of a landed table holds personal data; one that nobody knows may."""
    from heartbeat_cli.estate import load_decisions
    from heartbeat_cli.pgschema import QName
    from heartbeat_cli.profiling import personal_tags

    table, found = declared_table(inventory, mirror, landed), inventory.of_dataset(landed.schema)
    declared = next((c for c in table.columns if c.name == column), None) if table is not None else None
    if table is None or declared is None or found is None:
        return True
    decisions = load_decisions(project, found[0].name)
    return bool(personal_tags(table, declared, decisions.get(QName(found[1], landed.name))))


def personal_columns(project: "ProjectSettings", sql: str) -> tuple[str, ...]:
    """The columns with personal data that metric SQL may read, as `dataset.table.column`.

    A name that stands alone counts for each table that has such a column. Raises InvalidFileError for a mirror or
    inventory that cannot be read.
    """
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.metrics import columns_named
    from heartbeat_cli.mirror import MirrorDumps

    inventory, mirror = load_inventory(project), MirrorDumps(project)
    found = []
    for landed, names in columns_named(sql).items():
        table = declared_table(inventory, mirror, landed)
        columns = [c.name for c in table.columns if c.name in names or "*" in names] if table is not None else []
        found += [f"{landed}.{c}" for c in columns if is_personal(project, inventory, mirror, landed, c)]
    return tuple(found)
