"""When two words are the same one, and which word was meant."""

import pytest

from heartbeat_cli.profiling.search.nearest import distance, nearest
from heartbeat_cli.profiling.search.words import meet, split_words, stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("client_profile", ["client", "profile"]),
        ("clientProfileId", ["client", "profile", "id"]),
        ("XMLHttpRequest", ["xml", "http", "request"]),
        ("IBANs of a client", ["ibans", "of", "a", "client"]),
        ("MT940", ["mt", "940"]),
        ("ÜbungsDatum", ["ubungs", "datum"]),
        ("клиент_имя", ["клиент", "имя"]),
        ("", []),
    ],
)
def test_a_text_has_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize(
    "forms",
    [
        ("rejection", "rejections", "rejected"),
        ("status", "statuses"),
        ("address", "addresses"),
        ("fee", "fees"),
        ("currency", "currencies"),
        ("payment", "payments"),
        ("refusal", "refuse", "refused"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_different_words_stay_apart() -> None:
    pairs = [("status", "state"), ("state", "statement"), ("cash", "case"), ("bonus", "bone")]
    assert [pair for pair in pairs if stem(pair[0]) == stem(pair[1])] == []


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
