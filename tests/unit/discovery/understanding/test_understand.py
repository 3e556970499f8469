"""Questions, and what they ask for: tables of cases in `tests/cases/understanding`."""

from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pytest
import yaml

from heartbeat_cli.discovery.understanding import SHAPES, Understanding, understand, without_time
from heartbeat_cli.text import stem

CASES = Path(__file__).parents[3] / "cases" / "understanding"
TODAY = date(2026, 5, 20)
USUAL_UNITS = {"count": "count", "count_distinct": "count", "backlog": "count", "share": "percent", "funnel": "percent"}


def cases(name: str) -> list[list[Any]]:
    return list(yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8")))


def told(understood: Understanding, keys: set[str]) -> dict[str, Any]:
    """What is compared: all but the words of the thing, which a case may leave out."""
    age = understood.older_than
    whole = {
        "shape": understood.shape,
        "window": understood.window.name if understood.window else None,
        "percent": understood.percent,
        "states": [" ".join(words) for words in understood.states],
        "older_than": None if age is None else f"{age.days}d" if age.days else f"{age.seconds // 3600}h",
        "per": understood.per,
        "by": " ".join(understood.by),
        "currency": understood.currency,
        "unit": understood.unit,
    }
    return whole | {key: " ".join(getattr(understood, key)) for key in keys & {"of", "condition", "base"}}


@pytest.mark.parametrize(
    ("question", "shape", "window", "more"),
    [case for name in ("bank", "others", "mistyped", "languages") for case in cases(name)],
)
def test_what_a_question_asks_for(question: str, shape: str, window: str | None, more: dict[str, Any]) -> None:
    wanted = {
        "shape": shape,
        "window": window,
        "percent": None,
        "states": [],
        "older_than": None,
        "per": None,
        "by": "",
        "currency": None,
        "unit": USUAL_UNITS.get(shape),
    }
    assert told(understand(question, today=TODAY), set(more)) == wanted | more


@pytest.mark.parametrize(("question", "window", "per"), [(*case, None)[:3] for case in cases("times")])
def test_the_time_a_question_names(question: str, window: str | None, per: str | None) -> None:
    understood = understand(question, today=TODAY)
    assert (understood.window.name if understood.window else None, understood.per) == (window, per)


def test_every_decision_has_the_words_it_was_made_of() -> None:
    understood = understand("Avrage payment amount in EUR by country, in the past month", today=TODAY)
    assert [(why.words, why.means) for why in understood.why] == [
        ("Avrage", "the mean: their sum by their number; “median” would be the middle one"),
        ("in the past month", "rolling: the last 30 days; “last month” would be the calendar month"),
        ("by country", "one number for each of them"),
        ("in EUR", "only what is in EUR: sums of several currencies do not add up"),
    ]


def test_a_word_the_estate_knows_is_no_mistake() -> None:
    """`avrage` may be a table."""
    assert understand("avrage payments", {stem("avrage")}).shape == "count"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("payments in May", "in May"),
        ("payments since 02/03/2026", "since 02/03/2026"),
        ("payments of the last few days", "of the last few days"),
        ("payments next week", "next week"),
        ("payments per quarter", "per quarter"),
        ("payments over 100", "over 100"),
        ("payments this week and last week", "last week"),
        ("settlement rate", "rate"),
    ],
)
def test_what_is_not_understood_is_said(question: str, words: str) -> None:
    assert words in [why.words for why in understand(question, today=TODAY).why]


MIXED = (
    "how many payments by country the of in from to until last month week 3 days 24h since March 1 2026 may "
    "average p95 median rate share open still waiting for queue in review older than not yet → , : ? ' time per "
    "each between and top which a | вчера сколько gestern wie viele 💥 's 99/99/9999 0000-00-00 31.02.2026 p0 p100 "
    "first q1 conversion funnel now total currently yesterday last quarter"
)


def test_whatever_is_asked_is_understood_somehow() -> None:
    chance = Random(7)
    for _ in range(800):
        question = " ".join(chance.choices(MIXED.split(), k=chance.randint(0, 14)))
        understood = understand(question, today=TODAY)
        assert understood.shape in SHAPES
        assert all(why.words in question for why in understood.why), question
        assert len(without_time(question)) <= len(question) + len(understood.why)


@pytest.mark.parametrize("question", ["a" * 10_000, "from a to " * 1_000, "how many " * 1_000, "1/2/" * 2_500], ids=len)
def test_what_is_pasted_takes_no_time(question: str) -> None:
    begun = perf_counter()
    understand(question, today=TODAY)
    assert perf_counter() - begun < 1
