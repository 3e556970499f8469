"""A TCP proxy before a PostgreSQL server, which holds, slows or cuts a COPY in the middle of its bytes."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

CHUNK = 16 * 1024


@dataclass
class Trap:
    """Waits for the `nth` COPY whose statement matches `statement`, and lets `after` bytes of it through.

    `sprung` is set when that many have passed. From then on the bytes are held until `release` is set; with `cut` the
    connection is closed; with `pace` they move on, that many seconds apart.
    """

    statement: str
    after: int
    nth: int = 1
    cut: bool = False
    pace: float = 0.0
    sprung: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)

    def matches(self, sent: bytes) -> bool:
        return re.search(rb"COPY\b.*" + self.statement.encode(), sent, re.DOTALL) is not None


class Proxy:
    """Forwards connections to `target` on loopback. `port` is its own."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._trap: Trap | None = None
        self._links: list[_Link] = []
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def set_trap(self, statement: str, after: int, nth: int = 1, *, cut: bool = False, pace: float = 0.0) -> Trap:
        self._trap = Trap(statement, after, nth, cut, pace)
        return self._trap

    def close(self) -> None:
        """Every connection goes, held ones too, so that no run of a test that failed waits for ever."""
        self._listener.close()
        for link in tuple(self._links):
            link.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.socket()
                # Small buffers, so that a held COPY is held at the server too.
                server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, CHUNK)
                server.connect(("127.0.0.1", self._target))
            except OSError:
                client.close()
                continue
            link = _Link(self, client, server)
            self._links.append(link)
            for pump in (link.to_server, link.to_client):
                threading.Thread(target=pump, daemon=True).start()

    def watch(self, sent: bytes) -> "Trap | None":
        """The trap, when `sent` is the statement it waits for."""
        with self._lock:
            trap = self._trap
            if trap is None or not trap.matches(sent):
                return None
            trap.nth -= 1
            if trap.nth != 0:
                return None
            self._trap = None
            return trap


class _Link:
    def __init__(self, proxy: Proxy, client: socket.socket, server: socket.socket) -> None:
        self._proxy, self._client, self._server = proxy, client, server
        self._trap: Trap | None = None
        self._passed = 0

    def to_server(self) -> None:
        while data := _receive(self._client):
            if self._trap is None and (trap := self._proxy.watch(data)) is not None:
                self._passed, self._trap = 0, trap
            if not _send(self._server, data):
                break
        self.close()

    def to_client(self) -> None:
        while data := _receive(self._server):
            trap = self._trap
            if trap is not None:
                self._passed += len(data)
                if self._passed >= trap.after:
                    trap.sprung.set()
                    if trap.cut:
                        break
                    if not trap.pace:
                        trap.release.wait()
                    elif not trap.release.is_set():
                        time.sleep(trap.pace)
            if not _send(self._client, data):
                break
        self.close()

    def close(self) -> None:
        if self._trap is not None:
            self._trap.release.set()
        for end in (self._client, self._server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


def _receive(end: socket.socket) -> bytes:
    try:
        return end.recv(CHUNK)
    except OSError:
        return b""


def _send(end: socket.socket, data: bytes) -> bool:
    try:
        end.sendall(data)
    except OSError:
        return False
    return True


@contextmanager
def proxied(target: int) -> Iterator[Proxy]:
    """A proxy before the server at port `target` while the body runs."""
    proxy = Proxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
