"""Which SQL is taken for the same: what everybody reads as the same is, and what can give another number never is."""

import pytest

from heartbeat_cli.metrics import Definition, differences

PAID = "SELECT sum(p.amount) FROM core.payment AS p JOIN core.client AS c ON p.client_id = c.id WHERE p.state IN (2, 3)"
DAY = "SELECT count(*) FROM core.payment WHERE created_at > now() - interval '1 day' AND state = 2"
NESTED = "SELECT max(d.n) FROM (SELECT client_id AS k, count(*) AS n FROM core.payment GROUP BY client_id) AS d"
WITH = "WITH big AS (SELECT amount AS a FROM core.payment WHERE amount > 5) SELECT sum(a) FROM big"
EXISTS = (
    "SELECT count(*) FROM core.client c WHERE EXISTS "
    "(SELECT 1 FROM core.payment p WHERE p.client_id = c.id AND p.x = 1)"
)
LAST = "SELECT amount AS a FROM core.payment ORDER BY a DESC, id LIMIT 1"

SAME = [
    # table aliases
    (PAID, PAID.replace("p.", "pay.").replace("AS p ", "AS pay ")),
    (PAID, PAID.replace("p.", "x.").replace("AS p ", "AS x ").replace("c.id", "y.id").replace("AS c ", "AS y ")),
    (PAID, "SELECT sum(a.amount) FROM core.payment a JOIN core.client p ON a.client_id = p.id WHERE a.state IN (2, 3)"),
    (PAID, PAID.replace("c.id", "client.id").replace(" AS c ", " ")),
    (PAID, PAID.replace("c.id", "core.client.id").replace(" AS c ", " ")),
    (DAY, DAY.replace("core.payment", "core.payment AS p")),
    (DAY, DAY.replace("payment", "payment p").replace("created_at", "p.created_at").replace("state", "p.state")),
    (DAY, DAY.replace("created_at", "payment.created_at")),
    (DAY, DAY.replace("created_at", "core.payment.created_at")),
    (EXISTS, EXISTS.replace("c.id", "k.id").replace("client c", "client k")),
    (EXISTS, EXISTS.replace("p.", "q.").replace("payment p", "payment AS q")),
    (EXISTS, EXISTS.replace("p.client_id = c.id", "c.id = p.client_id")),
    # column aliases
    (DAY, DAY.replace("count(*)", "count(*) AS payments")),
    (NESTED, NESTED.replace("AS n", "AS many").replace("d.n", "d.many")),
    (NESTED, NESTED.replace("AS n", "AS many").replace("d.n", "many")),
    (NESTED, NESTED.replace("d.n", "per_client.n").replace("AS d", "AS per_client")),
    (NESTED, NESTED.replace("d.n", "n")),
    (NESTED, NESTED.replace("AS k", "AS client")),
    (NESTED, NESTED.replace(" AS n", "").replace("d.n", "d.count")),
    (NESTED, NESTED.replace("SELECT client_id", "SELECT payment.client_id")),
    (WITH, WITH.replace("AS a ", "AS paid ").replace("sum(a)", "sum(paid)")),
    (WITH, WITH.replace("big", "large")),
    (WITH, WITH.replace("FROM big", "FROM big AS b").replace("sum(a)", "sum(b.a)")),
    (LAST, LAST.replace("AS a ", "AS b ").replace("BY a ", "BY b ")),
    # order
    (DAY, "SELECT count(*) FROM core.payment WHERE state = 2 AND created_at > now() - interval '1 day'"),
    (DAY, DAY.replace("state = 2", "2 = state")),
    (DAY, DAY.replace("created_at > now() - interval '1 day'", "now() - interval '1 day' < created_at")),
    (DAY + " AND a <> b", DAY + " AND b != a"),
    (DAY + " AND (x = 1 OR y = 2 OR z = 3)", DAY + " AND (z = 3 OR (y = 2 OR x = 1))"),
    (DAY + " AND (x = 1 AND y = 2)", DAY + " AND y = 2 AND x = 1"),
    (DAY + " AND a IS DISTINCT FROM b", DAY + " AND b IS DISTINCT FROM a"),
    (DAY + " AND x >= y", DAY + " AND y <= x"),
    (PAID, PAID.replace("2, 3", "3, 2")),
    (PAID.replace("2, 3", "'a', NULL"), PAID.replace("2, 3", "NULL, 'a'")),
    (PAID.replace("IN (2", "NOT IN (2"), PAID.replace("IN (2, 3", "NOT IN (3, 2")),
    (PAID, PAID.replace("p.client_id = c.id", "c.id = p.client_id")),
    (DAY + " AND (a, b) = (c, d)", DAY + " AND (c, d) = (a, b)"),
    # spelling
    (DAY, DAY.replace("count(*)", "count(1)")),
    (DAY, DAY.replace("count(*)", "COUNT('x')")),
    (DAY, DAY.replace("now()", "current_timestamp")),
    (DAY, DAY.replace("now()", "transaction_timestamp()")),
    (DAY, DAY.replace("now()", "pg_catalog.now()")),
    (DAY, DAY.replace("'1 day'", "'1 days'")),
    (DAY, DAY.replace("interval '1 day'", "'1day'::interval")),
    (DAY, DAY.replace("interval '1 day'", "CAST(' 1  DAY ' AS interval)")),
    (DAY.replace("1 day", "1 week"), DAY.replace("1 day", "7 days")),
    (DAY.replace("1 day", "24 hours"), DAY.replace("1 day", "24:00:00")),
    (DAY.replace("1 day", "24 hours"), DAY.replace("1 day", "1440 mins")),
    (DAY.replace("1 day", "1 year"), DAY.replace("1 day", "12 mons")),
    (DAY.replace("1 day", "1 day 2 hours"), DAY.replace("1 day", "120 minutes 1 day")),
    (DAY + " AND x BETWEEN 1 AND 5", DAY + " AND x >= 1 AND x <= 5"),
    (DAY + " AND x BETWEEN 1 AND 5", DAY + " AND 5 >= x AND 1 <= x"),
    (LAST, LAST.replace("DESC, id", "DESC NULLS FIRST, id ASC NULLS LAST")),
    (DAY + " AND x > 1.5", DAY + " AND x > 1.50"),
]  # fmt: skip

