"""The structure of APIs → dumps of the mirror: their streams as tables, as SQL like that of any database.

A service tells of its streams what it knows beforehand; columns that show in the records are known once they landed.
"""

from collections.abc import Callable, Mapping

from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.pgschema import QName, literal, quote_if_needed
from heartbeat_cli.sources import ApiArchetype, Stream, archetype_of

Columns = Mapping[str, str]
"""Names and types, as PostgreSQL spells them."""
Landed = Callable[[Source], Mapping[QName, Columns]]
"""The columns of a source's tables as they have landed, those that did."""


def api_ddl(project: ProjectSettings, source: Source, landed: Landed) -> str:
    """SQL for the streams of an API; raises what entering it raises, HbError for a source that is none."""
    archetype = archetype_of(source)
    assert isinstance(archetype, ApiArchetype)
    api = archetype.connect(project, source)
    try:
        streams = {stream.name: stream for stream in api.streams()}
    finally:
        api.close()
    known = landed(source)
    parts = [f"-- The streams of {source.title}, as `hb mirror pull {source.name}` found them."]
    for slice_ in source.slices:
        parts.append(f"CREATE SCHEMA {quote_if_needed(slice_.schema)};")
        names = [QName(slice_.schema, name) for name in slice_.pick(sorted(streams))]
        parts += [_table(name, streams[name.name], known.get(name, {})) for name in names]
    return "\n\n".join(parts) + "\n"


def _table(qname: QName, stream: Stream, landed: Columns) -> str:
    columns = {field.name: field.type for field in stream.fields} | dict(landed)
    relation = f"{quote_if_needed(qname.schema)}.{quote_if_needed(qname.name)}"
    key = tuple(name for name in stream.key if name in columns)
    lines = [
        f"    {quote_if_needed(name)} {type_}{' NOT NULL' if name in key else ''}" for name, type_ in columns.items()
    ]
    if key:
        lines.append(f"    PRIMARY KEY ({', '.join(map(quote_if_needed, key))})")
    told = [f"CREATE TABLE {relation} (\n" + ",\n".join(lines) + "\n);"]
    if stream.comment:
        told.append(f"COMMENT ON TABLE {relation} IS {literal(stream.comment)};")
    told += [
        f"COMMENT ON COLUMN {relation}.{quote_if_needed(field.name)} IS {literal(field.comment)};"
        for field in stream.fields
        if field.comment
    ]
    return "\n".join(told)
