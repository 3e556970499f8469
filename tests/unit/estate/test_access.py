"""What a server's refusal means, and what to ask a DBA for."""

from dataclasses import replace
from pathlib import Path

import pytest

from heartbeat_cli.estate import (
    Connection,
    Slice,
    Source,
    TableSettings,
    WantedTable,
    marts_refused,
    reason_of,
    source_refused,
    table_grants,
)
from heartbeat_cli.estate.access import grant_statements

CARDS = Source(
    name="card_management",
    title="Cards",
    role="cards",
    archetype="postgres",
    access="pending",
    file=Path("card_management.yml"),
    cluster="A",
    database="card-management",
    schemas=("card", "dict", "other"),
    slices=(Slice("card"), Slice("Dict Of")),
    pipeline="cards",
)
HERE = Connection("127.0.0.1", 5432, "reader", "card-management", "SOURCE_PG", "secret")


def test_grants_name_what_the_slice_needs_and_nothing_else() -> None:
    assert grant_statements(CARDS, "dashboard_user") == (
        'GRANT CONNECT ON DATABASE "card-management" TO dashboard_user;',
        "GRANT USAGE ON SCHEMA card TO dashboard_user;",
        "GRANT SELECT ON ALL TABLES IN SCHEMA card TO dashboard_user;",
        'GRANT USAGE ON SCHEMA "Dict Of" TO dashboard_user;',
        'GRANT SELECT ON ALL TABLES IN SCHEMA "Dict Of" TO dashboard_user;',
    )
    assert grant_statements(CARDS, 'Da"sh', ["card"])[1] == 'GRANT USAGE ON SCHEMA card TO "Da""sh";'
    assert grant_statements(CARDS, "dashboard_user", ["order"])[1] == 'GRANT USAGE ON SCHEMA "order" TO dashboard_user;'


AGAIN = "-- Then run `hb ingest --plan`: it names the tables and columns of {} still needed."


@pytest.mark.parametrize(
    ("slice_", "statements"),
    [
        (Slice("card"), [AGAIN.format("card")]),
        (Slice("card", only=("a", "B b")), ['GRANT SELECT ON card.a, card."B b" TO u;']),
        (Slice("card", only=("a", "card")), ["GRANT SELECT ON card.a TO u;", AGAIN.format("card")]),
        (Slice("card", only=("card",)), [AGAIN.format("card")]),
        (Slice("card", but=("card",)), [AGAIN.format("card")]),
        (Slice("dict", but=("a",)), [AGAIN.format("dict")]),
        (Slice("dict"), ["GRANT SELECT ON ALL TABLES IN SCHEMA dict TO u;"]),
    ],
)
def test_no_grant_is_asked_for_beyond_the_slice(slice_: Slice, statements: list[str]) -> None:
    source = replace(CARDS, slices=(slice_,), tables=(("card.card", TableSettings(exclude=("holder",))),))
    assert list(grant_statements(source, "u"))[2:] == statements


def test_grants_of_tables_name_their_columns_where_others_stay_hidden() -> None:
    wanted = [WantedTable("s", "a"), WantedTable("s", "B"), WantedTable("s", "c", ("id", "a b"))]
    assert table_grants("u", ["s"], wanted) == (
        "GRANT USAGE ON SCHEMA s TO u;",
        'GRANT SELECT ON s.a, s."B" TO u;',
        'GRANT SELECT (id, "a b") ON s.c TO u;',
    )
    assert table_grants("u", [], []) == ()


@pytest.mark.parametrize(
    ("text", "code", "retryable"),
    [
        ('failed: FATAL:  permission denied for database "card-management"', "not_granted", False),
        ('failed: FATAL:  password authentication failed for user "reader"', "wrong_password", False),
        ("failed: fe_sendauth: no password supplied", "wrong_password", False),
        ('failed: FATAL:  database "card-management" does not exist', "no_database", False),
        ("failed: Connection refused\n\tIs the server running on that host?", "connection_failed", True),
        ("", "connection_failed", True),
    ],
)
def test_a_refusal_says_what_to_do(text: str, code: str, retryable: bool) -> None:
    refusal = source_refused(text, CARDS, HERE)
    assert (refusal.code, refusal.retryable, refusal.where) == (code, retryable, "card_management")
    assert refusal.hint and "secret" not in f"{refusal.message} {refusal.hint}"


def test_the_grants_asked_for_are_those_of_the_schemas_we_came_for() -> None:
    text = 'failed: FATAL:  permission denied for database "card-management"'
    assert "SCHEMA other TO reader" in str(source_refused(text, CARDS, HERE, CARDS.schemas).hint)
    assert "SCHEMA other TO reader" not in str(source_refused(text, CARDS, HERE).hint)


@pytest.mark.parametrize(
    ("text", "said", "hint", "retryable"),
    [
        (
            'failed: FATAL:  password authentication failed for user "reader"',
            "the marts at 127.0.0.1:5432 refuse the password of reader",
            "_PASSWORD",
            False,
        ),
        (
            f'failed: FATAL:  database "{HERE.database}" does not exist',
            f"there is no database '{HERE.database}' for the marts at 127.0.0.1:5432",
            "_DATABASE",
            False,
        ),
        (
            f'failed: FATAL:  permission denied for database "{HERE.database}"',
            f"reader may not connect to the marts, database {HERE.database} at 127.0.0.1:5432",
            "GRANT CONNECT ON DATABASE",
            False,
        ),
        (
            "failed: FATAL:  the database system is starting up",
            "the marts at 127.0.0.1:5432 let nobody in: FATAL:  the database system is starting up",
            "again",
            True,
        ),
        ("failed: Connection refused", "the marts at 127.0.0.1:5432 do not answer: Connection refused", "up?", True),
    ],
)
def test_marts_that_answer_no_are_not_silent(text: str, said: str, hint: str, retryable: bool) -> None:
    refusal = marts_refused(text, HERE)
    assert (refusal.message, refusal.code, refusal.retryable) == (said, "marts_unavailable", retryable)
    assert hint in str(refusal.hint)
    assert "secret" not in f"{refusal.message} {refusal.hint}"


def test_a_reason_is_the_end_of_the_first_line() -> None:
    said = 'connection to server at "127.0.0.1", port 1 failed: Connection refused\n\tIs the server running?'
    assert reason_of(said) == "Connection refused"
    assert (reason_of("no such thing\nmore"), reason_of(" \n")) == ("no such thing", "no reason given")
    assert marts_refused(said, HERE).message == "the marts at 127.0.0.1:5432 do not answer: Connection refused"
