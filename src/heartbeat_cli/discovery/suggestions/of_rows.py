"""What rows make worth measuring whatever their states: how many came, what they add up to, what has no end yet."""

from collections.abc import Iterator
from dataclasses import replace

from heartbeat_cli.discovery.columns import event_times, is_late
from heartbeat_cli.discovery.proposals.known import Grounds, KnownTable
from heartbeat_cli.discovery.proposals.row_shapes import counts, numbers
from heartbeat_cli.discovery.proposals.sentences import were
from heartbeat_cli.discovery.proposals.spans import span_of_times
from heartbeat_cli.discovery.proposals.state_shapes import backlog
from heartbeat_cli.discovery.proposals.timing import is_stock_number, named_window, said_as_verb
from heartbeat_cli.discovery.suggestions.ages import oldest
from heartbeat_cli.discovery.suggestions.evidence import TableEvidence
from heartbeat_cli.discovery.suggestions.sketched import SketchedSuggestion, as_number, as_time, asked_of
from heartbeat_cli.discovery.understanding import BACKLOG, COUNT, DURATION, SUM, Understanding
from heartbeat_cli.pgschema import TIMESTAMP_KINDS, kind_of
from heartbeat_cli.profiling import Quantity
from heartbeat_cli.text import split_words, stem
from heartbeat_cli.wording import count

_WEEK, _MONTH, _NOW = named_window("7d"), named_window("30d"), named_window("total")
_CURRENCIES, _AMOUNTS = 2, 2
_MOSTLY = 0.9
"""Two times are the beginning and the end of something where so many rows have them in that order."""
_NAMED = (None, "EUR", "USD")
"""Currencies that a name says as its unit."""
_VOLUMES, _VOLUME = {"log": 0.55, "state log": 0.3}, 0.5
"""What a volume is worth by the role of its table; that of a log whose states are known counts moves, and is none."""
_WRITTEN_AGAIN = "after before running daily monthly opening closing line snapshot history statement"
_OVER_AND_OVER = frozenset(_WRITTEN_AGAIN.split())
_OF_A_LIFE = "last next archived deleted expired terminated locked"
_LIFE = frozenset(map(stem, _OF_A_LIFE.split()))


def of_rows(known: KnownTable, grounds: Grounds, seen: TableEvidence) -> Iterator[SketchedSuggestion]:
    """Volumes, sums per currency, the time between two times of a row, and what has none of the second yet."""
    yield from _volumes(known, grounds, seen)
    yield from _sums(known, grounds, seen)
    yield from _spans(known, grounds, seen)
    if not known.machines:
        yield from _unended(known, grounds, seen)


def _volumes(known: KnownTable, grounds: Grounds, seen: TableEvidence) -> Iterator[SketchedSuggestion]:
    if not event_times(known.table) or known.qname in grounds.subjects:
        return
    asked = asked_of(known, grounds, Understanding("", COUNT, window=_WEEK), words=())
    is_log = known.role.endswith("log")
    what = f"a {known.role} with a time" if is_log else f"each row has a time, {event_times(known.table)[0].name}"
    said = (f"{seen.rows:,} rows have landed",) if seen.rows else ()
    for sketch in counts(asked):
        yield SketchedSuggestion(asked, sketch, _VOLUMES.get(known.role, _VOLUME), _rows(seen), (*said, what))


def _sums(known: KnownTable, grounds: Grounds, seen: TableEvidence) -> Iterator[SketchedSuggestion]:
    amounts = [quantity for quantity in known.quantities if _adds_up(known, quantity)]
    for quantity in amounts[:_AMOUNTS]:
        window = _NOW if is_stock_number(quantity.column) else _WEEK
        currencies: tuple[str | None, ...] = (None,)
        if quantity.currency_column is not None and known.currencies:
            currencies = tuple(sorted(known.currencies[:_CURRENCIES], key=lambda currency: currency != "EUR"))
        for currency in currencies:
            understood = Understanding("", SUM, window=window, currency=currency)
            asked = asked_of(known, grounds, understood, numbers=[as_number(quantity.column)])
            because = [f"{quantity.column} is money, {quantity.evidence}"]
            if currency is not None and len(known.currencies) > 1:
                because.append(f"its rows are in {count(len(known.currencies), 'currency', 'currencies')}")
            for sketch in numbers(asked):
                named = replace(sketch, subject=(*sketch.subject, *([currency] if currency not in _NAMED else [])))
                yield SketchedSuggestion(asked, named, 0.65, _rows(seen), tuple(because))


def _adds_up(known: KnownTable, quantity: Quantity) -> bool:
    """Whether a sum of it is money: in one currency, and no stock that is written down over and over."""
    if quantity.kind != "money" or quantity.inexact or quantity.unit == "minor units":
        return False
    if quantity.unit is None and quantity.currency_column is None:
        return False
    words = {*split_words(quantity.column), *split_words(known.table.name)}
    return not is_stock_number(quantity.column) or (not known.role.endswith("log") and words.isdisjoint(_OVER_AND_OVER))


def _spans(known: KnownTable, grounds: Grounds, seen: TableEvidence) -> Iterator[SketchedSuggestion]:
    """From the time a row came to be until each later one that is not set at once."""
    timed = [c for c in event_times(known.table) if kind_of(c.type) in TIMESTAMP_KINDS]
    if not timed or timed[0].nullable or is_late(timed[0]):
        return
    for until in (c for c in timed[1:] if c.nullable and not is_late(c) and _ends_something(c.name)):
        n = seen.filled.get(until.name)
        if n is not None and seen.in_order[until.name] < _MOSTLY * n:
            continue
        asked = asked_of(known, grounds, Understanding("", DURATION, percent=50, window=_MONTH), words=())
        because = (f"{n:,} of {seen.rows:,} rows have {until.name}",) if n is not None else (f"it has {until.name}",)
        sketch = span_of_times(asked, as_time(timed[0].name), as_time(until.name))
        yield SketchedSuggestion(asked, sketch, 0.7, n if seen.rows else None, because)


def _ends_something(column: str) -> bool:
    """Whether a time says that something was done: `settled_at`, no `last_seen_at`, and no end of a life."""
    verb = said_as_verb(column)
    return bool(were(verb)) and _LIFE.isdisjoint(map(stem, split_words(verb)))


def _unended(known: KnownTable, grounds: Grounds, seen: TableEvidence) -> Iterator[SketchedSuggestion]:
    """What waits where no state is called so: that which has no end yet, while other rows have one."""
    asked = asked_of(known, grounds, Understanding("", BACKLOG, window=_NOW), words=("open",))
    for sketch in backlog(asked):
        column = sketch.restrictions[-1].filter.column
        ended = seen.filled.get(column, 0)
        if seen.rows and not 0 < ended < seen.rows:
            continue
        n = seen.rows - ended if seen.rows else None
        because = (f"{n:,} of {seen.rows:,} rows have no {column} yet",) if n is not None else (f"it has {column}",)
        yield SketchedSuggestion(asked, replace(sketch, subject=(*sketch.subject, "open")), 0.75, n, because)
        aged = oldest(asked, sketch.restrictions[-1], f"without {column}")
        if aged is not None:
            yield SketchedSuggestion(asked, aged, 0.7, n, because)


def _rows(seen: TableEvidence) -> int | None:
    return seen.rows or None
