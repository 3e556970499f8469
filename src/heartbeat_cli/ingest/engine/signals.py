"""A run is stopped by SIGINT and SIGTERM."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from heartbeat_cli.errors import HbError
from heartbeat_cli.marts import Stop


@contextmanager
def stopping_on_signals(stop: Stop) -> Iterator[Callable[[], int]]:
    """Turn SIGINT and SIGTERM into a request to stop while the body runs; yields the signal received, 0 for none.

    dlt would wait for its jobs to end by themselves; here what they wait for is cancelled. A second signal ends the
    process as if nothing were running. What fails after the first, other than in a way a user can act on, has failed
    because of it, and is raised as the stop; so is a body that came to its end all the same, because whatever follows
    would meet a stop that nobody asks for any more.
    """
    from dlt.common.runtime import signals

    if threading.current_thread() is not threading.main_thread():
        yield lambda: 0
        return
    received: list[int] = []

    def receive(number: int, _frame: object) -> None:
        if received:
            raise_signal(number)
        received.append(number)
        signals.set_received_signal(number)
        signals.wake_all()
        # Cancelling talks to servers, which a signal handler must not wait for.
        threading.Thread(target=stop.request, name="hb-stop", daemon=True).start()

    before = {number: signal.signal(number, receive) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: received[0] if received else 0
    except HbError:
        raise
    except Exception:
        raise_signal(received[0] if received else 0)
        raise
    else:
        raise_signal(received[0] if received else 0)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signals.set_received_signal(0)


def raise_signal(number: int) -> None:
    """End as a process does that got this signal (KeyboardInterrupt, SystemExit 143); nothing for 0."""
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    if number:
        raise SystemExit(128 + number)
