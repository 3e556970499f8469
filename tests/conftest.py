"""Real parts for every test: command lines in a process of their own, PostgreSQL servers, a demo project."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from heartbeat_cli.demo.postgres import Server, data_home, free_port, new_password
from heartbeat_cli.estate.project import Project, load_project
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


def run_hb(line: str, cwd: Path, env: dict[str, str] | None = None, timeout: float = 300) -> Outcome:
    """Run `hb …` in a process of its own, without a terminal and without this machine's own settings."""
    words = shlex.split(line)
    assert words[0] == "hb"
    clean = {k: v for k, v in os.environ.items() if not k.startswith(_OWN_SETTINGS)}
    done = subprocess.run(
        [sys.executable, "-m", "heartbeat_cli", *words[1:]],
        cwd=cwd,
        env={**clean, "NO_COLOR": "1", **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert "Traceback (most recent call last)" not in done.stderr, done.stderr
    hold_to_schema(words[1:], done.stdout)
    return Outcome(done.stdout, done.stderr, done.returncode)


@pytest.fixture
def run_line(tmp_path: Path) -> RunLine:
    """`run_line("hb …")` in an empty folder, or in `cwd`."""

    def run(line: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> Outcome:
        return run_hb(line, cwd or tmp_path, env)

    return run


def copy_project(target: Path) -> Project:
    """The checkout's own project, without state."""
    for part in ("db", "seed/schemas/demo"):
        shutil.copytree(REPOSITORY / part, target / part, dirs_exist_ok=True)
    shutil.copyfile(REPOSITORY / "heartbeat.yml", target / "heartbeat.yml")
    return load_project(target / "heartbeat.yml")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy of the demo's project; its servers are not running."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
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
