"""When a stem is near enough to another, and which word was meant."""

import pytest

from heartbeat_cli.search.nearest import distance, nearest
from heartbeat_cli.search.words import meet


def test_a_long_stem_meets_a_word_it_begins() -> None:
    assert meet("activ", "activat") and meet("verificat", "verif")
    assert not meet("act", "activ")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("client", "client", 0),
        ("clinet", "client", 1),
        ("cliet", "client", 1),
        ("abc", "", 3),
        ("payment", "pavmnet", 2),
    ],
)
def test_letters_that_changed_places_are_one_mistake(one: str, other: str, apart: int) -> None:
    assert distance(one, other) == distance(other, one) == apart


def test_the_closest_word_is_first_and_short_words_are_never_mistaken() -> None:
    known = ["client", "clients", "clerk", "agent", "iban"]
    assert nearest("clinet", known) == ["client"]
    assert nearest("ibna", known) == ["iban"]
    assert nearest("ibn", known) == []
    assert nearest("zeppelin", known, far=True) == []
