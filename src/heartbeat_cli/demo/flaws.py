"""What goes wrong between people and a database: a grant that left tables out, a file that names the other cluster."""

from collections.abc import Callable, Mapping
from typing import Final

from psycopg import sql

from heartbeat_cli.demo.build import admin
from heartbeat_cli.demo.servers import READERS, Demo
from heartbeat_cli.errors import HbError, UsageError
from heartbeat_cli.estate import Source
from heartbeat_cli.files import load_document, set_value
from heartbeat_cli.state import write_atomically

_LEFT_OUT: Final = 3


def make_flaw(demo: Demo, source: Source, flaw: str) -> str:
    """Get something about a granted source wrong; returns what, in words. Raises UsageError for an unknown flaw."""
    if flaw not in FLAWS:
        raise UsageError(f"there is no flaw '{flaw}'", hint=f"One of: {', '.join(FLAWS)}.")
    return FLAWS[flaw](demo, source)


def _leave_tables_out(demo: Demo, source: Source) -> str:
    """Take SELECT on the last three tables of the source's last schema away again."""
    state = demo.load()
    cluster = state.clusters.get(source.cluster or "") if state else None
    if cluster is None:
        raise HbError("the demo is not up", hint="`hb demo up` builds and starts it.", code="demo_down")
    schema, user = source.slices[-1].schema, sql.Identifier(READERS[source.cluster or ""])
    with admin(cluster.port, cluster.admin_password, source.database or "") as connection:
        rows = connection.execute(_TABLES, {"schema": schema, "some": _LEFT_OUT}).fetchall()
        for (name,) in rows:
            table = sql.Identifier(schema, name)
            connection.execute(sql.SQL("REVOKE SELECT ON {} FROM {}").format(table, user))
    return f"SELECT left out on {', '.join(f'{schema}.{name}' for (name,) in rows)}."


def _name_the_other_cluster(demo: Demo, source: Source) -> str:
    """Write the other cluster into the source's file; its other lines stay."""
    other = next(c.name for c in demo.project.clusters if c.name != source.cluster)
    text = set_value(load_document(source.file).text, source.file, ("cluster",), other)
    write_atomically(source.file, text.encode(), mode=source.file.stat().st_mode & 0o777)
    return f"{source.file.name} says cluster {other}, and the database is on {source.cluster}."


FLAWS: Final[Mapping[str, Callable[[Demo, Source], str]]] = {
    "tables": _leave_tables_out,
    "cluster": _name_the_other_cluster,
}
_TABLES = "SELECT tablename::text FROM pg_tables WHERE schemaname = %(schema)s ORDER BY 1 DESC LIMIT %(some)s"
