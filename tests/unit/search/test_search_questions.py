"""What a question finds: tables of one source at a time, by the ranking of every other search."""

import pytest

from heartbeat_cli.pgschema import Column, Database, ForeignKey, QName, Schema, Table
from heartbeat_cli.search import IndexedSource, SearchIndex, WordMatch, search, search_tables, target_parts
from heartbeat_cli.search.indexing import index_estate


def table(name: str, comment: str = "", columns: str = "id made_at", **more: object) -> Table:
    made = tuple(Column(c, "timestamp with time zone" if c.endswith("_at") else "text") for c in columns.split())
    return Table("core", name, made, comment=comment or None, **more)  # type: ignore[arg-type]


def logged(subject: str, comment: str = "Changes.", columns: str = "from_state_id to_state_id changed_at") -> Table:
    key = ForeignKey((f"{subject}_id",), QName("core", subject), ("id",))
    return table(f"{subject}_state_log", comment, f"id {subject}_id {columns}", foreign_keys=(key,))


def index_of(*tables: Table) -> SearchIndex:
    bank = Database("bank", (Schema("core", tables),))
    return index_estate(
        [(IndexedSource("bank", "bank", truth=True, mirrored=True), bank)], synonyms=[("client", "payer")]
    )


BANK = (
    table("client_profile", "A client of the bank.", "id full_name activated_at"),
    table("client_note", "A note about a client.", "id text written_at"),
    table("payment", "An order to pay.", "id amount settled_at rejected_at"),
    table("payment_2026_05", "A month.", "id", partition_of=QName("core", "payment")),
    table("kyc_verification", "A run of the checks.", "id decided_at passed"),
    table("branch", "An office where clients are served.", "id opened_at"),
)


def names(question: str, *tables: Table, limit: int = 5) -> list[str]:
    found = search_tables(question, index_of(*(tables or BANK)), ["bank"], limit=limit)[0]
    return [target_parts(hit.target)[2] for hit in found]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How many clients are active?", ["client_profile", "client_note", "branch"]),
        ("Verifications of clients", ["kyc_verification", "client_profile", "client_note", "branch"]),
        ("How many payments were rejected in the last 24h?", ["payment"]),
        ("Average rejections", ["payment"]),
        ("KYC pass rate", ["kyc_verification"]),
        ("notes of clinets", ["client_note", "client_profile", "branch"]),
        ("payers", ["client_profile", "client_note", "branch"]),
        ("zeppelins", []),
        ("how many", []),
    ],
)
def test_a_question_finds_tables(question: str, found: list[str]) -> None:
    assert names(question) == found


def test_the_first_are_those_a_search_finds() -> None:
    index = index_of(*BANK)
    for text in ("notes of clinets", "payments settled", "active clients", "payers"):
        searched = search(text, index, kinds=["table"]).hits
        assert search_tables(text, index, ["bank"])[0][: len(searched)] == searched


def test_a_table_with_some_of_the_words_comes_after_those_with_all() -> None:
    tables = (table("client"), table("client_card"), table("card"))
    assert names("clients and cards", *tables) == ["client_card", "client", "card"]
    assert [h.target for h in search("clients and cards", index_of(*tables)).hits] == ["bank.core.client_card"]


def test_the_limit_is_for_each_source() -> None:
    bank = (Schema("core", BANK),)
    sources = [(IndexedSource(n, n, truth=n == "b", mirrored=True), Database(n, bank)) for n in "ab"]
    index = index_estate(sources)
    found = search_tables("client", index, ["b", "nowhere", "a"], limit=2)
    assert [[hit.target for hit in hits] for hits in found] == [
        ["b.core.client_profile", "b.core.client_note"], [], ["a.core.client_profile", "a.core.client_note"],
    ]  # fmt: skip


def test_a_source_called_like_a_word_has_no_table_for_it() -> None:
    index = index_of(*BANK)
    assert search_tables("bank zeppelins", index_of(table("payment")), ["bank"]) == [()]
    assert len(search("bank", index_of(table("payment"))).hits) == 1
    assert search_tables("payments of the bank", index, ["bank"])[0][0].target == "bank.core.payment"


def test_a_word_that_asks_is_one_where_nothing_else_is_typed() -> None:
    tables = (table("day_rate"), table("client", "", "id rate made_at"))
    assert names("rate", *tables) == ["day_rate", "client"]
    assert names("client rate", *tables) == ["client"]


@pytest.mark.parametrize(
    ("question", "behind"), [("How many clients left us in the last 30 days?", True), ("How many clients?", False)]
)
def test_a_question_about_what_happened_has_the_state_log_right_behind_its_table(question: str, behind: bool) -> None:
    tables = (*BANK, logged("client_profile"))
    found = names(question, *tables)
    assert found[0] == "client_profile"
    assert (found[1] == "client_profile_state_log") is behind


def test_a_log_is_put_behind_the_best_table_it_logs() -> None:
    tables = (table("client", "A client left."), table("client_card", "A card of a client."), logged("client_card"))
    found = names("clients who were closed", *tables, limit=20)
    assert found.index("client_card_state_log") == found.index("client_card") + 1
    assert found.count("client_card_state_log") == 1
    assert names("changed states of clients", table("client", "x"), logged("client"))[0] == "client_state_log"
    # Only a table called like what was asked has its log pushed forward.
    strange = table("holder", "A client who was closed.")
    found = search_tables("closed clients", index_of(strange, logged("holder")), ["bank"])[0]
    assert [(hit.target, hit.joins) for hit in found] == [
        ("bank.core.holder", ()), ("bank.core.holder_state_log", ("bank.core.holder",)),
    ]  # fmt: skip


def test_a_log_without_the_words_is_found_by_those_of_its_table() -> None:
    key = ForeignKey(("owner",), QName("core", "client"), ("id",))
    log = table("status_history", "Changes.", "id owner from_state_id to_state_id changed_at", foreign_keys=(key,))
    hits = search_tables("closed clients", index_of(table("client"), log), ["bank"])[0]
    assert [(h.target, h.matches) for h in hits] == [
        ("bank.core.client", (WordMatch("clients", "client", "name", "typed"),)),
        ("bank.core.status_history", (WordMatch("clients", "client", "name", "typed"),)),
    ]
    assert hits[0].score == hits[1].score


def test_the_order_is_the_same_every_time() -> None:
    first = search_tables("client payment state", index_of(*BANK), ["bank"])
    assert all(search_tables("client payment state", index_of(*BANK), ["bank"]) == first for _ in range(5))


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("bank.core.client", ("bank", "core", "client")),
        ('bank.core."odd.name"."a ""b"" c"', ("bank", "core", "odd.name", 'a "b" c')),
    ],
)
def test_the_names_a_target_is_made_of(target: str, parts: tuple[str, ...]) -> None:
    assert target_parts(target) == parts


def test_what_happened_happened_to_the_table_whose_states_are_logged() -> None:
    key = ForeignKey(("card_item_id",), QName("core", "card_item"), ("id",))
    referring = [table(f"print_{n}", columns="id card_item_id", foreign_keys=(key,)) for n in range(2)]
    tables = (table("card_item"), table("card_thing"), logged("card_thing"), *referring)
    assert names("how many cards were blocked?", *tables)[:2] == ["card_thing", "card_thing_state_log"]
    assert names("how many cards are there?", *tables)[0] == "card_item"
