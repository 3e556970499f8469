"""Is a metric built on the right source? Judged from what its SQL reads, never from what its file claims.

The right sources are those that are truth for the subject of the question, of the labels the SQL compares with or of
the tables it reads; else the truth source. What is read outside them needs a reason in writing:

- Another landed source instead of, or beside, the right one: a *fallback* note for each.
- The truth source while a right source is not read: the number is the bank's own but contains something more, and a
  *caveat* note names the right source that would clear it. That is no back door: the pending register has to list the
  metric as shown with a caveat, or the note has to own up to being a stop-gap.
- Any other source while the right one is not landed: no note helps, the candidate is parked.

The pending register may say that a metric waits for a source its question does not name (the compliance hold inside a
processing time). Then it is parked as well, or a caveat note names that source. An everyday word that may mean another
source's subject decides nothing; a *subject* note says what it means.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from heartbeat_cli.estate import Doubt, Inventory, RightSource, Source, doubts, right_sources
from heartbeat_cli.metrics.columns_read import columns_named
from heartbeat_cli.metrics.labels import labels_wanted
from heartbeat_cli.metrics.metric import Metric, Note
from heartbeat_cli.pgschema import QName
from heartbeat_cli.text import split_words, stem


@dataclass(frozen=True, slots=True)
class Misuse:
    """One way in which a metric is built on the wrong source: what is wrong, and what to do about it.

    `dataset` is the one read, None where the mistake is in what is not read or in the file's claim. `severity` is
    `error`, or `warning` where the number may stand for now.
    """

    json_keys: ClassVar = "severity message next"

    message: str
    next: str
    dataset: str | None = None
    severity: str = "error"


def right_sources_of(metric: Metric, inventory: Inventory, tables: Collection[QName] = ()) -> tuple[RightSource, ...]:
    """The right sources for a metric: by the words of its question, name and label, and by what its SQL reads of
    `tables`."""
    meant = [note.source for note in metric.notes_of("subject") if note.source]
    sql = metric.sql if tables else None
    return right_sources_read(_asked(metric), inventory, sql, tables, meant, metric.label)


def right_sources_read(
    asked: str,
    inventory: Inventory,
    sql: str | None,
    tables: Collection[QName] = (),
    meant: Collection[str] = (),
    label: str = "",
) -> tuple[RightSource, ...]:
    """The right sources for what is `asked`, shown as `label` and answered by `sql` over `tables` of the marts.

    `meant` are the sources everyday words were said to mean; a source that is read is meant, too.
    """
    labels, columns = _wanted(sql) if sql else ((), {})
    read = {source.name for source in _sources_read(tables, inventory).values()}
    places = _places(tables, columns, inventory)
    return right_sources(asked, inventory, labels=(label, *labels), tables=places, meant={*meant, *read})


@lru_cache(maxsize=64)
def _wanted(sql: str) -> tuple[tuple[str, ...], dict[QName, frozenset[str]]]:
    """The labels a query wants, and the columns it names of each table."""
    return labels_wanted(sql), columns_named(sql)


def _asked(metric: Metric) -> str:
    return f"{metric.question} {metric.name}"


def _places(tables: Collection[QName], columns: Mapping[QName, Collection[str]], inventory: Inventory) -> list[str]:
    """What is read as `source.schema.table`, and with each of its columns; `*` for all of them."""
    found = ((table, inventory.of_dataset(table.schema)) for table in tables)
    names = {table: f"{owner[0].name}.{owner[1]}.{table.name}" for table, owner in found if owner is not None}
    named = (f"{name}.{column}" for table, name in names.items() for column in sorted(columns.get(table, ())))
    return [*names.values(), *named]


def misuses(
    metric: Metric, tables: Collection[QName], inventory: Inventory, landed: Collection[str] | None = None
) -> tuple[Misuse, ...]:
    """Everything that keeps a metric reading `tables` from standing on the right source.

    `landed` names the sources that are landed, None where the marts cannot be asked; a source without any slice is
    never landed. Parked and retired metrics show no number and are not judged.
    """
    if metric.status in ("parked", "retired"):
        return ()
    right = right_sources_of(metric, inventory, tables)
    read = _sources_read(tables, inventory)
    found = [*_claim(metric, read)]
    names_read = {source.name for source in read.values()}
    right_names = [r.source.name for r in right]
    right_is_read = bool(names_read & set(right_names))
    caveats = {note.source for note in metric.notes_of("caveat") if note.source}
    caveated = {name for name in right_names if name in caveats and name not in names_read}
    fallbacks = {note.source for note in metric.notes_of("fallback")}
    unreachable = not right_is_read and all(_surely_not_landed(r.source, landed) for r in right)
    for dataset, source in read.items():
        if source.name in right_names or (source.name == inventory.truth_source and caveated):
            continue
        if unreachable:
            found.append(_wrong_source(dataset, source, right, inventory))
        elif source.name not in fallbacks:
            found.append(_unexplained(dataset, source, right, inventory, right_is_read))
    if right_is_read:
        found += _left_out(right, names_read | caveats, landed)
    found += [m for r in right if r.source.name in caveated for m in _caveat_gaps(metric, r, landed)]
    found += _unregistered(metric, names_read, inventory, landed or ())
    found += [_cleared(name) for name in sorted((caveats - names_read) & set(landed or ()))]
    found += [_doubtful(doubt, inventory) for doubt in _open_doubts(metric, tables, names_read, inventory)]
    return tuple(found)


def _left_out(
    right: tuple[RightSource, ...], accounted: Collection[str], landed: Collection[str] | None
) -> list[Misuse]:
    """The subjects of the question of which no source is read, beside those of which one is, nor in a caveat."""
    found = []
    for title in dict.fromkeys(r.subject.title for r in right if r.subject is not None):
        of_title = tuple(r for r in right if r.subject is not None and r.subject.title == title)
        if any(r.source.name in accounted for r in of_title):
            continue
        names = " or ".join(r.source.name for r in of_title)
        is_lacking = all(_surely_not_landed(r.source, landed) for r in of_title)
        first = of_title[0].source.name
        then = f"Set status: parked with blocked_on {first}, or add" if is_lacking else f"Read {first}, too, or add"
        then = f"{then} a caveat note with source: {first} that says what the number also contains."
        not_landed = f", and {names} is not landed" if is_lacking else ""
        severity = "error" if is_lacking else "warning"
        found.append(Misuse(f"does not read {names}, but {_because(of_title)}{not_landed}", then, severity=severity))
    return found


def _caveat_gaps(metric: Metric, right: RightSource, landed: Collection[str] | None) -> list[Misuse]:
    """Why a caveat does not excuse the truth source's number while the right source is not landed."""
    source = right.source
    if not _surely_not_landed(source, landed) or is_registered(metric.name, source):
        return []
    removed = next((b for b in source.blocks if b.shown == "removed" and b.metric), None)
    if removed is not None:
        return [
            Misuse(
                f"a caveat does not bring back what was removed: {right.because}, and the pending register has"
                f" {removed.metric} as removed until {source.name} is landed",
                f"Set status: parked with blocked_on {source.name}.",
            )
        ]
    note = next(n for n in metric.notes_of("caveat") if n.source == source.name)
    missing = _missing_of_stop_gap(metric, note)
    if not missing:
        return []
    return [
        Misuse(
            f"the pending register does not list {metric.name} as shown with a caveat, though {right.because}"
            + (f"; as a stop-gap it lacks {missing}" if note.stop_gap else ""),
            f"Set status: parked with blocked_on {source.name}; list it under blocks in db/sources/{source.file.name}"
            " with shown: caveat; or own up to a stop-gap: stop_gap: true and review_by in the note, an owner, and a"
            " hand count.",
        )
    ]


