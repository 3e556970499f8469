"""The words of a text, and when two of them are the same."""

import pytest

from heartbeat_cli.text import split_words, stem


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
        ("S.E.P.A. credit, e.g. of a client.", ["sepa", "credit", "eg", "of", "a", "client"]),
        ("webbank.core.client, v1.2", ["webbank", "core", "client", "v", "1", "2"]),
        ("S\u200bE\u00adPA", ["sepa"]),
        ("\u041aYC of \u0421IBAN, \u0410\u0412\u0421", ["kyc", "of", "ciban", "\u0430\u0432\u0441"]),
        ("", []),
    ],
)
def test_a_text_has_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize(
    "forms",
    [
        ("rejection", "rejections", "rejected"),
        ("pass", "passed", "passes"),
        ("approval", "approved", "approve"),
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
