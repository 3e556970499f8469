"""A check that asked nobody has checked nothing."""

from heartbeat_cli.app.sources_verify import VerifiedInventory
from heartbeat_cli.status import LiveSource


def test_nothing_asked_is_no_success() -> None:
    asked = LiveSource("aml")
    silent = LiveSource("bpm", not_asked="no credentials")
    errors = [VerifiedInventory(sources, ()).error for sources in ((asked, silent), (silent,), ())]
    assert [error and error.code for error in errors] == [None, "nothing_asked", None]
