"""What the backend replies to the wizard: the mirror, the marts and the folder of candidates, read and written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from tests.discovery_estate import build_estate

from heartbeat_cli.discovery import (
    Ask,
    Backend,
    Evaluate,
    Glance,
    ReadValues,
    Search,
    Searched,
    SeenColumn,
    Sight,
    Survey,
    Write,
)
from heartbeat_cli.discovery.condition import DictionaryValues
from heartbeat_cli.discovery.effects import Compile, Describe, FindName, ReadDictionary
from heartbeat_cli.errors import HbError, NotFoundError, RefusedError
from heartbeat_cli.estate import ProjectSettings, load_inventory
from heartbeat_cli.metrics import BlockedOn, Metric, Value, write_metric
from heartbeat_cli.pgschema import Column, ForeignKey, QName, Table, UniqueKey

AS_OF = datetime(2026, 5, 8, 9, tzinfo=UTC)
ODD = """
CREATE TABLE webbank_dict.numbers (id INTEGER, amount INTEGER); INSERT INTO webbank_dict.numbers VALUES (1, 2);
CREATE TABLE webbank_dict.words (key INTEGER, zulu VARCHAR, word VARCHAR);
INSERT INTO webbank_dict.words VALUES (1, 'a', 'b');
CREATE TABLE webbank_dict.titles (id INTEGER, zulu VARCHAR, title VARCHAR, label VARCHAR);
INSERT INTO webbank_dict.titles VALUES (1, 'z', 't', 'l'), (2, 'z', 't', NULL);
CREATE TABLE webbank_core.kind (id INTEGER, name VARCHAR); INSERT INTO webbank_core.kind VALUES (1, 'A'), (2, 'B');
CREATE TABLE webbank_core.event (id INTEGER, name VARCHAR, happened_at TIMESTAMPTZ);
INSERT INTO webbank_core.event VALUES (1, 'x', now());
"""


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    """Read by many tests: none may change it."""
    project = build_estate(tmp_path_factory.mktemp("estate") / "bank")
    with duckdb.connect(str(project.marts.path)) as marts:
        marts.execute(ODD)
    return project


@pytest.fixture(scope="module")
def backend(estate: ProjectSettings) -> Iterator[Backend]:
    with Backend(estate, load_inventory(estate), AS_OF) as opened:
        yield opened


@pytest.fixture(scope="module")
def unlanded(tmp_path_factory: pytest.TempPathFactory) -> Backend:
    project = build_estate(tmp_path_factory.mktemp("empty") / "bank", landed=False)
    return Backend(project, load_inventory(project), AS_OF)


def test_a_search(backend: Backend) -> None:
    found = backend.answer(Search("clients", ("webbank", "qac", "bpm", "vss")))
    assert [(s.source, s.note) for s in found] == [
        ("webbank", None),
        ("qac", "not a database; archetype unknown"),
        ("bpm", "no DDL of it in the mirror"),
        ("vss", None),
    ]
    assert found[0].hits[0].table.name in ("client_note", "client_profile")
    assert found[1:] == (Searched("qac", (), found[1].note), Searched("bpm", (), found[2].note), Searched("vss"))


def test_a_search_says_what_it_could_not_read(tmp_path: Path) -> None:
    project = build_estate(tmp_path / "bank", landed=False)
    (project.mirror / "a" / "vss.sql").write_text("no dump")
    (found,) = Backend(project, load_inventory(project), AS_OF).answer(Search("clients", ("vss",)))
    assert (found.hits, (found.note or "").split(": ")[0]) == ((), "could not be searched")
    for dump in project.mirror.glob("*/*.sql"):
        dump.unlink()
    found = Backend(project, load_inventory(project), AS_OF).answer(Search("clients", ("webbank", "qac")))
    assert found == (
        Searched("webbank", note="no DDL of it in the mirror"),
        Searched("qac", note="not a database; archetype unknown"),
    )


def test_how_much_has_landed(backend: Backend, unlanded: Backend) -> None:
    found = {landing.source: landing for landing in backend.answer(Survey())}
    assert list(found) == ["webbank", "vss", "bpm", "mms", "mms_inst", "qac"]
    assert found["webbank"].tables == (
        QName("core", "client_profile"), QName("core", "payment"), QName("core", "kyc_verification"),
        QName("dict", "profile_state"), QName("dict", "payment_state"),
    )  # fmt: skip
    assert found["webbank"].missing == (QName("core", "client_note"),)
    assert found["vss"].landed
    assert (found["mms"].tables, found["qac"].wanted) == ((), 0)
    assert all(landing.tables == () for landing in unlanded.answer(Survey()))


def test_a_table_as_it_landed(backend: Backend) -> None:
    assert backend.answer(Describe("webbank", QName("core", "payment"))) == Table(
        "core", "payment",
        (
            Column("id", "bigint", nullable=False),
            Column("client_id", "bigint", nullable=False),
            Column("state_id", "smallint", nullable=False),
            Column("amount", "numeric(18,2)", nullable=False),
            Column("purpose", "text"),
            Column("value_date", "date", nullable=False),
            Column("created_at", "timestamp with time zone", nullable=False),
            Column("authorized_at", "timestamp with time zone"),
            Column("settled_at", "timestamp with time zone"),
        ),
        primary_key=UniqueKey(("id",), "payment_pkey"),
        foreign_keys=backend.answer(Describe("webbank", QName("core", "payment"))).foreign_keys,
        comment="An order to pay, from creation to settlement or rejection.",
    )  # fmt: skip
    keys: tuple[ForeignKey, ...] = backend.answer(Describe("webbank", QName("core", "payment"))).foreign_keys
    assert [(key.columns, key.target) for key in keys] == [
        (("client_id",), QName("core", "client_profile")),
        (("state_id",), QName("dict", "payment_state")),
    ]
    assert backend.answer(Describe("webbank", QName("core", "kind"))) == Table(
        "core", "kind", (Column("id", "integer"), Column("name", "text"))
    )


def test_a_table_that_has_not_landed(backend: Backend, unlanded: Backend) -> None:
    note = backend.answer(Describe("webbank", QName("core", "client_note")))
    assert [c.name for c in note.columns] == ["id", "client_id", "written_at"]
    assert note.comment == "A note an operator wrote about a client."
    assert [c.name for c in unlanded.answer(Describe("vss", QName("vss", "applicant_log"))).columns] == [
        "id", "state", "changed_at",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "table", "hint"),
    [
        ("webbank", "core.client_profle", "Did you mean 'core.client_profile'?"),
        ("webbank", "core.kindd", "Did you mean 'core.kind'?"),
        ("webbank", "core.zzzzzz", "`hb profile webbank.core` lists its tables."),
        # That one is landed, from another source.
        ("webbank", "core.applicant_lgo", "`hb profile webbank.core` lists its tables."),
        ("vss", "vss.applicant_lgo", "Did you mean 'vss.applicant_log'?"),
        ("bpm", "bpm.hold", "`hb profile bpm.bpm` lists its tables."),
        ("mms", "other.sepa", "`hb profile mms.other` lists its tables."),
    ],
)
def test_a_table_nobody_has(source: str, table: str, hint: str, backend: Backend) -> None:
    found = backend.answer(Describe(source, QName(*table.split("."))))
    assert isinstance(found, NotFoundError)
    assert (found.message, found.hint, found.code) == (f"{source} has no table {table}", hint, "unknown_table")


STATE = QName("dict", "profile_state")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("dict.profile_state", ("id", "code", ("KYC_IN_PROGRESS", "ACTIVE", "REJECTED"))),
        ("dict.titles", ("id", "label", ("l",))),
        ("dict.words", ("key", "zulu", ("a",))),
        ("dict.numbers", ("id", None, None)),
        ("core.kind", ("id", "name", ("A", "B"))),
        # Labels of what happened, or of clients, are nobody's to show.
        ("core.event", ("id", None, None)),
        ("core.client_profile", ("id", None, None)),
        ("core.client_note", ("id", None, None)),
        ("core.nothing", ("id", None, None)),
    ],
)
def test_a_dictionary(table: str, expected: tuple[str, str | None, tuple[str, ...] | None], backend: Backend) -> None:
    name = QName(*table.split("."))
    found = backend.answer(ReadDictionary("webbank", name))
    key, label, values = expected
    assert replace(found, values=None) == DictionaryValues(f"webbank_{name.schema}", name, key, label)
    assert (None if found.values is None else sorted(found.values)) == (None if values is None else sorted(values))


def test_no_dictionary_where_people_say_so(estate: ProjectSettings, backend: Backend) -> None:
    file = estate.root / "db" / "profile.yml"
    file.write_text(f"tables:\n  webbank.{STATE}: {{role: entity}}\n")
    try:
        assert backend.answer(ReadDictionary("webbank", STATE)) == DictionaryValues("webbank_dict", STATE, "id")
    finally:
        file.unlink()


def test_no_dictionary_without_marts(unlanded: Backend) -> None:
    assert unlanded.answer(ReadDictionary("webbank", STATE)) == DictionaryValues("webbank_dict", STATE, "id", "code")


@pytest.mark.parametrize(
    ("sql", "needs"),
    [
        ("SELECT count(*) FROM webbank_core.payment", ()),
        (
            "SELECT sum(p.amount) FROM webbank_core.payment AS p WHERE p.settled_at < now()",
            ("webbank.core.payment.amount", "webbank.core.payment.settled_at"),
        ),
    ],
)
def test_what_a_query_that_waits_needs(unlanded: Backend, sql: str, needs: tuple[str, ...]) -> None:
    assert unlanded.answer(Compile(sql)) == needs


@pytest.mark.parametrize(
    ("sql", "message", "hint"),
    [
        ("SELECT sum(amout) FROM webbank_core.payment", "no table it reads has a column 'amout'",
         "Did you mean 'amount'?"),
        ("SELECT sum(p.amout) FROM webbank_core.payment p", "webbank.core.payment has no column 'amout'",
         "Did you mean 'amount'?"),
    ],
)  # fmt: skip
def test_a_query_that_could_never_run(unlanded: Backend, sql: str, message: str, hint: str) -> None:
    found = unlanded.answer(Compile(sql))
    assert isinstance(found, NotFoundError)
    assert (found.message, found.hint) == (message, hint)


METRIC = Metric(
    "clients_count_total", "How many?", "webbank", "candidate", "total", unit="count", owner="x",
    sql="SELECT count(*) FROM webbank_core.client_profile",
)  # fmt: skip


def test_a_number(backend: Backend, unlanded: Backend) -> None:
    found = backend.answer(Evaluate(METRIC))
    assert isinstance(found, Value)
    assert (found.value, found.as_of) == (Decimal(10), AS_OF)
    refused = backend.answer(Evaluate(replace(METRIC, sql="SELECT count(nope) FROM webbank_core.client_profile")))
    assert isinstance(refused, HbError)
    assert refused.code == "bad_sql"
    nothing = unlanded.answer(Evaluate(METRIC))
    assert (nothing.code, nothing.message) == ("no_marts", "nothing has landed in the marts yet")


def test_marts_nobody_can_open_end_the_journey(tmp_path: Path) -> None:
    project = build_estate(tmp_path / "bank", landed=False)
    project.marts.path.write_text("no database " * 1000)
    with pytest.raises(HbError) as caught, Backend(project, load_inventory(project), AS_OF) as broken:
        broken.answer(Survey())
    assert caught.value.code == "marts_unavailable"


def test_who_has_a_name_and_what_is_written(tmp_path: Path) -> None:
    project = build_estate(tmp_path / "bank", landed=False)
    backend = Backend(project, load_inventory(project), AS_OF)
    assert backend.answer(FindName("clients_count_total")) is None
    file = backend.answer(Write(METRIC, overwrite=False))
    assert file == project.candidates_folder / "clients_count_total.yml"
    place = Path("db/candidates/clients_count_total.yml")
    assert backend.answer(FindName("clients_count_total")) == backend.file_of("clients_count_total") == place
    with pytest.raises(RefusedError):
        backend.answer(Write(METRIC, overwrite=False))
    parked = replace(METRIC, status="parked", sql=None, blocked_on=(BlockedOn("qac"),))
    assert backend.answer(Write(parked, overwrite=True)) == file
    found = backend.answer(FindName("clients_count_total"))
    assert (found, found.file) == (replace(parked, label="clients count total"), place)
    file.write_text("name: [")
    assert backend.answer(FindName("clients_count_total")) == place
    write_metric(parked, project.metrics_folder)
    assert backend.answer(FindName("clients_count_total")) == Path("db/metrics/clients_count_total.yml")


def test_what_is_not_the_backends_to_answer(backend: Backend) -> None:
    with pytest.raises(TypeError, match="nobody answers Ask"):
        backend.answer(Ask("question", "?"))


CLIENT = QName("core", "client_profile")


def test_a_glance_shows_a_few_values_and_nothing_personal(backend: Backend) -> None:
    seen = backend.answer(Glance("webbank", CLIENT))
    assert (seen.comment, seen.rows) == ("A client of the bank, person or company.", 10)
    assert seen.until is not None
    assert seen.columns[:4] == (
        SeenColumn("id", "bigint", None, ("1", "2", "3")),
        SeenColumn("kind", "text", None, ("PERSON", "COMPANY")),
        SeenColumn("name", "text", None, (), masked=True),
        SeenColumn("state_id", "smallint", None, ("4", "5")),
    )


@pytest.mark.parametrize(
    ("source", "table", "seen"),
    [
        ("webbank", QName("core", "client_note"), True),
        ("webbank", QName("core", "nothing"), False),
        ("qac", QName("public", "nothing"), False),
    ],
)
def test_a_glance_at_what_has_not_landed(backend: Backend, source: str, table: QName, seen: bool) -> None:
    found = backend.answer(Glance(source, table))
    assert isinstance(found, Sight) is seen
    assert found is None or (found.rows, {c.values for c in found.columns}) == (None, {()})


def test_a_table_without_receipt_shows_no_value(backend: Backend) -> None:
    seen = backend.answer(Glance("webbank", QName("core", "event")))
    assert [(c.name, c.values) for c in seen.columns] == [("id", ()), ("name", ()), ("happened_at", ())]


@pytest.mark.parametrize(
    ("column", "values"),
    [("kind", ("COMPANY", "PERSON")), ("name", ()), ("state_id", ()), ("nothing", ())],
)
def test_the_words_of_a_column(backend: Backend, column: str, values: tuple[str, ...]) -> None:
    assert backend.answer(ReadValues("webbank", CLIENT, column)) == values
