"""Which tables are looked at more closely: those search found, those the question names, and those they lead to."""

from heartbeat_cli.discovery.columns import event_times
from heartbeat_cli.discovery.proposals.asked import OF, AskedWord, best_meeting, is_said_of_money, meets, name_words
from heartbeat_cli.discovery.proposals.known import Grounds, KnownTable
from heartbeat_cli.pgschema import TIMESTAMP_KINDS, kind_of

_MOST = 14
_FOUND, _IN_COLUMN, _OF_TARGET = 0.6, 0.5, 0.35


def choose_candidates(words: tuple[AskedWord, ...], grounds: Grounds) -> tuple[KnownTable, ...]:
    """The tables that proposals are made over, the likeliest first; with a log comes what it is about."""
    scored = [(_score(known, words, grounds), known) for known in grounds.tables.values() if _may_count(known, words)]
    best = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], -pair[1].importance))
    chosen = [known for _, known in best[:_MOST]]
    subjects = [grounds.subjects[known.qname][0] for known in chosen if known.qname in grounds.subjects]
    return tuple({known.qname: known for known in (*chosen, *subjects)}.values())


def _may_count(known: KnownTable, words: tuple[AskedWord, ...]) -> bool:
    """Whether rows of a table are worth counting: of one of codes those that happen, or that are asked for by name."""
    if known.role != "dictionary" or any(kind_of(c.type) in TIMESTAMP_KINDS for c in event_times(known.table)):
        return True
    asked = [word.text for word in words if word.part == OF]
    named = name_words(known.table.name)
    return (
        bool(asked) and all(best_meeting(word, named) for word in asked) and all(best_meeting(w, asked) for w in named)
    )


def _score(known: KnownTable, words: tuple[AskedWord, ...], grounds: Grounds) -> float:
    name = name_words(known.table.name)
    columns = {part for column in known.table.columns for part in name_words(column.name)}
    targets = {part for step in known.steps for part in name_words(step.target.name)}
    met = 0.0
    spoken = {word.text: (word.text, *grounds.alternatives(word.text)) for word in words}
    for word in words:
        own = max(best_meeting(text, name) for text in spoken[word.text])
        other = own or max(
            max(_IN_COLUMN * best_meeting(text, columns), _OF_TARGET * best_meeting(text, targets))
            for text in spoken[word.text]
        )
        has_money = is_said_of_money(word.text) and any(q.kind == "money" for q in known.quantities)
        met += word.weight * max(other, _IN_COLUMN if has_money else 0.0)
    every = [text for texts in spoken.values() for text in texts]
    close = sum(any(meets(text, part) for text in every) for part in name) / max(1, len(name))
    return met * (0.7 + 0.3 * close) + _FOUND * grounds.found.get(known.qname, 0.0)
