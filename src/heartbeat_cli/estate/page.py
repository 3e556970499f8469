"""docs/sources.md: the inventory for people, written from db/sources."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from heartbeat_cli.estate.inventory import Blocked, Inventory, Source
from heartbeat_cli.estate.project import ProjectSettings

_WRITTEN: Final = "<!-- Written from db/sources by `hb check --fix`; edit those files, not this page. -->"


def sources_page_file(project: ProjectSettings) -> Path:
    """Where a project has the page, if it has one."""
    return project.root / "docs" / "sources.md"


def sources_page(inventory: Inventory) -> str:
    """The page: a table of the sources, then what each is, what it needs, and what waits for it."""
    return (
        "\n".join((*_overview(inventory), *(part for s in inventory.sources for part in _section(s)))).rstrip() + "\n"
    )


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
    if source.needs:
        yield f"**Needed.** {source.needs}\n"
    if source.blocks:
        yield "**Blocked on it.**\n"
        yield from (f"- {_blocked(entry)}" for entry in source.blocks)
        yield ""


def _blocked(entry: Blocked) -> str:
    title = f"`{entry.metric}`" if entry.metric else entry.title
    return f"{title}: {entry.why}" if entry.why else title
