"""Connection settings from the environment, the project's `.env`, and the demo's own file while a demo runs.

A variable is taken from the first of these that has it. The demo's file holds passwords made for servers on loopback;
it is left out as soon as the environment names any other host, so that they never travel. An API's are left out as soon
as the environment has any of its own: no secret of one goes to the address of the other.

Whoever asks for a Connection is about to connect: each of the functions that make one raises MissingExtraError where
the driver is not installed.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from heartbeat_cli.errors import HbError, InvalidFileError, Place
from heartbeat_cli.estate.project import PROJECT_FILE, ProjectSettings
from heartbeat_cli.extras import need
from heartbeat_cli.state import TooLargeError, read_regular

DEMO_ENV_FILE = "demo.env"
DEMO_APIS = "HB_DEMO_APIS"
"""In the demo's file: what the variables of its APIs begin with."""
DEMO_MIRROR = "seed/schemas/demo"
# A server for exploration on this machine, with a password everybody knows and nothing but DDL in it.
MIRROR_DEFAULTS = {
    "MIRROR_PG_HOST": "localhost",
    "MIRROR_PG_PORT": "5433",
    "MIRROR_PG_USER": "explorer",
    "MIRROR_PG_PASSWORD": "explorer",
}
_LONGEST_ENV = 1 << 16
_LOOPBACK = ("localhost", "127.0.0.1", "::1", "")
SET_BY_HB = frozenset(
    {"application_name", "client_encoding", "connect_timeout", "fallback_application_name", "options", "replication"}
)
"""Parameters of a connection that hb sets for each session itself."""
SAID_ELSEWHERE = SET_BY_HB | {"host", "port", "user", "password", "dbname", "service", "sslpassword"}
"""Those and what has a variable of its own, or must not be read by others in a program's arguments."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a PostgreSQL server is and as whom to enter. The password never shows in a repr.

    Without a password (``""``) the driver looks where libpq does (PGPASSFILE, ~/.pgpass), or enters without one (trust,
    peer). `parameters` are libpq's own for the way there, as `sslmode`.
    """

    host: str
    port: int
    user: str
    database: str
    env: str
    password: str = field(repr=False)
    parameters: tuple[tuple[str, str], ...] = ()

    def conninfo(self, database: str | None = None, **options: str | int) -> str:
        """A libpq connection string; only ever handed to a driver, never shown."""
        return self._written(database, {"password": self.password or None}, options)

    def public_conninfo(self) -> str:
        """The same without the password: a program's arguments are there for everybody to read."""
        return self._written(None, {}, {})

    def _written(
        self, database: str | None, secrets: Mapping[str, str | None], options: Mapping[str, str | int]
    ) -> str:
        from psycopg.conninfo import make_conninfo

        server = {"host": self.host, "port": str(self.port), "user": self.user, **secrets}
        session = {"dbname": database or self.database, "application_name": "hb"}
        said: dict[str, Any] = {**dict(self.parameters), **server, **session}
        return make_conninfo(**said | {name: str(value) for name, value in options.items()})

    @property
    def address(self) -> str:
        """Host and port, for messages."""
        return f"{self.host}:{self.port}"


def read_environment(project: ProjectSettings) -> Mapping[str, str]:
    """The variables a project sees, nearest first: process environment, `.env`, the demo's file."""
    above = {**_read(project.root / ".env"), **os.environ}
    demo = _read(project.state / DEMO_ENV_FILE) if project.demo else {}
    for cluster in project.clusters:
        if above.get(f"{cluster.env}_HOST", "") not in _LOOPBACK:
            demo = _without(demo, cluster.env)
    for prefix in demo.pop(DEMO_APIS, "").split():
        if any(name.startswith(f"{prefix}_") for name in above):
            demo = _without(demo, prefix)
    return {**demo, **above}


def _without(variables: dict[str, str], prefix: str) -> dict[str, str]:
    return {name: value for name, value in variables.items() if not name.startswith(f"{prefix}_")}


def is_rehearsal(project: ProjectSettings) -> bool:
    """Whether this is the demo estate, on its fixed clock, and on servers of this machine or on none.

    There records of rehearsals count. A real project that began as a copy of the demo is none as soon as it has a real
    clock, or names a server elsewhere. Where no server is named, only the demo's own mirror makes it the demo.
    """
    if not project.demo or project.clock is None:
        return False
    return _on_this_machine(project) and (_names_servers(project) or project.mirror == project.root / DEMO_MIRROR)


def may_rehearse(project: ProjectSettings) -> bool:
    """Whether a script may play the people who count: on the demo estate, while its servers are there."""
    return is_rehearsal(project) and _names_servers(project)


def clock_problem(project: ProjectSettings) -> str | None:
    """What is wrong with the clock of heartbeat.yml: None on the demo estate, and where there is none."""
    if project.clock is None or (project.demo and _on_this_machine(project)):
        return None
    return f"the clock of {PROJECT_FILE} stands still at {project.clock:%Y-%m-%d %H:%M} UTC, which is for the demo only"


def _on_this_machine(project: ProjectSettings) -> bool:
    variables = read_environment(project)
    prefixes = (project.marts.env, *(cluster.env for cluster in project.clusters))
    return all(variables.get(f"{prefix}_HOST", "") in _LOOPBACK for prefix in prefixes)


def _names_servers(project: ProjectSettings) -> bool:
    variables = read_environment(project)
    return any(variables.get(f"{cluster.env}_HOST") for cluster in project.clusters)


