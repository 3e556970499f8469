"""Which words name something, which only ask, and which was meant by one that was mistyped."""

import pytest

from heartbeat_cli.search import content_words
from heartbeat_cli.search.lexicon import is_common, words_within
from heartbeat_cli.search.nearest import distance, nearest
from heartbeat_cli.search.words import asks_for_change, quoted_words, without_window


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


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many clients are active?", ("clients", "active")),
        ("KYC pass rate", ("kyc", "pass")),
        ("payments in the last 24h", ("payments",)),
        ("how many", ("how", "many")),
        ("Client client CLIENT", ("client",)),
        ("Loans 24 of the last 7 days", ("loans",)),
        ("List all distinct cities, please", ("cities",)),
        ("Find the oldest singer and return his age", ("oldest", "singer", "age")),
        ("Скільки клієнтів було за останні дні?", ("клієнтів",)),
        ("Сколько платежей было в этом месяце", ("платежеи",)),
        ("Wie viele Zahlungen wurden abgelehnt?", ("zahlungen", "abgelehnt")),
        ("24", ()),
        ("", ()),
    ],
)
def test_words_that_name_something(question: str, words: tuple[str, ...]) -> None:
    assert content_words(question) == words


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("payments in the last 24h", "payments in the"),
        ("rejected in 7 days?", "rejected in  ?"),
        ("past month, previous 3 weeks", ","),
        ("level 2 checks of 1980", "level 2 checks of 1980"),
        ("names ordered by age, sort by name", "names   age,   name"),
        ("names in descending alphabetical order", "names"),
        ("standing orders by client, rank by date", "standing orders by client,   date"),
        ("documents in a standing order", "documents in a standing order"),
    ],
)
def test_the_window_of_a_question_is_no_word(question: str, rest: str) -> None:
    assert without_window(question).strip() == rest


@pytest.mark.parametrize(
    ("question", "change"),
    [
        ("clients in the last 3 weeks", True),
        ("clients in the past month", True),
        ("clients of the previous day", True),
        ("clients 14d", True),
        ("clients today", True),
        ("clients yesterday", True),
        ("daily clients", True),
        ("clients since May", True),
        ("clients who became active", True),
        ("clients leaving", True),
        ("churned clients", True),
        ("clients onboarded", True),
        ("closing clients", True),
        ("clients rejected", True),
        ("active clients", False),
        ("office where clients are served", False),
    ],
)
def test_questions_about_what_happened(question: str, change: bool) -> None:
    assert asks_for_change(question) is change


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('the document named "Data base"', {"data", "base"}),
        ("'Welcome to NY' or «банк»", {"welcome", "to", "ny", "банк"}),
        ("it's the client's account", set()),
    ],
)
def test_words_between_quotation_marks(text: str, quoted: set[str]) -> None:
    assert quoted_words(text) == quoted


@pytest.mark.parametrize(
    ("word", "common"),
    [("find", True), ("borders", True), ("authorised", True), ("clinet", False), ("iban", False), ("клієнт", False)],
)
def test_common_english(word: str, common: bool) -> None:
    assert is_common(word) is common


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("countrylanguage", ("country", "language")),
        ("sbtransaction", ("transaction",)),
        ("sbdailyprice", ("daily", "price")),
        ("studentschoolassociation", ("student", "school", "association")),
        ("citycode", ("city", "code")),
        ("documentid", ("document", "id")),
        ("zipcode", ("zip", "code")),
        ("dateofbirth", ("date", "of", "birth")),
        # One word, an abbreviation, and what common words do not cover.
        ("understanding", ()),
        ("border", ()),
        ("iban", ()),
        ("hispanic", ()),
        ("xqzvtransaction", ()),
        ("рахунокклієнта", ()),
    ],
)
def test_words_a_name_is_run_together_of(name: str, words: tuple[str, ...]) -> None:
    assert words_within(name) == words


def test_a_word_without_an_end_is_cut_into_nothing() -> None:
    assert words_within("transaction" * 2_000) == ()
