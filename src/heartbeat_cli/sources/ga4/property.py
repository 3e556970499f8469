"""Asking a property for reports: again where a page does not fit, watching what remains of its quotas."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from heartbeat_cli.sources.ga4.errors import failure, wait_for
from heartbeat_cli.sources.ga4.quotas import tell_quotas
from heartbeat_cli.sources.ga4.report_page import ReportPage, UnfitPageError, read_page
from heartbeat_cli.sources.ga4.settings import AnalyticsReport, PropertySettings
from heartbeat_cli.sources.ga4.tokens import AnalyticsSession, fetch_token
from heartbeat_cli.sources.http import Authorization, HttpClient, Limits, TokenKeeper
from heartbeat_cli.sources.stream import Surroundings

_ASKS: Final = 3
_PAUSE: Final = 1.0
# Ten server errors an hour are a quota of their own.
_ATTEMPTS: Final = 4


class Property:
    """One property. Threads may share it."""

    def __init__(
        self, settings: PropertySettings, around: Surroundings, session: AnalyticsSession | None = None
    ) -> None:
        self.source = settings.source
        self._settings = settings
        self._around = around
        self._told: set[str] = set()
        self._accounts = HttpClient(settings.source, around)
        fetch: Callable[[], AnalyticsSession] = lambda: fetch_token(settings.key, self._accounts, settings.source)  # noqa: E731
        self.tokens: TokenKeeper[AnalyticsSession] = TokenKeeper(fetch, session)
        entry = Authorization(self.tokens.headers, self.tokens.renew, wait=wait_for)
        self._client = HttpClient(settings.source, around, entry, Limits(attempts=_ATTEMPTS))

    def report(
        self,
        report: AnalyticsReport,
        days: tuple[str, str],
        offset: int,
        limit: int,
        check: Callable[[ReportPage], None] = lambda _: None,
    ) -> ReportPage:
        """A page of a report over days, that passes a check.

        Raises UnfitPageError where none does, ApiRefusedError, ApiFailedError, QuotaError.
        """
        unfit = UnfitPageError()
        for ask in range(_ASKS):
            if ask:
                self._around.pause(_PAUSE)
            try:
                page = self._page(report, days, offset, limit)
                check(page)
            except UnfitPageError as error:
                unfit = error
                continue
            return page
        raise unfit

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()
        self._accounts.close()

    def _page(self, report: AnalyticsReport, days: tuple[str, str], offset: int, limit: int) -> ReportPage:
        settings = self._settings
        url = f"{settings.api_url}/v1beta/properties/{settings.property}:runReport"
        answer = self._client.post(url, _body(report, days, offset, limit))
        if answer.status != 200:
            raise failure(answer, settings.property, settings.key.email, report.name)
        page = read_page(answer.json(), report)
        tell_quotas(self._around, page.quotas, self._told)
        return page


def _body(report: AnalyticsReport, days: tuple[str, str], offset: int, limit: int) -> Mapping[str, Any]:
    """What is asked for, in an order in which no row is on two pages. Whole numbers travel as text."""
    body: dict[str, Any] = {
        "dateRanges": [{"startDate": days[0], "endDate": days[1]}],
        "dimensions": [{"name": name} for name in report.dimensions],
        "metrics": [{"name": name} for name in report.metrics],
        "orderBys": [{"dimension": {"dimensionName": name}} for name in report.dimensions],
        "offset": str(offset),
        "limit": str(limit),
        "returnPropertyQuota": True,
    }
    if report.only:
        filters = [
            {"filter": {"fieldName": name, "inListFilter": {"values": list(values), "caseSensitive": True}}}
            for name, values in report.only
        ]
        body["dimensionFilter"] = {"andGroup": {"expressions": filters}}
    return body
