"""Where two spellings of SQL stop being the same: the last number of a type, the last kind of text."""

import pytest

from heartbeat_cli.pgschema.expression import same_sql
from heartbeat_cli.pgschema.fields import EXPRESSION, PARTITION_BOUND, QUERY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2147483647", "'2147483647'::integer"),
        ("-2147483647", "'-2147483647'::integer"),
        ("2147483648", "'2147483648'::bigint"),
        ("9223372036854775807", "'9223372036854775807'::bigint"),
        ("1.5", "'1.5'::numeric"),
        ("a IN (1)", "a = ANY (ARRAY[1])"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("(a AND b) AND (c AND d)", "a AND b AND c AND d"),
        ("NOT (a AND b)", "not (a and b)"),
        ('\'"a"."b"\'::regclass', "'a.b'::regclass"),
        ("'\"simple\"'::regconfig", "'simple'::regconfig"),
        ("'x'::bpchar", "'x'"),
        ("a::pg_catalog.int4", "a::integer"),
        ("a::int2", "a::smallint"),
        ("a::decimal", "a::numeric"),
        ("a::float4", "a::real"),
        ("a::float8", "a::double precision"),
        ("a::bool", "a::boolean"),
        ("ARRAY['a', 'b']::text[]", "ARRAY['a'::text, 'b'::text]"),
        ("(ARRAY['a'::varchar])::text[]", "ARRAY[('a'::varchar)::text]"),
        ("ARRAY[]::text[]", "(ARRAY[])::text[]"),
        ("a NOT LIKE 'x'", "a !~~ 'x'"),
        ("a ILIKE 'x'", "a ~~* 'x'"),
        ("'2020-01-01 00:00:00+00'::timestamptz", "'2020-01-01 01:00:00+01:00'::timestamptz"),
        ("'2020-01-01 00:00:00.5+00'::timestamptz", "'2019-12-31 23:00:00.500-01'::timestamptz"),
        ("NULL", "NULL::integer"),
        ("NULL", "null"),
        ("pg_catalog.lower(a)", "lower(a)"),
        ("OPERATOR(pg_catalog.+) 1", "OPERATOR(pg_catalog.+) 1 /* same */"),
        ("a::text", "(a)::pg_catalog.text"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert same_sql(one, other)
    assert same_sql(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2147483648", "'2147483648'::integer"),
        ("2147483647", "'2147483647'::bigint"),
        ("9223372036854775808", "'9223372036854775808'::bigint"),
        ("1.5", "'1.5'::integer"),
        ("1.5", "'1.5'::float8"),
        ("1.50", "'1.5'::numeric"),
        ("1", "'1x'::integer"),
        ("NOT (NOT a)", "a"),
        ("NOT a AND b", "NOT (a AND b)"),
        ("'A'::regclass", "'a'::regclass"),
        ("'\"a\"'::name", "'a'::name"),
        ("'2020-01-01 00:00:00+00'::timestamp", "'2020-01-01 01:00:00+01'::timestamp"),
        ("'2020-13-01 00:00:00+00'::timestamptz", "'2020-13-01 01:00:00+01'::timestamptz"),
        ("a = ANY (ARRAY[1])", "a <> ALL (ARRAY[1])"),
        ("a IN (1, 2)", "a <> ANY (ARRAY[1, 2])"),
        ("a ILIKE 'x'", "a LIKE 'x'"),
        ("a BETWEEN 1 AND 2", "a NOT BETWEEN 1 AND 2"),
        ("a BETWEEN SYMMETRIC 1 AND 2", "a BETWEEN 1 AND 2"),
        ("a BETWEEN 1 AND 2", "a > 1 AND a <= 2"),
        ("a NOT BETWEEN 1 AND 2", "a < 1 OR a >= 2"),
        ("'a'::text[]", "'a'"),
        ("'{a}'::text[]", "ARRAY['a'::text]"),
        ("x.f(a)", "f(a)"),
        ("public.f(a)", "pg_catalog.f(a)"),
        ("'x'::varchar(3)", "'x'::varchar(4)"),
        ("a OR (b AND c)", "a OR b OR c"),
        ("NULL::integer", "0"),
        ("NULL, NULL::text", "NULL, NULL"),
        ("a::x.kind", "a::kind"),
        ("'x'::text::x.text", "'x'::x.text"),
        ("CASE WHEN a THEN 1 END", "CASE WHEN a THEN 1 ELSE NULL END"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert not same_sql(one, other)
    assert not same_sql(other, one)


@pytest.mark.parametrize(
    ("one", "other", "form", "same"),
    [
        ("NULL::text; SELECT 1", "NULL; SELECT 1", EXPRESSION, False),
        ("SELECT NULL::text", "SELECT NULL", QUERY, False),
        ("SELECT 1 AS a", "SELECT 1 a", QUERY, True),
        ("SELECT '2020-01-01 03:00:00+03'", "SELECT '2020-01-01 00:00:00+00'", QUERY, False),
        ("FOR VALUES IN ('2020-01-01 03:00:00+03')", "FOR VALUES IN ('2020-01-01 00:00:00+00')", PARTITION_BOUND, True),
        ("FOR VALUES IN ('2020-01-01 03:00:00')", "FOR VALUES IN ('2020-01-01 00:00:00')", PARTITION_BOUND, False),
        ("FOR VALUES IN ('2020-01-01 03:00:00+03:30')", "FOR VALUES IN ('2019-12-31 23:30:00+00')",
         PARTITION_BOUND, True),
    ],
)  # fmt: skip
def test_forms(one: str, other: str, form: str, same: bool) -> None:
    assert same_sql(one, other, form) is same


def test_what_is_longer_than_fifty_thousand_is_compared_as_text() -> None:
    for length, same in ((50_000, True), (50_001, False)):
        long = f"'{'x' * (length - 2)}'"
        shorter = f"'{'x' * (length - 2)}'".replace("'x", " 'x", 1)[:length]
        assert same_sql(long, long)
        assert not same_sql(long, shorter)
        # A blank less is the same, where it is looked at at all.
        assert same_sql(f"1,{' ' * (length - 3)}2", "1,2") is same
