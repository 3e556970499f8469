"""When an ingest last looked at a table and found nothing new, beside the receipts of its dataset.

A receipt says when rows were last landed. A quiet table is as good as its source for as long as somebody keeps looking,
and that stands in the marts, so that it holds for every machine that reads them and goes where they are copied to.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from heartbeat_cli.pgschema import literal, quote

CHECKS_TABLE: Final = "_hb_check"


def enter_checks(dataset: str, tables: Iterable[str], at: datetime) -> tuple[str, ...]:
    """SQL that says of tables of a dataset, of one at least, that each was as its source had it `at` a moment."""
    checks = f"{quote(dataset)}.{quote(CHECKS_TABLE)}"
    names = [literal(table) for table in tables]
    moment = f"CAST({literal(at.astimezone(UTC).isoformat())} AS timestamp with time zone)"
    return (
        f"CREATE TABLE IF NOT EXISTS {checks} (table_name text, checked_at timestamp with time zone)",
        f"DELETE FROM {checks} WHERE table_name IN ({', '.join(names)})",
        f"INSERT INTO {checks} VALUES {', '.join(f'({name}, {moment})' for name in names)}",
    )


def select_checks(dataset: str) -> str:
    """SQL for each table's newest check: `table_name`, `checked_at`."""
    return (
        f"SELECT table_name, max(checked_at) AS checked_at FROM {quote(dataset)}.{quote(CHECKS_TABLE)}"
        " GROUP BY table_name"
    )
