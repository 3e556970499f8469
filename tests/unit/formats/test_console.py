"""Sentences on the two consoles: broken between words at a terminal, one line elsewhere."""

import io
import re
import sys

import pytest

from heartbeat_cli.errors import HbError
from heartbeat_cli.formats import note, print_error, warn

WORDS = "the marts file is being written by another process and nobody may read it meanwhile " * 3
LONG = "/srv/estate/of/the/bank/db/candidates/payment_settlement_time_p50_min_30d.yml"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 140])
def test_at_a_terminal_no_word_is_broken(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    for name, value in (("COLUMNS", str(columns)), ("NO_COLOR", "1"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stderr", terminal)
    print_error(HbError(WORDS, where=LONG, hint=WORDS))
    warn(WORDS)
    note(WORDS)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue()).splitlines()
    assert max(len(line) for line in lines if LONG not in line) <= columns
    words = {word for line in lines for word in line.split()}
    assert words == {*WORDS.split(), "error:", "next:", "warning:", f"{LONG}:"}


def test_in_a_pipe_a_sentence_is_a_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_error(HbError(WORDS, hint=WORDS))
    warn(WORDS)
    note(WORDS)
    assert len(capsys.readouterr().err.splitlines()) == 4
