"""The demo's services tell of the clients and the held payments that its databases have."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg

from heartbeat_cli.demo import Demo
from heartbeat_cli.demo.services.story import Bank, read_bank, tell_bo, tell_ga4, tell_zoho
from heartbeat_cli.estate import ProjectSettings


def connections(demo: ProjectSettings) -> Callable[[str], "psycopg.Connection[Any]"]:
    """Connections to the databases of cluster A, by name."""
    state = Demo(demo).load()
    assert state is not None
    server = state.clusters["A"]
    return lambda name: psycopg.connect(
        host="127.0.0.1", port=server.port, user="postgres", password=server.admin_password, dbname=name
    )


def test_the_services_tell_of_the_rows_of_the_databases(demo: ProjectSettings) -> None:
    connect, clock = connections(demo), demo.now()
    with connect("webbank") as webbank, connect("bpm") as bpm:
        bank = read_bank(webbank, bpm, clock)
        active = webbank.execute(
            "SELECT id FROM core.client_profile WHERE kind <> 'person' AND activated_at > %s",
            [clock - timedelta(days=300)],
        ).fetchall()
        registered = webbank.execute(
            "SELECT (created_at AT TIME ZONE 'UTC')::date::text, count(*) FROM core.client_profile"
            " WHERE created_at > %s GROUP BY 1",
            [clock - timedelta(days=179)],
        ).fetchall()
        held = bpm.execute(
            "SELECT count(*), count(closed_at) FROM bpm.case_review WHERE opened_at > %s", [clock - timedelta(days=179)]
        ).fetchone()
    _won_deals_are_active_clients(bank, {row[0] for row in active})
    signed_up: Counter[str] = Counter()
    for row in tell_ga4(bank).rows:
        signed_up[row["date"]] += row["keyEvents"]
    assert [day for day, clients in registered if signed_up[day] < clients] == []
    cases = [c for c in tell_bo(bank).rows("cases") if c["kind"] == "payment_review"]
    cases = [c for c in cases if datetime.fromisoformat(c["opened_at"]) > clock - timedelta(days=179)]
    assert (len(cases), sum(c["resolved_at"] is not None for c in cases)) == held
    assert all(c["client_id"] for c in cases)


def _won_deals_are_active_clients(bank: Bank, active: set[int]) -> None:
    won = {deal["Bank_Client_Id"] for deal in tell_zoho(bank).modules.all("Deals") if deal["Stage"] == "Closed Won"}
    assert (len(active) > 100, active - won) == (True, set())
