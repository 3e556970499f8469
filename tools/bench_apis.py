"""Landing 100,000 records of each API, against bare clients that ask for the same pages and load as many rows.

.venv/bin/python tools/bench.py apis

Every side is a process of its own and asks the same local service. A bare client repeats the requests `hb` made,
parses the answers, writes them down as lines of JSON, and has them made a table: by dlt, or, with nothing that types,
proves or remembers anything, by DuckDB's own reader.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench_estate import say
from figures import HB, Figure
from processes import RunError, run

ROUNDS = int(os.environ.get("HB_BENCH_ROUNDS") or 3)
RECORDS = 100_000
LOADERS = {"dlt": "dlt", "duckdb": "DuckDB's reader"}
MOST = 1.5
MOST_MB = 300
SAMPLE_SECONDS = 0.05
TOKEN = "a-token-of-the-bench"
START = datetime(2026, 1, 1, tzinfo=UTC)
PROJECT = "truth_source: api\nmirror: seed\nmarts: {kind: duckdb}\nclusters:\n  A: {mirror: a, env: SOURCE_PG}\n"
SOURCE = "source: api\ntitle: An API\nrole: To be measured.\naccess: granted\n"
REST = """\
archetype: rest
client: {auth: bearer, paginator: {type: cursor, cursor_path: next_cursor}}
resource_defaults:
  primary_key: id
  endpoint:
    params: {limit: 500}
    data_selector: data.items
    incremental: {cursor_path: updated_at, start_param: updated_since}
resources: [things]
"""
GA4 = """\
archetype: aggregate_api
reports: [{name: pages, dimensions: [date, landingPage], metrics: [sessions, engagedSessions], since: 2026-01-01}]
"""
ZOHO = "archetype: oauth_rest\napi: zoho_crm\nmodules: [Leads]\n"


@dataclass(frozen=True)
class Side:
    """A service that runs, what a source's file says of it, and the variables it is entered with."""

    name: str
    service: Any
    source: str
    variables: Mapping[str, str]
    headers: Mapping[str, str]


def figures(folder: Path) -> list[Figure]:
    """Of each API the ratio of times, and the most memory."""
    found: list[Figure] = []
    for make in (_zoho, _ga4, _bo):
        with make(folder) as side:
            found += _measured(side, folder / side.name)
    return found


def _measured(side: Side, root: Path) -> list[Figure]:
    say(f"landing {RECORDS:,} records of {side.name}")
    (root / "db/sources").mkdir(parents=True)
    (root / "seed").mkdir()
    (root / "heartbeat.yml").write_text(PROJECT)
    (root / "db/sources/api.yml").write_text(SOURCE + side.source)
    (root / ".env").write_text("".join(f"API_{name}={value}\n" for name, value in side.variables.items()))
    ingest = f"hb ingest of {side.name}"
    titles = {loader: f"{ingest}, {RECORDS:,} records / bare client and {name}" for loader, name in LOADERS.items()}
    try:
        own, bare, most = _in_turn(side, root)
    except RunError as error:
        return [Figure(title, None, MOST, str(error)) for title in titles.values()]
    ratios = [
        Figure(title, own / bare[loader], MOST, f"{own:.1f} s against {bare[loader]:.1f} s")
        for loader, title in titles.items()
    ]
    return [*ratios, Figure(f"{ingest}, peak memory", most, MOST_MB, f"{RECORDS / own:,.0f} records/s", "MB")]


def _in_turn(side: Side, root: Path) -> tuple[float, dict[str, float], float]:
    """Median seconds of our side and of each bare client, and the most memory of ours in MB."""
    own, most = [], 0.0
    bare: dict[str, list[float]] = {loader: [] for loader in LOADERS}
    for _ in range(ROUNDS):
        for left in (root / ".heartbeat").glob("*"):
            run(["rm", "-rf", left], root)
        side.service.seen.clear()
        done = run([*HB, "ingest", "--source", "api"], root, watch=SAMPLE_SECONDS)
        asked = [seen for seen in side.service.seen() if seen.token is not None]
        requests = [{"method": s.method, "url": f"{side.service.url}{s.target}", "body": s.body} for s in asked]
        asked_file = root / "asked.json"
        asked_file.write_text(json.dumps({"headers": side.headers, "requests": requests}))
        own.append(done.seconds)
        most = max(most, done.proportional)
        for loader, seconds in bare.items():
            seconds.append(run([sys.executable, __file__, asked_file, root / f"{loader}.duckdb", loader], root).seconds)
    return statistics.median(own), {loader: statistics.median(seconds) for loader, seconds in bare.items()}, most


