"""What a search finds in a small estate, in which order, and what it says about why."""

from dataclasses import replace

import pytest

from heartbeat_cli.pgschema import Column, Database, EnumType, ForeignKey, QName, Schema, Table, View
from heartbeat_cli.search import (
    IndexedSource,
    RightSourceHint,
    SearchIndex,
    SearchResult,
    WordMatch,
    search,
    usual_words,
)
from heartbeat_cli.search.index import from_plain, to_plain
from heartbeat_cli.search.indexing import index_estate


def table(name: str, comment: str = "", columns: str = "id", schema: str = "core", **more: object) -> Table:
    made = tuple(Column(c, "timestamp with time zone" if c.endswith("_at") else "text") for c in columns.split())
    return Table(schema, name, made, comment=comment or None, **more)  # type: ignore[arg-type]


def to_client(column: str = "client_id") -> tuple[ForeignKey, ...]:
    return (ForeignKey((column,), QName("core", "client_profile"), ("id",)),)


STATE = Column("state", "core.payment_state", comment="Where it stands.")
BANK = Database(
    "bank",
    (
        Schema(
            "core",
            (
                table("client_profile", "A client of the bank.", "id full_name created_at"),
                table("client_person", "Who a client is.", "id client_id birthDate marks_at", foreign_keys=to_client()),
                replace(table("payment", "An order to pay.", "id client_id settled_at", foreign_keys=to_client())),
                table("payment_2026_05", "A month.", "id", partition_of=QName("core", "payment")),
                table("fee", "What a client owes.", "id amount charged_at"),
                table("Übung", "Rehearsals.", "id held_at"),
                table("odd.name", "A strange one.", "id"),
                Table("core", "transfer_step", (Column("id", "text"), STATE), comment="A step."),
            ),
            (View("core", "payment_open_v", "", columns=("id", "waiting_since"), comment="Not settled yet."),),
            (EnumType("core", "payment_state", ("NEW", "WAITING_FOR_COVER", "QUARANTINED")),),
        ),
    ),
)
CARDS = Database(
    "cards-db",
    (
        Schema(
            "card",
            (
                table("fee", "A fee for a card.", "id amount charged_at", schema="card"),
                table("rejection", "A refused card.", "id reason_at", schema="card"),
            ),
        ),
    ),
)
BANK_SOURCE = IndexedSource("bank", "bank", truth=True, mirrored=True)
CARD_SOURCE = IndexedSource("cards", "cards-db", truth=False, mirrored=True)
QAC = IndexedSource("qac", None, truth=False, mirrored=False)
SUBJECTS = (("cards", "cards", "card"), ("cards", "cards", "card fee"), ("qac", "KYC pass and fail", "kyc pass"))
SYNONYMS = (("client", "customer", "account holder"), ("charge", "fee"))


@pytest.fixture(scope="module")
def estate() -> SearchIndex:
    # The truth source stands last: its coming first has to be earned.
    return index_estate([(CARD_SOURCE, CARDS), (BANK_SOURCE, BANK), (QAC, None)], SUBJECTS, SYNONYMS)


def targets(found: SearchResult) -> list[str]:
    return [hit.target for hit in found.hits]


def test_of_equals_the_truth_source_comes_first(estate: SearchIndex) -> None:
    assert targets(search("fees", estate))[:2] == ["bank.core.fee", "cards.card.fee"]


def test_the_source_that_is_truth_for_the_subject_comes_before_the_truth_source(estate: SearchIndex) -> None:
    found = search("card fee", estate)
    assert targets(found)[0] == "cards.card.fee"
    assert found.right_sources == (RightSourceHint("cards", "cards", "card fee", mirrored=True),)


def test_a_right_source_that_cannot_be_searched_is_named(estate: SearchIndex) -> None:
    assert (
        RightSourceHint("qac", "KYC pass and fail", "kyc pass", mirrored=False)
        in search("kyc pass", estate).right_sources
    )


def test_a_table_before_what_mentions_it(estate: SearchIndex) -> None:
    found = targets(search("clients", estate, limit=50))
    assert found[0] == "bank.core.client_profile"
    assert found.index("bank.core.client_person") < found.index("bank.core.fee")


def test_a_column_is_a_hit_and_counts_for_its_table(estate: SearchIndex) -> None:
    found = search("client birth date", estate)
    assert [(h.target, h.kind) for h in found.hits] == [
        ("bank.core.client_person.birthDate", "column"),
        ("bank.core.client_person", "table"),
    ]
    assert found.hits[0].matches == (
        WordMatch("client", "client", "table", "typed"),
        WordMatch("birth", "birth", "name", "typed"),
        WordMatch("date", "date", "name", "typed"),
    )
    assert WordMatch("birth", "birth", "column", "typed", "birthDate") in found.hits[1].matches


