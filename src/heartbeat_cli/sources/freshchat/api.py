"""Freshchat, entered: each report is a stream, read a few days at a time.

A report is ordered by POST /v2/reports/raw, made by the service in its own time, and then fetched from where its answer
says. Source: Freshchat, "Extract API".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit

from heartbeat_cli.errors import HbError, Place
from heartbeat_cli.estate import Source
from heartbeat_cli.sources.failures import ApiFailedError
from heartbeat_cli.sources.freshchat.table import read_table
from heartbeat_cli.sources.http import HttpClient, HttpRequest, HttpResponse, is_loopback, same_origin
from heartbeat_cli.sources.stream import Page, Portion, Record, Stream, Surroundings

_FIRST_PAUSE_SECONDS: Final = 2.0
_LONGEST_PAUSE_SECONDS: Final = 60.0
_LONGEST_WAIT_SECONDS: Final = 1800.0
_FAILED: Final = ("FAILED", "ERROR", "EXPIRED", "CANCELLED")


@dataclass(frozen=True, slots=True)
class RawReport:
    """One report: its `event`, what tells its rows apart, the column with their time, and the first day there is.

    It is asked for `days` at once.
    """

    name: str
    event: str
    start: str
    primary_key: tuple[str, ...] = ()
    cursor: str | None = None
    days: int = 30


class FreshchatApi:
    """The raw reports of one account. `client` goes in with the token, `plain` fetches files without it."""

    def __init__(
        self,
        source: Source,
        base_url: str,
        reports: tuple[RawReport, ...],
        client: HttpClient,
        plain: HttpClient,
        around: Surroundings,
    ) -> None:
        self._source = source
        self._base_url = base_url.rstrip("/")
        self._reports = reports
        self._client = client
        self._plain = plain
        self._around = around

    def streams(self) -> tuple[Stream, ...]:
        """The reports the slice wants; nobody is asked."""
        wanted = {name for slice_ in self._source.slices for name in slice_.pick([one.name for one in self._reports])}
        return tuple(
            Stream(one.name, key=one.primary_key, cursor=one.cursor, lag_seconds=86_400)
            for one in self._reports
            if one.name in wanted
        )

    def pages(self, stream: Stream, ask: Portion) -> Iterator[Page]:
        """A page for each few days, from `ask.since` or the report's first day until now. Raises HbError."""
        report = next(one for one in self._reports if one.name == stream.name)
        try:
            yield from self._pages(report, ask)
        except HbError as error:
            raise error.replace(place=Place(self._source.name), message=f"{report.name}: {error.message}") from error

    def look(self) -> None:
        """Order the report of the last hour, which nobody fetches. Raises ApiRefusedError and other HbErrors."""
        until = datetime.now(UTC).replace(microsecond=0)
        self._ordered(self._reports[0].event, until - timedelta(hours=1), until)

    @property
    def session(self) -> None:
        """The token stays as it is."""

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()
        self._plain.close()

    def _pages(self, report: RawReport, ask: Portion) -> Iterator[Page]:
        resumed = ask.resume if isinstance(ask.resume, Mapping) else {}
        until = _moment(resumed.get("until")) or datetime.now(UTC).replace(microsecond=0)
        begin = _moment(resumed.get("begin")) or _moment(ask.since) or _moment(report.start) or until
        while True:
            end = min(begin + timedelta(days=report.days), until)
            records = self._report(report.event, begin, end)
            last = end >= until
            yield Page(records, None if last else {"begin": end.isoformat(), "until": until.isoformat()})
            if last:
                return
            begin = end

    def _report(self, event: str, begin: datetime, end: datetime) -> list[Record]:
        links = self._completed(self._ordered(event, begin, end))
        return [record for link in links for record in read_table(self._fetched(link).required().body)]

    def _ordered(self, event: str, begin: datetime, end: datetime) -> str:
        """Where a report that was ordered is asked after."""
        order = {"start": _written(begin), "end": _written(end), "event": event, "format": "csv"}
        ordered = self._client.post(f"{self._base_url}/v2/reports/raw", order).required().json()
        number = (
            next((ordered[name] for name in ("id", "Id") if name in ordered), None)
            if isinstance(ordered, dict)
            else None
        )
        if not isinstance(number, str | int):
            raise ApiFailedError("the service took the order of a report, and gave no id")
        return f"{self._base_url}/v2/reports/raw/{quote(str(number), safe='')}"

    def _completed(self, url: str) -> list[str]:
        """Where the files of a report are, once it is made."""
        waited, pause = 0.0, _FIRST_PAUSE_SECONDS
        while True:
            answer = self._client.get(url).required().json()
            status = str(answer.get("status", "")).upper() if isinstance(answer, dict) else ""
            if status == "COMPLETED":
                return list(_links(answer, url))
            if status in _FAILED:
                raise ApiFailedError(f"the service says that making the report {status.lower()}", retryable=True)
            if waited >= _LONGEST_WAIT_SECONDS:
                raise ApiFailedError(
                    f"the report is not there after {waited / 60:.0f} minutes",
                    hint="Run it again later, or ask for fewer days at once.",
                    retryable=True,
                )
            self._around.tell(f"waiting {pause:.0f} s for a report")
            self._around.pause(pause)
            waited, pause = waited + pause, min(pause * 2, _LONGEST_PAUSE_SECONDS)

    def _fetched(self, url: str) -> HttpResponse:
        """A file; from another host, where files are kept, without the token."""
        if same_origin(self._base_url, url):
            return self._client.get(url)
        if urlsplit(url).scheme != "https" and not (is_loopback(url) and is_loopback(self._base_url)):
            raise ApiFailedError(f"the report is at {urlsplit(url).hostname}, which is not asked without TLS")
        return self._plain.send(HttpRequest("GET", url))


def _links(answer: Mapping[str, Any], url: str) -> Iterator[str]:
    found = [one for one in (answer.get("links") or [answer]) if isinstance(one, dict)]
    for link in (one["link"] if isinstance(one.get("link"), dict) else one for one in found):
        href = link.get("href") or link.get("Href")
        if not isinstance(href, str):
            raise ApiFailedError("the service says that the report is made, and not where it is")
        yield urljoin(url, href)


def _moment(text: Any) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ApiFailedError(f"'{text}' is no time a report could begin at") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
