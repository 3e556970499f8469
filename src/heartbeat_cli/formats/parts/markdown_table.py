"""The Markdown pages of a table, a view and a column."""

from collections.abc import Callable, Mapping, Sequence

from heartbeat_cli.formats.parts.markdown_blocks import sections_markdown
from heartbeat_cli.formats.parts.markdown_text import code, codes, fenced, grid, heading, listing, named, prose
from heartbeat_cli.pgschema import Column, Grant, Index, QName, View
from heartbeat_cli.profiling import ColumnProfile, Reference, TableContext, TableProfile, quantity_words
from heartbeat_cli.sheets import arranged, elsewhere_section, holds_words, landing_words, partitions_section
from heartbeat_cli.wording import count

Lines = list[str]


def table_page(target: str, profile: TableProfile, enums: Mapping[str, tuple[str, ...]]) -> Lines:
    """Facts, columns, and every section that has something to say."""
    table = profile.table
    blocks = [heading(1, code(target)), *named(_table_facts(profile), table.comment)]
    rows = [
        [
            code(c.name),
            code(c.type),
            "null" if c.nullable else "",
            _key(c, profile),
            holds_words(profile, c.name),
            _column_notes(c, enums.get(c.type, ())),
        ]
        for c in table.columns
    ]
    blocks += grid(("column", "type", "null", "key", "holds", "notes"), rows)
    for section in _TABLE_SECTIONS:
        blocks += section(profile)
    around = profile.context or TableContext()
    return blocks + sections_markdown(arranged(profile.sections, [(90, partitions_section(around))]))


def _table_facts(profile: TableProfile) -> list[tuple[str, str]]:
    table, cursor = profile.table, profile.cursor
    facts = [("role", f"{profile.role} ({prose(profile.role_reason)})")]
    facts.append(
        ("cursor", f"{code(cursor.column)}: {prose(cursor.reason)}" if cursor.column else prose(cursor.reason))
    )
    around = profile.context or TableContext()
    for name, value in (
        ("event time", code(profile.event_time)),
        ("subject area", prose(profile.area.name) if profile.area is not None else ""),
        ("near it", codes([str(q) for q in around.nearest])),
        ("worth landing", prose(landing_words(profile))),
        ("read by", codes([str(q) for q in around.read_by])),
        ("children", codes([str(q) for q in around.children])),
        ("partitioned", code(table.partitioned_by)),
        ("partitions", count(profile.partitions) if table.partitioned_by else ""),
        ("partition of", code(str(table.partition_of)) if table.partition_of else ""),
        ("bound", code(table.bound)),
        ("inherits", codes([str(q) for q in table.inherits])),
        ("type", code(str(table.of_type)) if table.of_type else ""),
        ("server", code(table.server)),
        ("row security", "on" if table.row_security else ""),
    ):
        if value:
            facts.append((name, value))
    return facts


def _key(column: Column, profile: TableProfile) -> str:
    words = []
    table = profile.table
    if table.primary_key and column.name in table.primary_key.columns:
        words.append("primary")
    if any(k.columns == (column.name,) for k in table.unique_keys):
        words.append("unique")
    out = [r for r in profile.references_out if column.name in r.columns]
    words += [f"→ {code(str(r.target))}" + (f" ({prose(r.partly)})" if r.partly else "") for r in out]
    return ", ".join(dict.fromkeys(words))


def _column_notes(column: Column, labels: Sequence[str]) -> str:
    said = "; ".join(
        f"{what} {value}"
        for what, value in (
            ("identity", code(column.identity)),
            ("generated", code(column.generated)),
            ("default", code(column.default)),
            ("collation", code(column.collation)),
            ("one of", codes(labels)),
        )
        if value
    )
    comment = prose(column.comment)
    joint = "" if not (comment and said) else " " if comment.endswith((".", "!", "?")) else "; "
    return comment + joint + said


def _references_in(profile: TableProfile) -> Lines:
    return listing("Referred to by", [_end(r, r.source, r.columns) for r in profile.references_in])


def _end(reference: Reference, table: QName, columns: Sequence[str]) -> str:
    partly = f", {prose(reference.partly)}" if reference.partly else ""
    return f"{code(str(table))} ({codes(columns)}){partly}"


