"""`hb metrics run`."""

from heartbeat_cli.cli.metrics.options import AsOf, Name
from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session


def run(name: Name, as_of: AsOf = None) -> None:
    """Compute one metric from the marts: the number, its status and its notes. A parked one has no number.

    Nor has one on the wrong source, or one whose fallback is not explained: the exit code is then 5.

    Examples:

    - `hb metrics run clients_onboarded_count_30d`
    - `hb metrics run clients_onboarded_count_30d --as-of 2026-05-07T09:00Z --json`
    """
    from heartbeat_cli.formats import warn
    from heartbeat_cli.sheets import metric_run_document, metric_run_sheet

    project = current_session().project()
    metric = project.metric(name)
    done = metric.run(project.moment(as_of))
    doubt = metric.doubt_about(done) if as_of else None
    if doubt:
        warn(doubt)
    print_result(done, document=lambda d: metric_run_document(d, project.root), sheet=metric_run_sheet)
