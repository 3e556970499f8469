import pickle

import pytest

from heartbeat_cli.errors import HbError, InvalidFileError, LockedError, MartsFailedError, Place, did_you_mean

TABLES = ("core.branch", "core.payment", "dict.payment_state")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("core.paymnt", "core.payment"),
        ("CORE.Payments", "core.payment"),
        ("cor.payment", "core.payment"),
        ("paymet_state", "dict.payment_state"),
        ("core.nosuch", None),
        ("core.x", None),
        ("elsewhere", None),
    ],
)
def test_only_what_is_close_is_suggested(name: str, meant: str | None) -> None:
    assert did_you_mean(name, TABLES) == (f"Did you mean '{meant}'?" if meant else None)


def test_a_failure_says_where_and_never_changes() -> None:
    error = InvalidFileError("no date", where=Place("db/a.yml", 3, 7), hint="Write one.")
    assert (str(error), error.where, error.exit_code) == ("db/a.yml:3:7: no date", "db/a.yml:3:7", 1)
    with pytest.raises(AttributeError):
        error.hint = "another"
    other = error.replace(place=Place("a.yml", 3), hint=None)
    assert (type(other), str(other), other.hint, error.hint) == (
        InvalidFileError,
        "a.yml:3: no date",
        None,
        "Write one.",
    )
    assert (error.code, error.message, error.retryable) == ("invalid_file", "no date", False)


@pytest.mark.parametrize("error", [LockedError("busy", where="marts"), MartsFailedError("gone", code="marts_lost")])
def test_a_failure_is_the_same_in_another_process(error: HbError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), vars(again)) == (type(error), vars(error))
