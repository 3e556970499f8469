"""What every session of ours at a server depends on, said in one place: no server, database or role decides it.

The defaults of a server, of its databases and of their roles (`ALTER DATABASE … SET`) are somebody else's: a `public`
that comes first and shadows `sum` or `<` would answer for PostgreSQL, and to compile a query of hundreds of columns
(`jit`) takes longer than to run it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PINNED: Final[Mapping[str, str]] = MappingProxyType(
    {
        # Whatever is not PostgreSQL's own has to be named with its schema.
        "search_path": "pg_catalog,pg_temp",
        "jit": "off",
        "client_min_messages": "error",
        # How values become text, and text values.
        "timezone": "UTC",
        "datestyle": "ISO,MDY",
        "intervalstyle": "postgres",
        "extra_float_digits": "1",
        "bytea_output": "hex",
        "xmloption": "content",
        "standard_conforming_strings": "on",
        "array_nulls": "on",
        "transform_null_equals": "off",
        "quote_all_identifiers": "off",
    }
)
"""The same wherever we enter."""


def reading(statement_ms: int, lock_ms: int, idle_ms: int) -> dict[str, str]:
    """The settings of a session that reads a source; milliseconds: a statement, a lock awaited, a pause within.

    It writes nothing, keeps to one process of the source's, and a read that would be filtered silently is an error.
    """
    return {
        "statement_timeout": str(statement_ms),
        "lock_timeout": str(lock_ms),
        "idle_in_transaction_session_timeout": str(idle_ms),
        "max_parallel_workers_per_gather": "0",
        "default_transaction_read_only": "on",
        "row_security": "off",
        **PINNED,
    }


def as_options(settings: Mapping[str, str]) -> str:
    """Settings as libpq's `options`."""
    return " ".join(f"-c {name}={value}" for name, value in settings.items())