@contextmanager
def _zoho(_folder: Path) -> Iterator[Side]:
    import requests

    from heartbeat_cli.demo.services import Zoho

    at = [(START + timedelta(seconds=n)).isoformat() for n in range(RECORDS)]
    rows = [
        {"id": str(554_000_000_000_000_000 + n), "Company": f"Firm {n}", "Amount": n / 100, "Created_Time": at[n],
         "Modified_Time": at[n], "Owner": {"id": "1", "name": "Ann"}, "Stage": "Open", "Count": n}
        for n in range(RECORDS)
    ]  # fmt: skip
    with Zoho({"Leads": rows}, credits=10_000_000).serving() as service:
        accounts = service.accounts
        form = {"grant_type": "refresh_token", "client_id": accounts.client_id, "client_secret": accounts.client_secret}
        form["refresh_token"] = accounts.refresh_token
        token = requests.post(f"{service.url}/oauth/v2/token", data=form, timeout=60).json()["access_token"]
        variables = {"ACCOUNTS_URL": service.url, **{name.upper(): value for name, value in form.items()}}
        yield Side("Zoho CRM", service, ZOHO, variables, {"Authorization": f"Zoho-oauthtoken {token}"})


@contextmanager
def _ga4(folder: Path) -> Iterator[Side]:
    import requests

    from heartbeat_cli.demo.services import Ga4
    from heartbeat_cli.sources.jwt import signed_jwt

    days = [(START + timedelta(days=n)).date().isoformat() for n in range(250)]
    rows = [
        {"date": day, "landingPage": f"/{page}", "sessions": 1, "engagedSessions": 1, "user": page}
        for day in days
        for page in range(RECORDS // len(days))
    ]
    with Ga4(rows, cost=lambda *_: 1).serving() as service:
        account = service.service_account()
        key = folder / "key.json"
        key.write_text(json.dumps(account))
        now = int(time.time())
        scope = "https://www.googleapis.com/auth/analytics.readonly"
        claims = {
            "iss": account["client_email"],
            "scope": scope,
            "aud": "https://oauth2.googleapis.com/token",
            "iat": now,
            "exp": now + 3600,
        }
        form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer"}
        form["assertion"] = signed_jwt(claims, account["private_key"], account["private_key_id"])
        token = requests.post(account["token_uri"], data=form, timeout=60).json()["access_token"]
        variables = {"API_URL": service.url, "PROPERTY": service.property_id, "CREDENTIALS": str(key)}
        yield Side("Google Analytics", service, GA4, variables, {"Authorization": f"Bearer {token}"})


@contextmanager
def _bo(_folder: Path) -> Iterator[Side]:
    from heartbeat_cli.demo.services import Bearer, Bo

    rows = [
        {"id": f"t-{n}", "kind": "thing", "amount": {"value": f"{n / 100:.2f}", "currency": "EUR"}, "number": n,
         "opened_at": (at := (START + timedelta(seconds=n)).strftime("%Y-%m-%dT%H:%M:%SZ")), "updated_at": at}
        for n in range(RECORDS)
    ]  # fmt: skip
    with Bo({"things": rows}, auth=Bearer(TOKEN)).serving() as service:
        variables = {"URL": f"{service.url}/api/v1", "TOKEN": TOKEN}
        yield Side("the back office", service, REST, variables, {"Authorization": f"Bearer {TOKEN}"})


def ask_again(asked: Path, marts: Path, loader: str) -> None:
    """The bare client: every request once more, and what came of it in a table."""
    import requests

    told = json.loads(asked.read_text())
    lines = asked.with_suffix(".ndjson")
    session = requests.Session()
    with lines.open("w") as file:
        for one in told["requests"]:
            headers = {**told["headers"], **({"Content-Type": "application/json"} if one["body"] else {})}
            answer = session.request(one["method"], one["url"], data=one["body"] or None, headers=headers, timeout=60)
            answer.raise_for_status()
            file.writelines(f"{json.dumps(record)}\n" for record in _records(answer.json() if answer.content else {}))
    marts.unlink(missing_ok=True)
    loaded = {"dlt": _loaded_by_dlt, "duckdb": _loaded_by_duckdb}[loader](lines, marts)
    if loaded < RECORDS:
        raise SystemExit(f"error: {loaded:,} of {RECORDS:,} records arrived")


def _loaded_by_duckdb(lines: Path, marts: Path) -> int:
    import duckdb

    with duckdb.connect(str(marts)) as database:
        database.execute(f"CREATE TABLE records AS SELECT * FROM read_json_auto('{lines}')")
        return int((database.execute("SELECT count(*) FROM records").fetchone() or (0,))[0])


def _loaded_by_dlt(lines: Path, marts: Path) -> int:
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    import dlt

    def records() -> Iterator[Any]:
        with lines.open() as file:
            yield from map(json.loads, file)

    with TemporaryDirectory() as folder:
        pipeline = dlt.pipeline("bare", folder, destination=dlt.destinations.duckdb(str(marts)), dataset_name="bare")
        pipeline.run(records(), table_name="records", write_disposition="replace")
        return int(pipeline.last_trace.last_normalize_info.row_counts["records"])


def _records(body: Any) -> list[Any]:
    found = body.get("data", body.get("rows", []))
    return list(found["items"] if isinstance(found, dict) else found)


if __name__ == "__main__":
    ask_again(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
