"""A look at a source: what is there, and what is refused before anything is written."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import TestServer
from tests.ingest_estate import admin, inventory_of, make_database, make_project, make_user
from tests.landed_table import ID

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection
from heartbeat_cli.ingest.source.connect import connect_source, open_source
from heartbeat_cli.ingest.source.survey import reach_database, survey
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Plan, RowKey, SourceType

ESTATE = """
CREATE SCHEMA core; CREATE SCHEMA dict; CREATE SCHEMA closed;
CREATE DOMAIN core.short AS varchar(3); CREATE DOMAIN core.shorter AS core.short;
CREATE TYPE core.kind AS ENUM ('a');
CREATE TABLE core.payment (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, gone int, code core.shorter,
    codes varchar(3)[], kind core.kind, kinds core.kind[], note text NOT NULL, at timestamptz);
ALTER TABLE core.payment DROP COLUMN gone;
CREATE TABLE core."Payment" (id int); CREATE TABLE core.state (id int); CREATE TABLE dict.state (id int);
CREATE TABLE closed.a (id int); CREATE TABLE closed.b (id int); CREATE TABLE closed.c (id int);
CREATE TABLE closed.d (id int); CREATE TABLE closed.e (id int);
GRANT USAGE ON SCHEMA core, dict TO looking; GRANT SELECT ON ALL TABLES IN SCHEMA core, dict TO looking;
"""


@pytest.fixture(scope="module")
def here(postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The project, and the source as its file says."""
    make_user(postgres_server, "looking", "looking")
    make_database(postgres_server, "looked_at", ESTATE)
    project = make_project(
        tmp_path_factory.mktemp("look"), postgres_server, "duckdb", "looked_at", {"core": "all"},
        user="looking", password="looking",
    )  # fmt: skip
    return project, inventory_of(project).sources[0]


def look(here: Any, *only: str, **schemas: dict[str, Any]) -> Plan:
    """The survey of `core`, or of the schemas given with their slices."""
    project, source = here
    slices = [replace(source.slices[0], schema=name, **more) for name, more in (schemas or {"core": {}}).items()]
    return survey(project, replace(source, slices=tuple(slices)), only)


def names(plan: Plan) -> list[str]:
    return [str(table.qname) for table in plan.tables]


def refusal(here: Any, *only: str, **schemas: dict[str, Any]) -> HbError:
    with pytest.raises(HbError) as refused:
        look(here, *only, **schemas)
    return refused.value


PAYMENTS = {"only": ("payment",)}


def test_columns_with_their_types_and_numbers(here: Any) -> None:
    (table,) = look(here, core=PAYMENTS).tables
    short, kind = SourceType("varchar", 7), SourceType("kind", builtin=False, kind="e")
    assert table.columns == (
        ("id", SourceType("int8")),
        ("code", short),
        ("codes", SourceType("_varchar", 7, element=short)),
        ("kind", kind),
        ("kinds", SourceType("_kind", builtin=False, element=kind)),
        ("note", SourceType("text")),
        ("at", SourceType("timestamptz")),
    )
    assert table.numbers == (1, 3, 4, 5, 6, 7, 8)
    assert (table.key, table.cursor.kind, table.cursor.column) == (ID, "growing", "id")
    assert (table.hashed, table.deletes, table.namesakes, table.partitioned) == ((), "remove", (), False)
    assert table.counters is not None


@pytest.mark.parametrize(
    ("order", "bounds"),
    [("a, b", 2), ("a DESC, b DESC", 2), ("a DESC, b", 1), ("a, b DESC", 1), ("a DESC NULLS LAST, b DESC", 2)],
)
def test_a_key_that_is_sorted_up_and_down_bounds_by_its_first_column(
    here: Any, postgres_server: TestServer, order: str, bounds: int
) -> None:
    with admin(postgres_server, "looked_at") as session:
        session.execute("DROP TABLE IF EXISTS dict.sorted; CREATE TABLE dict.sorted (a int NOT NULL, b int NOT NULL)")
        session.execute(
            f"CREATE UNIQUE INDEX ON dict.sorted ({order}) INCLUDE (a); GRANT SELECT ON dict.sorted TO looking".encode()
        )
    (table,) = look(here, "sorted", dict={}).tables
    assert table.key == RowKey(("a", "b"), (("a", "bigint"), ("b", "bigint"))[:bounds])


def test_what_the_sources_file_says_of_a_table(here: Any) -> None:
    project, source = here
    settings = source.settings("core.payment")
    told = replace(settings, exclude=("code", "at"), hash=("note", "kind"), deletes="mark", cursor="id")
    asked = replace(source, slices=(replace(source.slices[0], only=("payment",)),), tables=(("core.payment", told),))
    (table,) = survey(project, asked, ()).tables
    assert [name for name, _ in table.columns] == ["id", "codes", "kind", "kinds", "note"]
    assert (table.numbers, table.hashed, table.deletes) == ((1, 4, 5, 6, 7), ("kind", "note"), "mark")
    assert table.cursor.reason == f"named in db/sources/{source.file.name}"


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (["payment"], ["core.payment"]),
        (["core.payment"], ["core.payment"]),
        (["bank.core.payment"], ["core.payment"]),
        (["Payment", "core.payment", "payment"], ["core.Payment", "core.payment"]),
        (["dict.state"], ["dict.state"]),
    ],
)
def test_tables_are_named_with_or_without_their_schema(here: Any, only: Sequence[str], found: list[str]) -> None:
    assert sorted(names(look(here, *only, core={}, dict={}))) == found


