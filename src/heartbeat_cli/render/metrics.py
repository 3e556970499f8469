"""Metrics: the list, one in full, a number, and a comparison with a hand count."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from heartbeat_cli.errors import HbError, RefusedError
from heartbeat_cli.metrics import Comparison, Metric, Note, definition_fingerprint, effective_status, why_realign
from heartbeat_cli.metrics.place import from_root
from heartbeat_cli.render.console import stdout, warn

STATUS_STYLES = {
    "candidate": "",
    "parked": "yellow",
    "ready": "bold green",
    "aligned": "green",
    "caveated": "cyan",
    "needs_realignment": "bold red",
    "retired": "dim",
}

GAP = 2  # blanks between columns
NARROWEST_NOTE = 20  # characters a note needs to stand beside the rest
Row = tuple[list[str], str]


def plain_number(number: Decimal | None) -> str:
    """A number for people: thousands apart, two decimals, four below one; `no value` for NULL. JSON has every digit."""
    if number is None:
        return "no value"
    text = format(round(number, 2 if abs(number) >= 1 else 4), ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_unit(number: Decimal | None, unit: str | None) -> str:
    """`41.5 min`, `12.5%`, `1,203` for a count."""
    text = plain_number(number)
    if number is None or unit in (None, "count"):
        return text
    return f"{text}%" if unit == "%" else f"{text} {unit}"


def waits_for(metric: Metric) -> str:
    """What a parked candidate waits for, in one line."""
    return ", ".join(dict.fromkeys(blocked.source for blocked in metric.blocked_on)) or metric.source


def about(metric: Metric) -> str:
    """The word or two that a status is not complete without."""
    status = effective_status(metric)
    if status == "parked":
        return f"waits for {waits_for(metric)}"
    if status == "ready":
        return "what it waited for has landed"
    if status == "needs_realignment":
        return why_realign(metric) or "its definition is to be aligned again"
    caveats = ", ".join(note.source or "" for note in metric.notes_of("caveat"))
    if caveats:
        return f"until {caveats}"
    record = metric.last_alignment
    if status == "aligned" and record is not None:
        return f"counted {record.as_of:%Y-%m-%d} by {record.by}"
    return ""


def print_metrics(metrics: Sequence[Metric], values: Mapping[str, Any] | None) -> None:
    """One line each; `values` by name (a value, or the error that stood for it), where they were asked for."""
    rows = [_row(metric, values) for metric in metrics]
    head = ["Metric", "Status", "Source", *(["Value"] if values is not None else [])]
    widths = [max(len(row[at]) for row in [head, *(cells for cells, _ in rows)]) for at in range(len(head))]
    room = stdout().width - sum(widths) - GAP * len(widths)
    longest_word = max((len(word) for _, note in rows for word in note.split()), default=0)
    if room >= max(NARROWEST_NOTE, longest_word):
        _print_beside(head, rows)
    else:
        _print_below(head, rows, widths, fits=room + GAP >= 0)
    for name, value in (values or {}).items():
        if isinstance(value, HbError):
            warn(f"{name}: {value}")


def _row(metric: Metric, values: Mapping[str, Any] | None) -> Row:
    cells = [metric.name, effective_status(metric), metric.source]
    if values is not None:
        cells.append(_value_cell(metric, values.get(metric.name)))
    return cells, about(metric)


def _print_beside(head: list[str], rows: Iterable[Row]) -> None:
    """One line each, the note in a last column that wraps."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, GAP, 0, 0))
    for title in head:
        table.add_column(title, justify="right" if title == "Value" else "left", no_wrap=True)
    table.add_column("", overflow="fold")
    for cells, note in rows:
        styled = [Text(cell, style=STATUS_STYLES.get(cell, "") if at == 1 else "") for at, cell in enumerate(cells)]
        table.add_row(*styled, Text(note, style="dim"))
    stdout().print(table)


