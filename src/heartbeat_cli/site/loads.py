"""The pages of loads: every run of an ingest, and what failed in it."""

from collections.abc import Iterator, Sequence

from heartbeat_cli.sheets import run_outcome, run_reason, run_sheet
from heartbeat_cli.site.page import (
    FilterCell,
    FilterColumn,
    FilterTable,
    PageLink,
    PagePart,
    Pill,
    SitePage,
    cell,
    file_name,
)
from heartbeat_cli.state import RunReport
from heartbeat_cli.wording import at, count, duration, minute

LOADS = "loads/index"
_COLUMNS = (
    FilterColumn("Run", "name"),
    FilterColumn("When (UTC)"),
    FilterColumn("Sources"),
    FilterColumn("Outcome", "choice"),
    FilterColumn("Tables", "number"),
    FilterColumn("Rows", "number"),
    FilterColumn("Took", "number"),
    FilterColumn("Failure"),
)


def loads_pages(runs: Sequence[RunReport]) -> Iterator[SitePage]:
    """The runs, newest first, and a page for each."""
    failed = sum(bool(run.failures) for run in runs)
    lead = f"{count(len(runs), 'run')} of hb ingest, {failed} with failures; `hb loads --verify` holds the ledger again"
    yield SitePage(LOADS, "Loads", "list", lead, (FilterTable("Runs", _COLUMNS, tuple(map(_row, runs))),))
    for run in runs:
        yield _page(run)


def _row(run: RunReport) -> tuple[FilterCell, ...]:
    return (
        cell(PageLink(run.run_id, _address(run))),
        cell(minute(run.started)),
        cell(", ".join(run.sources)),
        cell(_outcome(run), choice=run.outcome.word),
        cell(count(run.all_tables), sort=run.all_tables),
        cell(count(run.rows), sort=run.rows),
        cell(duration(run.seconds), sort=str(round(run.seconds, 1))),
        cell(run_reason(run)),
    )


def _outcome(run: RunReport) -> Pill:
    told = run_outcome(run)
    return Pill(told.text, told.style)


def _address(run: RunReport) -> str:
    return f"loads/{file_name(run.run_id)}"


def _page(run: RunReport) -> SitePage:
    (_, *blocks) = run_sheet(run, None, kept=True).blocks
    return SitePage(
        _address(run),
        f"Run {run.run_id}",
        "load",
        f"{', '.join(run.sources)}: {run.outcome.word}, {at(run.started)}",
        (PagePart("What it did", tuple(blocks)),),
        names=(run.run_id,),
        hint=f"{run.outcome.word}, {', '.join(run.sources)}",
    )
