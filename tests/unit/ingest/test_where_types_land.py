"""How each type lands in either kind of marts: its type there, how it is read, and the values it has no place for."""

import pytest

from heartbeat_cli.ingest.columns.land_columns import land_column
from heartbeat_cli.sources import SourceType, spell_source_type

DUCKDB, POSTGRES = "duckdb", "postgres"


def numeric(precision: int, scale: int) -> SourceType:
    return SourceType("numeric", typmod=(precision << 16 | scale & 0x7FF) + 4)


def array(element: SourceType) -> SourceType:
    return SourceType(f"_{element.name}", element=element)


INT = SourceType("int4")
DATE, MOMENT = SourceType("date"), SourceType("timestamptz")
INTERVAL, BYTES = SourceType("interval"), SourceType("bytea")
ENUM = SourceType("kind", builtin=False, kind="e")


NAN = "\"c\" = 'NaN'"
SHAPE = 'array_ndims("c") > 1 OR array_lower("c", 1) <> 1'


@pytest.mark.parametrize(
    ("type_", "type_in_marts", "select", "dlt_type", "unrepresentable"),
    [
        (INT, "INTEGER", '"c"', "bigint", None),
        (SourceType("oid"), "BIGINT", '"c"::bigint', "bigint", None),
        (SourceType("money"), "VARCHAR", '"c"::numeric::text', "text", None),
        (SourceType("inet"), "VARCHAR", 'abbrev("c")', "text", None),
        (SourceType("cidr"), "VARCHAR", '"c"::text', "text", None),
        (SourceType("inet", builtin=False), "VARCHAR", '"c"::text', "text", None),
        (SourceType("money", builtin=False), "VARCHAR", '"c"::text', "text", None),
        (SourceType("oid", builtin=False), "VARCHAR", '"c"::text', "text", None),
        (SourceType("json", builtin=False), "VARCHAR", '"c"::text', "text", None),
        (SourceType("json"), "JSON", '"c"::text', "json", None),
        (SourceType("jsonb"), "JSON", '"c"::text', "json", None),
        (numeric(38, 0), "DECIMAL(38,0)", '"c"', "decimal", NAN),
        (numeric(39, 0), "VARCHAR", '"c"::text', "text", None),
        (numeric(5, 5), "DECIMAL(5,5)", '"c"', "decimal", NAN),
        (numeric(5, 6), "VARCHAR", '"c"::text', "text", None),
        (numeric(5, 0), "DECIMAL(5,0)", '"c"', "decimal", NAN),
        (numeric(5, -1), "VARCHAR", '"c"::text', "text", None),
        (SourceType("numeric", typmod=0, builtin=False), "VARCHAR", '"c"::text', "text", None),
        (INTERVAL, "INTERVAL", '"c"', "text", 'NOT isfinite("c")'),
        (MOMENT, "TIMESTAMP WITH TIME ZONE", '"c"', "timestamp", '"c" > \'294246-12-31\' AND isfinite("c")'),
        (DATE, "DATE", '"c"', "date", None),
        (array(INT), "INTEGER[]", '"c"::int4[]', "json", SHAPE),
        (
            array(INTERVAL),
            "INTERVAL[]",
            '"c"::interval[]',
            "json",
            f'{SHAPE} OR EXISTS (SELECT FROM unnest("c") AS u(e) WHERE NOT isfinite(e))',
        ),
        (
            array(numeric(9, 2)),
            "DECIMAL(9,2)[]",
            '"c"::numeric(9,2)[]',
            "json",
            f"{SHAPE} OR EXISTS (SELECT FROM unnest(\"c\") AS u(e) WHERE e = 'NaN')",
        ),
        (array(BYTES), "VARCHAR[]", '"c"::text[]', "json", SHAPE),
        (
            array(SourceType("inet")),
            "VARCHAR[]",
            'CASE WHEN "c" IS NOT NULL THEN ARRAY(SELECT abbrev(e) FROM unnest("c") WITH ORDINALITY AS u(e, i)'
            " ORDER BY i) END",
            "json",
            SHAPE,
        ),
        (array(ENUM), "VARCHAR[]", '"c"::text[]', "json", SHAPE),
        (array(SourceType("int4", builtin=False)), "VARCHAR[]", '"c"::text[]', "json", SHAPE),
    ],
)
def test_how_a_type_lands_in_duckdb(
    type_: SourceType, type_in_marts: str, select: str, dlt_type: str, unrepresentable: str | None
) -> None:
    found = land_column("c", type_, DUCKDB)
    assert (found.type, found.select, found.dlt_type, found.unrepresentable) == (
        type_in_marts,
        select,
        dlt_type,
        unrepresentable,
    )


@pytest.mark.parametrize(
    ("type_", "type_in_marts", "select", "dlt_type"),
    [
        (INT, "int4", '"c"::int4', "bigint"),
        (numeric(9, 2), "numeric(9,2)", '"c"::numeric(9,2)', "decimal"),
        (SourceType("oid"), "oid", '"c"::oid', "bigint"),
        (SourceType("json"), "json", '"c"::json', "json"),
        (SourceType("jsonb"), "jsonb", '"c"::jsonb', "json"),
        (SourceType("money"), "numeric", '"c"::numeric', "decimal"),
        (SourceType("money", builtin=False), "text", '"c"::text', "text"),
        (SourceType("tstzrange"), "tstzrange", '"c"::tstzrange', "text"),
        (SourceType("datemultirange"), "datemultirange", '"c"::datemultirange', "text"),
        (SourceType("pg_lsn"), "text", '"c"::text', "text"),
        (ENUM, "text", '"c"::text', "text"),
        (SourceType("int4", builtin=False), "text", '"c"::text', "text"),
        (array(SourceType("inet")), "inet[]", '"c"::inet[]', "json"),
        (array(BYTES), "bytea[]", '"c"::bytea[]', "json"),
        (array(SourceType("xml")), "text[]", '"c"::text[]', "json"),
    ],
)
def test_how_a_type_lands_in_postgres(type_: SourceType, type_in_marts: str, select: str, dlt_type: str) -> None:
    found = land_column("c", type_, POSTGRES)
    assert (found.type, found.select, found.dlt_type, found.unrepresentable) == (type_in_marts, select, dlt_type, None)
    assert land_column("c", type_, POSTGRES, as_text=True) == found


@pytest.mark.parametrize(
    ("name", "typmod", "spelled"),
    [
        ("char", -1, '"char"'), ("varchar", -1, "varchar"), ("varchar", 5, "varchar(1)"), ("bpchar", 5, "bpchar(1)"),
        ("numeric", -1, "numeric"), ("bit", 3, "bit(3)"), ("varbit", 3, "varbit(3)"), ("varbit", -1, "varbit"),
        ("time", 0, "time(0)"), ("timetz", 6, "timetz(6)"), ("timestamp", 0, "timestamp(0)"),
        ("timestamptz", -1, "timestamptz"), ("interval", 3, "interval"), ("int4", 3, "int4"),
    ],
)  # fmt: skip
def test_a_type_with_its_modifier(name: str, typmod: int, spelled: str) -> None:
    assert spell_source_type(SourceType(name, typmod)) == spelled
