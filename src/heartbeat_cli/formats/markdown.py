"""A page in GitHub's Markdown, for a wiki or a repository. Every section is a function of its own, listed once."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields

from heartbeat_cli.formats import KINDS, Format, Written
from heartbeat_cli.formats.parts.markdown_blocks import sections_markdown
from heartbeat_cli.formats.parts.markdown_data import data_markdown
from heartbeat_cli.formats.parts.markdown_table import column_page, table_page, view_page
from heartbeat_cli.formats.parts.markdown_text import code, codes, grid, heading, listing, prose
from heartbeat_cli.pgschema import Counts, View, enum_labels
from heartbeat_cli.profiling import (
    NO_PRIMARY_KEY,
    NO_REFERENCE,
    ColumnProfile,
    DatabaseProfile,
    Reference,
    SchemaProfile,
    TableProfile,
)
from heartbeat_cli.sheets import (
    Picture,
    SchemaData,
    TableData,
    areas_of,
    arranged,
    filled_schemas,
    links_section,
)
from heartbeat_cli.wording import count

Lines = list[str]
_LAID_OUT = ("connections", "logs", "dictionaries", "gaps")
"""The detectors whose findings are laid out here, with more of them than a page for people has room for."""
_COUNTED = {"foreign_keys": "references", "check_constraints": "checks"}


def write(subject: Picture | TableData | SchemaData) -> Written:
    """The page of the target's kind, with one heading of the first level."""
    if not isinstance(subject, Picture):
        return Written(data_markdown(subject))
    return Written("\n\n".join(_blocks(subject)) + "\n")


def _blocks(picture: Picture) -> Lines:
    match picture.profile:
        case DatabaseProfile() as whole:
            filled = filled_schemas(whole)
            only = filled[0] if picture.kind == "file" and len(filled) == 1 else None
            if only is not None:
                return _schema_page(f"{picture.target} · {only.schema.name}", only)
            return _database_page(picture, whole)
        case SchemaProfile() as schema:
            return _schema_page(picture.target, schema)
        case TableProfile() as table:
            return table_page(picture.target, table, enum_labels(picture.database))
        case View() as view:
            return view_page(picture.target, view)
        case ColumnProfile() as column:
            return column_page(picture.target, column)


# Database


def _database_page(picture: Picture, profile: DatabaseProfile) -> Lines:
    blocks = _opening(picture.target, picture.database.comment, profile.counts)
    rows = [
        [
            code(s.schema.name),
            count(s.counts.tables),
            count(s.counts.views),
            count(s.counts.columns),
            count(s.counts.foreign_keys),
            prose(s.schema.comment),
        ]
        for s in profile.schemas
    ]
    blocks += grid(("schema", "tables", "views", "columns", "references", "comment"), rows, numbers=range(1, 5))
    extensions = [f"{code(e.name)}{_said(e.comment)}" for e in picture.database.extensions]
    blocks += listing("Extensions", extensions)
    blocks += sections_markdown([links_section(profile), *(areas_of(s) for s in profile.schemas)])
    for schema in profile.schemas:
        blocks += [heading(2, code(schema.schema.name)), *_tables(schema, level=3), *_views(schema, level=3)]
    return blocks


# Schema


def _schema_page(title: str, profile: SchemaProfile) -> Lines:
    blocks = _opening(title, profile.schema.comment, profile.counts)
    for section in _SCHEMA_SECTIONS:
        blocks += section(profile)
    return blocks


def _tables(profile: SchemaProfile, level: int = 2) -> Lines:
    rows = [
        [
            code(t.table.name),
            t.role,
            count(len(t.table.columns)),
            count(len(t.references_out)),
            count(len(t.references_in)),
            code(t.cursor.column),
            prose(t.table.comment),
        ]
        for t in profile.tables
    ]
    table = grid(("table", "role", "columns", "out", "in", "cursor", "comment"), rows, numbers=range(2, 5))
    return [heading(level, "Tables"), *table] if rows else []


