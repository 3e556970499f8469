"""A SELECT of PostgreSQL's tree, written for DuckDB: every column with its table, every star as its columns."""

from dataclasses import replace
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.branching import branches
from heartbeat_cli.marts.kinds.duckdb.translation.operators import converted
from heartbeat_cli.marts.kinds.duckdb.translation.ordering import sort_item
from heartbeat_cli.marts.kinds.duckdb.translation.relations import from_clause
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Query, Scope, names, quote_name
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    INTEGERS,
    QUOTIENT,
    TEXT,
    UNKNOWN,
    NotAlikeError,
    Term,
    Type,
    as_decimal,
    unified,
)

_SETS: Final = {"SETOP_UNION": "UNION", "SETOP_INTERSECT": "INTERSECT", "SETOP_EXCEPT": "EXCEPT"}
_GROUPINGS: Final = {
    "GROUPING_SET_ROLLUP": "ROLLUP", "GROUPING_SET_CUBE": "CUBE", "GROUPING_SET_SETS": "GROUPING SETS",
}  # fmt: skip


def write_query(select: Node, around: Scope) -> Query:
    """A SELECT inside `around`."""
    with_, scope = _with(select.get("withClause", {}), around.inner())
    if select.get("op", "SETOP_NONE") != "SETOP_NONE":
        body = _set_operation(select, scope)
    elif "valuesLists" in select:
        body = _values(select, scope)
    else:
        body = _select(select, scope)
    return Query(with_ + body.sql + _limit(select, scope), body.columns)


def _with(clause: Node, scope: Scope) -> tuple[str, Scope]:
    written = []
    for entry in (e["CommonTableExpr"] for e in clause.get("ctes", ())):
        name = entry["ctename"]
        given = [n["String"]["sval"] for n in entry.get("aliascolnames", ())]
        select = entry["ctequery"]["SelectStmt"]
        inner = scope
        if clause.get("recursive") and select.get("op") == "SETOP_UNION":
            # What the query gives before it comes to itself says what its columns are.
            first = _renamed(write_query(select["larg"], scope).columns, given)
            inner = replace(scope, ctes={**scope.ctes, name: first})
        query = write_query(select, inner)
        columns = _renamed(query.columns, given)
        scope = replace(scope, ctes={**scope.ctes, name: columns})
        listed = ", ".join(quote_name(column) for column, _ in columns)
        written.append(f"{quote_name(name)}({listed}) AS ({query.sql})")
    if not written:
        return "", scope
    return f"WITH {'RECURSIVE ' if clause.get('recursive') else ''}{', '.join(written)} ", scope


def _renamed(columns: tuple[tuple[str, Type], ...], given: list[str]) -> tuple[tuple[str, Type], ...]:
    return tuple((given[i] if i < len(given) else name, type_) for i, (name, type_) in enumerate(columns))


def _select(select: Node, scope: Scope) -> Query:
    source, scope = from_clause(select.get("fromClause", []), scope)
    definitions = [w["WindowDef"] for w in select.get("windowClause", ())]
    windows = {w["name"]: {k: v for k, v in w.items() if k != "name"} for w in definitions}
    scope = replace(scope, windows=windows)
    outputs = _outputs(select, scope)
    distinct = select.get("distinctClause")
    if distinct:
        outputs = [(name, as_decimal(t) if t.type == QUOTIENT else t) for name, t in outputs]
    parts = ["SELECT " + _distinct(distinct, scope) + ", ".join(f"{t.sql} AS {quote_name(n)}" for n, t in outputs)]
    if source:
        parts.append(f"FROM {source}")
    if "whereClause" in select:
        parts.append(f"WHERE {scope.condition(select['whereClause'])}")
    if "groupClause" in select:
        parts.append("GROUP BY " + ", ".join(_group(item, outputs, scope) for item in select["groupClause"]))
    if "havingClause" in select:
        parts.append(f"HAVING {scope.condition(select['havingClause'])}")
    if "sortClause" in select:
        parts.append("ORDER BY " + ", ".join(_sort(item["SortBy"], outputs, scope) for item in select["sortClause"]))
    return Query(" ".join(parts), tuple((name, term.type) for name, term in outputs))


