"""The metrics that are hit by what an ingest found."""

from collections.abc import Mapping
from dataclasses import replace

from heartbeat_cli.catalog import QName
from heartbeat_cli.estate import Inventory, Project
from heartbeat_cli.impact.landing_change import metrics_concerned
from heartbeat_cli.ingest.columns.changes import ChangeKind
from heartbeat_cli.ingest.columns.shape import RecordedColumn, read_columns
from heartbeat_cli.ingest.report.found import Found
from heartbeat_cli.ingest.work import SourceWork


def with_metrics(
    project: Project, inventory: Inventory, works: Mapping[str, SourceWork], found: Mapping[str, Found]
) -> dict[str, Found]:
    """`found` with its effects on the project's metrics; `works` are the orders of the same run."""
    return {
        name: replace(
            one,
            effects=metrics_concerned(
                project,
                inventory,
                works[name].plan.source,
                _landed(works[name]) if one.changes or one.left.gone else {},
                one.changes,
                one.left.gone,
            ),
        )
        for name, one in found.items()
    }


def _landed(work: SourceWork) -> dict[QName, tuple[RecordedColumn, ...]]:
    """The columns as they land, and those that were there before."""
    landed = {}
    for table in work.tables:
        now = read_columns(table.columns) or ()
        known = {column.name for column in now}
        before = [
            RecordedColumn(change.column, 0, "", "", change.before or "", "")
            for change in table.changes
            if change.kind is not ChangeKind.ADDED and change.column not in known
        ]
        landed[table.table.qname] = (*now, *before)
    return landed
