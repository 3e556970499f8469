"""Lakes, opened without hb: a catalog in a file, and parquet in a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from importlib.util import find_spec

import duckdb
import pytest

from heartbeat_cli.estate import ProjectSettings

_NEEDS = pytest.mark.skipif(not find_spec("duckdb_extension_ducklake"), reason="the extra lake is not installed")
FILE = pytest.param("lake", marks=_NEEDS)
# For what is long.
SELDOM = pytest.param("lake", marks=[_NEEDS, pytest.mark.soak])


@contextmanager
def open_lake(project: ProjectSettings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A session whose catalog is the lake, for reading and for writing."""
    with duckdb.connect() as session:
        for name in ("ducklake", "sqlite_scanner"):
            folder = resources.files(f"duckdb_extension_{name}") / "extensions" / f"v{duckdb.__version__}"
            session.execute(f"LOAD '{folder / f'{name}.duckdb_extension'}'")
        catalog = project.root / ".heartbeat" / "lake.sqlite"
        session.execute(f"ATTACH 'ducklake:sqlite:{catalog}' AS lake (META_BUSY_TIMEOUT 10000)")
        session.execute("USE lake; SET timezone = 'UTC'")
        yield session
