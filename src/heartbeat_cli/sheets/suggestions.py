"""What is worth measuring: for people a page, for programs a document."""

from collections.abc import Iterator
from dataclasses import dataclass

from heartbeat_cli.blocks import GAP, Aside, Block, Sheet, Styled, TextBlock, facts, line, sheet
from heartbeat_cli.discovery import Suggestion, Suggestions
from heartbeat_cli.metrics import Metric
from heartbeat_cli.wording import both, count, one_line


def suggestions_sheet(found: Suggestions) -> Sheet:
    """The candidates that became possible first, then each suggestion with its SQL and the command that opens it."""
    blocks = [*_ready(found), *_state(found)]
    for place, suggestion in enumerate(found.suggestions, 1):
        blocks += _suggestion(place, suggestion)
    if not found.suggestions:
        blocks.append(line("nothing is suggested", style="dim"))
    if found.more:
        blocks.append(Aside(f"{count(found.more)} more; --top shows them."))
    return sheet(*blocks, unfolded=True)


def _ready(found: Suggestions) -> Iterator[Block]:
    if not found.ready:
        return
    yield line(Styled("became possible", "good"), f"  {count(len(found.ready), 'candidate')} waited for it")
    for metric in found.ready:
        yield line(Styled(metric.name, "bold"), f"  {one_line(metric.question)}", indent=2, whole=True)
        yield line(Styled(_go_on(metric), "next"), indent=2, whole=True)
    yield GAP


def _go_on(metric: Metric) -> str:
    return f"hb metrics run {metric.name}" if metric.sql else f"hb discover --resume {metric.name}"


def _state(found: Suggestions) -> Iterator[Block]:
    for name in found.not_landed:
        yield line(
            Styled("not landed", "warning"),
            f"  nothing of {found.target} has landed: these go by its DDL, and each is parked until it has",
            whole=True,
        )
        if name in found.subjectless:
            yield line(
                f"{name} is truth for nothing, and no question waits for it: name its subjects under truth_for in"
                f" db/sources/{name}.yml",
                style="dim",
                whole=True,
            )
        yield GAP


def _suggestion(place: int, suggestion: Suggestion) -> Iterator[Block]:
    yield line(Styled(f"{place}  ", "dim"), Styled(one_line(suggestion.proposal.sentence), "bold"))
    yield facts(*_reasons(suggestion))
    yield TextBlock(suggestion.proposal.sql, indent=5)
    yield line(Styled(suggestion.command, "next"), indent=3, whole=True)
    yield GAP


def _reasons(suggestion: Suggestion) -> Iterator[tuple[str, object]]:
    yield "worth it", "; ".join(suggestion.because)
    if suggestion.measured_by:
        yield "measured", f"the same rows are, by {both(suggestion.measured_by)}"
    if suggestion.proposal.left_out:
        yield "left out", "; ".join(suggestion.proposal.left_out)
    if suggestion.lacks:
        yield "waits for", both(suggestion.lacks)
    if suggestion.asks:
        yield "asks", suggestion.asks


# For programs


@dataclass(frozen=True, slots=True)
class SuggestionDocument:
    """One number worth measuring. `command` opens it in the wizard; `measured_by` are metrics made of the same rows.

    `lacks` are the sources that have to land first, `asks` is what the wizard asks a person for it, `score` orders.
    """

    name: str
    question: str
    sentence: str
    table: str
    sql: str
    window: str
    unit: str
    direction: str
    shape: str
    because: tuple[str, ...]
    measured_by: tuple[str, ...]
    left_out: tuple[str, ...]
    lacks: tuple[str, ...]
    asks: str | None
    score: float
    command: str


@dataclass(frozen=True, slots=True)
class ReadyDocument:
    """A candidate that waited and can be asked now, and the command for it."""

    name: str
    question: str
    command: str


@dataclass(frozen=True, slots=True)
class SuggestionsDocument:
    """`hb discover --suggest --json`: what became possible, and what is worth measuring, best first.

    `target` is null for all that has landed, `landed` false where nothing of the target has; `more` is how many others
    there are.
    """

    target: str | None
    landed: bool
    ready: tuple[ReadyDocument, ...]
    suggestions: tuple[SuggestionDocument, ...]
    more: int


def suggestions_document(found: Suggestions) -> SuggestionsDocument:
    """The suggestions for programs."""
    return SuggestionsDocument(
        found.target,
        not found.not_landed,
        tuple(ReadyDocument(metric.name, metric.question, _go_on(metric)) for metric in found.ready),
        tuple(map(_document, found.suggestions)),
        found.more,
    )


def _document(suggestion: Suggestion) -> SuggestionDocument:
    proposal = suggestion.proposal
    return SuggestionDocument(
        suggestion.name,
        suggestion.question,
        proposal.sentence,
        str(suggestion.about),
        proposal.sql,
        proposal.window.name,
        proposal.unit,
        proposal.direction,
        proposal.shape,
        suggestion.because,
        suggestion.measured_by,
        proposal.left_out,
        suggestion.lacks,
        suggestion.asks,
        suggestion.score,
        suggestion.command,
    )
