"""Dumps of the mirror → databases on the server that can hold it, each replaced whole or not at all."""

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heartbeat_cli.errors import HbError, NotFoundError, RefusedError, UsageError, did_you_mean
from heartbeat_cli.estate import Connection, Inventory, ProjectSettings
from heartbeat_cli.mirror.locate import MirroredDump, digest_of, list_mirror, refuse_leading_out
from heartbeat_cli.mirror.reading import open_dump, read_dump_text
from heartbeat_cli.mirror.restore import Lost, Restored, restore
from heartbeat_cli.mirror.server import (
    SCRATCH_PREFIX,
    ServerMark,
    create_database,
    create_role,
    drop_database,
    drop_leftovers,
    hold_server,
    open_server,
    read_marks,
    swap_in,
)

if TYPE_CHECKING:
    import psycopg

    from heartbeat_cli.pgschema import DumpText


@dataclass(frozen=True, slots=True)
class Loaded:
    """One database as it was loaded.

    `replaced` says that another of its name had to go; `tables` are those now in it, without partitions; `lost` what
    the server or the reader refused; `roles` were made for it; `stood_in` and `missing` are extensions the server
    lacks, with and without something in their place; `left_out` counts statements that are no DDL of one database.
    `refused` is why it was not loaded at all; the old one is then untouched.
    """

    database: str
    file: Path
    replaced: bool = False
    statements: int = 0
    tables: int = 0
    seconds: float = 0.0
    lost: tuple[Lost, ...] = ()
    roles: tuple[str, ...] = ()
    stood_in: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    left_out: int = 0
    refused: HbError | None = None

    @property
    def whole(self) -> bool:
        """Everything of the dump is there, stand-ins taken for the real thing."""
        return self.refused is None and not self.lost and not self.missing


@dataclass(frozen=True, slots=True)
class PlannedLoad:
    """What loading one dump would do: `there` is None (made new), `ours` (replaced) or `foreign` (refused)."""

    database: str
    file: Path
    there: str | None


def pick_dumps(project: ProjectSettings, inventory: Inventory, wanted: Sequence[str]) -> tuple[MirroredDump, ...]:
    """The dumps of the mirror, or of the databases (or sources) named.

    Raises NotFoundError with the closest name, UsageError where two clusters have a database of one name,
    InvalidFileError for a link out of the project.
    """
    dumps = list_mirror(project.mirror, project.clusters)
    if not dumps:
        raise NotFoundError(
            "the mirror is empty: there is no dump to load",
            where=str(project.mirror),
            hint="`hb mirror pull` fills it.",
            code="no_dump",
        )
    picked: dict[Path, MirroredDump] = {}
    for name in wanted:
        source = inventory.get(name)
        names = {name, source.database} if source is not None else {name}
        found = [dump for dump in dumps if dump.database in names]
        if not found:
            known = [*(d.database for d in dumps), *(s.name for s in inventory.sources if s.database)]
            raise NotFoundError(
                f"the mirror has no dump of '{name}'",
                hint=did_you_mean(name, known) or "`hb mirror status` lists what it has.",
                code="no_dump",
            )
        picked.update((dump.file, dump) for dump in found)
    chosen = tuple(picked.values()) if wanted else dumps
    _refuse_twins(chosen)
    for dump in chosen:
        refuse_leading_out(project, dump.file)
    return chosen


def _refuse_twins(dumps: Iterable[MirroredDump]) -> None:
    seen: dict[str, MirroredDump] = {}
    for dump in dumps:
        twin = seen.setdefault(dump.database, dump)
        if twin is not dump:
            raise UsageError(
                f"clusters {twin.cluster} and {dump.cluster} both have a database '{dump.database}'",
                hint="One server holds one of them: load into two, or rename a dump.",
                code="two_of_a_name",
            )


def plan_load(connection: Connection, dumps: Iterable[MirroredDump]) -> tuple[PlannedLoad, ...]:
    """What `load_dumps` would do; the server is only looked at."""
    with open_server(connection) as session:
        marks = read_marks(session)
    return tuple(PlannedLoad(dump.database, dump.file, _there(dump.database, marks)) for dump in dumps)