def _print_below(head: list[str], rows: Iterable[Row], widths: list[int], *, fits: bool) -> None:
    """The note on a line of its own; where not even the rest `fits` on one line, the name on its own too."""
    from rich.padding import Padding
    from rich.text import Text

    console = stdout()
    if fits:
        console.print(Text(_spaced(head, widths), style="bold"), soft_wrap=True)
    for cells, note in rows:
        line = Text(_spaced(cells, widths) if fits else f"{cells[0]}\n  {_spaced(cells[1:], widths[1:])}")
        line.highlight_regex(rf"\b{cells[1]}(?= |$)", STATUS_STYLES[cells[1]] or "none")
        console.print(line, soft_wrap=True)
        if note:
            console.print(Padding(Text(note, style="dim"), (0, 0, 0, 4)))


def _spaced(cells: Sequence[str], widths: Sequence[int]) -> str:
    return (" " * GAP).join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _value_cell(metric: Metric, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, HbError):
        return "refused" if isinstance(value, RefusedError) else "failed"
    return with_unit(value.value, metric.unit)


def print_metric(metric: Metric, tables: Iterable[str], right: Iterable[str], root: Path) -> None:
    """Everything about one metric."""
    from rich.syntax import Syntax
    from rich.table import Table
    from rich.text import Text

    console = stdout()
    console.print(Text.assemble((metric.name, "bold"), f"  {metric.label}"))
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for name, value in _facts(metric, tables, right, root):
        if value:
            facts.add_row(name, value)
    console.print(facts)
    for title, lines in (("notes", map(note_line, metric.notes)), ("alignment", map(alignment_line, metric.alignment))):
        for index, line in enumerate(lines):
            if index == 0:
                console.print(Text(f"\n{title}", style="bold"))
            console.print(Text(f"  {line}"), soft_wrap=True)
    if metric.sql:
        console.print()
        console.print(Syntax(metric.sql, "sql", background_color="default", word_wrap=False))


def _facts(metric: Metric, tables: Iterable[str], right: Iterable[str], root: Path) -> list[tuple[str, Any]]:
    from rich.text import Text

    status = effective_status(metric)
    why = about(metric)
    return [
        ("question", metric.question),
        ("description", metric.description),
        ("status", Text.assemble((status, STATUS_STYLES[status]), f"  {why}" if why else "")),
        ("owner", metric.owner),
        ("unit", metric.unit),
        ("window", metric.window),
        ("direction", metric.direction),
        ("source", metric.source),
        ("right source", "; ".join(right)),
        ("reads", ", ".join(tables)),
        *(("blocked on", _blocked_line(b.source, b.needs, b.why)) for b in metric.blocked_on),
        ("file", _short(metric.file, root)),
    ]


def _blocked_line(source: str, needs: tuple[str, ...], why: str | None) -> str:
    return source + (f": {', '.join(needs)}" if needs else "") + (f" ({why})" if why else "")


def note_line(note: Note) -> str:
    """A note in one line."""
    line = f"{note.kind} {note.source}: {note.why}" if note.source else f"{note.kind}: {note.why}"
    if note.tried:
        line += f" Tried: {', '.join(note.tried)}."
    return line + (f" Review by {note.review_by}." if note.review_by else "")


def alignment_line(record: Any) -> str:
    """A record of alignment in one line."""
    return (
        f"{record.as_of:%Y-%m-%d %H:%M} UTC  counted {plain_number(record.count)}, SQL {plain_number(record.value)}  "
        f"{record.verdict} within {record.tolerance}  by {record.by}: {record.method}"
    )


def _short(file: Path | None, root: Path) -> str | None:
    if file is None:
        return None
    return str(file.relative_to(root)) if file.is_relative_to(root) else str(file)


def print_run(run: Any) -> None:
    """The number, then its status and every note, one line each."""
    from rich.text import Text

    console = stdout()
    metric, value = run.metric, run.value
    status = effective_status(metric)
    console.print(Text(with_unit(value.value, metric.unit), style="bold"))
    console.print(Text(f"{metric.label}, {metric.window}, as of {value.as_of:%Y-%m-%d %H:%M:%S} UTC"), soft_wrap=True)
    why = about(metric)
    console.print(Text.assemble((status, STATUS_STYLES[status]), f"  {why}" if why else ""), soft_wrap=True)
    for note in metric.notes:
        console.print(Text(note_line(note)), soft_wrap=True)
    for misuse in run.misuses:
        console.print(Text.assemble(("source: ", "yellow"), f"{misuse.message}. {misuse.next}"), soft_wrap=True)


