"""Changes of a schema by schema and table, and the metrics they concern."""

from itertools import groupby
from pathlib import Path
from typing import Any

from heartbeat_cli.render.console import note, stdout, warn
from heartbeat_cli.render.findings import short

_SIGNS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
_NAMED_PLACES = 3


def print_diff(found: Any, root: Path) -> None:
    """Each database's changes, then the metrics; on stderr what could not be compared."""
    from rich.text import Text

    console = stdout()
    console.print(Text(f"{found.before} → {found.after}", style="bold"))
    for one in found.compared:
        if one.changes:
            console.print(Text.assemble((one.database, "bold"), f": {_summary(one)}"))
            _print_changes(console, one.changes)
    if same := [one.database for one in found.compared if not one.changes]:
        console.print(Text(f"No difference: {', '.join(same)}"))
    if found.after == "the marts":
        console.print("- the marts lack it   + only the marts have it   ~ landed as another kind of type", style="dim")
    _print_metrics(console, found)
    for unreached in found.unreached:
        warn(f"{unreached.database} was not compared: {unreached.error}")
    for lost in found.lost[:_NAMED_PLACES]:
        warn(f"{short(Path(lost.file), root)}:{lost.line}: not understood: {lost.statement} ({lost.reason})")
    if len(found.lost) > _NAMED_PLACES:
        note(f"  and {len(found.lost) - _NAMED_PLACES:,} more.")
    for problem in found.unread:
        warn(f"{short(problem.file, root)}:{problem.line}: {problem.message}; what this metric reads is not known")


def _summary(one: Any) -> str:
    parts = [(sum(c.action == action for c in one.changes), action) for action in _SIGNS]
    return ", ".join(f"{number:,} {action}" for number, action in parts if number)


def _print_changes(console: Any, changes: Any) -> None:
    """Grouped by schema and table; what belongs to no table comes first."""
    from rich.padding import Padding
    from rich.text import Text

    ordered = sorted(changes, key=lambda c: (c.table is not None, c.table or ("", "")))
    for schema, in_schema in groupby(ordered, key=lambda c: c.table.schema if c.table else None):
        if schema is not None:
            console.print(Text(f"  {schema}", style="cyan"))
        for table, of_table in groupby(in_schema, key=lambda c: c.table):
            if table is not None:
                console.print(Text(f"    {table.name}", style="bold"))
            for change in of_table:
                sign, style = _SIGNS[change.action]
                line = Text.assemble((sign, style), f" {_within(change)}")
                console.print(Padding(line, (0, 0, 0, 6 if table is not None else 2)))


def _within(change: Any) -> str:
    """The sentence without the name of the table it stands under."""
    prefix = f"{change.table}" if change.table else ""
    sentence: str = change.sentence
    return sentence.removeprefix(prefix).lstrip(":. ") if prefix and sentence.startswith(prefix) else sentence


def _print_metrics(console: Any, found: Any) -> None:
    from rich.text import Text

    affected = [a for one in found.compared for a in one.affected]
    for title, style, which in (
        ("Broken metrics", "bold red", [(a.metric, a.breaking) for a in affected if a.broken]),
        ("Metrics to align anew", "bold yellow", [(a.metric, a.touching) for a in affected if not a.broken]),
    ):
        if which:
            console.print()
            console.print(Text(title, style=style))
        for metric, changes in which:
            console.print(Text(f"  {metric.name}  ({metric.status})"), soft_wrap=True)
            for change in changes:
                console.print(Text(f"    {change.sentence}"), soft_wrap=True)
    if not affected and any(one.changes for one in found.compared):
        console.print("\nNo metric reads what changed.")


def diff_dict(found: Any) -> dict[str, Any]:
    """The diff for programs."""
    return {
        "before": found.before,
        "after": found.after,
        "databases": [
            {
                "database": one.database,
                "source": one.source,
                "changes": [change_dict(change) for change in one.changes],
                "metrics": [_affected_dict(affected) for affected in one.affected],
            }
            for one in found.compared
        ],
        "broken_metrics": found.broken,
        "not_compared": [{"database": u.database, **u.error.as_dict()} for u in found.unreached],
        "lost": [{"file": s.file, "line": s.line, "statement": s.statement, "reason": s.reason} for s in found.lost],
        "unread_metrics": [str(problem) for problem in found.unread],
    }


def change_dict(change: Any) -> dict[str, Any]:
    """One change."""
    return {
        "action": change.action,
        "object": change.object,
        "name": change.name,
        "table": str(change.table) if change.table else None,
        "column": change.column,
        "attribute": change.attribute,
        "before": change.before,
        "after": change.after,
        "sentence": change.sentence,
    }


def _affected_dict(affected: Any) -> dict[str, Any]:
    return {
        "metric": affected.metric.name,
        "status": affected.metric.status,
        "breaks": affected.broken,
        "breaking": [change.sentence for change in affected.breaking],
        "touching": [change.sentence for change in affected.touching],
    }
