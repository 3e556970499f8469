"""Rows of the source in a temporary table of the marts, and what is done to the landed table by their keys."""

from collections.abc import Sequence
from datetime import UTC, datetime

from heartbeat_cli.ingest.columns.reshape import DELETED_AT
from heartbeat_cli.ingest.engine.range_check import RangeCheck, where
from heartbeat_cli.marts import ColumnMapping
from heartbeat_cli.pgschema import literal, quote

STAGE = "hb_stage"


class StagingTable:
    """The temporary table of one unit, `t` being the landed rows and `s` the staged ones in what it says in SQL."""

    def __init__(self, range_check: RangeCheck, name: str = STAGE) -> None:
        self._range_check = range_check
        self._name = name
        self._session = range_check.session
        self._relation = range_check.relation

    def fill(self, condition: str | None) -> None:
        """Read rows of the source into it."""
        first, *others = self._range_check.queries(condition)
        self._session.stage(first, self._range_check.mappings, self._name)
        for query in others:
            self._session.copy(query, self._range_check.mappings, quote(self._name))

    def fill_keys(self, condition: str | None) -> None:
        """Read nothing but their keys."""
        key = self._range_check.table.key
        assert key is not None
        keys = [mapping for mapping in self._range_check.mappings if mapping.column in key.columns]
        reads = ", ".join(mapping.select for mapping in keys)
        self.fill_with(f"SELECT {reads} FROM {self._range_check.table.relation}{where(condition)}", keys)

    def fill_with(self, query: str, mappings: Sequence[ColumnMapping]) -> None:
        """Read what a query gives at the source, a column per landing."""
        self._session.stage(query, mappings, self._name)

    def put_in(self) -> None:
        """Put its rows in place of the landed ones with the same keys; it is gone then."""
        self._session.run(f"DELETE FROM {self._relation} AS t USING {quote(self._name)} AS s WHERE {self._same_key()}")
        names = ", ".join(quote(mapping.column) for mapping in self._range_check.mappings)
        stage = quote(self._name)
        for lot in self._range_check.lots(stage, None):
            self._session.run(f"INSERT INTO {self._relation} ({names}) SELECT {names} FROM {stage}{where(lot)}")
        self.drop()

    def take_out_others(self) -> int:
        """Remove the unit's landed rows that are not in it, or mark them as the table keeps them; says how many."""
        condition = self._range_check.in_marts
        others = f"NOT {self._staged()}" + (f" AND {condition}" if condition else "")
        return self._mark(others) if self._range_check.keeps_deleted else self._delete(others)

    def take_out_staged(self) -> int:
        """Remove the landed rows that are in it, or mark them as the table keeps them; says how many."""
        return self._mark(self._staged()) if self._range_check.keeps_deleted else self._delete(self._staged())

    def drop(self) -> None:
        """Remove it; the session would at its end."""
        self._session.run(f"DROP TABLE {quote(self._name)}")

    @property
    def replaced(self) -> tuple[str, str]:
        """The landed rows that `put_in` would replace: of which relation, on which condition."""
        return f"{self._relation} AS t", self._staged()

    @property
    def rows(self) -> str:
        """Its own rows, as a relation."""
        return f"{quote(self._name)} AS t"

    def _staged(self) -> str:
        return f"EXISTS (SELECT 1 FROM {quote(self._name)} AS s WHERE {self._same_key()})"

    def _same_key(self) -> str:
        assert self._range_check.table.key is not None
        return " AND ".join(f"s.{quote(c)} = t.{quote(c)}" for c in self._range_check.table.key.columns)

    def _delete(self, condition: str) -> int:
        count = self._count(condition)
        self._session.run(f"DELETE FROM {self._relation} AS t WHERE {condition}")
        return count

    def _mark(self, condition: str) -> int:
        live = f"{condition} AND {quote(DELETED_AT)} IS NULL"
        count = self._count(live)
        now = literal(datetime.now(UTC).isoformat())
        self._session.run(f"UPDATE {self._relation} AS t SET {quote(DELETED_AT)} = {now} WHERE {live}")
        return count

    def _count(self, condition: str) -> int:
        ((count,),) = self._session.ask_marts(f"SELECT count(*) FROM {self._relation} AS t WHERE {condition}")
        return int(count)
