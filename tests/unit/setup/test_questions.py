"""What is asked, what the answers come to, and what will not do."""

from pathlib import Path
from typing import Any

import pytest

from heartbeat_cli.discovery import Answers, Ask
from heartbeat_cli.errors import HbError, UsageError
from heartbeat_cli.setup import (
    Choices,
    FoundDatabase,
    FoundSchema,
    ServerAddress,
    ask_choices,
    ask_origin,
    ask_password,
)

ADDRESS = ServerAddress("h", 5432, "reader", "shop", "p")
PUBLIC, CRON = FoundSchema("public", ("film", "rental"), 900, readable=True), FoundSchema("cron", ("job",), 1)
SHOP, BILLING = FoundDatabase("shop", (CRON, PUBLIC)), FoundDatabase("Billing-2", (PUBLIC,))
EMPTY = FoundDatabase("empty", (CRON,))
FOUND = (SHOP, BILLING, EMPTY)


def chosen(
    answers: dict[str, Any], found: tuple[FoundDatabase, ...] = FOUND, at: ServerAddress | None = ADDRESS
) -> Choices:
    return ask_choices(Answers(answers), found, at, {}, Path("/srv/My Shop"))


def shown(choices: Choices) -> tuple[str, dict[str, tuple[str, ...]]]:
    return choices.truth_source, {s.name: tuple(schema.name for schema in s.landed) for s in choices.sources}


@pytest.mark.parametrize(
    ("answers", "truth", "sources"),
    [
        ({}, "shop", {"shop": ("public",)}),
        ({"database": ("shop", "Billing-2")}, "shop", {"shop": ("public",), "billing_2": ("public",)}),
        (
            {"database": ("shop", "Billing-2"), "truth-source": "billing_2"},
            "billing_2",
            {"shop": ("public",), "billing_2": ("public",)},
        ),
        ({"schema": "cron"}, "shop", {"shop": ("cron",)}),
        ({"schema": ("shop.cron", "public")}, "shop", {"shop": ("cron", "public")}),
    ],
)
def test_answers_and_what_they_come_to(
    answers: dict[str, Any], truth: str, sources: dict[str, tuple[str, ...]]
) -> None:
    assert shown(chosen(answers)) == (truth, sources)


def test_without_a_database_in_the_address_all_with_tables_are_sources() -> None:
    everywhere = ServerAddress("h", 5432, "reader", None, "p")
    assert shown(chosen({}, at=everywhere)) == ("shop", {"shop": ("public",), "billing_2": ("public",)})


def test_with_nothing_there_is_one_source_named_as_the_folder() -> None:
    assert shown(chosen({}, (), None)) == ("my_shop", {"my_shop": ()})
    assert shown(chosen({"truth-source": "erp"}, (), None)) == ("erp", {"erp": ()})


def test_databases_of_one_name_on_two_clusters_are_two_sources() -> None:
    found = (FoundDatabase("shop", (PUBLIC,), folder="a"), FoundDatabase("shop", (PUBLIC,), folder="b"))
    assert shown(chosen({}, found, None)) == ("shop", {"shop": ("public",), "b_shop": ("public",)})


@pytest.mark.parametrize(
    ("answers", "message", "hint"),
    [
        ({"database": "shopp"}, "there is no database 'shopp'", "Did you mean 'shop'?"),
        ({"schema": "publik"}, "there is no schema 'publik'", "There is shop.cron, shop.public."),
        ({"truth-source": "x"}, "there is no source 'x'", "There is shop."),
        ({"marts": "duckdbb"}, "there are no marts 'duckdbb'", "Did you mean 'duckdb'?"),
    ],
)
def test_what_will_not_do(answers: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(HbError) as caught:
        chosen(answers)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_person_is_asked_again_with_what_was_wrong() -> None:
    asked: list[Ask] = []

    def reply(ask: Ask) -> str:
        asked.append(ask)
        return {"marts": "duck" if len(asked) == 1 else "duckdb"}.get(ask.key, "")

    choices = ask_choices(Answers({"schema": "public"}, reply), (SHOP,), ADDRESS, {}, Path("/srv/shop"))
    assert (choices.marts.kind, [ask.key for ask in asked]) == ("duckdb", ["marts", "marts"])
    assert asked[1].problem is not None and asked[1].problem.message == "there are no marts 'duck'"


@pytest.mark.parametrize(
    ("environment", "names", "password"),
    [({"A": "1", "B": "2"}, ("A", "B"), "1"), ({"B": "2"}, ("A", "B"), "2"), ({"A": "", "B": "2"}, ("A", "B"), "2")],
)
def test_the_password_is_that_of_the_environment(
    environment: dict[str, str], names: tuple[str, ...], password: str
) -> None:
    asked = ask_password(Answers({}), ServerAddress("h", 1, "a"), environment, *names)
    assert asked.password == password
    assert ask_password(Answers({}), asked, {"A": "other"}, "A").password == password


def test_a_password_is_typed_unseen_or_its_variable_is_named() -> None:
    seen: list[Ask] = []
    typed = ask_password(Answers({}, lambda ask: seen.append(ask) or "s"), ServerAddress("h", 1, "a"), {}, "A")  # type: ignore[func-returns-value]
    assert (typed.password, [ask.secret for ask in seen]) == ("s", [True])
    with pytest.raises(UsageError, match="the password of a is missing") as caught:
        ask_password(Answers({}), ServerAddress("h", 1, "a"), {}, "A", "B")
    assert (caught.value.hint, caught.value.code) == ("Set A or B.", "missing_flag")


def test_where_to_begin(tmp_path: Path) -> None:
    variables = {"SOURCE_PG_HOST": "h", "SOURCE_PG_USER": "a"}
    assert ask_origin(Answers({}), {}) is None
    assert ask_origin(Answers({}), variables) == ServerAddress("h", 5432, "a")
    assert ask_origin(Answers({"from": "postgresql://b@i/d"}), variables) == ServerAddress("i", 5432, "b", "d")
    assert ask_origin(Answers({"from": str(tmp_path)}), variables) == tmp_path
    assert ask_origin(Answers({"dumps": str(tmp_path)}), variables) == tmp_path
    with pytest.raises(UsageError, match="exclude each other"):
        ask_origin(Answers({"dumps": "d", "from": "postgresql://b@i/d"}), {})
    with pytest.raises(UsageError, match="no connection string, and no folder"):
        ask_origin(Answers({"from": str(tmp_path / "none")}), {})
