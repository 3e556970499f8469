"""The ids of records that were deleted, page by page."""

from collections.abc import Iterator
from dataclasses import replace

from heartbeat_cli.sources.failures import IncompletePullError
from heartbeat_cli.sources.stream import Page
from heartbeat_cli.sources.zoho.errors import NO_SUCH_MODULE, code_of, data_of, failure, incomplete, scope_of
from heartbeat_cli.sources.zoho.fields import ID
from heartbeat_cli.sources.zoho.organisation import PER_PAGE, Organisation
from heartbeat_cli.sources.zoho.page import UnfitRecordsError, records_and_info, since_header
from heartbeat_cli.sources.zoho.place import ListPlace


class DeletedList:
    """What was deleted of one module."""

    def __init__(self, organisation: Organisation, module: str) -> None:
        self._organisation = organisation
        self._module = module

    def pages(self, place: ListPlace, since: str) -> Iterator[Page]:
        """From a place on, what was deleted after a time. Raises HbError."""
        while True:
            at = place.pages[0]
            gone, following = self._page(at, since)
            if following is None:
                yield Page((), None, gone=gone)
                return
            place = replace(place, pages=(following,))
            yield Page((), place.as_json(), gone=gone)

    def _page(self, at: int | str, since: str) -> tuple[tuple[tuple[str, ...], ...], int | str | None]:
        where: dict[str, str | int] = {"page_token": at} if isinstance(at, str) else {"page": at}
        params = {"type": "all", "per_page": PER_PAGE, **where}
        answer = self._organisation.get(f"{self._module}/deleted", params, since_header(since))
        if answer.status in (204, 304):
            return (), None
        code = code_of(answer)
        if code in NO_SUCH_MODULE:
            return (), None
        if code is not None:
            raise failure(answer, code, f"what was deleted of {self._module}", scope_of(self._module))
        try:
            records, info = records_and_info(data_of(answer, self._module, scope_of(self._module)))
        except UnfitRecordsError as problem:
            raise self._incomplete(f"of what was deleted, {problem}") from None
        if not info.get("more_records"):
            return tuple((record[ID],) for record in records), None
        if not records:
            raise self._incomplete("a page of what was deleted came without records, and more were said to follow")
        token = info.get("next_page_token")
        following = token if isinstance(token, str) and token else at + 1 if isinstance(at, int) else None
        return tuple((record[ID],) for record in records), following

    def _incomplete(self, why: str) -> IncompletePullError:
        return incomplete(self._organisation.source, self._module, why)
