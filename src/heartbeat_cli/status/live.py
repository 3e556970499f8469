"""What live systems say of themselves: the databases of a cluster, what we may do in one, the streams of an API."""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from heartbeat_cli.errors import HbError, UnreachableError
from heartbeat_cli.estate import (
    Connection,
    ProjectSettings,
    Source,
    as_options,
    cluster_connection,
    is_wrong_password,
    password_refused,
    reading,
    source_refused,
)
from heartbeat_cli.sources import Access, ApiArchetype, QuotaError, Surroundings, archetype_of
from heartbeat_cli.status.side_by_side import side_by_side

if TYPE_CHECKING:
    import psycopg

_CONNECT_SECONDS = 3
_ANSWER_MS = 10_000
_OPTIONS = as_options(reading(_ANSWER_MS, _ANSWER_MS, _ANSWER_MS))
_AT_ONCE = 8
_LONGEST_PAUSE = 5.0
_ONE_DATABASE = ("permission denied", "CONNECT privilege", "does not exist", "no pg_hba.conf entry")
_OF_THE_SERVER = ("postgres", "rdsadmin", "cloudsqladmin", "azure_maintenance", "azure_sys")


@dataclass(frozen=True, slots=True)
class LiveRelation:
    """A table or view of a live database, and what we may do with it.

    `hidden` are the columns we may not read; `rows` is the planner's estimate, None where it was never analysed.
    """

    schema: str
    name: str
    is_view: bool
    hidden: tuple[str, ...]
    writable: bool
    rows: int | None


@dataclass(frozen=True, slots=True)
class LiveDatabase:
    """A database we were let into, as `role`; `closed` are the schemas we may not use.

    `version` is the server's (`17.2`), `tls` whether the connection is encrypted, `replica` whether the server is one,
    `ahead` how many seconds its clock is ahead of ours.
    """

    name: str
    role: str
    version: str
    tls: bool
    replica: bool
    superuser: bool
    schemas: tuple[str, ...]
    closed: tuple[str, ...]
    relations: tuple[LiveRelation, ...] = field(repr=False)
    ahead: float = 0.0


@dataclass(frozen=True, slots=True)
class LiveCluster:
    """A server: the databases on it, each of those asked for, or why it was not entered.

    `problem` is why nobody could be asked at all; `databases` are all there are, but those of the server itself.
    """

    name: str
    address: str | None
    databases: tuple[str, ...] = ()
    entered: tuple[LiveDatabase, ...] = ()
    refused: tuple[tuple[str, HbError], ...] = ()
    problem: HbError | None = None

    def database(self, name: str) -> LiveDatabase | None:
        """The database of a name, where we were let in."""
        return next((one for one in self.entered if one.name == name), None)

    def refusal(self, name: str) -> HbError | None:
        """Why we were not let into a database."""
        return dict(self.refused).get(name)


@dataclass(frozen=True, slots=True)
class LiveApi:
    """An API that was entered, or not: its streams, and what it said meanwhile of quotas and scopes.

    `ahead` is how many seconds its clock is ahead of ours, None where it does not say.
    """

    source: str
    access: Access
    streams: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    ahead: float | None = None


def look_at_clusters(project: ProjectSettings, sources: Iterable[Source]) -> dict[str, LiveCluster]:
    """Every cluster of the project, with the databases `sources` say they are in; all at once."""
    wanted: dict[str, list[Source]] = {cluster.name: [] for cluster in project.clusters}
    for source in sources:
        if source.cluster in wanted and source.database:
            wanted[source.cluster].append(source)
    found = side_by_side(lambda item: look_at_cluster(project, *item), wanted.items(), len(wanted))
    return {cluster.name: cluster for cluster in found}


def look_at_cluster(project: ProjectSettings, name: str, sources: Sequence[Source]) -> LiveCluster:
    """One cluster, with the databases `sources` say they are in."""
    try:
        server = cluster_connection(project, name, "postgres")
        databases = _databases(server, [source.database or "" for source in sources])
    except HbError as error:
        return LiveCluster(name, None, problem=error)
    there = [source for source in sources if source.database in databases]
    looked = side_by_side(lambda source: _look_inside(server, source), there, _AT_ONCE)
    return LiveCluster(
        name,
        server.address,
        databases,
        tuple(one for one in looked if isinstance(one, LiveDatabase)),
        tuple((s.database or "", e) for s, e in zip(there, looked, strict=True) if isinstance(e, HbError)),
    )


