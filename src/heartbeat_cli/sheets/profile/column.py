"""A column on one page: definition, references, and where else in the estate the same key lives."""

from heartbeat_cli.blocks import Block, Fact, GridColumn, Section, Sheet, grid, names, profile_sheet
from heartbeat_cli.profiling import ColumnProfile, KeyElsewhere, quantity_words
from heartbeat_cli.sheets.profile.words import arranged, cursor_words, source_words, target_words


def column_sheet(target: str, profile: ColumnProfile, foot: str = "") -> Sheet:
    """One column."""
    table = profile.table.table
    return profile_sheet(
        target,
        profile.column.comment,
        _definition(profile),
        arranged(
            profile.sections,
            (
                (20, _references("Refers to", [target_words(r) for r in profile.refers_to])),
                (30, elsewhere_section(profile.elsewhere)),
                (40, _references("Referred to by", [source_words(r, table.schema) for r in profile.referred_by])),
                (70, _references("In indexes", list(profile.indexes))),
                (80, _references("Checks", list(profile.checks))),
            ),
        ),
        foot,
    )


def _definition(profile: ColumnProfile) -> tuple[Block, ...]:
    column = profile.column
    key = ""
    if profile.in_primary_key:
        key = "primary key" if profile.unique else "part of the primary key"
    elif profile.unique:
        key = "unique"
    quantity = profile.table.quantity(column.name)
    facts = (
        ("type", column.type),
        ("null", "allowed" if column.nullable else "never"),
        ("default", column.default),
        ("identity", column.identity),
        ("generated", column.generated),
        ("collation", column.collation),
        ("key", key),
        ("labels", ", ".join(profile.labels)),
        ("holds", f"{quantity_words(quantity)} ({quantity.evidence})" if quantity is not None else ""),
        ("new rows by", cursor_words(profile.table.cursor) if profile.table.cursor.column == column.name else ""),
    )
    return tuple(Fact(name, value) for name, value in facts if value)


def _references(title: str, lines: list[str]) -> Section | None:
    body = grid((GridColumn("", "words"),), ((line,) for line in lines), lines=16)
    return Section(title, (body,), body.number) if lines else None


def elsewhere_section(found: tuple[KeyElsewhere, ...]) -> Section | None:
    """The same key in the other databases, the key itself first."""
    columns = (
        GridColumn("column", style="bold"),
        GridColumn("", "word", "key"),
        GridColumn("score", "number"),
        GridColumn("because", "phrases", "dim", optional=True),
    )
    rows = (
        (
            f"{k.source}.{k.table}.{k.column}",
            "key" if k.is_key else "",
            f"{k.score:.2f}",
            names(k.evidence),
        )
        for k in found
    )
    body = grid(columns, rows, lines=60)
    return Section("The same key elsewhere", (body,), body.number, _grounds(found)) if found else None


def _grounds(found: tuple[KeyElsewhere, ...]) -> str:
    """What speaks for it, in short: there is not always room for every column's own evidence."""
    said = sum("comment" in k.evidence[0] for k in found if k.evidence)
    named = len(found) - said
    words = [f"{said} by their comments"] if said else []
    return "in the other databases: " + ", ".join([*words, *([f"{named} by name"] if named else [])])
