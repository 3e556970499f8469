"""What a metric's SQL says: what it measures, over which time, for which values, and what else it could have said."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.metrics.gap.clauses import Clauses, cut_clauses, not_varied
from heartbeat_cli.metrics.gap.formula import Formula, read_formula
from heartbeat_cli.metrics.gap.instants import Instant
from heartbeat_cli.metrics.gap.known import Known, references
from heartbeat_cli.metrics.reading import Node, names_of, parse
from heartbeat_cli.metrics.shape.bounds import Bound, bounds_of
from heartbeat_cli.metrics.shape.columns import QueryNames, bare
from heartbeat_cli.metrics.shape.expressions import function_name, is_aggregate
from heartbeat_cli.metrics.shape.read import read_shape
from heartbeat_cli.metrics.shape.select import Relation
from heartbeat_cli.pgschema import QName, Table, kind_of, quote_if_needed

_ZONE: Final = re.compile(r"AT\s+TIME\s+ZONE\s+'([^']+)'", re.IGNORECASE)
_TIMES: Final = ("timestamptz", "timestamp", "date")


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A column of the rows a query aggregates: how it is written there, its type, and the table it comes from.

    `kind` is that of `pgschema.kind_of`; `codes` is the table of codes it refers to; `key`: no two rows share it.
    """

    sql: str
    name: str
    kind: str
    relation: str
    table: QName | None = None
    codes: QName | None = None
    nullable: bool = True
    key: bool = False

    @property
    def is_time(self) -> bool:
        """Whether it holds a moment or a day."""
        return self.kind in _TIMES


@dataclass(frozen=True, slots=True)
class Ends:
    """From when to when a query looks, on one column: the conditions as they are written, and the moments they mean.

    A moment is None where there is no such end.
    """

    column: RowColumn
    conditions: tuple[str, ...]
    begin: Instant | None
    end: Instant | None
    begin_closed: bool = True
    end_closed: bool = False


@dataclass(frozen=True, slots=True)
class ValueCondition:
    """A condition that lets only some values of a column pass; `denied`: all but these."""

    column: str
    values: tuple[str, ...]
    denied: bool
    text: str


@dataclass(frozen=True, slots=True)
class Aggregation:
    """What is worked out of the rows, as it is written.

    `how` is count, sum, avg, distinct, percentile, formula or other, `of` the expression it is over. With a `formula`
    parts of the rows tell what it is of all of them.
    """

    text: str
    how: str
    of: str | None = None
    formula: Formula | None = None


@dataclass(frozen=True, slots=True)
class QuerySettings:
    """A query as what can be changed in it; `others` are conditions that can only be left out."""

    clauses: Clauses
    measure: Aggregation
    ends: Ends | None
    values: tuple[ValueCondition, ...]
    others: tuple[str, ...]
    columns: tuple[RowColumn, ...]

    @property
    def times(self) -> tuple[RowColumn, ...]:
        """The columns of time the rows have."""
        return tuple(column for column in self.columns if column.is_time)


def read_settings(sql: str, known: Known) -> QuerySettings:
    """The settings of SQL that was judged. Raises RefusedError (`not_varied`) for a query nobody here can change."""
    clauses = cut_clauses(sql)
    if clauses.after.upper().startswith(("GROUP", "HAVING", "LIMIT", "OFFSET")):
        raise not_varied("it groups the rows its number is made of")
    clauses, measure = _measure(clauses)
    names = QueryNames(read_shape(clauses.text()), known.tables)
    columns = tuple(_columns(names, known))
    ends, values, others = _conditions(clauses, columns, known)
    return QuerySettings(clauses, measure, ends, values, others, columns)


def _measure(clauses: Clauses) -> tuple[Clauses, Aggregation]:
    """What is measured, without the name it is given."""
    output = re.sub(r"\s+AS\s+\w+\s*$", "", clauses.outputs, flags=re.IGNORECASE)
    target = parse(f"SELECT {output}")[0]["stmt"]["SelectStmt"]["targetList"][0]["ResTarget"]["val"]
    formula, call = read_formula(output), target.get("FuncCall")
    how, of = _of_call(call, output) if call is not None and is_aggregate(call) else ("other", None)
    return _with(clauses, output), Aggregation(output, "formula" if formula and how == "other" else how, of, formula)


