"""Notes the user gives for using a source that is not the right one."""

import re
from datetime import date, timedelta

from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.errors import UsageError
from heartbeat_cli.estate import Source

REVIEW_AFTER = timedelta(days=90)
_TRIED_AT_MOST = 3
NAMED = re.compile(r"\s*(?P<source>[\w-]+)\s*=\s*(?P<why>.*)", re.DOTALL)


def parse_fallbacks(texts: tuple[str, ...], sources: tuple[Source, ...]) -> tuple[str, ...]:
    """Why each of `sources` is used, in their order: `WHY` for one, `SOURCE=WHY` each for several.

    Raises UsageError naming the source that has none.
    """
    named: dict[str, str] = {}
    plain: list[str] = []
    for text in texts:
        match = NAMED.fullmatch(text)
        known = next((s for s in sources if match and match["source"] in (s.name, s.database)), None)
        if known is not None and match is not None:
            named[known.name] = match["why"].strip()
        else:
            plain.append(text.strip())
    if len(sources) == 1 and plain and sources[0].name not in named:
        named[sources[0].name] = plain[0]
    missing = [s.name for s in sources if not named.get(s.name)]
    if missing:
        raise UsageError(
            f"{missing[0]} has no reason of its own for being used",
            hint=" ".join(f"--fallback-note {name}='…'" for name in missing),
            code="missing_flag",
        )
    return tuple(named[s.name] for s in sources)


def looked_at(draft: Draft) -> tuple[str, ...]:
    """The tables of the right sources the search put in front of the user, as `source.schema.table`."""
    usable = {source.name for source in draft.usable}
    found = [f"{s.source}.{hit.table}" for s in draft.searched or () if s.source in usable for hit in s.hits]
    return tuple(found[:_TRIED_AT_MOST])


def parse_review_by(text: str) -> date:
    """A day as ISO 8601; raises UsageError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"'{text}' is no date", hint="For example: --review-by 2026-08-01.") from None
