"""How an API is entered: the words of `auth`, and what the environment has beside them.

Variables are named by the source: its `env`, usually its name in capitals, and `_URL`, `_TOKEN`, `_API_KEY`, `_USER`,
`_PASSWORD`, `_CLIENT_ID`, `_CLIENT_SECRET`; `_CERT`, `_KEY` and `_CA` name files. Nothing of them is ever shown.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from heartbeat_cli.errors import NoCredentialsError
from heartbeat_cli.sources.http import Authorization, HttpRequest, Tls


@dataclass(frozen=True, slots=True)
class Variables:
    """The environment as a source sees it: variables by what stands behind its prefix, `TOKEN`.

    `root` is the folder that relative paths begin in.
    """

    source: str
    env: str
    root: Path
    values: Mapping[str, str] = field(repr=False)

    def get(self, part: str) -> str | None:
        """The value of a variable, None where it is empty or not there."""
        return self.values.get(f"{self.env}_{part}", "").strip() or None

    def need(self, *parts: str) -> None:
        """Raises HbError (`no_credentials`) naming all of the variables that are missing."""
        missing = [f"{self.env}_{part}" for part in parts if self.get(part) is None]
        if missing:
            raise self._unusable(f"no credentials for {self.source}: {', '.join(missing)} not set")

    def require(self, *parts: str) -> tuple[str, ...]:
        """Values of variables. Raises HbError (`no_credentials`) naming those that are missing, or no text."""
        self.need(*parts)
        found = tuple(self.get(part) or "" for part in parts)
        for part, value in zip(parts, found, strict=True):
            if not (value.isascii() and value.isprintable()):
                raise self._unusable(f"{self.env}_{part} has characters that nobody can send")
        return found

    def file(self, part: str) -> Path | None:
        """The file that a variable names, None where it is not set. Raises HbError where it is not there."""
        named = self.get(part)
        if named is None:
            return None
        path = self.root / named
        if not path.is_file():
            raise self._unusable(f"{self.env}_{part} names no file")
        return path

    def text(self, part: str) -> str:
        """What a variable has, or the text of the file it names. Raises HbError (`no_credentials`)."""
        self.need(part)
        said = self.get(part) or ""
        if said.startswith("-----BEGIN"):
            return said.replace("\\n", "\n")
        path = self.file(part)
        return path.read_text(encoding="utf-8", errors="replace") if path else said

    def _unusable(self, message: str) -> NoCredentialsError:
        hint = f"Set them in the environment or in .env; {self.source}'s variables begin with {self.env}_."
        return NoCredentialsError(message, where=self.source, hint=hint)


@dataclass(frozen=True, slots=True)
class Way:
    """A way in: what every request carries. `params` go into its query, and out of every link that has them.

    `signed` finishes a request by what it asks; `session` is the token that another process may enter with.
    """

    authorization: Authorization = field(default_factory=Authorization, repr=False)
    params: Mapping[str, str] = field(default_factory=dict, repr=False)
    signed: Callable[[HttpRequest], HttpRequest] | None = field(default=None, repr=False)
    session: Callable[[], Any] = field(default=lambda: None, repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no message may show, beside the headers."""
        return tuple(self.params.values())


NEEDED: Final[Mapping[str | None, tuple[str, ...]]] = {
    "bearer": ("TOKEN",),
    "api_key": ("API_KEY",),
    "http_basic": ("USER", "PASSWORD"),
    "oauth2_client_credentials": ("CLIENT_ID", "CLIENT_SECRET"),
    "mtls": ("CERT", "KEY"),
    "signed_jwt": ("API_KEY", "PRIVATE_KEY"),
}
"""The variables each way in needs, by the word that names it."""


def tls_of(auth: Mapping[str, Any], variables: Variables) -> Tls:
    """Whom to believe, and who we are. Raises HbError (`no_credentials`) where a certificate goes without its key."""
    certificate, key = variables.file("CERT"), variables.file("KEY")
    if auth["type"] == "mtls" or (certificate is None) != (key is None):
        variables.require("CERT", "KEY")
    return Tls(variables.file("CA"), certificate, key)


def read_auth(client: Mapping[str, Any]) -> Mapping[str, Any]:
    """The words of `auth`, also where its type stands alone or there is none."""
    said = client.get("auth")
    return {"type": said} if said is None or isinstance(said, str) else said


def bearer(auth: Mapping[str, Any], variables: Variables) -> Way:  # noqa: ARG001
    """A token that stays the same."""
    (token,) = variables.require("TOKEN")
    return _with_header("Authorization", f"Bearer {token}")


def http_basic(auth: Mapping[str, Any], variables: Variables) -> Way:  # noqa: ARG001
    """User and password."""
    user, password = variables.require("USER", "PASSWORD")
    return _with_header("Authorization", f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}")


def api_key(auth: Mapping[str, Any], variables: Variables) -> Way:
    """A key in a header, a parameter or a cookie."""
    (key,) = variables.require("API_KEY")
    name, location = auth.get("name", "Authorization"), auth.get("location", "header")
    if location in ("query", "param"):
        return Way(params={name: key})
    return _with_header("Cookie", f"{name}={key}") if location == "cookie" else _with_header(name, key)


def nothing(auth: Mapping[str, Any], variables: Variables) -> Way:  # noqa: ARG001
    """Nothing goes along, but for a client certificate."""
    return Way()


def _with_header(name: str, value: str) -> Way:
    return Way(Authorization(headers=lambda: {name: value}))


STATIC: Final[Mapping[str | None, Callable[[Mapping[str, Any], Variables], Way]]] = {
    None: nothing,
    "bearer": bearer,
    "http_basic": http_basic,
    "api_key": api_key,
    "mtls": nothing,
}
"""Ways in that stay the same while a source is read, by the word that names each."""
