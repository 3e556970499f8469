"""Profiles → pages for people: one page for a schema, names never cut, whatever the width."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.syntax import Syntax
from rich.table import Table as Grid
from rich.text import Text

from heartbeat_cli.catalog import Column, View
from heartbeat_cli.profiling.values import (
    ColumnProfile,
    Cursor,
    DatabaseProfile,
    Reference,
    SchemaProfile,
    TableProfile,
)
from heartbeat_cli.render.page import (
    counts_line,
    headline,
    indented,
    listing,
    name_grid,
    named_value,
    section,
)

_SHOWN = 10
_NOTES_WIDTH = 40
_CURSOR_KINDS = {
    "updated_at": "updated-at column",
    "identity": "growing key",
    "event_time": "event time",
    "none": "whole table compared",
}


def database_page(target: str, profile: DatabaseProfile) -> RenderableType:
    """A database: its counts, and a line per schema."""
    grid = name_grid("schema", "tables", "views", "columns", "references", "dictionaries", "logs", numbers=range(1, 7))
    for schema in profile.schemas:
        numbers = (
            schema.counts.tables,
            schema.counts.views,
            schema.counts.columns,
            schema.counts.foreign_keys,
            len(schema.dictionaries),
            len(schema.logs),
        )
        grid.add_row(Text(schema.schema.name, "bold"), *(f"{n:,}" for n in numbers))
    parts = [headline(target, None), counts_line(profile.counts), Text(), grid]
    commented = [s for s in profile.schemas if s.schema.comment]
    if commented:
        parts.append(Text())
        parts += [named_value(s.schema.name, s.schema.comment or "") for s in commented]
    return Group(*parts)


def schema_page(target: str, profile: SchemaProfile) -> RenderableType:
    """A schema on one page."""
    parts: list[RenderableType] = [headline(target, profile.schema.comment), counts_line(profile.counts)]
    if profile.counts.partitions:
        parts.append(Text("Copies that PostgreSQL keeps on partitions are not counted.", "dim"))
    parts += section("Most connected tables", _most_connected(profile), profile.most_connected)
    parts += section("Dictionaries", _dictionaries(profile), profile.dictionaries)
    parts += section("State logs and logs", _logs(profile), profile.logs)
    parts += [Text(), Text("How new rows are found", "bold"), *indented(_cursor_summary(profile.tables))]
    facts = _facts(profile)
    if facts:
        parts += [Text(), Text("Worth knowing", "bold"), *indented(facts)]
    return Group(*parts)


def table_page(target: str, profile: TableProfile, enums: dict[str, tuple[str, ...]]) -> RenderableType:
    """A table: columns with what they refer to, then keys, references in, indexes and checks."""
    table = profile.table
    parts: list[RenderableType] = [headline(target, table.comment)]
    facts = [named_value("role", f"{profile.role} ({profile.role_reason})" if profile.role != "entity" else "entity")]
    facts.append(named_value("cursor", _cursor_words(profile.cursor)))
    if profile.event_time:
        facts.append(named_value("event time", profile.event_time))
    if table.partitioned_by:
        facts.append(named_value("partitioned", f"by {table.partitioned_by}, {profile.partitions} partitions"))
    if table.partition_of:
        facts.append(named_value("partition of", str(table.partition_of)))
    if table.primary_key is None and table.partition_of is None:
        facts.append(named_value("primary key", "none"))
    parts += [*facts, Text(), _Columns(profile, enums)]
    parts += listing("Referred to by", [_reference_in(r) for r in profile.references_in])
    parts += listing("Unique", [Text(", ".join(k.columns)) for k in table.unique_keys])
    parts += listing(
        "Indexes",
        [
            Text.assemble((i.name, "bold"), f"  {'unique ' if i.unique else ''}{i.method} ({', '.join(i.keys)})")
            + Text(f" where {i.where}" if i.where else "", "dim")
            for i in table.indexes
        ],
    )
    parts += listing("Checks", [Text.assemble((f"{c.name}  ", "bold"), c.expression) for c in table.checks])
    return Group(*parts)


def view_page(target: str, view: View) -> RenderableType:
    """A view: its columns and its query."""
    kind = "materialized view" if view.materialized else "view"
    parts: list[RenderableType] = [headline(target, view.comment), named_value("kind", kind)]
    comments = dict(view.column_comments)
    names = [Text.assemble((c, "bold"), f"  {comments[c]}" if c in comments else "") for c in view.columns]
    parts += listing("Columns", names or [Text("known to the database only: the query selects *", "dim")])
    parts += listing("Indexes", [Text(f"{i.name}  ({', '.join(i.keys)})") for i in view.indexes])
    query = Syntax(view.query, "sql", theme="ansi_dark", background_color="default", word_wrap=True)
    return Group(*parts, Text(), Text("Query", "bold"), Padding(query, (0, 0, 0, 2)))


def column_page(target: str, profile: ColumnProfile) -> RenderableType:
    """A column: definition, keys, references."""
    column = profile.column
    parts: list[RenderableType] = [headline(target, column.comment), named_value("type", column.type)]
    parts.append(named_value("null", "allowed" if column.nullable else "never"))
    for name, value in (
        ("default", column.default),
        ("identity", column.identity),
        ("generated", column.generated),
        ("labels", ", ".join(profile.labels)),
    ):
        if value:
            parts.append(named_value(name, value))
    if profile.in_primary_key:
        parts.append(named_value("key", "part of the primary key" if not profile.unique else "primary key"))
    elif profile.unique:
        parts.append(named_value("key", "unique"))
    if profile.table.cursor.column == column.name:
        parts.append(named_value("cursor", _cursor_words(profile.table.cursor)))
    parts += listing("Refers to", [Text(_target(r)) for r in profile.refers_to])
    parts += listing("Referred to by", [_reference_in(r) for r in profile.referred_by])
    parts += listing("In indexes", [Text(i) for i in profile.indexes])
    parts += listing("Checks", [Text(c) for c in profile.checks])
    return Group(*parts)


# Pieces


def _most_connected(profile: SchemaProfile) -> Grid:
    grid = name_grid("table", "out", "in", "role", "cursor", numbers=(1, 2))
    for table in profile.most_connected:
        grid.add_row(
            Text(table.table.name, "bold"),
            str(len(table.references_out)),
            str(len(table.references_in)),
            table.role,
            table.cursor.column or "none",
        )
    return grid


def _dictionaries(profile: SchemaProfile) -> Grid:
    grid = name_grid("table", "uses", "used by", numbers=(1,))
    for dictionary in profile.dictionaries[:_SHOWN]:
        users = Counter(_short(r, profile.schema.name) for r in dictionary.used_by)
        names = [name if n == 1 else f"{name} ({n})" for name, n in users.most_common(4)]
        if len(users) > 4:
            names.append(f"{len(users) - 4} more")
        grid.add_row(Text(dictionary.table.name, "bold"), str(len(dictionary.used_by)), ", ".join(names))
    return grid


def _short(reference: Reference, schema: str) -> str:
    source = reference.source
    return source.name if source.schema == schema else str(source)


def _logs(profile: SchemaProfile) -> Grid:
    grid = name_grid("table", "kind", "event time", "about")
    for log in profile.logs[:_SHOWN]:
        subject = log.subject.name if log.subject else ""
        grid.add_row(Text(log.table.name, "bold"), log.kind, log.event_time or "", subject)
    return grid


def _cursor_summary(tables: Sequence[TableProfile]) -> list[RenderableType]:
    kinds = Counter(t.cursor.kind for t in tables)
    indexed = sum(t.cursor.kind == "updated_at" and t.cursor.indexed for t in tables)
    said = []
    for kind, words in _CURSOR_KINDS.items():
        if kinds[kind]:
            extra = f" ({indexed} with an index)" if kind == "updated_at" else ""
            said.append(f"{kinds[kind]:,} by {words}{extra}" if kind != "none" else f"{kinds[kind]:,} {words}")
    return [Text("; ".join(said) or "no tables")]


def _facts(profile: SchemaProfile) -> list[RenderableType]:
    facts: list[RenderableType] = []
    if profile.without_primary_key:
        facts.append(_some("Without a primary key", [q.name for q in profile.without_primary_key]))
    if profile.without_index:
        by_table = Counter(r.source.name for r in profile.without_index)
        names = [f"{name} ({n})" if n > 1 else name for name, n in by_table.most_common()]
        facts.append(_some("References no index serves", names, total=len(profile.without_index)))
    if profile.unconnected:
        facts.append(_some("In no reference", [q.name for q in profile.unconnected]))
    if profile.neighbours:
        words = [f"{name} ({out} out, {into} in)" for name, out, into in profile.neighbours]
        facts.append(_some("Other schemas", words))
    return facts


def _some(what: str, names: Sequence[str], total: int | None = None) -> Text:
    shown = list(names[:6])
    rest = len(names) - len(shown)
    if rest > 0:
        shown.append(f"and {rest} more" if total is None else f"and {rest} more tables")
    number = len(names) if total is None else total
    return Text.assemble((f"{what}: ", "yellow"), f"{number:,} — " if number > 1 else "", ", ".join(shown))


def _cursor_words(cursor: Cursor) -> str:
    return f"{cursor.column}: {cursor.reason}" if cursor.column else cursor.reason


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table: one line each where there is room, else notes below; names and types are never cut."""

    profile: TableProfile
    enums: dict[str, tuple[str, ...]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        rows = [
            (c.name, c.type, "null" if c.nullable else "", _key_words(self.profile, c), self._notes(c))
            for c in self.profile.table.columns
        ]
        names, types, keys = (max([len(str(r[i])) for r in rows] or [0]) for i in (0, 1, 3))
        notes = max([len(r[4]) for r in rows] or [0])
        if names + types + keys + 12 + min(notes, _NOTES_WIDTH) <= options.max_width:
            grid = name_grid("column", "type", "null", "key", "notes")
            for place in range(4):
                grid.columns[place].no_wrap = True
            for name, kind, null, key, note in rows:
                grid.add_row(Text(name, "bold"), kind, null, Text(key, "green"), note)
            yield grid
            return
        room = options.max_width - names - 2
        for name, kind, null, key, note in rows:
            first = Text.assemble((name.ljust(names + 2), "bold"), kind, f"  {null}" if null else "")
            below = note
            if key and len(kind) + len(null) + len(key) + 4 <= room:
                first.append(f"  {key}", "green")
            elif key:
                below = Text.assemble((key, "green"), "; " if note else "", note)
            yield first
            if below:
                yield Padding(below, (0, 0, 0, min(names + 2, options.max_width // 3)))

    def _notes(self, column: Column) -> Text:
        return _notes(column, self.enums.get(column.type.replace('"', "").removesuffix("[]"), ()))


def _key_words(profile: TableProfile, column: Column) -> str:
    words = []
    table = profile.table
    if table.primary_key and column.name in table.primary_key.columns:
        words.append("primary")
    if any(k.columns == (column.name,) for k in table.unique_keys):
        words.append("unique")
    for reference in profile.references_out:
        if column.name in reference.columns:
            other = reference.target.schema != table.schema
            words.append(f"→ {reference.target if other else reference.target.name}")
    return ", ".join(dict.fromkeys(words))


def _notes(column: Column, labels: tuple[str, ...]) -> Text:
    said = []
    if column.identity:
        said.append(f"identity {column.identity}")
    if column.generated:
        said.append(f"= {column.generated}")
    if column.default:
        said.append(f"default {column.default}")
    if labels:
        shown = ", ".join(labels[:8]) + (", …" if len(labels) > 8 else "")
        said.append(f"one of {shown}")
    notes = Text("; ".join(said), "dim")
    if column.comment:
        words = " ".join(column.comment.split())
        joint = "" if not said else " " if words.endswith((".", "!", "?")) else "; "
        notes = Text(words + joint) + notes
    return notes


def _target(reference: Reference) -> str:
    return f"{reference.target} ({', '.join(reference.target_columns)})"


def _reference_in(reference: Reference) -> Text:
    return Text.assemble((str(reference.source), "bold"), f" ({', '.join(reference.columns)})")
