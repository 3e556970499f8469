"""Where every source stands, read from the marts, the mirror, the servers and the metric files.

While an ingest writes a DuckDB file nobody can read it. What the marts held when they were last read is therefore kept
in `.heartbeat/marts.json`, and served, with its time, until they open again. It also spares counting every table again
as long as the file is the very same one: same inode, size and time of change, and no write-ahead log beside it.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from heartbeat_cli.errors import HbError, NotFoundError
from heartbeat_cli.estate import Inventory, ProjectSettings
from heartbeat_cli.marts import Receipt, landing_of, marts_kind_of, open_marts, read_receipts
from heartbeat_cli.metrics import Metric, load_all
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.state import write_atomically
from heartbeat_cli.status.access import probe_access
from heartbeat_cli.status.standing import SourceStatus, join

SNAPSHOT_FILE = "marts.json"


@dataclass(frozen=True, slots=True)
class HeldTable:
    """A table as the marts held it."""

    dataset: str
    name: str
    rows: int
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class MartsContents:
    """What the marts hold, or held at `as_of` when they cannot be read now: `why` says why, `hint` what to do."""

    tables: tuple[HeldTable, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    as_of: datetime | None = None
    why: str | None = None
    hint: str | None = None

    @property
    def unknown(self) -> str | None:
        """Why nobody can say what is landed; None where the marts say, or once said."""
        return self.why if self.as_of is None else None


@dataclass(frozen=True, slots=True)
class EstateStatus:
    """Every source, the metrics, and what the marts said."""

    sources: tuple[SourceStatus, ...]
    metrics: tuple[Metric, ...]
    held: MartsContents

    @property
    def stale(self) -> bool:
        """Whether what has landed of one of the sources is."""
        return any(status.age is not None and status.age.stale for status in self.sources)

    def of(self, name: str) -> SourceStatus:
        """The status of a source. Raises StopIteration for a name that is not in the inventory."""
        return next(status for status in self.sources if status.source.name == name)


def read_estate_status(project: ProjectSettings, inventory: Inventory, *, ask_servers: bool = True) -> EstateStatus:
    """Join everything. Marts that are missing, locked or down are part of the answer; a broken file is an error."""
    held = read_marts_contents(project)
    metrics, _problems = load_all(project)
    mirror = MirrorDumps(project)
    landings = {
        s.name: landing_of(s, mirror.database(s), held.tables, held.receipts) for s in inventory.sources if s.slices
    }
    access = probe_access(project, inventory.sources, ask_servers=ask_servers)
    statuses = join(inventory.sources, landings, access, metrics, project.now(), held.unknown)
    return EstateStatus(statuses, tuple(metrics), held)


def read_marts_contents(project: ProjectSettings) -> MartsContents:
    """What the marts hold now, else what they held when they could last be read."""
    version = marts_kind_of(project).version(project)
    if version is not None and (same := _remembered(project, None, version)) is not None:
        return same
    try:
        with open_marts(project) as reader:
            tables = tuple(HeldTable(t.dataset, t.name, t.rows, t.bytes) for t in reader.tables())
            held = MartsContents(tables, read_receipts(reader), datetime.now(UTC))
    except NotFoundError:
        return MartsContents()
    except HbError as error:
        if not marts_kind_of(project).may_be_away(error):
            raise
        return _remembered(project, error.message) or MartsContents(why=error.message, hint=error.hint)
    _remember(project, held, version if version == marts_kind_of(project).version(project) else None)
    return held


def _remember(project: ProjectSettings, held: MartsContents, version: list[int] | None) -> None:
    data = {
        "version": version,
        "as_of": held.as_of.isoformat() if held.as_of else None,
        "tables": [[t.dataset, t.name, t.rows, t.bytes] for t in held.tables],
        "receipts": [_written(receipt) for receipt in held.receipts],
    }
    file = project.state / SNAPSHOT_FILE
    # A full disk or a read-only checkout: the answer itself does not depend on its copy.
    with suppress(OSError):
        write_atomically(file, json.dumps(data).encode())


def _remembered(project: ProjectSettings, why: str | None, version: list[int] | None = None) -> MartsContents | None:
    """What was kept; with `version`, only if it is of that version."""
    try:
        data = json.loads((project.state / SNAPSHOT_FILE).read_text(encoding="utf-8"))
        if version is not None and data["version"] != version:
            return None
        return MartsContents(
            tables=tuple(HeldTable(*row) for row in data["tables"]),
            receipts=tuple(map(_read, data["receipts"])),
            as_of=datetime.fromisoformat(data["as_of"]),
            why=why,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _written(r: Receipt) -> list[Any]:
    checked_at = r.checked_at.isoformat() if r.checked_at else None
    return [r.dataset, r.table, r.rows, r.load_id, r.loaded_at.isoformat(), r.seconds, r.state, checked_at, r.watermark]


def _read(fields: list[Any]) -> Receipt:
    dataset, table, rows, load_id, loaded_at, seconds, state, checked_at, watermark = fields
    return Receipt(
        dataset,
        table,
        rows,
        load_id,
        datetime.fromisoformat(loaded_at),
        seconds,
        state=state,
        watermark=watermark,
        checked_at=datetime.fromisoformat(checked_at) if checked_at else None,
    )
