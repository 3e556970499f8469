"""What has landed, in a word: whoever judged metrics over it need not judge them again while it is the same."""

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heartbeat_cli.metrics import TableRead


def landed_text(tables: "Collection[TableRead] | None") -> str | None:
    """What the tables of a metric hold, in a word; None where the ledger does not know one of them."""
    if tables is None or any(table.load is None for table in tables):
        return None
    return repr(sorted((table.table, table.load, table.rows) for table in tables))
