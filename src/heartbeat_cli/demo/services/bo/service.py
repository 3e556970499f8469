"""The back office: an internal REST API that lists what operators do, what waits for them, and their cases."""

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from heartbeat_cli.demo.services.bo.auth import Auth, Bearer
from heartbeat_cli.demo.services.bo.openapi import document
from heartbeat_cli.demo.services.bo.pages import ByCursor, Key, Misplaced, Pagination
from heartbeat_cli.demo.services.messages import Request, Response, json_answer
from heartbeat_cli.demo.services.paging import PAGE_FAILURES, cut_page
from heartbeat_cli.demo.services.service import Service

Row = Mapping[str, Any]
BASE, OPENAPI = "/api/v1", "/openapi.json"
_ERRORS = {
    400: ("bad_request", "The request cannot be understood."),
    401: ("unauthorized", "Authentication is missing or wrong."),
    403: ("forbidden", "Not allowed."),
    404: ("not_found", "There is nothing here."),
    410: ("cursor_expired", "The cursor is too old; begin again."),
    429: ("too_many_requests", "Slow down."),
    503: ("unavailable", "The service is being restarted."),
}


class Bo(Service):
    """Streams of rows, `{"cases": [{"id": ..., "updated_at": "2026-05-08T09:00:00Z", ...}]}`.

    Each is a list in the order of `updated_at` and id. `selector` says where in an answer the rows are (`data.items`;
    empty: the answer is the list), `since` which parameter asks for what was updated at a time or later.
    """

    failures: Mapping[str, str] = {**PAGE_FAILURES, "cursor_expired": "410 for a cursor"}

    def __init__(
        self,
        streams: Mapping[str, Iterable[Row]],
        *,
        auth: Auth | None = None,
        pagination: Pagination | None = None,
        selector: str = "data.items",
        since: str = "updated_since",
        base: str = BASE,
        now: Callable[[], datetime] = lambda: datetime.now(UTC).replace(microsecond=0),
        switch_key: str | None = None,
    ) -> None:
        super().__init__(switch_key=switch_key)
        self.auth = auth or Bearer("demo-back-office-token")
        self.tls = self.auth.tls()
        self.pagination = pagination or ByCursor()
        self._selector = [part for part in selector.split(".") if part]
        self._since = since
        self._base = base
        self._now = now
        self._rows = {name: {str(row["id"]): row for row in rows} for name, rows in streams.items()}
        self._sorted: dict[str, tuple[list[Key], list[Row]]] = {}
        self._lock = threading.RLock()

    # rows, and what happens to them

    def rows(self, stream: str) -> tuple[Row, ...]:
        """A stream as it is now, in its order."""
        return tuple(self._ordered(stream)[1])

    def put(self, stream: str, row: Row) -> None:
        """Add a row, or replace the one with its id."""
        with self._lock:
            self._rows[stream][str(row["id"])] = row
            self._sorted.pop(stream, None)

    def touch(self, stream: str, identity: str, **changed: Any) -> Row:
        """Change fields of a row, and with them its `updated_at`."""
        with self._lock:
            row = {**self._rows[stream][identity], "updated_at": _written(self._now()), **changed}
            self.put(stream, row)
            return row

    def delete(self, stream: str, identity: str) -> None:
        """Delete a row; nothing says that it was there."""
        with self._lock:
            del self._rows[stream][identity]
            self._sorted.pop(stream, None)

    def _ordered(self, stream: str) -> tuple[list[Key], list[Row]]:
        with self._lock:
            if stream not in self._sorted:
                rows = sorted(self._rows[stream].values(), key=_key)
                self._sorted[stream] = [_key(row) for row in rows], rows
            return self._sorted[stream]

    # answers

    def refuse(self, status: int) -> Response:
        """An error in the back office's form."""
        return _error(status)

    def route(self, request: Request) -> Response:
        """The OpenAPI document for everybody, lists for who is let in."""
        if request.path == OPENAPI:
            streams = {name: rows.values() for name, rows in self._rows.items()}
            selector = ".".join(self._selector)
            told = document(streams, self._base, self.auth, self.pagination, selector, self._since, self.url)
            return json_answer(told)
        if not self.auth.admits(request):
            return _error(401)
        parts = request.path.removeprefix(f"{self._base}/").split("/")
        if not request.path.startswith(f"{self._base}/") or parts[0] not in self._rows or len(parts) > 2:
            return _error(404)
        if request.method != "GET":
            return _error(404)
        return self._one(*parts) if len(parts) == 2 else self._list(parts[0], request)

    def _one(self, stream: str, identity: str) -> Response:
        row = self._rows[stream].get(identity)
        return json_answer(row) if row else _error(404)

    def _list(self, stream: str, request: Request) -> Response:
        if "cursor" in request.query and self.switches.take("cursor_expired", request):
            return _error(410)
        try:
            first = self._first(stream, request.query.get(self._since))
            size = self.pagination.size(request)
            self._disturb(stream, first, size, request)
            keys, rows = self._ordered(stream)
            keys, rows = keys[first:], rows[first:]
            start = self.pagination.start(request, size, lambda key: bisect_right(keys, key))
        except Misplaced as misplaced:
            return _error(400, f"The parameter {misplaced} is wrong.")
        page = cut_page(rows, start, size, request, self.switches)
        key = keys[page.next_start - 1] if 0 < page.next_start <= len(keys) else None
        place = self.pagination.onward(request, page, size, len(rows), key, self.url)
        return json_answer(self._wrapped(list(page.rows), place.body), headers=place.headers)

    def _first(self, stream: str, since: str | None) -> int:
        if since is None:
            return 0
        try:
            at = datetime.fromisoformat(since.replace(" ", "+"))
        except ValueError:
            raise Misplaced(self._since) from None
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return bisect_left(self._ordered(stream)[0], (_written(at.astimezone(UTC)), ""))

    def _disturb(self, stream: str, first: int, size: int, request: Request) -> None:
        gone = self.switches.take("shrink", request)
        if gone is not None:
            for row in self.rows(stream)[first : first + int(gone.value or 1)]:
                self.delete(stream, str(row["id"]))
        if self.switches.take("changed", request):
            keys, rows = self._ordered(stream)
            start = first + self.pagination.start(request, size, lambda key: bisect_right(keys[first:], key))
            if start < len(rows):
                self.touch(stream, str(rows[start]["id"]))

    def _wrapped(self, rows: list[Row], beside: Mapping[str, Any]) -> Any:
        if not self._selector:
            return rows
        body: Any = rows
        for part in reversed(self._selector):
            body = {part: body}
        return {**body, **beside}


def _key(row: Row) -> Key:
    return str(row["updated_at"]), str(row["id"])


def _written(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _error(status: int, message: str | None = None) -> Response:
    code, usual = _ERRORS.get(status, ("internal_error", "Something went wrong."))
    return json_answer({"error": {"code": code, "message": message or usual}}, status)