OTHER = [
    # what is counted
    (DAY, DAY.replace("count(*)", "count(id)")),
    (DAY, DAY.replace("count(*)", "count(NULL)")),
    (DAY, DAY.replace("count(*)", "count(DISTINCT 1)")),
    (DAY, DAY.replace("count(*)", "count(*) FILTER (WHERE id > 1)")),
    (DAY.replace("count(*)", "count(x)"), DAY.replace("count(*)", "count(DISTINCT x)")),
    (DAY.replace("count(*)", "count(payment)"), DAY.replace("count(*)", "count(*)")),
    (DAY.replace("count(*)", "sum(1)"), DAY.replace("count(*)", "count(*)")),
    # time
    (DAY, DAY.replace("'1 day'", "'24 hours'")),
    (DAY.replace("1 day", "1 month"), DAY.replace("1 day", "30 days")),
    (DAY.replace("1 day", "1 year"), DAY.replace("1 day", "365 days")),
    (DAY, DAY.replace("'1 day'", "'1 day 1 second'")),
    (DAY, DAY.replace("'1 day'", "'-1 day'")),
    (DAY, DAY.replace("now()", "current_timestamp(0)")),
    (DAY, DAY.replace("now()", "localtimestamp")),
    (DAY, DAY.replace("now()", "current_date")),
    (DAY.replace("'1 day'", "'1'"), DAY.replace("'1 day'", "'1' day")),
    (DAY, DAY.replace("interval '1 day'", "'1 day'::text::interval")),
    # sides and order
    (DAY, DAY.replace("created_at > now()", "created_at >= now()")),
    (DAY, DAY.replace("created_at > now() - interval '1 day'", "now() - interval '1 day' > created_at")),
    (DAY + " AND a - b = 1", DAY + " AND b - a = 1"),
    (DAY + " AND a / b = 1", DAY + " AND b / a = 1"),
    (DAY + " AND a || b = 'x'", DAY + " AND b || a = 'x'"),
    (DAY + " AND (x = 1 OR y = 2)", DAY + " AND x = 1 OR y = 2"),
    (DAY + " AND NOT (x = 1 AND y = 2)", DAY + " AND NOT x = 1 AND y = 2"),
    (DAY + " AND x LIKE y", DAY + " AND y LIKE x"),
    (DAY + " AND x BETWEEN 1 AND 5", DAY + " AND x BETWEEN 5 AND 1"),
    (DAY + " AND x BETWEEN 1 AND 5", DAY + " AND x > 1 AND x <= 5"),
    (DAY + " AND x NOT BETWEEN 1 AND 5", DAY + " AND x >= 1 AND x <= 5"),
    (DAY + " AND x IS DISTINCT FROM y", DAY + " AND x <> y"),
    (DAY + " AND (a, b) < (c, d)", DAY + " AND (b, a) < (d, c)"),
    (PAID, PAID.replace("2, 3", "2, 4")),
    (PAID, PAID.replace("IN (2, 3", "NOT IN (2, 3")),
    (PAID.replace("2, 3", "2, 2.5"), PAID.replace("2, 3", "2, '2.5'")),
    (DAY.replace("count(*)", "min(CASE WHEN a THEN 1 WHEN b THEN 2 END)"),
     DAY.replace("count(*)", "min(CASE WHEN b THEN 2 WHEN a THEN 1 END)")),
    (DAY.replace("count(*)", "min(coalesce(a, b))"), DAY.replace("count(*)", "min(coalesce(b, a))")),
    (LAST, LAST.replace("BY a DESC, id", "BY id, a DESC")),
    (LAST, LAST.replace("DESC", "ASC")),
    (LAST, LAST.replace("DESC", "DESC NULLS LAST")),
    (LAST, LAST.replace("BY a DESC", "BY fee DESC")),
    (LAST, LAST.replace("AS a ", "AS b ")),
    (LAST, LAST.replace("LIMIT 1", "LIMIT 2")),
    # what a name stands for
    (PAID, PAID.replace("p.amount", "c.amount")),
    (PAID, PAID.replace("AS p ", "AS c_ ").replace("AS c ", "AS p ").replace("c.id", "c_.id")),
    (PAID, PAID.replace("JOIN", "LEFT JOIN")),
    (PAID, PAID.replace("p.client_id = c.id", "p.client_id = p.id")),
    (EXISTS, EXISTS.replace("p.client_id = c.id", "p.client_id = p.id")),
    (EXISTS, EXISTS.replace("payment p", "payment c").replace("p.", "c.")),
    (EXISTS, EXISTS.replace("= c.id", "= id")),
    (EXISTS.replace("p.x", "x"), EXISTS.replace("p.x", "c.x")),
    (NESTED, NESTED.replace("d.n", "d.k")),
    (NESTED, NESTED.replace("GROUP BY client_id", "GROUP BY k")),
    (NESTED.replace("client_id AS k", "client_id % 7 AS state").replace("BY client_id", "BY state"),
     NESTED.replace("client_id AS k", "client_id % 7 AS other").replace("BY client_id", "BY other")),
    (NESTED.replace("d.n", "n").replace("AS d", "AS d, core.client AS c"),
     NESTED.replace("d.n", "c.n").replace("AS d", "AS d, core.client AS c")),
    ("SELECT max((SELECT n FROM core.client LIMIT 1)) FROM (SELECT 1 AS n FROM core.payment) AS d",
     "SELECT max((SELECT m FROM core.client LIMIT 1)) FROM (SELECT 1 AS m FROM core.payment) AS d"),
    (WITH, WITH.replace("sum(a)", "sum(amount)")),
    ("WITH a AS (SELECT x FROM c.t) SELECT count(*) FROM (WITH b AS (SELECT y FROM c.u) SELECT 1 FROM a, b, a AS z) q",
     "WITH a AS (SELECT x FROM c.t) SELECT count(*) FROM (WITH b AS (SELECT y FROM c.u) SELECT 1 FROM a, b, b AS z) q"),
    ("WITH payment AS (SELECT 1 AS x FROM core.t) SELECT sum(x) FROM payment", "SELECT sum(x) FROM core.payment"),
    ("SELECT d.x FROM core.a AS d NATURAL JOIN (SELECT 1 AS x FROM core.b) AS e",
     "SELECT d.x FROM core.a AS d NATURAL JOIN (SELECT 1 AS y FROM core.b) AS e"),
    ("SELECT max(x) FROM (SELECT * FROM (SELECT id AS x FROM core.a) AS i) AS o",
     "SELECT max(y) FROM (SELECT * FROM (SELECT id AS x FROM core.a) AS i) AS o"),
    ("SELECT count(x) FROM (SELECT a AS x FROM core.a UNION SELECT b AS y FROM core.a) AS u",
     "SELECT count(x) FROM (SELECT b AS x FROM core.a UNION SELECT a AS y FROM core.b) AS u"),
    ("SELECT sum(g) FROM generate_series(1, 3) AS g", "SELECT sum(g) FROM generate_series(1, 4) AS g"),
    ("SELECT sum(v.a) FROM (VALUES (1, 2)) AS v(a, b)", "SELECT sum(v.a) FROM (VALUES (1, 2)) AS v(b, a)"),
    ("SELECT x::int FROM core.a ORDER BY x LIMIT 1", "SELECT x::int AS y FROM core.a ORDER BY x LIMIT 1"),
]  # fmt: skip


def definition(sql: str) -> Definition:
    return Definition("a_count_24h", "", "How many?", "count", "24h", None, "core", sql)


def revokes(then: str, now: str) -> bool:
    return bool(differences(definition(then), definition(now)))


@pytest.mark.parametrize(("then", "now"), SAME)
def test_an_edit_that_keeps_an_alignment(then: str, now: str) -> None:
    assert then != now
    assert not revokes(then, now)
    assert not revokes(now, then)


@pytest.mark.parametrize(("then", "now"), OTHER)
def test_an_edit_that_revokes_it(then: str, now: str) -> None:
    assert then != now
    assert revokes(then, now)


def test_there_are_many_of_both() -> None:
    assert min(len(SAME), len(OTHER)) >= 50
