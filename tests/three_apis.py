"""The demo's three APIs with the bank's story, a project that has their credentials, and served against landed.

What is served is asked of the services themselves; every row is compared, every column of it, and the record as sent.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from heartbeat_cli.demo.services import Bearer, Bo, Ga4, Service, Zoho
from heartbeat_cli.demo.services.story import Bank, made_up_bank, tell_bo, tell_ga4, tell_zoho
from heartbeat_cli.demo.services.story.site import visits
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.marts import MartsReader, open_marts
from tests.asking import ask, ga4_headers
from tests.conftest import Outcome, TestServer, copy_project, run_here
from tests.ingest_estate import make_database
from tests.secret_hunt import key_of

CLOCK = datetime(2026, 5, 8, 9, tzinfo=UTC)
SOURCES = ("zoho_crm", "google_analytics", "bo_api")
EVERY = "--source zoho_crm --source google_analytics --source bo_api"
MODULES = ("Leads", "Deals", "DealHistory")
STREAMS = {"operator-actions": "operator_actions", "queue": "queue", "cases": "cases"}
TOKEN = "a-token-of-the-back-office"
MARTS_DATABASE = "api_marts"

Record = dict[str, Any]
# Of each row its columns that have a value, in order; the rows in order.
Rows = list[list[tuple[str, str]]]
Contents = dict[str, Rows]


@dataclass
class ThreeApis:
    """The services with the bank's story, and a project that has their credentials and nothing landed."""

    bank: Bank
    zoho: Zoho
    ga4: Ga4
    bo: Bo
    visits: list[dict[str, Any]]
    project: ProjectSettings
    marts_password: str | None = None

    def hb(self, line: str) -> Outcome:
        return run_here(f"hb {line}", self.project.root)

    def service(self, source: str) -> Service:
        return {"zoho_crm": self.zoho, "google_analytics": self.ga4, "bo_api": self.bo}[source]

    def served(self, *sources: str) -> Contents:
        """What there is now, by table: every record, flat, with itself as `_raw`; of reports their rows."""
        found: dict[str, list[Record]] = {}
        for source in sources or SOURCES:
            if source == "zoho_crm":
                found |= {f"zoho_crm_crm.{m}": _flat_all(self.zoho.modules.all(m)) for m in MODULES}
            elif source == "bo_api":
                found |= {f"bo_api_api.{table}": _flat_all(self.bo.rows(name)) for name, table in STREAMS.items()}
                for case in found["bo_api_api.cases"]:
                    # A text, which the source's file says is a number.
                    if "amount__value" in case:
                        case["amount__value"] = Decimal(case["amount__value"]).normalize()
            else:
                found |= {f"google_analytics_reports.{r['name']}": self._report(r) for r in self._reports()}
        return {table: _rows(records) for table, records in found.items()}

    def landed(self, *sources: str) -> Contents:
        """What is in the marts of these sources, as far as there is anything."""
        found: Contents = {}
        if self.project.marts.kind == "duckdb" and not self.project.marts.path.exists():
            return found
        with open_marts(self.project, empty=True) as reader:
            for table in reader.tables():
                if table.dataset.startswith(sources or SOURCES):
                    columns = {column.name: column.type for column in table.columns}
                    found[f"{table.dataset}.{table.name}"] = _rows(_read(reader, table.dataset, table.name, columns))
        return found

    def secrets(self) -> dict[str, str]:
        """What lets somebody in, by what it is; also the tokens that were given meanwhile."""
        given = (*self.zoho.accounts.given(), *self.ga4.token_server.given())
        return {
            "the client's secret": self.zoho.accounts.client_secret,
            "the refresh token": self.zoho.accounts.refresh_token,
            "the account's key": key_of(self.ga4.service_account()["private_key"]),
            "a signed assertion": "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCI",
            "the back office's token": TOKEN,
            **{f"access token {number}": token for number, token in enumerate(given, start=1)},
            **({"the marts' password": self.marts_password} if self.marts_password else {}),
        }

    def value(self, metric: str) -> float:
        done = self.hb(f"metrics run {metric} --json")
        assert done.code == 0, done.stderr
        return float(done.json["value"])

    def _reports(self) -> list[dict[str, Any]]:
        file = self.project.root / "db" / "sources" / "google_analytics.yml"
        return list(yaml.safe_load(file.read_text())["reports"])

    def _report(self, report: Mapping[str, Any]) -> list[Record]:
        names = {part: [{"name": name} for name in report[part]] for part in ("dimensions", "metrics")}
        asked = {**names, "dateRanges": [{"startDate": "2025-01-01", "endDate": "2026-12-31"}], "limit": "250000"}
        path = f"/v1beta/properties/{self.ga4.property_id}:runReport"
        reply = ask(self.ga4, path, ga4_headers(self.ga4), json.dumps(asked).encode())
        assert reply.status == 200, reply
        assert len(reply.json["rows"]) == reply.json["rowCount"]
        return [_report_row(report, row) for row in reply.json["rows"]]


def assert_equal(landed: Contents, served: Contents) -> None:
    """The same tables with the same rows, a row each, and in each the same value in every column."""
    assert sorted(landed) == sorted(served)
    for table, rows in served.items():
        assert difference(landed[table], rows) is None, table