def test_names_that_name_no_single_table(here: Any) -> None:
    several = refusal(here, "state", core={}, dict={})
    assert several.message == "'state' is the name of several tables: core.state, dict.state"
    outside = refusal(here, "state", core=PAYMENTS)
    assert (outside.code, outside.message) == ("not_in_slice", "'state' exists in bank, but is not in its slice")
    assert refusal(here, "core.state", core=PAYMENTS).code == "not_in_slice"
    unknown = refusal(here, "paymant", core={})
    assert (unknown.code, "payment" in str(unknown.hint).lower()) == ("unknown_table", True)
    assert "--plan` lists them" in str(refusal(here, "zzzzzzzz", core={}).hint)


def test_what_a_slice_names_and_the_source_does_not_have(here: Any) -> None:
    plan = look(here, core={"only": ("payment", "never")})
    assert (names(plan), plan.missing) == (["core.payment"], (QName("core", "never"),))
    assert look(here, "payment", core={"only": ("payment", "never")}).missing == ()
    assert refusal(here, nowhere={}).code == "unknown_schema"
    assert [dataset.dataset for dataset in look(here, "dict.state", core={}, dict={}).datasets] == ["bank_dict"]


def test_tables_that_are_one_to_duckdb_know_each_other(here: Any) -> None:
    namesakes = {str(table.qname): table.namesakes for table in look(here, core={}, dict={}).tables}
    assert namesakes["core.payment"] == ("Payment",)
    assert namesakes["core.Payment"] == ("payment",)
    assert namesakes["core.state"] == namesakes["dict.state"] == ()
    assert look(here, core=PAYMENTS).tables[0].namesakes == ()


@pytest.mark.parametrize(
    ("grants", "tables", "what"),
    [
        ("", ("a",), "schema closed"),
        ("GRANT USAGE ON SCHEMA closed TO looking", ("a",), "closed.a"),
        ("GRANT USAGE ON SCHEMA closed TO looking", ("a", "b", "c"), "closed.a, closed.b, closed.c"),
        ("GRANT USAGE ON SCHEMA closed TO looking", ("a", "b", "c", "d"),
         "closed.a, closed.b, closed.c and 1 more table"),
        ("GRANT USAGE ON SCHEMA closed TO looking; GRANT SELECT ON closed.a TO looking", ("a", "e"), "closed.e"),
    ],
)  # fmt: skip
def test_tables_we_may_not_read(
    here: Any, postgres_server: TestServer, grants: str, tables: tuple[str, ...], what: str
) -> None:
    with admin(postgres_server, "looked_at") as session:
        session.execute(f"REVOKE ALL ON SCHEMA closed FROM looking; {grants}".encode())
    denied = [name for name in tables if f"closed.{name} TO" not in grants]
    plan = look(here, closed={"only": tables}, core=PAYMENTS)
    refused = {str(table.qname): table.refused for table in plan.tables if table.refused}
    assert list(refused) == [f"closed.{name}" for name in denied]
    assert all(error.code == "not_granted" and "core" not in str(error.hint) for error in refused.values())
    if denied == list(tables):
        alone = refusal(here, closed={"only": tables})
        assert (alone.code, alone.message) == ("not_granted", f"looking may not read {what}")
        asked = ", ".join(f"closed.{name}" for name in tables)
        assert f"GRANT SELECT ON {asked} TO looking;" in str(alone.hint)
        assert ("GRANT USAGE ON SCHEMA closed TO looking;" in str(alone.hint)) is (not grants)


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ({"core.never": {"exclude": ("x",)}}, "unknown_table"),
        ({"core.never": {"hash": ("x",)}}, "unknown_table"),
        ({"core.never": {"cursor": "id"}}, None),
        ({"dict.never": {"hash": ("x",)}}, None),
        ({"core.payment": {"hash": ("x",)}}, "unknown_column"),
        ({"core.payment": {"exclude": ("x",)}}, "unknown_column"),
        ({"core.payment": {"cursor": "x"}}, "unknown_column"),
        ({"core.payment": {"cursor": "id", "hash": ("note",)}}, None),
    ],
)
def test_settings_that_name_nothing(here: Any, tables: dict[str, Any], code: str | None) -> None:
    project, source = here
    settings = tuple((name, replace(source.settings(name), **more)) for name, more in tables.items())
    found = None
    try:
        survey(project, replace(source, tables=settings), ())
    except HbError as error:
        found = error.code
    assert found == code


def test_a_source_that_cannot_be_landed_is_not_asked(here: Any) -> None:
    project, source = here
    for other, code in (
        (replace(source, archetype="unknown"), "archetype_not_supported"),
        (replace(source, archetype="rest"), "not_described"),
        (replace(source, slices=()), "no_slice"),
    ):
        with pytest.raises(HbError) as refused:
            survey(project, other)
        assert refused.value.code == code
    assert isinstance(reach_database(project, source), Connection)


def test_each_transaction_at_a_source_is_one_snapshot_and_read_only(here: Any) -> None:
    project, source = here
    connection = reach_database(project, source)
    with connect_source(connection, source) as session:
        assert session.autocommit
        with session.transaction():
            assert session.execute("SHOW transaction_isolation").fetchone() == ("repeatable read",)
            assert session.execute("SHOW transaction_read_only").fetchone() == ("on",)
            assert session.execute("SHOW row_security").fetchone() == ("off",)
            first = session.execute("SELECT now()").fetchone()
        with session.transaction():
            assert session.execute("SELECT now()").fetchone() != first
    with open_source(connection, source) as session:
        assert session.execute("SHOW transaction_isolation").fetchone() == ("repeatable read",)
    with pytest.raises(HbError, match="the source refused: division by zero"), open_source(connection, source) as lost:
        lost.execute("SELECT 1 / 0")
