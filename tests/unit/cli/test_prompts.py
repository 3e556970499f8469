"""Which entry of a list typed text points at."""

import os
import termios
from pathlib import Path

import pytest

from heartbeat_cli.cli.prompts import PromptChoice, keys_kept
from heartbeat_cli.cli.prompts.around import broken_at_words
from heartbeat_cli.cli.prompts.listing import ChoiceList
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
    listing = ChoiceList([PromptChoice(t, t) for t in SHOWN], [PromptChoice(t, t) for t in MORE])
    listing.entries("")
    listing.move(1)
    listing.move(-1)
    assert listing.pointed_at(typed).value == answer


def test_what_is_typed_over_several_lines_is_one_entry_of_one_line() -> None:
    (entry,) = ChoiceList([PromptChoice("a", "a")]).entries("x\n  y\n")
    assert (entry.value, entry.title) == ("x\n  y", "x y  (as typed)")


@pytest.mark.parametrize(("term", "keeps"), [("xterm-256color", True), ("dumb", False), ("unknown", False)])
def test_keys_are_kept_where_there_is_a_screen_to_show_them_on(
    term: str, keeps: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    leader, follower = os.openpty()
    monkeypatch.setenv("TERM", term)
    with os.fdopen(leader), os.fdopen(follower) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        before = termios.tcgetattr(terminal)
        with keys_kept():
            assert (termios.tcgetattr(terminal) != before) is keeps
        assert termios.tcgetattr(terminal) == before


def listed(count: int, default: str | None = None) -> ChoiceList:
    return ChoiceList([PromptChoice(str(n), f"entry {n}") for n in range(count)], (), default)


@pytest.mark.parametrize(
    ("steps", "at"),
    [((), 0), ((1,), 1), ((-1,), 29), ((-1, 1), 0), ((11,), 11), ((11, 11, 11), 29), ((-11,), 0), ((11, -11), 0)],
)
def test_the_pointer_goes_round_and_leaps_stop_at_the_ends(steps: tuple[int, ...], at: int) -> None:
    listing = listed(30)
    for step in steps:
        listing.move(step)
    assert listing.pointed == at
    assert at in listing.seen(12) and len(listing.seen(12)) == 12


def test_the_pointer_begins_at_the_default_wherever_that_is() -> None:
    assert listed(5, "3").pointed == 3
    assert listed(5, "nothing").pointed == 0
    found_by_typing = ChoiceList([PromptChoice("a", "a")], [PromptChoice("b", "b")], "b")
    assert found_by_typing.pointed_at("").value == "b"


def test_what_is_ticked_stays_so_in_the_order_of_the_list() -> None:
    listing = ChoiceList([PromptChoice(t, t) for t in "abc"], ticked={"c"})
    listing.tick()
    assert listing.chosen() == ("a", "c")
    listing.tick_all()
    listing.tick()
    assert listing.chosen() == ("b", "c")


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
