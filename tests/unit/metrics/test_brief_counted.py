"""What SQL counts, in words: every part of it is said, in words or as SQL, and nothing that is not there."""

import pytest

from heartbeat_cli.metrics import CountInWords, counted_or_none, difference
from heartbeat_cli.pgschema import QName

STATES = (("NEW", "New"), ("ACTIVE", "Active"), ("CLOSED", "Closed"))
FROM = "FROM b.client AS c JOIN d.state AS s ON s.id = c.state_id"


def labels(table: QName, column: str) -> tuple[tuple[str, str], ...]:
    return STATES if (table, column) == (QName("d", "state"), "code") else ()


def read(sql: str) -> CountInWords:
    found = counted_or_none(sql, labels)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("SELECT count(*) FROM b.client", "counts rows of b.client"),
        ("SELECT count(DISTINCT c.person) FROM b.client AS c", "counts the different person in rows of b.client"),
        ("SELECT count(c.paid_at) FROM b.client AS c", "counts, where there is a paid_at, rows of b.client"),
        ("SELECT sum(amount) FROM b.client", "takes the sum of amount over rows of b.client"),
        ("SELECT avg(amount * 2) FROM b.client", "takes the average of amount * 2 over rows of b.client"),
        (
            "SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM b - a) / 60) FROM b.client",
            "takes the 90th percentile of the minutes from a to b over rows of b.client",
        ),
        (
            "SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY amount DESC) FROM b.client",
            "takes the 5th percentile of amount over rows of b.client",
        ),
        (
            "SELECT count(*) FROM b.pay AS p, b.client AS c WHERE p.at >= now() - interval '1 day' AND c.at < now()"
            " AND p.at < now()",
            "counts rows of b.pay where joined with b.client AS c, by p.at, from 1 day before until the moment it is"
            " asked for; by c.at, until the moment it is asked for",
        ),
        (
            "SELECT max(extract(epoch FROM now() - a)) FROM b.client",
            "takes the largest of the seconds from a to the moment it is asked for over rows of b.client",
        ),
        (
            "SELECT count(*)::numeric / nullif(sum(n), 0) FROM b.client",
            "works out CAST(COUNT(*) AS DECIMAL) / NULLIF(SUM(n), 0) over rows of b.client",
        ),
        (
            f"SELECT count(*) {FROM} WHERE s.code = 'ACTIVE'",
            "counts rows of b.client where state_id is ACTIVE (Active)",
        ),
        (
            f"SELECT count(*) {FROM} WHERE s.code IN ('ACTIVE', 'NEW') AND c.is_test AND NOT c.gone AND c.x IS NULL"
            " AND c.y IS NOT NULL",
            "counts rows of b.client where state_id is ACTIVE (Active) or NEW (New) and is_test is set and gone is not"
            " set and x is empty and y is filled",
        ),
        (
            "SELECT count(*) FROM b.client WHERE a >= now() - interval '30 days' AND a < now()",
            "counts rows of b.client, by a, from 30 days before until the moment it is asked for",
        ),
        (
            "SELECT count(*) FROM b.client WHERE a >= (date_trunc('month', now() AT TIME ZONE 'Europe/Berlin')"
            " - interval '1 month') AT TIME ZONE 'Europe/Berlin' AND a < date_trunc('month', now() AT TIME ZONE"
            " 'Europe/Berlin') AT TIME ZONE 'Europe/Berlin'",
            "counts rows of b.client, by a, from the beginning of last month in Europe/Berlin until the beginning of"
            " this month in Europe/Berlin",
        ),
        (
            "SELECT count(*) FROM b.client WHERE d >= date_trunc('day', now() AT TIME ZONE 'UTC')::date"
            " AND d < (now() AT TIME ZONE 'UTC')::date + 1",
            "counts rows of b.client, by d, from the beginning of today in UTC until the end of today in UTC",
        ),
        (
            "SELECT count(*) FROM b.client WHERE a >= TIMESTAMP '2026-01-01 00:00:00' AT TIME ZONE 'UTC' AND a < now()",
            "counts rows of b.client, by a, from 2026-01-01 in UTC until the moment it is asked for",
        ),
        (
            "SELECT count(*) FROM b.client WHERE d > (now() AT TIME ZONE 'UTC')::date - 7 AND d <= current_date",
            "counts rows of b.client, by d, after 7 days before today in UTC up to and with today",
        ),
        (
            "SELECT count(*) FROM (SELECT l.id, min(l.at) AS begun FROM b.log AS l JOIN d.state AS s ON s.id = l.to_id"
            " WHERE s.code = 'ACTIVE' GROUP BY l.id) AS c WHERE c.begun >= now() - interval '1 day'",
            "counts each id of b.log once where to_id is ACTIVE (Active), by begun (the first at), from 1 day before",
        ),
        # A joined table is a lookup where it is small, one column of it is asked, and no two values of that are alike.
        (
            "SELECT count(*) FROM b.pay AS p JOIN b.client AS c ON c.id = p.client_id WHERE c.kind = 'X'",
            "counts rows of b.pay where kind is X and joined with b.client AS c by c.id = p.client_id",
        ),
        (
            f"SELECT count(*) {FROM} WHERE s.code = 'NEW' AND s.is_final",
            "counts rows of b.client where code is NEW and is_final is set and joined with d.state AS s by s.id ="
            " c.state_id",
        ),
        # What has no words is told as it is.
        (
            "SELECT count(*) FROM b.client AS c JOIN b.pay USING (id, day)",
            "counts rows of b.client where joined with b.pay by the same id, day",
        ),
        (
            "SELECT count(*) FROM b.client AS c NATURAL LEFT JOIN b.pay",
            "counts rows of b.client where natural left joined with b.pay",
        ),
        (
            "SELECT count(*) FROM (SELECT DISTINCT person FROM b.client) AS c",
            "counts rows of (SELECT DISTINCT person FROM b.client) AS c",
        ),
        (
            "SELECT count(*) FROM (SELECT person FROM b.client ORDER BY 1 LIMIT 3) AS c",
            "counts rows of (SELECT person FROM b.client ORDER BY 1 LIMIT 3) AS c",
        ),
        (
            "SELECT count(*) FROM (SELECT row_number() OVER (PARTITION BY p) AS n FROM b.client) AS c WHERE c.n = 1",
            "is what this SQL gives: SELECT COUNT(*) FROM (SELECT ROW_NUMBER() OVER (PARTITION BY p) AS n FROM"
            " b.client) AS c WHERE c.n = 1",
        ),
        (
            "WITH c AS (SELECT * FROM b.client) SELECT count(*) FROM c",
            "is what this SQL gives: WITH c AS (SELECT * FROM b.client) SELECT COUNT(*) FROM c",
        ),
        (
            "SELECT count(*) FROM b.client AS c LEFT JOIN b.ban AS x ON x.id = c.id WHERE c.a = 1 OR c.b > 2",
            "counts rows of b.client where left joined with b.ban AS x by x.id = c.id and c.a = 1 OR c.b > 2",
        ),
        (
            "SELECT count(*) FROM b.client AS c WHERE EXISTS (SELECT 1 FROM b.ban AS x WHERE x.id = c.id)",
            "counts rows of b.client where EXISTS(SELECT 1 FROM b.ban AS x WHERE x.id = c.id)",
        ),
        (
            "SELECT count(*) FROM (SELECT 1 FROM b.client GROUP BY person HAVING count(*) > 1) AS c",
            "counts each person of b.client once where COUNT(*) > 1",
        ),
        (
            "SELECT 1 UNION SELECT count(*) FROM b.client",
            "is what this SQL gives: SELECT 1 UNION SELECT COUNT(*) FROM b.client",
        ),
    ],
)
def test_what_is_counted(sql: str, sentence: str) -> None:
    assert read(sql).sentence() == sentence