def _outputs(select: Node, scope: Scope) -> list[tuple[str, Term]]:
    found: list[tuple[str, Term]] = []
    for target in (t["ResTarget"] for t in select.get("targetList", ())):
        value = target["val"]
        if "ColumnRef" in value and "A_Star" in value["ColumnRef"]["fields"][-1]:
            found += _star(names(value["ColumnRef"]["fields"][:-1]), scope)
            continue
        term = scope.term(value)
        if term.type == UNKNOWN:
            term = Term(f"CAST({term.sql} AS VARCHAR)", TEXT)
        found.append((target.get("name") or _figured(value), term))
    if not found:
        # EXISTS (SELECT FROM …)
        found.append(("?column?", Term("1", INTEGERS[1])))
    return found


def _star(qualifier: list[str], scope: Scope) -> list[tuple[str, Term]]:
    if not qualifier:
        found = [(name, term) for name, term in scope.merged.items()]
        for relation in scope.relations:
            found += [(n, relation.column(n)) for n, _ in relation.columns if n not in scope.merged]  # type: ignore[misc]
        return found
    table = scope.relation(qualifier[-1])
    if table is None:
        raise NotAlikeError(f"{'.'.join(qualifier)}.*, which is no table here", "the columns that are meant.")
    return [(name, table.column(name)) for name, _ in table.columns]  # type: ignore[misc]


def _figured(value: Node) -> str:
    """The name PostgreSQL gives a column without AS."""
    ((kind, node),) = value.items()
    if kind == "ColumnRef":
        return names(node["fields"])[-1]
    if kind == "FuncCall":
        return names(node["funcname"])[-1]
    if kind == "TypeCast":
        inner = _figured(node["arg"])
        return names(node["typeName"]["names"])[-1] if inner == "?column?" else inner
    if kind == "SubLink" and node["subLinkType"] == "EXPR_SUBLINK":
        targets = node["subselect"]["SelectStmt"].get("targetList")
        return (
            (targets[0]["ResTarget"].get("name") or _figured(targets[0]["ResTarget"]["val"])) if targets else "?column?"
        )
    named = {"CoalesceExpr": "coalesce", "CaseExpr": "case", "GroupingFunc": "grouping", "A_ArrayExpr": "array"}
    if kind == "MinMaxExpr":
        return "greatest" if node["op"] == "IS_GREATEST" else "least"
    return named.get(kind, "?column?")


def _distinct(clause: list[Node] | None, scope: Scope) -> str:
    if not clause:
        return ""
    if clause == [{}]:
        return "DISTINCT "
    return f"DISTINCT ON ({', '.join(_key(scope.term(item)) for item in clause)}) "


def _key(term: Term) -> str:
    return as_decimal(term).sql if term.type == QUOTIENT else term.sql


def _place(node: Node, outputs: list[tuple[str, Term]]) -> int | None:
    """The place of the output that a number or a bare name means."""
    if "A_Const" in node and "ival" in node["A_Const"]:
        return int(node["A_Const"]["ival"].get("ival", 0))
    if "ColumnRef" in node and len(node["ColumnRef"]["fields"]) == 1:
        (name,) = names(node["ColumnRef"]["fields"])
        places = [i for i, (output, _) in enumerate(outputs, 1) if output == name]
        return places[0] if places else None
    return None


def _group(node: Node, outputs: list[tuple[str, Term]], scope: Scope) -> str:
    if "GroupingSet" in node:
        return _grouping_set(node["GroupingSet"], outputs, scope)
    term, place = None, _place(node, outputs)
    if "ColumnRef" in node:
        # Unlike ORDER BY, GROUP BY takes a column before an output of the same name.
        try:
            term = scope.term(node)
        except NotAlikeError:
            if place is None:
                raise
    elif place is None:
        term = scope.term(node)
    if term is None:
        assert place is not None
        if place > len(outputs):
            raise NotAlikeError(f"GROUP BY {place}", "the name of a column.")
        term = outputs[place - 1][1]
    if term.type == QUOTIENT:
        raise NotAlikeError("GROUP BY a quotient", "GROUP BY round(x, 2).")
    return term.sql


