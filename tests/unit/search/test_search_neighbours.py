"""Tables that join what a question is about, and how far a question is read before it is searched."""

from dataclasses import replace

import pytest

from heartbeat_cli.pgschema import Column, Database, ForeignKey, QName, Schema, Table, UniqueKey
from heartbeat_cli.search import Hit, IndexedSource, SearchIndex, built_in_synonyms, search, search_tables
from heartbeat_cli.search.indexing import index_estate
from heartbeat_cli.search.query import read_query


def table(name: str, columns: str, *keys: str, declared: bool = True) -> Table:
    references = tuple(ForeignKey((f"{key}_id",), QName("core", key), ("id",)) for key in keys)
    made = tuple(Column(c, "bigint" if c.endswith("id") else "text") for c in columns.split())
    return Table("core", name, made, primary_key=UniqueKey(("id",)), foreign_keys=references if declared else ())


def key(column: str, target: str) -> ForeignKey:
    return ForeignKey((column,), QName("core", target), ("id",))


def concerts(*, declared: bool) -> tuple[Table, ...]:
    return (
        table("stadium", "id name capacity"),
        table("singer", "id name age"),
        table("concert", "id title stadium_id", "stadium", declared=declared),
        table("line_up", "id singer_id concert_id", "singer", "concert", declared=declared),
        table("ticket", "id concert_id price", "concert", declared=declared),
        table("weather", "id temperature"),
    )


def index_of(*tables: Table, source: str = "x", synonyms: tuple[tuple[str, ...], ...] = ()) -> SearchIndex:
    read = Database(source, (Schema("core", tables),))
    return index_estate([(IndexedSource(source, source, truth=False, mirrored=True), read)], synonyms=synonyms)


def told(hits: tuple[Hit, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(hit.target[7:], tuple(target[7:] for target in hit.joins)) for hit in hits]


@pytest.mark.parametrize("declared", [True, False])
def test_a_bridge_stands_behind_what_it_joins(declared: bool) -> None:
    index = index_of(*concerts(declared=declared))
    found = search_tables("How many concerts has each singer?", index, ["x"])[0]
    assert {hit.target for hit in found[:2]} == {"x.core.singer", "x.core.concert"}
    bridge, *beside = told(found)[2:]
    assert (bridge[0], set(bridge[1])) == ("line_up", {"singer", "concert"})
    assert sorted(beside) == [("stadium", ("concert",)), ("ticket", ("concert",))]
    assert {match.word for match in found[2].matches} == {"concerts", "singer"}


def test_a_table_with_no_word_of_the_question_says_what_it_joins() -> None:
    keys = [
        ForeignKey((column,), QName("core", target), ("id",)) for column, target in (("f", "film"), ("p", "person"))
    ]
    casting = replace(table("casting", "id f p"), foreign_keys=tuple(keys))
    index = index_of(table("film", "id title"), table("person", "id name"), casting, synonyms=(("person", "people"),))
    hits = search_tables("film titles and people", index, ["x"])[0]
    assert told(hits) == [("film", ()), ("person", ()), ("casting", ("film", "person"))]
    assert hits[2].matches == () and hits[2].score < hits[1].score


def test_who_names_what_is_looked_for_is_shown_that_and_nothing_beside_it() -> None:
    index = index_of(*concerts(declared=True))
    assert [hit.target for hit in search("singer age", index).hits] == ["x.core.singer.age", "x.core.singer"]
    assert "x.core.line_up" in [hit.target for hit in search("the age of singers", index).hits]


def test_a_table_beside_one_with_the_missing_word_comes_before_one_that_stands_alone() -> None:
    beside = (replace(table("visit", "id m"), foreign_keys=(key("m", "museum"),)), table("museum", "id name"))
    alone = (table("visit", "id reason"),)
    sources = [
        (IndexedSource(name, name, truth=False, mirrored=True), Database(name, (Schema("core", tables),)))
        for name, tables in (("alone", alone), ("beside", beside))
    ]
    found = search("visits to a temple", index_estate(sources, synonyms=[("temple", "museum")]), kinds=["table"])
    assert [hit.target for hit in found.hits] == [
        "beside.core.visit", "beside.core.museum", "alone.core.visit",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "replaced"),
    [
        ("find more singers across the north", ()),
        ("the singer Winger of Asia", ()),
        ("singres", (("singres", "singers"),)),
        ("how many Snigers are there", (("snigers", "singers"),)),
        ("tickte prices", (("tickte", "ticket"),)),
        ("tibkets", (("tibkets", "ticket"),)),
        ("concertid", (("concertid", "concert id"),)),
    ],
)
def test_only_what_can_be_a_mistake_is_mended(question: str, replaced: tuple[tuple[str, str], ...]) -> None:
    words = ("singers", "ticket", "wind", "move", "cross", "worth", "asian", "concert", "id")
    index = index_of(table("_".join(words), "id"))
    assert read_query(question, index).replaced == replaced


@pytest.mark.parametrize("name", ["sbtransaction", "SbTransaction", "sb_transaction", "tbltransactions"])
def test_a_word_is_found_in_a_name_run_together(name: str) -> None:
    found = search("transactions", index_of(table(name, "id"), table("weather", "id")))
    assert [(hit.target, hit.matches[0].found) for hit in found.hits[:1]] == [
        (f"x.core.{name}", "transactions" if name.endswith("s") else "transaction")
    ]


def test_no_word_is_found_by_chance_inside_another() -> None:
    assert [
        hit.target for hit in search("orders", index_of(table("border", "id"), table("order_line", "id"))).hits
    ] == ["x.core.order_line"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Скільки клієнтів було за останні 7 днів?", "client"),
        ("Сколько заблокированных карт у клиентов?", "card"),
        ("Сума платежів за валютою", "payment"),
        ("Сколько отклонённых платежей за вчера", "payment"),
        ("Wie viele Überweisungen wurden in den letzten 30 Tagen abgelehnt?", "payment"),
        ("Saldo der Kundenkonten", "account"),
        ("Gesperrte Karten", "card"),
    ],
)
def test_questions_in_other_languages(question: str, first: str) -> None:
    bank = (
        table("client", "id full_name"),
        table("account", "id client_id balance", "client"),
        table("payment", "id account_id amount currency rejection_reason", "account"),
        table("card", "id account_id blocked_at", "account"),
        table("branch", "id city"),
    )
    assert (
        search_tables(question, index_of(*bank, synonyms=built_in_synonyms()), ["x"])[0][0].target == f"x.core.{first}"
    )


def test_a_question_of_asking_words_alone_finds_nothing_and_breaks_nothing() -> None:
    assert search('"zzzz" how many', index_of(*concerts(declared=True))).hits == ()
