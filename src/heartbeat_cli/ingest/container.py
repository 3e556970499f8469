"""`hb ingest --container`: the same ingest in a one-off container of its own, for backfills that take long.

An ingest inside a container that also serves something ends whenever that one is rebuilt. This one belongs to the
ingest alone. `hb` only uses docker's command line; where there is none, the command is there to be pasted elsewhere.
"""

import json
import os
import re
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import EXIT_DONE, EXIT_FAILED, HbError, LockedError, NotFoundError
from heartbeat_cli.estate import ProjectSettings

COMPOSE_FILE: Final = "docker-compose.prod.yml"
SERVICE: Final = "ingest"
CONTAINER: Final = "heartbeat_ingest"
# The user and group of the image's own user; any other is named in the command.
IMAGE_USER: Final = (1000, 1000)

_LABEL: Final = "heartbeat.launch"
# `--plan` and `--json` ask what would be run, and `--project` is a folder of the host.
_NOT_INSIDE: Final = ("--container", "--plan", "--json")
_NAME_TAKEN: Final = re.compile(rb'name "/?%b" is already in use' % CONTAINER.encode())
_DOCKERS_OWN: Final = (125, 126, 127)
_KILLED: Final = 137
_TAIL: Final = 4096


def container_command(
    project: ProjectSettings, arguments: Sequence[str], here: Path, user: tuple[int, int] = IMAGE_USER
) -> tuple[str, ...]:
    """The command that runs `hb` with `arguments` in the container, to be given in the folder `here`.

    `arguments` is a whole command line without its `hb`; what only the host can use is left out of it. `user` are the
    ids the container writes as: those of whoever runs `hb` on the host, for both write the same state.
    """
    file = COMPOSE_FILE if here == project.root else str(project.root / COMPOSE_FILE)
    as_user = () if user == IMAGE_USER else ("--user", f"{user[0]}:{user[1]}")
    run = ("docker", "compose", "-f", file, "run", *as_user, "--rm", "--no-deps", "--name", CONTAINER, SERVICE)
    return (*run, "hb", *_inside(arguments))


def _inside(arguments: Sequence[str]) -> Iterator[str]:
    words = iter(arguments)
    for word in words:
        if word == "--project":
            next(words, None)
        elif word not in _NOT_INSIDE and not word.startswith("--project="):
            yield word


def launch_container(project: ProjectSettings, arguments: Sequence[str], *, as_json: bool, only_show: bool) -> int:
    """Run the container where docker is there, else show its command; returns the exit code.

    `as_json` shows the command as `{"command": […]}` and `only_show` as a line to paste; neither runs anything, and
    that is no failure. Where it was to be run and could not be, it is.
    Raises NotFoundError where the project has no compose file, and what `run_container` raises.
    """
    command = container_command(project, arguments, Path.cwd(), (os.getuid(), os.getgid()))
    if as_json:
        print(json.dumps({"command": list(command)}, ensure_ascii=False, indent=2))
        return EXIT_DONE
    trouble = None if only_show else docker_trouble()
    if only_show or trouble:
        print(shlex.join(command))
        if trouble is None:
            return EXIT_DONE
        sys.stdout.flush()
        print(
            f"Not run, because {trouble}: nothing has landed. The line is for a machine where `docker compose` runs.",
            file=sys.stderr,
        )
        return EXIT_FAILED
    if not (project.root / COMPOSE_FILE).is_file():
        raise NotFoundError(
            f"there is no {COMPOSE_FILE} in the project's folder",
            where=str(project.root),
            hint=f"Copy {COMPOSE_FILE} and the Dockerfile from the repository of hb to that folder.",
            code="no_compose_file",
        )
    return run_container(command)


