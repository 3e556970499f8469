"""A site shown: in this machine's browser, or served to this machine alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.errors import HbError

_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class ServedSite:
    """Where a site is served, while it is."""

    address: str
    ended: threading.Event

    def __str__(self) -> str:
        return self.address

    def wait(self) -> None:
        """Until whoever runs the program interrupts it."""
        self.ended.wait()


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[ServedSite]:
    """Serve a folder's files on the loopback address; port 0 is any that is free.

    Raises HbError (`port_taken`) for a port that cannot be had.
    """
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    class Quiet(SimpleHTTPRequestHandler):
        """Files and nothing else, without a line for each request."""

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    try:
        server = ThreadingHTTPServer((_HOST, port), partial(Quiet, directory=str(folder)))
    except OSError as error:
        raise HbError(
            f"port {port} of {_HOST} cannot be had: {error.strerror}", hint="Name another --port.", code="port_taken"
        ) from error
    ended = threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield ServedSite(f"http://{_HOST}:{server.server_port}/", ended)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def open_page(address: object) -> None:
    """Show an address in the browser. Raises HbError (`no_browser`) where there is none."""
    import webbrowser

    if not webbrowser.open(str(address)):
        raise HbError("there is no browser here to show it in", hint=f"Open {address} in one.", code="no_browser")