def is_registered(name: str, source: Source) -> bool:
    """Whether the pending register lists a metric as shown with a caveat until `source` is landed."""
    return any(blocked.metric == name and blocked.shown == "caveat" for blocked in source.blocks)


def _missing_of_stop_gap(metric: Metric, note: Note) -> str | None:
    """What a stop-gap needs and has not: an owner and a hand count only where it is shown."""
    shown = metric.status not in ("candidate", "ready")
    record = metric.last_alignment
    if not note.stop_gap:
        return "stop_gap: true"
    if note.review_by is None:
        return "review_by"
    if shown and not metric.owner:
        return "an owner"
    if shown and (record is None or record.verdict != "match"):
        return "a hand count that matches"
    if shown and record is not None and record.receipt is None:
        return "a receipt for its hand count"
    return None


def _open_doubts(metric: Metric, tables: Collection[QName], read: Collection[str], inventory: Inventory) -> list[Doubt]:
    """The everyday words nobody has said the meaning of, and that no table read is called by."""
    names = {stem(word) for table in tables for word in split_words(table.name)}
    found = doubts(_asked(metric), inventory)
    may_be_meant = {inventory.truth_source, *(doubt.source.name for doubt in found)}
    if any(note.source in may_be_meant for note in metric.notes_of("subject")):
        return []
    return [doubt for doubt in found if doubt.source.name not in read and stem(doubt.word) not in names]


