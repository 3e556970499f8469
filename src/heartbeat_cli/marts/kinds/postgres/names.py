"""Names that are one to PostgreSQL, which cuts long ones off."""

from heartbeat_cli.marts.names import UnlandableError
from heartbeat_cli.sources import PlannedTable


def check_columns(table: PlannedTable, longest: int) -> None:
    """Raises UnlandableError `name_collision` where `longest` bytes do not tell the columns of a table apart."""
    seen: dict[bytes, str] = {}
    for name, _ in table.columns:
        if (other := seen.setdefault(name.encode()[:longest], name)) != name:
            raise UnlandableError(
                f"columns '{other}' and '{name}' are one name to PostgreSQL, which keeps {longest} bytes of each",
                where=str(table.qname),
                hint="Leave one of them out (`tables: … columns: {exclude: […]}`).",
                code="name_collision",
            )
