"""How names are written in SQL."""

import pytest

from heartbeat_cli.pgschema import literal, quote, quote_for_marts, quote_if_needed


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("payment", "payment"),
        ("line_1", "line_1"),
        ("order", '"order"'),
        ("Payment", '"Payment"'),
        ("1st", '"1st"'),
        ("card-management", '"card-management"'),
        ('say "hi"', '"say ""hi"""'),
        ("", '""'),
        ("line\n", '"line\n"'),
    ],
)
def test_a_name_has_quotes_only_where_it_needs_them(name: str, written: str) -> None:
    assert quote_if_needed(name) == written


@pytest.mark.parametrize(("name", "written"), [("order", '"order"'), ("qualify", '"qualify"'), ("payment", "payment")])
def test_a_name_for_the_marts_has_quotes_where_another_reader_needs_them(name: str, written: str) -> None:
    assert quote_for_marts(name) == written


def test_everything_can_be_quoted() -> None:
    assert (quote('a"b'), literal("o'clock")) == ('"a""b"', "'o''clock'")
