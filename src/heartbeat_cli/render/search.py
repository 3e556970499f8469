"""What a search found: one line per hit where there is room, two where there is not; and the same as JSON."""

from collections.abc import Iterable
from typing import Any

from heartbeat_cli.render.console import note, stdout
from heartbeat_cli.search.rank import Hit, SearchResult
from heartbeat_cli.search.why import WordMatch

_WIDE = 110


def print_found(found: SearchResult) -> None:
    """The hits on stdout; what was searched instead, left out or not to be had on stderr."""
    for typed, meant in found.replaced:
        note(f"no '{typed}'; showing '{meant}'")
    if found.unknown and found.hits:
        note(f"nothing has {_quoted(found.unknown)}; showing what has the rest")
    elif not found.complete:
        note("no table has all of the words well; showing the nearest")
    _print_hits(found.hits)
    if found.total > len(found.hits):
        note(f"{found.total - len(found.hits):,} more; --limit shows them.")
    for right in found.right_sources:
        if not right.mirrored:
            note(f"{right.source} is truth for {right.subject}, and the mirror has nothing of it.")


def _print_hits(hits: Iterable[Hit]) -> None:
    from rich.text import Text

    console = stdout()
    if console.width < _WIDE:
        for hit in hits:
            console.print(Text.assemble((hit.target, "bold cyan"), "  ", (f"{hit.kind}, by {_why(hit)}", "dim")))
            if hit.comment:
                console.print(Text(f"  {hit.comment}"))
        return
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for heading in ("Target", "Kind", "Found by", "Comment"):
        grid.add_column(heading, no_wrap=heading in ("Target", "Kind"), overflow="fold")
    for hit in hits:
        grid.add_row(Text(hit.target, "bold cyan"), hit.kind, Text(_why(hit)), Text(hit.comment or "", "dim"))
    console.print(grid)


def _why(hit: Hit) -> str:
    """`name: birth date; table: client`, `name: client = customer`."""
    said: dict[str, dict[str | None, list[str]]] = {}
    for match in hit.matches:
        stands_for = match.word if match.how == "synonym" else None
        said.setdefault(_place(match), {}).setdefault(stands_for, []).append(match.found)
    return "; ".join(f"{place}: {_phrases(phrases)}" for place, phrases in said.items())


def _phrases(phrases: dict[str | None, list[str]]) -> str:
    joined = {word: " ".join(dict.fromkeys(found)) for word, found in phrases.items()}
    return " ".join(found if word is None else f"{found} = {word}" for word, found in joined.items())


def _place(match: WordMatch) -> str:
    if match.column is None:
        return match.place
    return {"column": "column", "column comment": "comment on", "value": "value of"}[match.place] + f" {match.column}"


def _quoted(words: Iterable[str]) -> str:
    return " or ".join(f"'{word}'" for word in words)


def found_json(query: str, found: SearchResult) -> dict[str, Any]:
    """The body of `--json`."""
    return {
        "query": query,
        "hits": [{**hit._asdict(), "matches": [match._asdict() for match in hit.matches]} for hit in found.hits],
        "total": found.total,
        "complete": found.complete,
        "replaced": [{"typed": typed, "searched": meant} for typed, meant in found.replaced],
        "unknown": list(found.unknown),
        "right_sources": [right._asdict() for right in found.right_sources],
    }