def print_aligned(aligned: Any, root: Path) -> None:
    """A match, and what became of the metric."""
    from rich.text import Text

    console = stdout()
    metric, comparison = aligned.metric, aligned.comparison
    record = comparison.record
    console.print(
        Text.assemble(
            ("match", "bold green"),
            f"  counted {with_unit(record.count, metric.unit)}, SQL {with_unit(record.value, metric.unit)}, "
            f"difference {plain_number(comparison.difference)}, allowed {plain_number(comparison.allowed)}",
        ),
        soft_wrap=True,
    )
    where = f"now in {_short(aligned.file, root)}" if aligned.file is not None else "nothing written (--dry-run)"
    status = (metric.status, STATUS_STYLES[metric.status])
    console.print(Text.assemble((f"{metric.name} ", "bold"), status, f", {where}"), soft_wrap=True)


def metric_dict(metric: Metric, root: Path) -> dict[str, object]:
    """A metric for programs."""
    return {
        "name": metric.name,
        "label": metric.label,
        "question": metric.question,
        "description": metric.description,
        "owner": metric.owner,
        "unit": metric.unit,
        "window": metric.window,
        "direction": metric.direction,
        "source": metric.source,
        "status": effective_status(metric),
        "file": _short(metric.file, root),
        "waits_for": [b.source for b in metric.blocked_on],
        "blocked_on": [{"source": b.source, "needs": b.needs, "why": b.why} for b in metric.blocked_on],
        "notes": [
            {"kind": n.kind, "source": n.source, "why": n.why, "tried": n.tried, "review_by": n.review_by}
            for n in metric.notes
        ],
        "alignment": [_record_dict(record) for record in metric.alignment],
        "fingerprint": definition_fingerprint(metric) if metric.sql else None,
        "sql": metric.sql,
    }


def _record_dict(record: Any) -> dict[str, object]:
    return {
        "count": record.count,
        "value": record.value,
        "as_of": record.as_of,
        "by": record.by,
        "method": record.method,
        "tolerance": record.tolerance,
        "verdict": record.verdict,
        "fingerprint": record.fingerprint,
    }


def metrics_dict(
    metrics: Iterable[Metric], values: Mapping[str, Any] | None, problems: Iterable[Any], root: Path
) -> dict[str, object]:
    """The list for programs; a metric that was computed carries `value`, or `error` where that failed."""
    listed = [{**metric_dict(metric, root), **_value_entry((values or {}).get(metric.name))} for metric in metrics]
    return {"metrics": listed, "unreadable": [from_root(str(problem), root) for problem in problems]}


def _value_entry(value: Any) -> dict[str, object]:
    if value is None:
        return {}
    if isinstance(value, HbError):
        return {"value": None, "error": value.as_dict()}
    return {"value": value.value, "as_of": value.as_of}


def run_dict(run: Any, root: Path) -> dict[str, object]:
    """A computed metric for programs."""
    return {
        **metric_dict(run.metric, root),
        "value": run.value.value,
        "as_of": run.value.as_of,
        "seconds": round(run.value.seconds, 3),
        "sql_run": run.value.sql,
        "wrong_source": [{"severity": m.severity, "message": m.message, "next": m.next} for m in run.misuses],
    }


def aligned_dict(aligned: Any, root: Path) -> dict[str, object]:
    """A match for programs."""
    comparison: Comparison = aligned.comparison
    numbers = {"difference": comparison.difference, "allowed": comparison.allowed}
    return {
        **metric_dict(aligned.metric, root),
        "written": aligned.file is not None,
        "comparison": {**_record_dict(comparison.record), **numbers},
    }