def _doubtful(doubt: Doubt, inventory: Inventory) -> Misuse:
    return Misuse(
        f'"{doubt.word}" may mean {doubt.subject.title}, for which {doubt.source.name} is the right source',
        f"Say which: a note {{kind: subject, source: {doubt.source.name} or {inventory.truth_source}, why: …}}.",
        severity="warning",
    )


def _unregistered(metric: Metric, read: set[str], inventory: Inventory, landed: Collection[str]) -> list[Misuse]:
    """The sources the pending register says this metric waits for, and no caveat owns up to."""
    excused = {note.source for note in metric.notes_of("caveat")} | read | set(landed)
    return [
        Misuse(
            f"the pending register says it waits for {source.name}" + (f": {blocked.why}" if blocked.why else ""),
            f"Set status: parked with blocked_on {source.name}, or add a caveat note with source: {source.name}.",
        )
        for source in inventory.sources
        for blocked in source.blocks
        if blocked.metric == metric.name and source.name not in excused
    ]


def _cleared(name: str) -> Misuse:
    return Misuse(
        f"{name} is landed now; the caveat that waits for it can be cleared",
        f"Derive the number from {name}, then remove the caveat.",
        severity="warning",
    )


def _sources_read(tables: Collection[QName], inventory: Inventory) -> dict[str, Source]:
    """The source of each dataset read; datasets no source lands as are another rule's business."""
    datasets = sorted({table.schema for table in tables})
    owners = {dataset: inventory.of_dataset(dataset) for dataset in datasets}
    return {dataset: owner[0] for dataset, owner in owners.items() if owner is not None}


def _claim(metric: Metric, read: dict[str, Source]) -> list[Misuse]:
    names = sorted({source.name for source in read.values()})
    if not names or metric.source in names:
        return []
    return [
        Misuse(
            f"the file says source: {metric.source}, its SQL reads {', '.join(read)}",
            f"Write source: {names[0]}." if len(names) == 1 else f"Write the main one of {', '.join(names)}.",
        )
    ]


def _surely_not_landed(source: Source, landed: Collection[str] | None) -> bool:
    return not source.slices or (landed is not None and source.name not in landed)


def _wrong_source(dataset: str, source: Source, right: tuple[RightSource, ...], inventory: Inventory) -> Misuse:
    waits = " or ".join(r.source.name for r in right)
    if source.name == inventory.truth_source:
        then = (
            f"Set status: parked with blocked_on {right[0].source.name}. If the number is {source.name}'s own and only "
            f"contains something more, add a caveat note with source: {right[0].source.name}."
        )
    else:
        then = f"Set status: parked with blocked_on {right[0].source.name}; a fallback note does not help here."
    return Misuse(f"reads {dataset}, but {_because(right)}, and {waits} is not landed", then, dataset)


def _unexplained(
    dataset: str, source: Source, right: tuple[RightSource, ...], inventory: Inventory, right_is_read: bool
) -> Misuse:
    note = f"a note {{kind: fallback, source: {source.name}, why: …, tried: [{right[0].source.name}.…]}}"
    if source.name == inventory.truth_source and not right_is_read:
        name = right[0].source.name
        then = f"Read {name}, or add a caveat note with source: {name} that says what the number also contains."
    elif right_is_read:
        then = f"Add {note}: why {right[0].source.name} is not enough."
    else:
        then = f"Read {right[0].source.name}, or add {note}."
    return Misuse(f"reads {dataset} without a note that says why; {_because(right)}", then, dataset)


def _because(right: tuple[RightSource, ...]) -> str:
    if len(right) == 1:
        return right[0].because
    subject = right[0].subject
    names = ", ".join(r.source.name for r in right)
    return f'{names} are truth for {subject.title if subject else "this"} ("{right[0].term}")'
