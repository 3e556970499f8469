"""Names in the marts: which schemas are datasets, which tables are landed ones, and which cannot be."""

from typing import Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import PlannedTable

INTERNAL_PREFIXES: Final = ("_dlt_", "_hb_")
DEFAULT_SCHEMAS: Final = ("main", "public")
PUBLISHED_SCHEMA: Final = "heartbeat"
"""Where hb publishes numbers for others: they come from datasets, and are none."""


def is_dataset(schema: str) -> bool:
    """True for a schema that can be a dataset, false for the database's own, the default one and the published."""
    own = (*DEFAULT_SCHEMAS, "information_schema", PUBLISHED_SCHEMA)
    return schema not in own and not schema.startswith("pg_")


def is_landed_name(table: str) -> bool:
    """False for the tables dlt and the ledger keep inside a dataset."""
    return not table.startswith(INTERNAL_PREFIXES)


def landed_relation(dataset: str, table: str) -> str:
    """A table of the marts, quoted."""
    return f"{quote(dataset)}.{quote(table)}"


class UnlandableError(HbError):
    """A table that cannot land as it is, however often it is tried: somebody has to change it, or the slice."""


def check_landable(table: PlannedTable) -> None:
    """Raises HbError for a table no marts can hold: one without columns, or with a name dlt or the ledger claim."""
    if not table.columns:
        raise UnlandableError(
            "the table has no columns that could land",
            where=str(table.qname),
            hint="Leave the table out of the slice.",
            code="no_columns",
        )
    check_not_internal(table.qname.name, table)


def check_not_internal(name: str, table: PlannedTable) -> None:
    """Raises HbError `reserved_name` where `name`, which `table` has in the marts, is one dlt or the ledger claim."""
    if not is_landed_name(name):
        raise UnlandableError(
            f"names that begin with {' or '.join(INTERNAL_PREFIXES)} are kept for bookkeeping in the marts",
            where=str(table.qname),
            hint="Leave the table out of the slice.",
            code="reserved_name",
        )
