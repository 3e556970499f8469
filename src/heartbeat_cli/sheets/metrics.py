"""Metrics: the list, one in full, a number, and a comparison with a hand count."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from heartbeat_cli.blocks import (
    GAP,
    Aside,
    Facts,
    GridColumn,
    Line,
    Piece,
    Section,
    Sheet,
    Styled,
    TextBlock,
    facts,
    line,
    number,
    sheet,
    table,
    words,
)
from heartbeat_cli.errors import HbError, RefusedError
from heartbeat_cli.marts import FRESH, STALE, Age
from heartbeat_cli.metrics import (
    Alignment,
    EvaluationReceipt,
    Metric,
    Note,
    effective_status,
    migration_words,
    shown_status,
    why_realign,
    window_title,
)
from heartbeat_cli.sheets.age import AGE_STYLES, age_cell, age_words, beyond_reach, reach_words
from heartbeat_cli.wording import at, at_second, count, figure, path

if TYPE_CHECKING:
    from heartbeat_cli.metrics import Aligned, Rerun, Run, Value
    from heartbeat_cli.rules import Finding

STATUS_STYLES = {
    "candidate": "",
    "parked": "warning",
    "ready": "great",
    "aligned": "good",
    "caveated": "next",
    "needs_realignment": "bad",
    "retired": "dim",
}
_NOTE_BELOW, _NARROWEST_NOTE = 4, 20
_RECEIPTS_SHOWN = 10
NO_AGES: Mapping[str, Age] = MappingProxyType({})
Values: TypeAlias = "Mapping[str, Value | HbError]"


def with_unit(number: Decimal | None, unit: str | None) -> str:
    """`41.5 min`, `12.5%`, `1,203` for a count."""
    text = figure(number)
    if number is None or unit in (None, "count"):
        return text
    return f"{text}%" if unit == "%" else f"{text} {unit}"


def error_words(errors: "Sequence[Finding]") -> str:
    """What `hb check` calls wrong with a metric, in one line; empty where it finds nothing."""
    if not errors:
        return ""
    found = ", ".join(f"{error.rule} (line {error.line})" for error in errors)
    return f"The number must not be used: hb check finds {found}."


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
    stop_gap = next((note for note in metric.notes if note.stop_gap), None)
    if stop_gap is not None:
        return f"a stop-gap until {stop_gap.source}, to be reviewed by {stop_gap.review_by}"
    caveats = ", ".join(note.source or "" for note in metric.notes_of("caveat"))
    if caveats:
        return f"until {caveats}"
    record = metric.last_alignment
    if status == "aligned" and record is not None:
        return f"counted {record.as_of:%Y-%m-%d} by {record.by}"
    return ""


def _status(metric: Metric, age: Age | None) -> tuple[Piece, ...]:
    why = about(metric)
    return status_word(metric, age), f"  {why}" if why else ""


def status_word(metric: Metric, age: Age | None) -> Styled:
    """The status as it is shown beside a number of this age."""
    stale = age is not None and (age.says_nothing or age.inexact)
    return Styled(shown_status(metric, age), AGE_STYLES[STALE] if stale else STATUS_STYLES[effective_status(metric)])


def _age(age: Age | None) -> tuple[Piece, ...]:
    return (Styled(age.state, AGE_STYLES[age.state]), f"  {age_words(age)}") if age is not None else ()


def _status_and_age(metric: Metric, age: Age | None) -> tuple[Line | None, ...]:
    """The status of a number that says nothing is not complete without why."""
    if age is None or not age.says_nothing:
        return line(*_status(metric, age), whole=True), line(*_age(age), whole=True) if age is not None else None
    rest = "; ".join(beyond_reach(age))
    return (
        line(status_word(metric, age), f": {reach_words(age)}", whole=True),
        line(rest, whole=True) if rest else None,
    )


def metrics_sheet(metrics: Sequence[Metric], values: "Values | None", ages: Mapping[str, Age] = NO_AGES) -> Sheet:
    """One line each; `values` by name (a value, or the error that stood for it), where they were asked for.

    `ages` has how old the numbers are, by name.
    """
    if not metrics:
        return sheet(Aside('No metric or candidate yet. `hb discover "…"` makes the first one.'))
    columns: list[GridColumn | str] = [
        "Metric",
        "Status",
        "Source",
        *([number("Value")] if values is not None else []),
        *([GridColumn("Age", optional=True)] if ages else []),
        words("", "dim", least=_NARROWEST_NOTE),
    ]
    failed = ((name, error) for name, error in (values or {}).items() if isinstance(error, HbError))
    return sheet(
        table(
            *columns,
            rows=(_row(metric, values, ages) for metric in metrics),
            below=_NOTE_BELOW,
        ),
        *(Aside(f"{name}: {error}", "warning") for name, error in failed),
    )


def _row(metric: Metric, values: "Values | None", ages: Mapping[str, Age]) -> tuple[str | Styled, ...]:
    age = ages.get(metric.name)
    value = [_value_cell(metric, values.get(metric.name))] if values is not None else []
    old = [age_cell(age) if age is not None else ""] if ages else []
    return metric.name, status_word(metric, age), metric.source, *value, *old, _note(metric, age)


def _note(metric: Metric, age: Age | None) -> str:
    return "; ".join(filter(None, (migration_words(metric.migration_target), *_standing(metric, age))))


def _standing(metric: Metric, age: Age | None) -> tuple[str, ...]:
    if age is None or age.state == FRESH:
        return (about(metric),)
    return (reach_words(age),) if age.says_nothing else (about(metric), f"{age.state}: {reach_words(age)}")


def _value_cell(metric: Metric, value: "Value | HbError | None") -> str:
    if value is None:
        return ""
    if isinstance(value, HbError):
        return "refused" if isinstance(value, RefusedError) else "failed"
    return with_unit(value.value, metric.unit)


def metric_sheet(
    metric: Metric,
    tables: Iterable[str],
    right: Iterable[str],
    receipts: "Sequence[EvaluationReceipt] | None",
    root: Path,
    age: Age | None = None,
    errors: "Sequence[Finding]" = (),
) -> Sheet:
    """Everything about one metric; `receipts` of the marts are None where those cannot be read.

    `errors` are those of a check.
    """
    return sheet(
        line(Styled(metric.name, "bold"), f"  {metric.label}"),
        _facts(metric, tables, right, root, age, error_words(errors)),
        _listed("notes", map(note_line, metric.notes)),
        _listed("alignment", chain.from_iterable(map(alignment_lines, metric.alignment))),
        _receipts(metric, receipts),
        GAP if metric.sql else None,
        TextBlock(metric.sql) if metric.sql else None,
    )


def _facts(
    metric: Metric, tables: Iterable[str], right: Iterable[str], root: Path, age: Age | None, wrong: str
) -> Facts:
    return facts(
        ("question", metric.question),
        ("description", metric.description),
        ("status", _status(metric, age)),
        ("wrong", (Styled(wrong, "bad"),) if wrong else ()),
        ("age", _age(age)),
        ("owner", metric.owner),
        ("unit", metric.unit),
        ("window", metric.window),
        ("direction", metric.direction),
        ("source", _source(metric)),
        ("right source", "; ".join(right)),
        ("reads", ", ".join(tables)),
        ("migrates to", migration_line(metric)),
        *(("blocked on", _blocked_line(b.source, b.needs, b.why)) for b in metric.blocked_on),
        ("file", path(metric.file, root) if metric.file is not None else None),
    )


def _source(metric: Metric) -> tuple[Piece, ...]:
    words = migration_words(metric.migration_target)
    return (metric.source, Styled(f"  {words}", "warning")) if words else (metric.source,)


def migration_line(metric: Metric) -> str | None:
    """Where the number of a metric on a legacy source is to come from; None for any other."""
    migration = metric.migration
    if migration is None:
        return None
    since = f", which took its place on {migration.flipped}" if migration.flipped is not None else ""
    return f"{migration.to}{since}; {count(len(migration.known), 'known difference')}"


def _listed(title: str, lines: Iterable[str]) -> Section | None:
    found = tuple(line(text, whole=True) for text in lines)
    return Section(title, found) if found else None


def _blocked_line(source: str, needs: tuple[str, ...], why: str | None) -> str:
    return source + (f": {', '.join(needs)}" if needs else "") + (f" ({why})" if why else "")


def note_line(note: Note) -> str:
    """A note in one line."""
    text = f"{note.kind} {note.source}: {note.why}" if note.source else f"{note.kind}: {note.why}"
    if note.tried:
        text += f" Tried: {', '.join(note.tried)}."
    return text + (f" Review by {note.review_by}." if note.review_by else "")


def _receipts(metric: Metric, receipts: "Sequence[EvaluationReceipt] | None") -> Section | None:
    """The newest receipts, newest first; how many more there are is said."""
    if receipts is None:
        return _listed("receipts", ["the marts cannot be read now"])
    newest = list(reversed(receipts))[:_RECEIPTS_SHOWN]
    more = len(receipts) - len(newest)
    rest = [f"{count(more, 'older one')}; --json has them all"] if more else []
    return _listed("receipts", [*(receipt_line(receipt, metric) for receipt in newest), *rest])


def receipt_line(receipt: EvaluationReceipt, metric: Metric) -> str:
    """A receipt in one line: what came out, for which moment, of how many rows, by what."""
    rows = sum(read.rows for read in receipt.tables)
    name = receipt.definition.name
    other = f"  as {name}" if name != metric.name else ""
    commit = f" at {receipt.revision}" if receipt.revision else ""
    return (
        f"{receipt.id}  {at(receipt.as_of)}  {with_unit(receipt.value, receipt.definition.unit)}  "
        f"from {count(rows, 'row')} by {receipt.engine}{commit}{other}"
    )


def alignment_lines(record: Alignment) -> tuple[str, str]:
    """A record of alignment: what was held against what, and on what that rests."""
    why = f" ({record.reason})" if record.reason else ""
    written = f", written down in {record.attested_by}" if record.attested_by else ""
    receipt = f"  receipt {record.receipt.id}" if record.receipt else ""
    return (
        f"{at(record.as_of)}  counted {figure(record.count)}, SQL {figure(record.value)}  "
        f"{record.verdict} within {record.tolerance}{why}  {record.given or 'not bound'}{receipt}",
        f"  by {record.by}: {record.method}{written}",
    )


def metric_run_sheet(run: "Run", errors: "Sequence[Finding]" = ()) -> Sheet:
    """The number, what a check calls wrong with it, then its status and every note, one line each."""
    metric, value = run.metric, run.value
    return sheet(
        line(with_unit(value.value, metric.unit), style="bold"),
        line(Styled(wrong, "bad"), whole=True) if (wrong := error_words(errors)) else None,
        line(f"{metric.label}, {window_title(metric.window)}, as of {at_second(value.as_of)}", whole=True),
        *_status_and_age(metric, run.age),
        line(Styled(target, "warning"), whole=True) if (target := migration_words(metric.migration_target)) else None,
        *(line(note_line(note), whole=True) for note in metric.notes),
        *(line(Styled("source: ", "warning"), f"{m.message}. {m.next}", whole=True) for m in run.misuses),
        line(Styled(_receipt_word(run), "dim"), whole=True),
    )


def _receipt_word(run: "Run") -> str:
    return f"receipt {run.receipt.id}" if run.unrecorded is None else "no receipt"


def rerun_sheet(again: "Rerun") -> Sheet:
    """A receipt that was run again: the two values, and what has changed since."""
    then, now, unit = again.receipt, again.run.value, again.run.metric.unit
    verdict = Styled("the same", "great") if again.same else Styled("another number", "bad")
    return sheet(
        line(with_unit(now.value, unit), style="bold"),
        line(
            verdict,
            f"  receipt {then.id} has {with_unit(then.value, unit)}, as of {at_second(then.as_of)}",
            whole=True,
        ),
        *(line(change, whole=True) for change in again.changes),
        None if again.same or again.changes else line("nothing it reads has changed by the ledger", whole=True),
    )


def aligned_sheet(aligned: "Aligned", root: Path) -> Sheet:
    """A match, and what became of the metric."""
    return sheet(_match(aligned), _became(aligned, root))


def _match(aligned: "Aligned") -> Line:
    comparison, unit = aligned.comparison, aligned.metric.unit
    record = comparison.record
    return line(
        Styled("match", "great"),
        f"  counted {with_unit(record.count, unit)}, SQL {with_unit(record.value, unit)}, "
        f"difference {figure(comparison.difference)}, allowed {figure(comparison.allowed)}, {record.given}",
        whole=True,
    )


def _became(aligned: "Aligned", root: Path) -> Line:
    metric = aligned.metric
    where = f"now in {path(aligned.file, root)}" if aligned.file is not None else "nothing written (--dry-run)"
    status = Styled(metric.status, STATUS_STYLES[metric.status])
    return line(Styled(f"{metric.name} ", "bold"), status, f", {where}", whole=True)
