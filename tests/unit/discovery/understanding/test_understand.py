"""Questions, and what they ask for."""

from heartbeat_cli.discovery.understanding import COUNT, understand


def test_what_says_nothing_else_is_counted() -> None:
    understood = understand("rejected payments")
    assert (understood.shape, understood.of, understood.unit) == (COUNT, ("rejected", "payments"), "count")
