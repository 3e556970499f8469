"""Which entry of a list typed text points at."""

import os
from pathlib import Path

import pytest
import questionary

from heartbeat_cli.cli.narrowing import NarrowingControl, broken_at_words
from heartbeat_cli.cli.session import Invocation

SHOWN = ["webbank.core.client_profile_state_log", "webbank.core.payment"]
MORE = ["webbank.core.client_profile", "vss.vss.client"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", SHOWN[0]),
        ("pay", SHOWN[1]),
        ("client_pro", SHOWN[0]),
        ("core.client_profile", MORE[0]),
        ("CLIENT_PROFILE", MORE[0]),
        ("vss.vss", MORE[1]),
        ("core.nothing", "core.nothing"),
    ],
)
def test_a_whole_name_comes_first_and_text_that_fits_none_is_the_answer(typed: str, answer: str) -> None:
    control = NarrowingControl([questionary.Choice(t) for t in SHOWN], [questionary.Choice(t) for t in MORE], None)
    control.select_next()
    control.select_previous()
    control.add_text(typed)
    assert control.answer() == answer


def test_a_long_question_is_broken_between_words() -> None:
    said = "(arrows, type to narrow)"
    assert broken_at_words("? How many?", said, 80) == "? How many? "
    question = "? Throw away 234 landed tables with 901,507 rows and land them anew?"
    assert broken_at_words(question, said, 80) == question + "\n"
    assert broken_at_words(question, said, 40).split() == question.split()
    assert max(map(len, broken_at_words(question, said, 40).splitlines())) < 40


@pytest.mark.parametrize(
    ("asked", "ask"),
    [({}, True), ({"json": True}, False), ({"no_input": True}, False), ({"json": True, "no_input": True}, False)],
)
def test_only_a_person_at_a_terminal_is_asked(
    asked: dict[str, bool], ask: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader, follower = os.openpty()
    with os.fdopen(leader), os.fdopen(follower) as terminal, Path(os.devnull).open() as pipe:
        for stdin, stderr, person in ((terminal, terminal, True), (pipe, terminal, False), (terminal, pipe, False)):
            monkeypatch.setattr("sys.stdin", stdin)
            monkeypatch.setattr("sys.stderr", stderr)
            assert Invocation(**asked).may_prompt is (ask and person)  # type: ignore[arg-type]