def _databases(server: Connection, known: list[str]) -> tuple[str, ...]:
    """The names of the databases; asked in whichever of them lets us in. Raises HbError where none does."""
    import psycopg

    last = ""
    for database in dict.fromkeys(("postgres", *known, "template1")):
        try:
            with psycopg.connect(
                server.conninfo(database, options=_OPTIONS, connect_timeout=_CONNECT_SECONDS), autocommit=True
            ) as session:
                rows = session.execute(_ALL_DATABASES, {"own": list(_OF_THE_SERVER)}).fetchall()
                return tuple(name for (name,) in rows)
        except psycopg.Error as error:
            last = str(error)
            if not any(word in last for word in _ONE_DATABASE):
                break
    if is_wrong_password(last):
        message, hint = password_refused(last, f"{server.address} refuses", server)
        raise UnreachableError(message, hint=hint, retryable=True)
    hint = f"Check {server.env}_HOST and _PORT: they say where."
    raise UnreachableError(f"{server.address} tells nothing of itself: {_first_line(last)}", hint=hint, retryable=True)


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0].rpartition("failed: ")[2]


def _look_inside(server: Connection, source: Source) -> LiveDatabase | HbError:
    import psycopg

    database = source.database or ""
    try:
        with psycopg.connect(
            server.conninfo(database, options=_OPTIONS, connect_timeout=_CONNECT_SECONDS), autocommit=True
        ) as session:
            return _read_database(session, database)
    except psycopg.Error as error:
        return source_refused(str(error), source, server)


def _read_database(session: "psycopg.Connection[Any]", database: str) -> LiveDatabase:
    asked = time.time()
    ((role, version, replica, superuser, clock),) = session.execute(_ABOUT).fetchall()
    answered = time.time()
    schemas = session.execute(_SCHEMAS).fetchall()
    relations = session.execute(_RELATIONS).fetchall()
    return LiveDatabase(
        name=database,
        role=role,
        version=version.split()[0],
        tls=bool(session.pgconn.ssl_in_use),
        replica=replica,
        superuser=superuser,
        schemas=tuple(name for name, _ in schemas),
        closed=tuple(name for name, may_use in schemas if not may_use),
        relations=tuple(LiveRelation(s, n, v, tuple(hidden), w, rows) for s, n, v, hidden, w, rows in relations),
        ahead=clock - (asked + answered) / 2,
    )


def look_at_apis(project: ProjectSettings, sources: Iterable[Source]) -> dict[str, LiveApi]:
    """Each of `sources` that is an API, entered and asked for its streams; all at once."""
    apis = [source for source in sources if isinstance(archetype_of(source), ApiArchetype)]
    found = side_by_side(lambda source: _look_at_api(project, source), apis, _AT_ONCE)
    return {api.source: api for api in found}


def _look_at_api(project: ProjectSettings, source: Source) -> LiveApi:
    archetype = archetype_of(source)
    assert isinstance(archetype, ApiArchetype)
    access = archetype.probe(project, (source,)).get(source.name, Access(source.believed_granted, "inventory"))
    if not access.granted or access.told_by != "server":
        return LiveApi(source.name, access)
    told: list[str] = []
    ahead: list[float] = []
    around = Surroundings(_pause(source), told.append, lambda given: ahead.append(given.timestamp() - time.time()))
    try:
        api = archetype.connect(project, source, around)
    except HbError as error:
        return LiveApi(source.name, Access(None, "inventory", error.message))
    try:
        streams = tuple(stream.name for stream in api.streams())
        return LiveApi(source.name, access, streams, tuple(told), min(ahead, key=abs, default=None))
    except HbError as error:
        return LiveApi(source.name, Access(None, "server", error.message), told=tuple(told))
    finally:
        with suppress(HbError):
            api.close()


def _pause(source: Source) -> Callable[[float], None]:
    def pause(seconds: float) -> None:
        if seconds > _LONGEST_PAUSE:
            raise QuotaError(f"the service asks for a pause of {seconds:.0f} s", where=source.name, retryable=True)
        time.sleep(seconds)

    return pause


_ALL_DATABASES = """
SELECT datname::text FROM pg_database
WHERE datallowconn AND NOT datistemplate AND NOT datname = ANY (%(own)s) ORDER BY 1
"""
_ABOUT = """
SELECT current_user::text, current_setting('server_version'), pg_is_in_recovery(),
  (SELECT rolsuper FROM pg_roles WHERE rolname = current_user), extract(epoch FROM clock_timestamp())::float8
"""
_SCHEMAS = """
SELECT nspname::text, has_schema_privilege(oid, 'USAGE') FROM pg_namespace
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1
"""
_RELATIONS = """
SELECT n.nspname::text, c.relname::text, c.relkind IN ('v', 'm'),
  CASE WHEN has_table_privilege(c.oid, 'SELECT') THEN ARRAY[]::text[] ELSE ARRAY(
    SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT')) END,
  has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'),
  CASE WHEN c.reltuples >= 0 THEN c.reltuples::bigint END
FROM pg_namespace AS n
JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, 2
"""
