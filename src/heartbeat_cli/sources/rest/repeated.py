"""What an answer says of itself, held against what was asked for.

Many services repeat the number of the page, its size or the offset beside the records. One that repeats another than
the one it was asked for did not do so: it left the parameter out, or cut the page smaller, and what is asked
for next would leave records out or bring them twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from heartbeat_cli.sources.failures import IncompletePullError

_PAGE: Final = ("page", "page_number", "pageNumber", "current_page", "currentPage")
_SIZE: Final = ("per_page", "perPage", "page_size", "pageSize", "limit")
_OFFSET: Final = ("offset", "skip")
# These mean it only in an object that is about the page.
_INSIDE: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {_PAGE: ("number",), _SIZE: ("size",), _OFFSET: ()}


@dataclass(frozen=True, slots=True)
class AskedPage:
    """What a request asked for, each as the name of its parameter and its number; None where it did not."""

    page: tuple[str, int] | None = None
    size: tuple[str, int] | None = None
    offset: tuple[str, int] | None = None


def size_in(params: Mapping[str, Any]) -> tuple[str, int] | None:
    """The size of a page, where parameters have it under a usual name."""
    known = (*_SIZE, "size", "pagesize", "$top")
    return next(((name, int(params[name])) for name in known if str(params.get(name, "")).isdigit()), None)


def check_repeated(body: Any, asked: AskedPage, records: int, last: bool) -> None:
    """Raises IncompletePullError where an answer with so many `records` is for something else than what was asked for.

    Of the `last` page the size may be that of what it has.
    """
    for wanted, names in ((asked.page, _PAGE), (asked.size, _SIZE), (asked.offset, _OFFSET)):
        if wanted is None:
            continue
        may = (wanted[1], records) if last and names is _SIZE else (wanted[1],)
        wrong = next((said for said in _numbers(body, (wanted[0], *names), _INSIDE[names]) if said not in may), None)
        if wrong is not None:
            raise IncompletePullError(
                f"asked for {wanted[0]}={wanted[1]}, the service answered for {wrong}",
                hint="Ask for what it gives: another first page, or pages no larger than it allows.",
            )


def _numbers(body: Any, names: tuple[str, ...], inside: tuple[str, ...]) -> Iterator[int]:
    if not isinstance(body, dict):
        return
    yield from _whole(body, names)
    for about in (value for value in body.values() if isinstance(value, dict)):
        yield from _whole(about, (*names, *inside))


def _whole(place: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[int]:
    for said in (place[name] for name in dict.fromkeys(names) if name in place):
        if isinstance(said, int) and not isinstance(said, bool):
            yield said
        elif isinstance(said, str) and said.isascii() and said.isdigit():
            yield int(said)
