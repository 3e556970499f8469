"""Lakes, opened without hb: a catalog in a file or on a server, and parquet in a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from importlib.util import find_spec

import duckdb
import pytest

from heartbeat_cli.estate import ProjectSettings, marts_connection

_NEEDS = pytest.mark.skipif(not find_spec("duckdb_extension_ducklake"), reason="the extra lake is not installed")
FILE = pytest.param("lake", marks=_NEEDS)
SERVER = pytest.param("lake on a server", marks=[_NEEDS, pytest.mark.soak])
# For what is long.
SELDOM = [pytest.param("lake", marks=[_NEEDS, pytest.mark.soak]), SERVER]


@contextmanager
def open_lake(project: ProjectSettings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A session whose catalog is the lake, for reading and for writing."""
    on_server = project.marts.options.get("catalog") == "postgres"
    with duckdb.connect() as session:
        for name in ("ducklake", "postgres_scanner" if on_server else "sqlite_scanner"):
            folder = resources.files(f"duckdb_extension_{name}") / "extensions" / f"v{duckdb.__version__}"
            session.execute(f"LOAD '{folder / f'{name}.duckdb_extension'}'")
        where = f"sqlite:{project.root / '.heartbeat' / 'lake.sqlite'}"
        if on_server:
            where = f"postgres:{marts_connection(project).conninfo()}"
        options = "METADATA_SCHEMA 'hb_lake'" if on_server else "META_BUSY_TIMEOUT 10000"
        session.execute(f"ATTACH $$ducklake:{where}$$ AS lake ({options})")
        session.execute("USE lake; SET timezone = 'UTC'")
        yield session