def docker_trouble() -> str | None:
    """Why docker cannot run a container here, as a clause; None where it can be tried."""
    if shutil.which("docker") is None:
        return "docker is not on PATH"
    probe = subprocess.run(["docker", "compose", "version"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return None if probe.returncode == 0 else "this docker has no `compose` command"


def run_container(command: Sequence[str]) -> int:
    """Run a `container_command` to its end and return the exit code of the `hb` inside, 130 or 143 after a signal.

    Ctrl-C and SIGTERM reach the `hb` inside, which finishes what it has in hand. Raises LockedError while a container
    of that name exists, HbError where docker could not run it or something killed it.
    """
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    token = secrets.token_hex(8)
    at = command.index("run") + 1
    words = [*command[:at], *(() if terminal else ("-T",)), "-l", f"{_LABEL}={token}", *command[at:]]
    with _passing_signals(token, terminal) as (received, started):
        client = subprocess.Popen(
            words,
            stdin=None if terminal else subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            # On a terminal docker must be in the foreground. Elsewhere a group of its own keeps the shell's Ctrl-C from
            # reaching the container twice: a second one means "now".
            process_group=None if terminal else 0,
        )
        started(client)
        output = _pass_on(client)
        code = client.wait()
    if code == 0:
        return 0
    if received:
        return 128 + received[0]
    return _ended(code, output)


def _ended(code: int, output: bytes) -> int:
    if _NAME_TAKEN.search(output):
        raise LockedError(
            f"a container {CONTAINER} is there already: one ingest at a time",
            hint=f"`docker logs -f {CONTAINER}` shows what it does; `docker wait {CONTAINER}` returns when it ends.\n"
            f"If it has ended and only its name is left: `docker rm {CONTAINER}`.",
        )
    if code in _DOCKERS_OWN or code < 0:
        raise HbError(
            "docker did not run the container; what it said stands above",
            hint="Once that is settled, run the same command again.",
            code="container_failed",
        )
    if code == _KILLED:
        raise HbError(
            "the container was killed: out of memory, or by somebody's `docker kill`",
            hint="What had landed is kept; run the same command again. The kernel's log (`dmesg`) tells about memory.",
            code="container_killed",
        )
    return code


def _pass_on(client: "subprocess.Popen[bytes]") -> bytes:
    """Write on what docker and the container say on stderr as it comes; returns the end of it."""
    assert client.stderr is not None
    tail = b""
    while chunk := os.read(client.stderr.fileno(), 65536):
        tail = (tail + chunk)[-_TAIL:]
        # The container goes on when nobody reads any more.
        with suppress(OSError):
            sys.stderr.buffer.write(chunk)
            sys.stderr.buffer.flush()
    return tail


@contextmanager
def _passing_signals(
    token: str, terminal: bool
) -> Iterator[tuple[list[int], Callable[["subprocess.Popen[bytes]"], None]]]:
    """Hand SIGINT and SIGTERM to the container while the body runs.

    Yields the signals received, and what is to be told the docker process once there is one.
    """
    received: list[int] = []
    clients: list[subprocess.Popen[bytes]] = []
    running = threading.Event()

    def hand_over(number: int) -> None:
        running.wait()
        _signal_container(clients[0], token, number)

    def receive(number: int, _frame: object) -> None:
        received.append(number)
        if terminal and number == signal.SIGINT:
            return  # The terminal has given it to docker as well.
        # Asking docker takes a while, which a signal handler must not wait for.
        threading.Thread(target=hand_over, args=(number,), name="hb-signal", daemon=True).start()

    def started(client: "subprocess.Popen[bytes]") -> None:
        clients.append(client)
        running.set()

    before = {number: signal.signal(number, receive) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield received, started
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _signal_container(client: "subprocess.Popen[bytes]", token: str, number: int) -> None:
    """Send a signal to the container we started, or to docker while there is none yet.

    Not by its name: until ours has started, the name may be another's. And not through the docker process: off a
    terminal that one takes a signal as "leave", and the container would go on alone.
    """
    found = _docker("ps", "--quiet", "--filter", f"label={_LABEL}={token}").split()
    if found:
        _docker("kill", "--signal", signal.Signals(number).name, *found)
    else:
        client.send_signal(number)


def _docker(*words: str) -> str:
    # A session of its own: the next Ctrl-C at the terminal is not for this one.
    done = subprocess.run(
        ["docker", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    return done.stdout
