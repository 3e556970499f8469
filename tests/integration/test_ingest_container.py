"""Running the one-off container, against a `docker` on PATH that records what it is asked and plays its part."""

import json
import os
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pexpect
import pytest
import yaml
from tests.conftest import REPOSITORY, copy_project

# The line under test, as the command `hb ingest --container` calls it.
LAUNCH = """
import sys
from pathlib import Path
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate.project import find_project
from heartbeat_cli.ingest.container import launch_container
try:
    project = find_project(Path.cwd())
    sys.exit(launch_container(project, sys.argv[1:], as_json="--json" in sys.argv, only_show="--plan" in sys.argv))
except HbError as error:
    print(f"error: {error}\\n{error.hint}", file=sys.stderr)
    sys.exit(error.exit_code)
"""

# FAKE_DOCKER says what becomes of `compose run`: an exit code, `taken`, or `wait` (until it is sent a signal).
DOCKER = """
import json, os, signal, sys, time
from pathlib import Path
here = Path(os.environ["FAKE_DOCKER_HOME"])
words, part = sys.argv[1:], os.environ["FAKE_DOCKER"]
with (here / "calls").open("a") as calls:
    names = sorted(name for name in os.environ if "_PG_" in name)
    calls.write(json.dumps({"words": words, "tty": os.isatty(0), "names": names}) + chr(10))
if words[:2] == ["compose", "version"]:
    sys.exit(1 if part == "no compose" else 0)
if words[0] == "ps":
    ours = (here / "label").read_text() if (here / "label").exists() else ""
    print("c0ffee" if ours and ours == words[-1].removeprefix("label=") else "")
    sys.exit(0)
if words[0] == "kill":
    (here / "signal").write_text(words[words.index("--signal") + 1])
    sys.exit(0)
assert words[:2] == ["compose", "-f"] and "run" in words
def told(number, frame):
    (here / "told").write_text(signal.Signals(number).name)
    sys.exit(128 + number)
signal.signal(signal.SIGINT, told)
signal.signal(signal.SIGTERM, told)
if part == "taken":
    print('Error response from daemon: Conflict. The container name "/heartbeat_ingest" is already in use by container'
          ' "c0ffee". You have to remove (or rename) that container to be able to reuse that name.', file=sys.stderr)
    sys.exit(1)
if part == "building":
    (here / "started").write_text("")
    time.sleep(60)
if part == "wait":
    (here / "label").write_text(words[words.index("-l") + 1])
    (here / "started").write_text("")
    for _ in range(600):
        if (here / "signal").exists():
            print("stopped: run it again to go on", file=sys.stderr)
            sys.exit(128 + signal.Signals[(here / "signal").read_text()])
        time.sleep(0.1)
print("12 rows landed")
print("progress", file=sys.stderr)
sys.exit(int(part))
"""


