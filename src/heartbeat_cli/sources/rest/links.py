"""Links to a next page: how a header names them, and where they may lead."""

import re
from urllib.parse import SplitResult, urlsplit

from heartbeat_cli.sources.failures import ApiFailedError
from heartbeat_cli.sources.http import same_origin


def links(header: str) -> dict[str, str]:
    """The URLs of a Link header, by relation in small letters. Source: RFC 8288, section 3."""
    found: dict[str, str] = {}
    for url, said in re.findall(r"<([^<>]*)>((?:\s*;\s*[^\s;,=]+\s*=\s*(?:\"[^\"]*\"|[^\s;,]+))*)", header):
        for relation in re.findall(r"(?i)\brel\s*=\s*(?:\"([^\"]*)\"|([^\s;,]+))", said):
            for name in "".join(relation).split():
                found.setdefault(name.lower(), url)
    return found


def same_service(here: str, there: str) -> str:
    """The URL a link leads to, which is on the host and port that named it.

    A link without TLS to a host that was asked with it is followed with it: services behind a proxy name themselves so.
    Raises ApiFailedError where it leads elsewhere, so that credentials go nowhere else.
    """
    own, named = urlsplit(here), urlsplit(there)
    if (own.scheme, named.scheme) == ("https", "http") and named.port in (None, 80):
        named = named._replace(scheme="https", netloc=named.hostname or "")
    if not same_origin(here, named.geturl()) or "@" in named.netloc:
        raise ApiFailedError(
            f"{_origin(own)} names a next page on {_origin(named)}, where nothing is sent",
            hint="Pages are read from where base_url is: the same protocol, host and port.",
        )
    return named._replace(fragment="").geturl()


def _origin(url: SplitResult) -> str:
    return f"{url.scheme}://{url.netloc.rpartition('@')[2]}" if url.hostname else "no host"
