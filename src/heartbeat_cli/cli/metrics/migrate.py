"""`hb metrics migrate`."""

from typing import Annotated

import typer

from heartbeat_cli.cli.metrics.options import AsOf, By, DraftName, Key, Know, Name, Onto, To, Why, WrittenDown
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError


def migrate(
    name: Name,
    to: To = None,
    as_of: AsOf = None,
    onto: Onto = None,
    key: Key = None,
    draft_name: DraftName = None,
    know: Know = None,
    why: Why = None,
    by: By = None,
    attested_by: WrittenDown = None,
    flip: Annotated[bool, typer.Option("--flip", help="Retire it for the metric on the truth source.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write no draft, keep no reason, flip nothing.")] = False,
) -> None:
    """Move a number from a source that is being replaced to the truth source.

    The metric there that asks the same is held against it: totals, days, and rows under the key that both carry. Where
    there is none, one is drafted from the table that counts most of the same keys. Each kind of difference has a
    signature; a person says why it is there, and that is kept in the file. While one has no reason, or a number is
    stale, the exit code is 6. `--flip` is refused (5) until every difference has one and the number on the truth source
    matches a hand count and is not stale; it rests on the numbers of now.

    Examples:

    - `hb metrics migrate clients_onboarded_vss_count_30d`
    - `hb metrics migrate clients_onboarded_vss_count_30d --know doubled --by onboarding --why "A renewed document is
      approved again after five days."`
    - `hb metrics migrate clients_onboarded_vss_count_30d --flip`
    """
    from heartbeat_cli.formats import show_working
    from heartbeat_cli.sheets import migration_document, migration_sheet

    if know is not None and flip:
        raise UsageError("a reason comes before the flip", hint="Give either --know or --flip.", code="usage")
    session = current_session()
    project = session.project()
    metric = project.metric(name)
    only_compared = dry_run or flip or know is not None
    with show_working("holding both together"):
        standing = metric.migrate(to, project.moment(as_of), onto=onto, key=key, name=draft_name, dry_run=only_compared)
    if know is not None:
        standing = metric.know(
            standing,
            know,
            session.answer(why, "--why", "Why these rows differ"),
            session.answer(by, "--by", "Who says so"),
            at_terminal=session.may_prompt,
            attested_by=attested_by,
            dry_run=dry_run,
        )
    if flip:
        standing = metric.flip(standing, dry_run=dry_run)
    print_result(
        standing,
        document=lambda s: migration_document(s, project.root),
        sheet=lambda s: migration_sheet(s, project.root),
    )
    end_with_findings(bool(standing.unexplained) or standing.says_nothing)
