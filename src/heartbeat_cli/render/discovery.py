"""The wizard's journey and its outcome, for a terminal of any width, and as JSON."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from heartbeat_cli.discovery import Chosen, Composed, Counted, Event, Looked, Outcome, Searched, SourceLanding, TableHit
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Inventory, RightSource
from heartbeat_cli.metrics import BlockedOn, Metric
from heartbeat_cli.render.console import stderr, stdout

_HITS_SHOWN, _OTHERS_SHOWN = 5, 4
_DIGITS_AT_MOST = 14
_ROWS = {
    "0": ("┌─┐", "│ │", "└─┘"),
    "1": (" ┐ ", " │ ", " ┴ "),
    "2": ("╶─┐", "┌─┘", "└─╴"),
    "3": ("╶─┐", " ─┤", "╶─┘"),
    "4": ("╷ ╷", "└─┤", "  ╵"),
    "5": ("┌─╴", "└─┐", "╶─┘"),
    "6": ("┌─╴", "├─┐", "└─┘"),
    "7": ("╶─┐", "  │", "  ╵"),
    "8": ("┌─┐", "├─┤", "└─┘"),
    "9": ("┌─┐", "└─┤", "╶─┘"),
    ".": (" ", " ", "."),
    ",": (" ", " ", ","),
    "-": ("   ", "╶─╴", "   "),
}


def print_event(event: Event) -> None:
    """Something the user should see on the way, on stderr."""
    console = stderr()
    match event:
        case Chosen(right, landings):
            _print_rows(console, _right_rows(right, landings))
        case Looked():
            console.print(_searched_lines(event), no_wrap=True, overflow="ellipsis")
        case Composed(sql):
            _print_sql(console, sql)
        case Counted(value, unit) if console.is_terminal:
            # Where nobody watches, the outcome says it once, with its moment.
            _print_number(console, value.value, unit)


@contextmanager
def working(what: str) -> Iterator[None]:
    """A spinner on stderr while something is read; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    with stderr().status(what, spinner="dots"):
        yield


def print_problem(problem: HbError) -> None:
    """What was wrong with an answer, before the question is asked again."""
    from rich.text import Text

    hint = f" {problem.hint}" if problem.hint else ""
    stderr().print(Text.assemble(("  ✗ ", "bold red"), str(problem), (hint, "cyan")), soft_wrap=True)


def print_outcome(outcome: Outcome, inventory: Inventory, root: Path) -> None:
    """What came of it, on stdout: the number or what is waited for, the file, and what to do next."""
    from rich.text import Text

    console = stdout()
    candidate = outcome.candidate
    colour = "yellow" if outcome.value is None else "green"
    console.print(Text.assemble((candidate.name, "bold"), "  ", (candidate.status, colour)))
    if outcome.value is not None:
        number, when = format_number(outcome.value.value), f"{outcome.value.as_of:%Y-%m-%d %H:%M} UTC"
        console.print(Text.assemble((number, "bold"), f"{_unit(candidate.unit)}  as of {when}"))
    rows = [("right source", right.because) for right in outcome.right]
    rows += _waiting_rows(outcome, inventory)
    if outcome.unused:
        rows += [("not used", f"{outcome.unused}: the number must not come from there")]
    rows += [(note.kind, f"{note.source}: {note.why}") for note in candidate.notes]
    rows += [("file", _file_words(outcome, root))]
    rows += _next_rows(outcome, inventory)
    _print_rows(console, rows)


def _file_words(outcome: Outcome, root: Path) -> str:
    if outcome.file is None:
        return "not written (dry run)"
    return _short(outcome.file, root) + (", parked there before and left as it is" if outcome.kept else "")


def outcome_dict(outcome: Outcome, root: Path) -> dict[str, Any]:
    """The outcome as JSON-ready values; `right_source` is the most specific one, `right_sources` are all of them."""
    landed = {landing.source: landing for landing in outcome.landings}
    right = [_right_dict(right, landed) for right in outcome.right]
    value = outcome.value
    return {
        "candidate": candidate_dict(outcome.candidate),
        "right_source": right[0],
        "right_sources": right,
        "searched": [_searched_dict(searched, landed) for searched in outcome.searched],
        "value": value.value if value is not None else None,
        "as_of": value.as_of if value is not None else None,
        "sql": outcome.candidate.sql,
        "file": _short(outcome.file, root) if outcome.file else None,
        "status": outcome.candidate.status,
    }


