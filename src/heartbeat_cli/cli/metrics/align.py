"""`hb metrics align`."""

from typing import Annotated

import typer

from heartbeat_cli.cli.metrics.options import AsOf, Name
from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session


def align(
    name: Name,
    count: Annotated[str | None, typer.Option("--count", metavar="N", help="What was counted by hand.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who counted.")] = None,
    method: Annotated[str | None, typer.Option("--method", help="How it was counted.")] = None,
    as_of: AsOf = None,
    tolerance: Annotated[
        str,
        typer.Option(
            "--tolerance", metavar="5%|N", help="Difference allowed, of the count (100% at most) or absolute."
        ),
    ] = "0",
    reason: Annotated[
        str | None,
        typer.Option("--reason", help="Why a tolerance beyond 10% of the count is right, or a zero is meant."),
    ] = None,
    attested_by: Annotated[
        str | None,
        typer.Option(
            "--attested-by",
            metavar="PLACE",
            help="Where the count is written down: a ticket, a file, a commit. Needed without a terminal.",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compare, and leave the file as it is.")] = False,
    record: Annotated[bool, typer.Option("--record", help="Keep a count that does not match in the file too.")] = False,
) -> None:
    """Hold a metric against a hand count; where they agree it becomes a metric the cockpit shows.

    Only a person aligns. At a terminal the count is asked for before the number is shown, and the record says `blind`;
    where the number was shown before, `sighted`. Without a terminal the count has to be written down somewhere, and in
    the environment of a coding agent nothing is aligned. Where count and number do not agree, nothing moves and the
    exit code is 5.

    Examples:

    - `hb metrics align clients_onboarded_count_30d`
    - `hb metrics align clients_onboarded_count_30d --count 412 --by operations --method "onboarding register"`
    - `hb metrics align clients_onboarded_count_30d --count 400 --by operations --method register --dry-run`
    """
    from heartbeat_cli.app import hand_count
    from heartbeat_cli.sheets import aligned_document, aligned_sheet

    session = current_session()
    project = session.project()
    metric = project.metric(name)
    metric.check_alignable(tolerance, at_terminal=session.may_prompt, attested_by=attested_by)
    moment = project.moment(as_of)
    if session.may_prompt:
        metric.check_age(moment)
    hand = hand_count(
        session.answer(count, "--count", f"Count made by hand for {moment:%Y-%m-%d %H:%M} UTC"),
        by=session.answer(by, "--by", "Who counted"),
        method=session.answer(method, "--method", "How it was counted"),
        as_of=moment,
        tolerance=tolerance,
        reason=reason,
        attested_by=attested_by,
    )
    print_result(
        metric.align(hand, dry_run=dry_run, record=record, at_terminal=session.may_prompt),
        document=lambda a: aligned_document(a, project.root),
        sheet=lambda a: aligned_sheet(a, project.root),
    )
