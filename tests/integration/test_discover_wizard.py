"""The wizard at a real terminal: choices, second tries, Ctrl-C, a narrow screen, and stdout that can be piped."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from tests.discovery_estate import build_estate, candidates

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics import load_metric

DOWN, CTRL_C, CTRL_D = "\x1b[B", "\x03", "\x04"
_ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07)")


@pytest.fixture
def estate(tmp_path: Path) -> ProjectSettings:
    return build_estate(tmp_path / "estate")


class Terminal:
    """`hb …` at a pty of `columns`; `type` waits for a prompt first, so that a test says what it answers."""

    def __init__(
        self, project: ProjectSettings, arguments: list[str], columns: int = 80, term: str = "xterm-256color"
    ) -> None:
        environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "heartbeat_cli", *arguments],
            cwd=str(project.root),
            env={**environment, "TERM": term},
            encoding="utf-8",
            dimensions=(50, columns),
            timeout=30,
        )

    def type(self, prompt: str, answer: str) -> str:
        """Wait for `prompt`, answer it, and return what stood on the screen before it."""
        self.child.expect(re.escape(prompt))
        before = _ESCAPES.sub("", str(self.child.before))
        # The prompt must be drawn and listening before a key can reach it.
        self.child.expect(r"\x1b\[\?25h|\x1b\[\?12l")
        self.child.send(answer)
        return before

    def see(self, text: str) -> None:
        """Wait until `text` is shown."""
        self.child.expect(re.escape(text))

    def end(self) -> tuple[int, str]:
        """What was still shown, and the exit code."""
        self.child.expect(pexpect.EOF)
        rest = _ESCAPES.sub("", str(self.child.before))
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1), rest


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.child.close(force=True)


def start(
    terminals: list[Terminal],
    project: ProjectSettings,
    *arguments: str,
    columns: int = 80,
    term: str = "xterm-256color",
) -> Terminal:
    terminals.append(Terminal(project, ["discover", *arguments], columns, term))
    return terminals[-1]


def test_a_whole_journey(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    hb = start(terminals, estate)
    hb.type("What do you want to know?", "Active clients\r")
    shown = hb.type("Is it one of these?", "none\r")
    hb.type("Which table answers it?", "\r")
    assert "webbank is the truth source" in shown and "core.client_note" in shown
    hb.type("What should be counted?", "\r")
    hb.type("Only rows where", "state = ACTVE\r")
    hb.see("Did you mean 'ACTIVE'?")
    hb.type("Only rows where", "state = ACTIVE\r")
    hb.type("Over which time?", DOWN * 3 + "\r")
    shown = hb.type("Its name?", "\r")
    assert "SELECT count(*)" in shown
    assert "╶─┐" in shown, "the number is large"
    hb.type("Who owns the number?", "onboarding\r")
    hb.type("In which unit?", "\r")
    hb.type("Which way is good?", "\r")
    code, rest = hb.end()
    assert code == 0 and "hb metrics align active_clients_count_total" in rest
    candidate = load_metric(estate.candidates_folder / "active_clients_count_total.yml")
    assert (candidate.owner, candidate.direction, candidate.window) == ("onboarding", "neutral", "total")


def test_a_second_choice_by_arrow_and_a_list_narrowed_by_typing(
    estate: ProjectSettings, terminals: list[Terminal]
) -> None:
    hb = start(terminals, estate, "Payments", "--table", "core.payment", "--owner", "ops", "--where", "", "--dry-run")
    hb.type("What should be counted?", DOWN + "\r")
    hb.type("of which column?", "purpose")
    hb.child.send("\r")
    hb.type("Over which time?", DOWN * 3 + "\r")
    hb.type("Its name?", "\r")
    hb.type("In which unit?", "\r")
    hb.type("Which way is good?", "\r")
    code, rest = hb.end()
    assert code == 0 and "not written (dry run)" in rest
    assert candidates(estate) == []


def test_a_table_and_a_column_that_are_typed_are_the_ones_taken(
    estate: ProjectSettings, terminals: list[Terminal]
) -> None:
    hb = start(terminals, estate, "Money", "--where", "", "--window", "total", "--owner", "ops", "--unit", "clients")
    shown = hb.type("Which table answers it?", "core.kyc_verification\r")
    assert "kyc_verification" not in shown, "a table the search did not find"
    hb.type("What should be counted?", "count distinct\r")
    hb.type("of which column?", "client_id\r")
    hb.type("Its name?", "\x15kyc_client_count_total\r")
    hb.type("Which way is good?", "up is\r")
    assert hb.end()[0] == 0
    candidate = load_metric(estate.candidates_folder / "kyc_client_count_total.yml")
    assert candidate.sql is not None and candidate.direction == "up_is_good"
    assert candidate.sql.split() == ["SELECT", "count(DISTINCT", "client_id)", "FROM", "webbank_core.kyc_verification"]


def test_a_paste_and_a_correction_are_typing_too(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    flags = ["--table", "core.kyc_verification", "--where", "", "--window", "total", "--owner", "x", "--unit", "runs"]
    hb = start(terminals, estate, "Runs", *flags, "--direction", "neutral", "--name", "run_count_total")
    hb.type("What should be counted?", "\x1b[200~count distinct\x1b[201~\r")
    hb.type("of which column?", "client_if\x7fd\r")
    assert hb.end()[0] == 0
    assert "count(DISTINCT client_id)" in (load_metric(estate.candidates_folder / "run_count_total.yml").sql or "")


def test_typed_text_that_fits_nothing_takes_nothing_else(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    flags = ["--window", "total", "--owner", "ops", "--unit", "clients", "--direction", "neutral", "--where", ""]
    hb = start(terminals, estate, "Clients", *flags, "--name", "client_count_total")
    hb.type("Which table answers it?", "core.clint_profile\r")
    hb.see("Did you mean 'core.client_profile'?")
    hb.type("Which table answers it?", "webbank.core.client_profile\r")
    hb.type("What should be counted?", "cuont\r")
    hb.see("'cuont' is no measure")
    hb.type("What should be counted?", "count distinct\r")
    hb.type("of which column?", "profile\r")
    hb.see("has no column 'profile'")
    hb.type("of which column?", CTRL_D)
    assert hb.end()[0] == 130 and candidates(estate) == []


def test_parking_asks_for_a_name_and_nothing_else(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    hb = start(terminals, estate, "KYC pass rate")
    shown = hb.type("Its name?", "\r")
    assert "qac is truth for KYC pass and fail" in shown
    assert "core.kyc_verification" in shown
    code, rest = hb.end()
    assert code == 0 and "qac, not landed yet" in rest
    assert candidates(estate) == ["kyc_pass_rate_30d.yml"]


def test_a_pending_sources_tables_can_be_ticked(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    hb = start(terminals, estate, "SEPA rejection rate")
    hb.type("Which of its tables would answer it?", " \r")
    hb.type("Its name?", "\r")
    assert hb.end()[0] == 0
    parked = load_metric(estate.candidates_folder / "sepa_rejection_rate_30d.yml")
    assert [(b.source, b.needs) for b in parked.blocked_on] == [("mms", ("mms.sepa_rejection",)), ("mms_inst", ())]


def test_a_wrong_source_is_asked_for_its_reason(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    flags = ["--table", "vss.vss.applicant_log", "--measure", "count", "--window", "24h", "--where", "", "--owner", "x"]
    hb = start(terminals, estate, "Applicants", *flags, "--unit", "count", "--direction", "neutral")
    hb.type("webbank is the right source. Why can it not answer?", "\r")
    hb.see("no reason of its own")
    hb.type("Why can it not answer?", "webbank has none\r")
    hb.type("Which tables of webbank did you try?", "webbank.core.client_profile\r")
    hb.type("Its name?", "\r")
    assert hb.end()[0] == 0
    note = load_metric(estate.candidates_folder / "applicants_count_24h.yml").notes[0]
    assert (note.kind, note.source, note.why) == ("fallback", "vss", "webbank has none")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_stopping_at_the_first_prompt(estate: ProjectSettings, terminals: list[Terminal], key: str) -> None:
    hb = start(terminals, estate)
    hb.type("What do you want to know?", key)
    code, rest = hb.end()
    assert (code, "Traceback" in rest) == (130, False)
    assert candidates(estate) == []


def test_stopping_at_the_last_prompt_writes_nothing(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    flags = ["--table", "core.client_profile", "--measure", "count", "--where", "", "--window", "total"]
    hb = start(
        terminals, estate, "Clients", *flags, "--owner", "x", "--unit", "clients", "--name", "client_count_total"
    )
    hb.type("Which way is good?", CTRL_C)
    code, rest = hb.end()
    assert code == 130 and "nothing was written" in rest and "Traceback" not in rest
    assert candidates(estate) == []


def test_a_wrong_flag_fails_even_at_a_terminal(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    code, rest = start(terminals, estate, "Clients", "--table", "core.clint_profile").end()
    assert code == 3 and "Did you mean 'core.client_profile'?" in rest


def test_no_input_never_asks(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    code, rest = start(terminals, estate, "Clients", "--no-input").end()
    assert code == 2 and "--table" in rest


def test_a_narrow_terminal_breaks_no_table_name(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    hb = start(terminals, estate, "Active clients", columns=44)
    shown = hb.type("Is it one of these?", CTRL_C)
    lines = [line.rstrip() for line in shown.replace("\r", "").splitlines()]
    spinner = [line for line in lines if line[:1] in "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"]
    assert max(len(line) for line in lines if line not in spinner) <= 44
    assert any(line.split()[:2] == ["webbank", "core.client_profile"] and line.endswith("…") for line in lines)
    assert hb.end()[0] == 130


def test_prompts_leave_stdout_to_the_result(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    """Drawn on stderr: with stdout in a file the wizard still asks, and the file holds the result alone."""
    out = estate.root / "out.txt"
    command = f'exec "{sys.executable}" -m heartbeat_cli discover "KYC pass rate" > out.txt'
    terminal = Terminal.__new__(Terminal)
    terminal.child = pexpect.spawn(
        "/bin/sh", ["-c", command], cwd=str(estate.root), encoding="utf-8", dimensions=(50, 80), timeout=30
    )
    terminals.append(terminal)
    terminal.type("Its name?", "\r")
    assert terminal.end()[0] == 0
    text = out.read_text()
    assert text.startswith("kyc_pass_rate_30d") and "\x1b" not in text and "Its name?" not in text


def test_nothing_is_lost_by_a_paste_a_new_size_odd_keys_and_a_kill(
    estate: ProjectSettings, terminals: list[Terminal]
) -> None:
    pasted = "платіж 日本 é\n" * 800
    hb = start(terminals, estate)
    hb.type("What do you want to know?", f"\x1b[200~{pasted}\x1b[201~")
    hb.child.setwinsize(20, 44)
    hb.child.send("\x15Active cli")
    hb.type("Active cli", "\x00ents\x1b[1;2D\x1b\r")
    assert "Unhandled" not in hb.type("Active clients", "\x0f")
    hb.type("Is it one of these?", "\x1b")
    hb.type("Active clients", "\r")
    hb.type("Is it one of these?", "none\r")
    hb.type("Which table answers it?", "\r")
    hb.see("What should be counted?")
    hb.child.kill(signal.SIGKILL)
    hb.child.expect(pexpect.EOF)
    again = start(terminals, estate, "--resume")
    again.type("What should be counted?", "count dis")
    again.child.send(CTRL_C)
    code, rest = again.end()
    assert code == 130 and "what you answered is kept: hb discover --resume" in rest
    start(terminals, estate, "--resume").type("count dis", CTRL_C)


def test_a_terminal_of_lines_alone_is_typed_at_as_ever(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    hb = start(terminals, estate, term="dumb")
    hb.child.expect("know\\?\r\n> ")
    hb.child.send("KYC pass rtae\x7f\x7f\x7fate\r")
    hb.see("KYC pass")
    hb.child.expect("name\\?\r\n.*> ")
    hb.child.send("\r")
    assert hb.end()[0] == 0
    assert load_metric(estate.candidates_folder / "kyc_pass_rate_30d.yml").question == "KYC pass rate"


def test_it_can_be_stopped_for_a_while_as_any_program(estate: ProjectSettings, terminals: list[Terminal]) -> None:
    hb = Terminal.__new__(Terminal)
    environment = {**os.environ, "TERM": "xterm-256color", "PS1": "$ "}
    hb.child = pexpect.spawn(
        "bash",
        ["--norc", "-i"],
        cwd=str(estate.root),
        env=environment,
        encoding="utf-8",
        dimensions=(50, 80),
        timeout=30,
    )
    terminals.append(hb)
    hb.child.sendline(f"{sys.executable} -m heartbeat_cli discover")
    hb.type("What do you want to know?", "Active\x1a")
    hb.see("Stopped")
    hb.child.sendline("fg")
    hb.type("What do you want to know?", " clients\r")
    hb.see("Active clients")
    hb.type("Is it one of these?", CTRL_C)
    hb.see("hb discover --resume")
