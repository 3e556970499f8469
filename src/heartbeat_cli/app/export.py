"""`hb metrics export`: which metrics, what is true of each, and where what an exporter made of them goes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.app.from_root import files_from_root, named_from_root
from heartbeat_cli.errors import HbError, NotFoundError, UsageError, did_you_mean
from heartbeat_cli.exports import Export, ExportRequest

if TYPE_CHECKING:
    from heartbeat_cli.estate import Inventory, ProjectSettings
    from heartbeat_cli.exports import ExportedMetric, Exporter, ExportSubject
    from heartbeat_cli.marts import Age, TableAge
    from heartbeat_cli.metrics import Metric, SourceTable, Tried
    from heartbeat_cli.mirror import MirrorDumps

_SHOWN = ("aligned", "caveated", "needs_realignment")


def export_metrics(project: "ProjectSettings", request: ExportRequest) -> Export:
    """Write metrics in the words of another program.

    Raises NotFoundError for a metric or exporter there is not, UsageError for what does not go together, RefusedError
    (`not_ours`) where a file or table of somebody else would be overwritten, and HbError where nothing can be written.
    """
    from heartbeat_cli.exports import EXPORTERS

    exporter = EXPORTERS.find(request.to)
    spec = exporter.spec(request.spec)
    _refuse_ends(exporter, request)
    with files_from_root(project):
        metrics, unreadable = _chosen(project, request)
        subject, doubt = _subject(project, exporter, metrics, request)
        exported = exporter.write(subject, spec)
        made = Export(request, spec, subject.metrics, exported, unreadable=unreadable, doubt=doubt)
        return _put(project, exporter, made)


def _refuse_ends(exporter: "Exporter", request: ExportRequest) -> None:
    if exporter.to_marts and request.out is not None:
        raise UsageError(f"--to {request.to} writes into the marts, and no file", hint="Leave --out out.")
    if exporter.several and request.out is None and not request.dry_run:
        raise UsageError(f"--to {request.to} writes a folder of files", hint="Say which with --out, or add --dry-run.")


def _chosen(project: "ProjectSettings", request: ExportRequest) -> "tuple[list[Metric], tuple[str, ...]]":
    """The metrics that are wanted, by name, and the files that are none."""
    from heartbeat_cli.files import from_root
    from heartbeat_cli.metrics import load_all, metrics_with_evidence, with_migration

    loaded, problems = load_all(project)
    wanted = _named(loaded, request.names) if request.names else _usual(loaded, candidates=request.candidates)
    known = metrics_with_evidence(project, sorted(wanted, key=lambda metric: metric.name))
    inventory = _inventory(project)
    told = [with_migration(metric, inventory) for metric in known] if inventory else list(known)
    return told, tuple(from_root(str(problem), project.root) for problem in problems)


def _named(loaded: "Sequence[Metric]", names: Iterable[str]) -> "list[Metric]":
    from heartbeat_cli.metrics import is_pattern

    found: dict[str, Metric] = {}
    for name in names:
        meant = [m for m in loaded if m.name == name or (is_pattern(name) and fnmatchcase(m.name, name))]
        if not meant:
            hint = did_you_mean(name, [m.name for m in loaded]) or "`hb metrics list` shows what there is."
            raise NotFoundError(f"no metric or candidate is called '{name}'", hint=hint, code="unknown_metric")
        found |= {metric.name: metric for metric in meant}
    return list(found.values())


def _usual(loaded: "Iterable[Metric]", *, candidates: bool) -> "list[Metric]":
    return [m for m in loaded if m.status in _SHOWN or (candidates and m.status != "retired")]


def _inventory(project: "ProjectSettings") -> "Inventory | None":
    """None where it cannot be read: that is for `hb check`."""
    from heartbeat_cli.estate import load_inventory

    try:
        return load_inventory(project)
    except HbError:
        return None


# What is true of each


def _subject(
    project: "ProjectSettings", exporter: "Exporter", metrics: "list[Metric]", request: ExportRequest
) -> "tuple[ExportSubject, str | None]":
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.exports import ExportedMetric, ExportSubject, doubts_about
    from heartbeat_cli.metrics import effective_status, right_sources_of
    from heartbeat_cli.mirror import MirrorDumps

    inventory, mirror, errors = load_inventory(project), MirrorDumps(project), _errors(project)
    found = []
    for metric in metrics:
        doubts, wrong = doubts_about(metric, None), errors.get(metric.file, ())
        right = tuple((one.source.name, one.because) for one in right_sources_of(metric, inventory))
        tables = _tables(metric, inventory, mirror)
        found.append(ExportedMetric(metric, effective_status(metric), doubts, wrong, tables, right))
    doubt = None
    if exporter.numbers:
        found, doubt = _with_numbers(project, inventory, found, request.as_of or project.now())
    whole = not request.names
    return ExportSubject(project.truth_source, tuple(found), project.now(), whole), doubt


def _errors(project: "ProjectSettings") -> dict[Path | None, tuple[str, ...]]:
    """What `hb check` calls wrong with each file: its number must not be used."""
    from heartbeat_cli.rules import ERROR, all_rules, check_again, other_rules

    found: dict[Path | None, tuple[str, ...]] = {}
    for finding in check_again(project, all_rules, other_rules()).findings:
        if finding.severity == ERROR:
            told = f"wrong: hb check finds {finding.rule} (line {finding.line})"
            found[finding.file] = (*found.get(finding.file, ()), told)
    return found


def _tables(metric: "Metric", inventory: "Inventory", mirror: "MirrorDumps") -> "tuple[SourceTable, ...]":
    """None for what is no SQL: a check calls it an error."""
    from heartbeat_cli.metrics import source_tables

    try:
        return source_tables(metric.sql, inventory, mirror.database) if metric.sql else ()
    except HbError:
        return ()


def _with_numbers(
    project: "ProjectSettings", inventory: "Inventory", metrics: "list[ExportedMetric]", as_of: datetime
) -> "tuple[list[ExportedMetric], str | None]":
    """Each with its number at a moment, or why it has none; and why no receipt could be written."""
    from heartbeat_cli.metrics import run_several

    asked = [one.metric for one in metrics if one.metric.status not in ("parked", "retired")]
    done = {tried.metric.name: tried for tried in run_several(project, asked, as_of)} if asked else {}
    unrecorded = next((tried.run.unrecorded for tried in done.values() if tried.run is not None), None)
    found = [_with_number(project, inventory, one, done.get(one.metric.name), as_of) for one in metrics]
    return found, f"no receipt could be written: {unrecorded}" if unrecorded else None


def _with_number(
    project: "ProjectSettings",
    inventory: "Inventory",
    one: "ExportedMetric",
    tried: "Tried | None",
    as_of: datetime,
) -> "ExportedMetric":
    from heartbeat_cli.exports import doubts_about
    from heartbeat_cli.metrics import shown_status

    run = tried.run if tried is not None else None
    if tried is not None and tried.error is not None:
        told = named_from_root(tried.error, project)
        return replace(one, doubts=(*one.doubts, f"{told.code}: {told.message}"), as_of=as_of)
    if run is None:
        return one
    empty = ("no value: its SQL gave NULL",) if run.value.value is None else ()
    ahead = ("its moment is yet to come",) if as_of > project.now() else ()
    return replace(
        one,
        metric=run.metric,
        status=shown_status(run.metric, run.age),
        doubts=(*doubts_about(run.metric, run.age), *empty, *ahead),
        value=run.value.value,
        as_of=as_of,
        age=run.age,
        receipt=run.receipt.id,
        stale_at=_stale_at(run.age, inventory),
    )


def _stale_at(age: "Age | None", inventory: "Inventory") -> datetime | None:
    """When the first of the tables a number reads will be beyond its source's limit."""
    if age is None:
        return None
    ends = [_end(table, inventory) for table in age.tables]
    return None if None in ends else min((end for end in ends if end is not None), default=None)


def _end(table: "TableAge", inventory: "Inventory") -> datetime | None:
    from heartbeat_cli.estate import USUAL_FRESHNESS

    source = inventory.get(table.source) if table.source else None
    limits = source.freshness if source else USUAL_FRESHNESS
    return table.until + timedelta(seconds=limits.error_after) if table.until is not None else None


# Where it goes


def _put(project: "ProjectSettings", exporter: "Exporter", made: Export) -> Export:
    from heartbeat_cli.exports import place_files, refuse_others, write_placed

    request = made.request
    if exporter.to_marts:
        if not request.dry_run:
            from heartbeat_cli.marts import publish

            publish(project, made.exported.statements)
        return replace(made, written=not request.dry_run)
    if request.out is None:
        return made
    placed = place_files(made.exported.files, request.out, several=exporter.several)
    refuse_others(placed)
    if not request.dry_run:
        write_placed(placed)
    return replace(made, placed=placed, written=not request.dry_run)
