"""Reading back JSON of our own: of each value one type, and everything else is damage."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from heartbeat_cli import json_fields as fields
from heartbeat_cli.json_fields import DamagedError
from heartbeat_cli.state import RunReport, RunState, RunStatus, TableState, TableStatus

DAMAGED = object()
Read = Callable[[Mapping[str, Any], str], object]


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (fields.text, "x", "x"),
        (fields.text, "", ""),
        (fields.text, None, DAMAGED),
        (fields.text, 1, DAMAGED),
        (fields.maybe_text, "x", "x"),
        (fields.maybe_text, None, None),
        (fields.maybe_text, 1, DAMAGED),
        (fields.whole, 0, 0),
        (fields.whole, 7, 7),
        (fields.whole, -1, DAMAGED),
        (fields.whole, True, DAMAGED),
        (fields.whole, 1.0, DAMAGED),
        (fields.whole, None, DAMAGED),
        (fields.maybe_whole, None, None),
        (fields.maybe_whole, -1, None),
        (fields.maybe_whole, 0, 0),
        (fields.maybe_whole, 1, 1),
        (fields.maybe_whole, -1.0, DAMAGED),
        (fields.maybe_whole, False, DAMAGED),
        (fields.real, 0, 0.0),
        (fields.real, 1.5, 1.5),
        (fields.real, -0.5, DAMAGED),
        (fields.real, True, DAMAGED),
        (fields.real, False, DAMAGED),
        (fields.real, float("inf"), DAMAGED),
        (fields.real, float("nan"), DAMAGED),
        (fields.real, 10**400, DAMAGED),
        (fields.real, "1", DAMAGED),
        (fields.maybe_real, None, None),
        (fields.maybe_real, -0.1, None),
        (fields.maybe_real, -1, None),
        (fields.maybe_real, 0, 0.0),
        (fields.maybe_real, 2, 2.0),
        (fields.maybe_real, False, DAMAGED),
        (fields.moment, "2026-05-08T12:00:00+00:00", datetime(2026, 5, 8, 12, tzinfo=UTC)),
        (fields.moment, "2026-05-08T14:00:00+02:00", datetime(2026, 5, 8, 12, tzinfo=UTC)),
        (fields.moment, "2026-05-08T12:00:00", datetime(2026, 5, 8, 12, tzinfo=UTC)),
        (fields.moment, "0001-01-01T00:00:00+05:00", DAMAGED),
        (fields.moment, "noon", DAMAGED),
        (fields.moment, None, DAMAGED),
        (fields.items, [], []),
        (fields.items, [1], [1]),
        (fields.items, "x", DAMAGED),
        (fields.texts, [], ()),
        (fields.texts, ["a", "b"], ("a", "b")),
        (fields.texts, ["a", 1], DAMAGED),
        (fields.texts, None, DAMAGED),
    ],
)
def test_a_value_of_its_type(read: Read, value: object, expected: object) -> None:
    if expected is DAMAGED:
        with pytest.raises(DamagedError):
            read({"name": value}, "name")
    else:
        found = read({"name": value}, "name")
        assert (found, type(found)) == (expected, type(expected))


def test_a_value_that_is_not_there() -> None:
    assert fields.maybe_text({}, "name") is fields.maybe_whole({}, "name") is fields.maybe_real({}, "name") is None
    for read in (fields.text, fields.whole, fields.real, fields.moment, fields.items, fields.texts):
        with pytest.raises(DamagedError):
            read({}, "name")


@pytest.mark.parametrize("text", [b"", b"1", b"[]", b"null", b"{", b"[" * 99_999])
def test_what_is_no_object(text: bytes) -> None:
    with pytest.raises(DamagedError):
        fields.read_object(text)
    assert fields.read_object(b'{"a": 1}') == {"a": 1}


# --- what values say of a run

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)


def report(**more: Any) -> RunReport:
    values = {"seconds": 10.0, "outcome": RunState.DONE, **more}
    return RunReport("1", ("bank", "aml"), NOON, **values)


@pytest.mark.parametrize(
    ("found", "rate"),
    [
        (report(rows=50), 5.0),
        (report(rows=50, seconds=0.0), None),
        (report(rows=0), None),
        (report(rows=1, seconds=0.5), 2.0),
        (report(outcome=RunState.NOTHING_NEW), None),
    ],
)
def test_the_rate_of_a_run(found: RunReport, rate: float | None) -> None:
    assert found.rate == rate


def status(state: RunState, seconds: float = 0) -> RunStatus:
    return RunStatus("1", 1, "here", "landing", ("bank",), NOON, NOON + timedelta(seconds=seconds), state=state)


@pytest.mark.parametrize(
    ("run", "table", "word"),
    [
        (RunState.RUNNING, TableState.RUNNING, "running"),
        (RunState.DONE, TableState.RUNNING, "interrupted"),
        (RunState.KILLED, TableState.RUNNING, "interrupted"),
        (RunState.KILLED, TableState.WAITING, "waiting"),
        (RunState.FAILED, TableState.DONE, "done"),
        (RunState.FAILED, TableState.FAILED, "failed"),
    ],
)
def test_the_word_for_a_table(run: RunState, table: TableState, word: str) -> None:
    assert status(run).word_of(TableStatus("core.payment", "bank_core", table)) == word


def test_the_length_of_a_run_is_never_negative() -> None:
    assert [status(RunState.DONE, seconds).seconds for seconds in (90.5, 0, -1)] == [90.5, 0, 0]
    assert RunState.NOTHING_NEW.word == "nothing new"
