"""Which columns a number is made of."""

import pytest

from heartbeat_cli.metrics.columns_read import columns_read
from heartbeat_cli.pgschema import Column, QName

COLUMNS = {
    QName("a", "client"): [Column("id", "BIGINT"), Column("name", "VARCHAR"), Column("state_id", "INTEGER")],
    QName("a", "state"): [Column("id", "smallint"), Column("code", "text")],
}


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        ("SELECT count(*) FROM a.client", []),
        ("SELECT count(name) FROM a.client", ["a.client.name"]),
        ("SELECT count(NAME) FROM a.client", ["a.client.name"]),
        ("SELECT count(c.name) FROM a.client AS c", ["a.client.name"]),
        (
            "SELECT count(*) FROM a.client c JOIN a.state s ON s.id = c.state_id WHERE s.code = 'X'",
            ["a.client.state_id", "a.state.code", "a.state.id"],
        ),
        ("SELECT count(id) FROM a.client, a.state", ["a.client.id", "a.state.id"]),
        ("SELECT count(*) FROM a.client JOIN a.state USING (id)", ["a.client.id", "a.state.id"]),
        ("SELECT count(c) FROM a.client AS c", ["a.client.id", "a.client.name", "a.client.state_id"]),
        ("SELECT count(s.*) FROM a.client AS c, a.state s", ["a.state.code", "a.state.id"]),
        (
            "SELECT count(*) FROM a.state NATURAL JOIN a.client",
            ["a.client.id", "a.client.name", "a.client.state_id", "a.state.code", "a.state.id"],
        ),
        ("WITH c AS (SELECT name AS n FROM a.client) SELECT count(n) FROM c", ["a.client.name"]),
        ("SELECT count(nothing) FROM a.client", []),
        # Under other names all of them are meant, and as a whole row.
        ("SELECT count(*) FROM a.state AS s(x, y) WHERE y = 'X'", ["a.state.code", "a.state.id"]),
        ("WITH s(x, y) AS (TABLE a.state) SELECT count(y) FROM s", ["a.state.code", "a.state.id"]),
        ("SELECT count(*) FROM (SELECT * FROM a.state) AS s(x, y) WHERE y = 'X'", ["a.state.code", "a.state.id"]),
        ("SELECT count(*) FROM a.state AS s WHERE (s).code = 'X'", ["a.state.code", "a.state.id"]),
        ("SELECT count(*) FROM a.state AS s WHERE s::text LIKE '%X%'", ["a.state.code", "a.state.id"]),
        ("SELECT count(q.code) FROM (SELECT code, id FROM a.state) AS q", ["a.state.code", "a.state.id"]),
        ("SELECT count(c.id) FROM a.client AS c, a.state AS s", ["a.client.id"]),
        (
            "SELECT count(*) FROM a.state AS s WHERE EXISTS (SELECT * FROM a.client AS c WHERE c.state_id = s.id)",
            ["a.client.state_id", "a.state.id"],
        ),
    ],
)
def test_columns_a_query_reads(sql: str, read: list[str]) -> None:
    assert [name for name, _ in columns_read(sql, COLUMNS)] == read


def test_types_are_postgresqls() -> None:
    found = columns_read("SELECT count(name), c.id, state_id FROM a.client AS c", COLUMNS)
    assert found == (("a.client.id", "bigint"), ("a.client.name", "text"), ("a.client.state_id", "integer"))
