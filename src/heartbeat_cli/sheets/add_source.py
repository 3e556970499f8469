"""A new source on a page: its files, what landing it takes, and what could be asked first."""

import shlex
from dataclasses import dataclass

from heartbeat_cli.blocks import GAP, Aside, Line, Section, Sheet, Styled, facts, line, sheet
from heartbeat_cli.setup import AddedSource, FirstQuestion
from heartbeat_cli.sheets.document import ErrorDocument, error_document
from heartbeat_cli.sheets.ingest_plan import outlook_lines
from heartbeat_cli.sheets.ingest_plan_documents import Total, total_of
from heartbeat_cli.status import NextStep
from heartbeat_cli.wording import path


@dataclass(frozen=True, slots=True)
class AddedDocument:
    """`hb sources add --json`: the files that are new and those that have new lines, and what landing it takes.

    `total` is null where nobody knows yet; `doubts` are what a draft leaves open, `problems` what could not be done.
    """

    source: str
    written: tuple[str, ...]
    extended: tuple[str, ...]
    variables: tuple[str, ...]
    total: Total | None
    container: tuple[str, ...]
    questions: tuple[FirstQuestion, ...]
    doubts: tuple[str, ...]
    problems: tuple[ErrorDocument, ...]
    next: NextStep


def added_sheet(added: AddedSource) -> Sheet:
    """The files, the variables, the backfill, the first questions, the next command."""
    root = added.root
    return sheet(
        line(Styled(added.name, "bold")),
        GAP,
        facts(
            ("Written", ", ".join(path(file, root) for file in added.written)),
            ("Extended", ", ".join(path(file, root) for file in added.extended)),
            ("Needs", ", ".join(added.variables)),
            style="",
        ),
        *(line(text) for text in (outlook_lines(added.outlook) if added.outlook else ())),
        *_in_a_container(added),
        *_questions(added),
        *(Aside(text, "warning") for text in added.doubts),
        *(Aside(error.message, "warning", error.hint) for error in added.problems),
        GAP,
        line("Next      ", Styled(added.next.command, "bold"), f"  ({added.next.why})"),
    )


def _in_a_container(added: AddedSource) -> tuple[Line, ...]:
    if not added.container:
        return ()
    return line("In a container of its own:"), line(shlex.join(added.container), indent=2, whole=True)


def _questions(added: AddedSource) -> tuple[Section, ...]:
    if not added.questions:
        return ()
    may = f"once truth_for of db/sources/{added.name}.yml has their subject; else say why not: --fallback-note"
    return (Section(f"First questions  {may}", tuple(line(one.command, whole=True) for one in added.questions)),)


def added_document(added: AddedSource) -> AddedDocument:
    """The same for programs."""
    return AddedDocument(
        source=added.name,
        written=tuple(path(file, added.root) for file in added.written),
        extended=tuple(path(file, added.root) for file in added.extended),
        variables=added.variables,
        total=total_of(added.outlook) if added.outlook else None,
        container=added.container,
        questions=added.questions,
        doubts=added.doubts,
        problems=tuple(map(error_document, added.problems)),
        next=added.next,
    )
