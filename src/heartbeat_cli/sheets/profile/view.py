"""A view on one page: its columns, what it reads, its query."""

from heartbeat_cli.blocks import (
    Block,
    Fact,
    GridColumn,
    Section,
    Sheet,
    TextBlock,
    filled,
    grid,
    names,
    profile_sheet,
)
from heartbeat_cli.pgschema import View
from heartbeat_cli.profiling import local
from heartbeat_cli.sheets.profile.table import grants_section, index_words


def view_sheet(target: str, view: View, foot: str = "") -> Sheet:
    """One view."""
    opening: list[Block] = [Fact("kind", "materialized view" if view.materialized else "view")]
    if view.reads:
        opening.append(Fact("reads", names(local(q, view.schema) for q in view.reads)))
    indexes = grid(
        (GridColumn("", style="bold"), GridColumn("", "words")), ((i.name, index_words(i)) for i in view.indexes)
    )
    return profile_sheet(
        target,
        view.comment,
        tuple(opening),
        filled(
            _columns(view),
            Section("Indexes", (indexes,), indexes.number) if view.indexes else None,
            grants_section(view.grants),
            Section("Query", (TextBlock(view.query),)),
        ),
        foot,
    )


def _columns(view: View) -> Section | None:
    if not view.columns:
        return Section("Columns", (Fact("", "known to the database only: the query selects *", "dim"),))
    comments = dict(view.column_comments)
    types = (*view.types, *(None for _ in view.columns[len(view.types) :]))
    rows = ((name, kind or "", comments.get(name, "")) for name, kind in zip(view.columns, types, strict=False))
    columns = (GridColumn("column", style="bold"), GridColumn("type"), GridColumn("notes", "words"))
    body = grid(columns, rows)
    return Section("Columns", (body,), body.number)
