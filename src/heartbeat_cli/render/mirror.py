"""The mirror as tables and JSON: what it has, what was loaded, what was pulled."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from heartbeat_cli.render.console import note, stdout, warn
from heartbeat_cli.render.findings import short
from heartbeat_cli.render.words import ago, count, size

_NAMED_PLACES = 3
_STATE_STYLES = {"read": "green", "lossy": "bold yellow", "unreadable": "bold red", "no dump": "dim"}
_LOADED = {"foreign": "not hb's", None: "?"}


def _table(*headings: str, right: Sequence[str] = ()) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading, justify="right" if heading in right else "left", no_wrap=True)
    return table


# status


def print_status(found: Any, root: Path, *, live: bool) -> None:
    """One line per database, then what is wrong with whom."""
    from rich.text import Text

    console = stdout()
    wide = console.width >= 120
    with_columns = wide or not live
    headings = ["Database", "Cluster", "Dump", "Size", "Tables", "Columns", "Read", "Loaded"]
    headings = [h for h in headings if h != "Columns" or with_columns]
    headings[2:2] = ["Source"] if wide else []
    headings += ["Server", "pg_dump"] if wide else []
    headings += ["Live"] if live else []
    table = _table(*headings, right=("Size", "Tables", "Columns"))
    for status in found.databases:
        known = status.state in ("read", "lossy")
        row: list[Any] = [Text(status.database, style="bold" if known else ""), status.cluster]
        row += [status.source.name if status.source else "-"] if wide else []
        row += [ago(status.modified), size(status.size)]
        row += [count(status.counts.tables) if known else "-"]
        row += [count(status.counts.columns) if known else "-"] if with_columns else []
        word = "yes" if status.state == "read" else status.state
        row += [Text(word, style=_STATE_STYLES[status.state]), _LOADED.get(status.loaded, status.loaded)]
        row += [status.server_version or "-", status.pg_dump_version or "-"] if wide else []
        row += [_live_word(status)] if live else []
        table.add_row(*row)
    console.print(table)
    _print_remarks(console, found, root)
    if any(s.live_changes for s in found.databases):
        console.print("\nLive: changes since the dump; `hb mirror diff SOURCE --live` lists them.")


def _live_word(status: Any) -> str:
    if status.live_changes is not None:
        return count(status.live_changes) if status.live_changes else "same"
    return "?" if status.live_problem else "-"


def _live_difference(status: Any) -> str | None:
    if status.live_changes is None:
        return None
    changes = _plural(status.live_changes, "change")
    return f"{changes} in the live database; `hb mirror diff {status.source.name} --live` lists them"


def _print_remarks(console: Any, found: Any, root: Path) -> None:
    from rich.text import Text

    def say(text: str, style: str = "") -> None:
        console.print(Text(text, style=style), soft_wrap=True)

    lines = [(f"{short(s.file, root)}: {s.problem}", "red") for s in found.databases if s.state == "unreadable"]
    for status in found.databases:
        for lost in status.lost[:_NAMED_PLACES]:
            place = f"{short(Path(lost.file), root)}:{lost.line}"
            lines.append((f"{place}: not understood: {lost.statement} ({lost.reason})", "yellow"))
        if len(status.lost) > _NAMED_PLACES:
            lines.append((f"  and {len(status.lost) - _NAMED_PLACES:,} more there; --json lists them all", ""))
    missing = [s.source.name for s in found.databases if s.file is None]
    if missing:
        lines.append((f"No dump of {', '.join(missing)}: `hb mirror pull` makes it.", ""))
    orphans = [short(s.file, root) for s in found.databases if s.source is None]
    if orphans:
        lines.append((f"No source names {', '.join(orphans)}.", ""))
    reasons: dict[str, list[str]] = {}
    for status in found.databases:
        if status.live_problem:
            reasons.setdefault(status.live_problem, []).append(status.database)
    lines += [(f"Not held against live: {', '.join(names)}: {why}", "") for why, names in reasons.items()]
    if found.server_problem:
        lines.append((f"Loaded is not known: {found.server_problem}", ""))
    if lines:
        console.print()
    for text, style in lines:
        say(text, style)


def print_dump(found: Any, root: Path) -> None:
    """Everything known about one source's dump."""
    from rich.table import Table
    from rich.text import Text

    console, status = stdout(), found.databases[0]
    console.print(Text.assemble((status.database, "bold"), f"  cluster {status.cluster}"))
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    counts = status.counts
    holds = (
        f"{count(counts.tables)} tables, {count(counts.columns)} columns, {count(counts.views)} views,"
        f" {count(counts.foreign_keys)} foreign keys"
    )
    dumped = f"PostgreSQL {status.server_version}, by pg_dump {status.pg_dump_version}"
    written = status.modified and f"{status.modified:%Y-%m-%d %H:%M} UTC, {ago(status.modified)}"
    for name, value in (
        ("dump", short(status.file, root) if status.file else None),
        ("written", written),
        ("dumped from", dumped if status.server_version else None),
        ("size", size(status.size) if status.file else None),
        ("holds", holds if status.state in ("read", "lossy") else None),
        ("read", "in full" if status.state == "read" else status.state),
        ("loaded", f"{_LOADED.get(status.loaded, status.loaded)} ({found.server})"),
        ("live", "the same" if status.live_changes == 0 else _live_difference(status)),
    ):
        if value:
            facts.add_row(name, value)
    console.print(facts)
    _print_remarks(console, found, root)


