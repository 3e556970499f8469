"""A deadline for a whole answer: timeouts of a socket begin anew with every byte that trickles in."""

import os
import socket
import threading
from contextlib import suppress
from typing import Any, Self

_CURRENT = threading.local()


class Deadline:
    """When the time is over, the connection this thread reads from is shut down, and its reader comes back.

    `over` says that this is what happened.
    """

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._lock = threading.Lock()
        self._watched: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        _CURRENT.deadline = self
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        _CURRENT.deadline = None
        self._timer.cancel()
        with self._lock:
            self._let_go()

    def watch(self, connection: Any) -> None:
        """The connection to shut down, from now on."""
        with self._lock:
            self._let_go()
            # A descriptor of our own: the library may close its own at any time, and the number be another's then.
            self._watched = socket.socket(fileno=os.dup(connection.fileno()))
            if self.over:
                self._shut_down()

    def _end(self) -> None:
        with self._lock:
            self.over = True
            self._shut_down()

    def _shut_down(self) -> None:
        if self._watched is not None:
            with suppress(OSError):
                self._watched.shutdown(socket.SHUT_RDWR)

    def _let_go(self) -> None:
        if self._watched is not None:
            self._watched.close()
            self._watched = None


def watched_adapter() -> Any:
    """How requests connects, so that the Deadline of the thread knows the connection it reads from."""
    from requests.adapters import HTTPAdapter
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
    from urllib3.connection import HTTPConnection, HTTPSConnection

    class Watched(HTTPConnection):
        def getresponse(self) -> Any:
            _watch(self.sock)
            return super().getresponse()

    class WatchedTls(HTTPSConnection):
        def getresponse(self) -> Any:
            _watch(self.sock)
            return super().getresponse()

    class Pool(HTTPConnectionPool):
        ConnectionCls = Watched

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = WatchedTls

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **options: Any) -> Any:
            super().init_poolmanager(*args, **options)
            self.poolmanager.pool_classes_by_scheme = {"http": Pool, "https": TlsPool}

        def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
            manager = super().proxy_manager_for(*args, **options)
            manager.pool_classes_by_scheme = {"http": Pool, "https": TlsPool}
            return manager

    return Adapter()


def _watch(connection: Any) -> None:
    deadline = getattr(_CURRENT, "deadline", None)
    if deadline is not None and connection is not None:
        deadline.watch(connection)
