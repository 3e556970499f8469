import pytest

from heartbeat_cli.ingest.columns.land_columns import land_column
from heartbeat_cli.sources import SourceType, numeric_modifier

DUCKDB, POSTGRES = "duckdb", "postgres"


def numeric(precision: int, scale: int) -> SourceType:
    return SourceType("numeric", typmod=(precision << 16 | scale & 0x7FF) + 4)


ENUM = SourceType("payment_kind", builtin=False, kind="e")


@pytest.mark.parametrize(
    ("type_", "duckdb", "postgres"),
    [
        (SourceType("int2"), "SMALLINT", "int2"),
        (SourceType("int8"), "BIGINT", "int8"),
        (SourceType("float8"), "DOUBLE", "float8"),
        (SourceType("bool"), "BOOLEAN", "bool"),
        (SourceType("varchar", typmod=38), "VARCHAR", "varchar(34)"),
        (SourceType("bpchar", typmod=7), "VARCHAR", "bpchar(3)"),
        (numeric(18, 2), "DECIMAL(18,2)", "numeric(18,2)"),
        (numeric(38, 38), "DECIMAL(38,38)", "numeric(38,38)"),
        (numeric(39, 2), "VARCHAR", "numeric(39,2)"),
        (numeric(5, -2), "VARCHAR", "numeric(5,-2)"),
        (numeric(3, 6), "VARCHAR", "numeric(3,6)"),
        (SourceType("numeric"), "VARCHAR", "numeric"),
        (SourceType("money"), "VARCHAR", "numeric"),
        (SourceType("timestamptz", typmod=0), "TIMESTAMP WITH TIME ZONE", "timestamptz(0)"),
        (SourceType("interval"), "INTERVAL", "interval"),
        (SourceType("jsonb"), "JSON", "jsonb"),
        (SourceType("inet"), "VARCHAR", "inet"),
        (SourceType("char"), "VARCHAR", '"char"'),
        (SourceType("xml"), "VARCHAR", "text"),
        (SourceType("regclass"), "VARCHAR", "text"),
        (SourceType("citext", builtin=False), "VARCHAR", "text"),
        (ENUM, "VARCHAR", "text"),
        (SourceType("_int4", element=SourceType("int4")), "INTEGER[]", "int4[]"),
        (SourceType("_numeric", element=numeric(9, 3)), "DECIMAL(9,3)[]", "numeric(9,3)[]"),
        (SourceType("_numeric", element=SourceType("numeric")), "VARCHAR[]", "numeric[]"),
        (SourceType("_money", element=SourceType("money")), "VARCHAR[]", "numeric[]"),
        (SourceType("_inet", element=SourceType("inet")), "VARCHAR[]", "inet[]"),
        (SourceType("_payment_kind", builtin=False, element=ENUM), "VARCHAR[]", "text[]"),
        # A type of the user's own that happens to be called like a built-in one is not it.
        (SourceType("int4", builtin=False, kind="c"), "VARCHAR", "text"),
    ],
)
def test_where_each_type_lands(type_: SourceType, duckdb: str, postgres: str) -> None:
    assert land_column("c", type_, DUCKDB).type == duckdb
    assert land_column("c", type_, POSTGRES).type == postgres


@pytest.mark.parametrize(("precision", "scale"), [(1, 0), (18, 2), (38, 38), (1000, 1000), (5, -2), (3, -1000)])
def test_numeric_modifiers(precision: int, scale: int) -> None:
    assert numeric_modifier(numeric(precision, scale).typmod) == (precision, scale)


def test_values_a_duckdb_type_cannot_hold_are_looked_for() -> None:
    assert land_column("a b", numeric(9, 2), DUCKDB).unrepresentable == "\"a b\" = 'NaN'"
    assert (
        land_column("c", SourceType("timestamp"), DUCKDB).unrepresentable == '"c" > \'294246-12-31\' AND isfinite("c")'
    )
    assert land_column("c", SourceType("int4"), DUCKDB).unrepresentable is None
    assert land_column("c", numeric(9, 2), POSTGRES).unrepresentable is None


def test_a_column_that_does_not_fit_lands_as_text() -> None:
    landing = land_column("c", numeric(9, 2), DUCKDB, as_text=True)
    assert (landing.type, landing.select) == ("VARCHAR", '"c"::text')


@pytest.mark.parametrize(("marts", "type_"), [(DUCKDB, "VARCHAR"), (POSTGRES, "text")])
def test_a_hashed_column_is_text_made_at_the_source(marts: str, type_: str) -> None:
    landing = land_column("e mail", SourceType("timestamptz"), marts, hashed=True)
    assert (landing.type, landing.unrepresentable) == (type_, None)
    assert landing.select == "encode(sha256(convert_to(\"e mail\"::text, 'UTF8')), 'hex')"
