"""Whether a value comes from rows: a number written in the query, dressed as one that was counted, is no metric.

A value depends on the rows of tables (ROWS), is one of a few written values that rows choose from (CHOICE), or is the
same whatever the tables hold (NOTHING). What cannot be told is taken to depend on rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from heartbeat_cli.metrics.functions import AGGREGATES, CLOCK_FUNCTIONS
from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import ColumnUse, QueryNames, bare
from heartbeat_cli.metrics.shape.expressions import calls_in, conjuncts, function_name, nodes_inside, same
from heartbeat_cli.metrics.shape.numbered import is_number_of_row, leaves_written
from heartbeat_cli.metrics.shape.numbers import number_of
from heartbeat_cli.metrics.shape.select import Predicate, Relation, Select, Selected, reads_tables
from heartbeat_cli.metrics.shape.trial import hardly_changes
from heartbeat_cli.metrics.shape.written import (
    COMPARISONS,
    conditions_in,
    is_flag,
    is_made_up,
    is_pinned,
    is_true,
    leaves_nothing,
    names_rows,
    parts_of,
    sides_of,
)


class Depends(IntEnum):
    """What a value depends on."""

    NOTHING = 0
    CHOICE = 1
    ROWS = 2


NOTHING, CHOICE, ROWS = Depends.NOTHING, Depends.CHOICE, Depends.ROWS

_ADDED_UP: Final = frozenset(("sum", "avg", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp"))
_NUMBERED: Final = frozenset(("row_number", "rank", "dense_rank"))
# Into as many parts as are written, or between 0 and 1: their extremes and means are the same over any rows.
_PARTS_OF_ROWS: Final = frozenset(("ntile", "percent_rank", "cume_dist"))


def made_up(names: QueryNames) -> Selected | None:
    """The output that does not depend on rows of the tables that are read, None where all do."""
    judge = _Judge(names)
    root = names.shape.root
    for select in root.branches or (root,):
        for output in select.outputs:
            if output.value is not None and not judge.is_counted(output.value, select):
                return output
    return None


@dataclass(slots=True)
class _Judge:
    names: QueryNames
    depth: int = 0

    def is_counted(self, value: Node, select: Select) -> bool:
        if any(is_pinned(part, value) for part in conjuncts(select.having)):
            return False
        found = self.value(value, select, shown=True)
        if found is CHOICE:
            return is_flag(value)
        return found is ROWS and not hardly_changes(value, select, self.names)

    def value(self, node: Node, select: Select, *, shown: bool = False) -> Depends:
        """What an expression depends on; `shown`: it comes out as it is, under no aggregate."""
        if self.depth > 200:
            return ROWS
        self.depth += 1
        try:
            kind, body = next(iter(node.items()), ("", {}))
            return self._of_kind(kind, body, select, shown)
        finally:
            self.depth -= 1

    def _of_kind(self, kind: str, body: Node, select: Select, shown: bool) -> Depends:
        match kind:
            case "A_Const" | "SQLValueFunction" | "":
                return NOTHING
            case "ColumnRef":
                return self._column(body, select, shown)
            case "TypeCast" | "CollateClause" | "A_Indirection":
                return self.value(body["arg"], select, shown=shown)
            case "FuncCall":
                return self._call(body, select, shown)
            case "A_Expr":
                return self._operation(body, select, shown)
            case "BoolExpr" | "NullTest" | "BooleanTest" | "GroupingFunc":
                return min(CHOICE, self._most(parts_of(body), select))
            case "CaseExpr":
                return self._case(body, select, shown)
            case "CoalesceExpr":
                return self._coalesce(body["args"], select, shown)
            case "MinMaxExpr":
                return self._alternatives(body["args"], select, shown)
            case "SubLink":
                return self._subquery(body, select, shown)
        return self._most(parts_of(body), select)

    def _most(self, values: Iterable[Node], select: Select) -> Depends:
        return max((self.value(value, select) for value in values), default=NOTHING)

    # What a name stands for

    def _column(self, body: Node, select: Select, shown: bool) -> Depends:
        use = self.names.meaning({"ColumnRef": body}, select)
        if use is None:
            return ROWS if reads_tables(select) else NOTHING
        if any(is_pinned(p.value, {"ColumnRef": body}) for p in use.select.conditions if not p.outer):
            return NOTHING
        if self._is_cut(use.select) and is_number_of_row({"ColumnRef": body}, use.select, self.names):
            return NOTHING
        return self._use(use, shown)

    def _use(self, use: ColumnUse, shown: bool) -> Depends:
        relation = use.relation
        if relation.query is not None:
            return self._column_of_query(use, relation.query, shown)
        if relation.table is not None:
            return ROWS
        return self._most(relation.functions, use.select)

    def _column_of_query(self, use: ColumnUse, query: Select, shown: bool) -> Depends:
        output = self.names.output(use)
        if output is None:
            return ROWS if reads_tables(query) else self._of_star(use, query)
        index = query.outputs.index(output)
        return self._output(query, index, shown)

    def _of_star(self, use: ColumnUse, query: Select) -> Depends:
        inner = self.names.meaning({"ColumnRef": {"fields": [{"String": {"sval": use.name}}]}}, query)
        return self._use(inner, shown=False) if inner is not None else NOTHING

    def _output(self, query: Select, index: int, shown: bool) -> Depends:
        if query.rows:
            return self._most((row[index] for row in query.rows if index < len(row)), query)
        if query.branches:
            return self._of_branches(query, index, shown)
        value = query.outputs[index].value
        return self.value(value, query, shown=shown) if value is not None else ROWS

    def _of_branches(self, query: Select, index: int, shown: bool) -> Depends:
        branches = [branch for branch in query.branches if index < len(branch.outputs)]
        found = [self._output(branch, index, shown) for branch in branches]
        # Every step of a recursion over tables goes on from the one before.
        if any(r.recursive for b in branches for r in b.relations):
            return ROWS if any(map(self._rows_vary, branches)) else max(found, default=NOTHING)
        written = [branch.outputs[index].value for branch in branches if not self._gives_rows_of_tables(branch)]
        return NOTHING if any(v and is_made_up(v) for v in written) else max(found, default=NOTHING)

    # What is worked out

    def _call(self, call: Node, select: Select, shown: bool) -> Depends:
        name = function_name(call)
        args = call.get("args", [])
        if name in CLOCK_FUNCTIONS:
            return NOTHING
        if name in _PARTS_OF_ROWS or (name in _NUMBERED and self._is_cut(select)):
            return NOTHING
        if name in _NUMBERED or (name == "count" and "agg_distinct" not in call):
            return ROWS if self._counts(call, select) else NOTHING
        if name in AGGREGATES:
            return self._aggregate(name, call, select)
        if name == "sign":
            return min(CHOICE, self._most(args, select))
        if (
            name in ("power", "mod")
            and len(args) == 2
            and number_of(args[1]) in ((0.0,) if name == "power" else (1.0,))
        ):
            return NOTHING
        return max((self.value(arg, select, shown=shown) for arg in args), default=NOTHING)

    def _counts(self, call: Node, select: Select) -> bool:
        """Whether how many rows there are depends on tables, of those that meet the FILTER."""
        condition = call.get("agg_filter")
        asked = [*conjuncts(condition), *(node for arg in call.get("args", ()) for node in conditions_in(arg))]
        if condition is not None and self._never(condition, select):
            return False
        if any(leaves_written(part, select, self.names) for part in asked):
            return False
        return self._rows_vary(select) or (condition is not None and self._is_cut(select))

    def _aggregate(self, name: str, call: Node, select: Select) -> Depends:
        ordered = [entry["SortBy"]["node"] for entry in call.get("agg_order", ())]
        over = ordered if "agg_within_group" in call else call.get("args", [])
        found = max((self.value(v, select, shown=name in ("min", "max")) for v in over), default=NOTHING)
        condition = call.get("agg_filter")
        if condition is not None and self._never(condition, select):
            return NOTHING
        if any(leaves_written(part, select, self.names) for part in conjuncts(condition)):
            found = NOTHING if any(is_number_of_row(v, select, self.names) for v in over) else found
        if name in _ADDED_UP and found is CHOICE:
            return ROWS
        if name == "sum" and found is NOTHING and "agg_distinct" not in call:
            return ROWS if self._counts(call, select) and number_of(over[0]) != 0 else NOTHING
        return ROWS if name == "count" and found is CHOICE else found

    def _operation(self, body: Node, select: Select, shown: bool) -> Depends:
        left, right = body.get("lexpr", {}), body.get("rexpr", {})
        operator = names_of(body["name"])[-1]
        if body["kind"] == "AEXPR_NULLIF":
            return NOTHING if same(left, right) else self.value(left, select, shown=shown)
        if body["kind"] != "AEXPR_OP" or operator in COMPARISONS:
            if leaves_written({"A_Expr": body}, select, self.names):
                return NOTHING
            return min(CHOICE, self._most(sides_of(left, right), select))
        if operator in ("-", "/", "%") and same(left, right):
            return NOTHING
        if leaves_nothing(operator, left, right):
            return NOTHING
        return max(self.value(side, select, shown=shown) for side in sides_of(left, right))

    def _case(self, body: Node, select: Select, shown: bool) -> Depends:
        whens = [when["CaseWhen"] for when in body["args"]]
        results = [*(when["result"] for when in whens), body.get("defresult", {})]
        conditions = [self.value(when["expr"], select) for when in whens]
        if "arg" in body:
            conditions = [max(c, self.value(body["arg"], select)) for c in conditions]
        found = [self.value(result, select, shown=shown) for result in results]
        if NOTHING in conditions:
            return min(found[:-1])
        if max(found) is NOTHING:
            return CHOICE
        return NOTHING if shown and _has_made_up(results, found) else max(found)

    def _coalesce(self, args: list[Node], select: Select, shown: bool) -> Depends:
        """Behind the first value that is always there nothing counts."""
        found: list[Depends] = []
        for arg in args:
            found.append(self.value(arg, select, shown=shown))
            if found[-1] is NOTHING and "isnull" not in bare(arg).get("A_Const", {}):
                break
        return NOTHING if shown and _has_made_up(args, found) else max(found)

    def _alternatives(self, args: list[Node], select: Select, shown: bool) -> Depends:
        found = [self.value(arg, select, shown=shown) for arg in args]
        return NOTHING if shown and _has_made_up(args, found) else max(found)

    def _subquery(self, link: Node, select: Select, shown: bool) -> Depends:
        inner = self.names.shape.subquery(link)
        kind = link.get("subLinkType", "")
        if kind == "EXPR_SUBLINK":
            parts = inner.branches or (inner,)
            return min(self._output(part, 0, shown) for part in parts)
        tested = self.value(link["testexpr"], select) if "testexpr" in link else NOTHING
        asked = max(tested, ROWS if reads_tables(inner) else NOTHING)
        return asked if kind == "ARRAY_SUBLINK" else min(CHOICE, asked)

    # How many rows there are

    def _rows_vary(self, select: Select) -> bool:
        if select.branches:
            return self._branches_vary(select)
        if any(self._never(p.value, select) for p in select.conditions):
            return False
        if any(leaves_written(p.value, select, self.names) for p in select.conditions):
            return any(self._tells_rows_apart(p.value, select) for p in select.conditions)
        return any(self._relation_varies(relation, select) for relation in select.relations) or any(
            self._is_asked_for_each(p, select) for p in select.conditions
        )

    def _branches_vary(self, select: Select) -> bool:
        """Rows of tables, to which no branch adds numbers that are written, or leaves as many as these."""
        varying = [self._gives_rows_of_tables(branch) for branch in select.branches]
        written = [self._numbers_written(branch) for branch in select.branches]
        recursive = any(r.recursive for b in select.branches for r in b.relations)
        return any(varying) and (recursive or not any(written))

    def _numbers_written(self, branch: Select) -> bool:
        if self._gives_rows_of_tables(branch) or reads_tables(branch):
            return False
        values = [*(o.value for o in branch.outputs if o.value is not None), *(v for row in branch.rows for v in row)]
        called = [*values, *(call for relation in branch.relations for call in relation.functions)]
        series = any(function_name(c) == "generate_series" for value in called for c in calls_in(value))
        return series or any(number_of(value) is not None for value in values)

    def _tells_rows_apart(self, condition: Node, select: Select) -> bool:
        """Whether a condition holds for some rows and not for others, by more than their number."""
        found = self.value(condition, select)
        return found > NOTHING and not leaves_written(condition, select, self.names)

    def _is_cut(self, select: Select) -> bool:
        """Whether of its rows as many are left as are written, or one in a place that is written."""
        cut = any(leaves_written(p.value, select, self.names) for p in select.conditions)
        return cut or select.limit is not None or select.offset is not None

    def _gives_rows_of_tables(self, query: Select) -> bool:
        """Whether how many rows a query gives depends on tables."""
        single = query.limit is not None or (query.grouped and not self._keys_vary(query.group_by, query))
        same_rows = query.distinct and not query.branches and not self._keys_vary(
            [o.value for o in query.outputs if o.value is not None] or [{"A_Star": {}}], query
        )  # fmt: skip
        return not single and not same_rows and self._rows_vary(query)

    def _relation_varies(self, relation: Relation, select: Select) -> bool:
        if relation.query is not None:
            return self._gives_rows_of_tables(relation.query)
        return relation.table is not None or self._most(relation.functions, select) > NOTHING

    def _keys_vary(self, keys: Iterable[Node], query: Select) -> bool:
        return any("A_Star" in key or self.value(key, query) > NOTHING for key in keys)

    def _never(self, condition: Node, select: Select) -> bool:
        """A condition that no row changes and that is not just `true`: it leaves all rows or none."""
        if is_true(condition) or "NaturalJoin" in condition:
            return False
        return self.value(condition, select) is NOTHING and not names_rows(condition)

    def _is_asked_for_each(self, predicate: Predicate, select: Select) -> bool:
        """Whether a subquery in a condition is another one for each row here."""
        for link in (node for kind, node in nodes_inside(predicate.value) if kind == "SubLink"):
            inner = self.names.shape.subquery(link)
            references = (
                node
                for condition in inner.conditions
                for kind, node in nodes_inside(condition.value)
                if kind == "ColumnRef"
            )
            if reads_tables(inner) and any(self._is_of(select, node, inner) for node in references):
                return True
        return False

    def _is_of(self, select: Select, reference: Node, inner: Select) -> bool:
        """Whether a column named in a subquery is one of the select around it, as far as names alone tell."""
        use = self.names.meaning({"ColumnRef": reference}, inner)
        name = names_of(reference["fields"])[-1]
        return (use is not None and use.select is select) or any(self.names.has(r, name) for r in select.relations)


def _has_made_up(values: Iterable[Node], found: Iterable[Depends]) -> bool:
    """Whether a number other than a plain one may come out in place of one that is worked out."""
    pairs = [(value, depends) for value, depends in zip(values, found, strict=False) if value]
    return any(is_made_up(value) for value, depends in pairs if depends is NOTHING)
