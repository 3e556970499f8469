import _thread
import threading
import time

import pytest

from heartbeat_cli.status.side_by_side import side_by_side


def test_answers_come_in_the_order_of_what_was_asked_and_no_more_at_once() -> None:
    lock, under_way, most = threading.Lock(), 0, 0

    def ask(number: int) -> int:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.01 * (5 - number))
        with lock:
            under_way -= 1
        return number * 2

    assert side_by_side(ask, range(5), 2) == [0, 2, 4, 6, 8]
    assert most == 2
    assert side_by_side(ask, (), 3) == []


def test_what_one_of_them_raises_is_raised() -> None:
    def ask(number: int) -> int:
        if number:
            raise ValueError(f"not {number}")
        return number

    with pytest.raises(ValueError, match="not 1"):
        side_by_side(ask, range(3), 2)


def test_a_signal_waits_for_nobody() -> None:
    """Nor does the end of the process: threads that are daemons are left alone."""
    silent = threading.Event()

    def ask(number: int) -> int:
        if number == 1:
            _thread.interrupt_main()
        silent.wait(60)
        return number

    before = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        side_by_side(ask, range(2), 2)
    assert time.monotonic() - before < 30
    assert [thread.daemon for thread in threading.enumerate() if thread.name == "hb-ask"] == [True, True]
    silent.set()
