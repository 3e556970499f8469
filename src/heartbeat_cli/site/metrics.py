"""The list of metrics: each with its number as far as there is one, its status, its age and who owns it."""

from heartbeat_cli.blocks import Aside, Styled
from heartbeat_cli.sheets import about, change_cell
from heartbeat_cli.site.facts import EstateFacts, MetricFacts
from heartbeat_cli.site.metric import metric_address
from heartbeat_cli.site.numbers import chart, doubts, number_text, pills
from heartbeat_cli.site.page import FilterCell, FilterColumn, FilterTable, PageLink, SitePage, cell
from heartbeat_cli.site.sources import source_address
from heartbeat_cli.wording import count

METRICS = "index"
_COLUMNS = (
    FilterColumn("Metric", "name"),
    FilterColumn("Number", "number"),
    FilterColumn("Over 30 days", "words"),
    FilterColumn("Status", "choice"),
    FilterColumn("Age", "choice"),
    FilterColumn("Owner", "choice"),
    FilterColumn("Source", "choice"),
)


def metrics_page(estate: EstateFacts) -> SitePage:
    """Every metric and candidate; those that show a number first."""
    shown = sum(found.run is not None for found in estate.metrics)
    rows = tuple(
        _row(found) for found in sorted(estate.metrics, key=lambda found: (found.run is None, found.metric.name))
    )
    lead = f"{count(len(rows), 'metric or candidate', 'metrics and candidates')}, {shown} with a number"
    unread = tuple(Aside(text, "warning") for text in estate.unreadable)
    return SitePage(
        METRICS, "Metrics", "list", lead, (*unread, FilterTable("Metrics", _COLUMNS, rows)), names=("metrics",)
    )


def _row(found: MetricFacts) -> tuple[FilterCell, ...]:
    metric, marks, run = found.metric, pills(found), found.run
    status, aged = marks[0], marks[1:]
    change = found.brief.tried.change if found.brief.tried is not None else None
    series = found.brief.tried.series if found.brief.tried is not None else None
    number = number_text(metric, found.brief.tried)
    style = "dim" if run is None else "careful" if doubts(found) else "bold"
    return (
        cell(
            PageLink(metric.label or metric.name, metric_address(metric.name)),
            Styled(f" {metric.name}", "dim"),
            sort=metric.label or metric.name,
        ),
        cell(Styled(number, style), sort=run.value.value if run is not None else None),
        cell(*((chart(series, metric, small=True),) if series is not None else ()), change_cell(change, metric)),
        cell(status, Styled(f" {about(metric)}", "dim") if about(metric) else "", choice=status.text),
        cell(
            *aged,
            sort=found.age.seconds if found.age is not None else None,
            choice=found.age.state if found.age else "",
        ),
        cell(metric.owner or "nobody", choice=metric.owner or "nobody"),
        cell(PageLink(metric.source, source_address(metric.source)), choice=metric.source),
    )
