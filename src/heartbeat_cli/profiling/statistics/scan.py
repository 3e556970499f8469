"""One reading of the rows: counts, nulls, extremes, sums and lengths of every column together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from heartbeat_cli.marts import Dialect, MartsReader
from heartbeat_cli.pgschema import DATE_KINDS, NUMBER_KINDS, Column, kind_of, quote
from heartbeat_cli.profiling.statistics.kinds import COMPARED, ORDERED, length_of
from heartbeat_cli.profiling.statistics.values import Lengths

_TOGETHER = 40
"""Columns asked about in one query; a wide table is read a few times rather than in one enormous query."""
_DIGITS = Context(prec=60)
_WORDS = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


@dataclass(frozen=True, slots=True)
class Scanned:
    """What one reading told of a column: how many `values` are not null, and what follows from them.

    `low` and `high` are the extremes as numbers (times as seconds since 1970), None where they are not finite.
    `size` is the mean length of its text, where it has one.
    """

    column: Column
    kind: str
    values: int
    minimum: str | None = None
    maximum: str | None = None
    mean: str | None = None
    low: float | None = None
    high: float | None = None
    lengths: Lengths | None = None
    size: float = 0.0


def scan(
    reader: MartsReader, dialect: Dialect, relation: str, columns: Sequence[Column]
) -> tuple[int, tuple[Scanned, ...]]:
    """The number of rows of `relation` (what may follow FROM) and what each column is like."""
    found: list[Scanned] = []
    rows = 0
    for start in range(0, max(len(columns), 1), _TOGETHER):
        asked = [(c, dict(_questions(dialect, c))) for c in columns[start : start + _TOGETHER]]
        selects = ["count(*)", *(sql for _, questions in asked for sql in questions.values())]
        answers = iter(reader.query(f"SELECT {', '.join(selects)} FROM {relation}").rows[0])
        rows = int(str(next(answers)))
        found += [_scanned(column, {name: next(answers) for name in questions}) for column, questions in asked]
    return rows, tuple(found)


def finite_range(reader: MartsReader, dialect: Dialect, relation: str, column: Column) -> tuple[str | None, ...]:
    """Smallest and largest finite value as text, and both as numbers in text."""
    kind, value = kind_of(column.type), quote(column.name)
    extremes = [f"{f}({value}) FILTER (WHERE {dialect.finite(value, kind)})" for f in ("min", "max")]
    texts = [dialect.text(e) for e in extremes] + [dialect.text(dialect.double(e, kind)) for e in extremes]
    row = reader.query(f"SELECT {', '.join(texts)} FROM {relation}").rows[0]
    return tuple(None if part is None else spell(str(part), kind) for part in row)


def spell(text: str, kind: str) -> str:
    """A value's text, floats alike from either database: `1.0` → `1`, `inf` → `Infinity`."""
    if kind != "float":
        return text
    return _WORDS.get(text.lower(), text) if text.lower().strip("-").isalpha() else repr(float(text)).removesuffix(".0")


def _questions(dialect: Dialect, column: Column) -> Iterator[tuple[str, str]]:
    kind, value = kind_of(column.type), quote(column.name)
    yield "values", f"count({value})"
    if kind in ORDERED:
        for name, function in (("minimum", "min"), ("maximum", "max")):
            yield name, dialect.text(dialect.extreme(function, value, kind))
    if kind in DATE_KINDS:
        yield "low", dialect.double(f"min({value})", kind)
        yield "high", dialect.double(f"max({value})", kind)
    if kind in NUMBER_KINDS:
        yield "total", dialect.total(value, column.type, kind)
    if kind in ("text", "bytes") or kind not in COMPARED:
        length = length_of(dialect, value, kind)
        yield "characters", f"sum({length})"
    if kind in ("text", "bytes"):
        yield "shortest", f"min({length})"
        yield "longest", f"max({length})"
        yield "empty", f"count(*) FILTER (WHERE {length} = 0)"


def _scanned(column: Column, answers: dict[str, Any]) -> Scanned:
    kind, values = kind_of(column.type), int(answers["values"])
    if not values:
        return Scanned(column, kind, 0)
    minimum, maximum = (spell(str(answers[n]), kind) if n in answers else None for n in ("minimum", "maximum"))
    low, high = (answers["low"], answers["high"]) if kind in DATE_KINDS else (None, None)
    if kind in NUMBER_KINDS:
        low, high = minimum, maximum
    size = float(answers.get("characters") or 0) / values
    lengths = None
    if "shortest" in answers:
        lengths = Lengths(int(answers["shortest"]), size, int(answers["longest"]), int(answers["empty"]))
    mean = _mean(str(answers["total"]), values, column.type, kind) if "total" in answers else None
    return Scanned(column, kind, values, minimum, maximum, mean, _finite(low), _finite(high), lengths, size)


def _finite(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _mean(total: str, values: int, type_: str, kind: str) -> str:
    """Exact sums give an exact mean, rounded four digits beyond the column's own."""
    if kind == "float":
        return spell(str(float(total) / values * 2.0**64), kind)
    try:
        quotient = _DIGITS.divide(Decimal(total), values)
    except InvalidOperation:
        return total
    if not quotient.is_finite():
        return str(quotient)
    scale = int(type_.rstrip(")").rpartition(",")[2]) if "," in type_ else 0
    places = scale if "(" in type_ or kind == "integer" else max(0, -int(Decimal(total).as_tuple().exponent))
    rounded = round(quotient, places + 4) if quotient.adjusted() < 40 else quotient
    return f"{rounded:f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:f}"
