"""A REST API that was entered: its streams, and their records a page at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from heartbeat_cli.errors import HbError, Place
from heartbeat_cli.estate import Source
from heartbeat_cli.sources.failures import ApiFailedError, IncompletePullError
from heartbeat_cli.sources.http import HttpClient, HttpRequest, HttpResponse
from heartbeat_cli.sources.rest.auth import Way
from heartbeat_cli.sources.rest.error_inside import has_error_code, is_error
from heartbeat_cli.sources.rest.paginators import At
from heartbeat_cli.sources.rest.records import records_of
from heartbeat_cli.sources.rest.repeated import check_repeated, size_in
from heartbeat_cli.sources.rest.seen import PageSeen
from heartbeat_cli.sources.rest.settings import Resource
from heartbeat_cli.sources.rest.since import parameters
from heartbeat_cli.sources.stream import Page, Portion, Record, Stream, Surroundings

_MOST_BEGINNINGS: Final = 3
_NOTHING: Final = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
# An answer that is a record itself may have any names.
_ITSELF: Final = "$"
_WHOLE: Final = "Nothing of it is landed. The same command may succeed later."
# What a service answers to a place in its pages that it no longer knows.
_FORGOTTEN: Final = (400, 404, 409, 410, 422)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a pull is: where the next page is, how many records came, how many there should be in all."""

    at: At = None
    count: int = 0
    total: int | None = None

    @classmethod
    def resumed(cls, resume: Any) -> "Reached":
        """What a page said to go on with; the beginning, where that is nothing of ours."""
        if not isinstance(resume, Mapping) or resume.keys() != {"at", "count", "total"}:
            return cls()
        return cls(**resume)

    @property
    def resume(self) -> Any:
        """The same as JSON."""
        return {"at": self.at, "count": self.count, "total": self.total}


class _AnewError(Exception):
    """The pull has to begin again; the message says why."""