def _of_call(call: Node, output: str) -> tuple[str, str | None]:
    """How the only aggregate works, and over what."""
    how = function_name(call)
    inside = output[output.index("(") + 1 : output.rindex(")")].strip()
    if "agg_filter" in call or ("agg_order" in call and "agg_within_group" not in call):
        return "other", None
    if "agg_distinct" in call:
        return ("distinct", inside[len("distinct") :].strip()) if how == "count" else ("other", None)
    if "agg_within_group" in call:
        ordered = re.fullmatch(r".*\(\s*order\s+by\s+(.*)", inside, re.IGNORECASE | re.DOTALL)
        plain = how == "percentile_cont" and ordered is not None and "DESC" not in ordered[1].upper().split()
        return ("percentile", ordered[1].strip()) if plain and ordered is not None else ("other", None)
    return (how, None if call.get("agg_star") else inside) if how in ("count", "sum", "avg") else ("other", None)


def _with(clauses: Clauses, output: str) -> Clauses:
    return Clauses(clauses.before, output, clauses.source, clauses.conditions, clauses.after)


def _columns(names: QueryNames, known: Known) -> Iterator[RowColumn]:
    for relation in names.shape.root.relations:
        prefix = quote_if_needed(relation.alias)
        if relation.table is not None and relation.query is None:
            yield from _of_table(prefix, names.tables.get(relation.table), relation.table, known)
        elif relation.query is not None:
            yield from _of_query(prefix, relation, names)


def _of_table(prefix: str, table: Table | None, name: QName, known: Known) -> Iterator[RowColumn]:
    if table is None:
        return
    refers, keys = references(table), (table.primary_key, *table.unique_keys)
    unique = {key.columns[0] for key in keys if key is not None and len(key.columns) == 1}
    for column in table.columns:
        target = refers[column.name].target if column.name in refers else None
        yield RowColumn(
            f"{prefix}.{quote_if_needed(column.name)}",
            column.name,
            kind_of(column.type),
            prefix,
            name,
            target if target in known.dictionaries else None,
            column.nullable,
            column.name in unique,
        )


def _of_query(prefix: str, relation: Relation, names: QueryNames) -> Iterator[RowColumn]:
    query = relation.query
    assert query is not None, "asked of a query"
    for index, output in enumerate(query.outputs):
        name = relation.columns[index] if index < len(relation.columns) else output.name
        if output.value is None or name == "?column?":
            continue
        value = output.value
        call = value.get("FuncCall", {})
        if call and function_name(call) in ("min", "max") and call.get("args"):
            value = call["args"][0]
        found = names.column(value, query)
        kind = kind_of(found[1].type) if found is not None and not (call and "args" not in call) else "other"
        grouped = len(query.group_by) == 1 and not call and bool(query.aggregates)
        yield RowColumn(f"{prefix}.{quote_if_needed(name)}", name, kind, prefix, key=grouped)


def _conditions(
    clauses: Clauses, columns: tuple[RowColumn, ...], known: Known
) -> tuple[Ends | None, tuple[ValueCondition, ...], tuple[str, ...]]:
    by_sql = _by_sql(columns)
    bounded: dict[str, list[tuple[str, tuple[Bound, ...]]]] = {}
    values: list[ValueCondition] = []
    others: list[str] = []
    for condition in clauses.conditions:
        bounds = _bounds(clauses, condition, known)
        held = None if bounds else value_condition(condition)
        if bounds and bounds[0].column is not None and _plain(bounds[0].column) in by_sql:
            bounded.setdefault(_plain(bounds[0].column), []).append((condition, bounds))
        elif held is not None and _plain(held.column) in by_sql:
            column = by_sql[_plain(held.column)]
            values.append(ValueCondition(column.sql, held.values, held.denied, condition))
        else:
            others.append(condition)
    main = max(bounded, key=lambda name: any(b.lower for _, bs in bounded[name] for b in bs), default=None)
    others += [text for name, found in bounded.items() if name != main for text, _ in found]
    ends = _ends(by_sql[main], bounded[main]) if main is not None else None
    return ends, tuple(values), tuple(others)


