"""The pages of schemas and their tables: structure from the mirror, and what the landed rows of each are like.

No default, check or condition is on them: those are SQL, and may hold anything. Of rows there are figures, no values.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from heartbeat_cli.blocks import Styled, facts
from heartbeat_cli.pgschema import Column, QName
from heartbeat_cli.profiling import Reference, SchemaProfile, TableProfile, TableSummary
from heartbeat_cli.sheets import Picture, holds_words, summary_facts
from heartbeat_cli.site.page import (
    FilterCell,
    FilterColumn,
    FilterTable,
    PageBlock,
    PageLink,
    PagePart,
    Pill,
    SitePage,
    cell,
    file_name,
    said,
)
from heartbeat_cli.wording import count

SCHEMAS = "schemas/index"


@dataclass(frozen=True, slots=True)
class MirroredSchema:
    """A schema of a source as the mirror has it, its dataset in the marts, and what has landed of it by table.

    `drawn` is its picture; `read_by` names the metrics that read a table of the marts.
    """

    source: str
    profile: SchemaProfile
    drawn: Picture
    dataset: str
    landed: dict[QName, TableSummary] = field(default_factory=dict)
    read_by: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """`webbank.core`."""
        return f"{self.source}.{self.profile.schema.name}"

    @property
    def tables(self) -> tuple[TableProfile, ...]:
        """Its tables; partitions are folded into their parents."""
        return self.profile.tables

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"schemas/{file_name(self.name)}"

    @property
    def picture(self) -> str:
        """Where its picture is."""
        return f"erd/{file_name(self.name)}"

    def address_of(self, table: QName) -> str:
        """Where the page of a table is."""
        return f"tables/{file_name(self.source)}/{file_name(str(table))}"


def schemas_pages(schemas: tuple[MirroredSchema, ...]) -> Iterator[SitePage]:
    """The list, a page for each schema, and one for each table."""
    yield _list(schemas)
    for schema in schemas:
        yield _schema(schema)
        for table in schema.tables:
            yield _table(schema, table)


def _list(schemas: tuple[MirroredSchema, ...]) -> SitePage:
    columns = (
        FilterColumn("Schema", "name"),
        FilterColumn("Source", "choice"),
        FilterColumn("Tables", "number"),
        FilterColumn("Landed", "number"),
        FilterColumn("Picture"),
        FilterColumn("Comment"),
    )
    rows = tuple(
        (
            cell(PageLink(schema.name, schema.address)),
            cell(schema.source, choice=schema.source),
            cell(count(len(schema.tables)), sort=len(schema.tables)),
            cell(count(len(schema.landed)) if schema.landed else "", sort=len(schema.landed)),
            cell(PageLink("tables and their references", schema.picture)),
            cell(schema.profile.schema.comment or ""),
        )
        for schema in schemas
    )
    tables = sum(len(schema.tables) for schema in schemas)
    lead = f"{count(len(schemas), 'schema')} of the mirror, {count(tables, 'table')}"
    return SitePage(SCHEMAS, "Schemas", "list", lead, (FilterTable("Schemas", columns, rows),))


def _schema(schema: MirroredSchema) -> SitePage:
    columns = (
        FilterColumn("Table", "name"),
        FilterColumn("Role", "choice"),
        FilterColumn("Columns", "number"),
        FilterColumn("Rows", "number"),
        FilterColumn("Personal", "choice"),
        FilterColumn("Comment"),
    )
    rows = tuple(_schema_row(schema, table) for table in schema.tables)
    landed = f", {count(len(schema.landed))} landed" if schema.landed else ""
    return SitePage(
        schema.address,
        schema.name,
        "schema",
        schema.profile.schema.comment or f"{count(len(rows), 'table')}{landed}",
        (
            said(PageLink("The picture: tables and their references", schema.picture)),
            FilterTable(f"Tables of {schema.name}", columns, rows),
        ),
        names=(schema.name, schema.dataset),
        hint=f"{count(len(rows), 'table')}{landed}",
    )


def _schema_row(schema: MirroredSchema, profile: TableProfile) -> tuple[FilterCell, ...]:
    table, summary = profile.table, schema.landed.get(profile.table.qname)
    personal = "personal" if profile.personal else ""
    return (
        cell(PageLink(table.name, schema.address_of(table.qname))),
        cell(profile.role, choice=profile.role),
        cell(count(len(table.columns)), sort=len(table.columns)),
        cell(count(summary.rows) if summary is not None else "", sort=summary.rows if summary is not None else None),
        cell(Pill(personal, "private") if personal else "", choice=personal),
        cell(table.comment or ""),
    )


# A table


def _table(schema: MirroredSchema, profile: TableProfile) -> SitePage:
    table = profile.table
    landed_as = f"{schema.dataset}.{table.name}"
    summary = schema.landed.get(table.qname)
    return SitePage(
        schema.address_of(table.qname),
        f"{table.schema}.{table.name}",
        "table",
        table.comment or "",
        tuple(_table_blocks(schema, profile, landed_as)),
        names=(f"{schema.source}.{table.qname}", landed_as),
        words=" ".join(f"{column.name} {column.comment or ''}" for column in table.columns),
        hint=", ".join(
            filter(None, (schema.source, f"{count(summary.rows, 'row')} landed" if summary else "", table.comment))
        ),
        subtitle=f"{schema.source}.{table.qname}",
    )


def _table_blocks(schema: MirroredSchema, profile: TableProfile, landed_as: str) -> Iterator[PageBlock]:
    table, summary = profile.table, schema.landed.get(profile.table.qname)
    place = f"{schema.picture}#table={quote(f'{table.schema}.{table.name}', safe='')}&steps=1"
    yield said(PageLink(schema.name, schema.address), " · ", PageLink("in the picture, with its neighbours", place))
    yield PagePart("What it is", (facts(("role", f"{profile.role} ({profile.role_reason})"), *_about(profile)),))
    readers = schema.read_by.get(landed_as, ())
    if readers:
        rows = tuple((cell(name),) for name in readers)
        yield PagePart("Read by", (FilterTable("Read by", (FilterColumn("Metric", "name"),), rows),), len(rows))
    if summary is not None:
        yield PagePart(f"Landed as {landed_as}", (facts(*summary_facts(summary)),))
    yield PagePart("Columns", (_columns(profile),), len(table.columns))
    yield from _references("Refers to", profile.references_out, schema)
    yield from _references("Referred to by", profile.references_in, schema, incoming=True)


def _about(profile: TableProfile) -> Iterator[tuple[str, object]]:
    table = profile.table
    key = table.primary_key
    yield "primary key", ", ".join(key.columns) if key is not None else "none"
    yield "new rows by", profile.cursor.column
    yield "event time", profile.event_time
    yield "area", profile.area.name if profile.area is not None else None
    yield "partitioned by", table.partitioned_by


def _columns(profile: TableProfile) -> FilterTable:
    columns = (
        FilterColumn("Column", "name"),
        FilterColumn("Type"),
        FilterColumn("Null"),
        FilterColumn("Holds", "words"),
        FilterColumn("Comment"),
    )
    rows = tuple(_column(profile, column) for column in profile.table.columns)
    return FilterTable(f"Columns of {profile.table.name}", columns, rows)


def _column(profile: TableProfile, column: Column) -> tuple[FilterCell, ...]:
    return (
        cell(Styled(column.name, "mono")),
        cell(column.type),
        cell("null" if column.nullable else ""),
        cell(Styled(holds_words(profile, column.name), "private" if profile.personal.get(column.name) else "")),
        cell(column.comment or ""),
    )


def _references(
    title: str, references: tuple[Reference, ...], schema: MirroredSchema, *, incoming: bool = False
) -> Iterator[PagePart]:
    columns = (FilterColumn("Columns", "name"), FilterColumn("Table", "name"))
    rows = tuple(
        (
            cell(Styled(f"{', '.join(one.columns)} → {', '.join(one.target_columns)}", "mono")),
            cell(f"{schema.source}.{one.source if incoming else one.target}"),
        )
        for one in references
    )
    if rows:
        yield PagePart(title, (FilterTable(title, columns, rows),), len(rows))
