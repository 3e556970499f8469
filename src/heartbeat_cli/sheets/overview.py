"""Where we stand, on one screen."""

from dataclasses import dataclass
from datetime import datetime

from heartbeat_cli.blocks import GAP, Sheet, Styled, facts, line, sheet
from heartbeat_cli.marts import LATE, STALE
from heartbeat_cli.sheets.age import AGE_STYLES
from heartbeat_cli.status import NextStep, Overview
from heartbeat_cli.wording import ago, count

_NAMES = 8
"""The words at the left are as wide as this, whichever of them there are."""


def welcome_sheet() -> Sheet:
    """For somebody outside any project."""
    demo, init, dump = (Styled(said, "bold") for said in ("hb demo up", "hb init", "hb profile FILE.sql"))
    return sheet(
        line(Styled("hb", "bold"), ": every number has a source, an owner and a count made by hand."),
        GAP,
        line("There is no heartbeat.yml here or above."),
        line("Next: ", demo, " makes ./heartbeat-demo, a whole bank to try everything on"),
        line("      ", init, " makes a project of your own databases, here"),
        line("      ", dump, " reads any PostgreSQL dump, no project needed"),
    )


def version_sheet(version: str) -> Sheet:
    """Which `hb` this is."""
    return sheet(line(f"hb {version}"))


def _in_a_list(status: str) -> str:
    return status.replace("_", " ").replace(", ", " and ")


def overview_sheet(overview: Overview) -> Sheet:
    """Sources, metrics, next step."""
    statuses = ", ".join(f"{n} {_in_a_list(status)}" for status, n in overview.metrics.items())
    landed = f"{len(overview.landed)} landed: {', '.join(overview.landed) or 'none'}"
    unknown = f"{len(overview.unknown)} unknown: {overview.why_unknown}"
    rows: list[tuple[str, str | Styled]] = [("Sources", unknown if overview.unknown else landed)]
    if overview.partly:
        rows.append(("", f"{len(overview.partly)} partly: {', '.join(overview.partly)}"))
    if overview.pending:
        rows.append(("", f"{len(overview.pending)} not landed; `hb sources status --pending` says what they block"))
    if overview.last_load:
        rows.append(("Marts", f"{count(overview.rows, 'row')}, last load {ago(overview.last_load)}"))
    for word in (STALE, LATE):
        if overview.ages[word]:
            names = f"{word}: {', '.join(overview.ages[word])}"
            rows.append(("", Styled(names, AGE_STYLES[word])))
    rows.append(("Metrics", statuses or "none yet"))
    return sheet(
        line(Styled(overview.root, "bold"), "  truth source ", Styled(overview.truth_source, "bold")),
        GAP,
        facts(*rows, style="", least=_NAMES),
        GAP,
        line("Next      ", Styled(overview.next.command, "bold"), f"  ({overview.next.why})"),
    )


# For programs


@dataclass(frozen=True, slots=True)
class ByLanding:
    """The sources by what of them is landed."""

    landed: tuple[str, ...]
    partly: tuple[str, ...]
    not_: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverviewDocument:
    """`hb --json` in a project; `metrics` counts them by status, `note` is why the marts could not be read.

    `ages` has the landed sources that are `fresh`, `late` and `stale`.
    """

    project: str
    truth_source: str
    sources: ByLanding
    note: str | None
    rows: int
    last_load: datetime | None
    ages: dict[str, tuple[str, ...]]
    metrics: dict[str, int]
    next: NextStep


@dataclass(frozen=True, slots=True)
class WelcomeDocument:
    """`hb --json` outside a project."""

    project: None
    next: str


@dataclass(frozen=True, slots=True)
class VersionDocument:
    """`hb --version --json`."""

    version: str


def overview_document(overview: Overview) -> OverviewDocument:
    """The overview for programs."""
    return OverviewDocument(
        project=overview.root,
        truth_source=overview.truth_source,
        sources=ByLanding(overview.landed, overview.partly, overview.pending, overview.unknown),
        note=overview.why_unknown,
        rows=overview.rows,
        last_load=overview.last_load,
        ages=overview.ages,
        metrics=overview.metrics,
        next=overview.next,
    )
