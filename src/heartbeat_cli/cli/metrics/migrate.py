"""`hb metrics migrate`."""

from typing import TYPE_CHECKING, Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.metrics.options import AsOf, Name
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError

if TYPE_CHECKING:
    from heartbeat_cli.app import MetricHandle
    from heartbeat_cli.metrics import MigrationStanding


def migrate(
    name: Name,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="SOURCE", help="Where to; the truth source by default.", autocompletion=names_of("source")
        ),
    ] = None,
    as_of: AsOf = None,
    onto: Annotated[
        str | None,
        typer.Option("--onto", metavar="METRIC", help="The metric that takes its place, where hb cannot tell."),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            "--key", metavar="LEGACY=TRUTH", help="The columns that carry the same key, where hb cannot tell."
        ),
    ] = None,
    draft_name: Annotated[
        str | None,
        typer.Option("--name", metavar="NEW", help="What a draft is called; by default as now, without the source."),
    ] = None,
    know: Annotated[
        str | None,
        typer.Option("--know", metavar="SIGNATURE", help="A difference that has a reason; with --why and --by."),
    ] = None,
    why: Annotated[str | None, typer.Option("--why", help="The reason.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who says so.")] = None,
    attested_by: Annotated[
        str | None,
        typer.Option(
            "--attested-by", metavar="PLACE", help="Where the reason is written down. Needed without a terminal."
        ),
    ] = None,
    flip: Annotated[
        bool, typer.Option("--flip", help="Retire it: the metric on the truth source takes its place.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write no draft, keep no reason, flip nothing.")] = False,
) -> None:
    """Move a number from a source that is being replaced to the truth source.

    The metric there that asks the same is held against it: totals, days, and rows under the key that both carry. Where
    there is none, one is drafted from the table that counts most of the same keys. Each kind of difference has a
    signature; a person says why it is there, and that is kept in the file. While one has no reason the exit code is 6.
    `--flip` is refused (5) until every difference has one and the number on the truth source matches a hand count.

    Examples:

    - `hb metrics migrate clients_onboarded_vss_count_30d`
    - `hb metrics migrate clients_onboarded_vss_count_30d --know doubled --by onboarding --why "A renewed document is
      approved again after five days."`
    - `hb metrics migrate clients_onboarded_vss_count_30d --flip`
    """
    from heartbeat_cli.sheets import migration_document, migration_sheet

    if know is not None and flip:
        raise UsageError(
            "a reason is kept before anything is flipped", hint="Give either --know or --flip.", code="usage"
        )
    session = current_session()
    project = session.project()
    metric = project.metric(name)
    standing = metric.migrate(
        to, project.moment(as_of), onto=onto, key=key, name=draft_name, dry_run=dry_run or flip or know is not None
    )
    if know is not None:
        reason = session.answer(why, "--why", "Why do these rows differ"), session.answer(by, "--by", "Who says so")
        standing = _known(metric, standing, know, reason, attested_by, dry_run=dry_run)
    if flip:
        standing = metric.flip(standing, dry_run=dry_run)
    print_result(
        standing,
        document=lambda s: migration_document(s, project.root),
        sheet=lambda s: migration_sheet(s, project.root),
    )
    end_with_findings(bool(standing.unexplained))


def _known(
    metric: "MetricHandle",
    standing: "MigrationStanding",
    signature: str,
    reason: tuple[str, str],
    attested_by: str | None,
    *,
    dry_run: bool,
) -> "MigrationStanding":
    why, by = reason
    at_terminal = current_session().may_prompt
    return metric.know(standing, signature, why, by, at_terminal=at_terminal, attested_by=attested_by, dry_run=dry_run)
