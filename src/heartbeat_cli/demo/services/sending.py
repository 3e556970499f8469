"""The connection's side of a service: requests read from a socket, answers written to it in the manner they ask for."""

import os
import socket
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from heartbeat_cli.demo.services.messages import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable

NO_BODY = frozenset({204, 304})


class Listener(ThreadingHTTPServer):
    """Listens for one service. `answer` turns a request into an answer; `stopping` ends every wait."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], answer: "Callable[[Request], Response]") -> None:
        super().__init__(address, Conversation)
        self.answer = answer
        self.stopping = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away, or comes without its certificate, is no error of the service's; others are told."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class Conversation(BaseHTTPRequestHandler):
    """One connection: HTTP/1.1, kept alive until an answer's manner ends it."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 300
    server: Listener

    def log_message(self, *_: Any) -> None:
        """Nothing is written to the terminal; the service keeps its own log."""

    def _answer(self) -> None:
        """Read a request, whatever its method, and send its answer."""
        length = int(self.headers.get("content-length") or 0)
        request = Request(
            method=self.command,
            target=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length) if length else b"",
            certificate=self._common_name(),
        )
        self._send(self.server.answer(request))

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer  # noqa: N815 - as the base class looks for them

    def _common_name(self) -> str | None:
        certificate: dict[str, Any] = getattr(self.connection, "getpeercert", dict)() or {}
        names = [value for pairs in certificate.get("subject", ()) for name, value in pairs if name == "commonName"]
        return names[0] if names else None

    def _send(self, answer: Response) -> None:
        manner = answer.manner
        if manner.wait and self.server.stopping.wait(manner.wait):
            self.close_connection = True
            return
        if manner.silent:
            self.close_connection = True
            return
        self._send_head(answer)
        if answer.status not in NO_BODY and self.command != "HEAD":
            self._send_body(answer)
        self.wfile.flush()

    def _send_head(self, answer: Response) -> None:
        manner = answer.manner
        self.send_response(answer.status)
        bodiless = answer.status in NO_BODY
        if not bodiless:
            self.send_header("Content-Type", answer.content_type)
        if manner.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif not manner.says_length:
            self.send_header("Connection", "close")
            self.close_connection = True
        elif not bodiless:
            self.send_header("Content-Length", str(len(answer.body) + manner.padding))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _send_body(self, answer: Response) -> None:
        manner = answer.manner
        left = manner.stop_after
        for piece in answer.pieces():
            sent = piece if left is None else piece[:left]
            self._send_piece(sent, answer)
            if left is not None:
                left -= len(sent)
                if left <= 0 or self.server.stopping.is_set():
                    self._end(reset=manner.reset)
                    return
        if manner.chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _send_piece(self, piece: bytes, answer: Response) -> None:
        if answer.manner.chunked:
            piece = b"%x\r\n%s\r\n" % (len(piece), piece)
        speed = answer.manner.bytes_per_second
        if speed is None:
            self.wfile.write(piece)
            return
        step = max(1, int(speed / 20))
        for start in range(0, len(piece), step):
            self.wfile.write(piece[start : start + step])
            self.wfile.flush()
            if self.server.stopping.wait(step / speed):
                return

    def _end(self, *, reset: bool) -> None:
        self.wfile.flush()
        self.close_connection = True
        if reset:
            # Lingering zero seconds: closing sends RST at once, and what is on its way may be lost.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(self.connection.detach())
