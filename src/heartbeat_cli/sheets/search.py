"""What a search found: one line per hit where there is room, two where there is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heartbeat_cli.blocks import Aside, Block, Either, GridColumn, Sheet, Styled, grid, line, sheet, words
from heartbeat_cli.search import Hit, IndexedSource, RightSourceHint, SearchResult, WordMatch, target_parts
from heartbeat_cli.sheets.document import document_of
from heartbeat_cli.wording import both, count, either

_WIDE = 110


def found_sheet(found: SearchResult, unread: Sequence[IndexedSource] = ()) -> Sheet:
    """The hits; beside them what was searched instead, left out, `unread`, or not to be had."""
    left_out = found.total - len(found.hits)
    return sheet(
        *_meant(found),
        Either(_WIDE, (_one_line_each(found.hits),), tuple(b for hit in found.hits for b in _two_lines(hit))),
        Aside(f"{count(left_out)} more; --limit shows them.") if left_out > 0 else None,
        *(
            Aside(f"{right.source} is truth for {right.subject}, and the mirror has nothing of it.")
            for right in found.right_sources
            if not right.mirrored
        ),
        *(Aside(f"{source.name} could not be searched: {source.unread}", "warning") for source in unread),
    )


def _meant(found: SearchResult) -> Iterator[Aside]:
    for typed, meant in found.replaced:
        yield Aside(f"no '{typed}'; showing '{meant}'")
    if found.unknown and found.hits:
        yield Aside(f"nothing has {either(found.unknown)}; showing what has the rest")
    elif not found.complete:
        yield Aside("no table has all of the words well; showing the nearest")


def _one_line_each(hits: Sequence[Hit]) -> Block:
    columns = (GridColumn("Target", style="title"), GridColumn("Kind"), words("Found by"), words("Comment", "dim"))
    return grid(columns, ((hit.target, hit.kind, _why(hit), hit.comment or "") for hit in hits))


def _two_lines(hit: Hit) -> Iterator[Block]:
    by = "by " if hit.matches else ""
    yield line(Styled(hit.target, "title"), "  ", Styled(f"{hit.kind}, {by}{_why(hit)}", "dim"))
    if hit.comment:
        yield line(hit.comment, indent=2)


def _why(hit: Hit) -> str:
    """`name: birth date; table: client`, `name: client = customer`, `joins singer with concert`."""
    said: dict[str, dict[str | None, list[str]]] = {}
    for match in hit.matches:
        stands_for = match.word if match.how == "synonym" else None
        said.setdefault(_place(match), {}).setdefault(stands_for, []).append(match.found)
    reasons = [f"{place}: {_phrases(phrases)}" for place, phrases in said.items()]
    return "; ".join([*reasons, *_joins(hit)])


def _joins(hit: Hit) -> Iterator[str]:
    """What a key joins a hit to, where it is a bridge or has no word of what was typed."""
    names = [target_parts(target)[-1] for target in hit.joins]
    if len(names) > 1:
        yield f"joins {names[0]} with {both(names[1:])}"
    elif names and not hit.matches:
        yield f"joined to {names[0]}"


def _phrases(phrases: dict[str | None, list[str]]) -> str:
    joined = {word: " ".join(dict.fromkeys(found)) for word, found in phrases.items()}
    return " ".join(found if word is None else f"{found} = {word}" for word, found in joined.items())


def _place(match: WordMatch) -> str:
    if match.dictionary is not None:
        return f"value in its dictionary {match.dictionary}"
    if match.column is None:
        return match.place
    return {"column": "column", "column comment": "comment on", "value": "value of"}[match.place] + f" {match.column}"


# For programs


@dataclass(frozen=True, slots=True)
class Replaced:
    """A word nothing has, and the one that was searched instead."""

    typed: str
    searched: str


@dataclass(frozen=True, slots=True)
class UnreadSource:
    """A source whose dump could not be read, and why."""

    source: str
    why: str | None


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """`hb search --json`: the best hits of `total`; `complete`: they have all of the words."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    complete: bool
    replaced: tuple[Replaced, ...]
    unknown: tuple[str, ...]
    right_sources: tuple[RightSourceHint, ...]
    unread: tuple[UnreadSource, ...]


def found_document(query: str, found: SearchResult, unread: Sequence[IndexedSource]) -> FoundDocument:
    """What was found, for programs."""
    replaced = tuple(Replaced(*words) for words in found.replaced)
    unreadable = tuple(UnreadSource(source.name, source.unread) for source in unread)
    return document_of(FoundDocument, found, query=query, replaced=replaced, unread=unreadable)
