"""Which tables a question finds, and in which order."""

import pytest

from heartbeat_cli.discovery.search import TableHit, search_tables, search_words
from heartbeat_cli.pgschema import Column, Database, ForeignKey, QName, Schema, Table


def table(name: str, comment: str = "", columns: str = "id", schema: str = "core", **more: object) -> Table:
    made = tuple(Column(c, "timestamp with time zone" if c.endswith("_at") else "text") for c in columns.split())
    return Table(schema, name, made, comment=comment or None, **more)  # type: ignore[arg-type]


BANK = Database(
    "bank",
    (
        Schema(
            "core",
            (
                table("client_profile", "A client of the bank.", "id full_name created_at"),
                table("client_note", "A note about a client.", "id text written_at"),
                table("payment", "An order to pay.", "id amount settled_at rejected_at"),
                table("payment_2026_05", "A month.", "id", partition_of=QName("core", "payment")),
                table("kyc_verification", "A run of the checks.", "id decided_at passed"),
                table("branch", "An office where clients are served.", "id opened_at"),
            ),
        ),
        Schema("dict", (table("payment_state", "States of a payment.", "id code name", schema="dict"),)),
    ),
)


def names(question: str, limit: int = 5) -> list[str]:
    return [str(hit.table) for hit in search_tables(question, BANK, limit)]


def test_a_word_meets_its_other_forms() -> None:
    assert names("rejections")[0] == "core.payment"
    assert names("Verifications of clients")[0] == "core.kyc_verification"


def test_a_word_meets_a_longer_one_it_begins() -> None:
    activated = Database("x", (Schema("core", (table("a", "", "activated_at"), table("b", "", "closed_at"))),))
    assert [hit.table.name for hit in search_tables("active", activated)] == ["a"]
    assert search_tables("act", activated) == (), "too short to begin a word of the same meaning"


def test_what_others_refer_to_is_likelier_meant() -> None:
    keys = tuple(ForeignKey(("x",), QName("core", "client_b"), ("id",)) for _ in range(3))
    clients = (table(name, "", "id created_at") for name in ("client_a", "client_b"))
    tables = (*clients, table("loan", foreign_keys=keys))
    found = search_tables("client", Database("x", (Schema("core", tables),)))
    assert [hit.table.name for hit in found] == ["client_b", "client_a"]


def test_a_name_says_more_than_a_comment() -> None:
    found = names("clients")
    assert found[:2] == ["core.client_note", "core.client_profile"]
    assert found[2] == "core.branch"


def test_a_lookup_list_ranks_below_the_table_that_uses_it() -> None:
    assert names("payments") == ["core.payment", "dict.payment_state"]


def test_two_of_the_words_in_one_table_beat_one() -> None:
    assert names("notes of clients")[0] == "core.client_note"


def test_partitions_are_left_to_their_parent() -> None:
    assert "core.payment_2026_05" not in names("payment month", 50)


def test_nothing_fits() -> None:
    assert search_tables("zeppelins", BANK) == ()


def test_a_hit_says_what_found_it() -> None:
    hit = search_tables("settled payments", BANK)[0]
    assert (hit.table, set(hit.matched)) == (QName("core", "payment"), {"settled", "payments"})
    assert hit.comment == "An order to pay."


def test_the_order_is_the_same_every_time() -> None:
    first = search_tables("client payment state", BANK)
    assert all(search_tables("client payment state", BANK) == first for _ in range(5))
    assert list(first) == sorted(first, key=lambda hit: (-hit.score, hit.table))
    assert all(isinstance(hit, TableHit) for hit in first)


def _logged() -> Database:
    key = ForeignKey(("client_profile_id",), QName("core", "client_profile"), ("id",))
    columns = "id client_profile_id from_state_id to_state_id changed_at"
    log = table("client_profile_state_log", "Changes of state.", columns, foreign_keys=(key,))
    other = table(
        "payment_state_log", "Changes of payments of clients.", "id payment_id from_state_id to_state_id changed_at"
    )
    return Database("bank", (Schema("core", (*BANK.schemas[0].tables, log, other)),))


@pytest.mark.parametrize(
    "question",
    ["How many clients left us in the last 30 days?", "Clients closed", "profiles since May", "clients, 7d"],
)
def test_a_question_about_events_has_the_state_log_right_behind_its_table(question: str) -> None:
    found = [hit.table.name for hit in search_tables(question, _logged())]
    assert found[found.index("client_profile") + 1] == "client_profile_state_log"
    assert found.count("client_profile_state_log") == 1 and len(found) <= 5


def test_a_question_about_how_things_are_has_no_log_pushed_forward() -> None:
    found = search_tables("office where clients are served", _logged())
    assert "client_profile_state_log" not in [hit.table.name for hit in found[:2]]
    assert list(found) == sorted(found, key=lambda hit: (-hit.score, hit.table))


def test_the_limit_is_kept() -> None:
    assert len(names("client", 1)) == 1


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many clients are active?", ("clients", "active")),
        ("KYC pass rate", ("kyc", "pass")),
        ("payments in the last 24h", ("payments",)),
        ("how many", ("how", "many")),
        ("Client client CLIENT", ("client",)),
        ("", ()),
    ],
)
def test_words_that_name_something(question: str, words: tuple[str, ...]) -> None:
    assert search_words(question) == words