def status_dict(found: Any, root: Path) -> dict[str, Any]:
    """The status for programs."""
    return {
        "databases": [_dump_dict(status, root) for status in found.databases],
        "server": {"address": found.server, "problem": found.server_problem},
    }


def _dump_dict(status: Any, root: Path) -> dict[str, Any]:
    known = status.state in ("read", "lossy")
    return {
        "database": status.database,
        "cluster": status.cluster,
        "source": status.source.name if status.source else None,
        "file": short(status.file, root) if status.file else None,
        "modified": status.modified,
        "size": status.size,
        "server_version": status.server_version,
        "pg_dump_version": status.pg_dump_version,
        "state": status.state,
        "tables": status.counts.tables if known else None,
        "columns": status.counts.columns if known else None,
        "lost": [
            {"file": short(Path(s.file), root), "line": s.line, "statement": s.statement, "reason": s.reason}
            for s in status.lost
        ],
        "problem": status.problem,
        "loaded": status.loaded,
        "live_changes": status.live_changes,
        "live_problem": status.live_problem,
    }


# load

_PLANS = {None: "new", "ours": "replaced", "foreign": "refused without --replace: hb did not load it"}


def print_load_plan(plan: Iterable[Any], address: str, root: Path) -> None:
    """What a load would do."""
    table = _table("Database", "On the server", "Dump")
    for one in plan:
        table.add_row(one.database, _PLANS[one.there], short(one.file, root))
    stdout().print(table)
    note(f"Nothing was written to {address}.")


def load_plan_dict(plan: Iterable[Any], address: str, root: Path) -> dict[str, Any]:
    """The same for programs."""
    databases = [{"database": p.database, "file": short(p.file, root), "there": p.there} for p in plan]
    return {"dry_run": True, "server": address, "databases": databases}


def print_loaded(loaded: Sequence[Any], connection: Any, root: Path) -> None:
    """One line per database, then what is missing from whom, and where to look."""
    from rich.text import Text

    console = stdout()
    table = _table("Database", "Tables", "Statements", "Lost", "Time", "Result", right=("Tables", "Statements", "Lost"))
    for one in loaded:
        word, style = _loaded_word(one)
        table.add_row(
            Text(one.database, style="bold"),
            count(one.tables) if one.refused is None else "-",
            count(one.statements) if one.refused is None else "-",
            str(len(one.lost) or "-"),
            f"{one.seconds:.1f} s",
            Text(word, style=style),
        )
    console.print(table)
    console.print()
    for line in _missing_lines(loaded, root):
        console.print(Text(line), soft_wrap=True)
    where = f"psql -h {connection.host} -p {connection.port} -U {connection.user} {loaded[0].database}"
    console.print(Text(f"Look around: {where}"), soft_wrap=True)


def _loaded_word(one: Any) -> tuple[str, str]:
    if one.refused is not None:
        return "not loaded, the old one stays", "bold red"
    if not one.whole:
        return "not all of it", "bold yellow"
    return ("replaced" if one.replaced else "new"), "green"


