"""Whether what is to land fits on the disk of a DuckDB file."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from heartbeat_cli.estate import ProjectSettings, marts_kind_of

SHARE_OF_SOURCE: Final = 0.6
"""Of what a table's rows take in PostgreSQL. Measured: 0.23 for a ledger, 0.47 for uuids and hashes, which hardly
compress; the rest is for the write-ahead log and rows that are replaced before their old place is free."""


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes the marts' file will need at most beside what it has, and bytes that are free where it stands."""

    needed: int
    free: int

    @property
    def fits(self) -> bool:
        return self.needed <= self.free


def disk_for(project: ProjectSettings, source_bytes: int | None) -> Disk | None:
    """The disk for `source_bytes` of tables; None where it is none of ours, or nobody knows how much comes."""
    return None if source_bytes is None else marts_kind_of(project).disk(project, source_bytes)


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
