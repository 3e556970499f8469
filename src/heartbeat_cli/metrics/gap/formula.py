"""A number that is worked out from sums and counts: what each of them is over, and how they are put together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from typing import Final

from heartbeat_cli.metrics.functions import AGGREGATES
from heartbeat_cli.metrics.gap.clauses import SqlToken, tokens_of
from heartbeat_cli.metrics.reading import Node, names_of, parse
from heartbeat_cli.metrics.shape.expressions import function_name

_ADD: Final = ("count", "sum", "avg")
_WHOLE: Final = ("int2", "int4", "int8")
_BROKEN: Final = ("numeric", "float4", "float8")


@dataclass(frozen=True, slots=True)
class FormulaTerm:
    """One aggregate that adds up: `how` is count, sum or avg, `of` what it has of each row, None of every row."""

    how: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class TermSum:
    """What some rows have of a term: how many have anything, and the sum of it; `whole`: of numbers without a point."""

    filled: int
    total: Decimal
    whole: bool

    def number(self, how: str) -> "_Number":
        """What the aggregate gives."""
        if how == "count":
            return _Number(Decimal(self.filled), whole=True)
        if not self.filled:
            return _Number(None)
        return _Number(self.total, self.whole) if how == "sum" else _Number(self.total / self.filled)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as SQL has it: none for NULL, and whole where a division of it is cut off."""

    value: Decimal | None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """The terms of an expression, and the expression with a column for each: `term0`, `term1`, …"""

    terms: tuple[FormulaTerm, ...]
    written: str

    def number(self, sums: Sequence[TermSum]) -> Decimal | None:
        """What it comes to; None of NULL, and of what cannot be worked out."""
        if self.written == "term0":
            return sums[0].number(self.terms[0].how).value
        terms = [each.number(term.how) for term, each in zip(self.terms, sums, strict=True)]
        try:
            return _worked_out(_tree(self.written), terms).value
        except DecimalException:
            return None


def read_formula(expression: str) -> Formula | None:
    """An expression of aggregates as a formula; None where parts of the rows do not tell what it is of all."""
    terms: list[FormulaTerm] = []
    written, last = "", 0
    for start, end in calls_of(expression):
        term = _term(expression[start:end])
        if term is None:
            return None
        written += f"{expression[last:start]}term{len(terms)}"
        terms.append(term)
        last = end
    written += expression[last:]
    none = [_Number(Decimal(1))] * len(terms)
    try:
        _worked_out(_tree(written), none)
    except DecimalException:
        pass
    except _NoFormulaError:
        return None
    return Formula(tuple(terms), written.strip()) if terms else None


def _tree(expression: str) -> Node:
    target: Node = parse(f"SELECT {expression}")[0]["stmt"]["SelectStmt"]["targetList"][0]["ResTarget"]["val"]
    return target


def _term(call: str) -> FormulaTerm | None:
    """One aggregate; a FILTER is nothing but a value that other rows do not have."""
    node = _tree(call).get("FuncCall", {})
    plain = not any(key in node for key in ("agg_distinct", "agg_order", "over"))
    if not node or function_name(node) not in _ADD or not plain:
        return None
    opening = call.index("(")
    closing = next(t.start for t in tokens_of(call) if t.text == ")" and t.depth == 0)
    of = None if node.get("agg_star") else call[opening + 1 : closing].strip()
    if "agg_filter" in node:
        condition = call[closing + 1 :].partition("(")[2].rpartition(")")[0].strip()[len("WHERE") :].strip()
        of = f"CASE WHEN {condition} THEN {of or 1} END"
    return FormulaTerm(function_name(node), of)


