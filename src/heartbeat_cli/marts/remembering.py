"""Marts asked once: what is the same for every number of one snapshot."""

from collections.abc import Sequence

from heartbeat_cli.marts.reader import LandedTable, MartsReader, Result, TableShape


class RememberingReader(MartsReader):
    """The marts of one snapshot, which never answer a query twice; what metrics measure is run each time."""

    def __init__(self, inner: MartsReader) -> None:
        self._inner = inner
        self._known: dict[str, Result] = {}
        self.dialect, self.most_counted = inner.dialect, inner.most_counted

    def has_tables(self) -> bool:
        return self._inner.has_tables()

    def tables(self) -> tuple[LandedTable, ...]:
        return self._inner.tables()

    def shapes(self) -> tuple[TableShape, ...]:
        return self._inner.shapes()

    def query(self, sql: str) -> Result:
        """See MartsReader; a failure is not kept."""
        if sql not in self._known:
            self._known[sql] = self._inner.query(sql)
        return self._known[sql]

    def measure(self, sql: str) -> Result:
        """See MartsReader."""
        return self._inner.measure(sql)

    def stretches(self, relation: str, condition: str | None, rows: int) -> Sequence[str]:
        return self._inner.stretches(relation, condition, rows)

    def close(self) -> None:
        self._inner.close()
