"""Which types can stand for each other, and how one type is spelt."""

import pytest

from heartbeat_cli.pgschema import Database, Domain, Schema, canonical, family_of, split_type

DATABASE = Database(
    "x",
    (
        Schema(
            "a",
            domains=(
                Domain("a", "amount", "numeric(18,2)"),
                Domain("a", "fee", "a.amount"),
                Domain("a", "fees", "a.fee[]"),
                Domain("a", "itself", "a.itself"),
            ),
        ),
        Schema("b", domains=(Domain("b", "day", "date"),)),
    ),
)


@pytest.mark.parametrize(
    ("type_", "family"),
    [
        ("smallint", "number"), ("integer", "number"), ("bigint", "number"), ("numeric(18,2)", "number"),
        ("real", "number"),
        ("double precision", "number"), ("oid", "number"), ("money", "number"), ("boolean", "boolean"),
        ("date", "date"),
        ("time without time zone", "time"), ("time(3) with time zone", "time"),
        ("timestamp without time zone", "timestamp"), ("timestamp(3) with time zone", "timestamp"),
        ("interval", "interval"),
        ("uuid", "uuid"), ("bytea", "bytes"), ("json", "json"), ("jsonb", "json"), ("text", "text"),
        ("character varying(3)", "text"), ("inet", "text"), ("integer[]", "number[]"), ("character(3)[]", "text[]"),
        ("a.amount", "number"), ("a.fee", "number"), ("a.fee[]", "number[]"), ("a.fees", "number[]"), ("b.day", "date"),
        ("a.itself", "text"), ("a.unknown", "text"),
    ],
)  # fmt: skip
def test_families(type_: str, family: str) -> None:
    assert family_of(type_, DATABASE) == family
    if "." not in type_:
        assert family_of(type_) == family


def test_a_domain_is_a_text_where_nobody_knows_it() -> None:
    assert family_of("a.amount") == "text"


@pytest.mark.parametrize(
    ("type_", "parts"),
    [
        ("numeric(18,2)", ("numeric", (18, 2))),
        ("numeric(3,-2)", ("numeric", (3, -2))),
        ("timestamp(3) with time zone", ("timestamp with time zone", (3,))),
        ("text", ("text", ())),
        ("geometry(Point,4326)", ("geometry", (4326,))),
        ("character varying( 3 )", ("character varying", (3,))),
    ],
)
def test_parts(type_: str, parts: tuple[str, tuple[int, ...]]) -> None:
    assert split_type(type_) == parts


@pytest.mark.parametrize(
    ("type_", "spelt"),
    [
        ("INT2", "smallint"), ("int4", "integer"), ("INT8", "bigint"), ("FLOAT4", "real"), ("float", "real"),
        ("FLOAT8", "double precision"),
        ("DOUBLE", "double precision"), ("BOOL", "boolean"), ("DECIMAL(18, 2)", "numeric(18,2)"),
        ("decimal", "numeric"), ("BLOB", "bytea"),
        ("varchar", "text"), ("VARCHAR(3)", "character varying(3)"), ("character varying", "text"),
        ("bpchar(3)", "character(3)"),
        ("bpchar", "bpchar"), ("char", '"char"'), ("varbit(3)", "bit varying(3)"),
        ("timestamptz", "timestamp with time zone"),
        ("TIMESTAMPTZ(3)", "timestamp(3) with time zone"), ("timestamp(6)", "timestamp(6) without time zone"),
        ("timetz(2)", "time(2) with time zone"),
        ("time", "time without time zone"), ("DECIMAL(18,2)[]", "numeric(18,2)[]"), ("int4[]", "integer[]"),
        ("tsvector", "tsvector"),
    ],
)  # fmt: skip
def test_spellings(type_: str, spelt: str) -> None:
    assert canonical(type_) == spelt