@pytest.mark.parametrize(
    ("where", "left_out"),
    [
        ("s.code = 'ACTIVE'", ("rows with another state_id: NEW (New) or CLOSED (Closed)",)),
        ("s.code <> 'ACTIVE'", ("rows whose state_id is ACTIVE (Active)",)),
        ("s.code NOT IN ('NEW', 'CLOSED')", ("rows whose state_id is NEW (New) or CLOSED (Closed)",)),
        ("NOT s.code = 'NEW'", ("rows whose state_id is NEW (New)",)),
        ("NOT (NOT s.code = 'NEW')", ()),
        ("c.kind = 'X'", ()),
    ],
)
def test_what_is_left_out(where: str, left_out: tuple[str, ...]) -> None:
    assert read(f"SELECT count(*) {FROM} WHERE {where}").left_out == left_out


def test_what_is_no_sql_has_no_words() -> None:
    assert (counted_or_none(None, labels), counted_or_none("SELECT FROM WHERE", labels)) == (None, None)


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("SELECT count(*) FROM b.x", "SELECT count(*) FROM b.x", "Both count the same"),
        (
            "SELECT count(*) FROM b.x WHERE a > now() - interval '7 days'",
            "SELECT count(*) FROM b.x WHERE a > now() - interval '30 days'",
            "This one goes by a, after 7 days before, that one by a, after 30 days before",
        ),
        (
            "SELECT count(*) FROM b.x WHERE a > now() - interval '7 days'",
            "SELECT count(*) FROM b.y WHERE b > now() - interval '7 days'",
            "This one counts rows of b.x, that one counts rows of b.y; this one goes by a, that one by b",
        ),
        (
            "SELECT count(*) FROM b.x WHERE k = 'A' AND m = 'B'",
            "SELECT count(*) FROM b.x WHERE m = 'B'",
            "This one only where k is A, that one without a condition like it",
        ),
        (
            "SELECT count(*) FROM b.x WHERE k <> 'A'",
            "SELECT count(*) FROM b.x",
            "This one leaves out rows whose k is A, that one nothing",
        ),
    ],
)
def test_how_two_differ(one: str, other: str, sentence: str) -> None:
    assert difference(read(one), read(other)) == sentence
