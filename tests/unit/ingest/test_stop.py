import os
import signal

import pytest

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.engine.signals import raise_signal, stopping_on_signals
from heartbeat_cli.marts import Stop, Stopped


def test_a_request_cancels_what_is_under_way_and_refuses_what_comes() -> None:
    stop = Stop()
    cancelled: list[str] = []
    with stop.cancelling(lambda: cancelled.append("one")):
        with stop.cancelling(lambda: cancelled.append("done before")):
            pass
        stop.request()
    assert cancelled == ["one"]
    with pytest.raises(Stopped), stop.cancelling(lambda: cancelled.append("late")):
        pytest.fail("nothing begins after a stop")
    assert cancelled == ["one"]


def test_exit_codes_of_signals() -> None:
    raise_signal(0)
    with pytest.raises(KeyboardInterrupt):
        raise_signal(signal.SIGINT)
    with pytest.raises(SystemExit) as end:
        raise_signal(signal.SIGTERM)
    assert end.value.code == 143


def test_what_fails_after_a_signal_is_the_stop() -> None:
    with pytest.raises(KeyboardInterrupt), stopping_on_signals(Stop()):
        os.kill(os.getpid(), signal.SIGINT)
        raise RuntimeError("cancelled")
    with pytest.raises(HbError, match="no room"), stopping_on_signals(Stop()):
        os.kill(os.getpid(), signal.SIGINT)
        raise HbError("no room")
    with pytest.raises(RuntimeError, match="a defect"), stopping_on_signals(Stop()):
        raise RuntimeError("a defect")


def test_what_comes_to_its_end_after_a_signal_is_the_stop() -> None:
    """What follows would meet the stop, and not know why."""
    for number, raised in ((signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)):
        with pytest.raises(raised), stopping_on_signals(Stop()):
            os.kill(os.getpid(), number)
