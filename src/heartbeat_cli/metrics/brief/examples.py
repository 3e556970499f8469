"""Examples of what a metric counts: the keys of some of its rows, and some of the rows, from the same query."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlglot import exp

from heartbeat_cli.files import NOWHERE
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.metrics.clock import bind_clock
from heartbeat_cli.metrics.evaluation import landed_columns
from heartbeat_cli.metrics.guard import check_sql
from heartbeat_cli.metrics.lineage import parse_sql
from heartbeat_cli.metrics.sent import check_sent, to_marts
from heartbeat_cli.pgschema import QName, fold_name

MOST: Final = 10
SAMPLED: Final = 3
Keys = Callable[[QName], str | None]
"""The column by which the rows of a table are told apart; None where that is not one alone."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Keys of rows a number is made of: of which `column` of which `table`, and what they are.

    `masked` says that they are personal data, and left out.
    """

    table: QName
    column: str
    ids: tuple[str, ...]
    masked: bool = False


@dataclass(frozen=True, slots=True)
class RowSample:
    """Some of the rows a number is made of, ordered by their first column: some columns of one table."""

    table: QName
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def example_rows(sql: str, keys: Keys, reader: MartsReader, as_of: datetime) -> Examples | None:
    """The first keys of the rows counted at a moment; None where the query does not say which rows those are.

    Raises HbError where the marts cannot be read.
    """
    found = _query(sql, keys)
    if found is None:
        return None
    table, column, query = found
    rows = _read(query, check_sql(query), reader, as_of, f"WHERE id IS NOT NULL ORDER BY 1 LIMIT {MOST}")
    return Examples(table, column, tuple(str(id_) for (id_,) in rows))


def sample_rows(
    sql: str, columns: Callable[[QName], Sequence[str]], reader: MartsReader, as_of: datetime
) -> RowSample | None:
    """A few of the rows counted at a moment, by the `columns` of the table they are of; None where the query does not
    say which rows those are, and where no column of theirs may be shown.

    Raises HbError where the marts cannot be read.
    """
    tree = parse_sql(sql)
    asked = _counted_rows(tree)
    source = tree.args["from_"].this if asked is not None else None
    if asked is None or not isinstance(source, exp.Table) or not source.db:
        return None
    table = _table(source)
    wanted = tuple(columns(table))
    if not wanted:
        return None
    called = source.args["alias"].this if source.args.get("alias") else source.this
    shown = (exp.alias_(_column(called, exp.to_identifier(name, quoted=True)), name, quoted=True) for name in wanted)
    # Judged as a number is, of one column; that there are more of a table changes nothing that is judged.
    tables = check_sql(asked.select("1").sql("postgres", comments=False))
    query = asked.select(*shown).sql("postgres", comments=False)
    found = _read(query, tables, reader, as_of, f"ORDER BY 1 LIMIT {SAMPLED}")
    return RowSample(table, wanted, tuple(tuple(None if v is None else str(v) for v in row) for row in found))


def _read(
    query: str, tables: tuple[QName, ...], reader: MartsReader, as_of: datetime, rest: str
) -> Sequence[tuple[object, ...]]:
    """The rows of a query that was made of a metric's SQL and reads `tables`; its clock stands at `as_of`."""
    sent = to_marts(bind_clock(query, as_of), reader.dialect, landed_columns(tables, reader))
    check_sent(sent, query, tables, reader, NOWHERE)
    return reader.measure(f"SELECT * FROM (\n{sent}\n) AS examples {rest}").rows


def _query(sql: str, keys: Keys) -> tuple[QName, str, str] | None:
    """The query of the keys, and what they are keys of."""
    tree = parse_sql(sql)
    asked = _counted_rows(tree)
    found = _key(tree, keys) if asked is not None and isinstance(tree, exp.Select) else None
    if asked is None or found is None:
        return None
    key, table, column = found
    return table, column, asked.select(exp.alias_(key, "id")).distinct().sql("postgres", comments=False)


def _counted_rows(tree: exp.Expr) -> exp.Select | None:
    """The rows that are in the number of a query, without saying what of them; None where it does not say which."""
    if not isinstance(tree, exp.Select) or not _takes_every_row(tree):
        return None
    measured = _measured(tree)
    if len(measured) > 1:
        return None
    asked = exp.Select(
        **{key: value for key, value in tree.args.items() if key in ("from_", "joins", "where", "with_")}
    )
    for value in measured:
        asked = asked.where(exp.Not(this=exp.Is(this=exp.paren(value.copy()), expression=exp.Null())), copy=False)
    return asked


def _takes_every_row(select: exp.Select) -> bool:
    """Whether every row that meets its conditions and has a value is in its number: none is left out elsewhere."""
    beyond = ("group", "having", "limit", "offset", "distinct", "qualify")
    value = select.expressions[0]
    chosen = value.find(exp.Filter, exp.Case, exp.Window) is not None
    some = any(not isinstance(count.this, exp.Star | exp.Distinct) for count in value.find_all(exp.Count))
    return select.args.get("from_") is not None and not (chosen or some or any(map(select.args.get, beyond)))


def _measured(select: exp.Select) -> list[exp.Expr]:
    """What its aggregates are over: a row in which that is null is in none of them. Nothing where one counts rows."""
    value = select.expressions[0]
    if any(isinstance(count.this, exp.Star) for count in value.find_all(exp.Count)):
        return []
    ordered = [group.expression.expressions[0].this for group in value.find_all(exp.WithinGroup)]
    within = {id(group.this) for group in value.find_all(exp.WithinGroup)}
    others = [call for call in value.find_all(exp.AggFunc) if id(call) not in within]
    plain = [call.this.expressions[0] if isinstance(call.this, exp.Distinct) else call.this for call in others]
    return list(dict.fromkeys((*ordered, *plain)))


def _key(select: exp.Select, keys: Keys) -> tuple[exp.Column, QName, str] | None:
    """What a query's rows are told apart by: as it is written there, and the column of a table that this is."""
    source = select.args["from_"].this
    called = source.args["alias"].this if source.args.get("alias") else source.this
    if isinstance(source, exp.Table) and source.db:
        table = _table(source)
        column = keys(table)
        return (_column(called, exp.to_identifier(column, quoted=True)), table, column) if column else None
    inner = source.this if isinstance(source, exp.Subquery) else None
    group = inner.args.get("group") if isinstance(inner, exp.Select) else None
    if inner is None or group is None or len(group.expressions) != 1:
        return None
    (by,) = group.expressions
    tables = {t.alias_or_name: _table(t) for t in inner.find_all(exp.Table)}
    for output in inner.expressions:
        if output.unalias() == by and isinstance(by, exp.Column) and by.table in tables:
            name = output.args["alias"] if isinstance(output, exp.Alias) else by.this
            return _column(called, name), tables[by.table], _folded(by.this)
    return None


def _column(relation: exp.Identifier, name: exp.Identifier) -> exp.Column:
    return exp.Column(this=name.copy(), table=relation.copy())


def _table(table: exp.Table) -> QName:
    return QName(_folded(table.args["db"]), _folded(table.this))


def _folded(name: exp.Identifier) -> str:
    return str(name.this) if name.quoted else fold_name(str(name.this))
