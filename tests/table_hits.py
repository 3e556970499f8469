"""Hits of a search as values, for tests that begin where the search has ended."""

from heartbeat_cli.discovery import TableHit
from heartbeat_cli.pgschema import QName
from heartbeat_cli.search import Hit, WordMatch


def table_hit(table: QName, score: float = 1.0, matched: tuple[str, ...] = (), comment: str | None = None) -> TableHit:
    """A table found by each of `matched` in its name."""
    matches = tuple(WordMatch(word, word, "name", "typed") for word in matched)
    return TableHit(table, Hit(f"bank.{table}", "table", "bank", comment, score, matches))
