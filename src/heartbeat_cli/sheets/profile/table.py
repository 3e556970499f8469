"""A table on one page: its columns first, then what refers to it, what it is part of, and who may see it."""

from collections.abc import Mapping, Sequence

from heartbeat_cli.blocks import Block, Fact, GridColumn, Section, Sheet, grid, names, profile_sheet
from heartbeat_cli.pgschema import Column as TableColumn
from heartbeat_cli.pgschema import Grant, Index, Policy, Table
from heartbeat_cli.profiling import TableContext, TableProfile, local, quantity_words
from heartbeat_cli.sheets.profile.words import arranged, cursor_words, source_words
from heartbeat_cli.wording import count

_LABELS = 8
_ENDS = 2


def table_sheet(target: str, profile: TableProfile, enums: Mapping[str, tuple[str, ...]], foot: str = "") -> Sheet:
    """One table and what stands around it."""
    table, around = profile.table, profile.context or TableContext()
    return profile_sheet(
        target,
        table.comment,
        _opening(profile, around),
        arranged(
            profile.sections,
            (
                (10, _columns(profile, enums)),
                (20, _references_in(profile)),
                (50, _keys(table)),
                (60, _indexes(table.indexes)),
                (70, _checks(table)),
                (90, partitions_section(around)),
                (100, policies_section(table)),
                (110, grants_section(table.grants)),
            ),
        ),
        foot,
    )


def _opening(profile: TableProfile, around: TableContext) -> tuple[Block, ...]:
    table, entity = profile.table, profile.role == "entity"
    blocks = [Fact("role", profile.role if entity else f"{profile.role} ({profile.role_reason})")]
    if profile.area is not None and len(profile.area.members) > 1:
        blocks.append(Fact("area", f"{profile.area.name} ({count(len(profile.area.members), 'table')})"))
    if around.nearest:
        blocks.append(Fact("near it", names(local(q, table.schema) for q in around.nearest)))
    blocks.append(Fact("new rows by", cursor_words(profile.cursor)))
    if profile.event_time:
        blocks.append(Fact("event time", profile.event_time))
    partitioned = f"by {table.partitioned_by}, {count(profile.partitions, 'partition')}"
    for name, value in (
        ("worth landing", landing_words(profile)),
        ("partitioned", partitioned if table.partitioned_by else ""),
        ("partition of", f"{table.partition_of}, {table.bound or 'bound not known'}" if table.partition_of else ""),
        ("inherits", ", ".join(map(str, table.inherits))),
        ("children", ", ".join(map(str, around.children))),
        ("of type", str(table.of_type or "")),
        ("server", table.server or ""),
        ("unlogged", "its rows do not survive a crash" if table.unlogged else ""),
    ):
        if value:
            blocks.append(Fact(name, value))
    if table.primary_key is None and table.partition_of is None and table.server is None:
        blocks.append(Fact("primary key", "none", "warning"))
    if around.read_by:
        blocks.append(Fact("read by", names(local(q, table.schema) for q in around.read_by)))
    return tuple(blocks)


def landing_words(profile: TableProfile) -> str:
    """Whether a table is worth landing and why, and where the inventory says otherwise; empty where nobody judged."""
    choice, planned = profile.choice, profile.context.planned if profile.context is not None else None
    if choice is None:
        return ""
    said = f"{'yes' if choice.landed else 'no'}: {choice.why}"
    if planned is not None and planned.tables is not None:
        wanted = profile.table.name in planned.tables
        if wanted != choice.landed:
            said += f"; the inventory {'lands it' if wanted else 'leaves it out'}"
    return said


def _columns(profile: TableProfile, enums: Mapping[str, tuple[str, ...]]) -> Section | None:
    columns = (
        GridColumn("column", style="bold"),
        GridColumn("type"),
        GridColumn("null", "word", "dim"),
        GridColumn("key", "word", "key"),
        GridColumn("holds", "word", "private"),
        GridColumn("notes", "words"),
    )
    rows = (
        (
            c.name,
            c.type,
            "null" if c.nullable else "",
            _key_words(profile, c),
            holds_words(profile, c.name),
            _notes(c, enums.get(c.type, ())),
        )
        for c in profile.table.columns
    )
    number = len(profile.table.columns)
    return Section("Columns", (grid(columns, rows, ragged=True),), number) if number else None


def _key_words(profile: TableProfile, column: TableColumn) -> str:
    table = profile.table
    words = ["primary"] if table.primary_key and column.name in table.primary_key.columns else []
    words += ["unique"] if any(k.columns == (column.name,) for k in table.unique_keys) else []
    out = [r for r in profile.references_out if column.name in r.columns]
    words += [f"→ {local(r.target, table.schema)}" + (f" ({r.partly})" if r.partly else "") for r in out]
    return ", ".join(dict.fromkeys(words))


