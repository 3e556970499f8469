"""A report, month by month and page by page: every row once, or an error."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta, timezone
from operator import itemgetter
from typing import Any, Final, Self

from heartbeat_cli.sources.failures import ApiFailedError, IncompletePullError
from heartbeat_cli.sources.ga4.property import Property
from heartbeat_cli.sources.ga4.quotas import check_quotas
from heartbeat_cli.sources.ga4.report_page import ReportPage, UnfitPageError
from heartbeat_cli.sources.ga4.settings import AnalyticsReport, PropertySettings
from heartbeat_cli.sources.stream import Page, Portion

_TRIES: Final = 2
_AHEAD_OF_ALL: Final = timezone(timedelta(hours=14))


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """Behind a page: the window from `first` to `last`, the `offset` in it, `count` rows it should have.

    `until` is the last day of all, `total` the rows of the windows before. `least` is how many rows all windows should
    have, as the report said over all its days; None where it did not, or they are no exact count.
    """

    first: str
    last: str
    until: str
    offset: int = 0
    count: int | None = None
    total: int = 0
    least: int | None = None

    @classmethod
    def of(cls, resume: Any) -> Self | None:
        """What was written down; None where there is nothing, or it is of another version."""
        if not isinstance(resume, Mapping) or set(resume) != set(cls.__dataclass_fields__):
            return None
        return cls(**resume)

    @property
    def following(self) -> Self | None:
        """The window behind, None at the end."""
        if self.last >= self.until:
            return None
        first = date.fromisoformat(self.last) + timedelta(days=1)
        total = self.total + (self.count or 0)
        window = _window(first, date.fromisoformat(self.until))
        return replace(window, total=total, least=self.least)  # type: ignore[return-value]


class _OverAgain(Exception):  # noqa: N818 - it begins again first
    """The pull has to begin again."""


class ReportPull:
    """The rows of one report."""

    def __init__(self, property_: Property, report: AnalyticsReport, settings: PropertySettings) -> None:
        self._property = property_
        self._report = report
        self._settings = settings
        self._seen: set[tuple[Any, ...]] = set()

    def look(self) -> ReportPage:
        """The first row, with all that an answer says of a report. Raises ApiRefusedError, ApiFailedError."""
        days = (self._report.since.isoformat(), self._latest().isoformat())
        try:
            return self._property.report(self._report, days, 0, 1)
        except UnfitPageError as error:
            why = str(error)
        raise ApiFailedError(
            f"report {self._report.name}: {why}",
            where=self._property.source,
            hint="The same command may succeed later.",
        )

    def pages(self, ask: Portion) -> Iterator[Page]:
        """What is asked for. Raises HbError."""
        found = WindowPlace.of(ask.resume)
        begins = found is None and ask.resume is not None
        for again in range(_TRIES):
            try:
                standing = found or self._beginning(ask.since)
                if standing is None:
                    yield Page((), None, total=0, begin=begins)
                else:
                    yield from self._listed(standing, begins=begins)
                return
            except _OverAgain as reason:
                if again + 1 == _TRIES:
                    raise self._incomplete(str(reason)) from None
                found, begins = None, True

    def _latest(self) -> date:
        """The last day to ask for: where a property is it may be tomorrow already."""
        return self._settings.today or datetime.now(_AHEAD_OF_ALL).date()

    def _beginning(self, since: str | None) -> WindowPlace | None:
        """The first window with something in it; None where there is nothing at all."""
        first = self._report.since
        if since is not None:
            first = max(first, date.fromisoformat(since[:10]))
        else:
            found = self.look()
            if not found.rows and found.count:
                raise _OverAgain(f"no row came, of {found.count:,}")
            if not found.rows:
                return None
            first = date.fromisoformat(str(found.rows[0]["date"]))
            return replace(_window(first, max(first, self._latest())), least=None if found.inexact else found.count)
        return _window(first, max(first, self._latest()))

    def _listed(self, standing: WindowPlace, *, begins: bool) -> Iterator[Page]:
        whole = standing.offset == 0
        self._seen = set()
        while True:
            page = self._page(standing)
            offset = standing.offset + len(page.rows)
            # Of fewer days, other rows are withheld, or sampled.
            least = None if page.inexact else standing.least
            standing = replace(standing, offset=offset, count=page.count, least=least)
            ended = offset >= page.count
            if whole and ended and len(self._seen) != page.count:
                raise _OverAgain(f"{len(self._seen):,} different rows came of {page.count:,}")
            behind = standing.following if ended else standing
            total = None if behind is not None else standing.total + page.count
            if total is not None and least is not None and total < least:
                raise _OverAgain(f"{total:,} rows came of {least:,}")
            resume = None if behind is None else asdict(behind)
            yield Page(page.rows, resume, inexact=page.inexact, total=total, begin=begins)
            if behind is None:
                return
            begins = False
            if ended:
                self._seen, whole = set(), True
            check_quotas(self._property.source, page.quotas)
            standing = behind

    def _page(self, standing: WindowPlace) -> ReportPage:
        days = (standing.first, standing.last)
        try:
            page = self._property.report(
                self._report, days, standing.offset, self._settings.page_rows, lambda page: self._check(page, standing)
            )
        except UnfitPageError as error:
            raise _OverAgain(str(error)) from None
        self._seen.update(self._keys(page))
        return page

    def _check(self, page: ReportPage, standing: WindowPlace) -> None:
        if standing.count is not None and page.count != standing.count:
            raise _OverAgain(f"it had {standing.count:,} rows, and then {page.count:,}")
        left = page.count - standing.offset
        if not page.rows and left > 0:
            raise UnfitPageError(f"no rows came, and {left:,} should follow")
        if len(page.rows) > left:
            raise UnfitPageError(f"{len(page.rows):,} rows came, and {left:,} should follow")
        keys = self._keys(page)
        if len(set(keys)) != len(keys) or not self._seen.isdisjoint(keys):
            raise UnfitPageError("rows came again")

    def _keys(self, page: ReportPage) -> list[Any]:
        return list(map(itemgetter(*self._report.dimensions), page.rows))

    def _incomplete(self, why: str) -> IncompletePullError:
        return IncompletePullError(
            f"{self._report.name} did not come whole: {why}",
            where=self._property.source,
            hint="Nothing of it is landed. The same command may succeed later.",
            retryable=True,
        )


def _window(first: date, until: date) -> WindowPlace:
    """From a day to the end of its month."""
    following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = min(following - timedelta(days=1), until)
    return WindowPlace(first.isoformat(), last.isoformat(), until.isoformat())
