"""Write the demo's DDL mirror: build every database empty on scratch servers, dump each with pg_dump.

Run by whoever changes the description: `python -m heartbeat_cli.demo.mirror seed/schemas/demo`. A test builds it
anew and compares.
"""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from heartbeat_cli.demo.build import DATABASES, build_databases, dump_ddl
from heartbeat_cli.demo.postgres import Server, free_port, new_password

FOLDERS = {"A": "prod", "B": "prod-sepa"}


def write_mirror(target: Path) -> None:
    """Write `<target>/prod/*.sql` and `<target>/prod-sepa/*.sql`."""
    with tempfile.TemporaryDirectory(prefix="heartbeat-mirror-", dir="/var/tmp") as scratch:
        Path(scratch).chmod(0o755)
        password = new_password()
        server = Server(Path(scratch) / "a" / "data", Path(scratch) / "a" / "server.log", free_port())
        server.create(password)
        server.start()
        try:
            names = [name for databases in DATABASES.values() for name in databases]
            build_databases([(name, server.port, password) for name in names], None, datetime(2026, 1, 1, tzinfo=UTC))
            for cluster, folder in FOLDERS.items():
                (target / folder).mkdir(parents=True, exist_ok=True)
                for name in DATABASES[cluster]:
                    dump_ddl(name, server.port, password, target / folder / f"{name}.sql")
        finally:
            server.stop()


if __name__ == "__main__":
    write_mirror(Path(sys.argv[1]))
