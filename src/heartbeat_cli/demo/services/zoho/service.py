"""Zoho CRM v8 and its accounts server, both on one loopback address."""

import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from heartbeat_cli.demo.services.messages import Request, Response, json_answer
from heartbeat_cli.demo.services.paging import PAGE_FAILURES
from heartbeat_cli.demo.services.service import Service
from heartbeat_cli.demo.services.zoho.accounts import TOKEN_PATH, Accounts
from heartbeat_cli.demo.services.zoho.errors import by_status, error, refused
from heartbeat_cli.demo.services.zoho.fields import describe_fields, describe_module, describe_org, describe_user
from heartbeat_cli.demo.services.zoho.lists import Lists, wanted_fields, wanted_order
from heartbeat_cli.demo.services.zoho.records import Deleted, Modules, Record

SCOPES = "ZohoCRM.modules.ALL ZohoCRM.settings.READ ZohoCRM.org.READ ZohoCRM.users.READ"
_MODULE = re.compile(r"/crm/v8/(\w+)(?:/(\w+)(?:/(\w+))?)?\Z")


class Zoho(Service):
    """Modules of records (`{"Leads": [{"id": ..., "Modified_Time": ..., ...}]}`) behind OAuth with a refresh token.

    `fields` tells types that values do not show, `{"Deals": {"Amount": "currency", "Score": "formula"}}`. `credits` are
    those of a day, `concurrency` the requests it takes at a time. `api_domain` is told with each token, its own
    address where none is given. `deleted` are records of a module that are gone from the start.
    """

    token_path = TOKEN_PATH
    failures: Mapping[str, str] = {
        **PAGE_FAILURES,
        "token_dies": "every access token given so far ends before this request",
        "token_error": "a token is refused inside HTTP 200: `value` (invalid_code)",
        "token_ms": "expires_in comes in milliseconds, beside expires_in_sec",
        "token_expires_in": "the token lives `value` seconds, and says so",
        "token_lies": "the token says an hour and lives `value` seconds",
        "api_domain": "the token comes with the api_domain `value`",
        "scope_mismatch": "401 OAUTH_SCOPE_MISMATCH, though the scope is right",
        "no_permission": "403 NO_PERMISSION",
        "page_token_expired": "400 EXPIRED_VALUE for a page token",
        "credits": "so many credits are left from now on: `value` (0)",
    }

    def __init__(
        self,
        modules: Mapping[str, Iterable[Record]],
        *,
        fields: Mapping[str, Mapping[str, str]] | None = None,
        deleted: Mapping[str, Iterable[Deleted]] | None = None,
        client_id: str = "1000.DEMOCLIENT",
        client_secret: str = "demo-client-secret",
        refresh_token: str = "1000.demo-refresh-token",
        scope: str = SCOPES,
        credits: int = 54_000,
        concurrency: int = 10,
        currency: str = "EUR",
        time_zone: str = "Europe/Vilnius",
        api_domain: str | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC).replace(microsecond=0),
        switch_key: str | None = None,
    ) -> None:
        super().__init__(switch_key=switch_key)
        self.modules = Modules(modules, deleted or {}, now)
        self.accounts = Accounts(client_id, client_secret, refresh_token, scope)
        self.credits = self._credits_left = credits
        self._fields = fields or {}
        self._lists = Lists(self.modules, self.switches, now)
        self._api_domain = api_domain
        self._org = describe_org(currency, time_zone, "enterprise")
        self._places = threading.BoundedSemaphore(concurrency)
        self._lock = threading.Lock()

    def refuse(self, status: int) -> Response:
        """An error in Zoho's form."""
        return by_status(status)

    def route(self, request: Request) -> Response:
        """Tokens for whoever has the refresh token, records and settings for whoever has a token."""
        if request.path == TOKEN_PATH:
            if request.method != "POST":
                return error("INVALID_URL_PATTERN")
            return self.accounts.grant(request, self.switches, self._api_domain or self.url)
        found = _MODULE.match(request.path)
        if found is None or request.method != "GET":
            return error("INVALID_URL_PATTERN")
        if not self._places.acquire(blocking=False):
            return error("TOO_MANY_REQUESTS")
        try:
            return self._charged(self._asked, request, found[1], found[2], found[3])
        finally:
            self._places.release()

    def _charged(self, ask: Callable[..., Response], request: Request, *parts: str | None) -> Response:
        """An answer costs a credit. From half of the day's on each says how many are left."""
        told = self.switches.take("credits", request)
        with self._lock:
            self._credits_left = int(told.value or 0) if told else self._credits_left
            if self._credits_left <= 0:
                return error("TOO_MANY_REQUESTS")
        answer = ask(request, *parts)
        with self._lock:
            self._credits_left -= 1
            left = self._credits_left
        if left > self.credits // 2:
            return answer
        return replace(answer, headers={**answer.headers, "X-API-CREDITS-REMAINING": str(left)})

    def _asked(self, request: Request, module: str, second: str | None, third: str | None) -> Response:
        if self.switches.take("token_dies", request):
            self.accounts.forget()
        if module in ("settings", "org", "users"):
            area = f"ZohoCRM.{module}"
            self.accounts.check(request, area, second or module)
            self._refuse_by_switch(request)
            return self._described(request, module, second)
        self.accounts.check(request, "ZohoCRM.modules", module)
        self._refuse_by_switch(request)
        if module not in self.modules.names:
            raise refused("INVALID_MODULE", resource_path_index=0)
        return self._records(request, module, second, third)

    def _refuse_by_switch(self, request: Request) -> None:
        if self.switches.take("scope_mismatch", request):
            raise refused("OAUTH_SCOPE_MISMATCH")
        if self.switches.take("no_permission", request):
            raise refused("NO_PERMISSION", permissions=["Crm_Implied_Api_Access"])

    def _described(self, request: Request, area: str, what: str | None) -> Response:
        if area == "org":
            return json_answer({"org": [self._org]})
        if area == "users":
            info = {"per_page": 200, "count": 1, "page": 1, "more_records": False}
            return json_answer({"users": [describe_user()], "info": info})
        if what == "modules":
            return json_answer({"modules": [describe_module(n, i) for i, n in enumerate(self.modules.names)]})
        if what == "fields":
            return self._described_fields(request.query.get("module"))
        return error("INVALID_URL_PATTERN")

    def _described_fields(self, module: str | None) -> Response:
        if module is None:
            raise refused("REQUIRED_PARAM_MISSING", param_name="module")
        if module not in self.modules.names:
            raise refused("INVALID_MODULE", param_name="module")
        told = self._fields.get(module, {})
        return json_answer({"fields": describe_fields(module, self.modules.all(module), told)})

    def _records(self, request: Request, module: str, second: str | None, third: str | None) -> Response:
        if second is None:
            return self._lists.page(module, request)
        if (second, third) == ("deleted", None):
            return self._lists.deleted(module, request)
        if (second, third) == ("actions", "count"):
            return json_answer({"count": len(self.modules.listing(module, wanted_order(request)).records)})
        if module == "Deals" and third == "Stage_History":
            return self._stage_history(request, second)
        record = self.modules.get(module, second)
        return json_answer({"data": [record]}) if record and third is None else Response(204)

    def _stage_history(self, request: Request, deal: str) -> Response:
        fields = wanted_fields(request.query)
        steps = [s for s in self.modules.all("DealHistory") if _is_of(s, deal)] if self._has_history() else []
        rows: list[dict[str, Any]] = [{k: s.get(k) for k in fields} | {"id": s["id"]} for s in reversed(steps)]
        info = {"per_page": 200, "count": len(rows), "page": 1, "more_records": False}
        return json_answer({"data": rows, "info": info}) if rows else Response(204)

    def _has_history(self) -> bool:
        return "DealHistory" in self.modules.names


def _is_of(step: Record, deal: str) -> bool:
    return bool((step.get("Potential_Name") or {}).get("id") == deal)
