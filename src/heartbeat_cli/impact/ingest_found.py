"""The metrics that are hit by what an ingest found, and those that are broken still by what an earlier one found."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from heartbeat_cli.estate import Inventory, ProjectSettings
from heartbeat_cli.impact.landing_change import metrics_concerned
from heartbeat_cli.ingest import (
    GOING,
    ChangeKind,
    ColumnChange,
    RecordedColumn,
    SourceFindings,
    SourceJob,
    read_broken,
    read_columns,
    write_broken,
)
from heartbeat_cli.pgschema import QName

_Changes = tuple[tuple[QName, ColumnChange], ...]


def with_metrics(
    project: ProjectSettings,
    inventory: Inventory,
    works: Mapping[str, SourceJob],
    found: Mapping[str, SourceFindings],
    *,
    remember: bool = False,
) -> dict[str, SourceFindings]:
    """`found` with its effects on the project's metrics; `works` are the orders of the same run.

    Among the effects are those of columns that went in an earlier run, as long as a metric reads them. With `remember`
    the next run is told in turn.
    """
    known = read_broken(project)
    told: dict[str, SourceFindings] = {}
    going: dict[str, _Changes] = dict(known)
    for name, one in found.items():
        earlier, elsewhere = _still_gone(works[name], known.get(name, ()))
        changes = (*one.changes, *(change for change in earlier if change not in one.changes))
        landed = _landed(works[name], changes) if changes or one.left.gone else {}
        effects = metrics_concerned(project, inventory, works[name].plan.source, landed, changes, one.left.gone)
        told[name] = replace(one, effects=effects)
        broken = {(effect.table, effect.column) for effect in effects if effect.breaks}
        new = (change for change in changes if change[1].kind in GOING and (change[0], change[1].column) in broken)
        going[name] = (*elsewhere, *new)
    if remember and going != known:
        write_broken(project, going)
    return told


def _still_gone(work: SourceJob, changes: Iterable[tuple[QName, ColumnChange]]) -> tuple[_Changes, _Changes]:
    """Of columns that went earlier, those that are not back, and those of tables this run did not look at."""
    now = {table.table.qname: {column.name for column in read_columns(table.columns) or ()} for table in work.tables}
    known = tuple(changes)
    return (
        tuple((table, change) for table, change in known if table in now and change.column not in now[table]),
        tuple((table, change) for table, change in known if table not in now),
    )


def _landed(work: SourceJob, changes: _Changes) -> dict[QName, tuple[RecordedColumn, ...]]:
    """The columns as they land, and those that were there before."""
    landed = {}
    for table in work.tables:
        now = read_columns(table.columns) or ()
        known = {column.name for column in now}
        before = [
            RecordedColumn(change.column, 0, "", "", change.before or "", "")
            for changed, change in changes
            if changed == table.table.qname and change.kind is not ChangeKind.ADDED and change.column not in known
        ]
        landed[table.table.qname] = (*now, *before)
    return landed
