"""Finding tables and columns by words. An index that is still true is read; what builds one is imported only then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.errors import NotFoundError, UsageError, did_you_mean
from heartbeat_cli.search import KINDS, IndexedSource, SearchIndex, SearchResult, fresh_index, search, usual_words

if TYPE_CHECKING:
    from heartbeat_cli.estate import ProjectSettings


@dataclass(frozen=True, slots=True)
class EstateSearch:
    """What was looked for and found, and the sources whose dump could not be read."""

    text: str
    found: SearchResult
    unread: tuple[IndexedSource, ...]


def search_estate(
    text: str,
    find_project: "Callable[[], ProjectSettings]",
    *,
    folder: Path | None = None,
    source: str | None = None,
    kinds: Sequence[str] = KINDS,
    limit: int = 10,
) -> EstateSearch:
    """The best `limit` tables, views and columns for `text`, of one `source` or of all.

    `folder` is the project's where it is known; else it is looked for upward. Raises UsageError for a text without a
    word, NotFoundError where nothing is found, for an unknown source and for one the mirror has nothing of.
    """
    if not any(letter.isalnum() for letter in text):
        raise UsageError(f"there is no word in '{text}'", hint="`hb search client birth date`")
    index = _index(find_project, folder)
    found = search(text, index, limit=limit, source=_require_source(source, index), kinds=kinds)
    if not found.hits:
        raise _nothing(text, source, found, _meant(text, found, index, find_project), usual_words(index))
    return EstateSearch(text, found, tuple(s for s in index.sources if s.unread is not None))


def _index(find_project: "Callable[[], ProjectSettings]", folder: Path | None) -> SearchIndex:
    index = fresh_index(Path.cwd(), folder)
    if index is None:
        from heartbeat_cli.search import build_index

        index = build_index(find_project())
    return index


def _require_source(name: str | None, index: SearchIndex) -> str | None:
    """The source asked for; raises NotFoundError where there is none or the mirror has nothing of it."""
    if name is None:
        return None
    known = next((s for s in index.sources if name in (s.name, s.database)), None)
    if known is None:
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


def _nothing(
    text: str, source: str | None, found: SearchResult, meant: tuple[tuple[str, str], ...], usual: tuple[str, ...]
) -> NotFoundError:
    near = ", ".join(f"'{word}'" for word in found.nearest)
    tables = f"Most tables are called {', '.join(usual)}" if usual else "Try other words"
    hint = f"The nearest words are {near}." if near else f"{tables}; db/synonyms.yml teaches other words for them."
    for name, subject in meant[:1]:
        hint = f"{name} is truth for {subject}, and the mirror has nothing of it."
    return NotFoundError(f"nothing in {source or 'the mirror'} is called '{text}'", hint=hint, code="no_hit")


def _meant(
    text: str, found: SearchResult, index: SearchIndex, find_project: "Callable[[], ProjectSettings]"
) -> tuple[tuple[str, str], ...]:
    """The sources the mirror has nothing of that the text is about, or may be by an everyday word, with the subject."""
    from heartbeat_cli.estate import doubts, load_inventory

    if found.right_sources:
        return tuple((right.source, right.subject) for right in found.right_sources if not right.mirrored)
    mirrored = {source.name for source in index.sources if source.mirrored}
    asked = doubts(text, load_inventory(find_project()))
    return tuple((doubt.source.name, doubt.subject.title) for doubt in asked if doubt.source.name not in mirrored)
