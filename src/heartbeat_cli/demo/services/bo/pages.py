"""The ways the back office gives a list page by page: where a request says to begin, where an answer says to go on."""

import base64
import binascii
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

import orjson

from heartbeat_cli.demo.services.messages import Request
from heartbeat_cli.demo.services.paging import CutPage

Key = tuple[str, str]


class Misplaced(ValueError):  # noqa: N818 - the name of a parameter
    """A request for a page that cannot be: the parameter that is wrong."""


@dataclass(frozen=True, slots=True)
class Onward:
    """What an answer says of its page: in the body beside the data, and in headers."""

    body: Mapping[str, Any]
    headers: Mapping[str, str]


class Pagination(ABC):
    """One way. `size_name` is the parameter for rows on a page, `usual` how many without it, `most` the most."""

    kind: ClassVar[str]
    size_name: str = "limit"
    usual: int = 100
    most: int = 1000

    def size(self, request: Request) -> int:
        """Rows on the page. Raises Misplaced for none or too many."""
        size = whole(request.query, self.size_name, self.usual)
        if not 1 <= size <= self.most:
            raise Misplaced(self.size_name)
        return size

    @abstractmethod
    def start(self, request: Request, size: int, find: Callable[[Key], int]) -> int:
        """The first row's place in the list; `find` gives the place behind a key. Raises Misplaced."""

    @abstractmethod
    def onward(self, request: Request, page: CutPage, size: int, total: int, key: Key | None, url: str) -> Onward:
        """What is said of a page whose last row has this key; `url` is the service's own address."""

    @abstractmethod
    def parameters(self) -> Sequence[str]:
        """The names of its parameters, for the OpenAPI document."""


@dataclass(frozen=True)
class ByPageNumber(Pagination):
    """`?page=2&page_size=100`; the answer says how many pages there are."""

    kind = "page_number"
    size_name: str = "page_size"
    first: int = 1

    def start(self, request: Request, size: int, find: Callable[[Key], int]) -> int:  # noqa: ARG002
        """So many whole pages in."""
        number = whole(request.query, "page", self.first) - self.first
        if number < 0:
            raise Misplaced("page")
        return number * size

    def onward(self, request: Request, page: CutPage, size: int, total: int, key: Key | None, url: str) -> Onward:  # noqa: ARG002
        """The number of the page and of all pages."""
        number = whole(request.query, "page", self.first)
        return Onward({"page": {"number": number, "size": size, "total_pages": -(-total // size), "total": total}}, {})

    def parameters(self) -> Sequence[str]:
        """page and page_size."""
        return ("page", self.size_name)


@dataclass(frozen=True)
class ByOffset(Pagination):
    """`?offset=200&limit=100`; the answer says how many rows there are."""

    kind = "offset"

    def start(self, request: Request, size: int, find: Callable[[Key], int]) -> int:  # noqa: ARG002
        """As the request has it."""
        start = whole(request.query, "offset", 0)
        if start < 0:
            raise Misplaced("offset")
        return start

    def onward(self, request: Request, page: CutPage, size: int, total: int, key: Key | None, url: str) -> Onward:  # noqa: ARG002
        """The offset, the limit and the total."""
        return Onward({"offset": whole(request.query, "offset", 0), "limit": size, "total": total}, {})

    def parameters(self) -> Sequence[str]:
        """offset and limit."""
        return ("offset", self.size_name)


@dataclass(frozen=True)
class ByCursor(Pagination):
    """`?cursor=...`; the answer has the next one, null at the end. It names a row, not a number."""

    kind = "cursor"

    def start(self, request: Request, size: int, find: Callable[[Key], int]) -> int:  # noqa: ARG002
        """Behind the row the cursor names."""
        cursor = request.query.get("cursor")
        return find(_key(cursor)) if cursor else 0

    def onward(self, request: Request, page: CutPage, size: int, total: int, key: Key | None, url: str) -> Onward:  # noqa: ARG002
        """The next cursor."""
        return Onward({"next_cursor": self.following(page, key)}, {})

    @staticmethod
    def following(page: CutPage, key: Key | None) -> str | None:
        """The cursor behind a key, None where nothing follows."""
        return base64.urlsafe_b64encode(orjson.dumps(key)).decode() if page.more else None

    def parameters(self) -> Sequence[str]:
        """cursor and limit."""
        return ("cursor", self.size_name)


@dataclass(frozen=True)
class ByNextUrl(ByCursor):
    """As a cursor, but the answer has the whole address of the next page in `links.next`."""

    kind = "next_url"

    def onward(self, request: Request, page: CutPage, size: int, total: int, key: Key | None, url: str) -> Onward:  # noqa: ARG002
        """The next address, null at the end."""
        return Onward({"links": {"next": self.address(request, page, key, url)}}, {})

    def address(self, request: Request, page: CutPage, key: Key | None, url: str) -> str | None:
        """The address of the next page: the one asked for, with the cursor of what follows."""
        cursor = self.following(page, key)
        return f"{url}{request.path}?{urlencode({**request.query, 'cursor': cursor})}" if cursor else None


@dataclass(frozen=True)
class ByLinkHeader(ByNextUrl):
    """As a next address, but in the header `Link: <...>; rel="next"`."""

    kind = "link_header"

    def onward(self, request: Request, page: CutPage, size: int, total: int, key: Key | None, url: str) -> Onward:  # noqa: ARG002
        """The next address in a header, which is not there at the end."""
        address = self.address(request, page, key, url)
        first = f'<{url}{request.path}>; rel="first"'
        return Onward({}, {"Link": f'{first}, <{address}>; rel="next"' if address else first})


def whole(query: Mapping[str, str], name: str, default: int) -> int:
    """A parameter that is a whole number. Raises Misplaced for anything else."""
    try:
        return int(query.get(name, default))
    except ValueError:
        raise Misplaced(name) from None


def _key(cursor: str) -> Key:
    try:
        updated, identity = orjson.loads(base64.urlsafe_b64decode(cursor))
    except (ValueError, binascii.Error, TypeError):
        raise Misplaced("cursor") from None
    return str(updated), str(identity)
