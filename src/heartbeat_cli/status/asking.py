"""What to ask for before a source can land: the least that is needed, from whom, and what it would unblock."""

from dataclasses import dataclass

from heartbeat_cli.estate import Enquiry, ProjectSettings, Slice, Source, WantedTable, read_environment, table_grants
from heartbeat_cli.pgschema import Database, quote_if_needed
from heartbeat_cli.sources import archetype_of

_NOBODY = "hb_reader"


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """The message to send: to whom, why, the `statements` for a database, or what is needed of another system.

    `unblocks` are the metrics and concepts that wait for it, `asked` who was asked before.
    """

    source: str
    title: str
    whom: str
    why: str
    statements: tuple[str, ...]
    needs: str | None
    parts: tuple[str, ...]
    unblocks: tuple[str, ...]
    asked: tuple[Enquiry, ...]


def access_request(
    project: ProjectSettings, source: Source, database: Database | None, waiting: tuple[str, ...]
) -> AccessRequest:
    """What to ask for; `database` is the source's mirror, where there is one."""
    on_cluster = source.cluster is not None and source.database is not None
    administrator = f"the administrators of cluster {source.cluster}" if on_cluster else "whoever runs it"
    return AccessRequest(
        source=source.name,
        title=source.title,
        whom=source.owner or administrator,
        why=source.why or source.role,
        statements=_statements(project, source, database) if on_cluster else (),
        needs=archetype_of(source).needed_first(source),
        parts=() if on_cluster else _parts(source),
        unblocks=waiting,
        asked=source.asked,
    )


def _statements(project: ProjectSettings, source: Source, database: Database | None) -> tuple[str, ...]:
    cluster = project.cluster(source.cluster or "")
    user = read_environment(project).get(f"{cluster.env}_USER") or _NOBODY
    who = quote_if_needed(user)
    found = [f"GRANT CONNECT ON DATABASE {quote_if_needed(source.database or '')} TO {who};"]
    for slice_ in source.slices:
        found += _of_schema(source, slice_, database, user)
    return tuple(found)


def _of_schema(source: Source, slice_: Slice, database: Database | None, user: str) -> list[str]:
    """All of a schema and what will come; of a part of one its tables, and of what will come nothing."""
    schema, who = quote_if_needed(slice_.schema), quote_if_needed(user)
    hidden = any(settings.exclude for name, settings in source.tables if name.startswith(f"{slice_.schema}."))
    if not slice_.only and not slice_.but and not hidden:
        return [
            f"GRANT USAGE ON SCHEMA {schema} TO {who};",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {who};",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {who};"
            "  -- as the role that creates tables there",
        ]
    return list(table_grants(user, [slice_.schema], _wanted(source, slice_, database)))


def _wanted(source: Source, slice_: Slice, database: Database | None) -> list[WantedTable]:
    mirrored = database.schema(slice_.schema) if database is not None else None
    tables = {t.name: t for t in mirrored.tables if t.partition_of is None} if mirrored is not None else {}
    wanted = []
    for name in dict.fromkeys((*slice_.pick(tables or slice_.only), *slice_.views)):
        excluded = source.settings(f"{slice_.schema}.{name}").exclude
        columns = tables[name].columns if excluded and name in tables else ()
        kept = tuple(column.name for column in columns if column.name not in excluded)
        wanted.append(WantedTable(slice_.schema, name, kept))
    return wanted


def _parts(source: Source) -> tuple[str, ...]:
    """What of an API is to be read: its slice's names, or the endpoints its file describes."""
    named = [name for slice_ in source.slices for name in slice_.only]
    resources = source.option("resources") or ()
    described = [str(one.get("name", one)) if isinstance(one, dict) else str(one) for one in resources]
    return tuple(dict.fromkeys(named or described))
