"""May we read databases of clusters: what their servers say. All are asked at once, a silent one only once."""

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, ProjectSettings, Slice, Source, as_options, cluster_connection, reading
from heartbeat_cli.sources import Access
from heartbeat_cli.status.side_by_side import side_by_side

CONNECT_SECONDS = 2
_ANSWER_MS = 10_000
_OPTIONS = as_options(reading(_ANSWER_MS, _ANSWER_MS, _ANSWER_MS))


def ask_clusters(project: ProjectSettings, sources: tuple[Source, ...]) -> dict[str, Access]:
    """The access to each of `sources` that has a database; where a server does not answer, what it is thought to be."""
    clusters = sorted({source.cluster for source in sources if source.cluster is not None})
    access: dict[str, Access] = {}
    for answers in side_by_side(lambda name: _ask_cluster(project, name, sources), clusters, len(clusters)):
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
            rows = session.execute(_HIDDEN, {"schemas": schemas}).fetchall()
    except psycopg.OperationalError as error:
        text = str(error)
        if "permission denied" in text or "CONNECT privilege" in text:
            return Access(False, "server", "no CONNECT on the database")
        if "authentication failed" in text:
            return Access(False, "server", f"the password of {connection.user} is refused")
        if "does not exist" in text:
            return Access(False, "server", f"there is no database '{source.database}'")
        return None
    hidden = [found for found in rows if _lacks(source, *found)]
    if not hidden:
        return Access(bool(rows), "server")
    closed = sorted({schema for schema, _, may_use, _, _ in hidden if not may_use})
    tables = [f"{schema}.{name}" for schema, name, may_use, _, _ in hidden if may_use]
    told = [*closed, *tables[:_MOST_TOLD]]
    more = f" and {len(tables) - _MOST_TOLD:,} more" if len(tables) > _MOST_TOLD else ""
    return Access(False, "server", f"no SELECT in {', '.join(told)}{more}")


def _lacks(source: Source, schema: str, name: str | None, may_use: bool, is_view: bool, columns: list[str]) -> bool:
    """Whether something of the slice is hidden; `columns` are those of a table we may not read."""
    if not may_use or name is None:
        return not may_use
    slice_ = next((one for one in source.slices if one.schema == schema), Slice(schema))
    if is_view and not slice_.wants_view(name):
        return False
    wanted = slice_.pick([name]) and set(columns) - set(source.settings(f"{schema}.{name}").exclude)
    return bool(wanted)


_MOST_TOLD = 3
_HIDDEN = """
SELECT n.nspname, c.relname, has_schema_privilege(n.oid, 'USAGE'), coalesce(c.relkind IN ('v', 'm'), false),
  CASE WHEN c.oid IS NULL OR has_table_privilege(c.oid, 'SELECT') THEN ARRAY[]::text[] ELSE ARRAY(
    SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT')) END
FROM pg_namespace AS n
LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
WHERE n.nspname = ANY (%(schemas)s)
ORDER BY 1, 2
"""