class RestApi:
    """The resources of one source's file, asked over one client."""

    def __init__(
        self,
        source: Source,
        base_url: str,
        resources: tuple[Resource, ...],
        headers: Mapping[str, str],
        way: Way,
        client: HttpClient,
        around: Surroundings,
    ) -> None:
        self._source = source
        self._base_url = base_url.rstrip("/")
        self._resources = resources
        self._headers = headers
        self._way = way
        self._client = client
        self._around = around

    def streams(self) -> tuple[Stream, ...]:
        """The resources the slice wants; nobody is asked."""
        names = [resource.name for resource in self._resources]
        wanted = {name for slice_ in self._source.slices for name in slice_.pick(names)}
        return tuple(resource.stream for resource in self._resources if resource.name in wanted)

    def pages(self, stream: Stream, ask: Portion) -> Iterator[Page]:
        """The records from `ask.since` on, or from where `ask.resume` left off. Raises HbError, as `Api.pages` says."""
        resource = next(resource for resource in self._resources if resource.name == stream.name)
        reached, anew, last = Reached.resumed(ask.resume), False, ""
        for _ in range(_MOST_BEGINNINGS):
            try:
                yield from self._pages(resource, ask.since, reached, anew)
            except _AnewError as why:
                self._around.tell(f"{self._source.name}: {resource.name}: {why}; beginning again")
                reached, anew, last = Reached(), True, str(why)
            except HbError as error:
                raise self._placed(error, resource) from error
            else:
                return
        raise IncompletePullError(
            f"{resource.name}: {last}, {_MOST_BEGINNINGS} times over",
            where=self._source.name,
            hint="Run it again when less is being deleted there, or ask for a collection that only grows.",
            retryable=True,
        )

    def look(self) -> None:
        """Ask for the first page of every stream, whether we may. Raises ApiRefusedError and what else keeps us out."""
        for stream in self.streams():
            next(iter(self.pages(stream, Portion())), None)

    @property
    def session(self) -> Any:
        """The token that others of this run enter with, where the way in has one."""
        return self._way.session()

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()

    def _pages(self, resource: Resource, since: str | None, reached: Reached, anew: bool) -> Iterator[Page]:
        first = self._first(resource, since)
        passed: set[At] = set()
        resumed = reached.at is not None
        while True:
            passed.add(reached.at)
            request = resource.paginator.ask(first, reached.at)
            answer = self._send(request)
            if resumed and answer.status in _FORGOTTEN:
                raise _AnewError("the service does not know any more where the last run left off")
            records, reached = self._read(resource, request, answer, reached)
            if reached.at is not None and reached.at in passed:
                raise IncompletePullError("the pages go round in circles")
            yield Page(records, None if reached.at is None else reached.resume, total=reached.total, begin=anew)
            if reached.at is None:
                return
            resumed = anew = False

    def _first(self, resource: Resource, since: str | None) -> HttpRequest:
        return HttpRequest(
            resource.method,
            f"{self._base_url}/{resource.path.lstrip('/')}",
            _written(parameters(resource, since)),
            {"Accept": "application/json", **self._headers, **resource.headers},
            json=resource.json,
        )

    def _send(self, request: HttpRequest) -> HttpResponse:
        own = replace(request, params={**request.params, **self._way.params}, secrets=self._way.secrets)
        return self._client.send(self._way.signed(own) if self._way.signed else own)

    def _read(
        self, resource: Resource, request: HttpRequest, answer: HttpResponse, reached: Reached
    ) -> tuple[list[Record], Reached]:
        """The records of an answer, and how far they bring us."""
        answer.required()
        paginator = resource.paginator
        if answer.status in _NOTHING:
            _check_asked(answer)
            _all_came(reached)
            paginator.check_nothing(reached.at)
            return [], replace(reached, at=None)
        body = answer.json()
        records = _records(body, resource.data_selector, answer)
        seen = PageSeen(body, len(records), answer.headers, request.url)
        total = _total(reached, paginator.total(reached.at, seen))
        behind = Reached(self._without_secrets(paginator.after(reached.at, seen)), reached.count + len(records), total)
        asked = paginator.asked(reached.at)
        sized = asked if asked.size else replace(asked, size=size_in(request.params))
        check_repeated(body, sized, len(records), last=behind.at is None)
        if behind.at is None:
            _all_came(behind)
        return records, behind

    def _without_secrets(self, at: At) -> At:
        """A link without the key that came back in it: it is written down."""
        if not self._way.params or not isinstance(at, str) or "?" not in at:
            return at
        parts = urlsplit(at)
        kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in self._way.params]
        return parts._replace(query=urlencode(kept)).geturl()

    def _placed(self, error: HbError, resource: Resource) -> HbError:
        hint = error.hint or f"How it is asked stands in {self._source.file.name}, under {resource.name} and `client`."
        return error.replace(place=Place(self._source.name), message=f"{resource.name}: {error.message}", hint=hint)


def _records(body: Any, selector: str | None, answer: HttpResponse) -> list[Record]:
    """The records of an answer that is no error."""
    found = [] if selector != _ITSELF and is_error(body) else records_of(body, selector)
    if found or selector == _ITSELF or not (is_error(body) or has_error_code(body)):
        return found
    raise ApiFailedError(
        f"{answer.place} answered {answer.status} with an error inside: '{answer.excerpt()}'",
        hint=_WHOLE,
        retryable=True,
    )


def _check_asked(answer: HttpResponse) -> None:
    if answer.status == HTTPStatus.NOT_MODIFIED:
        raise IncompletePullError(
            f"{answer.place} answered 304: nothing has changed, which nobody had asked", hint=_WHOLE
        )


def _written(params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as a query has them: truth values in small letters."""
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in params.items()}


def _total(reached: Reached, said: int | None) -> int | None:
    """As many as there were at the beginning: what came in meanwhile may be on a page that was read already."""
    if reached.total is not None and said is not None and said < reached.total:
        raise _AnewError(f"there were {reached.total} records in all, and now there are {said}")
    return said if reached.total is None else reached.total


def _all_came(reached: Reached) -> None:
    if reached.total is not None and reached.count < reached.total:
        raise IncompletePullError(
            f"the pages end after {reached.count} of {reached.total} records", hint=_WHOLE, retryable=True
        )