def _by_sql(columns: Iterable[RowColumn]) -> Mapping[str, RowColumn]:
    """Columns by how they may be written: with their table, and without where only one has it."""
    found: dict[str, RowColumn] = {}
    for column in columns:
        found[_plain(column.sql)] = column
    names = [column.name for column in columns]
    found |= {column.name: column for column in columns if names.count(column.name) == 1}
    return found


def _plain(written: str) -> str:
    return written.replace('"', "")


def _bounds(clauses: Clauses, condition: str, known: Known) -> tuple[Bound, ...]:
    """The ends that a condition sets, where it does nothing else."""
    asked = f"{clauses.before}SELECT 1 FROM {clauses.source} WHERE {condition}"
    try:
        shape = read_shape(asked)
    except InvalidFileError:
        return ()
    start = len(asked.encode()) - len(condition.encode())
    own = tuple(b for b in bounds_of(QueryNames(shape, known.tables)) if b.at >= start)
    return own if own and all(b.top and b.arm is None and not b.outer for b in own) else ()


def value_condition(condition: str) -> ValueCondition | None:
    """`code = 'X'`, `code IN (…)`, `NOT flag`, `x IS NULL` as values; None of any other condition."""
    node = parse(f"SELECT 1 WHERE {condition}")[0]["stmt"]["SelectStmt"]["whereClause"]
    (kind, inner), *_ = node.items()
    if kind == "ColumnRef":
        return ValueCondition(_name(node), ("true",), False, condition)
    if kind == "BoolExpr" and inner["boolop"] == "NOT_EXPR" and "ColumnRef" in inner["args"][0]:
        return ValueCondition(_name(inner["args"][0]), ("false",), False, condition)
    if kind == "BooleanTest" and "ColumnRef" in inner["arg"]:
        word = inner["booltesttype"]
        return (
            ValueCondition(_name(inner["arg"]), (_TRUTH[word],), "NOT" in word, condition) if word in _TRUTH else None
        )
    if kind == "NullTest" and "ColumnRef" in inner["arg"]:
        return ValueCondition(_name(inner["arg"]), (NULL,), inner["nulltesttype"] != "IS_NULL", condition)
    return _compared(inner, condition) if kind == "A_Expr" else None


_TRUTH: Final = {"IS_TRUE": "true", "IS_FALSE": "false", "IS_NOT_TRUE": "true", "IS_NOT_FALSE": "false"}
NULL: Final = "~"
"""What stands for no value among the values of a column."""


def _compared(node: Node, condition: str) -> ValueCondition | None:
    left, right = node.get("lexpr", {}), node.get("rexpr", {})
    operator = names_of(node["name"])[-1]
    if "ColumnRef" not in bare(left):
        left, right = right, left
    if "ColumnRef" not in bare(left) or operator not in ("=", "<>") or node["kind"] not in ("AEXPR_OP", "AEXPR_IN"):
        return None
    items = right.get("List", {}).get("items") if node["kind"] == "AEXPR_IN" else [right]
    values = [_written(item) for item in items or ()]
    if not values or None in values:
        return None
    return ValueCondition(_name(bare(left)), tuple(v for v in values if v is not None), operator == "<>", condition)


def _written(value: Node) -> str | None:
    constant = bare(value).get("A_Const", {})
    if "sval" in constant:
        return str(constant["sval"].get("sval", ""))
    if "ival" in constant:
        return str(constant["ival"].get("ival", 0))
    if "boolval" in constant:
        return "true" if constant["boolval"].get("boolval") else "false"
    return None


def _name(reference: Node) -> str:
    return ".".join(names_of(reference["ColumnRef"]["fields"]))


def _ends(column: RowColumn, found: list[tuple[str, tuple[Bound, ...]]]) -> Ends:
    zone = next((z for text, _ in found for z in _ZONE.findall(text)), "UTC")
    bounds = [b for _, each in found for b in each]
    begin = next((b for b in bounds if b.lower), None)
    end = next((b for b in bounds if not b.lower), None)
    return Ends(
        column,
        tuple(text for text, _ in found),
        Instant(begin.moment, zone) if begin else None,
        Instant(end.moment, zone) if end else None,
        begin.closed if begin else True,
        end.closed if end else False,
    )
