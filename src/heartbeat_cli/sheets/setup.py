"""A new project on a page: what was written, what was left, what was found, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass

from heartbeat_cli.blocks import GAP, Aside, Line, Sheet, Styled, facts, line, sheet
from heartbeat_cli.rules import Report
from heartbeat_cli.setup import Choices, ChosenSource, MadeMarts, SetUp
from heartbeat_cli.sheets.document import ErrorDocument, error_or_none
from heartbeat_cli.sheets.mirror_pull import NotPulledDocument, pulled_document
from heartbeat_cli.status import NextStep
from heartbeat_cli.wording import count, path

_NAMES = 8


@dataclass(frozen=True, slots=True)
class SetUpSource:
    """A source of a new project; `granted` is null where no server was asked."""

    name: str
    cluster: str
    database: str
    schemas: tuple[str, ...]
    tables: int
    granted: bool | None


@dataclass(frozen=True, slots=True)
class InitDocument:
    """`hb init --json`: the files that were `written`, those that were there and `left`, and what these lack."""

    project: str
    truth_source: str
    marts: str
    sources: tuple[SetUpSource, ...]
    written: tuple[str, ...]
    left: tuple[str, ...]
    lacking: tuple[str, ...]
    mirror: tuple[str, ...]
    not_pulled: tuple[NotPulledDocument, ...]
    errors: int
    warnings: int
    no_marts: ErrorDocument | None
    notes: tuple[str, ...]
    next: NextStep


@dataclass(frozen=True, slots=True)
class MartsDocument:
    """`hb init --marts --json`: the marts are there; `made`: just now."""

    marts: str
    where: str
    made: bool


def init_sheet(made: SetUp) -> Sheet:
    """A line per source, then files, mirror, rules, and the next command."""
    root, written = made.root, made.written
    return sheet(
        line(Styled(str(root), "bold"), "  truth source ", Styled(made.choices.truth_source, "bold")),
        GAP,
        facts(
            *(("Source", _source(source)) for source in made.choices.sources),
            ("Marts", made.choices.marts.kind),
            ("Written", ", ".join(path(file, root) for file in written.files)),
            ("Left", ", ".join(path(file, root) for file in written.left)),
            ("Mirror", ", ".join(path(one.file, root) for one in made.pulled)),
            ("Check", _found(made.report)),
            style="",
            least=_NAMES,
        ),
        *(Aside(text, "warning") for text in (*written.lacking, *made.notes)),
        Aside(made.no_marts.message, "warning", made.no_marts.hint) if made.no_marts else None,
        *(Aside(f"{one.source} was not pulled: {one.error.message}", "warning", one.error.hint) for one in made.failed),
        GAP,
        _next_line(made.next),
    )


def _next_line(step: NextStep) -> Line:
    return line("Next      ", Styled(step.command, "bold"), f"  ({step.why})")


def _source(source: ChosenSource) -> str:
    if not source.database.schemas:
        return f"{source.name}: nothing known of it yet"
    tables = count(source.tables, "table")
    schemas = ", ".join(schema.name for schema in source.landed) or "no schema"
    return f"{source.name}: {schemas} of database {source.database.name}, {tables}"


def _found(report: Report) -> str:
    if not report.findings:
        return "no findings"
    return f"{count(report.errors, 'error')}, {count(report.warnings, 'warning')}; `hb check` lists them"


def marts_sheet(marts: MadeMarts) -> Sheet:
    """The marts, and whether anything had to be made."""
    word = "made" if marts.made else "there already, or made by the first ingest"
    return sheet(line(f"The {marts.kind} marts, {marts.where}: {word}."))


def marts_document(marts: MadeMarts) -> MartsDocument:
    """The marts for programs."""
    return MartsDocument(marts.kind, marts.where, marts.made)


def init_document(made: SetUp) -> InitDocument:
    """The new project for programs."""
    root, choices = made.root, made.choices
    return InitDocument(
        project=str(root),
        truth_source=choices.truth_source,
        marts=choices.marts.kind,
        sources=tuple(_documents(choices)),
        written=tuple(path(file, root) for file in made.written.files),
        left=tuple(path(file, root) for file in made.written.left),
        lacking=made.written.lacking,
        mirror=tuple(path(one.file, root) for one in made.pulled),
        not_pulled=pulled_document(made.pulled, made.failed, root).failed,
        errors=made.report.errors,
        warnings=made.report.warnings,
        no_marts=error_or_none(made.no_marts),
        notes=made.notes,
        next=made.next,
    )


def _documents(choices: Choices) -> Iterator[SetUpSource]:
    for source in choices.sources:
        schemas = tuple(schema.name for schema in source.landed)
        yield SetUpSource(source.name, source.cluster, source.database.name, schemas, source.tables, source.readable)
