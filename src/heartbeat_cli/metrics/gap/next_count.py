"""The next count worth making: the day or the value of which those who are left would count most differently."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from heartbeat_cli.metrics.gap.ranking import Predict, Ranked, Suspect, surprise

_LEFT: Final = 12
_LEAST: Final = 0.05
"""What an answer has to tell, in bits, to be worth counting."""
_EASY: Final = 300
_LEAST_LIKELY: Final = 1e-4


@dataclass(frozen=True, slots=True)
class NextCount:
    """Of what was counted, how many are of `key`; `apart` of `left` ways to have counted would say something else."""

    key: str
    bits: float
    apart: int
    left: int


def likeliest(ranked: Ranked) -> tuple[Suspect, ...]:
    """Those whose counts are held against each other."""
    return tuple(suspect for suspect, share in ranked.suspects[:_LEFT] if share > _LEAST_LIKELY)


def next_count(
    ranked: Ranked, keys: Iterable[str], predict: Predict, own: dict[str, Decimal], known: Iterable[str] = ()
) -> NextCount | None:
    """The key whose count tells most, of two alike the one with less to count; None where none tells anything."""
    left = [(s, share) for s, share in ranked.suspects[:_LEFT] if share > _LEAST_LIKELY]
    whole = sum(share for _, share in left) + ranked.unknown
    best: tuple[float, float, NextCount] | None = None
    for key in keys:
        if key in set(known):
            continue
        answers: dict[Decimal, float] = {own.get(key, Decimal(0)): ranked.unknown / whole if whole else 0.0}
        said = None
        for suspect, share in left:
            answer = predict(suspect, key)
            if answer is None:
                continue
            answers[answer] = answers.get(answer, 0.0) + share / whole
            said = answer if said is None else said
        bits = surprise(answers.values())
        size = float(own.get(key, Decimal(0)))
        worth = bits - (0.2 if size > _EASY else 0.0) + _telling(said, own.get(key, Decimal(0)))
        found = NextCount(key, bits, len(answers), len(left))
        if bits > _LEAST and (best is None or (worth, -size) > best[:2]):
            best = (worth, -size, found)
    return best[2] if best is not None else None


def _telling(said: Decimal | None, own: Decimal) -> float:
    """How much a count would tell of the likeliest alone: by how much more than chance it is not what the query has."""
    if said is None:
        return 0.0
    far: float = min(float(abs(said - own)) / max(float(own) ** 0.5, 1.0), 10.0)
    return 0.02 * far
