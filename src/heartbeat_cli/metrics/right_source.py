"""Is a metric built on the right source? Judged from what its SQL reads, never from what its file claims.

The right sources are those that are truth for the question's subject, else the truth source. What is read outside them
needs a reason in writing:

- Another landed source instead of, or beside, the right one: a *fallback* note for each.
- The truth source while a right source is not read: the number is the bank's own but contains something more, and a
  *caveat* note names the right source that would clear it. This is the one way to a number without the right source.
- Any other source while the right one is not landed: no note helps, the candidate is parked.

The pending register may say that a metric waits for a source its question does not name (the compliance hold inside a
processing time). Then it is parked as well, or a caveat note names that source.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from heartbeat_cli.estate import Inventory, RightSource, Source, right_sources
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.pgschema import QName


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


def right_sources_of(metric: Metric, inventory: Inventory) -> tuple[RightSource, ...]:
    """The right sources for a metric: those for the words of its question and of its name."""
    return right_sources(f"{metric.question} {metric.name}", inventory)


def misuses(
    metric: Metric, tables: Collection[QName], inventory: Inventory, landed: Collection[str] | None = None
) -> tuple[Misuse, ...]:
    """Everything that keeps a metric reading `tables` from standing on the right source.

    `landed` names the sources that are landed, None where the marts cannot be asked; a source without any slice is
    never landed. Parked and retired metrics show no number and are not judged.
    """
    if metric.status in ("parked", "retired"):
        return ()
    right = right_sources_of(metric, inventory)
    read = _sources_read(tables, inventory)
    found = [*_claim(metric, read)]
    names_read = {source.name for source in read.values()}
    right_names = [r.source.name for r in right]
    right_is_read = bool(names_read & set(right_names))
    caveats = {note.source for note in metric.notes_of("caveat")}
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
    found += _unregistered(metric, names_read, inventory, landed or ())
    found += [_cleared(name) for name in sorted(caveated & set(landed or ()))]
    return tuple(found)


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


def fallback_gaps(metric: Metric) -> tuple[tuple[int, str], ...]:
    """What fallback notes leave out: (index under `notes`, what is missing)."""
    gaps = []
    for index, note in enumerate(metric.notes):
        if note.kind == "fallback":
            if not note.why:
                gaps.append((index, f"the fallback note on {note.source} does not say why"))
            if not note.tried:
                gaps.append((index, f"the fallback note on {note.source} does not say what was tried first"))
    return tuple(gaps)


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
