"""`hb search`: tables and columns across the estate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FINDINGS, NotFoundError, UsageError

if TYPE_CHECKING:
    from heartbeat_cli.search.index import SearchIndex
    from heartbeat_cli.search.rank import SearchResult

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="What it is about; every word is meant.", metavar="WORDS...")],
    source: Annotated[str | None, typer.Option("--source", help="Only this source or database.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 10,
    tables: Annotated[bool, typer.Option("--tables", help="Only tables and views.")] = False,
    columns: Annotated[bool, typer.Option("--columns", help="Only columns.")] = False,
) -> None:
    """Tables and columns across the estate, truth source first.

    Found by name, comment, enum value and synonym (`db/synonyms.yml`), in any form of a word, with a typing mistake
    forgiven. Read from the DDL mirror; each target is one for `hb profile`. Exit code 3 when nothing is found, 6 when a
    dump of the mirror could not be read.

    Examples:

    - `hb search payments`
    - `hb search client birth date`
    - `hb search rejection --source mms --tables`
    - `hb search iban --columns --limit 30 --json`
    """
    from heartbeat_cli.search.rank import search as find

    text = " ".join(words)
    if not any(letter.isalnum() for letter in text):
        raise UsageError(f"there is no word in '{text}'", hint="`hb search client birth date`")
    index = _index()
    kinds = [k for k, shown in (("table", tables), ("view", tables), ("column", columns)) if shown or tables == columns]
    found = find(text, index, limit=limit, source=_require_source(source, index), kinds=kinds)
    if not found.hits:
        raise _nothing(text, source, found)
    _show(text, found, index)


def _index() -> "SearchIndex":
    """The index kept from an earlier run, or a new one. What builds it is imported only then."""
    from heartbeat_cli.search.store import fresh_index

    index = fresh_index(Path.cwd(), current_session().project_folder)
    if index is None:
        from heartbeat_cli.search.build import build_index

        index = build_index(current_session().project())
    return index


def _require_source(name: str | None, index: "SearchIndex") -> str | None:
    """The source asked for; raises NotFoundError where there is none or the mirror has nothing of it."""
    if name is None:
        return None
    known = next((s for s in index.sources if name in (s.name, s.database)), None)
    if known is None:
        from heartbeat_cli.errors import did_you_mean

        names = [s.name for s in index.sources]
        hint = did_you_mean(name, names) or f"There are {', '.join(names)}."
        raise NotFoundError(f"there is no source '{name}'", hint=hint, code="unknown_source")
    if not known.mirrored:
        raise NotFoundError(
            f"the mirror has nothing of '{known.name}'" + (f": {known.unread}" if known.unread else ""),
            hint=f"`hb sources status {known.name}` shows what is known about it.",
            code="no_dump",
        )
    return known.name


def _nothing(text: str, source: str | None, found: "SearchResult") -> NotFoundError:
    near = ", ".join(f"'{word}'" for word in found.nearest)
    right = next((r for r in found.right_sources if not r.mirrored), None)
    hint = f"The nearest words are {near}." if near else "Try other words; db/synonyms.yml teaches new ones."
    if right is not None:
        hint = f"{right.source} is truth for {right.subject}, and the mirror has nothing of it."
    return NotFoundError(f"nothing in {source or 'the mirror'} is called '{text}'", hint=hint, code="no_hit")


def _show(text: str, found: "SearchResult", index: "SearchIndex") -> None:
    from heartbeat_cli.render.search import found_json, print_found

    unread = [s for s in index.sources if s.unread is not None]
    if current_session().json:
        from heartbeat_cli.render.console import print_json

        print_json({**found_json(text, found), "unread": [{"source": s.name, "why": s.unread} for s in unread]})
    else:
        print_found(found)
    if unread:
        from heartbeat_cli.render.console import warn

        for source in unread:
            warn(f"{source.name} could not be searched: {source.unread}")
        raise typer.Exit(EXIT_FINDINGS)
