"""The records of a module, page by page: every one, each whole, or an error."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from heartbeat_cli.sources.failures import IncompletePullError
from heartbeat_cli.sources.stream import Page, Portion
from heartbeat_cli.sources.zoho.deleted import DeletedList
from heartbeat_cli.sources.zoho.errors import TOKEN_OVER, TOO_FAR, code_of, data_of, incomplete, scope_of
from heartbeat_cli.sources.zoho.fields import ID, MODIFIED
from heartbeat_cli.sources.zoho.organisation import PER_PAGE, Organisation
from heartbeat_cli.sources.zoho.page import (
    Listed,
    UnfitRecordsError,
    check_order,
    moment_of,
    records_and_info,
    since_header,
)
from heartbeat_cli.sources.zoho.place import DELETED, ListPlace
from heartbeat_cli.wording import count

_MOST_FIELDS: Final = 50
_BY_NUMBER: Final = 2_000
_BY_TOKEN: Final = 100_000
_MOST_SINGLE: Final = 20
_ASKS: Final = 3
_TRIES: Final = 2
_PAUSE: Final = 1.0
_CLOCKS_DIFFER: Final = timedelta(minutes=15)


class _OverAgain(Exception):  # noqa: N818 - it begins again first
    """The list has to begin again; `by_time` where it is too long to be read by id."""

    def __init__(self, why: str, *, by_time: bool = False) -> None:
        super().__init__(why)
        self.by_time = by_time


class ModuleList:
    """The records of one module; `fields` are the names of those that are wanted."""

    def __init__(self, organisation: Organisation, module: str, fields: Sequence[str]) -> None:
        self._organisation = organisation
        self._module = module
        self._timed = MODIFIED in fields
        self._sorted = True
        self._lists = tuple(_cut([name for name in fields if name not in (ID, MODIFIED)], timed=self._timed))

    def pages(self, ask: Portion) -> Iterator[Page]:
        """What is asked for, and what was deleted. Raises HbError."""
        since = None if ask.since is None else moment_of(ask.since)
        found = ListPlace.of(ask.resume)
        place, begins, tries = found or self._beginning(since), found is None and ask.resume is not None, 1
        while True:
            try:
                yield from self._listed(place, since, begins=begins)
                return
            except _OverAgain as reason:
                if tries == _TRIES or (reason.by_time and place.by_time):
                    raise self._incomplete(str(reason)) from None
                tries += not reason.by_time
                place, begins = self._beginning(since, by_time=reason.by_time or place.by_time), True

    def number(self, since: str | None = None) -> int | None:
        """How many records there are, or were modified after a time; None where the service does not say."""
        answer = self._organisation.get(f"{self._module}/actions/count", self._every_lead(), since_header(since))
        if code_of(answer) is not None or answer.status != 200:
            return None
        found = answer.json()
        number = found.get("count") if isinstance(found, dict) else None
        return number if isinstance(number, int) and not isinstance(number, bool) else None

    def look(self) -> None:
        """Ask for one record: whether we may. Raises ApiRefusedError, ApiFailedError."""
        answer = self._organisation.get(self._module, {"fields": ID, "per_page": 1})
        if answer.status not in (204, 304):
            data_of(answer, self._module, scope_of(self._module))

    # --- the list

    def _beginning(self, since: str | None, *, by_time: bool = False) -> ListPlace:
        started = (datetime.now(UTC) - _CLOCKS_DIFFER).isoformat(timespec="seconds")
        return ListPlace(started, pages=(1,) * len(self._lists), by_time=by_time, since=since)

    def _listed(self, place: ListPlace, since: str | None, *, begins: bool) -> Iterator[Page]:
        while place.phase != DELETED:
            records, following, place = self._whole(place)
            # That nothing at all is there has to be so; that nothing changed is what most refreshes are told.
            if not place.counted and (records or since is None):
                place = self._counted(place, since)
            if following is None:
                self._check_number(place, since)
                place = place.deleted()
            else:
                place = replace(place, pages=following)
            yield Page(records, place.as_json(), begin=begins)
            begins = False
        yield from DeletedList(self._organisation, self._module).pages(place, since or place.started)

    def _whole(self, place: ListPlace) -> tuple[Sequence[Mapping[str, Any]], tuple[int | str, ...] | None, ListPlace]:
        """A page with all its fields, where each list goes on, and the place behind its records."""
        try:
            first = self._page(place, 0)
            others = [self._page(place, index) for index in range(1, len(self._lists))]
        except _TooFar:
            return self._whole(self._anew(place))
        records = self._joined(first.records, [other.records for other in others])
        last = first.records[-1] if first.records else {}
        read, at, time = place.read + len(records), last.get(ID, place.last), last.get(MODIFIED, place.time)
        behind = replace(place, read=read, last=at, time=time)
        if first.following is None:
            return records, None, behind
        following = [part for part in (first, *others) if part.following is not None]
        if len(following) < len(self._lists):
            raise _OverAgain("its lists of fields end at different records")
        return records, tuple(part.following for part in following if part.following is not None), behind

    def _anew(self, place: ListPlace) -> ListPlace:
        """A list that reached as far as a page token goes: by time it begins again where it stands."""
        if not place.by_time:
            raise _OverAgain(f"it has more than {_BY_TOKEN:,} records", by_time=self._timed)
        since = moment_of(place.time or place.started, earlier=timedelta(seconds=1))
        if since == place.since:
            raise self._incomplete(f"more than {_BY_TOKEN:,} records were modified at {place.time}")
        return replace(place, since=since, pages=(1,) * len(self._lists))

    def _counted(self, place: ListPlace, since: str | None) -> ListPlace:
        """Behind the first page: with how many records there should be."""
        number = self._number(since)
        if number is not None and number > _BY_TOKEN and self._timed and not place.by_time:
            raise _OverAgain(f"it has {number:,} records", by_time=True)
        return replace(place, counted=True, count=number)

    def _number(self, since: str | None) -> int | None:
        """How many records a list has; None where the service does not say, or counts others as well."""
        number = self.number(since)
        if since is None or number is None:
            return number
        every = self.number()
        return number if every is not None and number < every else None

    def _check_number(self, place: ListPlace, since: str | None) -> None:
        if place.count is None or place.read >= place.count:
            return
        after = self._number(since)
        least = place.count if after is None else min(place.count, after)
        if place.read < least:
            raise _OverAgain(f"{count(place.read, 'record')} came of {least:,}")

    def _page(self, place: ListPlace, index: int) -> Listed:
        """One page, asked for again where it does not fit."""
        why = ""
        for ask in range(_ASKS):
            if ask:
                self._organisation.pause(_PAUSE)
            try:
                return self._asked(place, index)
            except UnfitRecordsError as problem:
                why = str(problem)
        raise _OverAgain(why)

    def _asked(self, place: ListPlace, index: int) -> Listed:
        at = place.pages[index]
        where: dict[str, str | int] = {"page_token": at} if isinstance(at, str) else {"page": at}
        sort_by = MODIFIED if place.by_time else ID
        params = {
            "fields": ",".join(self._lists[index]),
            "per_page": PER_PAGE,
            "sort_by": sort_by,
            "sort_order": "asc",
            **self._every_lead(),
            **where,
        }
        if not self._sorted:
            params = {name: value for name, value in params.items() if name not in ("sort_by", "sort_order")}
        answer = self._organisation.get(self._module, params, since_header(place.since))
        if answer.status in (204, 304):
            if place.read or at != 1:
                raise UnfitRecordsError("more records were said to follow, and none did")
            return Listed((), None)
        code = code_of(answer)
        if code is not None and self._sorted and "sort_by" in str(answer.json().get("details")):
            self._sorted = False
            raise UnfitRecordsError("it cannot be sorted")
        if code in TOKEN_OVER:
            raise _OverAgain("its page token is over")
        if code in TOO_FAR:
            raise _TooFar
        return self._fitting(data_of(answer, self._module, scope_of(self._module)), place, at)

    def _fitting(self, found: Mapping[str, Any], place: ListPlace, at: int | str) -> Listed:
        records, info = records_and_info(found)
        if isinstance(at, int) and info.get("page", at) != at:
            raise UnfitRecordsError(f"page {at} was asked for, and page {info['page']} came")
        if not place.by_time and (info.get("sort_by"), info.get("sort_order")) == (ID, "asc"):
            check_order(records, place.last)
        more = info.get("more_records")
        if not isinstance(more, bool):
            raise UnfitRecordsError("it does not say whether more records follow")
        if more and not records:
            raise UnfitRecordsError("a page came without records, and more were said to follow")
        return Listed(records, self._following(info, at) if more else None)

    def _following(self, info: Mapping[str, Any], at: int | str) -> int | str:
        token = info.get("next_page_token")
        if isinstance(token, str) and token:
            if token == at:
                raise UnfitRecordsError("the token of the next page is that of this one")
            return token
        if isinstance(at, int) and at * PER_PAGE < _BY_NUMBER:
            return at + 1
        raise self._incomplete(f"more than {_BY_NUMBER:,} records, and no token for the next page")

    # --- records of several lists

    def _joined(
        self, first: Sequence[Mapping[str, Any]], others: Sequence[Sequence[Mapping[str, Any]]]
    ) -> Sequence[Mapping[str, Any]]:
        """Records with the fields of all lists; one that changed between two of them is asked for by itself."""
        if not others:
            return first
        parts = [{record[ID]: record for record in other} for other in others]
        torn = [r[ID] for r in first if any(_differ(r, part.get(r[ID])) for part in parts)]
        if len(torn) > _MOST_SINGLE:
            raise _OverAgain(f"its lists of fields differ in {count(len(torn), 'record')} of one page")
        single = {one: self._single(one) for one in torn}
        whole = (single[r[ID]] if r[ID] in single else _merged(r, [part[r[ID]] for part in parts]) for r in first)
        return [record for record in whole if record is not None]

    def _single(self, one: str) -> Mapping[str, Any] | None:
        """One record with all its fields; None where it is no longer there."""
        answer = self._organisation.get(f"{self._module}/{one}", self._every_lead())
        if answer.status in (204, 304):
            return None
        records = data_of(answer, self._module, scope_of(self._module)).get("data")
        if not isinstance(records, list) or len(records) != 1 or records[0].get(ID) != one:
            raise self._incomplete(f"record {one} was asked for, and another came")
        wanted = {name for names in self._lists for name in names} | {ID}
        return {name: value for name, value in records[0].items() if name in wanted}

    def _every_lead(self) -> dict[str, str]:
        """A list of leads leaves out those that were converted, unless it is asked for both."""
        return {"converted": "both"} if self._module == "Leads" else {}

    def _incomplete(self, why: str) -> IncompletePullError:
        return incomplete(self._organisation.source, self._module, why)


class _TooFar(Exception):  # noqa: N818 - it goes on another way
    """As far as a page token goes."""


def _cut(names: Sequence[str], *, timed: bool) -> Iterator[tuple[str, ...]]:
    """Lists of as many fields as may be asked for at a time; each tells when its records were modified."""
    always = (MODIFIED,) if timed else ()
    size = _MOST_FIELDS - len(always)
    if not names:
        yield always or (ID,)
    for start in range(0, len(names), size):
        yield (*always, *names[start : start + size])


def _differ(record: Mapping[str, Any], other: Mapping[str, Any] | None) -> bool:
    return other is None or other.get(MODIFIED) != record.get(MODIFIED)


def _merged(record: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    merged: dict[str, Any] = {**record}
    for other in others:
        merged.update(other)
    return merged
