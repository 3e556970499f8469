"""`hb metrics show`."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from heartbeat_cli.cli.format_option import chosen_format, format_option
from heartbeat_cli.cli.metrics.options import Name
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError

if TYPE_CHECKING:
    from heartbeat_cli.app import MetricHandle

_FORMATS: Final = ("table", "json", "markdown", "html")


def show(
    name: Name,
    brief: Annotated[bool, typer.Option("--brief", help="What an owner reads without SQL, with examples.")] = False,
    reveal: Annotated[bool, typer.Option("--reveal", help="With --brief: show keys that are personal data.")] = False,
    format: Annotated[str, format_option(_FORMATS.__contains__, lambda: _FORMATS)] = "table",
) -> None:
    """Everything about one metric: question, right source, lineage, age, notes, hand counts, receipts, SQL.

    A line says which errors `hb check` finds in it. Where the cockpit shows its number and that is stale, the exit code
    is 6. With `--brief` it says in words what is counted and what is not, with the number, ten keys of what is counted,
    the tables and what they are, metrics that ask much the same and how they differ, and what is open.

    `--format html` and `markdown` are the metric's page of `hb site` in one file, to be sent or put into a wiki.

    Examples:

    - `hb metrics show kyc_pass_rate_30d`
    - `hb metrics show clients_onboarded_count_30d --json`
    - `hb metrics show clients_onboarded_count_30d --brief --format markdown`
    - `hb metrics show clients_onboarded_count_30d --format html > onboarded.html`
    """
    chosen = chosen_format(format)
    metric = current_session().project().metric(name)
    if brief:
        if chosen == "html":
            raise UsageError("--brief is no page for a browser", hint="Leave --brief out.")
        _show_brief(metric, reveal=reveal, markdown=chosen == "markdown")
        return
    if reveal:
        raise UsageError("--reveal is for --brief", hint="Add --brief.", code="usage")
    if chosen in ("html", "markdown"):
        _show_page(metric, chosen)
    else:
        _show_all(metric)


def _show_page(metric: "MetricHandle", format: str) -> None:
    from heartbeat_cli.formats import Written, markdown_alone, page_alone, print_written, show_working

    with show_working("computing the numbers"):
        site = metric.page()
    print_written(Written({"html": page_alone, "markdown": markdown_alone}[format](site)))


def _show_brief(metric: "MetricHandle", *, reveal: bool, markdown: bool) -> None:
    from heartbeat_cli.formats import Written, print_written, sheet_markdown, show_working
    from heartbeat_cli.sheets import brief_document, brief_sheet

    with show_working("computing the numbers"):
        found = metric.brief(reveal=reveal)
    if markdown:
        print_written(Written(sheet_markdown(brief_sheet(found))))
    else:
        print_result(found, document=brief_document, sheet=brief_sheet)
    end_with_findings(found.tried is not None and found.tried.run is not None and found.tried.says_nothing)


def _show_all(metric: "MetricHandle") -> None:
    from heartbeat_cli.sheets import metric_document, metric_sheet

    found, root = metric.show(), metric.settings.root
    right = [one.because for one in found.right_sources]
    print_result(
        found,
        document=lambda m: metric_document(m.metric, m.reads, m.right_sources, m.receipts, root, m.age, m.errors.found),
        sheet=lambda m: metric_sheet(m.metric, m.reads, right, m.receipts, root, m.age, m.errors.found),
    )
    end_with_findings(found.age is not None and found.age.stale)
