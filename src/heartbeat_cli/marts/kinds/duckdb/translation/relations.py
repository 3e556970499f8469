"""FROM: tables, queries, joins, and functions that give rows."""

from dataclasses import replace
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.operators import compare, converted
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, RowSource, Scope, names, quote_name
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BIGINT,
    INTEGER,
    INTEGERS,
    INTERVAL,
    JSON,
    TEXT,
    TIMESTAMP,
    TIMESTAMPTZ,
    UNKNOWN,
    NotAlikeError,
    Term,
    Type,
    in_duckdb,
    unified,
)  # fmt: skip

_JOINS: Final = {
    "JOIN_INNER": "INNER JOIN",
    "JOIN_LEFT": "LEFT JOIN",
    "JOIN_RIGHT": "RIGHT JOIN",
    "JOIN_FULL": "FULL JOIN",
}


def from_clause(items: list[Node], scope: Scope) -> tuple[str, Scope]:
    """What stands behind FROM, and the scope in which its tables are in sight; what follows sees what went before."""
    written = []
    for item in items:
        sql, scope = _relation(item, scope)
        written.append(sql)
    return ", ".join(written), scope


def _relation(item: Node, scope: Scope) -> tuple[str, Scope]:
    ((kind, node),) = item.items()
    if kind == "RangeVar":
        return _table(node, scope)
    if kind == "JoinExpr":
        return _join(node, scope)
    if kind == "RangeSubselect":
        return _subselect(node, scope)
    if kind == "RangeFunction":
        return _function(node, scope)
    raise NotAlikeError(f"{kind} in FROM", "a table, a query or generate_series.")


def _alias(node: Node, default: str) -> tuple[str, list[str]]:
    alias = node.get("alias", {})
    return alias.get("aliasname", default), [n["String"]["sval"] for n in alias.get("colnames", ())]


def _named(
    sql: str, name: str, columns: list[tuple[str, Type]], given: list[str], scope: Scope, *, scalar: bool = False
) -> tuple[str, Scope]:
    """A relation under its name, its columns under the names they are given."""
    known = tuple((given[i] if i < len(given) else column, t) for i, (column, t) in enumerate(columns))
    listed = f"({', '.join(quote_name(column) for column, _ in known)})" if given else ""
    return f"{sql} AS {quote_name(name)}{listed}", scope.with_relation(RowSource(name, known, scalar))


def _table(node: Node, scope: Scope) -> tuple[str, Scope]:
    schema, table = node.get("schemaname", ""), node["relname"]
    name, given = _alias(node, table)
    if not schema and table in scope.ctes:
        return _named(quote_name(table), name, list(scope.ctes[table]), given, scope)
    columns = scope.tables.get((schema, table))
    if columns is None:
        raise NotAlikeError(f"the table {schema}.{table}, which is not landed", "a landed table.")
    return _named(f"{quote_name(schema)}.{quote_name(table)}", name, list(columns), given, scope)


def _subselect(node: Node, scope: Scope) -> tuple[str, Scope]:
    # A query that is not LATERAL does not see its neighbours.
    sight = scope if node.get("lateral") else replace(scope, relations=(), merged={})
    query = scope.write_query(node["subquery"]["SelectStmt"], sight)
    name, given = _alias(node, "unnamed_subquery")
    given = given + [column for column, _ in query.columns[len(given) :]]
    lateral = "LATERAL " if node.get("lateral") else ""
    return _named(f"{lateral}({query.sql})", name, list(query.columns), given, scope)


def _join(node: Node, scope: Scope) -> tuple[str, Scope]:
    before = scope.relations
    left, scope = _relation(node["larg"], scope)
    ours = scope.relations[len(before) :]
    right, scope = _relation(node["rarg"], scope)
    theirs = scope.relations[len(before) + len(ours) :]
    if "alias" in node:
        raise NotAlikeError("a name for a join", "a name for each table in it.")
    word = _JOINS[node["jointype"]]
    shared = _shared(node, ours, theirs)
    if shared:
        on, scope = _using(shared, node["jointype"], ours, theirs, scope)
    elif "quals" in node:
        on = scope.condition(node["quals"])
    elif node["jointype"] == "JOIN_INNER":
        return f"({left} CROSS JOIN {right})", scope
    else:
        on = "TRUE"
    return f"({left} {word} {right} ON {on})", scope


def _shared(node: Node, ours: tuple[RowSource, ...], theirs: tuple[RowSource, ...]) -> list[str]:
    if node.get("isNatural"):
        right = {c for relation in theirs for c, _ in relation.columns}
        return [c for relation in ours for c, _ in relation.columns if c in right]
    return [part["String"]["sval"] for part in node.get("usingClause", ())]