def _read(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    from dotenv import dotenv_values

    return {k: v for k, v in dotenv_values(stream=StringIO(_text(file))).items() if v is not None}


def _text(file: Path) -> str:
    """What stands in a file of variables; nothing of it is ever in a message."""
    try:
        return read_regular(file, _LONGEST_ENV).decode()
    except TooLargeError:
        message = f"larger than {_LONGEST_ENV >> 10} KiB, which no file of variables is"
    except PermissionError:
        message = "no permission to read this file"
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InvalidFileError("not UTF-8 text", where=Place(str(file), line), hint="Save the file as UTF-8.") from None
    raise InvalidFileError(message, where=str(file))


def cluster_connection(project: ProjectSettings, cluster_name: str, database: str) -> Connection:
    """How to reach `database` on a cluster; raises HbError (code `no_credentials`) naming the missing variables."""
    cluster = project.cluster(cluster_name)
    hint = f"Set {cluster.env}_HOST, _PORT, _USER and _PASSWORD in the environment or in .env."
    if project.demo:
        hint += " For the demo estate: `hb demo up`, and `hb demo grant SOURCE` for what is not granted yet."
    return _connection(
        read_environment(project), cluster.env, database, f"cluster {cluster.name} ({cluster.title})", hint
    )


def marts_connection(project: ProjectSettings) -> Connection:
    """How to reach Postgres marts; raises HbError (code `no_credentials`) naming the missing variables."""
    env = project.marts.env
    variables = read_environment(project)
    hint = f"Set {env}_HOST, _PORT, _USER, _PASSWORD and _DATABASE in the environment or in .env."
    database = variables.get(f"{env}_DATABASE", "marts")
    return _connection(variables, env, database, "the marts", hint)


def has_connection(project: ProjectSettings, cluster_name: str) -> bool:
    """Whether somebody has said where a cluster is."""
    return bool(read_environment(project).get(f"{project.cluster(cluster_name).env}_HOST"))


def mirror_connection(project: ProjectSettings) -> Connection:
    """How to reach the server that can hold the mirror; `MIRROR_PG_*` where it is not the usual one.

    The usual password is for this machine only. Raises HbError (code `no_credentials`) for variables that are wrong.
    """
    variables = read_environment(project)
    usual = dict(MIRROR_DEFAULTS)
    if variables.get("MIRROR_PG_HOST", "localhost") not in _LOOPBACK:
        del usual["MIRROR_PG_PASSWORD"]
    hint = "Set MIRROR_PG_HOST, _PORT, _USER and _PASSWORD in the environment or in .env."
    return _connection({**usual, **variables}, "MIRROR_PG", "postgres", "the server of the mirror", hint)


def _connection(variables: Mapping[str, str], env: str, database: str, what: str, hint: str) -> Connection:
    missing = [f"{env}_{part}" for part in ("HOST", "USER", "PASSWORD") if not variables.get(f"{env}_{part}")]
    # A server may ask for none.
    if missing and missing != [f"{env}_PASSWORD"]:
        raise HbError(f"no credentials for {what}: {', '.join(missing)} not set", hint=hint, code="no_credentials")
    need("postgres")
    port = variables.get(f"{env}_PORT", "5432")
    if re.fullmatch(r"[0-9]{1,5}", port) is None:
        raise HbError(f"{env}_PORT is not a port number", hint=hint, code="no_credentials")
    for part in ("HOST", "USER", "PASSWORD"):
        if (wrong := _wrong_with(variables.get(f"{env}_{part}", ""), part)) is not None:
            # What stands there may be a secret in the wrong place.
            raise HbError(f"{env}_{part} {wrong}", hint=hint, code="no_credentials")
    if (wrong := _wrong_with(database, "DATABASE")) is not None:
        raise HbError(f"the name of the database for {what} {wrong}", hint=hint, code="no_credentials")
    return Connection(
        host=variables[f"{env}_HOST"],
        port=int(port),
        user=variables[f"{env}_USER"],
        password=variables.get(f"{env}_PASSWORD", ""),
        database=database,
        env=env,
        parameters=_parameters(variables, env),
    )


def _parameters(variables: Mapping[str, str], env: str) -> tuple[tuple[str, str], ...]:
    """What `<env>_PARAMETERS` says of the way there, as libpq writes it: `sslmode=verify-full sslrootcert=ca.pem`."""
    if not (text := variables.get(f"{env}_PARAMETERS", "").strip()):
        return ()
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        said = {name: str(value) for name, value in conninfo_to_dict(text).items()}
    except (psycopg.Error, ValueError):
        # It may hold what nobody should read.
        hint = f"Write it as NAME=VALUE, for example {env}_PARAMETERS='sslmode=verify-full sslrootcert=ca.pem'."
        raise HbError(f"{env}_PARAMETERS is no list of parameters", hint=hint, code="no_credentials") from None
    if elsewhere := sorted(said.keys() & SAID_ELSEWHERE):
        hint = f"{env}_HOST, _PORT, _USER and _PASSWORD say where and as whom; hb sets the rest itself."
        raise HbError(f"{', '.join(elsewhere)} cannot stand in {env}_PARAMETERS", hint=hint, code="no_credentials")
    return tuple(sorted(said.items()))


def _wrong_with(value: str, part: str) -> str | None:
    """Why a value cannot be what it should be."""
    if "\0" in value or (not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value)):
        return "is not text that a server could be given"
    if part != "HOST" or not value:
        return None
    if "://" in value or "@" in value:
        return "is a URL, and should be the name of a host"
    return None if re.fullmatch(r"[^\s?#'\"]+", value) and _is_resolvable(value) else "is not the name of a host"


def _is_resolvable(host: str) -> bool:
    """Whether each part of a name has 1 to 63 characters, as RFC 1035 wants it; a socket's folder has no such parts."""
    try:
        host.encode("idna")
    except UnicodeError:
        return host.startswith("/")
    return True
