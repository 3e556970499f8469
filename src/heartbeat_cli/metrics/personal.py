"""Which columns of landed rows are personal data: their values are on nobody's page unasked."""

from heartbeat_cli.estate import Inventory, ProjectSettings, load_decisions, load_inventory
from heartbeat_cli.metrics.columns_read import ALL, columns_named
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.profiling import personal_tags


def is_personal(project: ProjectSettings, inventory: Inventory, mirror: MirrorDumps, table: QName, column: str) -> bool:
    """By the mirror's table and what people decided of it; a column that nobody knows is taken for it.

    `table` is named as in the marts.
    """
    owner, known = inventory.of_dataset(table.schema), declared_table(inventory, mirror, table)
    declared = known.column(column) if known is not None else None
    if owner is None or known is None or declared is None:
        return True
    decisions = load_decisions(project, owner[0].name)
    return bool(personal_tags(known, declared, decisions.get(QName(owner[1], table.name))))


def declared_table(inventory: Inventory, mirror: MirrorDumps, table: QName) -> Table | None:
    """A table named as in the marts, as the mirror declares it; None where it has nothing of it."""
    owner = inventory.of_dataset(table.schema)
    database = mirror.database(owner[0]) if owner is not None else None
    schema = database.schema(owner[1]) if owner is not None and database is not None else None
    return schema.table(table.name) if schema is not None else None


def personal_columns(project: ProjectSettings, sql: str) -> tuple[str, ...]:
    """The columns with personal data that metric SQL may read, as `dataset.table.column`.

    A name that stands alone counts for each table that has such a column; of a table nobody knows every one may be
    personal. Raises InvalidFileError for a mirror or
    inventory that cannot be read.
    """
    inventory, mirror = load_inventory(project), MirrorDumps(project)
    found: list[str] = []
    for name, wanted in columns_named(sql).items():
        table = declared_table(inventory, mirror, name)
        known = [c.name for c in table.columns if {c.name, ALL} & wanted] if table is not None else sorted(wanted)
        found += [f"{name}.{c}" for c in known if is_personal(project, inventory, mirror, name, c)]
    return tuple(found)
