"""DuckDB's extensions, each of which comes as a wheel: nothing is downloaded when one is used."""

from importlib import resources

import duckdb

from heartbeat_cli.errors import HbError
from heartbeat_cli.pgschema import literal


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension from its wheel; raises HbError where it is for another DuckDB."""
    made_for = resources.files(f"duckdb_extension_{name}") / "extensions" / f"v{duckdb.__version__}"
    path = made_for / f"{name}.duckdb_extension"
    if not path.is_file():
        raise HbError(
            f"DuckDB's extension {name} cannot be loaded: it is not made for DuckDB {duckdb.__version__}",
            hint="pip install --force-reinstall 'heartbeat-cli[ingest,lake]' brings those that belong together.",
            code="no_extension",
        )
    connection.execute(f"LOAD {literal(str(path))}")