def _missing_lines(loaded: Sequence[Any], root: Path) -> Iterable[str]:
    from heartbeat_cli.mirror.extensions import STAND_INS

    roles = sorted({role for one in loaded for role in one.roles})
    if roles:
        yield f"Roles made, none may log in: {', '.join(roles)}."
    for name in sorted({name for one in loaded for name in one.stood_in}):
        who = ", ".join(one.database for one in loaded if name in one.stood_in)
        yield f"Extension {name} is not on the server; in {who} there is instead {STAND_INS[name].about}."
    for name in sorted({name for one in loaded for name in one.missing}):
        needing = [one for one in loaded if name in one.missing]
        lost = sum(lost.extension == name for one in needing for lost in one.lost)
        who = ", ".join(one.database for one in needing)
        yield f"Extension {name} is missing on the server: {who} needs it; {_plural(lost, 'statement')} lost to it."
    for one in loaded:
        if one.refused is not None:
            yield f"{short(one.file, root)}: {one.refused.message}"
        for lost in one.lost[:_NAMED_PLACES]:
            yield f"{short(Path(lost.file), root)}:{lost.line}: {lost.reason}: {lost.statement}"
        if len(one.lost) > _NAMED_PLACES:
            yield f"  and {len(one.lost) - _NAMED_PLACES:,} more there; --json lists them all"


def loaded_dict(loaded: Iterable[Any], address: str, root: Path) -> dict[str, Any]:
    """What was loaded, for programs."""
    return {"server": address, "databases": [_loaded_dict(one, root) for one in loaded]}


def _loaded_dict(one: Any, root: Path) -> dict[str, Any]:
    return {
        "database": one.database,
        "file": short(one.file, root),
        "loaded": one.refused is None,
        "whole": one.whole,
        "replaced": one.replaced,
        "tables": one.tables,
        "statements": one.statements,
        "left_out": one.left_out,
        "seconds": round(one.seconds, 3),
        "roles": list(one.roles),
        "stood_in": list(one.stood_in),
        "missing_extensions": list(one.missing),
        "lost": [
            {
                "file": short(Path(lost.file), root),
                "line": lost.line,
                "statement": lost.statement,
                "reason": lost.reason,
                "extension": lost.extension,
            }
            for lost in one.lost
        ],
        "error": one.refused.as_dict() if one.refused is not None else None,
    }


# pull


def print_pulled(pulled: Sequence[Any], failed: Sequence[Any], root: Path) -> None:
    """One line per dump and what changed in it; on stderr, why the others are as they were."""
    from rich.text import Text

    console = stdout()
    if pulled:
        table = _table("Source", "Tables", "Columns", "Changes", "Dump", right=("Tables", "Columns"))
        for one in pulled:
            counts = one.counts
            table.add_row(
                Text(one.source, style="bold"),
                count(counts.tables) if counts else "-",
                count(counts.columns) if counts else "-",
                _changes_word(one),
                short(one.file, root),
            )
        console.print(table)
    for one in pulled:
        for change in (one.changes or ())[:_NAMED_PLACES]:
            console.print(Text(f"  {one.source}: {change.sentence}"), soft_wrap=True)
        if len(one.changes or ()) > _NAMED_PLACES:
            console.print(f"  {one.source}: and {len(one.changes) - _NAMED_PLACES:,} more", soft_wrap=True)
    reasons: dict[tuple[str, str | None], list[str]] = {}
    for one in failed:
        reasons.setdefault((one.error.message, one.error.hint), []).append(one.source)
    for (message, hint), sources in reasons.items():
        warn(f"{', '.join(sources)}: {message}")
        if hint:
            note(f"  next: {hint}")


def _changes_word(one: Any) -> str:
    if one.dry_run:
        return "would be pulled"
    if one.changes is None:
        return "first dump"
    parts = [(sum(c.action == action for c in one.changes), action) for action in ("added", "removed", "changed")]
    return ", ".join(f"{number} {action}" for number, action in parts if number) or "none"


def pulled_dict(pulled: Iterable[Any], failed: Iterable[Any], root: Path) -> dict[str, Any]:
    """What was pulled, for programs."""
    from heartbeat_cli.render.mirror_diff import change_dict

    return {
        "pulled": [
            {
                "source": one.source,
                "database": one.database,
                "file": short(one.file, root),
                "dry_run": one.dry_run,
                "tables": one.counts.tables if one.counts else None,
                "columns": one.counts.columns if one.counts else None,
                "changes": None if one.changes is None else [change_dict(change) for change in one.changes],
            }
            for one in pulled
        ],
        "failed": [{"source": one.source, **one.error.as_dict()} for one in failed],
    }


def _plural(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
