"""`hb metrics show`."""

from heartbeat_cli.cli.metrics.options import Name
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session


def show(name: Name) -> None:
    """Everything about one metric: question, right source, lineage, age, notes, hand counts, receipts, SQL.

    A line says which errors `hb check` finds in it. Where the cockpit shows its number and that is stale, the exit code
    is 6.

    Examples:

    - `hb metrics show kyc_pass_rate_30d`
    - `hb metrics show clients_onboarded_count_30d --json`
    """
    from heartbeat_cli.sheets import metric_document, metric_sheet

    project = current_session().project()
    found = project.metric(name).show()
    print_result(
        found,
        document=lambda m: metric_document(
            m.metric, m.reads, m.right_sources, m.receipts, project.root, m.age, m.errors.found
        ),
        sheet=lambda m: metric_sheet(
            m.metric,
            m.reads,
            [right.because for right in m.right_sources],
            m.receipts,
            project.root,
            m.age,
            m.errors.found,
        ),
    )
    end_with_findings(found.age is not None and found.age.stale)
