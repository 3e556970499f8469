"""Which tables a question may be about: a ranked word search over catalog values.

Words, their weights and what a lookup list is are those of `hb search`; here a question is a sentence, one database is
searched at a time, and only tables are wanted. A word found in a table's name says more than one in its comment, that
more than one in a column, and a rare word more than one every second table has; and a table many others refer to is
likelier what the house means by the word. Embeddings were the alternative: they need a model and cannot say why a table
was found, and a person has to understand the list.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log

from heartbeat_cli.pgschema import Database, QName, Table
from heartbeat_cli.profiling.roles import state_log_reason, subject_of
from heartbeat_cli.profiling.values import Reference
from heartbeat_cli.search.indexing import is_lookup
from heartbeat_cli.search.weights import IN_COLUMN, IN_COLUMN_COMMENT, IN_COMMENT, IN_NAME
from heartbeat_cli.search.words import GRAMMAR, meet
from heartbeat_cli.text import split_words, stem

# Lookup lists (a code, a name, no time) name everything and answer nothing by themselves.
LOOKUP_FACTOR = 0.4
# What a question asks of a table rather than for which: measures, times, and the asking itself.
_ASKING = (
    "get give last long many me most much my one out over past per show take taken total up us average avg count day "
    "days hour hours median minute minutes month number percent percentage rate share sum time today week h d"
)
_FILLERS = GRAMMAR | frozenset(_ASKING.split())
# What asks for a change rather than for how things are: a state log knows when it happened.
_EVENT = re.compile(
    r"\b((last|past|previous)\s+(\d+\s*)?(h|d|hours?|days?|weeks?|months?)|\d+\s*(h|d|hours|days|weeks|months)|today"
    r"|yesterday|daily|weekly|monthly|since|bec[ao]me|becoming|left|leav\w+|joined|churned|onboarded"
    r"|(chang|clos|open|activat|block|suspend|reject|approv)(ed|ing))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TableHit:
    """A table that may answer the question: `matched` are the question's words it was found by, the strongest first."""

    table: QName
    score: float
    matched: tuple[str, ...]
    comment: str | None = None


def search_words(question: str) -> tuple[str, ...]:
    """The words of a question that name something, lower case, in order, each once; fillers and numbers are left out.

    A question made of fillers only keeps them: they are all there is.
    """
    words = tuple(dict.fromkeys(w for w in split_words(question) if not w.isdigit()))
    return tuple(w for w in words if w not in _FILLERS) or words


def search_tables(question: str, database: Database, limit: int = 5) -> tuple[TableHit, ...]:
    """The tables of `database` that match best, best first; partitions are left to their parent."""
    words = {stem(word): word for word in reversed(search_words(question))}
    tables = [t for t in database.tables() if t.partition_of is None]
    referred = Counter(key.target for table in tables for key in table.foreign_keys if key.target != table.qname)
    indexed = [(table, _weights(table, words.keys())) for table in tables]
    spread = Counter(found for _, weights in indexed for found in weights)
    rarity = {found: log(1 + len(tables) / count) for found, count in spread.items()}
    hits = [
        _hit(table, {found: weight * rarity[found] for found, weight in weights.items()}, words, referred[table.qname])
        for table, weights in indexed
        if weights
    ]
    ranked = sorted(hits, key=lambda hit: (-hit.score, hit.table))
    if _EVENT.search(question):
        ranked = _with_state_log(ranked, tables, words.keys())
    return tuple(ranked[:limit])


def _with_state_log(ranked: list[TableHit], tables: Iterable[Table], wanted: Iterable[str]) -> list[TableHit]:
    """`ranked`, with the state log of the best table named like the question right behind that table."""
    logs = {subject: table for table in tables if (subject := _logged_by(table)) is not None}
    for place, hit in enumerate(ranked):
        log = logs.get(hit.table)
        if log is None or not any(meet(word, name) for word in wanted for name in _stems(hit.table.name)):
            continue
        if log.qname in [before.table for before in ranked[:place]]:
            return ranked
        found = replace(hit, table=log.qname, comment=log.comment)
        rest = [other for other in ranked[place + 1 :] if other.table != log.qname]
        return [*ranked[: place + 1], found, *rest]
    return ranked


def _logged_by(table: Table) -> QName | None:
    """The table whose states `table` logs, None where it is no state log."""
    if state_log_reason(table) is None:
        return None
    keys = table.foreign_keys
    return subject_of(table, tuple(Reference(table.qname, k.columns, k.target, k.target_columns) for k in keys))


def _hit(table: Table, worth: dict[str, float], words: dict[str, str], referred: int) -> TableHit:
    """`worth` is what each of the question's stems found in the table is worth, `words` is how it was written."""
    # Two of the question's words in one table say more than one of them twice.
    score = sum(worth.values()) * len(worth) / len(words)
    name = _stems(table.name)
    # A name that says nothing but what was asked is closer than one that says more.
    score *= 1 + sum(any(meet(word, n) for word in words) for n in name) / len(name)
    score *= LOOKUP_FACTOR if is_lookup(table) else 1 + log(1 + referred) / 10
    strongest = sorted(worth, key=lambda found: (-worth[found], found))
    return TableHit(table.qname, round(score, 3), tuple(words[found] for found in strongest), table.comment)


def _weights(table: Table, wanted: Iterable[str]) -> dict[str, float]:
    """For each wanted stem found, the weight of its best place."""
    places = (
        (IN_COLUMN_COMMENT, (c.comment or "" for c in table.columns)),
        (IN_COLUMN, (c.name for c in table.columns)),
        (IN_COMMENT, (table.comment or "",)),
        (IN_NAME, (table.name,)),
    )
    weights: dict[str, float] = {}
    for weight, texts in places:
        there = {word for text in texts for word in _stems(text)}
        weights.update({word: weight for word in wanted if any(meet(word, other) for other in there)})
    return weights


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in split_words(text)) or (text.casefold(),)
