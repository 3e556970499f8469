"""A service on loopback that answers as a test says, and remembers what it was asked."""

import gzip
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it came in; `target` is path and query, `headers` by their names in small letters."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    target: str = ""

    def json(self) -> Any:
        return json.loads(self.body)

    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode()))


@dataclass(frozen=True)
class Reply:
    """What to answer. `body` that is no bytes is sent as JSON.

    `length` is a Content-Length other than the body's. `chunked` sends it in chunks, and without an end where it is
    `cut`. `every` are seconds between its bytes. `reset` breaks the connection off in place of an answer, `late` says
    nothing for so many seconds.
    """

    status: int = 200
    body: Any = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    chunked: bool = False
    cut: bool = False
    every: float | None = None
    reset: bool = False
    late: float = 0

    def sent(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


def zipped(body: Any) -> Reply:
    """A body packed as gzip."""
    return Reply(body=gzip.compress(Reply(body=body).sent()), headers={"Content-Encoding": "gzip"})


class HttpService(ThreadingHTTPServer):
    """Answers each request with what `answer` makes of it."""

    daemon_threads = True
    answer: Callable[[Asked], Reply]

    def __init__(self, answer: Callable[[Asked], Reply], tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.tls = tls
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.asked: list[Asked] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """Where it is; with TLS by the name `localhost`, which certificates can have."""
        return f"https://localhost:{self.server_port}" if self.tls else f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """A client that left is none."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: HttpService

    def _handle(self) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, url.path, dict(parse_qsl(url.query)), headers, body, self.path)
        self.server.asked.append(asked)
        self._send(self.server.answer(asked))

    do_GET = do_POST = _handle  # noqa: N815

    def _send(self, reply: Reply) -> None:
        self.server.over.wait(reply.late)
        if reply.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        body = reply.sent()
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif reply.status not in (204, 304):
            self.send_header("Content-Length", str(len(body) if reply.length is None else reply.length))
        self.end_headers()
        self._body(reply, body)

    def _body(self, reply: Reply, body: bytes) -> None:
        if reply.chunked:
            body = b"%x\r\n%b\r\n" % (len(body), body) + (b"" if reply.cut else b"0\r\n\r\n")
        if reply.every is None:
            self.wfile.write(body)
        else:
            self._trickle(body, reply.every)
        if reply.cut or reply.length is not None:
            self.close_connection = True

    def _trickle(self, body: bytes, every: float) -> None:
        for index in range(len(body)):
            self.wfile.write(body[index : index + 1])
            if self.server.over.wait(every):
                return

    def log_message(self, *_: object) -> None:
        """Nothing is written."""


@contextmanager
def serving(answer: Callable[[Asked], Reply], tls: ssl.SSLContext | None = None) -> Iterator[HttpService]:
    """A service while the block runs."""
    service = HttpService(answer, tls)
    thread = threading.Thread(target=service.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.over.set()
        service.shutdown()
        service.server_close()
        thread.join()


def one_after_the_other(*replies: Reply) -> Callable[[Asked], Reply]:
    """Each reply once; the last one from then on."""
    waiting = list(replies)
    return lambda _: waiting.pop(0) if len(waiting) > 1 else waiting[0]
