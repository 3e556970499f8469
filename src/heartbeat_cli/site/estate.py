"""The site of an estate: every page there is, of what is known."""

from collections.abc import Iterator
from dataclasses import replace

from heartbeat_cli.site.facts import EstateFacts, MetricFacts
from heartbeat_cli.site.findings import FINDINGS, findings_page
from heartbeat_cli.site.loads import LOADS, loads_pages
from heartbeat_cli.site.metric import metric_page
from heartbeat_cli.site.metrics import METRICS, metrics_page
from heartbeat_cli.site.page import PageLink, Site, SitePage
from heartbeat_cli.site.schemas import SCHEMAS, schemas_pages
from heartbeat_cli.site.sources import SOURCES, sources_pages
from heartbeat_cli.wording import at

_SECTIONS = (
    PageLink("Metrics", METRICS),
    PageLink("Sources", SOURCES),
    PageLink("Schemas", SCHEMAS),
    PageLink("Loads", LOADS),
    PageLink("Findings", FINDINGS),
)


def site_of(estate: EstateFacts) -> Site:
    """All pages."""
    return Site(
        title=estate.title,
        as_of=at(estate.as_of),
        data=_data(estate),
        made_by=estate.made_by,
        pages=tuple(_pages(estate)),
        sections=_SECTIONS,
    )


def site_of_one(found: MetricFacts, estate: EstateFacts) -> Site:
    """The page of one metric, to be sent alone."""
    alone = replace(estate, metrics=(found,))
    return Site(estate.title, at(estate.as_of), _data(alone), estate.made_by, (metric_page(found, estate.root),), ())


def _pages(estate: EstateFacts) -> Iterator[SitePage]:
    yield metrics_page(estate)
    for found in estate.metrics:
        yield metric_page(found, estate.root)
    yield from sources_pages(estate)
    yield from schemas_pages(estate.schemas)
    yield from loads_pages(estate.runs)
    if estate.report is not None:
        yield findings_page(estate.report, estate.root)


def _data(estate: EstateFacts) -> str:
    """To when the data of the numbers reaches; of several the least."""
    reached = [found.age.until for found in estate.metrics if found.age is not None and found.age.until is not None]
    return at(min(reached)) if reached else ""