def _using(
    shared: list[str], kind: str, ours: tuple[RowSource, ...], theirs: tuple[RowSource, ...], scope: Scope
) -> tuple[str, Scope]:
    tests, merged = [], dict(scope.merged)
    for name in shared:
        left = merged.get(name) or _one(name, ours)
        right = _one(name, theirs)
        tests.append(compare("=", left, right).sql)
        merged[name] = _merged(left, right, kind)
    return " AND ".join(tests), replace(scope, merged=merged)


def _merged(left: Term, right: Term, kind: str) -> Term:
    type_ = unified([left.type, right.type])
    if kind == "JOIN_FULL":
        return Term(f"COALESCE({converted(left, type_).sql}, {converted(right, type_).sql})", type_)
    return converted(right if kind == "JOIN_RIGHT" else left, type_)


def _one(name: str, relations: tuple[RowSource, ...]) -> Term:
    found = [c for relation in relations if (c := relation.column(name))]
    if len(found) != 1:
        raise NotAlikeError(f"USING ({name})", "ON with the tables' names.")
    return found[0]


def _function(node: Node, scope: Scope) -> tuple[str, Scope]:
    functions = node["functions"]
    if len(functions) != 1 or node.get("is_rowsfrom") or node.get("coldeflist"):
        raise NotAlikeError("several functions side by side in FROM", "one function.")
    call = functions[0]["List"]["items"][0].get("FuncCall")
    if call is None:
        raise NotAlikeError("a value in FROM", "a table or a query.")
    function = names(call["funcname"])[-1]
    arguments = scope.terms(call.get("args", []))
    sql, type_ = _rows(function, arguments)
    name, given = _alias(node, function)
    column = "value" if function.endswith(("elements", "elements_text")) else name
    column = given[0] if given else column
    if node.get("ordinality"):
        count = given[1] if len(given) > 1 else "ordinality"
        inner = f"SELECT unnest(l) AS v, generate_subscripts(l, 1) AS n FROM (SELECT {sql} AS l)"
        return _named(f"LATERAL ({inner})", name, [(column, type_), (count, BIGINT)], [column, count], scope)
    return _named(f"LATERAL (SELECT unnest({sql}))", name, [(column, type_)], [column], scope, scalar=True)


def _rows(function: str, arguments: list[Term]) -> tuple[str, Type]:
    """A list of the rows, and their type."""
    if function == "generate_series":
        return _series(arguments)
    if function == "unnest" and len(arguments) == 1 and arguments[0].type.element is not None:
        return arguments[0].sql, arguments[0].type.element
    if function in ("jsonb_array_elements", "json_array_elements"):
        return f"CAST(json_extract({_document(arguments)}, '$[*]') AS JSON[])", JSON
    if function in ("jsonb_array_elements_text", "json_array_elements_text"):
        return f"list_transform(json_extract({_document(arguments)}, '$[*]'), lambda e: hb_pg.json_text(e, ''))", TEXT
    raise NotAlikeError(f"{function}() in FROM", "generate_series, unnest or jsonb_array_elements.")


def _document(arguments: list[Term]) -> str:
    if len(arguments) != 1 or arguments[0].type != JSON:
        raise NotAlikeError("the elements of what is no document", "jsonb_array_elements of a jsonb column.")
    return arguments[0].sql


def _series(arguments: list[Term]) -> tuple[str, Type]:
    first, last, *step = arguments
    if step and step[0].type == UNKNOWN:
        step = [cast(step[0], INTERVAL)]
    if not step or step[0].type in INTEGERS:
        terms = [
            t if t.type in INTEGERS else cast(t, INTEGER) if t.type == UNKNOWN else t for t in (first, last, *step)
        ]
        if any(t.type not in INTEGERS for t in terms):
            raise NotAlikeError(f"generate_series of {first.type}", "generate_series of whole numbers or times.")
        type_ = BIGINT if any(t.type == BIGINT for t in terms) else INTEGER
        return (
            f"CAST(generate_series({', '.join(t.sql for t in terms)}) AS {in_duckdb(type_)}[])",
            type_,
        )
    if step[0].type != INTERVAL:
        raise NotAlikeError(f"generate_series by steps of {step[0].type}", "whole numbers, or an interval.")
    type_ = TIMESTAMP if first.type == last.type == TIMESTAMP else TIMESTAMPTZ
    first, last = cast(first, type_), cast(last, type_)
    return f"generate_series({first.sql}, {last.sql}, {step[0].sql})", type_
