"""`hb metrics run` of one metric: its page, and a receipt of it that is run again."""

from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session


def run_one(name: str, as_of: str | None) -> None:
    """Its number, as of now or another moment."""
    from heartbeat_cli.formats import warn
    from heartbeat_cli.sheets import metric_run_document, metric_run_sheet

    project = current_session().project()
    metric = project.metric(name)
    done = metric.run(project.moment(as_of))
    doubt = metric.doubt_about(done) if as_of else None
    unrecorded = f"no receipt could be written: {done.unrecorded}" if done.unrecorded else None
    errors = metric.errors(done)
    unjudged = f"whether hb check finds errors in it is not known: {errors.unknown}" if errors.unknown else None
    for said in filter(None, (project.clock_problem, doubt, unrecorded, unjudged)):
        warn(said)
    print_result(
        done,
        document=lambda d: metric_run_document(d, project.root, errors=errors.found),
        sheet=lambda d: metric_run_sheet(d, errors.found),
    )
    end_with_findings(done.age is not None and done.age.says_nothing)


def run_again(name: str, receipt: str) -> None:
    """What a receipt says was computed, computed again."""
    from heartbeat_cli.sheets import metric_run_document, rerun_sheet

    metric = current_session().project().metric(name)
    again = metric.run_again(receipt)
    print_result(again, document=lambda a: metric_run_document(a.run, metric.settings.root, a), sheet=rerun_sheet)
    end_with_findings(not again.same)
