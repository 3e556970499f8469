"""The wizard's journey, step by step, and what came of it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.blocks import GAP, Block, Facts, Line, Piece, Sheet, Styled, TextBlock, facts, line, sheet
from heartbeat_cli.discovery import (
    Behind,
    Chosen,
    Composed,
    Counted,
    Event,
    Looked,
    MeasuredBefore,
    NearNumber,
    Offered,
    Outcome,
    Searched,
    SourceLanding,
    TableHit,
    Understood,
)
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Inventory
from heartbeat_cli.metrics import BlockedOn, Brief, effective_status, migration_words
from heartbeat_cli.sheets.age import AGE_STYLES, age_words
from heartbeat_cli.sheets.behind import behind_blocks
from heartbeat_cli.sheets.brief import brief_sheet
from heartbeat_cli.sources import archetype_of
from heartbeat_cli.wording import at, both, one_line, path, precise

if TYPE_CHECKING:
    from heartbeat_cli.metrics import Value

_HITS_SHOWN, _OTHERS_SHOWN = 5, 4
_DIGITS_AT_MOST = 14
_ROWS = {
    "0": ("┌─┐", "│ │", "└─┘"),
    "1": (" ┐ ", " │ ", " ┴ "),
    "2": ("╶─┐", "┌─┘", "└─╴"),
    "3": ("╶─┐", " ─┤", "╶─┘"),
    "4": ("╷ ╷", "└─┤", "  ╵"),
    "5": ("┌─╴", "└─┐", "╶─┘"),
    "6": ("┌─╴", "├─┐", "└─┘"),
    "7": ("╶─┐", "  │", "  ╵"),
    "8": ("┌─┐", "├─┤", "└─┘"),
    "9": ("┌─┐", "└─┤", "╶─┘"),
    ".": (" ", " ", "."),
    ",": (" ", " ", ","),
    "-": ("   ", "╶─╴", "   "),
}


def event_blocks(event: Event) -> tuple[Block, ...]:
    """Something the user should see on the way."""
    match event:
        case Understood():
            return (_rows(("understood", event.words)),)
        case Chosen(right, landings):
            states = {landing.source: str(landing) for landing in landings}
            told = ((r, states.get(r.source.name, "not landed")) for r in right)
            return (_rows(*(("right source", f"{r.because}; {state}") for r, state in told)),)
        case Looked():
            return tuple(_looked(event))
        case Offered():
            return (_rows(*_proposed(event)),)
        case Composed(sql):
            return GAP, TextBlock(sql, indent=2), GAP
        case Behind():
            return tuple(behind_blocks(event))
        case MeasuredBefore():
            return (_rows(*measured_rows(event.numbers)),)
        case Counted(value, unit):
            return (*_large(value.value, unit), *_aged(value))


def _proposed(offered: Offered) -> Iterator[tuple[str, str]]:
    for place, proposal in enumerate(offered.proposals, 1):
        yield "" if place > 1 else "proposed", f"{place}  {one_line(proposal.sentence)}"


def measured_rows(numbers: Iterable[NearNumber]) -> Iterator[tuple[str, str]]:
    """Metrics that ask the same or nearly: what each is, its number, and how it differs."""
    for place, near in enumerate(numbers):
        metric = near.metric
        value = f", {precise(near.value.value)}{_unit(metric.unit)}" if near.value is not None else ""
        yield "" if place else "there is", f"{metric.name} ({effective_status(metric)}{value}): {near.differs}"


def problem_line(problem: HbError) -> Line:
    """What was wrong with an answer, before the question is asked again."""
    hint = f" {problem.hint}" if problem.hint else ""
    return line(Styled("  ✗ ", "bad"), str(problem), Styled(hint, "next"), whole=True)


def _rows(*rows: tuple[str, object]) -> Facts:
    return facts(*rows, style="next")


def _aged(value: "Value") -> Iterator[Line]:
    if value.age is not None:
        yield line(Styled(value.age.state, AGE_STYLES[value.age.state]), f"  {age_words(value.age)}", whole=True)


def _large(value: Decimal | None, unit: str | None) -> Iterator[Line]:
    text = precise(value)
    if value is None or len(text) > _DIGITS_AT_MOST:
        yield line(Styled(text, "great"), "" if value is None else _unit(unit))
        return
    top, middle, bottom = (Styled(row, "great") for row in big_number(text))
    yield from (GAP, line(top, indent=2), line(middle, indent=2), line(bottom, f" {_unit(unit)}", indent=2), GAP)


def big_number(text: str) -> tuple[str, str, str]:
    """Digits three rows high."""
    rows = tuple("".join(_ROWS[character][row] for character in text) for row in range(3))
    return rows[0], rows[1], rows[2]


def _unit(unit: str | None) -> str:
    """The unit behind a number; a count has none."""
    return "" if unit in (None, "count") else f" {unit}"


def _looked(looked: Looked) -> Iterator[Line]:
    """The right source and the truth source always, whatever was found there; of the others the best finds.

    Lines rather than a grid: where the screen is narrow the comment is cut, never the name the user types next.
    """
    landed = {landing.source: landing for landing in looked.landings}
    leading, others = looked.searched[: looked.leading], looked.searched[looked.leading :]
    best = sorted((found for found in others if found.hits), key=_promise)[:_OTHERS_SHOWN]
    shown = [(found, found.hits[:_HITS_SHOWN]) for found in leading] + [(found, found.hits[:1]) for found in best]
    source_width = max(len(found.source) for found, _ in shown)
    table_width = max((len(str(hit.table)) for _, hits in shown for hit in hits), default=1)
    yield line("looked at", style="next")
    right, refused = {found.source for found in looked.searched[: looked.right]}, dict(looked.refused)
    wrong = next((found.source for found, _ in shown if found.source not in right), None)
    for found, hits in shown:
        if found.source == wrong:
            yield line("beside it, and not the right source", style="next", cut=True)
        source = f"{found.source:<{source_width}}  "
        for hit in hits:
            about = _about(hit, landed.get(found.source), refused.get(found.source))
            yield line(f"{source}{hit.table!s:<{table_width}}  ", *about, cut=True)
        if not hits:
            yield line(source, Styled(found.note or "no table fits the words", "dim"), cut=True)
    rest = [found.source for found in others if found.note is None and found not in best]
    if rest:
        yield line(f"less or nothing in {', '.join(rest)}", style="dim", cut=True)


def _promise(found: Searched) -> tuple[int, float]:
    """Most of the question's words first, then the highest score."""
    return -len(found.hits[0].matched), -found.hits[0].hit.score


