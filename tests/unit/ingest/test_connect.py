"""Reads that a replica breaks off are tried again, and nothing else is."""

import pytest

from heartbeat_cli.errors import HbError, RecoveryConflictError, SourceFailedError
from heartbeat_cli.ingest.source.connect import RECOVERY_TRIES, despite_recovery

CONFLICT = RecoveryConflictError("broken off")


class Reading:
    """Fails with each of `errors` in turn, then reads."""

    def __init__(self, *errors: HbError) -> None:
        self.errors = list(errors)
        self.tries = 0

    def __call__(self) -> int:
        self.tries += 1
        if self.errors:
            raise self.errors.pop(0)
        return 7


def test_a_read_that_was_broken_off_is_tried_again_after_longer_pauses() -> None:
    pauses: list[float] = []
    assert despite_recovery(Reading(CONFLICT, CONFLICT), pauses.append) == 7
    assert pauses == [1.0, 2.0]


def test_the_last_conflict_is_raised() -> None:
    pauses: list[float] = []
    reading = Reading(*[CONFLICT] * RECOVERY_TRIES)
    with pytest.raises(HbError) as raised:
        despite_recovery(reading, pauses.append)
    assert raised.value is CONFLICT
    assert (reading.tries, len(pauses)) == (RECOVERY_TRIES, RECOVERY_TRIES - 1)


def test_another_failure_is_raised_at_once() -> None:
    reading = Reading(SourceFailedError("no"))
    with pytest.raises(HbError):
        despite_recovery(reading, pytest.fail)
    assert reading.tries == 1


def test_a_stop_ends_the_waiting() -> None:
    def stopped(_seconds: float) -> None:
        raise KeyboardInterrupt

    reading = Reading(CONFLICT)
    with pytest.raises(KeyboardInterrupt):
        despite_recovery(reading, stopped)
    assert reading.tries == 1
