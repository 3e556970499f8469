"""The Google Analytics Data API v1beta of one property, as its HTTP/JSON transport speaks it, and its token server."""

import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import orjson

from heartbeat_cli.demo.services.ga4 import report
from heartbeat_cli.demo.services.ga4.accounts import TOKEN_PATH, ServiceAccount, TokenServer
from heartbeat_cli.demo.services.ga4.catalogue import TELLING, TYPES, Catalogue, Row, written
from heartbeat_cli.demo.services.ga4.errors import error, refused
from heartbeat_cli.demo.services.ga4.inexact import INEXACT, blur
from heartbeat_cli.demo.services.ga4.quotas import STANDARD, Quotas
from heartbeat_cli.demo.services.messages import Request, Response, json_answer
from heartbeat_cli.demo.services.paging import PAGE_FAILURES, cut_page
from heartbeat_cli.demo.services.service import Service

_PATH = re.compile(r"/v1beta/properties/(\w+)(:runReport|/metadata)\Z")
_KEPT = ("dateRanges", "dimensions", "metrics", "dimensionFilter", "metricFilter", "orderBys", "keepEmptyRows")


def usual_cost(wanted: report.AskedReport, lines: int) -> int:
    """Tokens of a report: one, one for each third dimension, one for each 5,000 rows it returns."""
    return 1 + len(wanted.dimensions) // 3 + lines // 5_000


