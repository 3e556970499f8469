"""The slice worth landing: how much, what stays out and why, how new rows are found, and what the inventory says."""

from collections import Counter
from collections.abc import Iterable

from heartbeat_cli.profiling.recommended_slice import SliceChoice
from heartbeat_cli.profiling.values import CursorChoice, SchemaProfile
from heartbeat_cli.sheets.blocks import Block, Fact, GridColumn, Section, grid, names
from heartbeat_cli.sheets.wording import count

CURSOR_KINDS = {
    "updated_at": "by an updated-at column",
    "identity": "by a growing key",
    "event_time": "by the event's time",
    "none": "by comparing the whole table",
}


def slice_section(profile: SchemaProfile) -> Section | None:
    """What to land of a schema; none where there is no table."""
    if not profile.choices:
        return None
    landed = [c for c in profile.choices if c.landed]
    blocks: list[Block] = [Fact("new rows", cursor_summary(c.cursor for c in landed))] if landed else []
    blocks += _left_out([c for c in profile.choices if not c.landed])
    blocks += _planned(profile, {c.table.name for c in landed})
    return Section(
        "Worth landing", tuple(blocks), None, f"{count(len(landed))} of {count(len(profile.choices))} tables"
    )


def cursor_summary(cursors: Iterable[CursorChoice]) -> str:
    """How many tables find their new rows in which way."""
    every = list(cursors)
    kinds = Counter(c.kind for c in every)
    indexed = sum(c.kind == "updated_at" and c.indexed for c in every)
    extra = {"updated_at": f" ({indexed} indexed)"}
    return ", ".join(f"{count(kinds[k])} {words}{extra.get(k, '')}" for k, words in CURSOR_KINDS.items() if kinds[k])


def _left_out(out: list[SliceChoice]) -> list[Block]:
    if not out:
        return []
    groups: dict[str, list[str]] = {}
    for choice in out:
        groups.setdefault(choice.role, []).append(choice.table.name)
    columns = (GridColumn("left out", "word", "dim"), GridColumn("", "number"), GridColumn("", "names"))
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return [grid(columns, ((role, count(len(tables)), names(tables)) for role, tables in ordered), lines=5)]


def _planned(profile: SchemaProfile, worth: set[str]) -> list[Block]:
    planned = profile.planned
    if planned is None:
        return []
    if planned.tables is None:
        return [Fact("inventory", f"lands nothing of {profile.schema.name}")]
    wanted = set(planned.tables)
    said = f"lands {count(len(wanted))}"
    more, less = sorted(worth - wanted), sorted(wanted - worth)
    blocks: list[Block] = []
    if more:
        blocks.append(Fact("inventory", names(more), lead=f"{said}, but not "))
    if less:
        blocks.append(Fact("" if more else "inventory", names(less), lead=f"{'and' if more else said + ','} also "))
    if not more and not less:
        blocks.append(Fact("inventory", f"{said}, the same tables"))
    return [*blocks, Fact("next", f"hb ingest --source {planned.source} --plan", "next")]