def test_a_column_that_only_repeats_its_table_is_no_hit() -> None:
    repeats = Database("x", (Schema("core", (table("payment", "", "payment_no paid_by"),)),))
    index = index_estate([(IndexedSource("x", "x", True, True), repeats)])
    assert targets(search("payment", index)) == ["x.core.payment"]


def test_every_word_is_meant(estate: SearchIndex) -> None:
    assert set(targets(search("payment settled", estate))[:3]) >= {"bank.core.payment", "bank.core.payment.settled_at"}
    assert "bank.core.client_profile" not in targets(search("client settled", estate))


def test_where_no_table_has_all_words_that_is_said(estate: SearchIndex) -> None:
    found = search("rehearsals rejection", estate)
    assert not found.complete
    assert set(targets(found)) == {"bank.core.Übung", "cards.card.rejection"}


def test_a_synonym_finds_and_says_so(estate: SearchIndex) -> None:
    hit = search("customers", estate).hits[0]
    assert (hit.target, hit.matches) == (
        "bank.core.client_profile",
        (WordMatch("customers", "client", "name", "synonym"),),
    )
    hit = search("account holder", estate).hits[0]
    assert (hit.target, hit.matches[0].word) == ("bank.core.client_profile", "account holder")


def test_the_word_itself_before_its_synonym() -> None:
    both = Database("x", (Schema("core", (table("fee"), table("charge"))),))
    index = index_estate([(IndexedSource("x", "x", True, True), both)], synonyms=SYNONYMS)
    assert targets(search("charge", index)) == ["x.core.charge", "x.core.fee"]
    assert targets(search("fee", index)) == ["x.core.fee", "x.core.charge"]


@pytest.mark.parametrize(("typed", "meant"), [("clinet", "client"), ("paymnt", "payment"), ("birthdate", "birth date")])
def test_a_mistake_is_forgiven_and_named(estate: SearchIndex, typed: str, meant: str) -> None:
    found = search(typed, estate)
    assert found.replaced == ((typed, meant),)
    assert targets(found) == targets(search(meant, estate))


def test_the_words_to_try_are_those_most_tables_are_called_by(estate: SearchIndex) -> None:
    assert usual_words(estate, 3) == ("client", "payment", "open")


def test_a_word_nothing_comes_near_is_left_out(estate: SearchIndex) -> None:
    found = search("zeppelin fee", estate)
    assert (found.unknown, targets(found)[0]) == (("zeppelin",), "bank.core.fee")
    assert search("zeppelin", estate).hits == ()


def test_a_label_of_an_enum_leads_to_its_column(estate: SearchIndex) -> None:
    hit = search("quarantined", estate).hits[0]
    assert (hit.target, hit.matches[0].place) == ("bank.core.transfer_step.state", "value")


def test_a_column_of_a_view_leads_to_the_view(estate: SearchIndex) -> None:
    hit = search("waiting since", estate).hits[0]
    assert (hit.target, hit.kind) == ("bank.core.payment_open_v", "view")
    assert {match.place for match in hit.matches} == {"column"}


def test_accents_and_case_do_not_matter(estate: SearchIndex) -> None:
    assert targets(search("übung", estate)) == targets(search("UBUNG", estate)) == ["bank.core.Übung"]


def test_a_name_with_a_dot_stands_in_quotes_in_the_target(estate: SearchIndex) -> None:
    assert targets(search("strange", estate))[0] == 'bank.core."odd.name"'


def test_partitions_are_left_to_their_parent(estate: SearchIndex) -> None:
    assert not [t for t in targets(search("payment", estate, limit=50)) if "2026" in t]


def test_only_one_source_and_only_some_kinds(estate: SearchIndex) -> None:
    assert targets(search("fee", estate, source="cards"))[0] == "cards.card.fee"
    assert all(t.startswith("cards.") for t in targets(search("fee", estate, source="cards-db", limit=50)))
    assert {h.kind for h in search("payment", estate, kinds=["table", "view"], limit=50).hits} == {"table", "view"}
    assert {h.kind for h in search("charged", estate, kinds=["column"]).hits} == {"column"}


def test_the_name_of_a_source_lists_its_tables(estate: SearchIndex) -> None:
    assert set(targets(search("cards", estate))) >= {"cards.card.fee", "cards.card.rejection"}


def test_words_of_grammar_count_only_alone(estate: SearchIndex) -> None:
    assert targets(search("the fee of a client", estate)) == targets(search("fee client", estate))


def test_the_limit_and_the_total(estate: SearchIndex) -> None:
    found = search("client", estate, limit=1)
    assert len(found.hits) == 1 < found.total == len(search("client", estate, limit=100).hits)


def test_an_index_survives_being_written(estate: SearchIndex) -> None:
    assert from_plain(to_plain(estate)) == estate
