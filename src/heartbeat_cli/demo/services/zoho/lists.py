"""Lists of records page by page: by number up to the first 2,000, by page token beyond."""

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from heartbeat_cli.demo.services.messages import Request, Response, json_answer
from heartbeat_cli.demo.services.paging import CutPage, cut_page
from heartbeat_cli.demo.services.switches import Switchboard
from heartbeat_cli.demo.services.zoho.errors import refused
from heartbeat_cli.demo.services.zoho.records import SORTS, Listing, Modules, Order, Record, iso, moment

PER_PAGE, MOST_FIELDS, BY_NUMBER, BY_TOKEN = 200, 50, 2_000, 100_000
TOKEN_LIVES = timedelta(hours=24)
NOTHING = Response(204)


@dataclass(frozen=True, slots=True)
class PageToken:
    """Where a list goes on: behind which key, after how many records, for which request, until when (seconds)."""

    module: str
    bound: tuple[tuple[str, str], ...]
    order: Order
    key: tuple[Any, int] | None
    served: int
    page: int
    expires: float


class Lists:
    """Answers requests for lists of the records of `modules`. `now` dates answers, `clock` (seconds) ages tokens."""

    def __init__(
        self,
        modules: Modules,
        switches: Switchboard,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._modules = modules
        self._switches = switches
        self._now = now
        self._clock = clock
        self._tokens: dict[str, PageToken] = {}
        self._lock = threading.Lock()

    def page(self, module: str, request: Request) -> Response:
        """A page of a module's records: 204 where there are none, 304 where none was modified."""
        fields, size = wanted_fields(request.query), per_page(request.query)
        if "page_token" in request.query and "page" in request.query:
            names = [{"param_name": "page_token"}, {"param_name": "page"}]
            raise refused("AMBIGUITY_DURING_PROCESSING", ambiguity_due_to=names)
        place = self._place(module, request, size)
        self._disturb(module, place, request)
        listing = self._modules.listing(module, place.order)
        start = self._start(listing, place)
        if start >= len(listing.records):
            return Response(304) if place.order.since and not listing.records else NOTHING
        page = cut_page(listing.records, start, size, request, self._switches)
        rows = [_picked(record, fields) for record in page.rows]
        return json_answer({"data": rows, "info": self._info(place, listing, size, page)})

    def _place(self, module: str, request: Request, size: int) -> PageToken:
        if "page_token" in request.query:
            return self._from_token(module, request)
        number = _whole(request.query, "page", 1)
        if number * size > BY_NUMBER:
            raise refused("DISCRETE_PAGINATION_LIMIT_EXCEEDED", limit=BY_NUMBER)
        order = wanted_order(request)
        return PageToken(module, _bound(request), order, None, (number - 1) * size, number, 0.0)

    def _from_token(self, module: str, request: Request) -> PageToken:
        place = self._tokens.get(request.query["page_token"])
        if place is None or place.module != module or place.bound != _bound(request):
            raise refused("TOKEN_BOUND_DATA_MISMATCH", param_name="page_token")
        if place.expires <= self._clock() or self._switches.take("page_token_expired", request):
            raise refused("EXPIRED_VALUE", api_name="page_token", json_path="$.page_token")
        if place.served >= BY_TOKEN:
            raise refused("PAGINATION_LIMIT_EXCEEDED", param_name="page_token")
        return place

    @staticmethod
    def _start(listing: Listing, place: PageToken) -> int:
        # A token remembers a record, not a number: what is deleted before it moves nothing.
        return place.served if place.key is None else listing.after(place.key)

    def _disturb(self, module: str, place: PageToken, request: Request) -> None:
        listing = self._modules.listing(module, place.order)
        gone = self._switches.take("shrink", request)
        if gone is not None:
            for record in listing.records[: int(gone.value or 1)]:
                self._modules.delete(module, str(record["id"]))
        if self._switches.take("changed", request) and place.served < len(listing.records):
            self._modules.touch(module, str(listing.records[place.served]["id"]))

    def _info(self, place: PageToken, listing: Listing, size: int, page: CutPage) -> dict[str, Any]:
        following = self._token(place, listing, page.next_start, 1) if page.more else None
        previous = self._token(place, listing, max(0, place.served - size), -1) if place.page > 1 else None
        return {
            "per_page": size,
            "count": len(page.rows),
            "page": place.page,
            "sort_by": place.order.sort_by,
            "sort_order": "desc" if place.order.descending else "asc",
            "more_records": page.more,
            "next_page_token": following,
            "previous_page_token": previous,
            "page_token_expiry": iso(self._now() + TOKEN_LIVES) if following or previous else None,
        }

    def _token(self, place: PageToken, listing: Listing, served: int, step: int) -> str:
        token = secrets.token_hex(24)
        key = listing.key(served - 1) if served else None
        expires = self._clock() + TOKEN_LIVES.total_seconds()
        with self._lock:
            self._tokens[token] = PageToken(
                place.module, place.bound, place.order, key, served, place.page + step, expires
            )
        return token

    def deleted(self, module: str, request: Request) -> Response:
        """A page of what was deleted from a module: in the recycle bin, permanently or both (`type`)."""
        kind = request.query.get("type", "all")
        wanted = {"all": (True, False), "recycle": (False,), "permanent": (True,)}.get(kind)
        if wanted is None:
            raise refused("INVALID_DATA", param_name="type")
        size, number, since = per_page(request.query), _whole(request.query, "page", 1), since_header(request)
        rows = [d for d in self._modules.deleted(module, since) if d.permanent in wanted]
        if not rows:
            return Response(304) if since else NOTHING
        page = cut_page(rows, (number - 1) * size, size, request, self._switches)
        data = [
            {
                "id": d.id,
                "display_name": d.display_name,
                "type": "permanent" if d.permanent else "recycle",
                "deleted_time": iso(d.at),
                "created_by": None,
                "deleted_by": None,
            }
            for d in page.rows
        ]
        info = {"per_page": size, "count": len(data), "page": number, "more_records": page.more}
        return json_answer({"data": data, "info": info}) if data else NOTHING


# What a request asks for


def wanted_fields(query: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that are asked for. Raises Refused where none are, or more than 50."""
    fields = tuple(name for name in query.get("fields", "").split(",") if name)
    if not fields:
        raise refused("REQUIRED_PARAM_MISSING", param_name="fields")
    if len(fields) > MOST_FIELDS:
        raise refused("LIMIT_EXCEEDED", limit=MOST_FIELDS, param_name="fields")
    return fields


def per_page(query: Mapping[str, str]) -> int:
    """Records on a page. Raises Refused for more than 200."""
    size = _whole(query, "per_page", PER_PAGE)
    if size > PER_PAGE:
        raise refused("INVALID_DATA", param_name="per_page", maximum=PER_PAGE)
    return size


def wanted_order(request: Request) -> Order:
    """Which records in which order. Raises Refused for a field that cannot be sorted by."""
    query = request.query
    sort_by, direction, converted = (
        query.get("sort_by", "id"),
        query.get("sort_order", "desc"),
        query.get("converted", "false"),
    )
    if sort_by not in SORTS:
        raise refused("INVALID_DATA", param_name="sort_by", supported_values=list(SORTS))
    if direction not in ("asc", "desc"):
        raise refused("INVALID_DATA", param_name="sort_order", supported_values=["asc", "desc"])
    if converted not in ("true", "false", "both"):
        raise refused("INVALID_DATA", param_name="converted", supported_values=["true", "false", "both"])
    return Order(sort_by, direction == "desc", since_header(request), converted)


def since_header(request: Request) -> datetime | None:
    """The time of If-Modified-Since. Raises Refused for one that is not ISO 8601 with an offset."""
    text = request.headers.get("if-modified-since")
    try:
        return None if text is None else moment(text)
    except ValueError:
        raise refused("INVALID_DATA", header_name="If-Modified-Since") from None


def _whole(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name, str(default))
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise refused("INVALID_DATA", param_name=name)
    return int(text)


def _bound(request: Request) -> tuple[tuple[str, str], ...]:
    kept = {name: value for name, value in request.query.items() if name not in ("page", "page_token")}
    since = request.headers.get("if-modified-since")
    return tuple(sorted({**kept, **({"If-Modified-Since": since} if since else {})}.items()))


def _picked(record: Record, fields: tuple[str, ...]) -> dict[str, Any]:
    row = {name: record[name] for name in fields if name in record}
    row["id"] = record["id"]
    return row