def candidate_dict(metric: Metric) -> dict[str, Any]:
    """A candidate with the keys of its file."""
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
        "status": metric.status,
        "sql": metric.sql,
        "notes": [
            {"kind": n.kind, "source": n.source, "why": n.why, "tried": list(n.tried), "review_by": n.review_by}
            for n in metric.notes
        ],
        "blocked_on": [{"source": b.source, "needs": list(b.needs), "why": b.why} for b in metric.blocked_on],
    }


def format_number(value: Decimal | None) -> str:
    """A number for people: grouped by thousands, at most four decimals; `no value` for NULL."""
    if value is None:
        return "no value"
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def big_number(text: str) -> tuple[str, str, str]:
    """Digits three rows high."""
    rows = tuple("".join(_ROWS[character][row] for character in text) for row in range(3))
    return rows[0], rows[1], rows[2]


def _print_number(console: Any, value: Decimal | None, unit: str | None) -> None:
    from rich.text import Text

    text = format_number(value)
    if value is None or len(text) > _DIGITS_AT_MOST:
        console.print(Text.assemble((text, "bold green"), _unit(unit)))
        return
    top, middle, bottom = big_number(text)
    console.print()
    console.print(Text.assemble((f"  {top}\n  {middle}\n  {bottom}", "bold green"), f" {_unit(unit)}\n"))


def _unit(unit: str | None) -> str:
    """The unit behind a number; a count has none."""
    return "" if unit in (None, "count") else f" {unit}"


def _print_sql(console: Any, sql: str) -> None:
    """The SQL, indented; highlighted at a terminal, and without blanks to fill its lines elsewhere."""
    from rich.padding import Padding
    from rich.syntax import Syntax
    from rich.text import Text

    if console.is_terminal:
        block = Syntax(sql, "postgresql", theme="ansi_dark", background_color="default", word_wrap=True)
        console.print(Padding(block, (1, 2)))
        return
    lines = "\n".join(f"  {line}".rstrip() for line in sql.splitlines())
    console.print(Text(f"\n{lines}\n"), soft_wrap=True)


def _right_rows(right: Sequence[RightSource], landings: Sequence[SourceLanding]) -> list[tuple[str, str]]:
    states = {landing.source: str(landing) for landing in landings}
    return [("right source", f"{r.because}; {states.get(r.source.name, 'not landed')}") for r in right]


def _searched_lines(looked: Looked) -> Any:
    """The right source and the truth source always, whatever was found there; of the others the best finds.

    Lines rather than a table: where the screen is narrow the comment is cut, never the name the user types next.
    """
    from rich.text import Text

    landed = {landing.source: landing for landing in looked.landings}
    leading, others = looked.searched[: looked.leading], looked.searched[looked.leading :]
    best = sorted((found for found in others if found.hits), key=_promise)[:_OTHERS_SHOWN]
    shown = [(found, found.hits[:_HITS_SHOWN]) for found in leading] + [(found, found.hits[:1]) for found in best]
    source_width = max(len(found.source) for found, _ in shown)
    table_width = max((len(str(hit.table)) for _, hits in shown for hit in hits), default=1)
    lines = [Text("looked at", "cyan")]
    for found, hits in shown:
        source = f"{found.source:<{source_width}}  "
        lines += [
            Text.assemble(f"{source}{h.table!s:<{table_width}}  ", _about(h, landed.get(found.source))) for h in hits
        ]
        if not hits:
            lines.append(Text.assemble(source, (found.note or "no table fits the words", "dim")))
    rest = [found.source for found in others if found.note is None and found not in best]
    if rest:
        lines.append(Text(f"less or nothing in {', '.join(rest)}", "dim"))
    return Text("\n", no_wrap=True, overflow="ellipsis").join(lines)


def _promise(found: Searched) -> tuple[int, float]:
    """Most of the question's words first, then the highest score."""
    return -len(found.hits[0].matched), -found.hits[0].score