class Ga4(Service):
    """One property over rows of dimensions and metrics, `{"date": "2026-05-08", "landingPage": "/", "sessions": 3}`.

    Rows may name their `user`: users are counted, not added up. Every other name that is a known metric, or one of
    `metrics` (name -> type), is one; the rest are dimensions. `quotas` changes limits, `cost` the tokens of a report,
    `today` the day that relative dates count from.
    """

    token_path = TOKEN_PATH
    failures: Mapping[str, str] = {
        **PAGE_FAILURES,
        **INEXACT,
        "token_dies": "every access token given so far ends before this request",
        "token_error": "a token is refused with 400 and the error `value` (invalid_grant)",
        "token_expires_in": "the token lives `value` seconds, and says so",
        "token_lies": "the token says an hour and lives `value` seconds",
        "permission_denied": "403 PERMISSION_DENIED",
        "quota": "{'quota': one of the quotas, 'seconds': n}: used up before this request, whole again after n (3600)",
        "reordered": "dimensions and metrics come in the reverse order, their headers too",
    }

    def __init__(
        self,
        rows: Iterable[Row],
        *,
        property_id: str = "412345678",
        metrics: Mapping[str, str] | None = None,
        quotas: Mapping[str, int] | None = None,
        cost: Callable[[report.AskedReport, int], int] = usual_cost,
        currency: str = "EUR",
        time_zone: str = "Etc/UTC",
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
        account: ServiceAccount | None = None,
        switch_key: str | None = None,
    ) -> None:
        super().__init__(switch_key=switch_key)
        self.property_id = property_id
        self.token_server = TokenServer(account or ServiceAccount())
        self.quotas = Quotas(quotas or {})
        self._told = metrics or {}
        self._cost = cost
        self._metadata = {"currencyCode": currency, "timeZone": time_zone}
        self._today = today
        self._lock = threading.Lock()
        self.replace_rows(rows)

    def replace_rows(self, rows: Iterable[Row]) -> None:
        """Other rows from now on: what Google does to the last days until they are final."""
        found = tuple(rows)
        with self._lock:
            self.rows, self.catalogue = found, Catalogue(found, self._told)
            self._reports: dict[bytes, list[report.ReportRow]] = {}

    def service_account(self) -> dict[str, str]:
        """The key file of the account that may read the property. Needs the package `cryptography`."""
        return self.token_server.account.file(f"{self.url}{TOKEN_PATH}")

    def refuse(self, status: int) -> Response:
        """An error in Google's form."""
        return error(status)

    def answer(self, request: Request) -> Response:
        """As every service answers; server errors count against a quota."""
        answer = super().answer(request)
        if answer.status >= 500 and request.path != TOKEN_PATH:
            self.quotas.count_server_error()
        return answer

    def route(self, request: Request) -> Response:
        """Tokens for signed assertions, reports and metadata for tokens."""
        if request.path == TOKEN_PATH and request.method == "POST":
            return self.token_server.grant(request, self.switches)
        found = _PATH.match(request.path)
        if found is None or request.method != ("POST" if found[2] == ":runReport" else "GET"):
            return error(404)
        if self.switches.take("token_dies", request):
            self.token_server.forget()
        self.token_server.check(request)
        if found[1] != self.property_id or self.switches.take("permission_denied", request):
            return error(403)
        if found[2] == "/metadata":
            return json_answer(self._coded(self.catalogue.described(self.property_id), request))
        return self._report(request)

    def _report(self, request: Request) -> Response:
        try:
            body = request.json()
        except ValueError:
            raise refused(400, "Invalid JSON payload received.") from None
        used_up = self.switches.take("quota", request)
        if used_up is not None:
            self.quotas.exhaust(used_up.value["quota"], float(used_up.value.get("seconds", 3600)))
        wanted = report.read(body, self.catalogue, self._today())
        self.quotas.enter(thresholded=bool(TELLING & set(wanted.dimensions)))
        try:
            return self._answered(wanted, body, request)
        finally:
            self.quotas.leave()

    def _answered(self, wanted: report.AskedReport, body: Mapping[str, Any], request: Request) -> Response:
        lines = self._disturbed(self._lines(wanted, body), wanted, request)
        lines, told = blur(lines, wanted, request, self.switches)
        page = cut_page(lines, wanted.offset, wanted.limit, request, self.switches)
        answer: dict[str, Any] = self._tabled(wanted, page.rows, request)
        if lines:
            answer["rowCount"] = len(lines)
        answer["metadata"] = self._metadata | told
        quota = self.quotas.charge(self._cost(wanted, len(page.rows)))
        if body.get("returnPropertyQuota"):
            answer["propertyQuota"] = quota
        answer["kind"] = "analyticsData#runReport"
        return json_answer(self._coded(answer, request))

    def _lines(self, wanted: report.AskedReport, body: Mapping[str, Any]) -> list[report.ReportRow]:
        """The lines of the whole report: worked out for its first page, kept for the others."""
        key = orjson.dumps([body.get(name) for name in _KEPT], option=orjson.OPT_SORT_KEYS)
        with self._lock:
            if key not in self._reports:
                self._reports[key] = report.run(wanted, self.rows)
            return self._reports[key]

    def _disturbed(
        self, lines: list[report.ReportRow], wanted: report.AskedReport, request: Request
    ) -> list[report.ReportRow]:
        gone = self.switches.take("shrink", request)
        if gone is not None:
            self._delete({line.dimensions for line in lines[: int(gone.value or 1)]})
        if self.switches.take("changed", request) and wanted.offset < len(lines):
            line = lines[wanted.offset]
            lines[wanted.offset] = replace(line, metrics=tuple(v + 1 for v in line.metrics))
        return lines

    def _delete(self, gone: set[tuple[str, ...]]) -> None:
        """Rows go from every report there is of them, over other days as well."""
        with self._lock:
            for lines in self._reports.values():
                lines[:] = [line for line in lines if line.dimensions not in gone]

    def _tabled(
        self, wanted: report.AskedReport, lines: Iterable[report.ReportRow], request: Request
    ) -> dict[str, Any]:
        step = -1 if self.switches.take("reordered", request) else 1
        dimensions, metrics = wanted.headers[::step], wanted.metrics[::step]
        kinds = [m.type for m in metrics]
        table: dict[str, Any] = {
            "dimensionHeaders": [{"name": name} for name in dimensions],
            "metricHeaders": [{"name": m.name, "type": m.type} for m in metrics],
            "rows": [
                {
                    "dimensionValues": [{"value": v} for v in line.dimensions[::step]],
                    "metricValues": [
                        {"value": written(v, k)} for v, k in zip(line.metrics[::step], kinds, strict=True)
                    ],
                }
                for line in lines
            ],
        }
        return {name: value for name, value in table.items() if value}

    @staticmethod
    def _coded(answer: dict[str, Any], request: Request) -> dict[str, Any]:
        """Enums by number where the address asks for them so, as Google's client does."""
        if "enum-encoding=int" in request.query.get("$alt", ""):
            for entry in (*answer.get("metricHeaders", ()), *answer.get("metrics", ())):
                entry["type"] = TYPES[entry["type"]]
        return answer


QUOTAS = tuple(STANDARD)
