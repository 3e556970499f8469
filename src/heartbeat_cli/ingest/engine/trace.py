"""dlt's trace of a run, with the rows that landed: what dlt counted itself are descriptors, and what was expected."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import dlt


def write_row_counts(pipeline: "dlt.Pipeline", landed: Mapping[str, Mapping[str, int]]) -> None:
    """Say in the trace of the pipeline's last run how many rows of each table `landed`, per load id and name in dlt."""
    from dlt.pipeline.trace import save_trace

    trace = pipeline.last_trace
    if trace is None:
        return
    for step in trace.steps:
        for load_id, metrics in getattr(step.step_info, "metrics", {}).items():
            for one in metrics:
                _count(one.get("table_metrics", {}), landed.get(load_id, {}))
    save_trace(pipeline.working_dir, trace)


def _count(tables: dict[str, Any], rows: Mapping[str, int]) -> None:
    tables.update((name, tables[name]._replace(items_count=n)) for name, n in rows.items() if name in tables)
