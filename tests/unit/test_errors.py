import pytest

from heartbeat_cli.errors import did_you_mean

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
