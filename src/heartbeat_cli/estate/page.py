"""docs/sources.md: the inventory for people, written from db/sources."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from heartbeat_cli.estate.agreed import Enquiry, SourceDecision
from heartbeat_cli.estate.inventory import Blocked, Inventory, Source
from heartbeat_cli.estate.project import Cluster, ProjectSettings

_WRITTEN: Final = "<!-- Written from db/sources by `hb check --fix`; edit those files, not this page. -->"


def sources_page_file(project: ProjectSettings) -> Path:
    """Where a project has the page, if it has one."""
    return project.root / "docs" / "sources.md"


def sources_page(inventory: Inventory, clusters: Sequence[Cluster]) -> str:
    """The page: a table of the sources, what each is, needs and holds up, then clusters, plans and how to land one."""
    sections = (part for source in inventory.sources for part in _section(source))
    parts = (*_overview(inventory), *sections, *_clusters(inventory, clusters), *_plans(inventory), *_how(inventory))
    return "\n".join(parts).rstrip() + "\n"


def is_written(page: str) -> bool:
    """Whether a page is one of these, as it was or edited; an empty file is where one is to be."""
    return not page.strip() or _WRITTEN in page


def sources_not_named(page: str, inventory: Inventory) -> tuple[str, ...]:
    """The sources that a page somebody wrote does not name, by name, title or database."""
    text = page.replace("\\", "").casefold()
    return tuple(s.name for s in inventory.sources if not any(_names(text, word) for word in _called(s)))


def _called(source: Source) -> Iterator[str]:
    yield from filter(None, (source.name, source.title, source.database))


def _names(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text) is not None


def _overview(inventory: Inventory) -> Iterator[str]:
    yield f"{_WRITTEN}\n\n# Sources\n"
    yield "What the estate consists of, and what each source is the truth for.\n"
    yield "| source | archetype | where | slice | truth for | owner |\n|---|---|---|---|---|---|"
    for source in inventory.sources:
        where = f"cluster {source.cluster}, `{source.database}`" if source.cluster else ""
        slices = ", ".join(f"`{dataset}`" for dataset in source.datasets)
        truth = "; ".join(subject.title for subject in source.truth_for)
        if source.name == inventory.truth_source:
            truth = "**every metric no other source is truth for**"
        cells = (f"`{source.name}`", source.archetype, where, slices, truth, source.owner or "")
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    yield ""


def _section(source: Source) -> Iterator[str]:
    yield f"## {source.title}\n\n{source.role}\n"
    if source.legacy:
        yield "**Being replaced.** A metric on it is a migration target.\n"
    if source.why:
        yield f"{source.why}\n"
    if source.landed_since:
        yield f"**In since** {source.landed_since}.\n"
    if source.review:
        yield f"**Review** {source.review}.\n"
    if source.needs:
        yield f"**Needed.** {source.needs}\n"
    yield from _listed("Asked", (_asked(enquiry) for enquiry in source.asked))
    yield from _listed("Decided", (_decided(decision) for decision in source.decisions))
    yield from _listed("Blocked on it", map(_blocked, source.blocks))


def _listed(title: str, entries: Iterable[str]) -> Iterator[str]:
    lines = [f"- {entry}" for entry in entries]
    if lines:
        yield from (f"**{title}.**\n", *lines, "")


def _asked(enquiry: Enquiry) -> str:
    said = f": {enquiry.answer}" if enquiry.answer else ", no answer yet"
    return f"{enquiry.date}, {enquiry.who}, for {enquiry.what}{said}"


def _decided(decision: SourceDecision) -> str:
    return f"{decision.date}: {decision.what}" + (f" ({decision.by})" if decision.by else "")


def _blocked(entry: Blocked) -> str:
    title = f"`{entry.metric}`" if entry.metric else entry.title
    formerly = f" (formerly `{entry.formerly}`)" if entry.formerly else ""
    return f"{title}{formerly}: {entry.why}" if entry.why else f"{title}{formerly}"


def _clusters(inventory: Inventory, clusters: Sequence[Cluster]) -> Iterator[str]:
    if clusters:
        yield "## Clusters\n"
        for cluster in clusters:
            databases = [f"`{s.database}`" for s in inventory.sources if s.cluster == cluster.name and s.database]
            yield f"- **{cluster.name}**, {cluster.title}: {', '.join(databases) or 'no source'}"
        yield ""


def _plans(inventory: Inventory) -> Iterator[str]:
    planned = [(source.plan, source) for source in inventory.sources if source.plan is not None]
    if planned:
        yield "## Plan\n\n| plan | step | source | archetype | proves |\n|---|---|---|---|---|"
        for plan, source in sorted(planned, key=lambda one: (one[0].name, one[0].step)):
            yield f"| {plan.name} | {plan.step} | `{source.name}` | {source.archetype} | {plan.proves or ''} |"
        yield ""


def _how(inventory: Inventory) -> Iterator[str]:
    yield "## Which source is right\n"
    yield f"A metric is asked of `{inventory.truth_source}`, but where another source is the truth for its subject."
    yield "While that one is not landed it is parked: no number of another source stands in for it without a note.\n"
    yield "## How to land a source\n"
    yield "1. `hb sources request SOURCE` says what to ask for, and whom."
    yield "2. `hb sources verify SOURCE` says whether it was given; `--update` writes it down."
    yield "3. `hb profile SOURCE` shows what is there; `slice` in its file says what is to land."
    yield "4. `hb ingest --source SOURCE --plan`, then without `--plan`; from then on `hb ingest --all` keeps it fresh."
