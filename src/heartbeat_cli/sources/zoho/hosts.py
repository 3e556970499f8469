"""Zoho's data centres: an account lives in one, and its tokens are worth nothing in another."""

from typing import Final
from urllib.parse import urlsplit

from heartbeat_cli.sources.http import is_loopback

# Accounts server -> the host of its API. Source: "Multi DC" in Zoho CRM's API documentation.
_CENTRES: Final = {
    "accounts.zoho.com": "www.zohoapis.com",
    "accounts.zoho.eu": "www.zohoapis.eu",
    "accounts.zoho.in": "www.zohoapis.in",
    "accounts.zoho.com.cn": "www.zohoapis.com.cn",
    "accounts.zoho.com.au": "www.zohoapis.com.au",
    "accounts.zoho.jp": "www.zohoapis.jp",
    "accounts.zohocloud.ca": "www.zohoapis.ca",
    "accounts.zoho.sa": "www.zohoapis.sa",
}
CENTRES: Final = tuple(_CENTRES)
USUAL_ACCOUNTS: Final = "https://accounts.zoho.com"
"""Where Zoho's own clients look when nobody says otherwise."""


def may_have_credentials(accounts_url: str) -> bool:
    """Whether a client's secret may be sent there: to an accounts server of Zoho's over TLS, or to this machine."""
    return is_loopback(accounts_url) or _is_one_of(accounts_url, _CENTRES)


def may_have_token(url: str, accounts_url: str) -> bool:
    """Whether a token may be sent there: to a host of Zoho's API over TLS; to this machine where the accounts are."""
    if is_loopback(url):
        return is_loopback(accounts_url)
    return _is_one_of(url, _CENTRES.values())


def usual_api(accounts_url: str) -> str:
    """The API that belongs to an accounts server."""
    centre = _CENTRES.get(urlsplit(accounts_url).hostname or "")
    return accounts_url if centre is None else f"https://{centre}"


def _is_one_of(url: str, hosts: object) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.port in (None, 443) and parts.hostname in tuple(hosts)  # type: ignore[arg-type]
