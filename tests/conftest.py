"""Real parts for every test: command lines, PostgreSQL servers, a demo project."""

import io
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from heartbeat_cli.cli.main import run
from heartbeat_cli.demo.postgres import Server, data_home, free_port, new_password
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.metrics import agents
from heartbeat_cli.metrics.agents import agent_in
from heartbeat_cli.sheets.documents import DOCUMENTS, command_schema, failure_schema

REPOSITORY = Path(__file__).parents[1]
# Public dumps of all sizes, which are no part of the repository; tests over them skip where there are none.
OPEN_SCHEMAS = Path(os.environ.get("HB_OPEN_SCHEMAS") or REPOSITORY.parent / "shared" / "schemas")
_OWN_SETTINGS = ("SOURCE_PG", "MARTS_PG", "MIRROR_PG", "DLT_", "COLUMNS")


@dataclass(frozen=True)
class Outcome:
    """What a command line did."""

    stdout: str
    stderr: str
    code: int

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)


@cache
def _schemas() -> dict[str, Draft202012Validator]:
    commands = {command: Draft202012Validator(command_schema(command)) for command in DOCUMENTS}
    return {**commands, "error": Draft202012Validator(failure_schema())}


def hold_to_schema(words: list[str], stdout: str) -> None:
    """What a command says in JSON is what its published schema says, document by document."""
    if not stdout or ("--json" not in words and "--format json" not in " ".join(words)):
        return
    own = [word for word in words if not word.startswith("-")]
    command = next(c for c in (" ".join(own[:2]), " ".join(own[:1]), "") if c in DOCUMENTS)
    for text in stdout.splitlines() if "--watch" in words else [stdout]:
        document = json.loads(text)
        failed = document.keys() == {"error"}
        error = best_match(_schemas()["error" if failed else command].iter_errors(document))
        assert error is None, f"hb {' '.join(words)}: {error.json_path}: {error.message}"


RunLine = Callable[..., Outcome]

# The whole of it on two quiet cores, as `make test` runs it; measured, to be measured anew when it is far off.
SUITE_MINUTES = 9


_AGENTS: list[tuple[str, str]] = []


@pytest.fixture
def person() -> None:
    """Somebody who may align in a process of its own: not below a coding agent."""
    if _AGENTS:
        pytest.skip(f"only a person aligns, and the suite runs below {_AGENTS[0][0]}")


def pytest_configure() -> None:
    """Whoever started us may ignore SIGINT (`nohup`, `&` in a script), and may be a program that aligns nothing.

    What the tests run in processes of their own is below that program, too: those that align there ask for a `person`.
    """
    _AGENTS.extend(agent for found in agents.environments_above() if (agent := agent_in(found)) is not None)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for variable in [name for name in os.environ if agent_in({name: os.environ[name]})]:
        del os.environ[variable]
    agents.PROCESSES = Path(os.devnull)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Say how long the suite takes, when it is all that is asked for."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    asked_for_all = session.config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if reporter is not None and asked_for_all and session.config.option.markexpr == "not soak":
        reporter.write_line(f"The whole suite takes about {SUITE_MINUTES} minutes on 2 cores.")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is built once for several tests is built in one worker: a module's fixtures, and the demo.

    The scheduler begins with the largest of these groups, so that none is waited for at the end.
    """
    for item in items:
        if isinstance(item, pytest.Function) and item.get_closest_marker("xdist_group") is None:
            scopes = {found[-1].scope for found in item._fixtureinfo.name2fixturedefs.values()}
            shared = "demo" if "demo" in item.fixturenames else item.module.__name__ if "module" in scopes else None
            if shared is not None:
                item.add_marker(pytest.mark.xdist_group(shared))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were skipped and why."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", ()))
    if reasons:
        terminalreporter.section(f"{reasons.total()} skipped", "-")
        for reason, count in reasons.most_common():
            terminalreporter.write_line(f"{count:5}  {reason}")


def _reason(report: pytest.TestReport) -> str:
    where = report.longrepr
    return str(where[2] if isinstance(where, tuple) else where).removeprefix("Skipped: ")


def _words(line: str) -> list[str]:
    name, *words = shlex.split(line)
    assert name == "hb"
    return words


def _settings(env: dict[str, str] | None) -> dict[str, str]:
    """The environment without this machine's own settings."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(_OWN_SETTINGS)}
    return {**clean, "NO_COLOR": "1", **(env or {})}


