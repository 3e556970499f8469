"""Whether what is to land fits on the disk of a DuckDB file."""

import shutil
from pathlib import Path
from typing import Final

from heartbeat_cli.marts import Disk

SHARE_OF_SOURCE: Final = 0.6
"""Of what a table's rows take in PostgreSQL. Measured: 0.23 for a ledger, 0.47 for uuids and hashes, which hardly
compress; the rest is for the write-ahead log and rows that are replaced before their old place is free."""


def disk_of(file: Path, source_bytes: int) -> Disk | None:
    """The disk a DuckDB file is on; None where it cannot be asked."""
    try:
        free = shutil.disk_usage(_nearest(file)).free
    except OSError:
        return None
    return Disk(round(source_bytes * SHARE_OF_SOURCE), free)


def _nearest(path: Path) -> Path:
    """The folder of a file, or the nearest above it that is there."""
    return next((folder for folder in path.parents if folder.exists()), Path("/"))
