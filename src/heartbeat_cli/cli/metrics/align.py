"""`hb metrics align`."""

from typing import Annotated

import typer

from heartbeat_cli.cli.metrics.hand_count import (
    AttestedBy,
    By,
    Count,
    Counts,
    Ids,
    Method,
    Reason,
    Tolerance,
    tell_aligned,
    tell_plan,
    tell_why,
)
from heartbeat_cli.cli.metrics.options import AsOf, Name
from heartbeat_cli.cli.session import current_session


def align(
    name: Name,
    count: Count = None,
    by: By = None,
    method: Method = None,
    as_of: AsOf = None,
    tolerance: Tolerance = "0",
    reason: Reason = None,
    attested_by: AttestedBy = None,
    counts: Counts = None,
    ids: Ids = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compare, and leave the file as it is.")] = False,
    record: Annotated[bool, typer.Option("--record", help="Keep a count that does not match in the file too.")] = False,
) -> None:
    """Hold a metric against a hand count; where they agree it becomes a metric the cockpit shows.

    Only a person aligns. At a terminal the count is asked for before the number is shown, and the record says `blind`;
    where the number was shown before, `sighted`. Without a terminal the count has to be written down somewhere, and in
    the environment of a coding agent nothing is aligned. Where count and number do not agree, nothing moves, the exit
    code is 5, and a page says what could have been counted otherwise, how sure that is, and which further count would
    tell. `--dry-run` without a count says what it could turn on, and shows no number.

    Examples:

    - `hb metrics align clients_onboarded_count_30d`
    - `hb metrics align clients_onboarded_count_30d --dry-run`
    - `hb metrics align clients_onboarded_count_30d --count 412 --by operations --method "onboarding register"`
    - `hb metrics align clients_onboarded_count_30d --count 400 --by operations --method register --dry-run`
    - `hb metrics align clients_onboarded_count_30d --count 400 --by operations --method register --counts day.txt`
    """
    from heartbeat_cli.app import hand_count
    from heartbeat_cli.errors import MismatchError

    session = current_session()
    project = session.project()
    metric = project.metric(name)
    if dry_run and count is None:
        tell_plan(metric.plan_count(project.moment(as_of)))
        return
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
    try:
        aligned = metric.align(hand, dry_run=dry_run, record=record, at_terminal=session.may_prompt)
    except MismatchError as error:
        tell_why(lambda: metric.explain(hand, counts=counts, ids=ids), error)
        return
    tell_aligned(aligned, project.root)
