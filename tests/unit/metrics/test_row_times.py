"""By which columns of time the rows of a table have a moment: a date of birth is none."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.exports_sample import RECEIPT

from heartbeat_cli.metrics import TableRead
from heartbeat_cli.metrics.row_times import row_times

COLUMNS = {
    "born_on": "DATE",
    "created_at": "TIMESTAMP WITH TIME ZONE",
    "settled_at": "TIMESTAMP WITH TIME ZONE",
    "valid_until": "DATE",
    "state_id": "SMALLINT",
}
DAY = "created_at >= now() - interval '24 hours' AND created_at < now()"
EVERY = ["born_on", "created_at", "settled_at", "valid_until"]


@pytest.mark.parametrize(
    ("sql", "together", "columns"),
    [
        (f"SELECT count(*) FROM b.client WHERE {DAY}", True, ["created_at"]),
        (f"SELECT count(*) FROM b.client WHERE born_on < DATE '2000-01-01' AND {DAY}", True, ["created_at"]),
        (f"SELECT count(*) FROM b.client WHERE born_on < current_date AND {DAY}", True, ["born_on", "created_at"]),
        (f"WITH c AS (SELECT * FROM b.client) SELECT count(*) FROM c WHERE {DAY}", True, ["created_at"]),
        (f"SELECT count(*) FROM (SELECT *, created_at AS at FROM b.client WHERE {DAY}) AS c", True, ["created_at"]),
        ("SELECT count(*) FROM b.client WHERE created_at::date = current_date", True, ["created_at"]),
        (f"SELECT count(*) FROM b.client WHERE valid_until >= now() AND {DAY}", True, ["created_at"]),
        ("SELECT count(*) FROM b.client WHERE valid_until >= now()", False, EVERY),
        (
            f"SELECT count(*) FROM b.client WHERE {DAY} AND (settled_at IS NULL OR settled_at < now())",
            True,
            ["created_at"],
        ),
        ("SELECT count(*) FROM b.client WHERE valid_until < now() + interval '7 days'", False, EVERY),
        ("SELECT count(*) FROM b.client WHERE state_id = 1", False, EVERY),
        ("SELECT count(*) FROM (SELECT min(created_at) AS at FROM b.client) AS c WHERE c.at < now()", False, EVERY),
    ],
)
def test_what_is_held_against_the_clock_tells_when_there_were_rows(
    sql: str, together: bool, columns: list[str]
) -> None:
    read = tuple((f"b.client.{name}", type_) for name, type_ in COLUMNS.items())
    defined = replace(RECEIPT.definition, sql=sql)
    receipt = replace(RECEIPT, definition=defined, tables=(TableRead("b.client", "1", 4),), columns=read)
    (found,) = row_times(replace(receipt, as_of=datetime(2026, 5, 8, tzinfo=UTC)))
    assert (found.together, [name for name, _ in found.columns]) == (together, columns)
