"""What is proposed for a question over a small schema: the SQL as a whole, without marts."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from heartbeat_cli.discovery.proposals import Grounds, KnownTable, Labels, MetricProposal, known_tables, mine, propose
from heartbeat_cli.discovery.understanding import Understanding
from heartbeat_cli.estate import Slice, Source
from heartbeat_cli.metrics import check_sql, find_window
from heartbeat_cli.pgschema import read_text

SCHEMA = """
CREATE TYPE order_kind AS ENUM ('online', 'in_store');
CREATE TABLE country (id smallint PRIMARY KEY, code text NOT NULL, name text NOT NULL);
CREATE TABLE order_state (id smallint PRIMARY KEY, code text NOT NULL, name text NOT NULL);
CREATE TABLE customer (
    id bigint PRIMARY KEY, full_name text, country_id smallint NOT NULL REFERENCES country (id),
    is_business boolean NOT NULL, created_at timestamptz NOT NULL, deleted_at timestamptz
);
CREATE TABLE "order" (
    id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customer (id), kind order_kind NOT NULL,
    state_id smallint NOT NULL REFERENCES order_state (id), total_amount numeric(12,2) NOT NULL,
    currency_code char(3) NOT NULL, is_test boolean NOT NULL, placed_at timestamptz NOT NULL, shipped_at timestamptz,
    updated_at timestamptz
);
CREATE TABLE order_state_log (
    id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES "order" (id),
    from_state_id smallint REFERENCES order_state (id), to_state_id smallint NOT NULL REFERENCES order_state (id),
    changed_at timestamptz NOT NULL
);
CREATE TABLE ticket (id bigint PRIMARY KEY, subject text, opened_at timestamptz NOT NULL, closed_at timestamptz);
"""
SOURCE = Source(
    "shop", "shop", "shop", "postgres", "granted", Path("shop.yml"), cluster="A", database="shop", schemas=("public",),
    slices=(Slice("public"),),
)  # fmt: skip
STATES = ("PLACED", "PAID", "SHIPPED", "CANCELLED")
COUNTRIES = ("DE", "AT")
ORDERS = '"order"'
LIVE = "is_test IS NOT TRUE"


def grounds() -> Grounds:
    database = read_text(SCHEMA, name="shop").database
    tables = known_tables(SOURCE, {t.qname: t for t in database.tables()}, mine(database, {}))
    return Grounds({q: _labelled(known) for q, known in tables.items()})


def _labelled(known: KnownTable) -> KnownTable:
    labels = list(known.labels)
    for step in known.steps:
        home = replace(known.home, table=step.target)
        if step.target.name == "order_state":
            labels.append(Labels(step.column, STATES, STATES, home, "id", "code"))
        if step.target.name == "country":
            labels.append(Labels(step.column, COUNTRIES, ("Germany", "Austria"), home, "id", "code"))
    currencies = ("EUR", "USD") if known.table.column("currency_code") else ()
    return replace(known, labels=tuple(labels), currencies=currencies)


def best(**understood: object) -> MetricProposal:
    asked = Understanding("", **understood)  # type: ignore[arg-type]
    known = grounds()
    return propose(asked, known, [t for t in known.tables.values() if t.role != "dictionary"])[0]


def in_window(column: str) -> str:
    return f"{column} >= now() - interval '7 days'\n  AND {column} < now()"


def state(label: str, column: str = "state_id") -> str:
    return f"{column} = (SELECT id FROM shop_public.order_state WHERE code = '{label}')"


WEEK = find_window("7d")
CASES: list[tuple[str, dict[str, object], str]] = [
    (
        "things in a state are counted as they are now",
        {"of": ("orders",), "condition": ("paid",)},
        f"SELECT count(*)\nFROM shop_public.{ORDERS}\nWHERE {state('PAID')}\n  AND {LIVE}",
    ),
    (
        "what the question says happened is counted by its own time",
        {"of": ("orders",), "condition": ("shipped",), "window": WEEK},
        f"SELECT count(*)\nFROM shop_public.{ORDERS}\nWHERE {LIVE}\n  AND {in_window('shipped_at')}",
    ),
    (
        "a label of a type is one of the table",
        {"of": ("orders",), "condition": ("online",), "window": WEEK},
        f"SELECT count(*)\nFROM shop_public.{ORDERS}\nWHERE kind = 'online'\n  AND {LIVE}\n"
        f"  AND {in_window('placed_at')}",
    ),
    (
        "what is said of another table is joined along its key",
        {"of": ("orders",), "condition": ("business", "customers"), "window": WEEK},
        f"SELECT count(*)\nFROM shop_public.{ORDERS} AS o\nJOIN shop_public.customer AS c ON c.id = o.customer_id\n"
        f"WHERE c.is_business\n  AND o.{LIVE}\n  AND {in_window('o.placed_at')}",
    ),
    (
        "those of whom there are several rows are counted once",
        {"shape": "count_distinct", "of": ("customers",), "condition": ("orders",), "window": WEEK},
        f"SELECT count(DISTINCT customer_id)\nFROM shop_public.{ORDERS}\nWHERE {LIVE}\n  AND {in_window('placed_at')}",
    ),
    (
        "deleted rows are no customers",
        {"of": ("customers",), "condition": ("Germany",)},
        "SELECT count(*)\nFROM shop_public.customer\n"
        "WHERE country_id = (SELECT id FROM shop_public.country WHERE code = 'DE')\n  AND deleted_at IS NULL",
    ),
    (
        "a share has what came in the window below it",
        {"shape": "share", "of": ("orders",), "base": ("orders",), "condition": ("cancelled",), "window": WEEK},
        f"SELECT 100.0 * count(*) FILTER (WHERE {state('CANCELLED')})\n  / nullif(count(*), 0)\n"
        f"FROM shop_public.{ORDERS}\nWHERE {LIVE}\n  AND {in_window('placed_at')}",
    ),
    (
        "money is taken in one currency",
        {"shape": "sum", "of": ("total", "orders"), "window": WEEK},
        f"SELECT sum(total_amount)\nFROM shop_public.{ORDERS}\nWHERE currency_code = 'EUR'\n  AND {LIVE}\n"
        f"  AND {in_window('placed_at')}",
    ),
    (
        "and in the one that was asked for",
        {"shape": "avg", "of": ("total", "orders"), "currency": "USD", "window": WEEK},
        f"SELECT avg(total_amount)\nFROM shop_public.{ORDERS}\nWHERE currency_code = 'USD'\n  AND {LIVE}\n"
        f"  AND {in_window('placed_at')}",
    ),
    (
        "a duration of two times of the row ends in the window",
        {"shape": "duration", "percent": 50, "of": ("orders",), "states": (("placed",), ("shipped",)), "window": WEEK},
        "SELECT percentile_cont(0.5) WITHIN GROUP (\n  ORDER BY extract(epoch FROM shipped_at - placed_at) / 60\n)\n"
        f"FROM shop_public.{ORDERS}\nWHERE {LIVE}\n  AND {in_window('shipped_at')}",
    ),
    (
        "a duration of two states goes by the log",
        {"shape": "duration", "of": ("orders",), "states": (("paid",), ("cancelled",)), "window": WEEK},
        "SELECT avg(extract(epoch FROM until - since) / 60)\nFROM (\n"
        "  SELECT l.order_id, a.entered_at AS since, min(l.changed_at) AS until\n  FROM (\n"
        "    SELECT order_id, min(changed_at) AS entered_at\n    FROM shop_public.order_state_log\n"
        f"    WHERE {state('PAID', 'to_state_id')}\n    GROUP BY order_id\n  ) AS a\n"
        "  JOIN shop_public.order_state_log AS l ON l.order_id = a.order_id AND l.changed_at >= a.entered_at\n"
        f"  WHERE {state('CANCELLED', 'l.to_state_id')}\n  GROUP BY l.order_id, a.entered_at\n) AS spans\n"
        f"WHERE {in_window('until')}",
    ),
    (
        "what waits for long is told by its last entry into the state",
        {"shape": "backlog", "of": ("orders",), "states": (("paid",),), "older_than": timedelta(days=3)},
        f"SELECT count(*)\nFROM shop_public.{ORDERS}\nWHERE {state('PAID')}\n  AND {LIVE}\n"
        f'  AND (SELECT max(l.changed_at) FROM shop_public.order_state_log AS l WHERE l.order_id = "order".id'
        f" AND {state('PAID', 'l.to_state_id')}) < now() - interval '3 days'",
    ),
    (
        "what has no state called so is open while it has no end",
        {"shape": "backlog", "of": ("tickets",), "states": (("open",),)},
        "SELECT count(*)\nFROM shop_public.ticket\nWHERE closed_at IS NULL",
    ),
    (
        "a funnel counts later states after the first",
        {"shape": "funnel", "of": ("orders",), "states": (("placed",), ("paid",)), "window": WEEK},
        "SELECT 100.0 * count(*) FILTER (WHERE EXISTS (\n      SELECT 1 FROM shop_public.order_state_log AS s1\n"
        f"      WHERE s1.order_id = a.order_id AND {state('PAID', 's1.to_state_id')}\n"
        "        AND s1.changed_at >= a.entered_at AND s1.changed_at < now()))\n  / nullif(count(*), 0)\nFROM (\n"
        "  SELECT order_id, min(changed_at) AS entered_at\n  FROM shop_public.order_state_log\n"
        f"  WHERE {state('PLACED', 'to_state_id')}\n  GROUP BY order_id\n) AS a\nWHERE {in_window('a.entered_at')}",
    ),
]


@pytest.mark.parametrize(("understood", "sql"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_first_proposal(understood: dict[str, object], sql: str) -> None:
    proposal = best(**understood)
    assert proposal.sql == sql
    check_sql(proposal.sql)
