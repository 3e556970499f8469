"""May we read a source: what its server says when asked, else what the inventory declares."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, Project, Source, cluster_connection

CONNECT_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Access:
    """`granted` is None where nobody knows; `told_by` is `server` or `inventory`; `detail` says why not."""

    granted: bool | None
    told_by: str
    detail: str | None = None


def probe_access(project: Project, sources: tuple[Source, ...], *, ask_servers: bool = True) -> Mapping[str, Access]:
    """The access to every source, by name. All clusters are asked at once; a silent one is asked only once."""
    access = {source.name: _declared(source) for source in sources}
    if not ask_servers:
        return access
    clusters = {source.cluster for source in sources if source.cluster is not None}
    with ThreadPoolExecutor(max(1, len(clusters))) as pool:
        for answers in pool.map(lambda name: _ask_cluster(project, name, sources), sorted(clusters)):
            access.update(answers)
    return access


def _declared(source: Source) -> Access:
    return Access({"granted": True, "pending": False}.get(source.access), "inventory")


def _ask_cluster(project: Project, cluster: str, sources: tuple[Source, ...]) -> dict[str, Access]:
    answers: dict[str, Access] = {}
    for source in (s for s in sources if s.cluster == cluster and s.database):
        try:
            connection = cluster_connection(project, cluster, source.database or "")
        except HbError as error:
            detail = error.message
            return {s.name: Access(_declared(s).granted, "inventory", detail) for s in sources if s.cluster == cluster}
        answer = _ask_database(connection, source)
        if answer is None:
            detail = f"cluster {cluster} at {connection.address} does not answer"
            return {s.name: Access(_declared(s).granted, "inventory", detail) for s in sources if s.cluster == cluster}
        answers[source.name] = answer
    return answers


def _ask_database(connection: Connection, source: Source) -> Access | None:
    """None when the server does not answer at all."""
    import psycopg

    schemas = [slice_.schema for slice_ in source.slices] or list(source.schemas)
    try:
        with psycopg.connect(connection.conninfo(connect_timeout=CONNECT_SECONDS), autocommit=True) as session:
            row = session.execute(_MAY_READ, {"schemas": schemas}).fetchone()
    except psycopg.OperationalError as error:
        text = str(error)
        if "permission denied" in text or "CONNECT privilege" in text:
            return Access(False, "server", "no CONNECT on the database")
        if "authentication failed" in text:
            return Access(False, "server", f"the password of {connection.user} is refused")
        if "does not exist" in text:
            return Access(False, "server", f"there is no database '{source.database}'")
        return None
    readable, unreadable = row if row is not None else (0, None)
    if unreadable:
        return Access(False, "server", f"no SELECT in {', '.join(unreadable)}")
    return Access(bool(readable), "server")


# A schema is readable when it may be used and every one of its tables may be read.
_MAY_READ = """
SELECT count(*) FILTER (WHERE readable), array_agg(name ORDER BY name) FILTER (WHERE NOT readable)
FROM (
  SELECT n.nspname AS name,
    has_schema_privilege(n.oid, 'USAGE') AND coalesce(bool_and(has_table_privilege(c.oid, 'SELECT')), true) AS readable
  FROM pg_namespace AS n
  LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  WHERE n.nspname = ANY (%(schemas)s)
  GROUP BY n.oid, n.nspname
) AS wanted
"""