def difference(landed: Rows, served: Rows) -> str | None:
    """The first thing in which rows of a table are not what was served; None where there is none."""
    if landed == served:
        return None
    if len(landed) != len(served):
        return f"{len(landed)} rows landed, {len(served)} were served"
    one, other = next((one, other) for one, other in zip(landed, served, strict=True) if one != other)
    return f"landed {one}\nserved {other}"


def _rows(records: list[Record]) -> Rows:
    return sorted(map(_values, records))


def _values(record: Record) -> list[tuple[str, str]]:
    return sorted((name, f"{type(value).__name__} {value}") for name, value in record.items() if value is not None)


# --- what is served


def _flat_all(records: Any) -> list[Record]:
    """Numbers as they are written; an object becomes columns, a list stays what it is."""
    exact = (json.loads(json.dumps(record), parse_float=Decimal, parse_int=Decimal) for record in records)
    return [{**_canonical(_flat(record)), "_raw": _json(record)} for record in exact]


def _flat(record: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{before}{name}__")
        else:
            found[f"{before}{name}"] = value
    return found


def _canonical(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _json(value) if isinstance(value, list) else _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    """A text that says a day or a moment is that, however it is written; a number is no text and no truth."""
    if isinstance(value, Decimal):
        return value.normalize()
    if isinstance(value, str) and len(value) >= 10 and value[:4].isdigit() and value[4] == "-":
        return _moment(value)
    return value


def _moment(text: str) -> Any:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    if len(text) == 10:
        return found.date()
    return found.astimezone(UTC) if found.tzinfo else found


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=lambda number: f"{number.normalize():f}")


def _report_row(report: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    texts = {
        name: value["value"]
        for part, values in (("dimensions", "dimensionValues"), ("metrics", "metricValues"))
        for name, value in zip(report[part], row[values], strict=True)
    }
    numbers = {name: Decimal(texts[name]).normalize() for name in report["metrics"]}
    day = datetime.strptime(texts["date"], "%Y%m%d").date()
    return {**texts, **numbers, "date": day, "_raw": _json({**texts, **numbers, "date": day.isoformat()})}


# --- what has landed


def _read(reader: MartsReader, dataset: str, table: str, columns: Mapping[str, str]) -> list[Record]:
    asked = ", ".join(f'CAST("{name}" AS text)' for name in columns)
    rows = reader.query(f'SELECT {asked} FROM {dataset}."{table}"').rows
    return [
        {
            name: None if text is None else _typed(text, type_)
            for text, (name, type_) in zip(row, columns.items(), strict=True)
        }
        for row in rows
    ]


def _typed(text: str, type_: str) -> Any:
    if type_ in ("json", "jsonb"):
        return _json(json.loads(text, parse_float=Decimal, parse_int=Decimal))
    if type_ == "boolean":
        return text == "true"
    if type_ == "date":
        return date.fromisoformat(text)
    if type_.startswith("timestamp"):
        return _moment(text)
    return text if type_ in ("text", "character varying") else Decimal(text).normalize()


# --- the project


@contextmanager
def three_apis(root: Path, marts: TestServer | None = None) -> Iterator[ThreeApis]:
    """The services are there while the block lasts. `marts` is the server of Postgres marts; without one they are
    DuckDB's.
    """
    bank = made_up_bank(CLOCK)
    zoho = tell_zoho(bank, client_secret="a-secret-of-the-client", refresh_token="a-token-that-refreshes")
    ga4, bo = tell_ga4(bank), tell_bo(bank, auth=Bearer(TOKEN))
    project = copy_project(root / "project")
    if marts is not None:
        _marts_on(marts, project)
    with ExitStack() as stack:
        for service in (zoho, ga4, bo):
            stack.enter_context(service.serving())
        key = root / "key.json"
        key.write_text(json.dumps(ga4.service_account()))
        variables = {
            "ZOHO_CRM_ACCOUNTS_URL": zoho.url,
            "ZOHO_CRM_CLIENT_ID": zoho.accounts.client_id,
            "ZOHO_CRM_CLIENT_SECRET": zoho.accounts.client_secret,
            "ZOHO_CRM_REFRESH_TOKEN": zoho.accounts.refresh_token,
            "GOOGLE_ANALYTICS_API_URL": ga4.url,
            "GOOGLE_ANALYTICS_PROPERTY": ga4.property_id,
            "GOOGLE_ANALYTICS_CREDENTIALS": str(key),
            "BO_API_URL": f"{bo.url}/api/v1",
            "BO_API_TOKEN": TOKEN,
        }
        with (project.root / ".env").open("a") as file:
            file.writelines(f"{name}={value}\n" for name, value in variables.items())
        loaded = load_project(project.root / "heartbeat.yml")
        password = marts.password if marts is not None else None
        yield ThreeApis(bank, zoho, ga4, bo, list(visits(bank)), loaded, password)


def _marts_on(server: TestServer, project: ProjectSettings) -> None:
    make_database(server, MARTS_DATABASE)
    connection = ("127.0.0.1", server.port, "postgres", server.password, MARTS_DATABASE)
    names = ("HOST", "PORT", "USER", "PASSWORD", "DATABASE")
    lines = [f"MARTS_PG_{name}={value}\n" for name, value in zip(names, connection, strict=True)]
    (project.root / ".env").write_text("".join(lines))
    file = project.root / "heartbeat.yml"
    file.write_text(file.read_text().replace("kind: duckdb", "kind: postgres"))
