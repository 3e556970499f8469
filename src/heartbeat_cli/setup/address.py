"""A connection string → where a server is, and as whom to enter. What stands in one is never part of a message."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from getpass import getuser
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import UsageError
from heartbeat_cli.estate import SAID_ELSEWHERE, SET_BY_HB, Connection
from heartbeat_cli.extras import need
from heartbeat_cli.setup.service import read_service

_DRIVER: Final = re.compile(r"^(postgres(?:ql)?)\+\w+(?=://)")
_SCHEME: Final = re.compile(r"^postgres(?:ql)?(?:\+\w+)?://")
_KEYWORD: Final = re.compile(r"(?:^|\s)(?:host|hostaddr|port|user|dbname|service)\s*=")
_FILES: Final = frozenset({"passfile", "sslcert", "sslcrl", "sslcrldir", "sslkey", "sslrootcert"})
_SOCKET_FOLDERS: Final = ("/var/run/postgresql", "/tmp")
_EXAMPLE: Final = "postgresql://USER@HOST:5432/DATABASE"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A PostgreSQL server; `database` is the one that was named, `parameters` what else a session is entered with.

    `left_out` are the parameters that hb sets for each session itself, and keeps nowhere.
    """

    host: str
    port: int
    user: str
    database: str | None = None
    password: str | None = field(default=None, repr=False)
    parameters: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()

    def with_password(self, password: str) -> "ServerAddress":
        """The same, to be entered with `password`."""
        return replace(self, password=password)

    def connection(self, env: str, database: str) -> Connection:
        """How to reach a database of the server."""
        return Connection(self.host, self.port, self.user, database, env, self.password or "", self.parameters)

    def variables(self, env: str) -> dict[str, str]:
        """What the environment says of it, under the prefix `env`."""
        values = {"HOST": self.host, "PORT": str(self.port), "USER": self.user, "PASSWORD": self.password or ""}
        if self.parameters:
            values["PARAMETERS"] = _written(self.parameters)
        return {f"{env}_{part}": value for part, value in values.items()}


def is_address(text: str) -> bool:
    """Whether a text means a connection string, rather than a path."""
    return _SCHEME.match(text) is not None or _KEYWORD.search(text) is not None


def read_address(text: str, environment: Mapping[str, str]) -> ServerAddress:
    """A connection string as libpq takes it, URI or `key=value`; what it leaves open is looked for where libpq does.

    That is its `service`, then `PGHOST`, `PGPORT` and `PGUSER`, then the socket of this machine, entered as the user
    `hb` runs as. Raises UsageError for what is none, for several hosts, and where nobody says as whom to enter.
    """
    said = _read(text)
    if service := said.pop("service", environment.get("PGSERVICE")):
        said = {**read_service(service, environment), **said}
    port = said.get("port") or environment.get("PGPORT") or "5432"
    if not re.fullmatch(r"[0-9]{1,5}", port):
        raise UsageError("the connection string should name one host and one port", hint=f"Write it as {_EXAMPLE}.")
    host = said.get("host") or said.get("hostaddr") or environment.get("PGHOST") or _usual_host(port)
    if "," in host:
        raise UsageError("the connection string should name one host and one port", hint=f"Write it as {_EXAMPLE}.")
    user = said.get("user") or environment.get("PGUSER") or (getuser() if host.startswith("/") else "")
    if not user:
        raise UsageError("the connection string says not as whom to enter", hint=f"Write it as {_EXAMPLE}.")
    if said.get("sslpassword"):
        hint = "Use a key without a passphrase, for this user alone to read (mode 0600)."
        raise UsageError("the passphrase of a key (sslpassword) is kept nowhere", hint=hint)
    return ServerAddress(
        host,
        int(port),
        user,
        said.get("dbname") or None,
        said.get("password") or None,
        tuple(sorted((name, _absolute(name, value)) for name, value in said.items() if name not in SAID_ELSEWHERE)),
        tuple(sorted(said.keys() & SET_BY_HB)),
    )


def _read(text: str) -> dict[str, str]:
    need("postgres")
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        said = conninfo_to_dict(_DRIVER.sub(r"\1", text.strip()))
    except psycopg.Error:
        raise UsageError("this is no connection string", hint=f"Write it as {_EXAMPLE}.") from None
    return {name: str(value) for name, value in said.items()}


def _written(parameters: tuple[tuple[str, str], ...]) -> str:
    from psycopg.conninfo import make_conninfo

    return make_conninfo(**dict(parameters))


def _usual_host(port: str) -> str:
    """Where libpq looks when nobody says: the socket of a server on this machine, else the machine itself."""
    return next((folder for folder in _SOCKET_FOLDERS if Path(folder, f".s.PGSQL.{port}").exists()), "localhost")


def _absolute(name: str, value: str) -> str:
    """A file, wherever `hb` is called from later."""
    return str(Path(value).expanduser().resolve()) if name in _FILES and Path(value).expanduser().exists() else value


def address_in(environment: Mapping[str, str], env: str) -> ServerAddress | None:
    """The server that variables of the prefix `env` name; None where they name none."""
    host, user = environment.get(f"{env}_HOST"), environment.get(f"{env}_USER")
    port = environment.get(f"{env}_PORT", "5432")
    if not host or not user or not port.isdecimal():
        return None
    said = environment.get(f"{env}_PARAMETERS")
    parameters = tuple(sorted(_read(said).items())) if said else ()
    database, password = environment.get(f"{env}_DATABASE"), environment.get(f"{env}_PASSWORD")
    return ServerAddress(host, int(port), user, database, password or None, parameters)