@dataclass(frozen=True)
class Docker:
    """The recording docker and a project's folder to run in."""

    home: Path
    folder: Path
    path: str

    def env(self, part: str) -> dict[str, str]:
        own = {k: v for k, v in os.environ.items() if "_PG_" not in k}
        return {**own, "PATH": self.path, "FAKE_DOCKER": part, "FAKE_DOCKER_HOME": str(self.home)}

    def argv(self, *words: str) -> list[str]:
        return [sys.executable, "-c", LAUNCH, "ingest", "--source", "aml", "--container", *words]

    def run(self, part: str, *words: str, **env: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.argv(*words),
            cwd=self.folder,
            env={**self.env(part), **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def start(self, part: str) -> "subprocess.Popen[str]":
        """Run it until the container is there."""
        process = subprocess.Popen(
            self.argv(),
            cwd=self.folder,
            env=self.env(part),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.wait_for("started")
        return process

    def wait_for(self, name: str) -> None:
        until = time.monotonic() + 30
        while not (self.home / name).exists():
            assert time.monotonic() < until, f"no {name} within 30 seconds"
            time.sleep(0.05)

    def calls(self) -> list[dict[str, Any]]:
        file = self.home / "calls"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def run_call(self) -> dict[str, Any]:
        return next(call for call in self.calls() if "run" in call["words"])


@pytest.fixture
def docker(tmp_path: Path) -> Docker:
    home = tmp_path / "docker"
    home.mkdir()
    program = home / "docker"
    program.write_text(f"#!{sys.executable}\n{DOCKER}")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    project = copy_project(tmp_path / "project")
    for name in ("Dockerfile", "docker-compose.prod.yml"):
        shutil.copyfile(REPOSITORY / name, project.root / name)
    return Docker(home, project.root, f"{home}{os.pathsep}/usr/bin{os.pathsep}/bin")


def test_it_runs_where_docker_is(docker: Docker) -> None:
    done = docker.run("0", "--wait", SOURCE_PG_PASSWORD="s3cret", MARTS_PG_HOST="marts")
    assert (done.returncode, done.stdout, done.stderr) == (0, "12 rows landed\n", "progress\n")
    call = docker.run_call()
    line = shlex.join(call["words"])
    assert line.startswith("compose -f docker-compose.prod.yml run -T -l heartbeat.launch=")
    assert line.endswith("--rm --no-deps --name heartbeat_ingest ingest hb ingest --source aml --wait")
    assert call["names"] == ["MARTS_PG_HOST", "SOURCE_PG_PASSWORD"], "docker takes their values from its environment"
    assert "s3cret" not in (docker.home / "calls").read_text()


def test_it_writes_as_whoever_runs_it(docker: Docker) -> None:
    docker.run("0")
    words = docker.run_call()["words"]
    if (os.getuid(), os.getgid()) == (1000, 1000):
        assert "--user" not in words
    else:
        assert words[words.index("--user") + 1] == f"{os.getuid()}:{os.getgid()}"


@pytest.mark.parametrize("code", [1, 4, 5, 6])
def test_the_exit_code_inside_is_the_exit_code(docker: Docker, code: int) -> None:
    assert docker.run(str(code)).returncode == code


@pytest.mark.parametrize(("code", "said"), [(125, "docker did not run the container"), (137, "was killed")])
def test_what_docker_did_not_run_has_failed(docker: Docker, code: int, said: str) -> None:
    done = docker.run(str(code))
    assert done.returncode == 1
    assert said in done.stderr


def test_one_that_is_there_already_locks(docker: Docker) -> None:
    done = docker.run("taken")
    assert done.returncode == 4
    assert "is already in use" in done.stderr, "docker's own words come first"
    assert "error: a container heartbeat_ingest is there already" in done.stderr
    assert "docker logs -f heartbeat_ingest" in done.stderr


@pytest.mark.parametrize("flag", ["--plan", "--json"])
def test_it_can_be_looked_at_first(docker: Docker, flag: str) -> None:
    done = docker.run("0", flag)
    assert (done.returncode, done.stderr, docker.calls()) == (0, "", [])
    words = json.loads(done.stdout)["command"] if flag == "--json" else shlex.split(done.stdout)
    assert words[:5] == ["docker", "compose", "-f", "docker-compose.prod.yml", "run"]
    assert words[-9:] == shlex.split("--rm --no-deps --name heartbeat_ingest ingest hb ingest --source aml")
    assert "-T" not in words, "it is to be pasted at a terminal"


@pytest.mark.parametrize("missing", ["docker", "compose"])
def test_without_docker_the_command_is_printed(docker: Docker, tmp_path: Path, missing: str) -> None:
    env = {"PATH": str(tmp_path)} if missing == "docker" else {}
    done = docker.run("no compose", **env)
    assert done.returncode == 1, "nothing has landed"
    assert done.stdout.startswith("docker compose -f docker-compose.prod.yml run ")
    assert done.stdout.endswith("--name heartbeat_ingest ingest hb ingest --source aml\n")
    assert done.stderr.startswith("Not run, because ")
    assert docker.run("no compose", "--plan", **env).returncode == 0
    assert missing in done.stderr


def test_a_project_without_compose_file(docker: Docker) -> None:
    (docker.folder / "docker-compose.prod.yml").unlink()
    done = docker.run("0")
    assert done.returncode == 3
    assert "there is no docker-compose.prod.yml" in done.stderr
    assert not [call for call in docker.calls() if "run" in call["words"]]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_reaches_the_container_once(docker: Docker, number: signal.Signals, code: int) -> None:
    process = docker.start("wait")
    # To the whole group, as a shell's Ctrl-C goes: docker itself must not get it as well.
    os.killpg(process.pid, number)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == code
    assert "stopped: run it again to go on" in stderr
    assert [call["words"] for call in docker.calls() if call["words"][0] == "kill"] == [
        ["kill", "--signal", number.name, "c0ffee"]
    ]
    assert not (docker.home / "told").exists()


def test_a_signal_before_the_container_is_there_stops_docker(docker: Docker) -> None:
    process = docker.start("building")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 143
    assert (docker.home / "told").read_text() == "SIGTERM"
    assert not [call for call in docker.calls() if call["words"][0] == "kill"], "that name may be another's"


def test_at_a_terminal_docker_has_the_terminal(docker: Docker) -> None:
    terminal = pexpect.spawn(
        sys.executable, docker.argv()[1:], cwd=str(docker.folder), env=docker.env("building"), encoding="utf-8"
    )
    docker.wait_for("started")
    assert docker.run_call()["tty"]
    assert "-T" not in docker.run_call()["words"]
    terminal.sendintr()
    terminal.expect(pexpect.EOF, timeout=30)
    terminal.close()
    assert terminal.exitstatus == 130
    assert (docker.home / "told").read_text() == "SIGINT"
    assert not [call for call in docker.calls() if call["words"][0] in ("ps", "kill")]


@pytest.mark.parametrize("file", ["docker-compose.prod.yml", "docker-compose.dev.yml"])
def test_compose_understands_the_files(file: str) -> None:
    command = _compose()
    if command is None:
        pytest.skip("no `docker compose` and no `docker-compose` on this machine")
    profile = {"COMPOSE_PROFILES": "ingest", "SOURCE_PG_HOST": "db.example"}
    done = subprocess.run(
        [*command, "-f", file, "config"],
        cwd=REPOSITORY,
        env={**os.environ, **profile},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    services = yaml.safe_load(done.stdout)["services"]
    if "prod" in file:
        assert services["ingest"]["environment"]["SOURCE_PG_HOST"] == "db.example"


def _compose() -> list[str] | None:
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) and not subprocess.run([*command, "version"], capture_output=True).returncode:
            return command
    return None


def test_what_the_dockerfile_copies_makes_the_wheel(tmp_path: Path) -> None:
    """The image's build stage, without docker: the paths it copies, and the command it runs on them."""
    lines = (REPOSITORY / "Dockerfile").read_text().splitlines()
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            for name in line.split()[1:-1]:
                target = tmp_path / "src" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                if (REPOSITORY / name).is_dir():
                    shutil.copytree(REPOSITORY / name, target, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copyfile(REPOSITORY / name, target)
    build = next(line for line in lines if line.startswith("RUN pip wheel"))
    words = build.replace("/wheels", str(tmp_path / "wheels")).split()[1:]
    subprocess.run([sys.executable, "-m", *words], cwd=tmp_path / "src", check=True, capture_output=True)
    assert [wheel.suffix for wheel in (tmp_path / "wheels").iterdir()] == [".whl"]
