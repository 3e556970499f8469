"""Where somebody stands on the road from a question to a candidate, and what was chosen on it."""

from typing import Final

from heartbeat_cli.discovery.asking import ROAD, Waypoint
from heartbeat_cli.discovery.draft import Draft

_SOURCE = ("about", "stop-gap", "caveat", "needs", "fallback-note", "tried", "review-by")
_MEASURE = ("measure", "column", "until", "in", "share-where", "where")
_STEPS: Final = {
    "question": "Question",
    **dict.fromkeys(_SOURCE, "Source"),
    **dict.fromkeys(("proposal", "table", "sql"), "Table"),
    **dict.fromkeys(_MEASURE, "Measure"),
    **dict.fromkeys(("window", "time", "anyway"), "Window"),
}


def road_of(draft: Draft, key: str) -> tuple[Waypoint, ...]:
    """The steps, where the question `key` is the one that is asked."""
    here = _STEPS.get(key, "Name")
    chosen = dict(zip(ROAD, _chosen(draft), strict=True))
    return tuple(Waypoint(title, bool(chosen[title]), chosen[title] or "", title == here) for title in ROAD)


def _chosen(draft: Draft) -> tuple[str | None, ...]:
    known = draft.searched is not None
    source = ", ".join(dict.fromkeys(right.source.name for right in draft.right)) if known else None
    table = ", ".join(str(home.table) for home in draft.reads) or None
    return (draft.question, source, table, _measured(draft), draft.window, draft.name)


def _measured(draft: Draft) -> str | None:
    if draft.measure is None:
        return "SQL" if draft.sql is not None else None
    words = " ".join(filter(None, (draft.measure.word, draft.measure.column)))
    return f"{words} where {draft.where_text}" if draft.where_text else words
