"""One table of types: what each is called, which kind it is, what can stand for it."""

import doctest

import pytest

from heartbeat_cli.pgschema import (
    BUILT_IN_TYPES,
    Database,
    Domain,
    EnumType,
    Schema,
    built_in_type,
    can_carry,
    canonical,
    domain_types,
    family_of,
    kind_of,
    types,
)

KINDS = {
    "integer": "smallint integer bigint int int2 int4 int8 INTEGER tinyint HUGEINT ubigint",
    "numeric": "numeric numeric(18,2) numeric(18) decimal DECIMAL(18,2)",
    "float": "real double#precision float4 float8 DOUBLE FLOAT",
    "money": "money",
    "oid": "oid",
    "boolean": "boolean bool BOOLEAN",
    "text": 'text character#varying character#varying(3) varchar(3) character(2) bpchar "char" name x.citext',
    "date": "date DATE",
    "time": "time time#without#time#zone time(3)#with#time#zone timetz",
    "timestamp": "timestamp timestamp(3)#without#time#zone TIMESTAMP timestamp_ns",
    "timestamptz": "timestamptz timestamp#with#time#zone timestamp(6)#with#time#zone TIMESTAMP#WITH#TIME#ZONE",
    "interval": "interval interval#day#to#second(3) INTERVAL",
    "uuid": "uuid UUID",
    "json": "json jsonb JSON",
    "bytes": "bytea BLOB",
    "bit": "bit(3) bit#varying varbit(8)",
    "network": "inet cidr macaddr macaddr8",
    "range": "int4range tstzrange nummultirange",
    "geometric": "point polygon",
    "search": "tsvector tsquery",
    "xml": "xml",
    "array": "text[] numeric(18,2)[] core.state[] INTEGER[3]",
    "other": "core.state core.date core.citexts xid8 STRUCT(a#INTEGER) dates",
}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds(kind: str) -> None:
    names = KINDS[kind].split()
    assert {name: kind_of(name.replace("#", " ")) for name in names} == dict.fromkeys(names, kind)


def test_every_type_is_found_by_each_of_its_names_and_has_one_spelling() -> None:
    for one in BUILT_IN_TYPES:
        for name in (one.name, one.catalogue, *one.aliases, *one.duckdb):
            assert built_in_type(name) == one
            assert canonical(name) in (one.name, "text" if one.catalogue == "varchar" else name)
    assert (
        len({one.name for one in BUILT_IN_TYPES})
        == len({one.catalogue for one in BUILT_IN_TYPES})
        == len(BUILT_IN_TYPES)
    )


@pytest.mark.parametrize(
    ("type_", "spelled"),
    [
        ("VARCHAR", "text"),
        ("varchar(34)", "character varying(34)"),
        ("bpchar(3)", "character(3)"),
        ("bpchar", "bpchar"),
        ("DECIMAL(18, 2)", "numeric(18,2)"),
        ("DECIMAL(9,3)[]", "numeric(9,3)[]"),
        ("VARCHAR[][]", "text[][]"),
        ("DOUBLE", "double precision"),
        ("FLOAT", "real"),
        ("TIMESTAMP", "timestamp without time zone"),
        ("timestamptz(3)", "timestamp(3) with time zone"),
        ("timetz(0)", "time(0) with time zone"),
        ("TIME WITH TIME ZONE", "time with time zone"),
        ("BLOB", "bytea"),
        ("UUID", "uuid"),
        ("HUGEINT", "hugeint"),
        ("STRUCT(a INTEGER)", "struct(a integer)"),
        ("core.state", "core.state"),
    ],
)
def test_canonical_spellings(type_: str, spelled: str) -> None:
    assert canonical(type_) == spelled


@pytest.mark.parametrize(
    ("carrier", "key", "expected"),
    [
        ("integer", "bigint", True),
        ("smallint", "smallint", True),
        ("character varying(3)", "text", True),
        ("text", "character(40)", True),
        ("uuid", "uuid", True),
        ("core.state", "core.state", True),
        ("numeric(18,2)", "numeric(18,2)", True),
        ("numeric(18,2)", "numeric", False),
        ("bigint", "numeric", False),
        ("oid", "bigint", False),
        ("text", "uuid", False),
        ("core.state", "core.kind", False),
        ("text[]", "integer[]", False),
    ],
)
def test_what_can_carry_a_key(carrier: str, key: str, expected: bool) -> None:
    assert can_carry(carrier, key) is expected


def test_domains_stand_for_what_they_are_made_of() -> None:
    database = Database(
        "bank",
        (
            Schema(
                "core",
                domains=(Domain("core", "money", "numeric(18,2)"), Domain("core", "price", "core.money")),
                enums=(EnumType("core", "state", ("NEW",)),),
            ),
        ),
    )
    assert domain_types(database) == {"core.money": "numeric(18,2)", "core.price": "core.money"}
    families = {
        name: family_of(name, database) for name in ("core.price", "core.price[]", "core.state", "inet", "money")
    }
    assert families == {
        "core.price": "number",
        "core.price[]": "number[]",
        "core.state": "text",
        "inet": "text",
        "money": "number",
    }
    assert (family_of("timestamptz"), family_of("timetz"), family_of("core.money")) == ("timestamp", "time", "text")


def test_the_digits_of_an_integer() -> None:
    digits = {one.name: one.digits for one in BUILT_IN_TYPES if one.digits}
    assert digits == {"smallint": 5, "integer": 10, "bigint": 19}


def test_the_first_page_is_true() -> None:
    assert doctest.testmod(types).failed == 0
