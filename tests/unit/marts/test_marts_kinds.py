"""What every kind of marts has in common, held for each that hb has."""

import inspect
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from heartbeat_cli.errors import HbError, LockedError
from heartbeat_cli.estate import MARTS_KINDS, Connection, MartsOptions, Source
from heartbeat_cli.estate.options import marts_schema
from heartbeat_cli.ingest import ROWS_MD5
from heartbeat_cli.ingest.columns.land_columns import land_column
from heartbeat_cli.ingest.proof.checksum import COLUMNS, COUNT, Proof, choose_algorithm, marts_sums
from heartbeat_cli.marts import Dialect, MartsKind, find_marts_kind
from heartbeat_cli.sources import Plan, SourceType

NAMES = (
    *("int2", "int4", "int8", "float4", "float8", "bool", "text", "varchar", "bpchar", "uuid", "bytea", "date", "time"),
    *("timetz", "timestamp", "timestamptz", "interval", "json", "jsonb", "numeric", "money", "inet"),
)
TYPES = [
    *map(SourceType, NAMES),
    SourceType("numeric", (18 << 16 | 2) + 4),
    SourceType("_int4", element=SourceType("int4")),
    SourceType("mood", builtin=False, kind="e"),
]


@pytest.fixture(params=MARTS_KINDS.names())
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def kind(name: str) -> MartsKind:
    return find_marts_kind(name)


def test_a_kind_says_all_that_is_asked_of_it(name: str, kind: MartsKind) -> None:
    asked = (*inspect.get_annotations(MartsOptions), *inspect.get_annotations(MartsKind))
    assert [attribute for attribute in asked if not hasattr(kind, attribute)] == []
    assert (find_marts_kind(kind.dialect).dialect, bool(kind.title), kind.longest_name > 0) == (
        kind.dialect,
        True,
        True,
    )
    assert Proof(kind.usual_proof) in (Proof.COLUMNS, Proof.ROWS)
    Draft202012Validator.check_schema(marts_schema(name))
    assert all(json.dumps(option) and option["description"] for option in kind.options.values())


def test_every_type_lands_in_one_of_the_kinds(name: str, kind: MartsKind) -> None:
    for type_ in TYPES:
        mapping = land_column("a b", type_, name)
        assert (mapping.column, bool(mapping.type), '"a b"' in mapping.select) == ("a b", True, True), type_
        hashed = land_column("a b", type_, name, hashed=True)
        assert (hashed.type, hashed.select.startswith("encode(sha256(")) == (kind.text_type, True), type_
        assert mapping.unrepresentable is None or not kind.holds_all_values, type_
        assert '"a b"' in kind.written_as_text("a b", type_), type_


def test_both_sides_write_a_value_down_in_the_same_way(name: str) -> None:
    """As a whole number of as many bits, as bytes, element by element, or as text."""
    for type_ in TYPES:
        mapping = land_column("a", type_, name)
        source, marts = (
            (form.whole and form.whole.bits, form.bytes_ is None, form.element is None)
            for form in (mapping.form, mapping.marts_form)
        )
        assert source == marts, type_


def test_what_does_not_fit_lands_as_text_where_not_every_value_does(name: str, kind: MartsKind) -> None:
    text = land_column("a", SourceType("timestamp"), name, as_text=True).type
    assert (text == kind.text_type) is not kind.holds_all_values


@pytest.mark.parametrize("algorithm", [COLUMNS, ROWS_MD5])
def test_any_database_can_be_held_against_it(name: str, algorithm: str) -> None:
    mappings = [land_column(f"c{number}", type_, name) for number, type_ in enumerate(TYPES)]
    (sums,) = marts_sums(mappings, algorithm, name)
    assert [f'"c{number}"' in sums for number in range(len(TYPES))] == [True] * len(TYPES)
    assert (sums.startswith("coalesce(sum("), marts_sums(mappings, COUNT, name)) == (True, ())


def test_a_proof_by_any_algorithm_of_an_old_source_is_one_of_both(name: str) -> None:
    assert choose_algorithm(Proof.COUNT, name, 170000, 170000) == COUNT
    assert choose_algorithm(Proof.COLUMNS, name, 120000, 0) == COLUMNS
    assert choose_algorithm(Proof.ROWS, name, 120000, 0) == ROWS_MD5
    assert choose_algorithm(Proof.ROWS, name, 170000, 170000, same_encoding=False) == ROWS_MD5


def test_a_cast_names_the_new_type(kind: MartsKind) -> None:
    assert kind.cast('"a"', "integer", "bigint", "BIGINT").count("BIGINT") == 1


def test_names_are_as_long_as_the_kind_counts(kind: MartsKind) -> None:
    assert (kind.name_length(""), kind.name_length("abc")) == (0, 3)
    assert kind.one_name("a") != kind.one_name("b")
    assert kind.one_name(kind.one_name("Straße")) == kind.one_name("Straße")


def test_marts_that_are_written_will_be_back(kind: MartsKind) -> None:
    assert kind.may_be_away(LockedError("somebody writes"))
    assert kind.may_be_away(HbError("broken")) is (kind.title == "PostgreSQL")


def test_an_error_of_nobodys_driver_is_not_explained(kind: MartsKind) -> None:
    source = Source("bank", "", "", "postgres", "granted", Path("bank.yml"))
    plan = Plan(source, Connection("localhost", 5432, "u", "bank", "SOURCE_PG", "p"), ())
    assert kind.explain(ValueError("a defect"), plan) is None


def test_the_statistics_of_a_kind_have_every_fragment(name: str) -> None:
    dialect = find_marts_kind(name).statistics()
    parts = [part for part in vars(Dialect) if not part.startswith("_")]
    assert [part for part in parts if not hasattr(dialect, part)] == []