def _unique(profile: TableProfile) -> Lines:
    return listing("Unique", [codes(k.columns) for k in profile.table.unique_keys])


def _indexes(profile: TableProfile) -> Lines:
    return listing("Indexes", [_index(i) for i in profile.table.indexes])


def _index(index: Index) -> str:
    keys = [f"{key} {option}".strip() for key, option in zip(index.keys, _padded(index), strict=False)]
    words = [code(index.name), "unique" if index.unique else "", index.method, f"({codes(keys)})"]
    words.append(f"including {codes(index.include)}" if index.include else "")
    words.append(f"where {code(index.where)}" if index.where else "")
    return " ".join(word for word in words if word)


def _padded(index: Index) -> tuple[str, ...]:
    return (*index.options, *("" for _ in index.keys[len(index.options) :]))


def _checks(profile: TableProfile) -> Lines:
    return listing("Checks", [f"{code(c.name)} {code(c.expression)}".strip() for c in profile.table.checks])


def _policies(profile: TableProfile) -> Lines:
    lines = []
    for policy in profile.table.policies:
        words = [code(policy.name), f"{policy.command} for {codes(policy.roles)}"]
        words += [f"using {code(policy.using)}"] if policy.using else []
        words += [f"check {code(policy.check)}"] if policy.check else []
        lines.append(" ".join(words))
    return listing("Row security policies", lines)


def _grants(profile: TableProfile) -> Lines:
    return listing("Grants", [_grant(g) for g in profile.table.grants])


def _grant(grant: Grant) -> str:
    on = f" on {codes(grant.columns)}" if grant.columns else ""
    return f"{code(grant.grantee)}: {', '.join(grant.privileges)}{on}"


_TABLE_SECTIONS: tuple[Callable[[TableProfile], Lines], ...] = (
    _references_in,
    _unique,
    _indexes,
    _checks,
    _policies,
    _grants,
)


def view_page(title: str, view: View) -> Lines:
    """Columns as far as a dump tells them, what the view reads, and its query."""
    kind = "materialized view" if view.materialized else "view"
    facts = [("kind", kind)]
    if view.reads:
        facts.append(("reads", codes([str(q) for q in view.reads])))
    blocks = [heading(1, code(title)), *named(facts, view.comment)]
    comments = dict(view.column_comments)
    types = (*view.types, *(None for _ in view.columns[len(view.types) :]))
    rows = [
        [code(name), code(type_), prose(comments.get(name))] for name, type_ in zip(view.columns, types, strict=False)
    ]
    blocks += grid(("column", "type", "comment"), rows)
    blocks += listing("Indexes", [_index(i) for i in view.indexes])
    return [*blocks, heading(2, "Query"), fenced(view.query, "sql")]


def column_page(title: str, profile: ColumnProfile) -> Lines:
    """Definition, key, references both ways."""
    column = profile.column
    facts = [("type", code(column.type)), ("null", "allowed" if column.nullable else "never")]
    for name, value in (
        ("default", column.default),
        ("identity", column.identity),
        ("generated", column.generated),
        ("collation", column.collation),
    ):
        if value:
            facts.append((name, code(value)))
    quantity = profile.table.quantity(column.name)
    if quantity is not None:
        facts.append(("holds", prose(f"{quantity_words(quantity)} ({quantity.evidence})")))
    if profile.labels:
        facts.append(("labels", codes(profile.labels)))
    if profile.in_primary_key:
        facts.append(("key", "primary key" if profile.unique else "part of the primary key"))
    elif profile.unique:
        facts.append(("key", "unique"))
    blocks = [heading(1, code(title)), *named(facts, column.comment)]
    blocks += listing("Refers to", [_end(r, r.target, r.target_columns) for r in profile.refers_to])
    blocks += listing("Referred to by", [_end(r, r.source, r.columns) for r in profile.referred_by])
    blocks += listing("In indexes", [code(i) for i in profile.indexes])
    blocks += listing("Checks", [code(c) for c in profile.checks])
    return blocks + sections_markdown(arranged(profile.sections, [(30, elsewhere_section(profile.elsewhere))]))
