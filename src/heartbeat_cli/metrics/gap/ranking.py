"""Which changes of a query could have led to what was counted, and how sure that is.

Bayes' rule over every single change, every pair of those that move the number, and a reason that is not among them. A
pair costs; what counts the same rows is one; a count that is hit exactly says more than one that is nearly hit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import exp, log2
from typing import Final

from heartbeat_cli.metrics.gap.changes import SqlChange, Variation

UNKNOWN_PRIOR: Final = 0.3
PAIR_COST: Final = 0.15
"""How much less likely two things at once are than one."""
EXACT: Final = 0.8
"""How often people count to the unit."""
SURE: Final = 0.95
"""What explains has this much of all that is likely."""
_MOST_PAIRED: Final = 80


@dataclass(frozen=True, slots=True)
class Suspect:
    """A way to have counted: its changes, the number it gives, and how likely it was before the count was known.

    `also` are other changes that count the very same rows.
    """

    changes: Variation
    number: Decimal
    prior: float
    also: tuple[Variation, ...] = ()

    @property
    def words(self) -> str:
        """What is done differently."""
        return ", and ".join(change.words for change in self.changes)


@dataclass(frozen=True, slots=True)
class PartCount:
    """How many of what was counted are of one day, or have one value."""

    key: str
    count: Decimal


@dataclass(frozen=True, slots=True)
class Ranked:
    """Suspects, the likeliest first, each with its share of what is likely; `unknown` is the share of no suspect."""

    suspects: tuple[tuple[Suspect, float], ...]
    unknown: float

    @property
    def first(self) -> Suspect | None:
        """The likeliest."""
        return self.suspects[0][0] if self.suspects else None


Predict = Callable[[Suspect, str], Decimal | None]
"""What a suspect would have counted of one part."""


@dataclass(frozen=True, slots=True)
class CountingWay:
    """One or two changes, the number they give, which rows they count, and how likely they are by themselves."""

    changes: Variation
    number: Decimal
    rows: object
    prior: float


def ways_of(
    changes: Sequence[SqlChange],
    number: Callable[[Variation], Decimal | None],
    rows: Callable[[Variation], object],
    *,
    pairs: bool = True,
) -> tuple[CountingWay, ...]:
    """Every single change that moves the number, and the pairs of the likelier ones."""
    total = sum(change.prior for change in changes) or 1.0
    base = rows(())
    found: list[CountingWay] = []
    alone: dict[SqlChange, object] = {}
    for change in changes:
        given, which = number((change,)), rows((change,))
        if given is not None and which != base:
            alone[change] = which
            found.append(CountingWay((change,), given, which, change.prior / total))
    paired = sorted(alone, key=lambda change: -change.prior)[: _MOST_PAIRED if pairs else 0]
    for one, other in combinations(paired, 2):
        if one.part == other.part or not _fit(one, other):
            continue
        pair = (one, other)
        given = number(pair)
        if given is not None and (which := rows(pair)) not in (base, alone[one], alone[other]):
            found.append(CountingWay(pair, given, which, PAIR_COST * (one.prior * other.prior) ** 0.5 / total / 8))
    return tuple(found)


def suspects_of(ways: Iterable[CountingWay], count: Decimal, near: Decimal) -> tuple[Suspect, ...]:
    """The ways to have counted, those of the same rows as one; of pairs only those that come near the count."""
    by_rows: dict[object, list[CountingWay]] = {}
    for way in ways:
        if len(way.changes) == 1 or abs(way.number - count) <= near:
            by_rows.setdefault(way.rows, []).append(way)
    return tuple(_as_one(listed) for listed in by_rows.values())


def _fit(one: SqlChange, other: SqlChange) -> bool:
    """Whether two changes can be made at once: not of the same condition, and no query that is another altogether."""
    return not set(one.without) & set(other.without) and one.query is None and other.query is None


def _as_one(listed: list[CountingWay]) -> Suspect:
    """What counts the same rows; a pair that does is no other reason than the single change."""
    first, *rest = sorted(listed, key=lambda way: (len(way.changes), -way.prior))
    prior = sum(way.prior for way in listed if len(way.changes) == len(first.changes))
    return Suspect(first.changes, first.number, prior, tuple(way.changes for way in rest))


def rank(
    suspects: Iterable[Suspect],
    value: Decimal,
    count: Decimal,
    parts: Sequence[PartCount] = (),
    predict: Predict | None = None,
    own: Mapping[str, Decimal] | None = None,
) -> Ranked:
    """Order suspects by how likely each is, given a count and its parts.

    `own` is what the query itself has of each part. A reason that is no suspect can have led to any number; of a part
    it may as well have left what the query has.
    """
    gap = abs(count - value)
    spread = float(max(gap * 3, abs(count) / 10, Decimal(10) * resolution(count)))
    unknown = UNKNOWN_PRIOR * float(resolution(count)) / spread
    weighed = [(suspect, suspect.prior * likelihood(count, suspect.number)) for suspect in suspects]
    if predict is not None:
        for part in parts:
            expected = (own or {}).get(part.key, Decimal(0))
            unknown *= _of_unknown(part.count, expected, count / value if value else Decimal(1))
            open_ = _of_unknown(part.count, expected, Decimal(1))
            weighed = [(s, w * _of_part(part.count, predict(s, part.key), open_)) for s, w in weighed]
    every = sum(weight for _, weight in weighed) + unknown
    ordered = sorted(weighed, key=lambda pair: (-pair[1], len(pair[0].changes), pair[0].words))
    return Ranked(tuple((s, w / every) for s, w in ordered if w > 0), unknown / every)


def _of_part(count: Decimal, predicted: Decimal | None, open_: float) -> float:
    """Of a suspect that says nothing of a part nothing is learnt."""
    return likelihood(count, predicted) if predicted is not None else open_


def _of_unknown(count: Decimal, own: Decimal, share: Decimal) -> float:
    """What nobody thought of leaves a part as it is, changes it by as much as the whole, or makes anything of it."""
    unit = float(resolution(count))
    expected = max(float(own * share), 0.0) / unit
    spread: float = max((expected * abs(1 - min(float(share), 1 / float(share) if share else 0.0))) ** 0.5, 1.0)
    off = (float(count) / unit - expected) / spread
    alike = exp(-off * off / 2) / (spread * 2.5066)
    anything = 1 / (float(max(own, count)) / unit + 4)
    return 0.4 * likelihood(count, own) + 0.4 * alike + 0.2 * anything


def likelihood(count: Decimal, predicted: Decimal) -> float:
    """How likely people who count `predicted` write down `count`: exactly, or a little beside it."""
    unit = resolution(count)
    off = float(abs(count - predicted) / unit)
    if off <= 0.5:
        return EXACT
    scale = max(1.2, 0.002 * float(abs(count) / unit))
    return (1 - EXACT) / (2 * scale) * exp(-off / scale)


def resolution(count: Decimal) -> Decimal:
    """The unit a count is written in: 1, or that of its last decimal."""
    exponent = int(count.as_tuple().exponent)
    return Decimal(1).scaleb(exponent) if exponent < 0 else Decimal(1)


def surprise(shares: Iterable[float]) -> float:
    """How much an answer tells that is expected with these shares, in bits."""
    return -sum(share * log2(share) for share in shares if share > 0)
