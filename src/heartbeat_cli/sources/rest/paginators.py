"""How the pages of a collection follow each other, as values: where a pull is, and what an answer says comes next.

A place in a collection (`at`) is a page's number, an offset, a cursor or a URL, and None at the beginning: JSON, so it
can be written down. `ask` puts it into a request, `after` reads the next one from an answer, and gives None behind the
last page. Neither asks anybody. The words are those of dlt's `rest_api` source; where an answer contradicts itself a
paginator raises IncompletePullError, where dlt's would end early.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final
from urllib.parse import urljoin

from heartbeat_cli.sources.failures import ApiFailedError, IncompletePullError
from heartbeat_cli.sources.http import HttpRequest
from heartbeat_cli.sources.rest.links import links, same_service
from heartbeat_cli.sources.rest.paths import column_of, first_at
from heartbeat_cli.sources.rest.repeated import AskedPage
from heartbeat_cli.sources.rest.seen import PageSeen, says_yes

At = int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paginator:
    """What every kind knows: how an answer says that it is the last, and how many records there are.

    `has_more_path` leads to what is true while more is to come, `end_of_stream_path` to what is true on the last page.
    `total_records_path` is how many records there are in all, `count_path` how many came with the page.
    """

    type: ClassVar[str]

    has_more_path: str | None = None
    end_of_stream_path: str | None = None
    total_records_path: str | None = None
    count_path: str | None = None

    def asked(self, at: At) -> AskedPage:
        """The numbers that go along for a place, which an answer may repeat."""
        return AskedPage()

    def ask(self, request: HttpRequest, at: At) -> HttpRequest:
        """The request of the page at a place."""
        return request

    def after(self, at: At, seen: PageSeen) -> At:
        """The place behind a page, None where it is the last. Raises IncompletePullError, ApiFailedError."""
        self._counted(seen)
        more = self._more(seen)
        if more is False:
            return None
        if more and not seen.records:
            raise IncompletePullError("the service says that there is more, and gave a page without records")
        found = self._next(at, seen)
        if found is None and more:
            raise IncompletePullError("the service says that there is more, and not where")
        if found is not None and found == at:
            raise IncompletePullError("the next page is the same page again: the service does not move on")
        return found

    def total(self, at: At, seen: PageSeen) -> int | None:
        """How many records the service says there are in all, None where it does not say.

        Behind the first page it need not: counting is dear to many.
        """
        return self._number_of_records(at, seen, self.total_records_path)

    def check_nothing(self, at: At) -> None:
        """Raises IncompletePullError where an answer without a body cannot be the end."""
        if at is not None:
            raise IncompletePullError("the service says that there is a next page, and it has no body", retryable=True)

    def _number_of_records(self, at: At, seen: PageSeen, path: str | None) -> int | None:
        if path is None or (at is not None and seen.lacks(path)):
            return None
        return seen.number(path)

    def _next(self, at: At, seen: PageSeen) -> At:
        return None

    def _more(self, seen: PageSeen) -> bool | None:
        if self.end_of_stream_path and seen.truth(self.end_of_stream_path):
            return False
        return seen.truth(self.has_more_path) if self.has_more_path else None

    def _counted(self, seen: PageSeen) -> None:
        if self.count_path and (said := seen.number(self.count_path)) != seen.records:
            raise IncompletePullError(f"the service says that a page has {said} records, and gave {seen.records}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SinglePage(Paginator):
    """Everything comes at once; an answer that names a next page is not taken for all there is."""

    type: ClassVar = "single_page"

    def _next(self, at: At, seen: PageSeen) -> At:
        named = next((path for path in _SIGNS_OF_MORE if says_yes(first_at(path, seen.body))), None)
        if named or "next" in links(seen.headers.get("link", "")):
            raise IncompletePullError(
                f"the answer is a page of several: {column_of(named) if named else 'its Link header'} names a next one",
                hint="Say in `paginator` how the pages follow each other.",
            )
        if not (self.total_records_path or self.count_path):
            _check_counts(seen)
        return None


def _check_counts(seen: PageSeen) -> None:
    for path in _COUNTS:
        said = first_at(path, seen.body)
        if isinstance(said, int) and not isinstance(said, bool) and said > seen.records > 0:
            raise IncompletePullError(
                f"the answer has {seen.records} records, and its {column_of(path)} is {said}",
                hint="Say in `paginator` how the pages follow each other, or by total_records_path what counts them.",
            )


_ABOUT_PAGES: Final = ("", "meta.", "paging.", "pagination.", "page.", "info.")
_TOTALS: Final = (
    *("total", "total_count", "totalCount", "total_records", "totalRecords", "total_results", "totalResults"),
    *("total_items", "totalItems", "total_elements", "totalElements"),
)
_COUNTS: Final = tuple(f"{about}{name}" for about in _ABOUT_PAGES for name in _TOTALS)
_SIGNS_OF_MORE: Final = (
    *("next", "next_page", "next_cursor", "next_page_token", "nextPageToken", "has_more", "hasMore", "more_records"),
    *("links.next", "_links.next", "meta.next", "meta.has_more", "pagination.next", "pagination.has_more"),
    *("info.more_records", "['@odata.nextLink']"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered(Paginator):
    """Pages told apart by a number that goes into the query (`…_param`) or the body (`…_body_path`)."""

    total_path: str | None = None
    stop_after_empty_page: bool = True

    def check_nothing(self, at: At) -> None:
        """No body is an empty page, which is the end where nothing says otherwise."""
        if not self.stop_after_empty_page or self.total_path or self.has_more_path or self.end_of_stream_path:
            Paginator.check_nothing(self, at)

    def _stops(self, seen: PageSeen) -> bool:
        return self.stop_after_empty_page and not seen.records


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumber(Numbered):
    """Pages are numbered from `base_page` on; `total_path` is how many pages there are."""

    type: ClassVar = "page_number"

    base_page: int = 0
    page: int | None = None
    page_param: str | None = None
    page_body_path: str | None = None
    maximum_page: int | None = None

    def ask(self, request: HttpRequest, at: At) -> HttpRequest:
        """The page's number goes along."""
        return put(request, self._param, self.page_body_path, self._number(at))

    @property
    def _param(self) -> str | None:
        return self.page_param or (None if self.page_body_path else "page")

    def _number(self, at: At) -> int:
        first = self.base_page if self.page is None else self.page
        return first if at is None else int(at)

    def asked(self, at: At) -> AskedPage:
        """The page's number."""
        return AskedPage(page=(self._param or _last_name(self.page_body_path), self._number(at)))

    def _next(self, at: At, seen: PageSeen) -> At:
        following = self._number(at) + 1
        pages = seen.number(self.total_path) if self.total_path else None
        if pages is not None and following >= pages + self.base_page:
            return None
        if self._stops(seen):
            _none_missing(pages is None, f"page {following - 1} is empty, and there should be {pages}")
            return None
        if self.maximum_page is not None and following >= self.maximum_page:
            raise IncompletePullError(
                f"page {following} would be the next, and maximum_page is {self.maximum_page}",
                hint="What is behind it would be missing: raise maximum_page, or take it out.",
            )
        return following


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset(Numbered):
    """Pages begin behind so many records; `total_path` is how many records there are.

    A page shorter than `limit` may be one the service cut: what follows is asked for from behind what came, so nothing
    is skipped.
    """

    type: ClassVar = "offset"

    limit: int
    offset: int = 0
    offset_param: str | None = None
    offset_body_path: str | None = None
    limit_param: str | None = None
    limit_body_path: str | None = None
    maximum_offset: int | None = None

    def ask(self, request: HttpRequest, at: At) -> HttpRequest:
        """The offset and the limit go along."""
        behind = put(request, self._offset_param, self.offset_body_path, self._number(at))
        return put(behind, self._limit_param, self.limit_body_path, self.limit)

    @property
    def _offset_param(self) -> str | None:
        return self.offset_param or (None if self.offset_body_path else "offset")

    @property
    def _limit_param(self) -> str | None:
        return self.limit_param or (None if self.limit_body_path else "limit")

    def _number(self, at: At) -> int:
        return self.offset if at is None else int(at)

    def asked(self, at: At) -> AskedPage:
        """The offset and the limit."""
        return AskedPage(
            offset=(self._offset_param or _last_name(self.offset_body_path), self._number(at)),
            size=(self._limit_param or _last_name(self.limit_body_path), self.limit),
        )

    def total(self, at: At, seen: PageSeen) -> int | None:
        """Here `total_path` says the same; what is before the first offset does not count."""
        said = self._number_of_records(at, seen, self.total_records_path or self.total_path)
        return None if said is None else max(0, said - self.offset)

    def _next(self, at: At, seen: PageSeen) -> At:
        following = self._number(at) + seen.records
        total = self.total(at, seen)
        if total is not None and following - self.offset >= total:
            return None
        if not seen.records:
            _none_missing(total is None, f"nothing comes behind record {following}, and there should be {total}")
            return None
        if self.maximum_offset is not None and following >= self.maximum_offset:
            raise IncompletePullError(
                f"offset {following} would be the next, and maximum_offset is {self.maximum_offset}",
                hint="What is behind it would be missing: raise maximum_offset, or take it out.",
            )
        return following