def _dictionaries(profile: SchemaProfile) -> Lines:
    rows = [
        [code(d.table.name), count(len(d.used_by)), ", ".join(_users(d.used_by, profile.schema.name))]
        for d in profile.dictionaries
    ]
    return [heading(2, "Dictionaries"), *grid(("table", "uses", "used by"), rows, numbers=(1,))] if rows else []


def _users(references: Sequence[Reference], schema: str) -> Lines:
    users = Counter(r.source.name if r.source.schema == schema else str(r.source) for r in references)
    return [code(name) if number == 1 else f"{code(name)} ({number})" for name, number in users.most_common()]


def _logs(profile: SchemaProfile) -> Lines:
    rows = [
        [code(log.table.name), log.kind, code(log.event_time), code(log.subject.name if log.subject else None)]
        for log in profile.logs
    ]
    return [heading(2, "State logs and logs"), *grid(("table", "kind", "event time", "about"), rows)] if rows else []


def _views(profile: SchemaProfile, level: int = 2) -> Lines:
    rows = [
        [code(v.name), "materialized view" if v.materialized else "view", prose(v.comment)]
        for v in profile.schema.views
    ]
    return [heading(level, "Views"), *grid(("view", "kind", "comment"), rows)] if rows else []


def _types(profile: SchemaProfile) -> Lines:
    schema = profile.schema
    rows = [[code(e.name), "enum", ", ".join(map(code, e.labels)), prose(e.comment)] for e in schema.enums]
    rows += [[code(d.name), "domain", code(d.type), prose(d.comment)] for d in schema.domains]
    rows += [
        [code(c.name), "composite", ", ".join(code(f"{a.name} {a.type}") for a in c.attributes), prose(c.comment)]
        for c in schema.composites
    ]
    rows += [[code(r.name), "range", code(r.subtype), prose(r.comment)] for r in schema.ranges]
    return [heading(2, "Types"), *grid(("type", "kind", "made of", "comment"), rows)] if rows else []


def _foreign_tables(profile: SchemaProfile) -> Lines:
    rows = [[code(t.name), code(t.server), prose(t.comment)] for t in profile.schema.foreign_tables]
    return [heading(2, "Foreign tables"), *grid(("table", "server", "comment"), rows)] if rows else []


def _gaps(profile: SchemaProfile) -> Lines:
    unserved = [f"{code(g.table.name)} ({codes(g.reference.columns)})" for g in profile.gaps if g.reference]
    facts = [
        ("Without a primary key", _lacking(profile, NO_PRIMARY_KEY)),
        ("References no index serves", unserved),
        ("In no reference", _lacking(profile, NO_REFERENCE)),
        ("Other schemas", [f"{code(name)} ({out} out, {into} in)" for name, out, into in profile.neighbours]),
    ]
    lines = [f"**{what}** ({count(len(names))}): {', '.join(names)}" for what, names in facts if names]
    return listing("Worth knowing", lines)


def _lacking(profile: SchemaProfile, kind: str) -> Lines:
    return [code(gap.table.name) for gap in profile.gaps if gap.kind == kind]


def _judgements(profile: SchemaProfile) -> Lines:
    """What detectors say beyond what is laid out above."""
    return sections_markdown(arranged({n: s for n, s in profile.sections.items() if n not in _LAID_OUT}))


_SCHEMA_SECTIONS: tuple[Callable[[SchemaProfile], Lines], ...] = (
    _tables,
    _dictionaries,
    _logs,
    _views,
    _foreign_tables,
    _types,
    _gaps,
    _judgements,
)


def _opening(title: str, comment: str | None, counts: Counts) -> Lines:
    blocks = [heading(1, code(title)), *([prose(comment)] if comment else [])]
    said = ((_COUNTED.get(f.name, f.name.replace("_", " ")), getattr(counts, f.name)) for f in fields(counts))
    return [*blocks, " · ".join(f"{what}: {count(number)}" for what, number in said if number) or "Nothing in it."]


def _said(comment: str | None) -> str:
    return f": {prose(comment)}" if comment else ""


FORMAT = Format(KINDS, "a wiki or repository, as GitHub shows it", write)
