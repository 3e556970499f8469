"""One unit's table on both sides of a session: which rows are read, which stand, and what both add up to.

The source is summed up in the very snapshot that is copied; the marts before they commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.columns.reshape import DELETED_AT
from heartbeat_cli.ingest.engine.batches import Batches, cut_into_batches
from heartbeat_cli.ingest.engine.unrepresentable import UnrepresentableValueError, count_unrepresentable
from heartbeat_cli.ingest.jobs import UnitJob
from heartbeat_cli.ingest.proof.checksum import COUNT, Checksum, marts_sums, read_sums
from heartbeat_cli.ingest.proof.source_sums import sums_at_source
from heartbeat_cli.ingest.ranges import predicate, range_case, since
from heartbeat_cli.ingest.unit import Action
from heartbeat_cli.marts import Bounds, TransferSession, find_marts_kind, landed_relation
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import RowKey
from heartbeat_cli.wording import count

_MOST_LOTS = 10_000


class RangeMismatchError(HbError):
    """What landed of a range is not what the source has there."""

    code = "mismatch"


@dataclass(frozen=True, slots=True)
class Content:
    """What a set of rows adds up to."""

    rows: int
    checksum: Checksum

    def __add__(self, other: "Content") -> "Content":
        return Content(self.rows + other.rows, self.checksum + other.checksum)

    def __sub__(self, other: "Content") -> "Content":
        return Content(self.rows - other.rows, self.checksum - other.checksum)


def counted(rows: int) -> Content:
    """The content of rows that are merely counted."""
    return Content(rows, read_sums(COUNT, ()))


class RangeCheck:
    """The table of one unit, at the source and in the marts, as one session sees it.

    `source_version` is the source's `server_version_num`. Everything raises what the session raises.
    """

    def __init__(self, session: TransferSession, of: UnitJob, source_version: int) -> None:
        self.session = session
        self.of = of
        self.job, self.unit, self.table = of.job, of.unit, of.job.table
        self.mappings = of.job.mappings(session.dialect)
        self.relation = landed_relation(of.job.dataset, self.table.qname.name)
        self._source_version = source_version
        self._batches: dict[tuple[str | None, int], Batches] = {}

    # --- which rows

    @property
    def at_source(self) -> str | None:
        """The condition for the unit's rows at the source, None for all."""
        return None if self.unit.bounds.whole else predicate(self.unit.bounds, self._key)

    @property
    def in_marts(self) -> str | None:
        """The same in the marts."""
        return self.within(self.unit.bounds)

    def within(self, bounds: Bounds) -> str | None:
        """The condition for the rows of `bounds` in the marts, None for all."""
        return None if bounds.whole else predicate(bounds, self._key, dialect=self.session.dialect)

    @property
    def changed(self) -> str | None:
        """The condition for the rows at the source that its cursor says have changed."""
        return since(self.unit, self.table)

    @property
    def _key(self) -> RowKey:
        assert self.table.key is not None
        return self.table.key

    @property
    def keeps_deleted(self) -> bool:
        """Rows that are gone at the source stay in the marts, marked."""
        return self.table.deletes == "mark"

    def query(self, condition: str | None) -> str:
        """The rows of the source as they land."""
        reads = ", ".join(mapping.select for mapping in self.mappings)
        return f"SELECT {reads} FROM {self.table.relation}{where(condition)}"

    def queries(self, condition: str | None) -> list[str]:
        """The same, as much at once as the session may have in hand."""
        batches = self._in_batches(condition)
        return [self.query(one) for one in batches.conditions] if batches else [self.query(condition)]

    def _in_batches(self, condition: str | None) -> Batches | None:
        size = self.session.batch_bytes
        if size is None or not self.table.has_places:
            return None
        if (condition, size) not in self._batches:
            found = cut_into_batches(self.session, self.table, condition, size)
            self._batches[condition, size] = found
        return self._batches[condition, size]

    # --- what they add up to

    def sum_source(self, condition: str | None) -> Content:
        """Raises UnrepresentableValueError where a mere count would not notice a value that arrives as another."""
        if self.job.algorithm == COUNT and not find_marts_kind(self.session.dialect).transfer_counts:
            return counted(self.count_fitting(condition))
        sums = sums_at_source(self.table, self.mappings, self.job.algorithm, self._source_version)
        return self._read(self.session.ask_source(_sum_query(sums, self.table.relation, condition))[0])

    def count_fitting(self, condition: str | None) -> int:
        """The rows at the source, 0 where the transfer counts by itself; raises UnrepresentableValueError."""
        rows, unrepresentable = count_unrepresentable(self.session, self.of, condition)
        if unrepresentable:
            raise UnrepresentableValueError(unrepresentable)
        return rows

    def sum_marts(self, condition: str | None) -> Content:
        """Of the rows that should be those of the source: those marked as gone are left out."""
        return self._sum(self.relation, self._live(condition))

    def sum_staged(self, stage: str) -> Content:
        """Of the rows in a temporary table."""
        return self._sum(quote(stage), None)

    def sum_by_range(self, relation: str, condition: str | None) -> dict[int, Content]:
        """Of the marts' rows in `relation`, by the number of the kept range they are in."""
        columns = ", ".join(["count(*)", *(f"({s})::text" for s in self._marts_sums())])
        sums: dict[int, Content] = {}
        for lot in self.lots(relation, condition):
            query = f"SELECT {self._range_number()}, {columns} FROM {relation}{where(lot)} GROUP BY 1"
            for number, *row in self.session.ask_marts(query):
                content = self._read(row)
                sums[int(number)] = sums[int(number)] + content if int(number) in sums else content
        return sums

    def lots(self, relation: str, condition: str | None) -> Sequence[str | None]:
        """Conditions that together are `condition`: as many of the marts' rows as the session may have in hand."""
        batches = self._in_batches(self._read_at_source)
        found = self.session.stretches(relation, condition, batches.rows_at_once) if batches else ()
        return found if 0 < len(found) <= _MOST_LOTS else (condition,)

    def ranges_of(self, stage: str) -> frozenset[int]:
        """The numbers of the kept ranges that rows of a temporary table are in."""
        rows = self.session.ask_marts(f"SELECT DISTINCT {self._range_number()} FROM {quote(stage)}")
        return frozenset(int(row[0]) for row in rows)

    def count_source(self) -> int:
        """All rows of the table at the source."""
        ((rows,),) = self.session.ask_source(f"SELECT count(*) AS n FROM {self.table.relation}")
        return int(rows)

    def count_marts(self) -> int:
        """All rows of the table in the marts that are not marked as gone."""
        return self._count(self._live(None))

    def count_stored(self, bounds: Bounds) -> int:
        """The rows of `bounds` in the marts, marked ones among them."""
        return self._count(self.within(bounds))

    def check(self, sent: Content, here: Content) -> None:
        """Raises HbError `mismatch` where what arrived is not what was sent."""
        if sent == here:
            return
        if sent.rows != here.rows:
            sent_rows = count(sent.rows, "row")
            raise self._wrong(f"{sent_rows} in the source's snapshot, {count(here.rows)} arrived: nothing was changed")
        raise self._wrong(f"what arrived ({count(sent.rows, 'row')}) is not what the source has: nothing was changed")

    def _count(self, condition: str | None) -> int:
        ((rows,),) = self.session.ask_marts(f"SELECT count(*) FROM {self.relation}{where(condition)}")
        return int(rows)

    def _sum(self, relation: str, condition: str | None) -> Content:
        return reduce(add, [self._sum_at_once(relation, lot) for lot in self.lots(relation, condition)])

    def _sum_at_once(self, relation: str, condition: str | None) -> Content:
        return self._read(self.session.ask_marts(_sum_query(self._marts_sums(), relation, condition))[0])

    @property
    def _read_at_source(self) -> str | None:
        return self.changed if self.unit.action is Action.MERGE else self.at_source

    def _marts_sums(self) -> tuple[str, ...]:
        return marts_sums(self.mappings, self.job.algorithm, self.session.dialect)

    def _live(self, condition: str | None) -> str | None:
        if not self.keeps_deleted:
            return condition
        live = f"{quote(DELETED_AT)} IS NULL"
        return f"{condition} AND {live}" if condition else live

    def _range_number(self) -> str:
        bounds = [entry.bounds for entry in self.job.stored]
        return "0" if len(bounds) == 1 else range_case(bounds, self._key, dialect=self.session.dialect)

    def _read(self, row: Sequence[Any]) -> Content:
        try:
            return Content(int(row[0]), read_sums(self.job.algorithm, row[1:]))
        except ValueError as error:
            raise self._wrong(f"a sum over its columns is no number ({error})") from None

    def _wrong(self, what: str) -> RangeMismatchError:
        return RangeMismatchError(
            what,
            where=f"{self.table.qname} ({self.unit.bounds})",
            hint="Run it again; if it happens twice, please report it with --debug.",
            retryable=True,
        )


def where(condition: str | None) -> str:
    """A WHERE clause, or nothing."""
    return f" WHERE {condition}" if condition else ""


def _sum_query(sums: Sequence[str], relation: str, condition: str | None) -> str:
    columns = ", ".join(["count(*) AS n", *(f"({s})::text AS s{i}" for i, s in enumerate(sums))])
    return f"SELECT {columns} FROM {relation}{where(condition)}"
