"""Sources as tables: all on one screen, one in detail."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from heartbeat_cli.render.console import stdout, warn
from heartbeat_cli.render.words import ago, count, size

_STYLES = {"landed": "green", "partly": "yellow", "not landed": "dim", "unknown": "bold red"}


def granted_word(access: Any) -> str:
    """`yes`, `no` or `?`; with a `*` where only the inventory says so."""
    word = {True: "yes", False: "no", None: "?"}[access.granted]
    return word if access.told_by == "server" or access.granted is None else f"{word}*"


def print_sources(statuses: Sequence[Any], why_old: str | None, as_of: datetime | None) -> None:
    """One line per source; the role only where there is room for it."""
    from rich.table import Table
    from rich.text import Text

    console = stdout()
    wide = console.width >= 120
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("Source", no_wrap=True)
    if wide:
        table.add_column("Role", overflow="fold", max_width=44)
    table.add_column("Archetype", no_wrap=True)
    table.add_column("Landed", no_wrap=True)
    table.add_column("Granted", no_wrap=True)
    for heading in ("Rows", "Size") if wide else ("Rows",):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Loaded", no_wrap=True)
    table.add_column("Blocks", justify="right", no_wrap=True)
    for status in statuses:
        landing = status.landing
        word = f"partly {len(landing.parts)}/{landing.wanted}" if landing.partly else status.word
        row: list[Any] = [Text(status.source.name, style="bold" if landing.landed else "")]
        row += [status.source.role] if wide else []
        row += [status.source.archetype, Text(word, style=_STYLES[status.word]), granted_word(status.access)]
        row += [count(landing.rows) if landing.parts else "-"]
        row += [size(landing.bytes)] if wide else []
        row += [ago(landing.loaded_at), str(len(status.waiting) or "-")]
        table.add_row(*row)
    console.print(table)
    if any(granted_word(s.access).endswith("*") for s in statuses):
        console.print("\n* as the inventory says; the server was not asked or does not answer", style="dim")
    _warn_old(why_old, as_of)


def _warn_old(why_old: str | None, as_of: datetime | None) -> None:
    if why_old:
        warn(f"{why_old}; shown as of {as_of:%Y-%m-%d %H:%M} UTC" if as_of else f"{why_old}; landed state unknown")


def print_source(status: Any, metrics: Iterable[Any], why_old: str | None, as_of: datetime | None) -> None:
    """Everything known about one source."""
    from rich.table import Table

    source, landing = status.source, status.landing
    console = stdout()
    console.print(
        f"[bold]{source.name}[/bold]  {source.title}" if source.title != source.name else f"[bold]{source.name}[/bold]"
    )
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    checked = status.checked_at
    where = f"cluster {source.cluster}, database {source.database}" if source.cluster else None
    truth = "; ".join(subject.title for subject in source.truth_for)
    granted = granted_word(status.access) + (f" ({status.access.detail})" if status.access.detail else "")
    for name, value in (
        ("role", source.role),
        ("archetype", source.archetype + (", legacy" if source.legacy else "")),
        ("where", where),
        ("owner", source.owner),
        ("truth for", truth),
        ("granted", granted),
        ("landed", str(landing) if status.unknown is None else f"unknown: {status.unknown}"),
        ("rows", f"{count(landing.rows)}  {size(landing.bytes)}" if landing.parts else None),
        ("last load", f"{landing.loaded_at:%Y-%m-%d %H:%M} UTC, {ago(landing.loaded_at)}" if landing.parts else None),
        ("last check", f"{checked:%Y-%m-%d %H:%M} UTC, {ago(checked)}" if checked else None),
        ("why", source.why),
        ("needs", None if status.access.granted else source.needs),
    ):
        if value:
            facts.add_row(name, value)
    console.print(facts)
    _print_datasets(console, status)
    if status.waiting:
        console.print("\n[bold]Blocked on it[/bold]")
        known = {metric.name: metric.status for metric in metrics}
        for title in status.waiting:
            console.print(f"  {title}" + (f"  ({known[title]})" if title in known else ""))
    _warn_old(why_old, as_of)
    if landing.partly:
        missing = ", ".join(str(name) for name in landing.missing[:8])
        more = f" and {len(landing.missing) - 8} more" if len(landing.missing) > 8 else ""
        console.print(f"\nNot landed: {missing}{more}")


def _print_datasets(console: Any, status: Any) -> None:
    from rich.table import Table

    if not status.source.slices or status.unknown is not None:
        return
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading, justify in (("Dataset", "left"), ("Landed", "right"), ("Rows", "right"), ("Largest", "left")):
        table.add_column(heading, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for slice_ in status.source.slices:
        name = status.source.dataset(slice_.schema)
        parts = sorted((p for p in status.landing.parts if p.dataset == name), key=lambda p: -p.rows)
        largest = ", ".join(f"{p.table.name} {count(p.rows)}" for p in parts[:3])
        table.add_row(name, str(len(parts)), count(sum(p.rows for p in parts)), largest)
    console.print()
    console.print(table)