def _about(hit: TableHit, landing: SourceLanding | None, refused: str | None) -> tuple[Piece, ...]:
    """Why the table will not do as it is, then what it is."""
    landed = landing is not None and hit.table in landing.tables
    why = refused or (None if landed else "not landed")
    about = one_line(hit.hit.comment or f"found by {', '.join(hit.matched)}")
    return Styled(f"{why}  ", "warning") if why else "", Styled(about, "dim")


# The outcome


def outcome_sheet(outcome: Outcome, inventory: Inventory, root: Path, brief: Brief | None = None) -> Sheet:
    """What came of it: the number or what is waited for, the file, and what to do next; then the page of its owner."""
    candidate, value = outcome.candidate, outcome.value
    status = Styled(candidate.status, "warning" if value is None else "good")
    when = f"{_unit(candidate.unit)}  as of {at(value.as_of)}" if value is not None else ""
    return sheet(
        line(Styled(candidate.name, "bold"), "  ", status),
        line(Styled(precise(value.value), "bold"), when) if value is not None else None,
        *(_aged(value) if value is not None else ()),
        _rows(*_outcome_rows(outcome, inventory, root)),
        *((GAP, *brief_sheet(brief).blocks) if brief is not None else ()),
        unfolded=True,
    )


def _outcome_rows(outcome: Outcome, inventory: Inventory, root: Path) -> Iterator[tuple[str, object]]:
    for right in outcome.right:
        yield "right source", right.because
    yield from _waiting_rows(outcome, inventory)
    if outcome.unused:
        yield "not used", f"{outcome.unused}: the number must not come from there"
    for note in outcome.candidate.notes:
        yield note.kind, f"{note.source}: {note.why}"
    if outcome.candidate.migration_target:
        yield "legacy", migration_words(outcome.candidate.migration_target)
    yield "file", _file_words(outcome, root)
    yield from _next_rows(outcome, inventory)


def _file_words(outcome: Outcome, root: Path) -> str:
    if outcome.file is None:
        return "not written (dry run)"
    return path(outcome.file, root) + (", parked there before and left as it is" if outcome.already_parked else "")


def _waiting_rows(outcome: Outcome, inventory: Inventory) -> Iterator[tuple[str, str]]:
    landed = {landing.source for landing in outcome.landings if landing.tables}
    for blocked in outcome.candidate.blocked_on:
        needs = f"{blocked.source}: {', '.join(blocked.needs)}"
        yield "waits for", needs if blocked.needs else f"{blocked.source}, not landed yet"
        # Of a source that is not landed at all the line about the right source has said why.
        if blocked.why and blocked.source in landed:
            yield "", blocked.why
        source = inventory.get(blocked.source)
        if source is not None and source.needs:
            yield "to land it", one_line(source.needs)


def _next_rows(outcome: Outcome, inventory: Inventory) -> Iterator[tuple[str, object]]:
    if outcome.value is not None:
        yield "next", f'hb metrics align {outcome.candidate.name} --count N --by WHO --method "…"'
        if outcome.file is not None:
            yield "", f"hb metrics show {outcome.candidate.name} --brief (the page for its owner)"
        return
    if outcome.file:
        yield "registered", "in the pending register: `hb sources status --pending`"
    yield "next", _way_on(outcome, inventory)


def _way_on(outcome: Outcome, inventory: Inventory) -> tuple[str, ...]:
    """What brings each of the sources waited for, then how to go on; a command is a piece of its own.

    One that has its query runs as soon as that is there; of another the rest is asked for.
    """
    name = outcome.candidate.name
    resume = f"hb metrics run {name}" if outcome.candidate.sql else f"hb discover --resume {name}"
    steps = {blocked.source: _step(blocked, outcome, inventory) for blocked in outcome.candidate.blocked_on}
    own = [piece for step in steps.values() if step for piece in (*step, ", then ")]
    waits = [source for source, step in steps.items() if not step]
    once = (f"once {both(waits)} {'has' if len(waits) == 1 else 'have'} landed: ",) if waits else ()
    return *own, *once, resume


def _step(blocked: BlockedOn, outcome: Outcome, inventory: Inventory) -> tuple[str, ...]:
    """What the user can do about one source waited for; nothing where it is for others to do."""
    source = inventory.require(blocked.source)
    landing = next((found for found in outcome.landings if found.source == source.name), None)
    missing = [str(table) for table in landing.missing] if landing is not None else []
    if landing is not None and landing.tables and not set(blocked.needs) & set(missing):
        return f"add {', '.join(blocked.needs)} to the slice in db/sources/{source.name}.yml, then ", "hb ingest"
    granted = archetype_of(source).lands and source.access == "granted"
    return (f"hb ingest --source {source.name}",) if granted else ()