def holds_words(profile: TableProfile, column: str) -> str:
    """What kind of personal data or which quantity a column holds."""
    said = list(dict.fromkeys(f"personal: {tag.category}" for tag in profile.personal.get(column, ())))
    quantity = profile.quantity(column)
    said += [quantity_words(quantity)] if quantity is not None else []
    said += ["state" for m in profile.machines if m.table == profile.table.qname and m.column == column]
    return ", ".join(said)


def _notes(column: TableColumn, labels: Sequence[str]) -> str:
    said = []
    if column.identity:
        said.append(f"identity {column.identity}")
    if column.generated:
        said.append(f"= {column.generated}")
    if column.default:
        said.append(f"default {column.default}")
    if labels:
        said.append(f"one of {', '.join(labels[:_LABELS])}" + (", …" if len(labels) > _LABELS else ""))
    words = " ".join((column.comment or "").split())
    joint = "" if not (said and words) else " " if words.endswith((".", "!", "?")) else "; "
    return f"{words}{joint}{'; '.join(said)}"


def _references_in(profile: TableProfile) -> Section | None:
    schema = profile.table.schema
    rows = ((source_words(r, schema), "" if r.indexed else "no index") for r in profile.references_in)
    columns = (GridColumn(""), GridColumn("", "word", "dim"))
    body = grid(columns, rows, lines=30)
    return Section("Referred to by", (body,), body.number) if body.rows else None


def _keys(table: Table) -> Section | None:
    keys = [("primary", table.primary_key)] if table.primary_key else []
    keys += [("unique", k) for k in table.unique_keys]
    rows = [(kind, ", ".join(k.columns), k.name or "") for kind, k in keys if k is not None]
    rows += [("exclusion", ", ".join(f"{key} {op}" for key, op in e.elements), e.name or "") for e in table.exclusions]
    columns = (GridColumn("", "word", "key"), GridColumn(""), GridColumn("", style="dim", optional=True))
    return Section("Keys", (grid(columns, rows),), len(rows)) if rows else None


def _indexes(indexes: Sequence[Index]) -> Section | None:
    columns = (GridColumn("", style="bold"), GridColumn("", "words"))
    body = grid(columns, ((i.name, index_words(i)) for i in indexes))
    return Section("Indexes", (body,), body.number) if indexes else None


def index_words(index: Index) -> str:
    """`unique btree (a, b DESC) where …`."""
    options = (*index.options, *("" for _ in index.keys[len(index.options) :]))
    keys = ", ".join(f"{key} {option}".strip() for key, option in zip(index.keys, options, strict=False))
    words = ["unique"] if index.unique else []
    words += [index.method, f"({keys})"]
    words += [f"including {', '.join(index.include)}"] if index.include else []
    words += [f"where {index.where}"] if index.where else []
    return " ".join(words)


def _checks(table: Table) -> Section | None:
    columns = (GridColumn("", style="bold"), GridColumn("", "words"))
    body = grid(columns, ((c.name or "", c.expression) for c in table.checks))
    return Section("Checks", (body,), body.number) if table.checks else None


def partitions_section(around: TableContext) -> Section | None:
    """The first and the last partitions with their bounds."""
    every = around.partitions
    if not every:
        return None
    ends = every if len(every) <= 2 * _ENDS + 1 else (*every[:_ENDS], *every[-_ENDS:])
    rows = [(q.name, bound or "") for q, bound in ends]
    if len(ends) < len(every):
        rows.insert(_ENDS, (f"… {len(every) - len(ends)} more", ""))
    columns = (GridColumn("", style="bold"), GridColumn("", "words"))
    return Section("Partitions", (grid(columns, rows),), len(every))


def policies_section(table: Table) -> Section | None:
    """Row security, where it is switched on or has policies."""
    if not (table.row_security or table.policies):
        return None
    state = "on, for the owner too" if table.force_row_security else "on" if table.row_security else "off"
    columns = (GridColumn("", style="bold"), GridColumn("", "words"))
    rows = ((p.name, _policy_words(p)) for p in table.policies)
    blocks = (grid(columns, rows),) if table.policies else (Fact("policies", "none: nobody but the owner sees rows"),)
    return Section("Row security", blocks, None, state)


def _policy_words(policy: Policy) -> str:
    words = [policy.command, "for", ", ".join(policy.roles)]
    words += [f"using {policy.using}"] if policy.using else []
    words += [f"check {policy.check}"] if policy.check else []
    return " ".join(words) + ("" if policy.permissive else " (restrictive)")


def grants_section(grants: Sequence[Grant]) -> Section | None:
    """Who may do what."""
    columns = (GridColumn("", style="bold"), GridColumn("", "words"))
    body = grid(columns, ((g.grantee, _grant_words(g)) for g in grants), lines=10)
    return Section("Grants", (body,), body.number) if grants else None


def _grant_words(grant: Grant) -> str:
    return ", ".join(grant.privileges) + (f" on {', '.join(grant.columns)}" if grant.columns else "")
