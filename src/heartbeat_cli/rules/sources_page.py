"""sources-page: docs/sources.md says of the sources what db/sources says."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path

from heartbeat_cli.errors import HbError, Place
from heartbeat_cli.estate import (
    ProjectSettings,
    is_written,
    load_inventory,
    sources_not_named,
    sources_page,
    sources_page_file,
)
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.fix import Fix, Rewrite, fingerprint
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "sources-page"
WHY = """\
`docs/sources.md` is the inventory for people: which sources there are, who owns each, what it is the truth for, what it
needs and what waits for it. It is written from `db/sources/`, and a page that is not what these files say is told with
the first line that differs: `hb check --fix` writes it anew, and fills the file where it is empty. A page in somebody's
own words is left as it is; told are the sources it does not name. Where there is none `hb check --fix` makes it.
"""
_SHOWN = 60


def judge(evidence: Evidence) -> Judgement:
    """A warning where the page is not what the inventory says."""
    page, broken = evidence.sources_page, evidence.broken.get("sources page")
    if broken is not None:
        yield Finding.at(ID, broken.place, broken.message, broken.next, WARNING)
    if page is None:
        return
    file = sources_page_file(evidence.project)
    if is_written(page):
        yield from _as_written(page, sources_page(evidence.inventory, evidence.project.clusters), file)
        return
    missing = sources_not_named(page, evidence.inventory)
    if missing:
        message = f"does not name {', '.join(missing)}"
        then = "Add a word about it; an empty file is filled from db/sources by `hb check --fix`."
        yield Finding.at(ID, Place(str(file), 1), message, then, WARNING)


def _as_written(page: str, should: str, file: Path) -> Judgement:
    pairs = zip_longest(page.splitlines(), should.splitlines())
    for number, (there, wanted) in enumerate(pairs, 1):
        if there != wanted:
            message = f"out of step with db/sources: says {_cut(there)}, they say {_cut(wanted)}"
            fix = Rewrite(file, should, fingerprint(page))
            yield Finding.at(ID, Place(str(file), number), message, "Write it anew from db/sources.", WARNING, fix)
            return


def make(project: ProjectSettings) -> Iterator[Fix]:
    """The page where there is none: that is no finding, and whoever mends the project wants it."""
    file = sources_page_file(project)
    if os.path.lexists(file):
        return
    # An inventory that cannot be read is a finding, and no page.
    with suppress(HbError):
        yield Rewrite(file, sources_page(load_inventory(project), project.clusters), None)


def _cut(text: str | None) -> str:
    if not text:
        return "nothing" if text is None else "an empty line"
    return f"'{text}'" if len(text) <= _SHOWN else f"'{text[: _SHOWN - 1]}…'"


RULE = Rule(
    ID,
    "docs/sources.md says of the sources what db/sources says.",
    judge,
    needs=("inventory-valid",),
    why=WHY,
    makes=make,
)
