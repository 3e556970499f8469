"""Several metrics: a table of their numbers, for people and as rows for a spreadsheet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.blocks import GAP, Aside, GridColumn, Line, Section, Sheet, Styled, line, number, sheet, table, words
from heartbeat_cli.errors import RefusedError
from heartbeat_cli.marts import FRESH, LATE, NO_DATA, STALE
from heartbeat_cli.metrics import Metric, Tried, WindowChange, effective_status, number_text, shown_status
from heartbeat_cli.sheets.age import age_cell, reach_words
from heartbeat_cli.sheets.breakdown import SEGMENT_HEADINGS, breakdown_blocks, segment_rows
from heartbeat_cli.sheets.metrics import STATUS_STYLES, about, error_words, metric_run_sheet, status_word, with_unit
from heartbeat_cli.sheets.series import SERIES_HEADINGS, series_lines, series_rows, series_words, sparkline
from heartbeat_cli.wording import at, count, figure, names_in_short

if TYPE_CHECKING:
    from heartbeat_cli.rules import Finding

_AGES: Final = (FRESH, LATE, STALE, NO_DATA)
_NOTE_BELOW, _NARROWEST_NOTE = 4, 20
_CELLS: Final = 30


@dataclass(frozen=True, slots=True)
class MetricRuns:
    """The metrics that were meant, each with its number or why it has none, as of one moment.

    `numberless` names those that were meant and show none: parked, retired, without SQL. `unreadable` says which files
    are none because of what. `errors` has, by name, what a check finds wrong; `unjudged` is why nobody knows.
    `doubts` are why numbers of another moment than now may say nothing.
    """

    tried: tuple[Tried, ...]
    as_of: datetime
    numberless: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    errors: "Mapping[str, tuple[Finding, ...]]" = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    unjudged: str | None = None

    def sorted_by(self, key: str) -> "MetricRuns":
        """The same in another order: one of `SORTS`; what is alike stays as it was."""
        return replace(self, tried=tuple(sorted(self.tried, key=SORTS[key])))

    @property
    def failed(self) -> bool:
        """Whether none of them has a number."""
        return all(each.run is None for each in self.tried)

    @property
    def findings(self) -> bool:
        """Whether one of them failed, says nothing, or could not be read."""
        return bool(self.unreadable) or any(each.says_nothing for each in self.tried)

    @property
    def unrecorded(self) -> str | None:
        """Why the marts do not have the receipts."""
        return next((each.run.unrecorded for each in self.tried if each.run is not None), None)


def _by_value(tried: Tried) -> tuple[bool, Decimal]:
    value = tried.run.value.value if tried.run is not None else None
    return value is None, -(value or Decimal(0))


def _by_change(tried: Tried) -> tuple[bool, Decimal]:
    percent = tried.change.percent if tried.change is not None else None
    return percent is None, -abs(percent or Decimal(0))


def _by_age(tried: Tried) -> tuple[bool, int, int]:
    age = tried.run.age if tried.run is not None else None
    return age is None, -_AGES.index(age.state) if age is not None else 0, -(age.seconds or 0) if age is not None else 0


SORTS: Final[dict[str, Callable[[Tried], Any]]] = {
    "name": lambda tried: tried.metric.name,
    "value": _by_value,
    "change": _by_change,
    "age": _by_age,
    "status": lambda tried: list(STATUS_STYLES).index(effective_status(tried.metric)),
}
"""What several can be sorted by: the greatest value, the greatest change, and the oldest data come first."""


def metric_runs_sheet(runs: MetricRuns) -> Sheet:
    """One line each; what stood in the way of one is said below."""
    changes = any(each.change is not None for each in runs.tried)
    series = any(each.series is not None for each in runs.tried)
    columns: list[GridColumn | str] = [
        "Metric",
        number("Value"),
        *([GridColumn("Change")] if changes else []),
        GridColumn("Age"),
        "Status",
        *(["Series"] if series else []),
        words("", "dim", least=_NARROWEST_NOTE),
    ]
    failed = (each for each in runs.tried if each.error is not None)
    return sheet(
        table(
            *columns, rows=(_row(each, runs, changes=changes, series=series) for each in runs.tried), below=_NOTE_BELOW
        ),
        line(Styled(f"as of {at(runs.as_of)}", "dim")),
        *(_about(each) for each in runs.tried if each.series is not None),
        *(
            Section(each.metric.name, breakdown_blocks(each.breakdown, each.metric.unit))
            for each in runs.tried
            if each.breakdown is not None
        ),
        *(Aside(f"{each.metric.name}: {each.error}", "warning", each.error.hint) for each in failed if each.error),
        Aside(_numberless(runs.numberless)) if runs.numberless else None,
    )


def _about(tried: Tried) -> Line:
    """What there is to say of a series of several."""
    said = "; ".join(series_words(tried.series, tried.metric.unit)) if tried.series is not None else ""
    return line(Styled(f"{tried.metric.name}: {said}", "dim"), whole=True)


def metric_beside_sheet(runs: MetricRuns) -> Sheet:
    """The page of one metric, and what was asked for beside it."""
    (tried,) = runs.tried
    if tried.run is None:
        return metric_runs_sheet(runs)
    page = metric_run_sheet(tried.run, runs.errors.get(tried.metric.name, ()))
    change = tried.change
    return replace(
        page,
        blocks=(
            *page.blocks,
            *((_change_line(change, tried.metric),) if change is not None else ()),
            *(series_lines(tried.series, tried.metric) if tried.series is not None else ()),
            *((GAP, *breakdown_blocks(tried.breakdown, tried.metric.unit)) if tried.breakdown is not None else ()),
        ),
    )


def _change_line(change: WindowChange, metric: Metric) -> Line:
    if change.difference is None:
        return line(Styled(f"change: {change.why}", "dim"), whole=True)
    before = f" against {with_unit(change.value, metric.unit)} as of {at(change.as_of)}"
    return line("change: ", change_cell(change, metric), before, whole=True)


def _numberless(names: Sequence[str]) -> str:
    return f"{count(len(names), 'more has', 'more have')} no number: {names_in_short(names)}"


def _row(tried: Tried, runs: MetricRuns, *, changes: bool, series: bool) -> tuple[str | Styled, ...]:
    metric, age = tried.metric, tried.run.age if tried.run is not None else None
    return (
        metric.name,
        _value(tried),
        *([change_cell(tried.change, metric)] if changes else []),
        age_cell(age) if age is not None else "",
        status_word(metric, age),
        *([sparkline(tried.series, _CELLS) if tried.series is not None else ""] if series else []),
        _note(tried, runs),
    )


def _value(tried: Tried) -> str | Styled:
    if tried.run is None:
        return Styled("refused" if isinstance(tried.error, RefusedError) else "failed", "bad")
    return with_unit(tried.run.value.value, tried.metric.unit)


def _note(tried: Tried, runs: MetricRuns) -> str:
    age = tried.run.age if tried.run is not None else None
    reach = reach_words(age) if age is not None and age.state != FRESH else ""
    why = tried.change.why if tried.change is not None else None
    wrong = error_words(runs.errors.get(tried.metric.name, ()))
    return "; ".join(filter(None, (wrong.removesuffix("."), reach, why or "", about(tried.metric))))


def change_cell(change: WindowChange | None, metric: Metric) -> Styled | str:
    """`+12 (+2.9%) better`; a sign and a word tell what a colour does."""
    if change is None or change.difference is None:
        return ""
    return Styled(change_words(change, metric), {True: "good", False: "bad", None: ""}[change.better])


def change_words(change: WindowChange, metric: Metric) -> str:
    """The same without colour."""
    difference = change.difference or Decimal(0)
    sign = "+" if difference > 0 else ""
    amount = f"{sign}{figure(difference)}" if difference else "unchanged"
    share = f" ({sign}{figure(change.percent)}%)" if change.percent and difference else ""
    unit = f" {metric.unit}" if metric.unit not in (None, "count", "%") and difference else ""
    word = {True: " better", False: " worse", None: ""}[change.better]
    return f"{amount}{unit}{share}{word}"


_HEADINGS: Final = (
    "metric", "value", "unit", "as_of", "window", "before", "before_as_of", "change", "change_percent", "better",
    "status", "age", "data_until", "error", "wrong",
)  # fmt: skip


def metric_rows(runs: MetricRuns) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Headings and a row each, for each moment of a series, or each segment; numbers in full, times in ISO 8601."""
    if any(each.series is not None for each in runs.tried):
        return SERIES_HEADINGS, [row for each in runs.tried for row in _series_rows(each, runs)]
    if any(each.breakdown is not None for each in runs.tried):
        return SEGMENT_HEADINGS, [row for each in runs.tried for row in _segment_rows(each, runs)]
    return _HEADINGS, [_cells(each, runs) for each in runs.tried]


