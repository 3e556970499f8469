"""What an ingest is asked for."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """What one ingest is asked for; `all` stands for every source that has landed before.

    `tables` narrows it down to some of one source's, as SCHEMA.TABLE. At most one of `reconcile` (look for rows that
    are gone at the source, too), `adopt` (take over tables somebody else landed) and `rebuild` (land anew). `proof`
    None is the project's, else the marts' usual one. With `wait` a lock somebody holds is waited for. `dump` is the
    file whose rows are landed in place of the source's own.
    """

    sources: tuple[str, ...] = ()
    all: bool = False
    tables: tuple[str, ...] = ()
    reconcile: bool = False
    adopt: bool = False
    rebuild: bool = False
    proof: str | None = None
    wait: bool = False
    dump: Path | None = None
