"""What notes leave out: a reason, the tables tried first, the day to look at them again.

`hb check`, the wizard and whatever shows a number judge by the same functions.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from heartbeat_cli.errors import did_you_mean
from heartbeat_cli.estate import Inventory, Source
from heartbeat_cli.metrics.metric import Metric, Note
from heartbeat_cli.metrics.right_source import right_sources_of
from heartbeat_cli.metrics.substance import says_nothing
from heartbeat_cli.pgschema import Database, QName

LONGEST_UNTIL_REVIEW: Final = timedelta(days=366)
REASONED: Final = ("fallback", "caveat", "subject")
"""The kinds of note that give a reason; a method note only tells how it is counted."""

Mirrored = Callable[[Source], Database | None]


@dataclass(frozen=True, slots=True)
class NoteGap:
    """What a note leaves out: its index under `notes` and the key there, what is missing, and what to write."""

    index: int
    key: str
    message: str
    next: str


def titled(note: Note) -> str:
    """`fallback note on vss`, `stop-gap until qac`."""
    if note.stop_gap:
        return f"stop-gap until {note.source}"
    return f"{note.kind} note on {note.source}" if note.source else f"{note.kind} note"


def reason_gaps(
    metric: Metric, inventory: Inventory | None = None, tables: Collection[QName] = ()
) -> tuple[NoteGap, ...]:
    """The notes without a reason: that its source or the `tables` read there are named is none, nor is what a program
    wrote that nobody has taken over."""
    reasoned = [(index, note) for index, note in enumerate(metric.notes) if note.kind in REASONED]
    silent = (
        NoteGap(index, "why", f"the {titled(note)} does not say why{wrong}", _WANTED[note.kind])
        for index, note in reasoned
        if (wrong := reason_problem(note, metric, inventory, tables)) is not None
    )
    drafted = (
        NoteGap(index, "drafted_by", f"the reason of the {titled(note)} is a draft of {note.drafted_by}", _TAKE_OVER)
        for index, note in reasoned
        if note.drafted_by is not None
    )
    return tuple(sorted((*silent, *drafted), key=lambda gap: gap.index))


def reason_problem(
    note: Note, metric: Metric, inventory: Inventory | None = None, tables: Collection[QName] = ()
) -> str | None:
    """Why a note's reason is none: `: "n/a" gives no reason`, empty where it has no text; None where it is one."""
    names = _names_of(note.source, inventory, tables) if note.source else []
    asked = (metric.question, metric.name, metric.label)
    wrong = says_nothing(_without(note.tried, note.why), names, asked, one_thing=note.kind != "fallback")
    if wrong is None:
        return None
    return f': "{_short(note.why)}" {wrong}' if note.why.strip() else ""


def _without(tried: Collection[str], text: str) -> str:
    """A reason without the tables it says were tried, in full."""
    for entry in sorted(tried, key=len, reverse=True):
        text = text.replace(entry, " ")
    return text


def _names_of(name: str, inventory: Inventory | None, tables: Collection[QName]) -> list[str]:
    source = inventory.get(name) if inventory is not None else None
    if source is None:
        return [name]
    read = [table.name for table in tables if table.schema in source.datasets]
    return [name, source.title, source.database or "", *source.schemas, *source.datasets, *read]


_TAKE_OVER: Final = "Whoever stands for it puts it into their own words, and takes drafted_by out."
_WANTED: Final = {
    "fallback": "Write why the right source cannot answer this, in any language.",
    "caveat": "Write what the number contains, or lacks, while that source has not landed, in any language.",
    "subject": "Write why that source is meant, in any language.",
}


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else plain[:39] + "…"


def fallback_gaps(metric: Metric) -> tuple[tuple[int, str], ...]:
    """What fallback notes leave out, as far as the file alone tells: (index under `notes`, what is missing)."""
    reasons = [(gap.index, gap.message) for gap in reason_gaps(metric) if metric.notes[gap.index].kind == "fallback"]
    untried = [
        (index, f"the {titled(note)} does not say what was tried first")
        for index, note in enumerate(metric.notes)
        if note.kind == "fallback" and not note.tried
    ]
    return tuple(sorted([*reasons, *untried], key=lambda gap: gap[0]))


def tried_gaps(
    metric: Metric, tables: Collection[QName], inventory: Inventory, mirror: Mirrored
) -> tuple[NoteGap, ...]:
    """The fallback notes that name nothing that was tried, or nothing that can have been.

    `tables` are what the SQL reads; `mirror` gives the DDL of a source where there is one.
    """
    fallbacks = [(index, note) for index, note in enumerate(metric.notes) if note.kind == "fallback"]
    right = _right_names(metric, tables, inventory) if fallbacks else []
    return tuple(
        NoteGap(index, "tried", f"the {titled(note)}: {message}", then)
        for index, note in fallbacks
        for message, then in tried_problems(note.tried, note.source, right, inventory, mirror)
    )