def _none_missing(sure: bool, otherwise: str) -> None:
    if not sure:
        raise IncompletePullError(
            otherwise,
            hint="Of page_number, total_path is the number of pages; that of records is total_records_path.",
            retryable=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCursor(Paginator):
    """An answer names the cursor of the next page, at `cursor_path` of its body; the last one names none."""

    type: ClassVar = "cursor"

    cursor_path: str = "cursors.next"
    cursor_param: str | None = None
    cursor_body_path: str | None = None
    stop_after_empty_page: bool = False

    def ask(self, request: HttpRequest, at: At) -> HttpRequest:
        """The cursor goes along, from the second page on."""
        param = self.cursor_param or (None if self.cursor_body_path else "cursor")
        return request if at is None else put(request, param, self.cursor_body_path, at)

    def _next(self, at: At, seen: PageSeen) -> At:
        if self.stop_after_empty_page and not seen.records:
            return None
        return seen.reference(self.cursor_path)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderCursor(Paginator):
    """A header of the answer, `cursor_key`, has the cursor of the next page; the last one has none."""

    type: ClassVar = "header_cursor"

    cursor_key: str = "next"
    cursor_param: str = "cursor"

    def ask(self, request: HttpRequest, at: At) -> HttpRequest:
        """The cursor goes along, from the second page on."""
        return request if at is None else put(request, self.cursor_param, None, at)

    def _next(self, at: At, seen: PageSeen) -> At:
        return seen.headers.get(self.cursor_key.lower()) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked(Paginator, ABC):
    """Pages that name the URL of the next one, relative to their own."""

    def ask(self, request: HttpRequest, at: At) -> HttpRequest:
        """The URL as it was named, whose query has all there is to say."""
        return request if at is None else replace(request, url=str(at), params={})

    @abstractmethod
    def _link(self, seen: PageSeen) -> str | None: ...

    def _next(self, at: At, seen: PageSeen) -> At:
        named = self._link(seen)
        return same_service(seen.url, urljoin(seen.url, named)) if named else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderLink(Linked):
    """A header has the next URL: `Link` beside `rel="next"` (RFC 8288), or another one that is the URL itself."""

    type: ClassVar = "header_link"

    links_next_key: str = "next"
    header: str = "Link"

    def _link(self, seen: PageSeen) -> str | None:
        said = seen.headers.get(self.header.lower(), "").strip()
        return links(said).get(self.links_next_key.lower()) if self.header.lower() == "link" else said or None


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLink(Linked):
    """The body has the next URL, at `next_url_path`; the last page has none."""

    type: ClassVar = "json_link"

    next_url_path: str = "next"

    def _link(self, seen: PageSeen) -> str | None:
        found = seen.reference(self.next_url_path)
        if isinstance(found, int):
            raise ApiFailedError(f"'{self.next_url_path}' of the answer is a number, not the URL of a page")
        return found


PAGINATORS: Final[Mapping[str, type[Paginator]]] = {
    kind.type: kind for kind in (SinglePage, PageNumber, Offset, BodyCursor, HeaderCursor, HeaderLink, JsonLink)
}
"""The kinds there are, by the word that names each in a source's file."""


def put(request: HttpRequest, param: str | None, body_path: str | None, value: int | str) -> HttpRequest:
    """A request with a value in its query, or at a path of its JSON body."""
    if param is not None:
        return replace(request, params={**request.params, param: value})
    return replace(request, json=_with(request.json or {}, (body_path or "").split("."), value))


def _with(body: Mapping[str, Any], steps: list[str], value: Any) -> Mapping[str, Any]:
    first, *rest = steps
    return {**body, first: _with(body.get(first) or {}, rest, value) if rest else value}


def _last_name(body_path: str | None) -> str:
    return (body_path or "").rpartition(".")[2]
