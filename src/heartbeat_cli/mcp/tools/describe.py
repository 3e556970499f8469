"""What a source, schema, table or column is: from its DDL, so no row and no value of one is in it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from heartbeat_cli import app, pgschema, profiling, sheets
from heartbeat_cli.errors import UsageError
from heartbeat_cli.mcp.shorten import Json, without_empty
from heartbeat_cli.mcp.tool import Tool

_LONGEST: Final = 4_500
"""A described table's length in characters: about 1,500 tokens."""
_COMMENT: Final = 90
_REFERENCES: Final = 12


def _answer(project: app.Project, arguments: Mapping[str, Any]) -> Json:
    target = arguments["target"]
    if app.is_file(target):
        raise UsageError(f"'{target}' is a file", hint="A target of the estate: SOURCE, SOURCE.SCHEMA.TABLE, ….")
    picture = project.profile(target)
    match picture.profile:
        case profiling.TableProfile() as table:
            about = _table(table, arguments.get("from_column", 0))
        case profiling.SchemaProfile() as schema:
            about = {"comment": schema.schema.comment, "tables": _tables([schema])}
        case profiling.DatabaseProfile() as whole:
            about = {"schemas": [s.schema.name for s in whole.schemas], "tables": _tables(whole.schemas)}
        case pgschema.View() as view:
            about = {"comment": view.comment, "columns": list(view.columns)}
        case profiling.ColumnProfile():
            about = _column(picture)
    return without_empty({"target": picture.target, "kind": picture.kind, **_standing(project, picture), **about})


def _tables(schemas: "Iterable[profiling.SchemaProfile]") -> list[str]:
    """One line a table: dictionaries and logs say so."""
    return [
        f"{table.table.qname} ({table.role})" + (f": {_short(table.table.comment)}" if table.table.comment else "")
        for schema in schemas
        for table in schema.tables
    ]


def _table(profile: "profiling.TableProfile", first: int) -> dict[str, Any]:
    table, personal = profile.table, profile.personal
    money = {q.column: q.unit or q.currency_column for q in profile.quantities if q.kind == "money"}
    keys = {column: r for r in profile.references_out for column in r.columns}
    columns = table.columns[first:]
    lines = []
    for column in columns:
        said = [column.type, *(["not null"] if not column.nullable else [])]
        said += [f"-> {keys[column.name].target}"] if column.name in keys else []
        said += ["personal"] if column.name in personal else []
        said += [f"money in {money[column.name]}" if money[column.name] else "money"] if column.name in money else []
        lines.append(f"{column.name}: {', '.join(said)}" + (f"; {_short(column.comment)}" if column.comment else ""))
    return {
        "comment": table.comment,
        "role": f"{profile.role}: {profile.role_reason}",
        "primary_key": list(table.primary_key.columns) if table.primary_key else None,
        "event_time": profile.event_time,
        "states": [
            {"column": machine.column, "dictionary": str(machine.dictionary or ""), "states": list(machine.states)}
            for machine in profile.machines
        ],
        "columns": lines,
        "referred_to_by": _referring(profile.references_in),
        "columns_before": first,
    }


def _referring(references: "Iterable[profiling.Reference]") -> list[str]:
    named = list(dict.fromkeys(f"{r.source} ({', '.join(r.columns)})" for r in references))
    more = len(named) - _REFERENCES
    return named[:_REFERENCES] + ([f"and {more} others"] if more > 0 else [])


def _column(picture: "sheets.Picture") -> dict[str, Any]:
    told = sheets.plain(sheets.profile_document(picture))
    return {key: value for key, value in told.items() if key not in ("version", "file", "understood", "target", "kind")}


def _standing(project: app.Project, picture: "sheets.Picture") -> dict[str, Any]:
    """Whether it has landed and how old that is; nothing for a mirrored database that is no source."""
    name = picture.target.partition(".")[0]
    if project.inventory.get(name) is None:
        return {"landed": "no source of the inventory"}
    status = project.sources(name, ask_servers=False).of(name)
    match picture.profile:
        case profiling.TableProfile() as table:
            landed: object = table.table.qname in status.landing.tables
        case profiling.ColumnProfile() as column:
            landed = column.table.table.qname in status.landing.tables
        case _:
            landed = status.word
    return {"landed": landed, "age": status.age.state if status.age is not None else None}


def _short(comment: str) -> str:
    return comment if len(comment) <= _COMMENT else f"{comment[:_COMMENT]}…"


DESCRIBE: Final = Tool(
    "describe",
    "What a SOURCE, SOURCE.SCHEMA, ….TABLE or ….COLUMN is: keys, roles, states, comments. No rows.",
    _answer,
    {"target": {"type": "string", "maxLength": 300}, "from_column": {"type": "integer", "minimum": 0}},
    needs=("target",),
    longest=_LONGEST,
)
