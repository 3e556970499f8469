"""`hb metrics show`."""

from heartbeat_cli.cli.metrics.options import Name
from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session


def show(name: Name) -> None:
    """Everything about one metric: question, right source, lineage, notes, hand counts, receipts, SQL.

    Examples:

    - `hb metrics show kyc_pass_rate_30d`
    - `hb metrics show clients_onboarded_count_30d --json`
    """
    from heartbeat_cli.sheets import metric_document, metric_sheet

    project = current_session().project()
    print_result(
        project.metric(name).show(),
        document=lambda m: metric_document(m.metric, m.reads, m.right_sources, m.receipts, project.root),
        sheet=lambda m: metric_sheet(
            m.metric, m.reads, [right.because for right in m.right_sources], m.receipts, project.root
        ),
    )
