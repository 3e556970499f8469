"""How everything is written, in one table."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from heartbeat_cli import wording

NOON = datetime(2026, 5, 8, 12, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (wording.count(1234567), "1,234,567"),
        (wording.count(1, "table"), "1 table"),
        (wording.count(0, "table"), "0 tables"),
        (wording.count(1200, "entity", "entities"), "1,200 entities"),
        (wording.some(0), "-"),
        (wording.some(None), "-"),
        (wording.some(1200), "1,200"),
        (wording.known(None), "?"),
        (wording.known(0), "0"),
        (wording.rate(None), "-"),
        (wording.rate(98123.4), "98,123"),
        (wording.figure(None), "no value"),
        (wording.figure(Decimal("1234.567")), "1,234.57"),
        (wording.figure(Decimal("0.12346")), "0.1235"),
        (wording.figure(Decimal("-0.99996")), "-1"),
        (wording.figure(Decimal(100)), "100"),
        (wording.figure(Decimal("-0.00001")), "0"),
        (wording.precise(Decimal("1234.56789")), "1,234.5679"),
        (wording.precise(None), "no value"),
        (wording.minute(NOON), "2026-05-08 12:03"),
        (wording.at(NOON), "2026-05-08 12:03 UTC"),
        (wording.at_second(NOON), "2026-05-08 12:03:04 UTC"),
        (wording.seconds_in_column(1234.56), "1,234.6"),
        (wording.path(Path("/p/db/a.yml"), Path("/p")), "db/a.yml"),
        (wording.path("/q/a.yml", Path("/p")), "/q/a.yml"),
        (wording.one_line(" a\n  b "), "a b"),
        (wording.first_names("abc", 2), "a, b and 1 more"),
        (wording.first_names("ab", 2), "a, b"),
        (wording.sources_in_short(()), "-"),
        (wording.sources_in_short("abc"), "a, b, c"),
        (wording.sources_in_short("abcde"), "a, b and 3 more"),
        (wording.both(("a",)), "a"),
        (wording.both(("a", "b", "c")), "a, b and c"),
        (wording.either(("a", "b")), "'a' or 'b'"),
    ],
)
def test_written(said: str, text: str) -> None:
    assert said == text
