"""A number, what was counted instead, and what is known of why: the question a person asks of a metric."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from heartbeat_cli.metrics.gap.changes import Variation
from heartbeat_cli.metrics.gap.looked import Inspected, is_row_change
from heartbeat_cli.metrics.gap.next_count import NextCount, likeliest, next_count
from heartbeat_cli.metrics.gap.parts import ANY_DAY, Parts
from heartbeat_cli.metrics.gap.ranking import SURE, PartCount, Ranked, Suspect, rank, resolution, suspects_of, ways_of

EXPLAINS: Final = "explains"
WOULD_CLOSE: Final = "would close the gap"
UNEXPLAINED: Final = "unexplained"
_KEPT: Final = 60
_BEYOND: Final = Decimal("1.5")
"""By how many standard deviations a part has to differ from what chance would leave of it."""


@dataclass(frozen=True, slots=True)
class GapAnswer:
    """What can be said: the suspects ranked, how sure it is, how many close the gap, and the next count to make."""

    value: Decimal
    count: Decimal
    ranked: Ranked
    verdict: str
    closing: int
    next: NextCount | None


def answer(looked: Inspected, count: Decimal, parts: Sequence[PartCount] = ()) -> GapAnswer:
    """Say why `count` is not what the query gives; `parts` are further counts of some of the same."""
    value = looked.number(()) or Decimal(0)
    near = max(Decimal(3), abs(count) / 100)
    if not looked.adds_up(()):
        near = abs(count) / 100
    if looked.ways is None:
        looked.ways = ways_of(looked.changes, looked.number, looked_rows(looked))
    suspects = suspects_of(looked.ways, count, near)
    first = rank(suspects, value, count)
    kept = [suspect for suspect, _ in first.suspects[:_KEPT]]
    told = Parts(looked)
    if parts:
        told.tell([(), *(suspect.changes for suspect in kept)], [part.key for part in parts])
    own = told.own(part.key for part in parts)
    ranked = rank(kept, value, count, parts, told.predict, own) if parts else first
    closing = sum(1 for suspect, _ in ranked.suspects if closes(suspect, count))
    told.tell([(), *(s.changes for s in likeliest(ranked))], [ANY_DAY] if told.has_days else [])
    keys = dict.fromkeys((*told.days(), *told.values(), *told.changed(likeliest(ranked))))
    following = next_count(ranked, keys, told.predict, told.own(keys), [part.key for part in parts])
    return GapAnswer(value, count, ranked, _verdict(ranked, count, parts, told, own), closing, following)


def looked_rows(looked: Inspected) -> Callable[[Variation], object]:
    """Which rows and which number a variation has, so that two of the same are one."""
    own, own_number = looked.rows(()), looked.number(())

    def rows(variation: Variation) -> object:
        known = looked.rows(variation) if all(is_row_change(c) for c in variation) else None
        if known is not None:
            return known
        number = looked.number(variation)
        return own if number == own_number else ("number", number)

    return rows


def closes(suspect: Suspect, count: Decimal) -> bool:
    """Whether a suspect gives what was counted, to the unit it was counted in."""
    return abs(suspect.number - count) <= resolution(count) / 2


def _verdict(ranked: Ranked, count: Decimal, parts: Sequence[PartCount], told: Parts, own: dict[str, Decimal]) -> str:
    if not ranked.suspects or ranked.unknown > 0.5:
        return UNEXPLAINED
    first, share = ranked.suspects[0]
    if share >= SURE and _nearly(first.number, count, 2) and _confirmed(first, count, parts, told, own):
        return EXPLAINS
    return WOULD_CLOSE if any(closes(s, count) for s, _ in ranked.suspects[:10]) else UNEXPLAINED


def _confirmed(
    suspect: Suspect, count: Decimal, parts: Sequence[PartCount], told: Parts, own: dict[str, Decimal]
) -> bool:
    """Whether further counts are what a suspect says, and for each of its changes one says what nothing else would."""
    answers = [(part, told.predict(suspect, part.key)) for part in parts]
    if any(said is None or not _nearly(said, part.count, 1) for part, said in answers):
        return False
    share = count / value if (value := told.looked.number(())) else Decimal(1)
    telling = [part for part, said in answers if said == part.count and _tells(part, own[part.key], share)]
    return len(telling) >= len(suspect.changes)


def _tells(part: PartCount, own: Decimal, share: Decimal) -> bool:
    """Whether a part is neither what the query has of it, nor what is left of that if rows are gone by chance."""
    unit = resolution(part.count)
    spread = max((own / unit * abs(1 - min(share, Decimal(1)))).sqrt(), Decimal(1)) * unit
    return abs(part.count - own) > spread and abs(part.count - own * share) > _BEYOND * spread


def _nearly(number: Decimal, count: Decimal, units: int) -> bool:
    return abs(number - count) <= units * resolution(count)
