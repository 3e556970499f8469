"""Whether a column of landed rows is personal data: its values are on nobody's page unasked."""

from heartbeat_cli.estate import Inventory, ProjectSettings, load_decisions
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import QName
from heartbeat_cli.profiling import personal_tags


def is_personal(project: ProjectSettings, inventory: Inventory, mirror: MirrorDumps, table: QName, column: str) -> bool:
    """By the mirror's table and what people decided of it; a column that nobody knows is taken for it.

    `table` is named as in the marts.
    """
    owner = inventory.of_dataset(table.schema)
    database = mirror.database(owner[0]) if owner is not None else None
    schema = database.schema(owner[1]) if owner is not None and database is not None else None
    known = schema.table(table.name) if schema is not None else None
    declared = known.column(column) if known is not None else None
    if owner is None or known is None or declared is None:
        return True
    decisions = load_decisions(project, owner[0].name)
    return bool(personal_tags(known, declared, decisions.get(QName(owner[1], table.name))))
