"""Whether a value changes with the rows: it is worked out over a few made-up tables, small ones and large ones.

Arithmetic, aggregates and texts of a written length are computed. Whatever else there is gives a number of its own that
changes with what goes into it, so what cannot be followed counts as changing. A made-up table has a few points, each
standing for many rows. Moments are seconds from now.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from zlib import crc32

from heartbeat_cli.metrics.functions import AGGREGATES, CLOCK_FUNCTIONS
from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import ColumnUse, QueryNames, bare
from heartbeat_cli.metrics.shape.expressions import function_name, unplaced
from heartbeat_cli.metrics.shape.moments import text_of
from heartbeat_cli.metrics.shape.numbers import interval_of
from heartbeat_cli.metrics.shape.select import Select, reads_tables
from heartbeat_cli.metrics.shape.written import is_null, is_of_each_row, number_in, parts_of, sides_of

Point = tuple[object, ...]
"""Which row of a made-up table, and of which inside of that."""

_POINTS: Final = 4
_MOST_STEPS: Final = 20_000
_SAME: Final = 1e-4
_SECONDS_OF_A_MONTH: Final = 30 * 86_400.0
# How many rows a point stands for, and how large the numbers in them are.
_TABLES: Final = tuple((seed, 10.0 ** (seed % 7), 10.0 ** ((seed * 3) % 8 - 1)) for seed in range(14))
_MATHS: Final[dict[str, Callable[..., float]]] = {
    "abs": abs, "ceil": math.ceil, "ceiling": math.ceil, "floor": math.floor, "round": round, "trunc": math.trunc,
    "sqrt": math.sqrt, "ln": math.log, "log": math.log10, "exp": math.exp, "power": math.pow, "mod": math.fmod,
    "sign": lambda x: (x > 0) - (x < 0), "div": lambda a, b: math.trunc(a / b),
}  # fmt: skip
_OPERATORS: Final[dict[str, Callable[[float, float], float]]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
    "%": math.fmod, "^": math.pow, "&": lambda a, b: int(a) & int(b), "|": lambda a, b: int(a) | int(b),
    "#": lambda a, b: int(a) ^ int(b), "<<": lambda a, b: int(a) << min(int(b), 64),
    ">>": lambda a, b: int(a) >> int(b),
}  # fmt: skip
_COMPARISONS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
}  # fmt: skip
_AS_IT_IS: Final = frozenset(("timezone", "date", "to_timestamp", "to_date", "date_trunc", "array_agg", "unnest"))
_LENGTHS: Final = frozenset(("length", "char_length", "character_length", "octet_length"))
# Where something is in a text, or how often; of one that is filled up, as far as to its length.
_PLACES: Final = frozenset(("strpos", "position", "regexp_count"))
_CUT_TEXTS: Final = frozenset(("lpad", "rpad", "left", "right"))
_SAME_LENGTH: Final = frozenset(("upper", "lower", "initcap", "reverse", "translate"))
_LENGTH_OF_MD5: Final = 32.0


def hardly_changes(value: Node, select: Select, names: QueryNames) -> bool:
    """Whether an expression comes to about the same number over every made-up table."""
    found: list[float] = []
    read: dict[Select, int] = {}
    for table in _TABLES:
        number = _tried(value, select, _Trial(names, *table, read=read))
        if number is None:
            return False
        found.append(number)
        if max(found) - min(found) > _SAME * max(map(abs, found)):
            return False
    return True


def written_number(value: Node, select: Select, names: QueryNames) -> float | None:
    """The number that an expression comes to which depends on no rows; None where it is not known."""
    return _tried(value, select, _Trial(names, *_TABLES[0]))


def _tried(value: Node, select: Select, trial: "_Trial") -> float | None:
    try:
        number = float(trial.number(value, select, ()))
    except (ArithmeticError, ValueError, TypeError, LookupError, RecursionError):
        return None
    return number if math.isfinite(number) else None


@dataclass(slots=True)
class _Trial:
    """One made-up table, and what expressions come to over it."""

    names: QueryNames
    seed: int
    rows: float
    size: float
    steps: int = 0
    read: dict[Select, int] = field(default_factory=dict)

    def chance(self, *key: object) -> float:
        """A number between 0 and 1, the same for the same key."""
        return (crc32(repr((self.seed, *key)).encode()) % 9973 + 1) / 9975

    def number(self, node: Node, select: Select, point: Point) -> float:
        """What an expression comes to at a point."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise ArithmeticError("too long to be worked out")
        (kind, body), *_ = node.items()
        match kind:
            case "A_Const":
                return number_in(body)
            case "SQLValueFunction":
                return 0.0
            case "TypeCast":
                span = interval_of(node)
                return _seconds(span) if span is not None else self.number(body["arg"], select, point)
            case "CollateClause":
                return self.number(body["arg"], select, point)
            case "ColumnRef":
                return self._column(node, select, point)
            case "FuncCall":
                return self._call(body, select, point)
            case "A_Expr":
                return self._operation(body, select, point)
            case "CaseExpr":
                return self._case(body, select, point)
            case "CoalesceExpr":
                there = next(a for a in body["args"] if "isnull" not in bare(a).get("A_Const", {}))
                return self.number(there, select, point)
            case "MinMaxExpr":
                found = [self.number(arg, select, point) for arg in body["args"]]
                return max(found) if body["op"] == "IS_GREATEST" else min(found)
            case "BoolExpr" | "NullTest" | "BooleanTest":
                return self._truth(kind, body, select, point)
            case "SubLink":
                return self._subquery(body, point)
        return self._something(kind, [self.number(part, select, point) for part in parts_of(body)])

    def _something(self, name: str, arguments: list[float]) -> float:
        """What a function nobody follows gives: another number where others go in, the same for the same."""
        return crc32(repr((name, [f"{argument:.6g}" for argument in arguments])).encode()) % 9973 + 1

    # Names

    def _column(self, node: Node, select: Select, point: Point) -> float:
        use = self.names.meaning(node, select)
        if use is None:
            return self.size * self.chance("column", *names_of(node["ColumnRef"]["fields"])[-1:], point)
        output = self.names.output(use)
        query = use.relation.query
        if output is None or output.value is None or query is None or query.branches or query.rows:
            return self.size * self.chance(use.relation.alias, use.relation.at, use.name, point)
        return self.number(output.value, query, point)

    def _is_always_there(self, node: Node, select: Select) -> bool:
        known = self.names.column(node, select)
        if known is None:
            return "A_Const" in bare(node)
        table, column = known
        use: ColumnUse | None = self.names.meaning(node, select)
        joined = use is not None and use.relation.joined != "inner"
        return not joined and (not column.nullable or column.name in getattr(table.primary_key, "columns", ()))

    # Conditions, as the share of rows they hold for

    def _truth(self, kind: str, body: Node, select: Select, point: Point) -> float:
        if kind == "BoolExpr":
            shares = [self.number(arg, select, point) for arg in body["args"]]
            if body["boolop"] == "NOT_EXPR":
                return 1 - shares[0]
            if body["boolop"] == "AND_EXPR":
                return math.prod(shares)
            return 1 - math.prod(1 - share for share in shares)
        if kind == "NullTest" and self._is_always_there(body["arg"], select):
            return float(body["nulltesttype"] == "IS_NOT_NULL")
        return self.chance(kind, str(body.get("nulltesttype")), self.number(body["arg"], select, point))

    def _operation(self, body: Node, select: Select, point: Point) -> float:
        operator = names_of(body["name"])[-1]
        if body["kind"] == "AEXPR_NULLIF":
            return self.number(body["lexpr"], select, point)
        sides = [part for side in ("lexpr", "rexpr") if side in body for part in sides_of(body[side])]
        numbers = [self.number(side, select, point) for side in sides]
        if body["kind"] == "AEXPR_OP" and operator in _OPERATORS:
            return _OPERATORS[operator](*(numbers if len(numbers) > 1 else [0.0, *numbers]))
        if body["kind"] == "AEXPR_OP" and operator in _COMPARISONS and not is_of_each_row(body):
            return float(_COMPARISONS[operator](*numbers))
        return self.chance(operator, tuple(numbers))

    def _case(self, body: Node, select: Select, point: Point) -> float:
        """The results in the shares their conditions hold for."""
        found, left = 0.0, 1.0
        for when in (each["CaseWhen"] for each in body["args"]):
            share = self.number(when["expr"], select, point)
            if "arg" in body:
                share = self.chance(self.number(body["arg"], select, point), share)
            share = min(max(share, 0.0), 1.0)
            if not is_null(when["result"]):
                found += left * share * self.number(when["result"], select, point)
            left *= 1 - share
        default = body.get("defresult", {})
        return (
            found + left * self.number(default, select, point) if default and not is_null(default) and left else found
        )

    def _subquery(self, link: Node, point: Point) -> float:
        inner = self.names.shape.subquery(link)
        if link.get("subLinkType") == "EXPR_SUBLINK" and not inner.branches and not inner.rows:
            value = inner.outputs[0].value
            if value is not None:
                return self.number(value, inner, point)
        return self.chance(self._rows_of(inner), point)

    def _rows_of(self, select: Select) -> int:
        """Which rows a select reads: selects of the same tables and conditions read the same."""
        if select not in self.read:
            of = [str(r.table) if r.table and not r.query else f"{r.alias} {r.at}" for r in select.relations]
            conditions = unplaced([predicate.value for predicate in select.conditions])
            told = f"{of} {conditions} {len(select.branches)} {unplaced(list(select.group_by))}"
            self.read[select] = crc32(told.encode())
        return self.read[select]

    # Functions

    def _call(self, call: Node, select: Select, point: Point) -> float:
        name, args = function_name(call), call.get("args", [])
        if "over" in call:
            return self._over_window(name, args, select, point)
        if name in AGGREGATES:
            return self._aggregate(name, call, select, point)
        if name in CLOCK_FUNCTIONS:
            return 0.0
        if name in _LENGTHS or name == "bit_length":
            return self._length(args[0], select, point) * (8 if name == "bit_length" else 1)
        if name in _PLACES and _is_filled_up(args):
            return self._length(next(filter(_fills, map(bare, args))), select, point)
        if name in ("cardinality", "array_length") and "A_ArrayExpr" in bare(args[0]):
            return float(len(bare(args[0])["A_ArrayExpr"].get("elements", ())))
        if name == "make_interval":
            span = interval_of({"FuncCall": call})
            if span is not None:
                return _seconds(span)
        numbers = [self.number(arg, select, point) for arg in args]
        if name in _AS_IT_IS or (name in ("extract", "date_part") and text_of(args[0]) == "epoch"):
            return numbers[-1]
        if name == "age" and len(numbers) == 2:
            return numbers[0] - numbers[1]
        if name == "width_bucket" and len(numbers) == 4:
            value, low, high, count = numbers
            return min(max(math.floor((value - low) / (high - low) * count) + 1, 0), count + 1)
        if name in _MATHS and not (name in ("round", "trunc", "log") and len(args) > 1):
            return float(_MATHS[name](*numbers))
        return numbers[0] if name in ("round", "trunc") else self._something(name, numbers)

    def _over_window(self, name: str, args: list[Node], select: Select, point: Point) -> float:
        inner = [self.number(arg, select, (*point, name)) for arg in args]
        if inner and name in ("min", "max", "avg", "lag", "lead", "first_value", "last_value", "nth_value"):
            return inner[0]
        return self.rows * self.chance(name, tuple(inner), point)

    def _aggregate(self, name: str, call: Node, select: Select, point: Point) -> float:
        values = [entry["SortBy"]["node"] for entry in call.get("agg_order", ()) if "agg_within_group" in call]
        values = values or call.get("args", [])
        weighed = [(self._weight(call, select, inner), inner) for inner in self._points(select, point)]
        rows = sum(weight for weight, _ in weighed)
        if name == "count":
            return self._counted(call, values, select, weighed)
        numbers = [(weight, self.number(values[0], select, inner)) for weight, inner in weighed]
        if name == "sum":
            return sum(weight * number for weight, number in numbers)
        mean = sum(weight * number for weight, number in numbers) / rows
        if name == "avg":
            return mean
        if name in ("min", "max"):
            return (min if name == "min" else max)(number for _, number in numbers)
        if name.startswith(("stddev", "var")):
            spread = sum(weight * (number - mean) ** 2 for weight, number in numbers) / rows
            return math.sqrt(spread) if name.startswith("stddev") else spread
        if "agg_within_group" in call or name == "array_agg":
            return sorted(number for _, number in numbers)[len(numbers) // 2]
        others = [self.number(value, select, weighed[0][1]) for value in values[1:]]
        return self._something(name, [number for _, number in numbers] + others)

    def _counted(self, call: Node, values: list[Node], select: Select, weighed: list[tuple[float, Point]]) -> float:
        rows = sum(weight for weight, _ in weighed)
        if "agg_distinct" in call:
            return rows * self.chance("distinct", *(self.number(v, select, p) for v in values for _, p in weighed))
        if not values or self._is_always_there(values[0], select):
            return rows
        return sum(w * self.chance("there", self.number(values[0], select, p)) for w, p in weighed)

    def _points(self, select: Select, point: Point) -> Iterator[Point]:
        return ((*point, self._rows_of(select), index) for index in range(_POINTS))

    def _weight(self, call: Node, select: Select, point: Point) -> float:
        if not reads_tables(select) and not select.conditions:
            return 1.0
        weight = self.rows * (1 + self.chance("rows", point))
        return weight * self.number(call["agg_filter"], select, point) if "agg_filter" in call else weight

    def _length(self, node: Node, select: Select, point: Point) -> float:
        """How long a text is, where it is written how long it becomes."""
        text = bare(node)
        constant, call = text.get("A_Const"), text.get("FuncCall", {})
        if constant is not None:
            return float(len(constant.get("sval", {}).get("sval", "")))
        name = function_name(call) if call else ""
        args = call.get("args", [])
        if name in _CUT_TEXTS:
            return self.number(args[1], select, point)
        if name in ("substr", "substring") and len(args) == 3:
            return self.number(args[2], select, point)
        if name == "repeat":
            return self._length(args[0], select, point) * self.number(args[1], select, point)
        if name in ("md5", "to_char"):
            return _LENGTH_OF_MD5 if name == "md5" else float(len(text_of(args[1]) or ""))
        if name in _SAME_LENGTH:
            return self._length(args[0], select, point)
        operation = text.get("A_Expr", {})
        if name == "concat" or (operation and names_of(operation["name"]) == ["||"]):
            parts = args or [operation["lexpr"], operation["rexpr"]]
            return sum(self._length(part, select, point) for part in parts)
        return self._something("length", [self.number(text, select, point)])


def _fills(value: Node) -> bool:
    return "FuncCall" in value and function_name(value["FuncCall"]) in ("lpad", "rpad", "repeat")


def _is_filled_up(args: list[Node]) -> bool:
    return any(map(_fills, map(bare, args)))


def _seconds(span: tuple[float, int]) -> float:
    return span[0] + span[1] * _SECONDS_OF_A_MONTH
