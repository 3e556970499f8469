"""Where every source stands, read from the marts, the mirror, the servers and the metric files.

While an ingest writes a DuckDB file nobody can read it. What the marts held when they were last read is therefore kept
in `.heartbeat/marts.json`, and served, with its time, until they open again. It also spares counting every table again
as long as the file is the very same one: same inode, size and time of change, and no write-ahead log beside it.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from heartbeat_cli import json_fields as fields
from heartbeat_cli.errors import HbError, NotFoundError
from heartbeat_cli.estate import Inventory, ProjectSettings
from heartbeat_cli.marts import Receipt, landing_of, marts_kind_of, open_marts, read_receipts
from heartbeat_cli.metrics import Metric, load_all
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.state import RunReport, RunState, read_regular, read_runs, write_atomically
from heartbeat_cli.status.access import probe_access
from heartbeat_cli.status.standing import SourceStatus, join

SNAPSHOT_FILE = "marts.json"
_LONGEST = 1 << 25
_KEPT = ("dataset", "table", "rows", "load_id", "loaded_at", "seconds", "state", "watermark", "checked_at", "counters")
"""What is kept of a receipt: what its age is told by."""


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
    """Every source, the metrics, what the marts said, and the last run of an ingest: the newest, or one that left open
    what nothing has run for since."""

    sources: tuple[SourceStatus, ...]
    metrics: tuple[Metric, ...]
    held: MartsContents
    last_run: RunReport | None = None

    @property
    def stale(self) -> bool:
        """Whether what has landed of one of the sources is."""
        return any(status.age is not None and status.age.stale for status in self.sources)

    def of(self, name: str) -> SourceStatus:
        """The status of a source. Raises StopIteration for a name that is not in the inventory."""
        return next(status for status in self.sources if status.source.name == name)


def read_estate_status(
    project: ProjectSettings, inventory: Inventory, *, ask_servers: bool = True, as_of: datetime | None = None
) -> EstateStatus:
    """Join everything, ages as of a moment, by default now.

    Marts that are missing, locked or down are part of the answer; a broken file is an error.
    """
    held = read_marts_contents(project)
    metrics, _problems = load_all(project)
    mirror = MirrorDumps(project)
    landings = {
        s.name: landing_of(s, mirror.database(s), held.tables, held.receipts) for s in inventory.sources if s.slices
    }
    access = probe_access(project, inventory.sources, ask_servers=ask_servers)
    statuses = join(inventory.sources, landings, access, metrics, as_of or project.now(), held.unknown)
    return EstateStatus(statuses, tuple(metrics), held, run_in_question(read_runs(project.state)))


def run_in_question(runs: Iterable[RunReport]) -> RunReport | None:
    """The newest run; an older one that did not end well, where nothing has run since for any of its sources."""
    newest, since = None, set[str]()
    for run in runs:
        newest = newest or run
        if run.outcome in (RunState.FAILED, RunState.KILLED) and since.isdisjoint(run.sources):
            return run
        since.update(run.sources)
    return newest


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
        "tables": [asdict(table) for table in held.tables],
        "receipts": [{name: getattr(receipt, name) for name in _KEPT} for receipt in held.receipts],
    }
    file = project.state / SNAPSHOT_FILE
    # A full disk or a read-only checkout: the answer itself does not depend on its copy.
    with suppress(OSError):
        write_atomically(file, json.dumps(data, default=datetime.isoformat).encode())


def _remembered(project: ProjectSettings, why: str | None, version: list[int] | None = None) -> MartsContents | None:
    """What was kept; with `version`, only if it is of that version."""
    try:
        data = fields.read_object(read_regular(project.state / SNAPSHOT_FILE, _LONGEST))
        if version is not None and data.get("version") != version:
            return None
        return MartsContents(
            tables=tuple(_read_table(fields.as_object(one)) for one in fields.items(data, "tables")),
            receipts=tuple(_read_receipt(fields.as_object(one)) for one in fields.items(data, "receipts")),
            as_of=fields.moment(data, "as_of"),
            why=why,
        )
    except (OSError, fields.DamagedError):
        return None


def _read_table(body: Mapping[str, Any]) -> HeldTable:
    bytes_ = fields.maybe_whole(body, "bytes")
    return HeldTable(fields.text(body, "dataset"), fields.text(body, "name"), fields.whole(body, "rows"), bytes_)


def _read_receipt(body: Mapping[str, Any]) -> Receipt:
    return Receipt(
        fields.text(body, "dataset"),
        fields.text(body, "table"),
        fields.whole(body, "rows"),
        fields.text(body, "load_id"),
        fields.moment(body, "loaded_at"),
        fields.real(body, "seconds"),
        state=fields.text(body, "state"),
        watermark=fields.maybe_text(body, "watermark"),
        counters=fields.maybe_text(body, "counters"),
        checked_at=None if body.get("checked_at") is None else fields.moment(body, "checked_at"),
    )
