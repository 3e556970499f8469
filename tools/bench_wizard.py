"""How soon the wizard asks its first question and the next ones, and how soon a server for agents answers.

    .venv/bin/python tools/bench.py wizard

The next questions are those over the demo estate as it has landed in this checkout (`make demo`), or in HB_PROJECT.
"""

import json
import os
import pty
import statistics
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from figures import HB, ROOT, Figure, compare_calls, seconds

from heartbeat_cli.discovery import Answers, Ask, Desk, Reply, StoppedAsking, drive, start
from heartbeat_cli.estate import ProjectSettings, load_project

_ROUNDS = 5
_QUESTIONS = (
    "payments rejected last week",
    "How many active clients do we have",
    "card transactions per day",
    "how long does onboarding take",
    "share of payments that were rejected this month",
)
_HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}},
}
_CALL = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "status", "arguments": {}}}


def figures(_: Path) -> list[Figure]:
    """First questions, next questions, first answers."""
    first = compare_calls(
        "hb discover, first question / hb --help", _first_question, lambda: seconds([*HB, "--help"]), 1.5
    )
    answered = statistics.median(_first_answer() for _ in range(_ROUNDS))
    return [first, Figure("hb mcp, start to first answer", answered, 2, "", "s"), _next_questions()]


def _first_question() -> float:
    """Seconds until the first question stands at a terminal."""
    started = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execve(HB[0], [*HB, "discover"], {**os.environ, "TERM": "xterm-256color"})
    seen = b""
    while b"What do you want to know?" not in seen:
        seen += os.read(terminal, 1 << 16)
    took = time.perf_counter() - started
    os.kill(process, 9)
    os.waitpid(process, 0)
    os.close(terminal)
    return took


def _first_answer() -> float:
    """Seconds from the start of a server to its first answer."""
    started = time.perf_counter()
    pipe = subprocess.PIPE
    with subprocess.Popen([*HB, "mcp"], cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        for message in (_HELLO, {"jsonrpc": "2.0", "method": "notifications/initialized"}, _CALL):
            server.stdin.write(json.dumps(message) + "\n")
        server.stdin.flush()
        server.stdout.readline(), server.stdout.readline()
        took = time.perf_counter() - started
        server.stdin.close()
    return took


def _next_questions() -> Figure:
    """The most of its own time that hb takes before a question after the first, in seconds of processor."""
    what = "the wizard's next question, the longest"
    project = load_project(Path(os.environ.get("HB_PROJECT") or ROOT) / "heartbeat.yml")
    if not project.marts.path.exists():
        return Figure(what, None, 150, "nothing has landed here; set HB_PROJECT")
    with Desk(project, project.now()) as desk:
        desk.make_ready()
        took, where = max(found for text in _QUESTIONS for found in _walk(project, desk, text))
    return Figure(what, took * 1000, 150, where, "ms")


def _walk(project: ProjectSettings, desk: Desk, text: str) -> list[tuple[float, str]]:
    """Processor time before each question of a way on which every default is taken, and which one it was."""
    waited: list[tuple[float, str]] = []
    since = time.thread_time()

    def ask(question: Ask) -> Reply:
        nonlocal since
        waited.append((time.thread_time() - since, f"{question.key}, of “{text}”"))
        if question.key == "name":
            raise StoppedAsking
        since = time.thread_time()
        return _answered(question)

    draft = start(project, as_of=project.now(), dry_run=True).replace(proposing=True)
    with suppress(StoppedAsking):
        drive(draft, desk.answer, Answers({"question": text}, ask))
    return waited


def _answered(question: Ask) -> Any:
    if question.default is not None:
        return question.default
    return question.options[0].value if question.options else "bench"