def _there(name: str, marks: Any) -> str | None:
    return None if name not in marks else "foreign" if marks[name] is None else "ours"


def load_dumps(
    connection: Connection,
    dumps: Sequence[MirroredDump],
    *,
    replace: bool = False,
    done: Callable[[str], None] = lambda _name: None,
) -> tuple[Loaded, ...]:
    """Load every dump under its database's name. `replace` allows databases to go that `hb` did not load.

    Each is built under a scratch name and put in place when it is done, so an interrupted load leaves the old one.
    Raises RefusedError before anything is written, LockedError while another load runs, ConnectionFailedError.
    """
    with hold_server(connection) as session:
        marks = read_marks(session)
        foreign = [d.database for d in dumps if _there(d.database, marks) == "foreign"]
        if foreign and not replace:
            raise RefusedError(
                f"on {connection.address} there is already {', '.join(foreign)}, which hb did not load",
                hint="Check that this is the right server (MIRROR_PG_HOST, _PORT); --replace gives them up.",
                code="not_ours",
            )
        drop_leftovers(session)
        available = frozenset(n for (n,) in session.execute("SELECT name FROM pg_available_extensions").fetchall())
        loaded = []
        for dump in dumps:
            loaded.append(_load(session, connection, dump, available, replaced=dump.database in marks))
            done(dump.database)
        return tuple(loaded)


def _load(
    session: "psycopg.Connection[Any]",
    connection: Connection,
    dump: MirroredDump,
    available: Collection[str],
    *,
    replaced: bool,
) -> Loaded:
    started = time.monotonic()
    try:
        text = open_dump(dump.file)
        reading = read_dump_text(text, file=str(dump.file), name=dump.database)
    except HbError as error:
        return Loaded(dump.database, dump.file, refused=error)
    scratch = SCRATCH_PREFIX + hashlib.sha256(dump.database.encode()).hexdigest()[:12]
    create_database(session, scratch)
    try:
        restored, tables = _fill(session, connection, scratch, text, str(dump.file), available)
        told = {lost.line for lost in restored.lost}
        restored.lost += [
            Lost(s.file, s.line, s.statement, s.reason) for s in reading.skipped if s.lossy and s.line not in told
        ]
        whole = not restored.lost and not restored.missing
        now = datetime.now(UTC).isoformat(timespec="seconds")
        swap_in(session, scratch, dump.database, ServerMark(dump.file.name, digest_of(dump.file), now, whole))
    except BaseException:
        _drop_quietly(session, scratch)
        raise
    return Loaded(
        dump.database,
        dump.file,
        replaced,
        restored.statements,
        tables,
        time.monotonic() - started,
        tuple(sorted(restored.lost, key=lambda lost: lost.line)),
        tuple(restored.roles),
        tuple(restored.stood_in),
        tuple(restored.missing),
        restored.left_out,
    )


def _fill(
    session: "psycopg.Connection[Any]",
    connection: Connection,
    database: str,
    text: "DumpText",
    file: str,
    available: Collection[str],
) -> tuple[Restored, int]:
    import psycopg

    with psycopg.connect(connection.conninfo(database), autocommit=True) as inside:
        inside.execute("SET synchronous_commit = off")
        # Only so are the server's messages in one language; not everybody may.
        with suppress(psycopg.errors.InsufficientPrivilege):
            inside.execute("SET lc_messages = 'C'")
        restored = restore(inside, text, file, available, lambda role: create_role(session, role))
        row = inside.execute(_TABLES).fetchone()
    return restored, int(row[0]) if row else 0


_TABLES = """
SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
"""


def _drop_quietly(session: "psycopg.Connection[Any]", database: str) -> None:
    """Where the server is gone, the next load drops it."""
    import psycopg

    with suppress(psycopg.Error):
        drop_database(session, database)
