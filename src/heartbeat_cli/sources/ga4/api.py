"""A Google Analytics property that was entered: its reports as streams."""

from collections.abc import Iterator
from typing import Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.sources.ga4.property import Property
from heartbeat_cli.sources.ga4.report_page import ReportPage
from heartbeat_cli.sources.ga4.report_pull import ReportPull
from heartbeat_cli.sources.ga4.settings import DATE, AnalyticsReport, PropertySettings
from heartbeat_cli.sources.ga4.tokens import AnalyticsSession
from heartbeat_cli.sources.http import ALONE
from heartbeat_cli.sources.stream import Page, Portion, Stream, Surroundings

_DAY_SECONDS: Final = 86_400


class GoogleAnalytics:
    """One property. Threads may share it."""

    def __init__(
        self, settings: PropertySettings, around: Surroundings | None = None, session: AnalyticsSession | None = None
    ) -> None:
        self._settings = settings
        self._property = Property(settings, around or ALONE, session)

    def streams(self) -> tuple[Stream, ...]:
        """The reports that are wanted. Raises ApiRefusedError, ApiFailedError naming the report that is refused."""
        return tuple(self._stream(report) for report in self._settings.reports)

    def pages(self, stream: Stream, ask: Portion) -> Iterator[Page]:
        """The rows of a report, a month after the other."""
        for report in self._settings.reports:
            if report.name == stream.name:
                yield from self._pull(report).pages(ask)
                return
        raise HbError(f"there is no report {stream.name}", where=self._settings.source, code="unknown_table")

    @property
    def session(self) -> AnalyticsSession | None:
        """The token, for another process of the run."""
        return self._property.tokens.token

    def close(self) -> None:
        """Let go of connections."""
        self._property.close()

    def _pull(self, report: AnalyticsReport) -> ReportPull:
        return ReportPull(self._property, report, self._settings)

    def _stream(self, report: AnalyticsReport) -> Stream:
        found = self._pull(report).look()
        return Stream(
            report.name,
            key=report.dimensions,
            cursor=DATE,
            fields=found.fields(report),
            closed=True,
            lag_seconds=self._settings.reread_days * _DAY_SECONDS,
            window=True,
            rows=found.count,
            comment=_comment(self._settings.property, found),
        )


def _comment(property_: str, found: ReportPage) -> str:
    told = [f"GA4 property {property_}"]
    told += [f"days of {found.time_zone}"] if found.time_zone else []
    told += [f"amounts in {found.currency}"] if found.currency else []
    return ", ".join(told)
