"""The records of the modules: kept by id, in any order that is asked for, changed and deleted while they are served."""

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Record = Mapping[str, Any]
SORTS = ("id", "Created_Time", "Modified_Time")


@dataclass(frozen=True, slots=True)
class Order:
    """Which records of a module, and in which order. `since` leaves out those not modified after it."""

    sort_by: str = "id"
    descending: bool = True
    since: datetime | None = None
    converted: str = "false"


@dataclass(frozen=True, slots=True)
class Listing:
    """Records in an order, with the key of each, ascending; for a descending order both are read from the end."""

    keys: Sequence[tuple[Any, int]]
    records: Sequence[Record]
    descending: bool

    def after(self, key: tuple[Any, int]) -> int:
        """How many records come up to and with the one of this key, there or not."""
        return len(self.keys) - bisect_left(self.keys, key) if self.descending else bisect_right(self.keys, key)

    def key(self, index: int) -> tuple[Any, int]:
        """The key of the record at this place of the order."""
        return self.keys[len(self.keys) - 1 - index if self.descending else index]


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record that is gone."""

    id: str
    display_name: str
    at: datetime
    permanent: bool = False


class Modules:
    """Modules with their records, `{"Leads": [{"id": ..., "Modified_Time": ...}, ...]}`; `now` dates what changes."""

    def __init__(
        self,
        modules: Mapping[str, Iterable[Record]],
        deleted: Mapping[str, Iterable[Deleted]],
        now: Callable[[], datetime],
    ) -> None:
        self._now = now
        self._records = {name: {str(r["id"]): r for r in records} for name, records in modules.items()}
        self._deleted = {name: sorted(deleted.get(name, ()), key=lambda d: d.at) for name in self._records}
        self._listings: dict[tuple[str, Order], Listing] = {}
        self._lock = threading.RLock()

    @property
    def names(self) -> tuple[str, ...]:
        """The modules, in the order they were given in."""
        return tuple(self._records)

    def get(self, module: str, record: str) -> Record | None:
        """One record, None where there is none."""
        return self._records[module].get(record)

    def all(self, module: str) -> tuple[Record, ...]:
        """Every record of a module as it is now."""
        with self._lock:
            return tuple(self._records[module].values())

    def listing(self, module: str, order: Order) -> Listing:
        """The records of a module in an order."""
        with self._lock:
            found = self._listings.get((module, order))
            if found is None:
                found = self._listings[module, order] = _list(self._records[module].values(), order)
            return found

    def deleted(self, module: str, since: datetime | None) -> list[Deleted]:
        """What was deleted from a module after a time, the last first."""
        with self._lock:
            return [d for d in reversed(self._deleted[module]) if since is None or d.at > since]

    # changes

    def put(self, module: str, record: Record) -> None:
        """Add a record, or replace the one with its id. Its times are as given."""
        with self._lock:
            self._records[module][str(record["id"])] = record
            self._listings.clear()

    def touch(self, module: str, record: str, **changed: Any) -> Record:
        """Change fields of a record, and with them its Modified_Time."""
        with self._lock:
            new = {**self._records[module][record], "Modified_Time": iso(self._now()), **changed}
            self.put(module, new)
            return new

    def delete(self, module: str, record: str, *, permanent: bool = False, at: datetime | None = None) -> None:
        """Delete a record; it is listed among the deleted from now on."""
        with self._lock:
            gone = self._records[module].pop(record)
            name = str(gone.get("Full_Name") or gone.get("Deal_Name") or gone.get("Name") or "")
            self._deleted[module].append(Deleted(record, name, at or self._now(), permanent))
            self._deleted[module].sort(key=lambda d: d.at)
            self._listings.clear()


def _list(records: Iterable[Record], order: Order) -> Listing:
    keyed = [((_sort_value(r, order.sort_by), int(r["id"])), r) for r in records if _wanted(r, order)]
    keyed.sort(key=lambda pair: pair[0], reverse=order.descending)
    keys = [key for key, _ in keyed]
    return Listing(keys[::-1] if order.descending else keys, [r for _, r in keyed], order.descending)


def _wanted(record: Record, order: Order) -> bool:
    if order.since is not None and moment(record["Modified_Time"]) <= order.since:
        return False
    # Only leads are converted; their list leaves out the converted ones unless they are asked for.
    converted = record.get("Converted__s")
    return order.converted == "both" or converted is None or bool(converted) == (order.converted == "true")


def _sort_value(record: Record, field: str) -> Any:
    return int(record["id"]) if field == "id" else moment(record[field])


def moment(text: str) -> datetime:
    """A time as Zoho writes it, in UTC. Raises ValueError for anything else, and for a time without its offset."""
    found = datetime.fromisoformat(text.replace(" ", "+"))
    if found.tzinfo is None:
        raise ValueError(f"no offset: {text}")
    return found.astimezone(UTC)


def iso(at: datetime) -> str:
    """A time as Zoho writes it: ISO 8601 in seconds with an offset."""
    return at.isoformat(timespec="seconds")
