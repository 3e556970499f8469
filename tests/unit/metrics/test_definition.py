"""What a definition is: layout, comments and notes are no part of it, and everything that changes the number is."""

from dataclasses import replace

import pytest

from heartbeat_cli.metrics import Metric, differences
from heartbeat_cli.metrics.definition import sql_fingerprint

METRIC = Metric(
    "paid_sum_7d", "How much was paid?", "webbank", "aligned", "7d", label="Paid", unit="EUR", direction="up_is_good",
    sql="SELECT sum(amount) FROM webbank_core.payment AS p WHERE p.note <> 'x: # y' AND p.fee > 1.5",
)  # fmt: skip
SQL = METRIC.sql or ""


@pytest.mark.parametrize(
    "sql",
    [
        SQL + ";",
        SQL.replace(" AND ", "\n\tAND  ").replace(" FROM ", "\r\nFROM\t"),
        SQL.replace("sum(amount)", "SUM( amount )"),
        SQL.replace("sum(amount)", "sum( /* all */ amount)"),
        SQL.replace("FROM", "-- rows\nFROM"),
        SQL.replace("FROM", "/* a /* nested */ one */ FROM"),
        SQL + " -- the end",
        SQL.replace("webbank_core.payment", "WebBank_Core.PAYMENT"),
        SQL.replace("webbank_core.payment", '"webbank_core"."payment"'),
        SQL.replace("AS p", "p"),
        SQL.replace("<>", "!="),
        SQL.replace("'x: # y'", "E'x: \\x23 y'"),
        SQL.replace("'x: # y'", "$a$x: # y$a$"),
        SQL.replace("'x: # y'", "U&'x: \\0023 y'"),
        SQL.replace("'x: # y'", "'x: '\n'# y'"),
        SQL.replace("WHERE p.note", "WHERE (p.note").replace("y' AND", "y') AND"),
        SQL.replace("1.5", "1.50"),
        SQL.replace("1.5", "15e-1"),
    ],
)
def test_sql_that_means_the_same(sql: str) -> None:
    same = replace(METRIC, sql=sql)
    assert differences(METRIC.definition, same.definition) == ()
    assert same.definition.fingerprint == METRIC.definition.fingerprint
    assert sql_fingerprint(sql) == sql_fingerprint(SQL)


@pytest.mark.parametrize(
    "sql",
    [
        SQL.replace("'x: # y'", "'x:  # y'"),
        SQL.replace("'x: # y'", "'X: # y'"),
        SQL.replace("'x: # y'", "E'\\''"),
        SQL.replace("'x: # y'", "'x: -- y'"),
        SQL.replace("sum(amount)", 'sum("Amount")'),
        SQL.replace("sum(amount)", "sum(DISTINCT amount)"),
        SQL.replace("sum(amount)", "sum(amount) FILTER (WHERE fee > 0)"),
        SQL.replace("1.5", "2"),
        SQL.replace("1.5", "1.5::float"),
        SQL.replace("> 1.5", ">= 1.5"),
        SQL.replace("AND", "OR"),
        SQL.replace("AND", "-- note\rAND id = 3 AND"),
        SQL + " AND id > 3",
        SQL + " LIMIT 1",
        SQL + "; SELECT 1",
        SQL.replace("webbank_core", "vss_vss"),
        "not SQL",
        "",
    ],
)
def test_sql_that_means_something_else(sql: str) -> None:
    other = replace(METRIC, sql=sql)
    (found,) = differences(METRIC.definition, other.definition)
    assert (found.part, found.then, found.now, found.revokes) == ("sql", SQL, sql, True)
    assert other.definition.fingerprint != METRIC.definition.fingerprint


def test_a_whole_number_is_no_number_with_a_point() -> None:
    """`7 / 2` is 3."""
    whole, pointed = (replace(METRIC, sql=f"SELECT count(*) / {n} FROM a.b").definition for n in ("2", "2.0"))
    assert [d.part for d in differences(whole, pointed)] == ["sql"]


@pytest.mark.parametrize(
    ("change", "told", "revokes"),
    [
        ({"name": "paid_total_7d"}, "name was 'paid_sum_7d', is 'paid_total_7d'", True),
        (
            {"question": "How much was refunded?"},
            "question was 'How much was paid?', is 'How much was refunded?'",
            True,
        ),
        ({"unit": "USD"}, "unit was 'EUR', is 'USD'", True),
        ({"unit": None}, "unit was 'EUR', is ''", True),
        ({"window": "30d"}, "window was '7d', is '30d'", True),
        ({"direction": None}, "direction was 'up_is_good', is ''", True),
        ({"source": "vss"}, "source was 'webbank', is 'vss'", True),
        ({"label": "Refunded"}, "label was 'Paid', is 'Refunded'", False),
        (
            {"sql": SQL.replace("WHERE", "WHERE p.id > 3\n  -- rows\n  AND")},
            f"SQL was `{SQL}`, is `SELECT sum(amount) FROM webbank_core.payment AS p WHERE p.id > 3 AND p.note "
            "<> 'x: # y' AND p.fee >…`",
            True,
        ),
    ],
)
def test_a_difference_is_told(change: dict[str, object], told: str, revokes: bool) -> None:
    (found,) = differences(METRIC.definition, replace(METRIC, **change).definition)  # type: ignore[arg-type]
    assert (str(found), found.revokes) == (told, revokes)


def test_only_the_lines_that_changed_are_told() -> None:
    lines = "SELECT count(*)\nFROM a.b\nWHERE x = 1\n  AND y = 2"
    before, after = (replace(METRIC, sql=sql).definition for sql in (lines, lines.replace("x = 1", "x  =  3")))
    assert [str(d) for d in differences(before, after)] == ["SQL was `WHERE x = 1`, is `WHERE x = 3`"]


@pytest.mark.parametrize(
    "change",
    [
        {"question": "How much\n  was paid?"},
        {"owner": "somebody"},
        {"description": "Alles, was bezahlt wurde."},
        {"notes": ()},
        {"status": "candidate"},
    ],
)
def test_what_is_no_part_of_it(change: dict[str, object]) -> None:
    assert differences(METRIC.definition, replace(METRIC, **change).definition) == ()  # type: ignore[arg-type]


def test_a_fingerprint_says_how_it_was_worked_out() -> None:
    """It may change with PostgreSQL's grammar, and then gets another number: nothing is decided by it alone."""
    metric = Metric("a_b_24h", "q", "webbank", "candidate", "24h", unit="count", sql="SELECT count(*) FROM a.b")
    assert metric.definition.fingerprint == "3-89942d8252e44fc1d1e0454f7fa56e16"
