"""Guesses at an endpoint from names: which parameter asks for what, and what a field is.

Each word is compared without its case and without `_`, `-` and `$`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

_PAGE: Final = ("page", "pagenumber", "pageno", "pageindex", "p")
_SIZE: Final = ("perpage", "pagesize", "limit", "size", "count", "maxresults", "top", "take", "first", "itemsperpage")
_OFFSET: Final = ("offset", "skip", "start", "startat", "from", "startindex")
_CURSOR: Final = (
    "cursor",
    "after",
    "pagetoken",
    "nexttoken",
    "continuationtoken",
    "startingafter",
    "nextcursor",
    "token",
)
_SINCE: Final = (
    *("updatedsince", "updatedafter", "modifiedsince", "modifiedafter", "updatedatgte", "updatedfrom", "since"),
    *("changedsince", "lastmodifiedsince", "starttime", "updatedmin", "updatedatmin"),
)
_CHANGED: Final = (
    *("updatedat", "modifiedat", "updated", "lastmodified", "lastmodifiedat", "lastupdated", "lastupdatedat"),
    *("changedat", "modifiedtime", "updatedtime", "modified", "updatetime", "updateddate", "lastmodifieddate"),
)
_IDS: Final = ("id", "uuid", "guid", "key", "number", "code")
_NEXT_CURSOR: Final = (
    *("nextcursor", "nextpagetoken", "cursornext", "aftercursor", "endcursor", "nexttoken", "continuationtoken"),
    "cursor",
)
_NEXT_URL: Final = (
    "next",
    "nexturl",
    "nextlink",
    "nextpage",
    "nextpageurl",
    "afterurl",
    "odata.nextlink",
    "@odata.nextlink",
)
_MORE: Final = ("hasmore", "more", "hasnext", "hasnextpage", "morerecords")
_END: Final = ("endofstream", "islast", "last")
_TOTAL_PAGES: Final = ("totalpages", "pagecount", "pages", "lastpage")
_TOTAL: Final = ("total", "totalcount", "totalrecords", "totalelements", "totalitems", "totalresults", "recordcount")
_USUAL_SIZE: Final = 100

Names = Iterable[str]


def plain(name: str) -> str:
    """A name without what words are written together with."""
    return re.sub(r"[_\-$ \[\].]+", "", name).casefold()


def named(names: Names, known: Sequence[str]) -> str | None:
    """The first of `names` that is one of the known words, in the order of those."""
    by_plain = {plain(name): name for name in reversed(list(names))}
    return next((by_plain[word] for word in known if word in by_plain), None)


def guess_key(fields: Names, resource: str) -> str | None:
    """The field that tells records apart."""
    own = plain(resource).removesuffix("s")
    return named(fields, ("id", f"{own}id", *_IDS[1:]))


def guess_changed(fields: Names) -> str | None:
    """The field that says when a record changed."""
    return named(fields, _CHANGED)


def guess_since(parameters: Names) -> str | None:
    """The parameter that asks for what changed since a time."""
    return named(parameters, _SINCE)


def guess_size(parameters: Names) -> str | None:
    """The parameter for how many records a page has."""
    return named(parameters, _SIZE)


def guess_paginator(parameters: Mapping[str, Mapping[str, Any]], answer: Names) -> dict[str, Any] | None:
    """How pages follow each other, by the parameters there are and the paths beside the records; None where unclear.

    What an answer says itself (a URL, a cursor) counts more than parameters that count.
    """
    said, names = _by_last_name(answer), list(parameters)
    url, cursor, param = named(said, _NEXT_URL), named(said, _NEXT_CURSOR), named(names, _CURSOR)
    ends = _ends(said)
    if cursor and param:
        return {"type": "cursor", "cursor_path": said[cursor], "cursor_param": param, **ends}
    if url:
        return {"type": "json_link", "next_url_path": said[url], **ends}
    if page := named(names, _PAGE):
        return {
            "type": "page_number",
            "base_page": _first_page(parameters[page]),
            "page_param": page,
            **_pages(said),
            **ends,
        }
    if offset := named(names, _OFFSET):
        size = guess_size(names)
        total = named(said, _TOTAL)
        found = {"type": "offset", "limit": size_of(parameters[size]) if size else _USUAL_SIZE, "offset_param": offset}
        return found | ({"limit_param": size} if size else {}) | ({"total_path": said[total]} if total else {})
    return None


def guess_header(headers: Names) -> dict[str, Any] | None:
    """How pages follow each other where a header of the answer names the next."""
    if named(headers, ("link",)):
        return {"type": "header_link"}
    header = named(headers, ("xnext", "nextpage", "xnextpage", "next", "xnexturl"))
    return {"type": "header_link", "header": header} if header else None


def _ends(said: Mapping[str, str]) -> dict[str, str]:
    more, end = named(said, _MORE), named(said, _END)
    return ({"has_more_path": said[more]} if more else {}) or ({"end_of_stream_path": said[end]} if end else {})


def _pages(said: Mapping[str, str]) -> dict[str, str]:
    pages, total = named(said, _TOTAL_PAGES), named(said, _TOTAL)
    found = {"total_path": said[pages]} if pages else {}
    return found | ({"total_records_path": said[total]} if total else {})


def _by_last_name(paths: Names) -> dict[str, str]:
    """Paths by the last name in each; those nearest to the top win."""
    found: dict[str, str] = {}
    for path in sorted(paths, key=lambda path: path.count(".")):
        found.setdefault(re.split(r"\.|\['", path)[-1].removesuffix("']"), path)
    return found


def _first_page(spec: Mapping[str, Any]) -> int:
    first = spec.get("default", spec.get("minimum", 1))
    return first if first in (0, 1) else 1


def size_of(spec: Mapping[str, Any]) -> int:
    """How many records to ask for at once: as many as are allowed, and at most a thousand."""
    most = spec.get("maximum")
    usual = spec.get("default")
    size = most if isinstance(most, int) else max(usual, _USUAL_SIZE) if isinstance(usual, int) else _USUAL_SIZE
    return max(1, min(size, 1000))
