"""`hb site`: what is known of the estate, gathered once and judged by the rooms it comes from."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.app.from_root import files_from_root
from heartbeat_cli.errors import HbError, NothingLandedError
from heartbeat_cli.files import from_root

if TYPE_CHECKING:
    from heartbeat_cli.estate import Inventory, ProjectSettings
    from heartbeat_cli.metrics import Brief, EvaluationReceipt, Metric
    from heartbeat_cli.sheets import MadeSite
    from heartbeat_cli.site import EstateFacts, MetricFacts, Site


def make_site(project: "ProjectSettings", folder: Path, as_of: datetime) -> "MadeSite":
    """Write the pages into a folder. Raises RefusedError for a folder of somebody else's, before anything is done."""
    from heartbeat_cli.app.site_folder import refuse_other, write_site
    from heartbeat_cli.formats import site_files
    from heartbeat_cli.sheets import MadeSite
    from heartbeat_cli.site import site_of

    refuse_other(folder)
    facts = _estate_facts(project, as_of)
    site = site_of(facts)
    files = site_files(site)
    write_site(folder, files)
    size = sum(len(text.encode()) for text in files.values())
    return MadeSite(folder, folder / f"{site.pages[0].address}.html", len(site.pages), size, as_of, facts.unreadable)


def site_of_metric(project: "ProjectSettings", metric: "Metric", as_of: datetime) -> "Site":
    """The page of one metric alone."""
    from heartbeat_cli.app.brief import brief_of
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.metrics import metrics_with_evidence, with_migration
    from heartbeat_cli.site import site_of_one

    with files_from_root(project):
        inventory = load_inventory(project)
        (known,) = metrics_with_evidence(project, [with_migration(metric, inventory)])
        (found,) = _metric_facts(project, inventory, (brief_of(project, known, as_of=as_of),))
        return site_of_one(found, _facts(project, as_of, ()))


def _estate_facts(project: "ProjectSettings", as_of: datetime) -> "EstateFacts":
    from heartbeat_cli.app.brief import briefs_of
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.metrics import load_all, metrics_with_evidence, with_migration

    with files_from_root(project):
        inventory = load_inventory(project)
        loaded, problems = load_all(project)
        metrics = tuple(with_migration(m, inventory) for m in metrics_with_evidence(project, loaded))
        found = _metric_facts(project, inventory, briefs_of(project, metrics, as_of))
        unreadable = tuple(from_root(str(problem), project.root) for problem in problems)
        return replace(_facts(project, as_of, found), unreadable=unreadable)


def _facts(project: "ProjectSettings", as_of: datetime, metrics: "tuple[MetricFacts, ...]") -> "EstateFacts":
    from heartbeat_cli.site import EstateFacts
    from heartbeat_cli.version import __version__

    return EstateFacts(
        title=f"{project.truth_source} estate",
        root=project.root,
        as_of=as_of,
        made_by=f"hb {__version__}",
        metrics=metrics,
    )


def _metric_facts(
    project: "ProjectSettings", inventory: "Inventory", briefs: "tuple[Brief, ...]"
) -> "tuple[MetricFacts, ...]":
    from heartbeat_cli.metrics import right_sources_of
    from heartbeat_cli.site import MetricFacts

    receipts = _receipts(project, [brief.metric for brief in briefs])
    return tuple(
        MetricFacts(
            brief,
            tuple(right.because for right in right_sources_of(brief.metric, inventory)),
            receipts.get(brief.metric.name, ()) if receipts is not None else None,
        )
        for brief in briefs
    )


def _receipts(project: "ProjectSettings", metrics: "list[Metric]") -> "dict[str, tuple[EvaluationReceipt, ...]] | None":
    """None where the marts cannot be read."""
    from heartbeat_cli.metrics import histories_of

    try:
        return histories_of(project, metrics)
    except NothingLandedError:
        return {}
    except HbError:
        return None
