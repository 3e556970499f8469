"""Going back to the question before."""

from collections.abc import Callable

import pytest

from heartbeat_cli.discovery import Answered, Ask, GoneBack, LeftOff, Option, Reply, StoppedAsking, converse
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
        (("x", "1", BACK, BACK, "z", "y"), ("z", "1", "y"), "a b c b a c"),
        (("x", "1", BACK, BACK, BACK, "x", BACK, "2"), ("x", "2"), "a b c b a a c b"),
        (("x", "no", "1", BACK, "2"), ("x", "2"), "a b b c b"),
        (("x", "no", BACK, "z", "2"), ("z", "2"), "a b b a b"),
    ],
)
def test_the_question_before_is_asked_again_and_what_was_said_later_stands(
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


def test_nothing_secret_is_kept() -> None:
    kept: list[tuple[str, ...]] = []
    ask, _ = person("x", "1", "hunter2")
    converse(three, ask, keep=lambda said: kept.append(tuple(one.key for one in said)))
    assert kept == [("a",), ("a", "b"), ("a", "b")]


def said_about(reply: Callable[[Ask], Reply]) -> tuple[Reply, ...]:
    """What is offered second, and as default third, follows from what is said first."""
    first = str(reply(Ask("a", "")))
    second = reply(Ask("b", "", options=tuple(Option(first + end, end) for end in "xy")))
    return first, second, reply(Ask("c", "", default=first))


@pytest.mark.parametrize(
    ("said", "typed", "answers", "seen"),
    [
        ((), ("1", "1y", "1"), ("1", "1y", "1"), [("a", None), ("b", None), ("c", None)]),
        (("1", "1y", "1"), (), ("1", "1y", "1"), []),
        (("2", "1y", "1"), ("2x", "2"), ("2", "2x", "2"), [("b", "1y"), ("c", "1")]),
        (("2", "2x", "own"), (), ("2", "2x", "own"), []),
        (("2", "2x", "1"), ("own",), ("2", "2x", "own"), [("c", "1")]),
        (("2", "typed", "own"), (), ("2", "typed", "own"), []),
    ],
)
def test_what_was_said_stands_where_it_fits(
    said: tuple[str, ...], typed: tuple[str, ...], answers: tuple[str, ...], seen: list[tuple[str, str | None]]
) -> None:
    before = [
        Answered(key, reply, offered="1" if key == "c" else None, listed=key == "b" and reply[-1] in "xy")
        for key, reply in zip("abc", said, strict=False)
    ]
    found: list[tuple[str, Reply | None]] = []
    left = list(typed)

    def ask(question: Ask) -> Reply:
        found.append((question.key, question.before))
        return left.pop(0)

    assert converse(said_about, ask, before) == answers
    assert found == seen


def test_what_was_typed_and_not_said_is_there_again() -> None:
    kept: list[tuple[Answered, ...]] = []
    seen: list[tuple[str, Reply | None]] = []
    steps: list[str | BaseException] = ["x", GoneBack("hal"), "x", StoppedAsking("half")]

    def ask(question: Ask) -> Reply:
        seen.append((question.key, question.before))
        step = steps.pop(0)
        if isinstance(step, BaseException):
            raise step
        return step

    with pytest.raises(LeftOff) as stopped:
        converse(three, ask, keep=lambda said: kept.append(tuple(said)))
    assert stopped.value.said == {"a": "x"}
    assert seen == [("a", None), ("b", None), ("a", "x"), ("b", "hal")]
    assert kept[-1] == (Answered("a", "x"), Answered("b", "half", unsaid=True))
