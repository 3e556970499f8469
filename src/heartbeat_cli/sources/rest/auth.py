"""How an API is entered: the words of `auth`, and what the environment has beside them.

Variables are named by the source: its `env`, usually its name in capitals, and `_URL`, `_TOKEN`, `_API_KEY`, `_USER`,
`_PASSWORD`, `_CLIENT_ID`, `_CLIENT_SECRET`; `_CERT`, `_KEY` and `_CA` name files. Nothing of them is ever shown.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from heartbeat_cli.sources.credentials import Variables
from heartbeat_cli.sources.http import Authorization, HttpRequest, Tls


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
    return _with_header("Authorization", f"Bearer {variables.for_a_header('TOKEN')}")


def http_basic(auth: Mapping[str, Any], variables: Variables) -> Way:  # noqa: ARG001
    """User and password."""
    user, password = variables.require("USER", "PASSWORD")
    return _with_header("Authorization", f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}")


def api_key(auth: Mapping[str, Any], variables: Variables) -> Way:
    """A key in a header, a parameter or a cookie."""
    name, location = auth.get("name", "Authorization"), auth.get("location", "header")
    if location in ("query", "param"):
        return Way(params={name: variables.require("API_KEY")[0]})
    key = variables.for_a_header("API_KEY")
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
