"""`hb site`: the pages of the estate in a folder, and the page of one metric."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.app.from_root import files_from_root

if TYPE_CHECKING:
    from heartbeat_cli.estate import ProjectSettings
    from heartbeat_cli.metrics import Metric
    from heartbeat_cli.sheets import MadeSite
    from heartbeat_cli.site import EstateFacts, Site


def make_site(
    project: "ProjectSettings", folder: Path, as_of: datetime, *, markdown: bool = False, ask_servers: bool = True
) -> "MadeSite":
    """Write the pages into a folder. Raises RefusedError for a folder of somebody else's, before anything is done."""
    from heartbeat_cli.app.site_facts import estate_facts
    from heartbeat_cli.app.site_folder import refuse_other, write_site
    from heartbeat_cli.formats import site_markdown
    from heartbeat_cli.sheets import MadeSite
    from heartbeat_cli.site import site_of

    refuse_other(folder)
    with files_from_root(project):
        facts = estate_facts(project, as_of, ask_servers=ask_servers)
        files = site_markdown(site_of(facts)) if markdown else _pages_and_pictures(facts)
    write_site(folder, files)
    size = sum(len(text.encode()) for text in files.values())
    first = next(iter(files))
    pages = sum(name.endswith(Path(first).suffix) for name in files)
    return MadeSite(folder, folder / first, pages, size, as_of, facts.unreadable)


def _pages_and_pictures(facts: "EstateFacts") -> dict[str, str]:
    from heartbeat_cli.formats import schema_picture, site_files
    from heartbeat_cli.site import site_of

    site = replace(site_of(facts), pictures=tuple(schema.picture for schema in facts.schemas))
    return {**site_files(site), **{f"{s.picture}.html": schema_picture(s) for s in facts.schemas}}


def site_of_metric(project: "ProjectSettings", metric: "Metric", as_of: datetime) -> "Site":
    """The page of one metric alone."""
    from heartbeat_cli.app.brief import brief_of
    from heartbeat_cli.app.site_facts import bare_facts, metric_facts
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.metrics import metrics_with_evidence, with_migration
    from heartbeat_cli.site import site_of_one

    with files_from_root(project):
        inventory = load_inventory(project)
        (known,) = metrics_with_evidence(project, [with_migration(metric, inventory)])
        (found,) = metric_facts(project, inventory, (brief_of(project, known, as_of=as_of),))
        return site_of_one(found, bare_facts(project, as_of))
