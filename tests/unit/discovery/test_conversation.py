"""Going back to the question before."""

from collections.abc import Callable

import pytest

from heartbeat_cli.discovery import Ask, GoneBack, LeftOff, Reply, converse
from heartbeat_cli.errors import UsageError

BACK, STOP = "<", "!"


def person(*typed: str) -> tuple[Callable[[Ask], Reply], list[str]]:
    """Somebody who types these one after the other, and the keys of the questions they saw."""
    left, seen = list(typed), []

    def ask(question: Ask) -> Reply:
        seen.append(question.key)
        if (reply := left.pop(0)) == BACK:
            raise GoneBack
        if reply == STOP:
            raise KeyboardInterrupt
        return reply

    return ask, seen


def three(reply: Callable[[Ask], Reply]) -> tuple[Reply, ...]:
    """The second question takes digits only; the third is asked of those who said 1."""
    first, second = reply(Ask("a", "")), reply(Ask("b", ""))
    while not str(second).isdigit():
        second = reply(Ask("b", "", problem=UsageError("no digit")))
    return (first, second, reply(Ask("c", "", secret=True))) if second == "1" else (first, second)


@pytest.mark.parametrize(
    ("typed", "answers", "seen"),
    [
        (("x", "1", "y"), ("x", "1", "y"), "a b c"),
        (("x", BACK, "z", "2"), ("z", "2"), "a b a b"),
        ((BACK, "x", "2"), ("x", "2"), "a a b"),
        (("x", "1", BACK, "2"), ("x", "2"), "a b c b"),
        (("x", "1", BACK, BACK, "z", "2"), ("z", "2"), "a b c b a b"),
        (("x", "no", "1", BACK, "2"), ("x", "2"), "a b b c b"),
        (("x", "no", BACK, "z", "2"), ("z", "2"), "a b b a b"),
    ],
)
def test_the_question_before_is_asked_again_and_no_other(
    typed: tuple[str, ...], answers: tuple[str, ...], seen: str
) -> None:
    ask, keys = person(*typed)
    assert converse(three, ask) == answers
    assert keys == seen.split()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((STOP,), {}),
        (("x", "1", STOP), {"a": "x", "b": "1"}),
        (("x", "no", STOP), {"a": "x"}),
        (("x", BACK, STOP), {}),
    ],
)
def test_who_stops_keeps_what_stood(typed: tuple[str, ...], said: dict[str, str]) -> None:
    ask, _ = person(*typed)
    with pytest.raises(LeftOff) as stopped:
        converse(three, ask)
    assert stopped.value.said == said


def test_a_secret_is_not_told() -> None:
    ask, _ = person("hunter2", STOP)
    with pytest.raises(LeftOff) as stopped:
        converse(lambda reply: (reply(Ask("password", "", secret=True)), reply(Ask("b", ""))), ask)
    assert stopped.value.said == {}
