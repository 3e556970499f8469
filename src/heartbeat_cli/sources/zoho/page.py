"""One page of a list, and whether it is what was asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from heartbeat_cli.sources.zoho.fields import ID


class UnfitRecordsError(Exception):
    """A page that does not fit what was asked for; it is asked for again first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of one list of fields. `following` is where it goes on, None at its end."""

    records: Sequence[Mapping[str, Any]]
    following: int | str | None


def records_and_info(found: Mapping[str, Any]) -> tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]:
    """The records of an answer, and what it says of them. Raises UnfitRecordsError where they do not go together."""
    records, info = found.get("data"), found.get("info")
    if not isinstance(records, list) or not isinstance(info, dict):
        raise UnfitRecordsError("an answer came without its records, or without what it says of them")
    if any(not isinstance(record, dict) or not isinstance(record.get(ID), str) for record in records):
        raise UnfitRecordsError("a record came without its id")
    said = info.get("count")
    if said is not None and said != len(records):
        raise UnfitRecordsError(f"{said} records were said to come, and {len(records)} did")
    return records, info


def check_order(records: Sequence[Mapping[str, Any]], last: str | None) -> None:
    """Raises UnfitRecordsError where ids do not go up, from the one before on."""
    before = last
    for record in records:
        if before is not None and _rank(record[ID]) <= _rank(before):
            raise UnfitRecordsError("records came again, or in another order than was asked for")
        before = record[ID]


def _rank(one: str) -> tuple[int, str]:
    return (int(one), "") if one.isascii() and one.isdigit() else (0, one)


def since_header(since: str | None) -> dict[str, str]:
    """The header that asks for what was modified after a time."""
    return {} if since is None else {"If-Modified-Since": since}


def moment_of(text: str, earlier: timedelta = timedelta()) -> str:
    """A time as Zoho takes it: ISO 8601 in whole seconds, with its offset."""
    moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return (moment.astimezone(UTC) - earlier).replace(microsecond=0).isoformat()
