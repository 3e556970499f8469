"""Conditions as people write them, against what SQL gets."""

import pytest

from heartbeat_cli.discovery.condition import Condition, DictionaryValues, dictionaries_in, resolve_condition
from heartbeat_cli.errors import UsageError
from heartbeat_cli.pgschema import Column, ForeignKey, QName, Table

STATE, COUNTRY = QName("dict", "state"), QName("dict", "country")
CLIENT = Table(
    "core",
    "client",
    (
        Column("id", "bigint"),
        Column("state_id", "smallint"),
        Column("kind", "text"),
        Column("country_code", "character(2)"),
        Column("is_resident", "boolean"),
        Column("Camel", "text"),
        Column("created_at", "timestamp with time zone"),
    ),
    foreign_keys=(
        ForeignKey(("state_id",), STATE, ("id",)),
        ForeignKey(("country_code",), COUNTRY, ("code",)),
    ),
)
DICTIONARIES = {
    STATE: DictionaryValues("bank_dict", STATE, "id", "code", ("NEW", "ACTIVE", "REJECTED")),
    COUNTRY: DictionaryValues("bank_dict", COUNTRY, "code", "code", ("LV", "EE")),
}
ACTIVE = "(SELECT id FROM bank_dict.state WHERE code = 'ACTIVE')"


def resolve(text: str) -> Condition:
    return resolve_condition(text, CLIENT, DICTIONARIES)


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("state_id = 4", "state_id = 4"),
        ("state = ACTIVE", f"state_id = {ACTIVE}"),
        ("state = active", f"state_id = {ACTIVE}"),
        ("state = 'ACTIVE'", f"state_id = {ACTIVE}"),
        ("state_id = 'ACTIVE'", f"state_id = {ACTIVE}"),
        ("state <> ACTIVE", f"state_id <> {ACTIVE}"),
        ("state in (NEW, ACTIVE)", "state_id IN (SELECT id FROM bank_dict.state WHERE code IN ('NEW', 'ACTIVE'))"),
        ("country = LV", "country_code = 'LV'"),
        ("kind = PERSON", "kind = 'PERSON'"),
        ("kind = 'PERSON'", "kind = 'PERSON'"),
        ("is_resident", "is_resident"),
        ("is_resident = true", "is_resident = TRUE"),
        ("client.id > 4", "client.id > 4"),
        ("Camel = 'x'", "\"Camel\" = 'x'"),
        ("kind is not null and state = ACTIVE", f"NOT kind IS NULL AND state_id = {ACTIVE}"),
    ],
)
def test_what_sql_gets(text: str, sql: str) -> None:
    resolved = resolve(text).sql.replace("kind IS NOT NULL", "NOT kind IS NULL")
    assert resolved == sql


def test_labels_are_told_for_the_name() -> None:
    assert resolve("state in (NEW, ACTIVE) and kind = PERSON").labels == ("NEW", "ACTIVE", "PERSON")


@pytest.mark.parametrize(
    ("text", "labels", "needed"),
    [
        ("state = NEW and country = LV and kind = A", ("NEW", "LV", "A"), (STATE, COUNTRY)),
        ("country = LV and state = NEW and kind = A and state <> ACTIVE", ("LV", "NEW", "A", "ACTIVE"),
         (COUNTRY, STATE)),
        ("kind = A or (country = EE and (state = NEW or kind = B)) or kind = C", ("A", "EE", "NEW", "B", "C"),
         (COUNTRY, STATE)),
        ("not country in (LV, EE) and kind = A and not (state = NEW)", ("LV", "EE", "A", "NEW"), (COUNTRY, STATE)),
    ],
)  # fmt: skip
def test_labels_and_dictionaries_are_in_the_order_of_the_text(
    text: str, labels: tuple[str, ...], needed: tuple[QName, ...]
) -> None:
    assert (resolve(text).labels, dictionaries_in(text, CLIENT)) == (labels, needed)


def test_of_two_unknown_columns_the_first_is_named() -> None:
    with pytest.raises(UsageError, match="no column 'nope'"):
        resolve("nope > 1 and id > 2 and kind = A and never > 3")


def test_what_must_all_hold_comes_in_parts() -> None:
    assert resolve("is_resident or id > 4").parts == ("(is_resident OR id > 4)",)
    assert resolve("is_resident and (id > 4 or id < 2) and kind = A").parts == (
        "is_resident", "(id > 4 OR id < 2)", "kind = 'A'",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "1", "state =", "kind = 'a'; drop table x", "id > 1 order by id", "id > 1 limit 1", "1=1) or (1=1",
        "id > 1 union select 2", "id in (select 1)", "exists (select 1)", "count(*) > 1", "stat = NEW",
        "other.id = 1", "state = 4",
    ],
)  # fmt: skip
def test_what_is_no_condition_over_the_table(text: str) -> None:
    with pytest.raises(UsageError):
        resolve(text)


def test_an_unknown_label_names_the_closest() -> None:
    with pytest.raises(UsageError) as caught:
        resolve("state = ACTVE")
    assert (caught.value.message, caught.value.hint) == ("dict.state has no 'ACTVE'", "Did you mean 'ACTIVE'?")


def test_a_dictionary_that_is_not_landed_asks_for_the_key() -> None:
    unread = {STATE: DictionaryValues("bank_dict", STATE, "id")}
    with pytest.raises(UsageError) as caught:
        resolve_condition("state = ACTIVE", CLIENT, unread)
    assert caught.value.code == "no_labels"
    assert "state_id = …" in (caught.value.hint or "")


def test_which_dictionaries_are_needed() -> None:
    assert dictionaries_in("state = ACTIVE and country = LV and state = NEW", CLIENT) == (STATE, COUNTRY)
    assert dictionaries_in("state_id = 4 and kind = PERSON", CLIENT) == ()


def test_a_label_of_a_dictionary_that_has_not_landed_is_taken_as_written_while_it_waits() -> None:
    there = {
        table: DictionaryValues(d.dataset, table, d.key_column, d.label_column) for table, d in DICTIONARIES.items()
    }
    assert resolve_condition("state = ACTVE", CLIENT, there, unseen=True) == Condition(
        ("state_id = (SELECT id FROM bank_dict.state WHERE code = 'ACTVE')",), ("ACTVE",)
    )
    with pytest.raises(UsageError, match="no landed dictionary"):
        resolve_condition("state = ACTVE", CLIENT, there)
