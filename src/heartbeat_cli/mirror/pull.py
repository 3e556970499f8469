"""The DDL of live databases → dumps of the mirror, with pg_dump.

A dump takes the place of the one before only when pg_dump succeeded and the reader understood all of it. It is held in
memory until then (DDL is small), so an interrupted pull has nothing to clean up.
"""

import os
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.errors import AccessDeniedError, HbError, NotFoundError, UnreachableError, UsageError, did_you_mean
from heartbeat_cli.estate import (
    Connection,
    Inventory,
    ProjectSettings,
    Source,
    cluster_connection,
    in_the_demo,
    not_granted,
    reason_of,
)
from heartbeat_cli.mirror.api_pull import Landed, api_ddl
from heartbeat_cli.mirror.binaries import find_pg_dump
from heartbeat_cli.mirror.compare import compare_databases
from heartbeat_cli.mirror.locate import dump_file
from heartbeat_cli.mirror.reading import read_dump, read_dump_text
from heartbeat_cli.mirror.session import (
    CONNECT_SECONDS,
    no_structure,
    open_catalogue,
    session_options,
)
from heartbeat_cli.mirror.steady import says_the_same, with_steady_key
from heartbeat_cli.mirror.written import with_tables
from heartbeat_cli.pgschema import Change, Counts, Database, QName, Table, count_objects, quote, read_live
from heartbeat_cli.pgschema import Sequence as NumberSequence
from heartbeat_cli.state import SHARED, write_atomically

if TYPE_CHECKING:
    import psycopg

    from heartbeat_cli.pgschema import DumpReading

DUMP_SECONDS: Final = 600
LOCK_SECONDS: Final = 10

# pg_dump locks every table that is not an extension's, and needs to be allowed to.
_READABLE = """
SELECT n.nspname, c.relname, has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (
    SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Pulled:
    """One source's dump as it was pulled, or (`dry_run`) could be.

    `changes` are those against the dump before, None where there was none that could be read. `from_catalogue` are the
    tables pg_dump was not let at, whose columns and keys are in the dump nevertheless; `advice` is how to be let.
    `unchanged`: the file is as it was.
    """

    source: str
    database: str
    file: Path
    dry_run: bool = False
    counts: Counts | None = None
    changes: tuple[Change, ...] | None = None
    from_catalogue: tuple[QName, ...] = ()
    advice: str | None = None
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class NotPulled:
    """A source whose dump is as it was, and why."""

    source: str
    error: HbError


def pick_sources(
    project: ProjectSettings, inventory: Inventory, wanted: Sequence[str], cluster: str | None
) -> list[Source]:
    """The sources named, those of one cluster, or all; an API that is not granted has to be named.

    Raises NotFoundError, UsageError.
    """
    if wanted and cluster is not None:
        raise UsageError("sources and --cluster exclude each other", hint="Name sources, or one cluster.")
    with_structure = [s for s in inventory.sources if s.mirrored is not None]
    if cluster is not None:
        known = [c.name for c in project.clusters]
        if cluster not in known:
            hint = did_you_mean(cluster, known) or f"There is {', '.join(known)}."
            raise NotFoundError(f"heartbeat.yml names no cluster '{cluster}'", hint=hint, code="unknown_cluster")
        return [s for s in with_structure if s.cluster == cluster]
    if not wanted:
        return [s for s in with_structure if s.cluster is not None or s.believed_granted]
    picked = list(dict.fromkeys(inventory.require(name) for name in wanted))
    for source in picked:
        if source not in with_structure:
            raise no_structure(source)
    return picked


def pull_sources(
    project: ProjectSettings,
    sources: Iterable[Source],
    landed: Landed,
    *,
    dry_run: bool = False,
    done: Callable[[str], None] = lambda _name: None,
) -> tuple[tuple[Pulled, ...], tuple[NotPulled, ...]]:
    """Pull each source's DDL; what fails leaves its own dump as it was and the others alone.

    A cluster that does not answer is asked only once. `landed` tells the columns of an API that are known by its rows.
    """
    pulled: list[Pulled] = []
    failed: list[NotPulled] = []
    silent: dict[str | None, HbError] = {}
    for source in sources:
        try:
            if source.cluster in silent:
                raise silent[source.cluster]
            pulled.append(pull_source(project, source, landed, dry_run=dry_run))
        except HbError as error:
            if isinstance(error, UnreachableError) and source.cluster is not None:
                silent[source.cluster] = error
            failed.append(NotPulled(source.name, in_the_demo(error, project)))
        done(source.name)
    return tuple(pulled), tuple(failed)


def pull_source(project: ProjectSettings, source: Source, landed: Landed, *, dry_run: bool = False) -> Pulled:
    """Dump the structure of one source into the mirror.

    Raises HbError: no credentials, ConnectionFailedError, AccessDeniedError with the GRANTs to ask for,
    `pg_dump_too_old`, `pg_dump_failed`, `not_understood`. The dump that was there then stays.
    """
    file = dump_file(project, source)
    if source.cluster is None:
        text = api_ddl(project, source, landed).encode()
        return Pulled(source.name, source.name, file, dry_run=True) if dry_run else _take_in(text, file, source)
    assert source.database is not None
    connection = cluster_connection(project, source.cluster, source.database)
    with open_catalogue(connection, source) as session:
        program = find_pg_dump(session.info.server_version // 10000)
        barred, refusal = _barred(session, source, connection)
        tables, sequences = _of_catalogue(session, barred)
    advice = refusal.hint if refusal is not None else None
    if dry_run:
        return Pulled(source.name, source.database, file, dry_run=True, from_catalogue=barred, advice=advice)
    text = with_tables(with_steady_key(_dump(program, connection, source, barred)), tables, sequences)
    return replace(_take_in(text, file, source, barred), advice=advice)


def _take_in(text: bytes, file: Path, source: Source, barred: tuple[QName, ...] = ()) -> Pulled:
    """Put a dump in place of the one before; `barred` are the tables only the catalogue told of."""
    reading = _understand(text, file, source)
    before = _read_before(file, source.database or source.name)
    unchanged = _put_in_place(text, file)
    counts = sum((count_objects(s, reading.database) for s in reading.database.schemas), Counts())
    changes = None if before is None else compare_databases(before, reading.database)
    return Pulled(
        source.name,
        source.database or source.name,
        file,
        counts=counts,
        changes=changes,
        from_catalogue=barred,
        unchanged=unchanged,
    )


def _barred(
    session: "psycopg.Connection[Any]", source: Source, connection: Connection
) -> tuple[tuple[QName, ...], AccessDeniedError | None]:
    """The tables we may not read, and what to ask for; raises that where there is no other table."""
    rows = session.execute(_READABLE).fetchall()
    barred = tuple(QName(schema, name) for schema, name, readable in rows if not readable)
    if not barred:
        return (), None
    schemas = Counter(table.schema for table in barred)
    told = ", ".join(f"{count} in {schema}" for schema, count in schemas.items())
    message = f"{connection.user} may not read every table of {source.database} ({told}); pg_dump needs all"
    refusal = not_granted(source, connection.user, message, tuple(schemas))
    if len(barred) == len(rows):
        raise refusal
    return barred, refusal


def _of_catalogue(
    session: "psycopg.Connection[Any]", names: tuple[QName, ...]
) -> tuple[list[Table], list[NumberSequence]]:
    """The tables of these names, and every sequence."""
    if not names:
        return [], []
    database = read_live(session)
    tables = [table for table in database.tables() if table.qname in set(names)]
    return tables, [sequence for schema in database.schemas for sequence in schema.sequences]


def _dump(program: Path, connection: Connection, source: Source, without: Iterable[QName]) -> bytes:
    """What pg_dump writes. The password is in the child's environment, which only this user can read."""
    command = [
        str(program),
        f"--dbname={connection.public_conninfo()}",
        "--schema-only",
        "--no-password",
        "--encoding=UTF8",
        f"--lock-wait-timeout={LOCK_SECONDS}s",
        *(f"--exclude-table={quote(table.schema)}.{quote(table.name)}" for table in without),
    ]
    environment = {
        **os.environ,
        **({"PGPASSWORD": connection.password} if connection.password else {}),
        "PGCONNECT_TIMEOUT": str(CONNECT_SECONDS),
        "PGOPTIONS": session_options(),
        "LC_ALL": "C",
    }
    try:
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=DUMP_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise HbError(
            f"pg_dump was stopped after {DUMP_SECONDS // 60} minutes",
            where=source.name,
            hint="Try again when the server is less busy.",
            code="pg_dump_timeout",
            retryable=True,
        ) from None
    if done.returncode != 0:
        raise _dump_failed(done.stderr.decode("utf-8", "replace"), source)
    return done.stdout


