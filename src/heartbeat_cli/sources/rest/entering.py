"""The way into an API that its `auth` names."""

from collections.abc import Mapping
from typing import Any

from heartbeat_cli.sources.credentials import Variables
from heartbeat_cli.sources.http import Authorization, HttpClient
from heartbeat_cli.sources.rest.auth import STATIC, Way
from heartbeat_cli.sources.rest.client_credentials import AccessToken, ClientCredentials
from heartbeat_cli.sources.rest.signed_jwt import signed


def enter(auth: Mapping[str, Any], variables: Variables, client: HttpClient, session: Any = None) -> Way:
    """The way in; `client` is asked for tokens. Raises HbError (`no_credentials`) naming what is missing."""
    if auth["type"] in STATIC:
        return STATIC[auth["type"]](auth, variables)
    if auth["type"] == "signed_jwt":
        return signed(auth, variables)
    return _client_credentials(auth, variables, client, session)


def _client_credentials(auth: Mapping[str, Any], variables: Variables, client: HttpClient, session: Any) -> Way:
    identity, secret = variables.require("CLIENT_ID", "CLIENT_SECRET")
    token = session if isinstance(session, AccessToken) else None
    holder = ClientCredentials(auth, identity, secret, client, token)
    return Way(Authorization(holder.headers, holder.renew), session=lambda: holder.token)
