"""A connection string → where a server is, and as whom to enter. What stands in one is never part of a message."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from heartbeat_cli.errors import UsageError
from heartbeat_cli.estate import Connection
from heartbeat_cli.extras import need

_DRIVER: Final = re.compile(r"^(postgres(?:ql)?)\+\w+(?=://)")
_SCHEME: Final = re.compile(r"^postgres(?:ql)?(?:\+\w+)?://")
_KEYWORD: Final = re.compile(r"(?:^|\s)(?:host|hostaddr|port|user|dbname)\s*=")
_KEPT: Final = frozenset({"host", "port", "user", "password", "dbname"})
_EXAMPLE: Final = "postgresql://USER@HOST:5432/DATABASE"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A PostgreSQL server; `database` is the one that was named, `left_out` what hb keeps nowhere (`sslmode`)."""

    host: str
    port: int
    user: str
    database: str | None = None
    password: str | None = field(default=None, repr=False)
    left_out: tuple[str, ...] = ()

    def with_password(self, password: str) -> "ServerAddress":
        """The same, to be entered with `password`."""
        return replace(self, password=password)

    def connection(self, env: str, database: str) -> Connection:
        """How to reach a database of the server."""
        return Connection(self.host, self.port, self.user, database, env, self.password or "")

    def variables(self, env: str) -> dict[str, str]:
        """What the environment says of it, under the prefix `env`."""
        values = {"HOST": self.host, "PORT": str(self.port), "USER": self.user, "PASSWORD": self.password or ""}
        return {f"{env}_{part}": value for part, value in values.items()}


def is_address(text: str) -> bool:
    """Whether a text means a connection string, rather than a path."""
    return _SCHEME.match(text) is not None or _KEYWORD.search(text) is not None


def read_address(text: str, environment: Mapping[str, str]) -> ServerAddress:
    """A connection string as libpq takes it, URI or `key=value`; `PGUSER` stands in where it names nobody.

    Raises UsageError for what is none, for several hosts, and where nobody says as whom to enter.
    """
    need("postgres")
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        said = conninfo_to_dict(_DRIVER.sub(r"\1", text.strip()))
    except psycopg.Error:
        raise UsageError("this is no connection string", hint=f"Write it as {_EXAMPLE}.") from None
    host, port = str(said.get("host") or "localhost"), str(said.get("port") or "5432")
    user = str(said.get("user") or environment.get("PGUSER") or "")
    if "," in host or not re.fullmatch(r"[0-9]{1,5}", port):
        raise UsageError("the connection string should name one host and one port", hint=f"Write it as {_EXAMPLE}.")
    if not user:
        raise UsageError("the connection string says not as whom to enter", hint=f"Write it as {_EXAMPLE}.")
    database, password = said.get("dbname"), said.get("password")
    return ServerAddress(
        host,
        int(port),
        user,
        str(database) if database else None,
        str(password) if password else None,
        tuple(sorted(said.keys() - _KEPT)),
    )


def address_in(environment: Mapping[str, str], env: str) -> ServerAddress | None:
    """The server that variables of the prefix `env` name; None where they name none."""
    host, user = environment.get(f"{env}_HOST"), environment.get(f"{env}_USER")
    port = environment.get(f"{env}_PORT", "5432")
    if not host or not user or not port.isdecimal():
        return None
    return ServerAddress(host, int(port), user, environment.get(f"{env}_DATABASE"), environment.get(f"{env}_PASSWORD"))