_NO_TLS = "SSL support is not compiled in"


def _dump_failed(said: str, source: Source) -> HbError:
    reason = reason_of(said.replace("pg_dump: error: ", ""))
    if "lock timeout" in said or "canceling statement due to" in said:
        return HbError(
            f"another session keeps a table locked: {reason}",
            where=source.name,
            hint="Try again when it is done (a migration, perhaps).",
            code="source_locked",
            retryable=True,
        )
    # The one that comes in a package is built without it.
    hint = "Put a pg_dump with TLS first on the PATH: that of postgresql-client has it." if _NO_TLS in said else None
    return HbError(f"pg_dump failed: {reason}", where=source.name, hint=hint, code="pg_dump_failed")


def _understand(text: bytes, file: Path, source: Source) -> "DumpReading":
    """The dump as the reader has it; one it cannot read in full would be a worse mirror than the one before."""
    reading = read_dump_text(text, file=str(file), name=source.database or source.name)
    lost = next((s for s in reading.skipped if s.lossy), None)
    if lost is not None:
        raise HbError(
            f"the new dump was not understood: {lost.statement} ({lost.reason})",
            where=source.name,
            hint="The dump that was there stays. This is a gap of hb's reader; report the statement.",
            code="not_understood",
        )
    return reading


def _read_before(file: Path, name: str) -> Database | None:
    try:
        return read_dump(file, name=name).database
    except HbError:
        return None


def _put_in_place(text: bytes, file: Path) -> bool:
    """Write the dump, unless the one that is there says the same; whether it does."""
    try:
        if file.is_file() and says_the_same(file.read_bytes(), text):
            return True
        write_atomically(file, text, mode=SHARED, durable=True)
    except OSError as error:
        raise HbError(
            f"the dump cannot be written: {error.strerror}",
            where=str(file),
            hint="The mirror's folder must be ours to write.",
            code="no_permission",
        ) from None
    return False