def _about(hit: TableHit, landing: SourceLanding | None) -> Any:
    from rich.text import Text

    landed = landing is not None and hit.table in landing.tables
    mark = ("", "") if landed else ("not landed  ", "yellow")
    about = (hit.comment or f"found by {', '.join(hit.matched)}", "dim")
    return Text.assemble(mark, about)


def _waiting_rows(outcome: Outcome, inventory: Inventory) -> list[tuple[str, str]]:
    rows = []
    landed = {landing.source for landing in outcome.landings if landing.tables}
    for blocked in outcome.candidate.blocked_on:
        what = f"{blocked.source}: {', '.join(blocked.needs)}" if blocked.needs else f"{blocked.source}, not landed yet"
        rows.append(("waits for", what))
        # Of a source that is not landed at all the line about the right source has said why.
        if blocked.why and blocked.source in landed:
            rows.append(("", blocked.why))
        source = inventory.get(blocked.source)
        if source is not None and source.needs:
            rows.append(("to land it", " ".join(source.needs.split())))
    return rows


def _next_rows(outcome: Outcome, inventory: Inventory) -> list[tuple[str, str]]:
    candidate = outcome.candidate
    if outcome.value is not None:
        return [("next", f'hb metrics align {candidate.name} --count N --by WHO --method "…"')]
    rows = [("registered", "in the pending register: `hb sources status --pending`")] if outcome.file else []
    return [*rows, ("next", _way_on(outcome, inventory))]


def _way_on(outcome: Outcome, inventory: Inventory) -> str:
    """What brings each of the sources waited for, then how to go on."""
    resume = f"hb discover --resume {outcome.candidate.name}"
    steps = {blocked.source: _step(blocked, outcome, inventory) for blocked in outcome.candidate.blocked_on}
    own = [step for step in steps.values() if step]
    waits = [source for source, step in steps.items() if not step]
    if waits:
        own.append(f"once {_enumerated(waits)} {'has' if len(waits) == 1 else 'have'} landed: {resume}")
    else:
        own.append(resume)
    return ", then ".join(own)


def _step(blocked: BlockedOn, outcome: Outcome, inventory: Inventory) -> str:
    """What the user can do about one source waited for; nothing where it is for others to do."""
    source = inventory.require(blocked.source)
    landing = next((found for found in outcome.landings if found.source == source.name), None)
    missing = [str(table) for table in landing.missing] if landing is not None else []
    if landing is not None and landing.tables and not set(blocked.needs) & set(missing):
        return f"add {', '.join(blocked.needs)} to the slice in db/sources/{source.name}.yml, then hb ingest"
    granted = source.archetype == "postgres" and source.access == "granted"
    return f"hb ingest --source {source.name}" if granted else ""


def _enumerated(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _right_dict(right: RightSource, landed: dict[str, SourceLanding]) -> dict[str, Any]:
    landing = landed.get(right.source.name)
    return {
        "source": right.source.name,
        "subject": right.subject.title if right.subject else None,
        "term": right.term,
        "because": right.because,
        "landed": landing.landed if landing is not None else False,
    }


def _searched_dict(searched: Searched, landed: dict[str, SourceLanding]) -> dict[str, Any]:
    landing = landed.get(searched.source)
    tables = landing.tables if landing is not None else ()
    return {
        "source": searched.source,
        "note": searched.note,
        "tables": [
            {
                "table": str(hit.table),
                "matched": list(hit.matched),
                "score": hit.score,
                "landed": hit.table in tables,
                "comment": hit.comment,
            }
            for hit in searched.hits
        ],
    }


def _print_rows(console: Any, rows: Sequence[tuple[str, str]]) -> None:
    """Two columns; folded at a terminal, a line each elsewhere, where nothing fills them up."""
    from rich.table import Table
    from rich.text import Text

    if not console.is_terminal:
        width = max((len(name) for name, _ in rows), default=0)
        lines = [f"{name:<{width}}  {text}".rstrip() for name, text in rows]
        console.print(Text("\n".join(lines)), soft_wrap=True)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(name, Text(text))
    console.print(table)


def _short(file: Path, root: Path) -> str:
    return str(file.relative_to(root)) if file.is_relative_to(root) else str(file)