def _grouping_set(node: Node, outputs: list[tuple[str, Term]], scope: Scope) -> str:
    if node["kind"] == "GROUPING_SET_EMPTY":
        return "()"
    inner = [_set_item(item, outputs, scope) for item in node.get("content", ())]
    return f"{_GROUPINGS[node['kind']]} ({', '.join(inner)})"


def _set_item(item: Node, outputs: list[tuple[str, Term]], scope: Scope) -> str:
    if "RowExpr" in item:
        return "(" + ", ".join(_group(part, outputs, scope) for part in item["RowExpr"]["args"]) + ")"
    return _group(item, outputs, scope)


def _sort(sort: Node, outputs: list[tuple[str, Term]], scope: Scope) -> str:
    place = _place(sort["node"], outputs)
    if place is not None and 0 < place <= len(outputs) and outputs[place - 1][1].type != QUOTIENT:
        return sort_item(Term(str(place), outputs[place - 1][1].type), sort, placed=True)
    term = outputs[place - 1][1] if place is not None and 0 < place <= len(outputs) else scope.term(sort["node"])
    return sort_item(term, sort)


def _values(select: Node, scope: Scope) -> Query:
    rows = [scope.terms(row["List"]["items"]) for row in select["valuesLists"]]
    columns = [branches(list(column)) for column in zip(*rows, strict=True)]
    written = ", ".join("(" + ", ".join(column[i].sql for column in columns) + ")" for i in range(len(rows)))
    return Query(f"VALUES {written}", tuple((f"column{i}", c[0].type) for i, c in enumerate(columns, 1)))


def _set_operation(select: Node, scope: Scope) -> Query:
    left, right = write_query(select["larg"], scope), write_query(select["rarg"], scope)
    if len(left.columns) != len(right.columns):
        raise NotAlikeError("queries of unequal columns put together", "as many columns in both.")
    types = [unified([a, b]) for (_, a), (_, b) in zip(left.columns, right.columns, strict=True)]
    types = [as_decimal(Term("", t)).type if t == QUOTIENT else t for t in types]
    columns = tuple((name, t) for (name, _), t in zip(left.columns, types, strict=True))
    word = _SETS[select["op"]] + (" ALL" if select.get("all") else "")
    sql = f"{_branch(left, types)} {word} {_branch(right, types)}"
    if "sortClause" in select:
        outputs = [(name, Term(quote_name(name), t)) for name, t in columns]
        sql += " ORDER BY " + ", ".join(_sort(item["SortBy"], outputs, scope) for item in select["sortClause"])
    return Query(sql, columns)


def _branch(query: Query, types: list[Type]) -> str:
    if [t for _, t in query.columns] == types:
        return f"({query.sql})"
    terms = [Term(f"b.{quote_name(f'c{i}')}", t) for i, (_, t) in enumerate(query.columns)]
    wanted = [
        as_decimal(t) if t.type == QUOTIENT else converted(t, type_) for t, type_ in zip(terms, types, strict=True)
    ]
    columns = ", ".join(f"{t.sql} AS {quote_name(name)}" for t, (name, _) in zip(wanted, query.columns, strict=True))
    listed = ", ".join(quote_name(f"c{i}") for i in range(len(terms)))
    return f"(SELECT {columns} FROM ({query.sql}) AS b({listed}))"


def _limit(select: Node, scope: Scope) -> str:
    if select.get("limitOption") == "LIMIT_OPTION_WITH_TIES":
        raise NotAlikeError("FETCH … WITH TIES", "rank() OVER (…) <= n.")
    written = ""
    for key, word in (("limitCount", "LIMIT"), ("limitOffset", "OFFSET")):
        if key in select:
            term = scope.term(select[key])
            if term.type != UNKNOWN:
                written += f" {word} {term.sql}"
    return written
