"""Which spellings of SQL are held to be the same, and which never."""

import pytest

from heartbeat_cli.pgschema.expression import same_sql
from heartbeat_cli.pgschema.fields import EXPRESSION, PARTITION_BOUND, PARTITION_KEY, QUERY

SAME = [
    ("a>1", "( a  >\n 1 )"),
    ("LOWER(Name)", "lower(name)"),
    ("a != 1 /* why */", "(a <> 1)"),
    ("CAST(a AS varchar)", "(a)::character varying"),
    ("a::int8", "a::bigint"),
    ("now()", "pg_catalog.now()"),
    ("'x'", "'x'::character varying"),
    ("'x'", "'x'::text::varchar"),
    ("-1", "'-1'::integer"),
    ("0", "'0'::integer"),
    ("-1.50", "'-1.50'::numeric"),
    ("9999999999", "'9999999999'::bigint"),
    (
        "'2020-01-01 03:00:00+03'::timestamp with time zone",
        "'2019-12-31 18:30:00.000-05:30'::timestamptz",
    ),
    ("nextval('core.a_seq'::regclass)", '"nextval"(\'"core"."a_seq"\'::"regclass")'),
    ("NULL", "NULL::timestamp with time zone"),
    ("state IN ('a', 'b')", "(state = ANY (ARRAY['a'::text, 'b'::text]))"),
    ("state NOT IN (1, 2)", "(state <> ALL (ARRAY[1, 2]))"),
    ("s = ANY ((ARRAY['a'::varchar, 'b'::varchar])::text[])", "s = ANY (ARRAY[('a'::varchar)::text, 'b'::text])"),
    ("a BETWEEN 1 AND 2", "((a >= 1) AND (a <= 2))"),
    ("a NOT BETWEEN 1 AND 2", "((a < 1) OR (a > 2))"),
    ("a LIKE 'x%' AND b NOT ILIKE 'y'", "((a ~~ 'x%'::text) AND (b !~~* 'y'::text))"),
    ("a AND (b AND c)", "((a AND b) AND c)"),
]

DIFFERENT = [
    ("'a'", "'A'"),
    ("'a b'", "'a  b'"),
    ("name", '"Name"'),
    ("a", "'a'"),
    ("1", "'1'"),
    ("1", "1.0"),
    ("0", "'0'::bigint"),
    ("a > 1", "a >= 1"),
    ("a - (b - c)", "a - b - c"),
    ("a AND (b OR c)", "(a AND b) OR c"),
    ("a AND b", "b AND a"),
    ("a::varchar(3)", "a::varchar"),
    ("'abc'::varchar(2)", "'abc'"),
    ("'x'::\"char\"", "'x'"),
    ("'\"A\"'::regclass", "'a'::regclass"),
    ("'\"a\"'::text", "'a'::text"),
    ("'2020-01-01 03:00:00+03'::text", "'2020-01-01 00:00:00+00'::text"),
    ("'2020-01-01 03:00:00+03'::timestamptz", "'2020-01-01 03:00:00+02'::timestamptz"),
    ("'now'::date", "('now'::text)::date"),
    ("ARRAY['now'::date]", "(ARRAY['now'::text])::date[]"),
    ("x::text", "x"),
    ("NULL::text || a", "NULL || a"),
    ("now()", "localtimestamp"),
    ("core.f(a)", "f(a)"),
    ("state IN ('a', 'b')", "state IN ('b', 'a')"),
    ("not ( sql", "not (sql"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_said_in_two_ways(one: str, other: str) -> None:
    assert same_sql(one, other)
    assert same_sql(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_is_different_stays_different(one: str, other: str) -> None:
    assert not same_sql(one, other)
    assert not same_sql(other, one)


@pytest.mark.parametrize(
    ("one", "other", "form", "same"),
    [
        ("FOR VALUES FROM (1) TO (2)", "for values from ( 1 ) to (2)", PARTITION_BOUND, True),
        ("FOR VALUES FROM (1) TO (2)", "FOR VALUES FROM (1) TO (3)", PARTITION_BOUND, False),
        (
            "FOR VALUES FROM ('2022-01-01 03:00:00+03') TO (MAXVALUE)",
            "FOR VALUES FROM ('2022-01-01 00:00:00+00') TO (MAXVALUE)",
            PARTITION_BOUND,
            True,
        ),
        ("RANGE (a, lower(b))", "range (a, (lower(b)))", PARTITION_KEY, True),
        ("RANGE (a)", "LIST (a)", PARTITION_KEY, False),
        ("SELECT a\n   FROM b", "select A from b", QUERY, True),
        ("SELECT a FROM b", "SELECT a FROM c", QUERY, False),
        ("a, b", "a, (b)", EXPRESSION, True),
        ("NULL::text, a", "NULL, a", EXPRESSION, False),
    ],
)
def test_clauses_and_queries(one: str, other: str, form: str, same: bool) -> None:
    assert same_sql(one, other, form) is same


def test_what_is_too_long_or_too_deep_is_no_failure() -> None:
    deep = "a" + " + (b" * 3000 + ")" * 3000
    assert not same_sql(deep, "a")
    assert not same_sql("a" * 60_000, "a" * 60_001)