def calls_of(expression: str) -> Iterator[tuple[int, int]]:
    """From where to where each call of an aggregate goes, WITHIN GROUP (…) and FILTER (…) being part of it."""
    words = [t for t in tokens_of(expression) if not t.text.isspace()]
    end = 0
    for index, token in enumerate(words):
        opens = index + 1 < len(words) and words[index + 1].text == "("
        if token.text.lower() not in AGGREGATES or not opens or token.start < end:
            continue
        last = _closing(words, index + 1)
        if [t.word for t in words[last + 1 : last + 3]] == ["WITHIN", "GROUP"]:
            last = _closing(words, last + 3)
        if [t.word for t in words[last + 1 : last + 3]] == ["FILTER", "("]:
            last = _closing(words, last + 2)
        end = words[last].start + 1
        yield token.start, end


def _closing(words: list[SqlToken], opening: int) -> int:
    depth = words[opening].depth
    return next(i for i in range(opening + 1, len(words)) if words[i].text == ")" and words[i].depth == depth)


class _NoFormulaError(Exception):
    """Something that is worked out otherwise than by sums and counts."""


def _worked_out(node: Node, terms: Sequence[_Number]) -> _Number:
    (kind, inner), *_ = node.items()
    known = _KINDS.get(kind)
    if known is None:
        raise _NoFormulaError
    return known(inner, terms)


def _column(node: Node, terms: Sequence[_Number]) -> _Number:
    name = names_of(node["fields"])[-1]
    place = name.removeprefix("term")
    if len(node["fields"]) != 1 or place == name or not place.isdigit() or int(place) >= len(terms):
        raise _NoFormulaError
    return terms[int(place)]


def _constant(node: Node, terms: Sequence[_Number]) -> _Number:  # noqa: ARG001
    if "ival" in node:
        return _Number(Decimal(node["ival"].get("ival", 0)), whole=True)
    if "fval" in node:
        return _Number(Decimal(node["fval"]["fval"]))
    raise _NoFormulaError


def _cast(node: Node, terms: Sequence[_Number]) -> _Number:
    name, value = names_of(node["typeName"]["names"])[-1], _worked_out(node["arg"], terms)
    if "typmods" in node["typeName"] or name not in (*_WHOLE, *_BROKEN):
        raise _NoFormulaError
    if name in _BROKEN or value.value is None:
        return _Number(value.value, whole=name in _WHOLE)
    return _Number(value.value.to_integral_value(ROUND_HALF_UP), whole=True)


def _operation(node: Node, terms: Sequence[_Number]) -> _Number:
    operator = names_of(node["name"])[-1]
    right = _worked_out(node["rexpr"], terms)
    left = _worked_out(node["lexpr"], terms) if "lexpr" in node else _Number(Decimal(0), right.whole)
    if node["kind"] == "AEXPR_NULLIF":
        return _Number(None, left.whole) if left.value == right.value else left
    if node["kind"] != "AEXPR_OP" or operator not in _OPERATORS:
        raise _NoFormulaError
    whole = left.whole and right.whole
    if left.value is None or right.value is None:
        return _Number(None, whole)
    if operator == "/" and whole and right.value:
        return _Number(Decimal(int(left.value / right.value)), whole=True)
    return _Number(_OPERATORS[operator](left.value, right.value), whole)


def _first_filled(node: Node, terms: Sequence[_Number]) -> _Number:
    values = [_worked_out(each, terms) for each in node["args"]]
    whole = all(value.whole for value in values)
    return _Number(next((value.value for value in values if value.value is not None), None), whole)


def _rounded(node: Node, terms: Sequence[_Number]) -> _Number:
    if function_name(node) != "round" or len(node["args"]) > 2:
        raise _NoFormulaError
    value, *places = (_worked_out(each, terms) for each in node["args"])
    if value.value is None or any(place.value is None for place in places):
        return _Number(None)
    digits = int(places[0].value or 0) if places else 0
    return _Number(value.value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


_OPERATORS: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}
_KINDS: Final[dict[str, Callable[[Node, Sequence[_Number]], _Number]]] = {
    "ColumnRef": _column,
    "A_Const": _constant,
    "TypeCast": _cast,
    "A_Expr": _operation,
    "CoalesceExpr": _first_filled,
    "FuncCall": _rounded,
}
