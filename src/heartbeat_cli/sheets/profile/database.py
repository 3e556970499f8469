"""A database on one page: a line per schema, what the largest are about, how they refer to each other."""

from collections import Counter

from heartbeat_cli.blocks import (
    Block,
    Fact,
    GridColumn,
    Phrases,
    Section,
    Sheet,
    filled,
    grid,
    names,
    profile_sheet,
)
from heartbeat_cli.pgschema import Database
from heartbeat_cli.profiling import DatabaseProfile, SchemaProfile, areas_section
from heartbeat_cli.sheets.profile.words import headline_counts, other_counts
from heartbeat_cli.wording import count

_LARGEST = 3


def database_sheet(target: str, profile: DatabaseProfile, database: Database, foot: str = "") -> Sheet:
    """The whole before its parts."""
    opening: list[Block] = [Phrases(headline_counts(profile.counts) or ("nothing in it",))]
    if others := other_counts(profile.counts):
        opening.append(Phrases(others))
    if database.extensions:
        opening.append(Fact("extensions", names(e.name for e in database.extensions)))
    largest = sorted((s for s in profile.schemas if len(s.areas) > 1), key=lambda s: -s.counts.tables)[:_LARGEST]
    about = (areas_of(s) for s in largest)
    return profile_sheet(
        target, database.comment, tuple(opening), filled(_schemas(profile), *about, links_section(profile)), foot
    )


def areas_of(profile: SchemaProfile) -> Section | None:
    """The areas of one schema, under its name."""
    found = areas_section(profile.areas, lines=7)
    name = profile.schema.name
    return Section(f"What {name} is about", found.blocks, found.number, "subject areas") if found else None


def _schemas(profile: DatabaseProfile) -> Section | None:
    columns = (
        GridColumn("schema", style="bold"),
        GridColumn("tables", "number"),
        GridColumn("views", "number"),
        GridColumn("columns", "number"),
        GridColumn("references", "number"),
        GridColumn("dictionaries", "number", optional=True),
        GridColumn("logs", "number", optional=True),
        GridColumn("personal", "number", "private", optional=True),
        GridColumn("", "words", optional=True),
    )
    rows = tuple(_schema_row(s) for s in profile.schemas)
    return Section("Schemas", (grid(columns, rows),), len(rows)) if rows else None


def _schema_row(schema: SchemaProfile) -> tuple[str, ...]:
    roles = Counter(t.role for t in schema.tables)
    numbers = (
        schema.counts.tables,
        schema.counts.views,
        schema.counts.columns,
        schema.counts.foreign_keys,
        roles["dictionary"],
        roles["log"] + roles["state log"],
        sum(len(t.personal) for t in schema.tables),
    )
    return (schema.schema.name, *(count(n) if n else "" for n in numbers), schema.schema.comment or "")


def links_section(profile: DatabaseProfile) -> Section | None:
    """How many references go from each schema to each other."""
    columns = (GridColumn("from", style="bold"), GridColumn("to"), GridColumn("references", "number"))
    rows = [(s.schema.name, other, count(out)) for s in profile.schemas for other, out, _ in s.neighbours if out]
    return Section("References between schemas", (grid(columns, rows, lines=8),), len(rows)) if rows else None