def run_hb(line: str, cwd: Path, env: dict[str, str] | None = None, timeout: float = 300) -> Outcome:
    """Run `hb …` in a process of its own, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "heartbeat_cli", *_words(line)],
        cwd=cwd,
        env=_settings(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert "Traceback (most recent call last)" not in done.stderr, done.stderr
    hold_to_schema(_words(line), done.stdout)
    return Outcome(done.stdout, done.stderr, done.returncode)


def run_here(line: str, cwd: Path, env: dict[str, str] | None = None) -> Outcome:
    """Run `hb …` in this process, as `run_hb` does but without the half second that a start takes.

    For every command line of which only what it says and leaves behind counts. `meta/test_suite.py` holds the two
    against each other.
    """
    stdout, stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with _placed(cwd, _settings(env)), redirect_stdout(stdout), redirect_stderr(stderr):
        code = run(_words(line))
    said, told = (stream.buffer.getvalue().decode() for stream in (stdout, stderr))
    hold_to_schema(_words(line), said)
    return Outcome(said, told, code)


@contextmanager
def _placed(cwd: Path, env: dict[str, str]) -> Iterator[None]:
    """In `cwd`, with `env` as the whole environment and nothing to read."""
    before, folder, stdin = dict(os.environ), Path.cwd(), sys.stdin
    with Path(os.devnull).open() as nothing:
        try:
            os.environ.clear()
            os.environ.update(env)
            os.chdir(cwd)
            sys.stdin = nothing
            yield
        finally:
            sys.stdin = stdin
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(before)


@pytest.fixture
def run_line(tmp_path: Path) -> RunLine:
    """`run_line("hb …")` in an empty folder, or in `cwd`; in this process."""

    def run(line: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> Outcome:
        return run_here(line, cwd or tmp_path, env)

    return run


def copy_project(target: Path) -> ProjectSettings:
    """The checkout's own project, without state and without what `make demo` filed in it."""
    for part in ("db", "seed/schemas/demo"):
        shutil.copytree(REPOSITORY / part, target / part, dirs_exist_ok=True)
    for line in (REPOSITORY / ".gitignore").read_text(encoding="utf-8").splitlines():
        if line.startswith("db/"):
            (target / line).unlink(missing_ok=True)
    shutil.copyfile(REPOSITORY / "heartbeat.yml", target / "heartbeat.yml")
    return load_project(target / "heartbeat.yml")


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    """A fresh copy of the demo's project; its servers are not running."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectSettings]:
    """A running demo at a tenth of its size, with only webbank granted. Tests must leave it as it is."""
    project = copy_project(tmp_path_factory.mktemp("demo"))
    done = run_hb("hb demo up --scale 0.1", project.root)
    assert done.code == 0, done.stderr
    yield project
    run_hb("hb demo down", project.root)
    shutil.rmtree(data_home(project.root, project.state), ignore_errors=True)


@dataclass(frozen=True)
class TestServer:
    """A PostgreSQL server of the tests' own."""

    __test__ = False

    server: Server
    password: str

    @property
    def port(self) -> int:
        return self.server.port


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """An empty server on loopback; the administrator is `postgres`."""
    root = tmp_path_factory.mktemp("server")
    home = data_home(root, root)
    password = new_password()
    server = Server(home / "data", home / "server.log", free_port())
    server.create(password)
    server.start()
    yield TestServer(server, password)
    server.stop()
    shutil.rmtree(home, ignore_errors=True)