def _right_names(metric: Metric, tables: Collection[QName], inventory: Inventory) -> list[str]:
    """The right sources; the truth source beside those whose want a caveat owns up to."""
    right = [right.source.name for right in right_sources_of(metric, inventory, tables)]
    caveated = {note.source for note in metric.notes_of("caveat")} & set(right)
    return [*dict.fromkeys([*right, *([inventory.truth_source] if caveated else [])])]


def tried_problems(
    tried: Collection[str], fallback: str | None, right: Collection[str], inventory: Inventory, mirror: Mirrored
) -> tuple[tuple[str, str], ...]:
    """Why tables cannot have been tried before reading `fallback`: what is wrong, and what to write.

    Each is `source.schema.table` or `dataset.table`, a column may follow; one has to be of a `right` source. Without
    DDL of a source its schemas are those of the inventory.
    """
    then = f"Write tried: [{' or '.join(right)}.<schema>.<table>], what was looked at first."
    if not tried:
        return (("it does not say what was tried first", then),)
    found = [(entry, *_source_of(entry, inventory)) for entry in tried]
    wrong = [w for each in found if (w := _tried_problem(*each, fallback, inventory, mirror)) is not None]
    if not wrong and not {source.name for _, source, _ in found if source} & set(right):
        wrong.append((f"nothing tried is of {' or '.join(right)}, the right source", None))
    return tuple((message, hint or then) for message, hint in wrong)


def tried_sources(metric: Metric, inventory: Inventory) -> tuple[Source, ...]:
    """The sources of which fallback notes say that tables were tried."""
    entries = (entry for note in metric.notes_of("fallback") for entry in note.tried)
    return tuple(source for source, _ in (_source_of(entry, inventory) for entry in entries) if source is not None)


def tried_table(entry: str, inventory: Inventory) -> tuple[Source, QName] | None:
    """The source and table that an entry of `tried` names, None where it names none."""
    source, path = _source_of(entry, inventory)
    return (source, QName(path[0], path[1])) if source is not None and len(path) > 1 else None


_Wrong = tuple[str, str | None]


def _tried_problem(
    entry: str, source: Source | None, path: tuple[str, ...], fallback: str | None, inventory: Inventory,
    mirror: Mirrored,
) -> _Wrong | None:  # fmt: skip
    if source is None:
        return f"tried: '{entry}' is of no source", did_you_mean(entry.partition(".")[0], inventory.names())
    if source.name == fallback:
        return f"tried: '{entry}' is of {fallback} itself", None
    if len(path) < 2:
        return f"tried: '{entry}' names no table", None
    return _not_there(source, path[0], path[1], mirror(source))


def _source_of(entry: str, inventory: Inventory) -> tuple[Source | None, tuple[str, ...]]:
    """The source of `source.schema.table…` or `dataset.table…`, and what is behind it."""
    first, *rest = (part.strip() for part in entry.split("."))
    source = inventory.get(first)
    if source is not None:
        return source, tuple(rest)
    owner = inventory.of_dataset(first)
    return (owner[0], (owner[1], *rest)) if owner is not None else (None, ())


def _not_there(source: Source, schema: str, table: str, database: Database | None) -> _Wrong | None:
    known = database.schema(schema) if database is not None else None
    if known is not None:
        names = [*(t.name for t in known.tables), *(v.name for v in known.views)]
        there = table in names
        return None if there else (f"tried: {source.name} has no table {schema}.{table}", did_you_mean(table, names))
    schemas = source.schemas if database is None else tuple(s.name for s in database.schemas)
    if not schemas or schema in (*schemas, *source.schemas):
        return None
    return f"tried: {source.name} has no schema '{schema}'", did_you_mean(schema, schemas)


def review_gaps(metric: Metric, today: date) -> tuple[NoteGap, ...]:
    """The fallbacks and stop-gaps that nobody would look at again: no day of review, or one too far away."""
    until = today + LONGEST_UNTIL_REVIEW
    gaps = []
    for index, note in enumerate(metric.notes):
        if note.kind != "fallback" and not note.stop_gap:
            continue
        wrong = review_problem(note.review_by, today)
        if wrong is not None:
            then = f"Write review_by: a day until {until}."
            gaps.append(NoteGap(index, "review_by", f"the {titled(note)} {wrong}", then))
    return tuple(gaps)


def review_problem(day: date | None, today: date) -> str | None:
    """Why a day is none to review a note by; one that has passed is."""
    if day is None:
        return "does not say until when (review_by)"
    if day > today + LONGEST_UNTIL_REVIEW:
        return f"is not looked at again before {day}: more than a year away"
    return None
