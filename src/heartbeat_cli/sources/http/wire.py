"""One request over one connection: sent, and its answer read to the end within its bounds."""

import logging
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from heartbeat_cli.errors import HbError, NotFoundError
from heartbeat_cli.sources.failures import ApiFailedError
from heartbeat_cli.sources.http.deadline import Deadline, watched_adapter
from heartbeat_cli.sources.http.limits import Limits, Tls
from heartbeat_cli.sources.http.message import HttpRequest, place_of
from heartbeat_cli.sources.http.trouble import BrokenError, trouble
from heartbeat_cli.version import __version__

_PIECE: Final = 1 << 16
_UNPACKED_PIECE: Final = 1 << 20
_GZIP: Final = 16 + zlib.MAX_WBITS
_NO_BODY: Final = (204, 304)
# These write down URLs with their queries.
_TALKATIVE: Final = ("connectionpool", "connection", "response", "poolmanager", "util.retry")


class Wire:
    """Connections to services; each thread has its own."""

    def __init__(self, source: str | None, limits: Limits, tls: Tls) -> None:
        """Raises NotFoundError where a file of `tls` does not exist."""
        self._source = source
        self._limits = limits
        self._verify = _file(source, tls.ca) or True
        self._certificate = tuple(filter(None, (_file(source, tls.certificate), _file(source, tls.key)))) or None
        self._own = threading.local()
        self._lock = threading.Lock()
        self._sessions: list[Any] = []

    def exchange(self, request: HttpRequest, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers (their names in small letters) and body of the answer.

        Raises BrokenError where there is none and trying again may help, ApiFailedError where it would not.
        """
        place = place_of(request.url)
        with Deadline(self._limits.answer_seconds) as deadline:
            try:
                return self._answer(request, headers)
            except (BrokenError, HbError):
                raise
            except (OSError, ValueError, _http_error(), zlib.error) as error:
                found = trouble(error)
        # Not from within the handler: what the libraries raise has URLs in it, and would come along as the context.
        if deadline.over:
            raise BrokenError(f"{place} did not finish its answer in {self._limits.answer_seconds:g} s")
        if found.lasting:
            raise ApiFailedError(f"{place} {found.message}", where=self._source, hint=found.hint)
        raise BrokenError(f"{place} {found.message}")

    def close(self) -> None:
        """Let go of all connections."""
        with self._lock:
            for session in self._sessions:
                session.close()
            self._sessions.clear()
        self._own = threading.local()

    def _answer(self, request: HttpRequest, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], bytes]:
        response = self._session().request(
            request.method,
            request.url,
            params=request.params,
            json=request.json,
            data=request.form,
            headers={**request.headers, **headers},
            # A callable, or requests would put what a .netrc says in place of our header.
            auth=lambda prepared: prepared,
            stream=True,
            allow_redirects=False,
            timeout=(self._limits.connect_seconds, self._limits.read_seconds),
            verify=self._verify,
            cert=self._certificate,
        )
        with response:
            found = {name.lower(): value for name, value in response.headers.items()}
            return response.status_code, found, self._body(response, found, place_of(request.url))

    def _body(self, response: Any, headers: Mapping[str, str], place: str) -> bytes:
        if response.status_code in _NO_BODY:
            return b""
        body = bytearray()
        for piece in _unpacked(_pieces(response.raw), headers.get("content-encoding", ""), place, self._source):
            body += piece
            if len(body) > self._limits.body_bytes:
                raise ApiFailedError(
                    f"{place} answered with more than {self._limits.body_bytes >> 10} KiB",
                    where=self._source,
                    hint="Ask for smaller pages.",
                )
        return bytes(body)

    def _session(self) -> Any:
        if not hasattr(self._own, "session"):
            self._own.session = self._new_session()
            with self._lock:
                self._sessions.append(self._own.session)
        return self._own.session

    def _new_session(self) -> Any:
        from http.cookiejar import DefaultCookiePolicy

        import requests

        _hush()
        session = requests.Session()
        session.headers.update({"User-Agent": f"heartbeat-cli/{__version__}", "Accept-Encoding": "gzip"})
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        for scheme in ("http://", "https://"):
            session.mount(scheme, watched_adapter())
        return session


def _pieces(raw: Any) -> Iterator[bytes]:
    while piece := raw.read(_PIECE, decode_content=False):
        yield piece


def _unpacked(pieces: Iterator[bytes], encoding: str, place: str, source: str | None) -> Iterable[bytes]:
    match encoding.strip().lower():
        case "" | "identity":
            return pieces
        case "gzip" | "x-gzip":
            return _gunzipped(pieces, place)
    raise ApiFailedError(f"{place} answered in an encoding nobody asked for", where=source)


def _gunzipped(pieces: Iterator[bytes], place: str) -> Iterator[bytes]:
    decoder: Any = None
    for piece in pieces:
        rest = piece
        while rest:
            if decoder is None or decoder.eof:
                decoder = zlib.decompressobj(_GZIP)
            yield decoder.decompress(rest, _UNPACKED_PIECE)
            rest = decoder.unconsumed_tail or decoder.unused_data
    # What is still inside has no more input to wait for.
    while decoder is not None and not decoder.eof:
        more = decoder.decompress(b"", _UNPACKED_PIECE)
        if not more:
            raise BrokenError(f"{place} cut its answer short")
        yield more


def _file(source: str | None, path: Any) -> str | None:
    if path is not None and not path.is_file():
        raise NotFoundError(f"there is no file {path}", where=source, hint="Its certificate or key should be there.")
    return None if path is None else str(path)


def _http_error() -> type[Exception]:
    import urllib3

    return urllib3.exceptions.HTTPError


def _hush() -> None:
    for name in _TALKATIVE:
        logger = logging.getLogger(f"urllib3.{name}")
        if _nothing not in logger.filters:
            logger.addFilter(_nothing)


def _nothing(record: logging.LogRecord) -> bool:  # noqa: ARG001
    return False
