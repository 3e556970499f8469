"""One question to the marts from which every change of a query can be worked out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from heartbeat_cli.errors import QueryFailedError
from heartbeat_cli.estate import Inventory
from heartbeat_cli.files import NOWHERE
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.metrics.clock import bind_clock
from heartbeat_cli.metrics.engine_failures import told
from heartbeat_cli.metrics.evaluation import Mirror, landed_columns
from heartbeat_cli.metrics.gap.cells import CellLine, Cells, build_cells
from heartbeat_cli.metrics.gap.changes import TimeCut, by_halves
from heartbeat_cli.metrics.gap.clauses import Clauses
from heartbeat_cli.metrics.gap.formula import Formula, FormulaTerm
from heartbeat_cli.metrics.gap.settings import NULL
from heartbeat_cli.metrics.guard import check_sql
from heartbeat_cli.metrics.sent import check_sent, to_marts

_BITS: Final = 60
Ask = Callable[[str], list[str]]
"""Runs SQL of one column that was judged as a metric's is, and gives its rows as text; `Asking` does."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Marts that can be asked as of a moment."""

    reader: MartsReader
    as_of: datetime
    inventory: Inventory | None = None
    mirror: Mirror | None = None

    @property
    def skips_rows(self) -> bool:
        """See MartsReader."""
        return self.reader.skips_rows

    def __call__(self, sql: str) -> list[str]:
        """The rows of a query of one column, judged, written for the marts and read again as a metric's is.

        Raises RefusedError, NotFoundError and InvalidFileError as `evaluate` does.
        """
        tables = check_sql(sql)
        columns = landed_columns(tables, self.reader, self.inventory, self.mirror)
        sent = to_marts(bind_clock(sql, self.as_of), self.reader.dialect, columns)
        check_sent(sent, sql, tables, self.reader, NOWHERE)
        try:
            return [str(row[0]) for row in self.reader.measure(sent).rows]
        except QueryFailedError as error:
            raise told(error, NOWHERE.at(sql)) from error


@dataclass(frozen=True, slots=True)
class KeyOfRows:
    """What tells rows apart: a column by its values, or by the sides of `cuts` it is on, in their order."""

    name: str
    cuts: tuple[TimeCut, ...] = ()

    @property
    def sql(self) -> str:
        """Its value for a row, small and worked out in few steps."""
        if not self.cuts:
            return self.name
        place = by_halves(self.cuts, [str(number) for number in range(len(self.cuts) + 1)])
        return f"CASE WHEN {self.name} IS NOT NULL THEN {place} END"


def scan(
    ask: Ask,
    clauses: Clauses,
    formula: Formula | None,
    tests: Sequence[str],
    keys: Sequence[KeyOfRows],
    conditions: Iterable[str],
) -> list[CellLine]:
    """The rows that meet all conditions, counted by which of `tests` they pass and by their keys."""
    terms = [term for term in formula.terms if term.of is not None] if formula is not None else []
    return [_line(text, len(tests), len(terms)) for text in ask(_sql(clauses, terms, tests, keys, conditions))]


def _sql(
    clauses: Clauses,
    terms: Sequence[FormulaTerm],
    tests: Sequence[str],
    keys: Sequence[KeyOfRows],
    conditions: Iterable[str],
) -> str:
    inner = [*_masks(tests), *(key.sql for key in keys)]
    names = [f"q.k{number}" for number in range(len(inner))]
    masks = -(-len(tests) // _BITS)
    shown = [f"{name}::text" for name in names[:masks]] + ["count(*)::text"]
    for number, term in enumerate(terms):
        total = f"coalesce(sum(q.x{number}), 0)::text" if term.how != "count" else "'0'"
        shown += [f"count(q.x{number})::text", total]
    # Written as text once for each cell, not for each row.
    shown += [
        f"coalesce({name}::text, '{NULL}')" if key.cuts else f"coalesce(replace({name}::text, '|', '/'), '{NULL}')"
        for name, key in zip(names[masks:], keys, strict=True)
    ]
    columns = [f"{expression} AS k{number}" for number, expression in enumerate(inner)]
    columns += [f"{term.of} AS x{number}" for number, term in enumerate(terms)]
    grouped = f" GROUP BY {', '.join(names)}" if names else ""
    rows = f"SELECT {', '.join(columns) or '1 AS k0'} FROM {clauses.source}{where_of(conditions)}"
    return f"{clauses.before}SELECT concat_ws('|', {', '.join(shown)}) FROM ({rows}) AS q{grouped}"


def cells_of(
    tests: Sequence[str], keys: Sequence[KeyOfRows], lines: Sequence[CellLine], surveyed: Sequence[CellLine] = ()
) -> Cells:
    """The cells of what was asked for by these tests and keys."""
    cuts = {key.name: key.cuts for key in keys if key.cuts}
    return build_cells(tests, [key.name for key in keys], cuts, lines, surveyed)


def where_of(conditions: Iterable[str]) -> str:
    """A WHERE of several conditions; nothing where there are none."""
    listed = [f"({condition})" for condition in conditions]
    return f" WHERE {' AND '.join(listed)}" if listed else ""


def _masks(tests: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(tests), _BITS):
        some = tests[start : start + _BITS]
        yield " + ".join(f"CASE WHEN {test} THEN {1 << bit} ELSE 0 END" for bit, test in enumerate(some))


def _line(text: str, tests: int, terms: int) -> CellLine:
    masks = -(-tests // _BITS)
    parts = text.split("|")
    mask = int(parts[0]) if masks == 1 else sum(int(part) << (_BITS * i) for i, part in enumerate(parts[:masks]))
    first = masks + 1 + 2 * terms
    sums = tuple((int(parts[at]), Decimal(parts[at + 1])) for at in range(masks + 1, first, 2))
    return CellLine(mask, tuple(parts[first:]), int(parts[masks]), sums)