def rows_left_out(runs: MetricRuns) -> tuple[str, ...]:
    """What stands in the way of those that have no row by `metric_rows`: neither a series nor parts."""
    beside = any(each.series is not None or each.breakdown is not None for each in runs.tried)
    without = (each for each in runs.tried if each.series is None and each.breakdown is None)
    return tuple(f"{each.metric.name}: {each.error}" for each in without if beside)


def _series_rows(tried: Tried, runs: MetricRuns) -> Iterator[tuple[object, ...]]:
    if tried.series is not None:
        yield from series_rows(tried.metric, tried.series, *_standing(tried, runs))


def _segment_rows(tried: Tried, runs: MetricRuns) -> Iterator[tuple[object, ...]]:
    if tried.breakdown is not None:
        yield from segment_rows(tried.metric, tried.breakdown, runs.as_of.isoformat(), *_standing(tried, runs))


def _standing(tried: Tried, runs: MetricRuns) -> tuple[str, str]:
    """The status as it is shown, and what a check finds wrong."""
    age = tried.run.age if tried.run is not None else None
    return shown_status(tried.metric, age), error_words(runs.errors.get(tried.metric.name, ()))


def _cells(tried: Tried, runs: MetricRuns) -> tuple[object, ...]:
    metric, change = tried.metric, tried.change
    age = tried.run.age if tried.run is not None else None
    return (
        metric.name,
        number_text(tried.run.value.value) if tried.run is not None else None,
        metric.unit,
        runs.as_of.isoformat(),
        metric.window,
        *(_change_cells(change) if change is not None else (None,) * 5),
        shown_status(metric, age),
        age.state if age is not None else None,
        age.until.isoformat() if age is not None and age.until is not None else None,
        str(tried.error) if tried.error is not None else None,
        error_words(runs.errors.get(metric.name, ())) or None,
    )


def _change_cells(change: WindowChange) -> tuple[object, ...]:
    better = {True: "yes", False: "no", None: None}[change.better]
    values = number_text(change.value), change.as_of.isoformat(), number_text(change.difference)
    return *values, number_text(change.percent), better
