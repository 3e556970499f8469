"""May we read databases of clusters: what their servers say. All are asked at once, a silent one only once."""

from concurrent.futures import ThreadPoolExecutor

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, ProjectSettings, Source, as_options, cluster_connection, reading
from heartbeat_cli.sources import Access

CONNECT_SECONDS = 2
_ANSWER_MS = 10_000
_OPTIONS = as_options(reading(_ANSWER_MS, _ANSWER_MS, _ANSWER_MS))


def ask_clusters(project: ProjectSettings, sources: tuple[Source, ...]) -> dict[str, Access]:
    """The access to each of `sources` that has a database; where a server does not answer, what it is thought to be."""
    clusters = sorted({source.cluster for source in sources if source.cluster is not None})
    access: dict[str, Access] = {}
    with ThreadPoolExecutor(max(1, len(clusters))) as pool:
        for answers in pool.map(lambda name: _ask_cluster(project, name, sources), clusters):
            access.update(answers)
    return access


def _ask_cluster(project: ProjectSettings, cluster: str, sources: tuple[Source, ...]) -> dict[str, Access]:
    answers: dict[str, Access] = {}
    for source in (s for s in sources if s.cluster == cluster and s.database):
        try:
            connection = cluster_connection(project, cluster, source.database or "")
        except HbError as error:
            detail = error.message
            return {s.name: Access(s.believed_granted, "inventory", detail) for s in sources if s.cluster == cluster}
        answer = _ask_database(connection, source)
        if answer is None:
            detail = f"cluster {cluster} at {connection.address} does not answer"
            return {s.name: Access(s.believed_granted, "inventory", detail) for s in sources if s.cluster == cluster}
        answers[source.name] = answer
    return answers


def _ask_database(connection: Connection, source: Source) -> Access | None:
    """None when the server does not answer at all."""
    import psycopg

    schemas = [slice_.schema for slice_ in source.slices] or list(source.schemas)
    try:
        with psycopg.connect(
            connection.conninfo(options=_OPTIONS, connect_timeout=CONNECT_SECONDS), autocommit=True
        ) as session:
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
